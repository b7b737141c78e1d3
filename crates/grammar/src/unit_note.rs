//! Unit notes: what a statement says its figures are counted in.
//!
//! A note stands under a title (`(In millions, except per share amounts)`), in a heading (`Net sales $ million`), in a stub head or before a
//! table. [`read`] takes out of a text what it says of scale, currency and exceptions; [`is_unit_note`] tells a text that
//! is nothing else. An amount in a sentence (`$1.2 billion`) is no note: there the word of scale, or the sign, belongs to a number.
//!
//! The text is cut into tokens by a nom grammar; the meaning of a token then depends on its neighbours.

use crate::figure::{Currency, currency_sign, footnote_mark};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{anychar, digit1, one_of};
use nom::combinator::{map, map_opt, not, opt, peek, recognize, value, verify};
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
    /// What printed counts of shares are multiplied by. A note for all figures with exceptions scales shares unless they are
    /// among the exceptions (then this is 1); a note that speaks of money only (`Dollars in millions`) leaves it open.
    pub share_scale: Option<Decimal>,
    /// Figures per share (or per unit, ADS, at par) are excepted from the scale.
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

/// A piece of a note.
#[derive(Debug, Clone, PartialEq)]
enum Token<'a> {
    /// A word, with what is glued to it by points, hyphens or apostrophes.
    Word(&'a str),
    /// A number that is not a scale.
    Number(&'a str),
    /// A currency's sign or code.
    Currency(Currency),
    /// A scale written in letters or zeros: `million`, `'000`. The flag tells one that is only a scale beside a currency (`m`, `B`).
    Scale(Decimal, bool),
    /// `%`.
    Percent,
    /// `¢`, `cents`, `pence`.
    Cents,
    Open,
    Close,
    /// A comma, semicolon, colon or other mark.
    Mark(char),
}

/// Reads what a text says of the units of figures; `None` when it says nothing of them.
///
/// Words that name a scale count only where a note would have them: after *in* or a currency, in parentheses, or at the beginning. Of two
/// scales for two currencies (`Millions of yen, thousands of U.S. dollars`) the first is returned.
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
        note.share_scale = note.share_scale.or(match () {
            () if note.except_shares => Some(Decimal::ONE),
            () => general.then_some(scale),
        });
    }
    let says = UnitNote { except_per_share: false, except_shares: false, ..note.clone() } != UnitNote::default();
    if note.other_unit.is_none() && note.scale.is_none() {
        note.other_unit = named_unit(text);
    }
    (says || note.other_unit.is_some()).then_some(note)
}

/// True when a text is nothing but a unit note, perhaps with `unaudited` or a footnote mark.
pub fn is_unit_note(text: &str) -> bool {
    const WORDS: &str = "in of and or the all are is as for with expressed stated presented reported shown amounts amount figures figure \
        data information values value dollars dollar unaudited audited except excepted excluding unless otherwise noted indicated stated \
        share shares per us u.s eps ads adss par number numbers unit units currency tables tabular table omitted ratios percentages \
        japanese canadian american australian new taiwan hong kong swiss korean indian chinese brazilian mexican singapore swedish \
        norwegian danish british sterling";
    let Some(note) = read(text) else { return false };
    if note.other_unit.is_some() && named_unit(text).is_some() {
        return true;
    }
    let tokens = tokens(text);
    let mut excepting = false;
    tokens.iter().all(|token| {
        match token {
            Token::Word(word) if is_except(word) => excepting = true,
            // What the exceptions are is free; a semicolon or a parenthesis ends them.
            Token::Mark(';') | Token::Close => excepting = false,
            Token::Word(word) => {
                let word = word.trim_end_matches('.').to_ascii_lowercase();
                let other = note.other_unit.as_ref().is_some_and(|unit| unit.to_ascii_lowercase().contains(&word));
                return excepting
                    || other
                    || currency_name(&word).is_some()
                    || WORDS.split_ascii_whitespace().any(|w| w == word);
            }
            Token::Number(number) => {
                return excepting || footnote_mark(&format!("({number})")) || matches!(*number, "10" | "100");
            }
            _ => {}
        }
        true
    })
}

/// Walks over the tokens of a note.
struct Reader<'t> {
    tokens: &'t [Token<'t>],
    /// Every scale so far was said of money: `$ in millions`.
    money_only: bool,
}

