//! Unit notes: what a statement says its figures are counted in.
//!
//! A note stands under a title (`(In millions, except per share amounts)`), in a heading (`Net sales $ million`), in a
//! stub head or before a table. [`read`] takes out of a text what it says of scale, currency and exceptions;
//! [`is_unit_note`] tells a text that is nothing else. An amount in a sentence (`$1.2 billion`) is no note: there the
//! scale, or the sign, belongs to a number.
//!
//! A nom grammar cuts the text into tokens; what a token means then depends on its neighbours.

use crate::figure::{Currency, currency_sign, is_year};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{anychar, digit1, one_of};
use nom::combinator::{map, not, opt, peek, recognize, value, verify};
use nom::multi::many0;
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use rust_decimal::Decimal;

/// What a unit note says. See [`read`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitNote {
    /// What printed amounts of money are multiplied by: 1000, 1000000. `None` where the note names no scale.
    pub scale: Option<Decimal>,
    /// The currencies named, in order.
    pub currencies: Vec<Currency>,
    /// What printed counts of shares are multiplied by. A note for all figures, or one with exceptions, scales shares
    /// unless they are among the exceptions (then this is 1); a note that speaks of money only (`Dollars in millions`)
    /// leaves it open.
    pub share_scale: Option<Decimal>,
    /// Figures per share (or per unit, per ADS, at par) are excepted from the scale.
    pub except_per_share: bool,
    /// Counts of shares are excepted from the scale.
    pub except_shares: bool,
    /// The figures are in hundredths of the currency: cents, pence.
    pub cents: bool,
    /// The figures are percentages.
    pub percent: bool,
    /// A unit that is neither money nor shares, as printed: `Gbps`.
    pub other_unit: Option<String>,
}

impl UnitNote {
    /// True when anything is said of a unit; exceptions alone say nothing.
    fn says_unit(&self) -> bool {
        let exceptions_aside = Self { except_per_share: false, except_shares: false, ..self.clone() };
        exceptions_aside != Self::default()
    }
}

/// Reads what a text says of the units of figures; `None` when it says nothing of them.
///
/// Words that name a scale count only where a note would have them: after *in* or a currency, in parentheses, or at the
/// beginning. Of two scales for two currencies (`Millions of yen, thousands of U.S. dollars`) the first is returned.
pub fn read(text: &str) -> Option<UnitNote> {
    let tokens = tokens(text);
    let mut note = UnitNote::default();
    let mut reader = Reader { tokens: &tokens, money_only: true };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(at, &mut note);
    }
    if let Some(scale) = note.scale {
        let general = !reader.money_only || note.except_per_share;
        let implied = if note.except_shares { Some(Decimal::ONE) } else { general.then_some(scale) };
        note.share_scale = note.share_scale.or(implied);
    }
    if !note.says_unit() {
        note.other_unit = named_unit(text);
    }
    note.says_unit().then_some(note)
}

/// True when a text is nothing but a unit note, perhaps with `unaudited` or a footnote mark. What the exceptions are is
/// free.
pub fn is_unit_note(text: &str) -> bool {
    const WORDS: &str = "in of and or the all are is as for with expressed stated presented reported shown amounts amount figures figure \
        data information values value dollars dollar unaudited audited unless otherwise noted indicated share shares per us u.s eps ads adss \
        par number numbers unit units currency omitted percent percentages japanese canadian american australian new zealand taiwan hong kong \
        swiss korean indian chinese brazilian mexican singapore swedish norwegian danish british sterling";
    let Some(note) = read(text) else { return false };
    let named = named_unit(text).is_some();
    let known = |word: &str| {
        let word = word.trim_end_matches('.').to_ascii_lowercase();
        WORDS.split_ascii_whitespace().any(|w| w == word) || currency_name(&word).is_some()
    };
    let tokens = tokens(text);
    let starts = text.trim_start_matches(['(', '[']).trim_start().to_ascii_lowercase().starts_with("unit");
    let figures = holds_figures(&tokens);
    let mut excepting = false;
    let fits = |token: &Token<'_>| match token {
        Token::Word(word) if is_except(word) => {
            excepting = true;
            true
        }
        Token::Word(word) => excepting || known(word),
        Token::Number(number) => excepting || number.len() <= 2 || *number == "100",
        Token::Mark(';') | Token::Close => {
            excepting = false;
            true
        }
        _ => true,
    };
    (note.other_unit.is_some() && named && starts) || (!figures && tokens.iter().all(fits))
}

