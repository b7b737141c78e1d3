//! What a token means among its neighbours.

use super::UnitNote;
use super::tokens::{Form, Token};
use crate::figure::{Currency, is_year};
use crossfoot_lexicon::{WordClass, units, word};
use rust_decimal::Decimal;

/// Walks over the tokens of a text.
pub(super) struct Reader<'t> {
    pub(super) tokens: &'t [Token<'t>],
    /// Every scale so far was said of money: `$ in millions`.
    pub(super) money_only: bool,
}

impl Reader<'_> {
    fn before(&self, at: usize) -> Option<&Token<'_>> {
        at.checked_sub(1).and_then(|before| self.tokens.get(before))
    }

    /// True when the token at a place is a word of a class.
    fn is_word(&self, at: usize, class: WordClass) -> bool {
        matches!(self.tokens.get(at), Some(Token::Word(text)) if word(text).is(class))
    }

    /// True when the token before a place is a word of a class.
    fn word_before(&self, at: usize, class: WordClass) -> bool {
        at > 0 && self.is_word(at - 1, class)
    }

    /// True after a number other than a year, also after one in parentheses or in words.
    fn after_number(&self, at: usize) -> bool {
        // `(5)` before it, but not `(note 5)`.
        let bracketed = self.before(at) == Some(&Token::Close) && at >= 3 && self.tokens[at - 3] == Token::Open;
        if self.before(at) == Some(&Token::Close) && !bracketed {
            return false;
        }
        let at = if bracketed { at - 1 } else { at };
        matches!(self.before(at), Some(Token::Number(n)) if is_year(n).is_none())
            || self.word_before(at, WordClass::NumberBefore)
    }

    /// True after a number or the dash of a nil.
    fn after_figure(&self, at: usize) -> bool {
        self.after_number(at) || matches!(self.before(at), Some(Token::Mark('-' | '–' | '—' | '−')))
    }

    /// Reads the token at a place and returns the place to go on from.
    pub(super) fn step(&mut self, at: usize, note: &mut UnitNote) -> usize {
        match &self.tokens[at] {
            Token::Scale(factor, _) if self.is_scale(at) => self.scale(at, *factor, note),
            Token::Currency(currency, shared) if self.is_currency(at) => {
                // `Canadian $`
                let country = match self.before(at) {
                    Some(Token::Word(country)) if *shared => units().of_country(country, *currency),
                    _ => None,
                };
                add(note, country.unwrap_or(*currency), *shared && country.is_none());
            }
            Token::Word(text) if word(text).is(WordClass::Except) && !self.is_word(at + 1, WordClass::ExceptNone) => {
                return self.except(at + 1, note);
            }
            Token::Word(text) => self.word(at, text, note),
            Token::Percent if !self.after_figure(at) => note.percent |= self.is_heading(),
            Token::Cents(text) if self.is_cents(at) => {
                note.cents = true;
                if let Some(currency) = word(text).cents_of() {
                    add(note, currency, false);
                } else if self.word_before(at, WordClass::UnitedStates) {
                    add(note, Currency::USD, false);
                }
            }
            _ => {}
        }
        at + 1
    }

    fn is_cents(&self, at: usize) -> bool {
        let before = matches!(self.before(at), None | Some(Token::Open | Token::Mark(_) | Token::Currency(..)));
        let ends = matches!(self.tokens.get(at + 1), None | Some(Token::Close));
        !self.after_number(at)
            && self.is_heading()
            && (before || ends || self.word_before(at, WordClass::In) || self.word_before(at, WordClass::UnitedStates))
    }

    /// True for a text short enough to be a heading. In a sentence `%`, *percent* and *cents* are parts of amounts and
    /// names.
    fn is_heading(&self) -> bool {
        self.tokens.len() <= 12
    }

    /// A currency's name where a note would have it, and the words for parts of a hundred.
    fn word(&self, at: usize, text: &str, note: &mut UnitNote) {
        if let Some(currency) = word(text).currency() {
            // `Canadian dollars`: the word before tells which.
            let country = self
                .before(at)
                .and_then(|t| if let Token::Word(w) = t { units().of_country(w, currency) } else { None });
            let two_words = at >= 2 && self.is_word(at - 2, WordClass::CountryBeginning);
            let first = at.saturating_sub(if country.is_none() { 0 } else { 1 + usize::from(two_words) });
            // `won the bid`, `real estate`, `pounds of coffee`: they go on as no unit does.
            let follows = match self.tokens.get(at + 1) {
                Some(Token::Word(next)) => word(next).is(WordClass::Except) || word(next).is(WordClass::AfterCurrency),
                Some(Token::Number(_)) => false,
                _ => true,
            };
            if follows && !self.after_number(first) && self.is_place_of_unit(first, at) {
                let shared = country.is_none() && units().shares_name(currency);
                add(note, country.unwrap_or(currency), shared);
            }
        }
        let heading = self.is_heading() && !self.after_number(at);
        note.percent |= heading && word(text).is(WordClass::PercentUnit);
        if heading && word(text).is(WordClass::BasisPointUnit) {
            note.other_unit = Some(text.to_owned());
        }
    }

    /// True where the unit from `first` to `last` stands as in a note: after *in*, a scale or a bracket, at the
    /// beginning, in a list of currencies, or before *in*, a scale or a bracket.
    fn is_place_of_unit(&self, first: usize, last: usize) -> bool {
        let before = match self.before(first) {
            None | Some(Token::Open | Token::Mark(_) | Token::Currency(..)) => true,
            Some(Token::Scale(..)) => self.is_scale(first - 1),
            Some(Token::Word(_)) if self.word_before(first, WordClass::Of) => first >= 2 && self.is_scale(first - 2),
            _ => self.word_before(first, WordClass::BeforeUnit),
        };
        let listed = self.word_before(first, WordClass::AndOr) && first >= 2 && self.names_currency(first - 2);
        let after = matches!(self.tokens.get(last + 1), Some(Token::Open | Token::Scale(..)))
            || self.is_word(last + 1, WordClass::In);
        before || listed || after
    }

    /// True for a currency, also at the last word of its name or the bracket after its code.
    fn names_currency(&self, at: usize) -> bool {
        match self.tokens.get(at) {
            Some(Token::Currency(..)) => true,
            Some(Token::Close) => matches!(self.before(at), Some(Token::Currency(..))),
            Some(Token::Word(text)) => word(text).currency().is_some(),
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
            Some(Token::Mark(':' | '/')) => matches!(self.tokens.get(at + 2), Some(Token::Currency(..))),
            Some(Token::Mark(mark)) => !matches!(mark, ',' | ';'),
            _ => {
                matches!(self.before(at), Some(Token::Mark(':' | '/')))
                    && matches!(self.before(at - 1), Some(Token::Currency(..)))
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
            // `$ in MM`, `Rs. in Mn`
            Form::Short => {
                let after_in = self.word_before(first, WordClass::In) && first >= 2 && self.names_currency(first - 2);
                // `Mio. CHF`
                let currency_next = matches!(self.tokens.get(at + 1), Some(Token::Currency(..)));
                let ends = matches!(self.tokens.get(at + 2), None | Some(Token::Close | Token::Mark(',' | ';')));
                return after_in || currency_next && ends;
            }
            Form::Digits => return self.names_currency(at + 1),
            Form::Long | Form::Single => {}
        }
        let ends = match self.tokens.get(at + 1) {
            Some(Token::Word(text)) => word(text).is(WordClass::Except) || word(text).is(WordClass::AfterScale),
            Some(Token::Cents(_) | Token::Percent | Token::Scale(..)) => false,
            _ => true,
        };
        let of = self.is_word(at + 1, WordClass::Of);
        let unit_of = of && self.unit_after(at + 2).is_some();
        let depth = |token: Token<'_>| self.tokens[..at].iter().filter(|t| **t == token).count();
        match self.before(first) {
            _ if depth(Token::Open) > depth(Token::Close) => true,
            None if *form == Form::Single => unit_of || self.unit_next(at),
            None => ends || unit_of,
            Some(Token::Mark(mark)) => {
                unit_of || self.unit_next(at) || (ends && (at + 1 == self.tokens.len() || *mark == ';'))
            }
            // `Amounts in millions Three Months Ended`: what goes before *in* shows that it is a note, as does nothing.
            _ if self.word_before(first, WordClass::In) => {
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
            && (self.word_before(at - 1, WordClass::In)
                || matches!(self.before(at - 1), Some(Token::Open | Token::Mark(':')))
                || self.before(at - 1).is_none() && self.unit_next(at));
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
            Token::Currency(..) => true,
            Token::Word(text) => word(text).currency().is_some() || word(text).is(WordClass::AllFigures),
            _ => false,
        };
        let found = (
            self.clause(end).any(money),
            self.clause(end).any(|t| matches!(t, Token::Word(text) if word(text).is(WordClass::ShareUnit))),
        );
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
            Token::Currency(..) if n == 0 => Some((true, false)),
            Token::Word(text) if word(text).currency().is_some() => Some((true, false)),
            Token::Word(text) if word(text).is(WordClass::ShareUnit) => Some((false, true)),
            _ => None,
        })
    }

    fn scale(&mut self, at: usize, factor: Decimal, note: &mut UnitNote) {
        let first = self.start_of_scale(at);
        let times = match self.tokens.get(first) {
            // `100 millions`; a number of many digits is none of a scale.
            Some(Token::Number(number)) => {
                number.parse().ok().filter(|n| *n > Decimal::ZERO && *n <= Decimal::ONE_THOUSAND)
            }
            _ => None,
        };
        let times = times.unwrap_or(Decimal::ONE);
        let said_of = if self.is_word(at + 1, WordClass::Of) {
            let unit = self.unit_after(at + 2);
            if let (None, Some(Token::Word(text))) = (unit, self.tokens.get(at + 2)) {
                // `thousands of barrels`: neither money nor shares.
                note.other_unit = Some((*text).to_owned());
            }
            unit
        } else if self.word_before(first, WordClass::In) {
            self.said_of(first - 1)
        } else {
            (matches!(self.tokens.get(at + 1), Some(Token::Currency(..)))
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
            let all =
                self.clause(first).any(|t| matches!(t, Token::Word(text) if word(text).is(WordClass::AllFigures)));
            self.money_only &= said_of.is_some() && !all;
        }
    }

    /// `100 million yen`: the currency's name follows at once.
    fn unit_next(&self, at: usize) -> bool {
        matches!(self.tokens.get(at + 1), Some(Token::Word(text)) if word(text).currency().is_some())
    }

    /// Reads the exceptions, up to a semicolon or the closing parenthesis; returns where they end.
    fn except(&mut self, from: usize, note: &mut UnitNote) -> usize {
        let mut at = from;
        while let Some(token) = self.tokens.get(at) {
            match token {
                // `except earnings (loss) per share`: one word in parentheses belongs to the exception.
                Token::Open if self.tokens.get(at + 2) == Some(&Token::Close) => at += 2,
                Token::Mark(';') | Token::Open | Token::Close => break,
                Token::Word(text) if word(text).is(WordClass::NotAuditedWord) => break,
                Token::Word(text) if word(text).is(WordClass::ShareUnit) => {
                    let per = self.is_per(at);
                    note.except_per_share |= per;
                    note.except_shares |= !per;
                }
                Token::Word(text) if word(text).is(WordClass::PerShareUnit) => note.except_per_share = true,
                // `except number of shares, which are reflected in thousands`.
                Token::Scale(factor, _) if self.word_before(at, WordClass::In) && note.except_shares => {
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
        let back = (1..=3).take_while(|back| at >= *back && !self.is_word(at - back, WordClass::AndOr));
        back.into_iter().any(|back| self.is_word(at - back, WordClass::Per))
    }
}

fn add(note: &mut UnitNote, currency: Currency, shared: bool) {
    if note.currencies.is_empty() {
        note.shared_sign = shared;
    } else if note.currencies.first() == Some(&currency) {
        note.shared_sign &= shared;
    }
    if !note.currencies.contains(&currency) {
        note.currencies.push(currency);
    }
}