impl Reader<'_> {
    fn get(&self, at: usize) -> Option<&Token<'_>> {
        self.tokens.get(at)
    }

    fn before(&self, at: usize) -> Option<&Token<'_>> {
        at.checked_sub(1).and_then(|before| self.tokens.get(before))
    }

    fn is_word(&self, at: Option<usize>, words: &[&str]) -> bool {
        at.and_then(|at| self.get(at))
            .is_some_and(|t| matches!(t, Token::Word(w) if words.iter().any(|x| w.eq_ignore_ascii_case(x))))
    }

    /// Reads the token at a place and returns the place to go on from.
    fn step(&mut self, at: usize, note: &mut UnitNote) -> usize {
        match &self.tokens[at] {
            Token::Scale(factor, _) if self.is_scale(at) => self.scale(at, *factor, note),
            Token::Currency(currency) if self.is_currency(at) => add(&mut note.currencies, *currency),
            Token::Word(word) if is_except(word) && !self.is_word(Some(at + 1), &["as", "where"]) => {
                return self.except(at + 1, note);
            }
            Token::Word(word) => self.word(at, word, note),
            Token::Percent if !matches!(self.before(at), Some(Token::Number(_))) => note.percent = true,
            Token::Cents if !matches!(self.before(at), Some(Token::Number(_))) => note.cents = true,
            _ => {}
        }
        at + 1
    }

    /// A currency's name where a note would have it, a few plain words of unit.
    fn word(&self, at: usize, word: &str, note: &mut UnitNote) {
        let number_before = matches!(self.before(at), Some(Token::Number(_)));
        if let Some(currency) = currency_name(word) {
            // `Canadian dollars`: the word before tells which; `the won bid`, `pounds of coffee` are neither.
            let country =
                self.before(at).and_then(|t| if let Token::Word(w) = t { country(w, currency) } else { None });
            let first = if country.is_some() { at.checked_sub(self.country_words(at)) } else { Some(at) };
            let place = first.is_some_and(|first| self.is_place_of_unit(first, at));
            if place && !number_before {
                add(&mut note.currencies, country.unwrap_or(currency));
            }
        }
        let percent = ["percent", "percentage", "percentages"].iter().any(|w| word.eq_ignore_ascii_case(w));
        note.percent |= percent && !number_before;
        if matches!(word.to_ascii_lowercase().as_str(), "bps") && !number_before {
            note.other_unit = Some(word.to_owned());
        }
    }

    /// How many words name the country of the currency at a place: two for Hong Kong, New Zealand and New Taiwan.
    fn country_words(&self, at: usize) -> usize {
        let two = at.checked_sub(2).is_some_and(|first| self.is_word(Some(first), &["hong", "new"]));
        if two { 2 } else { 1 }
    }

    /// True where the unit from `first` to `last` stands as in a note: after *in*, *of*, a scale or a bracket, at the beginning, or before
    /// *in*, a bracket or the end of a note.
    fn is_place_of_unit(&self, first: usize, last: usize) -> bool {
        let before = match self.before(first) {
            None | Some(Token::Open | Token::Scale(..) | Token::Mark(_) | Token::Currency(_)) => true,
            Some(Token::Word(_)) => self.is_word(first.checked_sub(1), &["in", "of", "unit", "units", "currency"]),
            _ => false,
        };
        let listed = self.is_word(first.checked_sub(1), &["and", "or"]) && first >= 2 && self.names_currency(first - 2);
        let after =
            matches!(self.get(last + 1), Some(Token::Open | Token::Scale(..))) || self.is_word(Some(last + 1), &["in"]);
        before || listed || after
    }

    /// True for a currency, also where only its name's last word or its bracketed code stands at the place.
    fn names_currency(&self, at: usize) -> bool {
        match self.get(at) {
            Some(Token::Currency(_)) => true,
            Some(Token::Close) => matches!(self.before(at), Some(Token::Currency(_))),
            Some(Token::Word(word)) => currency_name(word).is_some(),
            _ => false,
        }
    }

    /// A sign or code that no amount follows, where a unit may stand.
    fn is_currency(&self, at: usize) -> bool {
        let amount = |t: Option<&Token<'_>>| matches!(t, Some(Token::Number(_)));
        let end = matches!(self.get(at + 1), None | Some(Token::Close | Token::Mark(_)));
        let and = self.is_word(Some(at + 1), &["and", "except"]) && !matches!(self.before(at), Some(Token::Word(_)));
        !amount(self.get(at + 1)) && !amount(self.before(at)) && (self.is_place_of_unit(at, at) || end || and)
    }

    fn is_scale(&self, at: usize) -> bool {
        let Token::Scale(_, needs_currency) = self.tokens[at] else { return false };
        let next = self.get(at + 1);
        let currency = at > 0
            && self.names_currency(at - 1)
            && !matches!(at.checked_sub(2).and_then(|b| self.get(b)), Some(Token::Number(_)));
        let brackets = self.tokens[..at].iter().filter(|t| **t == Token::Open).count()
            > self.tokens[..at].iter().filter(|t| **t == Token::Close).count();
        if needs_currency || currency {
            return currency;
        }
        let hundred = matches!(self.before(at), Some(Token::Number("10" | "100"))) && at >= 2;
        let first = if hundred { at - 1 } else { at };
        if matches!(self.before(first), Some(Token::Number(_))) || self.is_word(first.checked_sub(1), NUMBER_WORDS) {
            return false;
        }
        let ends = match next {
            None | Some(Token::Close | Token::Open | Token::Mark(_) | Token::Currency(_) | Token::Number(_)) => true,
            Some(Token::Word(word)) => {
                is_except(word) || word.eq_ignore_ascii_case("unless") || word.eq_ignore_ascii_case("omitted")
            }
            _ => false,
        };
        let unit_of = self.is_word(Some(at + 1), &["of"]) && self.unit_after(at + 2).is_some();
        let after_in = self.is_word(first.checked_sub(1), &["in"]);
        // `Amounts in millions Three Months Ended`: what goes before *in* shows that it is a note.
        let subject = after_in && self.subject(first - 1).is_some();
        match self.before(first) {
            _ if brackets => true,
            None => ends || unit_of,
            Some(Token::Mark(_)) => unit_of || (ends && next.is_none()),
            _ => after_in && (ends || unit_of || subject || first == 1),
        }
    }

    /// What a scale is said of, before `in` or after `of`: shares, money or both. `None` for nothing known.
    fn subject(&self, upto: usize) -> Option<(bool, bool)> {
        let (mut money, mut shares) = (false, false);
        let clause = self.tokens[..upto]
            .iter()
            .rev()
            .take(6)
            .take_while(|t| !matches!(t, Token::Open | Token::Close | Token::Mark(_)));
        for token in clause {
            match token {
                Token::Currency(_) => money = true,
                Token::Word(w) if is_share(w) => shares = true,
                Token::Word(w) if currency_name(w).is_some() || AMOUNTS.iter().any(|a| w.eq_ignore_ascii_case(a)) => {
                    money = true
                }
                _ => {}
            }
        }
        (money || shares).then_some((money, shares))
    }

    /// The unit named after *of*: a currency or shares.
    fn unit_after(&self, at: usize) -> Option<(bool, bool)> {
        let skip = if self.is_word(Some(at), &["hong", "new"]) { 2 } else { 1 };
        let word = |at: usize| if let Some(Token::Word(w)) = self.get(at) { Some(*w) } else { None };
        let named = [word(at), word(at + 1), word(at + skip)].into_iter().flatten().find_map(|w| {
            (currency_name(w).is_some().then_some((true, false))).or_else(|| is_share(w).then_some((false, true)))
        });
        named.or_else(|| matches!(self.get(at), Some(Token::Currency(_))).then_some((true, false)))
    }

    fn scale(&mut self, at: usize, factor: Decimal, note: &mut UnitNote) {
        let times = match self.before(at) {
            Some(Token::Number(number @ ("10" | "100"))) => number.parse().unwrap_or(Decimal::ONE),
            _ => Decimal::ONE,
        };
        let factor = factor * times;
        let of = self.is_word(Some(at + 1), &["of"]);
        let said_of = match of.then(|| self.unit_after(at + 2)).flatten() {
            Some(unit) => Some(unit),
            None if of => {
                // `thousands of barrels`: the figures are neither money nor shares.
                note.other_unit =
                    self.get(at + 2).and_then(|t| if let Token::Word(w) = t { Some((*w).to_owned()) } else { None });
                None
            }
            None if self.is_word(at.checked_sub(1), &["in"]) => self.subject(at - 1),
            None => (at > 0 && self.names_currency(at - 1)).then_some((true, false)),
        };
        let (money, shares) = said_of.unwrap_or((true, true));
        if shares && said_of.is_some() {
            note.share_scale = note.share_scale.or(Some(factor));
        }
        if money {
            note.scale = note.scale.or(Some(factor));
            // `Amounts in millions` speaks of every figure, `Yen in millions` of money.
            self.money_only &= said_of.is_some() && !self.amounts_before(at);
        }
    }

    fn amounts_before(&self, at: usize) -> bool {
        let clause = self.tokens[..at]
            .iter()
            .rev()
            .take(6)
            .take_while(|t| !matches!(t, Token::Open | Token::Close | Token::Mark(_)));
        clause.into_iter().any(|t| matches!(t, Token::Word(w) if AMOUNTS.iter().any(|a| w.eq_ignore_ascii_case(a))))
    }

    /// The exceptions, up to a semicolon or the closing parenthesis; returns where they end.
    fn except(&mut self, from: usize, note: &mut UnitNote) -> usize {
        let mut at = from;
        while let Some(token) = self.get(at) {
            match token {
                Token::Mark(';') | Token::Close => break,
                Token::Word(word) if word.eq_ignore_ascii_case("unaudited") => break,
                Token::Word(word) if is_share(word) => {
                    // `per share`, `per common share` against `share data`, `number of shares`.
                    let per = (1..=3).any(|back| {
                        at >= from + back
                            && self.is_word(Some(at - back), &["per"])
                            && (1..back).all(|n| !self.is_word(Some(at - n), &["and", "or"]))
                    });
                    note.except_per_share |= per;
                    note.except_shares |= !per;
                }
                Token::Word(word)
                    if ["eps", "par", "per-share", "per-unit"].iter().any(|w| word.eq_ignore_ascii_case(w)) =>
                {
                    note.except_per_share = true
                }
                // `except number of shares, which are reflected in thousands`.
                Token::Scale(factor, _)
                    if self.is_word(at.checked_sub(1), &["in"]) && note.except_shares && note.share_scale.is_none() =>
                {
                    note.share_scale = Some(*factor);
                }
                _ => {}
            }
            at += 1;
        }
        at
    }
}