/// True when a number stands outside the brackets of a footnote mark and belongs to no scale: `5% $` is two cells of a
/// table.
fn holds_figures(tokens: &[Token<'_>]) -> bool {
    let at = |at: Option<usize>| at.and_then(|at| tokens.get(at));
    (0..tokens.len()).filter(|n| matches!(tokens[*n], Token::Number(_))).any(|n| {
        let mark = at(n.checked_sub(1)) == Some(&Token::Open) && at(Some(n + 1)) == Some(&Token::Close);
        !mark && !matches!(at(Some(n + 1)), Some(Token::Scale(..)))
    })
}

/// A piece of a note.
#[derive(Debug, Clone, PartialEq)]
enum Token<'a> {
    /// A word, with the points, hyphens and apostrophes inside it.
    Word(&'a str),
    /// A number that is not a scale.
    Number(&'a str),
    /// A currency's sign or code.
    Currency(Currency),
    /// A scale: `million`, `'000`, `bn`.
    Scale(Decimal, Form),
    /// `%`.
    Percent,
    /// `¢`, `cents`, `pence`.
    Cents(&'a str),
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A comma, semicolon, colon or other mark.
    Mark(char),
}

/// How a scale is written, which decides where it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    /// As a word in the plural, or in zeros.
    Long,
    /// As a word in the singular, which at the beginning of a text is more often the end of an amount on the line
    /// before.
    Single,
    /// As a letter or two, which mean a scale only after a currency: `€m`, `$B`.
    Short,
    /// As a letter glued before a currency's code: `MSEK`, `TEUR`.
    Glued,
}

/// Walks over the tokens of a text.
struct Reader<'t> {
    tokens: &'t [Token<'t>],
    /// Every scale so far was said of money: `$ in millions`.
    money_only: bool,
}

const NUMBER_WORDS: &str = "one two three four five six seven eight nine ten a per several few many hundred some";
/// What a note calls the figures when it speaks of all of them.
const AMOUNTS: &str = "amounts amount figures data expressed stated presented reported information numbers tables";
const US: &str = "us u.s u.s.";

impl Reader<'_> {
    fn before(&self, at: usize) -> Option<&Token<'_>> {
        at.checked_sub(1).and_then(|before| self.tokens.get(before))
    }

    /// True when the token at a place is one of some words.
    fn is_word(&self, at: usize, words: &str) -> bool {
        matches!(self.tokens.get(at), Some(Token::Word(word)) if is_one_of(word, words))
    }

    /// True when the token before a place is one of some words.
    fn word_before(&self, at: usize, words: &str) -> bool {
        at > 0 && self.is_word(at - 1, words)
    }

    /// True after a number other than a year, also after one in parentheses or in words.
    fn after_number(&self, at: usize) -> bool {
        let at = if self.before(at) == Some(&Token::Close) { at - 1 } else { at };
        matches!(self.before(at), Some(Token::Number(n)) if is_year(n).is_none()) || self.word_before(at, NUMBER_WORDS)
    }

    /// True after a number or the dash of a nil.
    fn after_figure(&self, at: usize) -> bool {
        self.after_number(at) || matches!(self.before(at), Some(Token::Mark('-' | '–' | '—' | '−')))
    }

    /// Reads the token at a place and returns the place to go on from.
    fn step(&mut self, at: usize, note: &mut UnitNote) -> usize {
        match &self.tokens[at] {
            Token::Scale(factor, _) if self.is_scale(at) => self.scale(at, *factor, note),
            Token::Currency(currency) if self.is_currency(at) => add(note, *currency),
            Token::Word(word) if is_except(word) && !self.is_word(at + 1, "as where") => {
                return self.except(at + 1, note);
            }
            Token::Word(word) => self.word(at, word, note),
            Token::Percent if !self.after_figure(at) => note.percent |= self.is_heading(),
            Token::Cents(word) if self.is_cents(at) => {
                note.cents = true;
                if word.eq_ignore_ascii_case("pence") {
                    add(note, Currency::GBP);
                } else if self.word_before(at, US) {
                    add(note, Currency::USD);
                }
            }
            _ => {}
        }
        at + 1
    }

    fn is_cents(&self, at: usize) -> bool {
        let before = matches!(self.before(at), None | Some(Token::Open | Token::Mark(_) | Token::Currency(_)));
        let ends = matches!(self.tokens.get(at + 1), None | Some(Token::Close));
        !self.after_number(at) && self.is_heading() && (before || ends || self.word_before(at, "in us u.s u.s."))
    }

    /// True for a text short enough to be a heading. In a sentence `%`, *percent* and *cents* are parts of amounts and
    /// names.
    fn is_heading(&self) -> bool {
        self.tokens.len() <= 12
    }

    /// A currency's name where a note would have it, and the words for parts of a hundred.
    fn word(&self, at: usize, word: &str, note: &mut UnitNote) {
        if let Some(currency) = currency_name(word) {
            // `Canadian dollars`: the word before tells which.
            let country =
                self.before(at).and_then(|t| if let Token::Word(w) = t { country(w, currency) } else { None });
            let two_words = at >= 2 && self.is_word(at - 2, "hong new south");
            let first = at.saturating_sub(if country.is_none() { 0 } else { 1 + usize::from(two_words) });
            // `won the bid`, `real estate`, `pounds of coffee`: they go on as no unit does.
            let follows = match self.tokens.get(at + 1) {
                Some(Token::Word(next)) => is_except(next) || is_one_of(next, "in and or unless unaudited sterling"),
                Some(Token::Number(_)) => false,
                _ => true,
            };
            if follows && !self.after_number(first) && self.is_place_of_unit(first, at) {
                add(note, country.unwrap_or(currency));
            }
        }
        let heading = self.is_heading() && !self.after_number(at);
        note.percent |= heading && is_one_of(word, "percent percentage percentages");
        if heading && is_one_of(word, "bps") {
            note.other_unit = Some(word.to_owned());
        }
    }

    /// True where the unit from `first` to `last` stands as in a note: after *in*, a scale or a bracket, at the
    /// beginning, in a list of currencies, or before *in*, a scale or a bracket.
    fn is_place_of_unit(&self, first: usize, last: usize) -> bool {
        let before = match self.before(first) {
            None | Some(Token::Open | Token::Mark(_) | Token::Currency(_)) => true,
            Some(Token::Scale(..)) => self.is_scale(first - 1),
            Some(Token::Word(_)) if self.word_before(first, "of") => first >= 2 && self.is_scale(first - 2),
            _ => self.word_before(first, "in unit units currency"),
        };
        let listed = self.word_before(first, "and or") && first >= 2 && self.names_currency(first - 2);
        let after =
            matches!(self.tokens.get(last + 1), Some(Token::Open | Token::Scale(..))) || self.is_word(last + 1, "in");
        before || listed || after
    }

    /// True for a currency, also at the last word of its name or the bracket after its code.
    fn names_currency(&self, at: usize) -> bool {
        match self.tokens.get(at) {
            Some(Token::Currency(_)) => true,
            Some(Token::Close) => matches!(self.before(at), Some(Token::Currency(_))),
            Some(Token::Word(word)) => currency_name(word).is_some(),
            _ => false,
        }
    }

    /// A sign or code that belongs to no amount, where a unit may stand.
    fn is_currency(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1);
        let amount = match next {
            Some(Token::Number(_)) => true,
            Some(Token::Open) => matches!(self.tokens.get(at + 2), Some(Token::Number(_))),
            // `USD:EUR`, `€/$`: an exchange rate.
            Some(Token::Mark(':' | '/')) => matches!(self.tokens.get(at + 2), Some(Token::Currency(_))),
            Some(Token::Mark(mark)) => !matches!(mark, ',' | ';'),
            _ => {
                matches!(self.before(at), Some(Token::Mark(':' | '/')))
                    && matches!(self.before(at - 1), Some(Token::Currency(_)))
            }
        };
        let ends = matches!(next, None | Some(Token::Close | Token::Mark(_)));
        !amount && !self.after_figure(at) && (self.is_place_of_unit(at, at) || ends)
    }

    fn is_scale(&self, at: usize) -> bool {
        let Some(Token::Scale(_, form)) = self.tokens.get(at) else { return false };
        let first = self.start_of_scale(at);
        if self.after_number(first) {
            return false;
        }
        let beside_currency = at > 0 && self.names_currency(at - 1) && !self.after_number(at - 1);
        match form {
            Form::Glued => return true,
            _ if beside_currency => return true,
            Form::Short => return false,
            Form::Long | Form::Single => {}
        }
        let ends = match self.tokens.get(at + 1) {
            Some(Token::Word(word)) => is_except(word) || is_one_of(word, "unless omitted unaudited"),
            Some(Token::Cents(_) | Token::Percent | Token::Scale(..)) => false,
            _ => true,
        };
        let of = self.is_word(at + 1, "of");
        let unit_of = of && self.unit_after(at + 2).is_some();
        let depth = |token: Token<'_>| self.tokens[..at].iter().filter(|t| **t == token).count();
        match self.before(first) {
            _ if depth(Token::Open) > depth(Token::Close) => true,
            None if *form == Form::Single => unit_of || self.unit_next(at),
            None => ends || unit_of,
            Some(Token::Mark(mark)) => unit_of || (ends && (at + 1 == self.tokens.len() || *mark == ';')),
            // `Amounts in millions Three Months Ended`: what goes before *in* shows that it is a note, as does nothing.
            _ if self.word_before(first, "in") => {
                let known = first == 1 || self.said_of(first - 1).is_some();
                ends || unit_of || (!of && known)
            }
            _ => false,
        }
    }

    /// Where a scale begins: `100 million` is one, the style of Japan.
    fn start_of_scale(&self, at: usize) -> usize {
        let times = matches!(self.before(at), Some(Token::Number("10" | "100")));
        let place = times
            && (self.word_before(at - 1, "in") || matches!(self.before(at - 1), Some(Token::Open | Token::Mark(':'))));
        if place { at - 1 } else { at }
    }

    /// The words of the clause that ends before a place.
    fn clause(&self, end: usize) -> impl Iterator<Item = &Token<'_>> {
        let inside = |t: &&Token<'_>| !matches!(t, Token::Open | Token::Close | Token::Mark(_));
        self.tokens[..end].iter().rev().take(6).take_while(inside)
    }

    /// What the clause before *in* speaks of, as (money, shares); `None` for nothing known.
    fn said_of(&self, end: usize) -> Option<(bool, bool)> {
        let money = |t: &Token<'_>| match t {
            Token::Currency(_) => true,
            Token::Word(word) => currency_name(word).is_some() || is_one_of(word, AMOUNTS),
            _ => false,
        };
        let found =
            (self.clause(end).any(money), self.clause(end).any(|t| matches!(t, Token::Word(word) if is_share(word))));
        (found.0 || found.1).then_some(found)
    }

    /// The unit named after *of*, as (money, shares).
    fn unit_after(&self, at: usize) -> Option<(bool, bool)> {
        let next = self
            .tokens
            .iter()
            .skip(at)
            .take(3)
            .take_while(|t| !matches!(t, Token::Open | Token::Close | Token::Mark(_)));
        next.enumerate().find_map(|(n, token)| match token {
            Token::Currency(_) if n == 0 => Some((true, false)),
            Token::Word(word) if currency_name(word).is_some() => Some((true, false)),
            Token::Word(word) if is_share(word) => Some((false, true)),
            _ => None,
        })
    }

    fn scale(&mut self, at: usize, factor: Decimal, note: &mut UnitNote) {
        let first = self.start_of_scale(at);
        let times = match self.tokens.get(first) {
            Some(Token::Number(number)) => number.parse().unwrap_or(Decimal::ONE),
            _ => Decimal::ONE,
        };
        let said_of = if self.is_word(at + 1, "of") {
            let unit = self.unit_after(at + 2);
            if let (None, Some(Token::Word(word))) = (unit, self.tokens.get(at + 2)) {
                // `thousands of barrels`: neither money nor shares.
                note.other_unit = Some((*word).to_owned());
            }
            unit
        } else if self.word_before(first, "in") {
            self.said_of(first - 1)
        } else {
            (matches!(self.tokens.get(at + 1), Some(Token::Currency(_)))
                || (at > 0 && self.names_currency(at - 1))
                || self.unit_next(at))
            .then_some((true, false))
        };
        let (money, shares) = said_of.unwrap_or((true, true));
        if shares && said_of.is_some() {
            note.share_scale = note.share_scale.or(Some(factor * times));
        }
        if money {
            note.scale = note.scale.or(Some(factor * times));
            // `Amounts in millions` speaks of every figure, `Yen in millions` of money.
            let all = self.clause(first).any(|t| matches!(t, Token::Word(word) if is_one_of(word, AMOUNTS)));
            self.money_only &= said_of.is_some() && !all;
        }
    }

    /// `100 million yen`: the currency's name follows at once.
    fn unit_next(&self, at: usize) -> bool {
        matches!(self.tokens.get(at + 1), Some(Token::Word(word)) if currency_name(word).is_some())
    }

    /// Reads the exceptions, up to a semicolon or the closing parenthesis; returns where they end.
    fn except(&mut self, from: usize, note: &mut UnitNote) -> usize {
        let mut at = from;
        while let Some(token) = self.tokens.get(at) {
            match token {
                // `except earnings (loss) per share`: one word in parentheses belongs to the exception.
                Token::Open if self.tokens.get(at + 2) == Some(&Token::Close) => at += 2,
                Token::Mark(';') | Token::Open | Token::Close => break,
                Token::Word(word) if is_one_of(word, "unaudited") => break,
                Token::Word(word) if is_share(word) => {
                    let per = self.is_per(at);
                    note.except_per_share |= per;
                    note.except_shares |= !per;
                }
                Token::Word(word) if is_one_of(word, "eps par per-share per-unit") => note.except_per_share = true,
                // `except number of shares, which are reflected in thousands`.
                Token::Scale(factor, _) if self.word_before(at, "in") && note.except_shares => {
                    note.share_scale = note.share_scale.or(Some(*factor));
                }
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// True for the share of `per share` and `per common share`, not for that of `share data` or of
    /// `per share and share data`.
    fn is_per(&self, at: usize) -> bool {
        let back = (1..=3).take_while(|back| at >= *back && !self.is_word(at - back, "and or"));
        back.into_iter().any(|back| self.is_word(at - back, "per"))
    }
}

fn add(note: &mut UnitNote, currency: Currency) {
    if !note.currencies.contains(&currency) {
        note.currencies.push(currency);
    }
}

fn is_one_of(word: &str, words: &str) -> bool {
    words.split(' ').any(|w| word.eq_ignore_ascii_case(w))
}

fn is_except(word: &str) -> bool {
    is_one_of(word, "except excluding excepting")
}

fn is_share(word: &str) -> bool {
    is_one_of(word, "share shares ads adss adr adrs unit units")
}

/// Looks a word up in a list of `word=code`.
fn named(list: &str, word: &str) -> Option<Currency> {
    let pair = list.split(' ').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == word);
    pair.and_then(|(_, code)| Currency::from_code(code))
}

/// The currency a name stands for when nothing says which country's.
fn currency_name(word: &str) -> Option<Currency> {
    const NAMES: &str = "dollar=USD yen=JPY euro=EUR pound=GBP sterling=GBP franc=CHF renminbi=CNY yuan=CNY rmb=CNY rupee=INR won=KRW \
        krona=SEK kronor=SEK krone=NOK kroner=NOK real=BRL reai=BRL peso=MXN rand=ZAR shekel=ILS zloty=PLN baht=THB ringgit=MYR \
        rupiah=IDR rouble=RUB ruble=RUB lira=TRY";
    let word = word.to_lowercase();
    named(NAMES, word.strip_suffix('s').unwrap_or(&word))
}

/// The currency of a country's own dollar, kroner, peso and so on; `None` when the word names no country.
fn country(word: &str, currency: Currency) -> Option<Currency> {
    const DOLLARS: &str =
        "us=USD u.s=USD american=USD canadian=CAD australian=AUD zealand=NZD kong=HKD singapore=SGD taiwan=TWD";
    const OTHERS: &str =
        "japanese korean swiss chinese indian brazilian mexican swedish norwegian british african turkish";
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    match (word.as_str(), currency) {
        (dollar, Currency::USD) => named(DOLLARS, dollar),
        ("danish", Currency::NOK) => Some(Currency::DKK),
        ("philippine", Currency::MXN) => Some(Currency::PHP),
        (other, _) => is_one_of(other, OTHERS).then_some(currency),
    }
}

/// The unit after `Unit:`, as printed.
fn named_unit(text: &str) -> Option<String> {
    let (head, unit) = text.split_once(':')?;
    let word = head.rsplit(['(', '[']).next().unwrap_or(head);
    let unit = unit.split([')', ']']).next().unwrap_or(unit).trim();
    (is_one_of(word.trim(), "unit units") && !unit.is_empty()).then(|| unit.to_owned())
}

/// Cuts a text into tokens, white space left out.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let found: IResult<&str, Vec<Token<'_>>> = many0(preceded(take_while(char::is_whitespace), token)).parse(text);
    found.map(|(_, tokens)| tokens).unwrap_or_default()
}