const NUMBER_WORDS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "a", "per", "several", "few",
    "many", "hundred", "some",
];
const AMOUNTS: &[&str] = &[
    "amounts",
    "amount",
    "figures",
    "data",
    "expressed",
    "stated",
    "presented",
    "reported",
    "information",
    "numbers",
    "tables",
];

fn add(currencies: &mut Vec<Currency>, currency: Currency) {
    if !currencies.contains(&currency) {
        currencies.push(currency);
    }
}

fn is_except(word: &str) -> bool {
    ["except", "excluding", "excepting"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

fn is_share(word: &str) -> bool {
    ["share", "shares", "ads", "adss", "adr", "adrs", "units", "unit"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// The currency a name stands for when nothing says which country's.
fn currency_name(word: &str) -> Option<Currency> {
    const NAMES: &[(&str, Currency)] = &[
        ("dollar", Currency::USD),
        ("yen", Currency::JPY),
        ("euro", Currency::EUR),
        ("pound", Currency::GBP),
        ("sterling", Currency::GBP),
        ("franc", Currency::CHF),
        ("renminbi", Currency::CNY),
        ("yuan", Currency::CNY),
        ("rmb", Currency::CNY),
        ("rupee", Currency::INR),
        ("won", Currency::KRW),
        ("krona", Currency::SEK),
        ("kronor", Currency::SEK),
        ("krone", Currency::NOK),
        ("kroner", Currency::NOK),
        ("reai", Currency::BRL),
        ("real", Currency::BRL),
        ("peso", Currency::MXN),
        ("rand", Currency::ZAR),
        ("shekel", Currency::ILS),
        ("zloty", Currency::PLN),
        ("baht", Currency::THB),
        ("ringgit", Currency::MYR),
        ("rupiah", Currency::IDR),
        ("rouble", Currency::RUB),
        ("ruble", Currency::RUB),
        ("lira", Currency::TRY),
    ];
    let word = word.to_lowercase();
    let singular = word.strip_suffix('s').unwrap_or(&word);
    NAMES.iter().find(|(name, _)| *name == singular).map(|(_, currency)| *currency)
}

/// The currency of a country's own dollar, kroner, peso and so on; `None` when the word names no country.
fn country(word: &str, currency: Currency) -> Option<Currency> {
    const DOLLARS: &[(&str, Currency)] = &[
        ("us", Currency::USD),
        ("u.s", Currency::USD),
        ("american", Currency::USD),
        ("canadian", Currency::CAD),
        ("australian", Currency::AUD),
        ("zealand", Currency::NZD),
        ("kong", Currency::HKD),
        ("singapore", Currency::SGD),
        ("taiwan", Currency::TWD),
    ];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    if currency == Currency::USD {
        return DOLLARS.iter().find(|(name, _)| *name == word).map(|(_, currency)| *currency);
    }
    match (word.as_str(), currency) {
        ("danish", Currency::NOK) => Some(Currency::DKK),
        ("philippine", Currency::MXN) => Some(Currency::PHP),
        (
            "japanese" | "korean" | "swiss" | "chinese" | "indian" | "brazilian" | "mexican" | "swedish" | "norwegian"
            | "british" | "south" | "african" | "turkish",
            _,
        ) => Some(currency),
        _ => None,
    }
}

/// The unit after `Unit:`, as printed.
fn named_unit(text: &str) -> Option<String> {
    let at = text.to_ascii_lowercase().find("unit")?;
    let before = text[..at].trim();
    let (_, unit) = text[at..].split_once(':')?;
    let head = text[at..]
        .split(':')
        .next()
        .is_some_and(|head| matches!(head.trim().to_ascii_lowercase().as_str(), "unit" | "units"));
    let unit = unit.trim().trim_end_matches([')', ']']).trim();
    (head && (before.is_empty() || before.ends_with(['(', '['])) && !unit.is_empty()).then(|| unit.to_owned())
}

/// Cuts a text into tokens, white space left out.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let space = || take_while(|c: char| c.is_whitespace());
    let found: IResult<&str, Vec<Token<'_>>> = many0(preceded(space(), token)).parse(text);
    found.map(|(_, tokens)| tokens).unwrap_or_default()
}

fn token(input: &str) -> IResult<&str, Token<'_>> {
    alt((
        value(Token::Open, one_of("([{")),
        value(Token::Close, one_of(")]}")),
        value(Token::Percent, one_of("%％")),
        value(Token::Cents, one_of("¢￠")),
        zeros,
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
    let zeros = (
        apostrophe(),
        tag("000"),
        opt((apostrophe(), tag("s"))),
        not(verify(anychar, |c| c.is_alphanumeric() || matches!(c, ',' | '.'))),
    );
    value(Token::Scale(Decimal::ONE_THOUSAND, false), alt((recognize((zeros, peek(take_while(|_| true)))),)))
        .parse(input)
}

/// A currency's sign or code, and what is glued to it is left for the next token: `€m`, `$000`, `RMB'000`.
fn currency(input: &str) -> IResult<&str, Token<'_>> {
    let mut sign = take_while1(|c: char| {
        !c.is_whitespace()
            && !c.is_ascii_digit()
            && !matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | '\'' | '’' | '/' | '%')
    });
    let (_, run) = sign.parse(input)?;
    // The longest beginning that is a sign; after letters only a sign may end inside a word (`EURm`, but not `EUROPE`).
    let found = run.char_indices().map(|(at, c)| at + c.len_utf8()).rev().find_map(|end| {
        let after = &run[end..];
        let inside = run[..end].ends_with(char::is_alphabetic)
            && !after.is_empty()
            && !matches!(after, "m" | "mn" | "bn" | "k" | "." | ":");
        currency_sign(&run[..end]).filter(|_| !inside).map(|currency| (end, currency))
    });
    match found {
        Some((end, currency)) => Ok((&input[end..], Token::Currency(currency))),
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag))),
    }
}