fn token(input: &str) -> IResult<&str, Token<'_>> {
    alt((
        value(Token::Open, one_of("([{")),
        value(Token::Close, one_of(")]}")),
        value(Token::Percent, one_of("%％")),
        map(recognize(one_of("¢￠")), Token::Cents),
        zeros,
        glued_scale,
        currency,
        number,
        map(word, classify),
        map(anychar, Token::Mark),
    ))
    .parse(input)
}

/// `000`, `'000`, `000's`, `000s`.
fn zeros(input: &str) -> IResult<&str, Token<'_>> {
    let apostrophe = || opt(one_of("'’‘"));
    let end = not(verify(anychar, |c| c.is_alphanumeric() || matches!(c, ',' | '.')));
    let zeros = (apostrophe(), tag("000"), opt((apostrophe(), tag("s"))), end);
    value(Token::Scale(Decimal::ONE_THOUSAND, Form::Long), zeros).parse(input)
}

/// The `M` of `MSEK`, the `T` of `TEUR` (German *Tausend*), before the codes that are written so.
fn glued_scale(input: &str) -> IResult<&str, Token<'_>> {
    let dollars = alt((tag("USD"), tag("CAD"), tag("AUD")));
    let code = alt((dollars, tag("EUR"), tag("GBP"), tag("SEK"), tag("NOK"), tag("DKK"), tag("CHF"), tag("JPY")));
    let end = not(verify(anychar, |c| c.is_alphanumeric()));
    let factor = alt((value(1_000_000_i64, one_of("Mm")), value(1000, one_of("TtKk"))));
    map(terminated(factor, peek((code, end))), |n| Token::Scale(Decimal::from(n), Form::Glued)).parse(input)
}