fn number(input: &str) -> IResult<&str, Token<'_>> {
    let digits = recognize((opt(tag(".")), digit1, take_while(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'))));
    map(digits, |d: &str| Token::Number(d.trim_end_matches([',', '.']))).parse(input)
}

/// A word: letters, with points, hyphens and apostrophes inside.
fn word(input: &str) -> IResult<&str, &str> {
    let inner = take_while(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\''));
    recognize((verify(anychar, |c| c.is_alphabetic()), inner)).parse(input)
}

/// Tells scales, cents and the compounds of currency and scale from other words.
fn classify(word: &str) -> Token<'_> {
    let bare = word.trim_end_matches('.');
    let scale = |n: i64, needs_currency| Token::Scale(Decimal::from(n), needs_currency);
    match bare {
        "m" | "M" | "mm" | "MM" | "mn" | "mln" | "Mn" | "mil" | "mio" => return scale(1_000_000, true),
        "b" | "B" | "bn" | "Bn" | "BN" => return scale(1_000_000_000, true),
        "k" | "K" => return scale(1000, true),
        _ => {}
    }
    match bare.to_ascii_lowercase().as_str() {
        "thousand" | "thousands" => scale(1000, false),
        "million" | "millions" | "mlns" => scale(1_000_000, false),
        "billion" | "billions" => scale(1_000_000_000, false),
        "trillion" | "trillions" => scale(1_000_000_000_000, false),
        "lakh" | "lakhs" | "lac" | "lacs" => scale(100_000, false),
        "crore" | "crores" => scale(10_000_000, false),
        "cent" | "cents" | "pence" => Token::Cents,
        _ => Token::Word(word),
    }
}