/// A currency's sign or code; what is glued to it is left for the next token: `€m`, `$000`, `RMB'000`.
fn currency(input: &str) -> IResult<&str, Token<'_>> {
    let part = |c: char| !c.is_whitespace() && !c.is_ascii_digit() && !"()[],;:'’/%".contains(c);
    let (_, run) = take_while1(part).parse(input)?;
    // The longest beginning that is a currency. A code ends inside a run of letters only before a scale: `EURm`, not
    // `EUROPE`.
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    let found = ends.into_iter().find_map(|end| {
        let (sign, after) = run.split_at(end);
        let inside = sign.ends_with(char::is_alphabetic) && !matches!(after, "" | "." | "m" | "mn" | "bn" | "k");
        currency_sign(sign).filter(|_| !inside).map(|currency| (end, currency))
    });
    let (end, currency) =
        found.ok_or_else(|| nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))?;
    Ok((&input[end..], Token::Currency(currency)))
}

fn number(input: &str) -> IResult<&str, Token<'_>> {
    let inner = take_while(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    map(recognize((opt(tag(".")), digit1, inner)), |d: &str| Token::Number(d.trim_end_matches([',', '.']))).parse(input)
}

/// A word: letters, with points, hyphens and apostrophes inside.
fn word(input: &str) -> IResult<&str, &str> {
    let inner = take_while(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\''));
    recognize((verify(anychar, |c| c.is_alphabetic()), inner)).parse(input)
}

/// Tells scales and cents from other words.
fn classify(word: &str) -> Token<'_> {
    let scale = |n: i64, form| Token::Scale(Decimal::from(n), form);
    let bare = word.trim_end_matches('.');
    match bare {
        "m" | "M" | "mm" | "MM" | "mn" | "Mn" | "mln" | "mio" => return scale(1_000_000, Form::Short),
        "b" | "B" | "bn" | "Bn" => return scale(1_000_000_000, Form::Short),
        "k" | "K" => return scale(1000, Form::Short),
        _ => {}
    }
    match bare.to_ascii_lowercase().as_str() {
        "thousand" => scale(1000, Form::Single),
        "thousands" => scale(1000, Form::Long),
        "million" => scale(1_000_000, Form::Single),
        "millions" => scale(1_000_000, Form::Long),
        "billion" => scale(1_000_000_000, Form::Single),
        "billions" => scale(1_000_000_000, Form::Long),
        "trillion" => scale(1_000_000_000_000, Form::Single),
        "trillions" => scale(1_000_000_000_000, Form::Long),
        "lakh" | "lac" => scale(100_000, Form::Single),
        "lakhs" | "lacs" => scale(100_000, Form::Long),
        "crore" => scale(10_000_000, Form::Single),
        "crores" => scale(10_000_000, Form::Long),
        "cent" | "cents" | "pence" => Token::Cents(word),
        _ => Token::Word(word),
    }
}
