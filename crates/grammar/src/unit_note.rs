//! Unit notes: what a statement says its figures are counted in.
//!
//! A note stands under a title (`(In millions, except per share amounts)`), in a heading (`Net sales $ million`), in a
//! stub head or before a table. [`read`] takes out of a text what it says of scale, currency and exceptions;
//! [`is_unit_note`] tells a text that is nothing else. An amount in a sentence (`$1.2 billion`) is no note: there the
//! scale, or the sign, belongs to a number.
//!
//! A nom grammar cuts the text into tokens; what a token means then depends on its neighbours.

mod reader;
mod tokens;
mod words;

use crate::figure::Currency;
use crossfoot_lexicon::{WordClass, units, word};
use reader::Reader;
use rust_decimal::Decimal;
use tokens::{Token, tokens};
use words::{may_name_unit, named_unit};

/// What a unit note says. See [`read`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitNote {
    /// What printed amounts of money are multiplied by: 1000, 1000000. `None` where the note names no scale.
    pub scale: Option<Decimal>,
    /// The currencies named, in order.
    pub currencies: Vec<Currency>,
    /// The first of them is named by a sign or word that others have, too: `$`, `dollars`.
    pub shared_sign: bool,
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
        let money = self.scale.is_some() || !self.currencies.is_empty() || self.cents;
        money || self.share_scale.is_some() || self.percent || self.other_unit.is_some()
    }
}

/// Reads what a text says of the units of figures; `None` when it says nothing of them.
///
/// Words that name a scale count only where a note would have them: after *in* or a currency, in parentheses, or at the
/// beginning. Of two scales for two currencies (`Millions of yen, thousands of U.S. dollars`) the first is returned.
pub fn read(text: &str) -> Option<UnitNote> {
    may_name_unit(text).then(|| read_tokens(text, &tokens(text))).flatten()
}

/// The same of a text that was cut into its tokens.
fn read_tokens(text: &str, tokens: &[Token<'_>]) -> Option<UnitNote> {
    let mut note = UnitNote::default();
    let mut reader = Reader { tokens, money_only: true };
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
    if !may_name_unit(text) {
        return false;
    }
    let tokens = tokens(text);
    let Some(note) = read_tokens(text, &tokens) else { return false };
    let named = named_unit(text).is_some();
    let known = |text: &str| {
        let found = word(text.trim_end_matches('.'));
        found.is(WordClass::UnitNoteWord)
            || found.currency().is_some()
            || units().is_country(&text.trim_end_matches('.').to_lowercase())
    };
    let first = tokens.iter().find(|token| **token != Token::Open);
    let starts = matches!(first, Some(Token::Word(text)) if word(text).is(WordClass::UnitHead));
    let figures = holds_figures(&tokens);
    let mut excepting = false;
    let fits = |token: &Token<'_>| match token {
        Token::Word(text) if word(text).is(WordClass::Except) => {
            excepting = true;
            true
        }
        Token::Word(text) => excepting || known(text),
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
        // `(1' in crores)`: a currency's sign that the font of the document does not tell.
        let sign = || {
            let rest = &tokens[n + 1..];
            let marks = rest.iter().take_while(|token| matches!(token, Token::Mark(_))).count();
            let scaled =
                matches!(rest[marks..], [Token::Word(text), Token::Scale(..), ..] if word(text).is(WordClass::In));
            n > 0 && at(Some(n - 1)) == Some(&Token::Open) && marks < 3 && scaled
        };
        !mark && !sign() && !matches!(at(Some(n + 1)), Some(Token::Scale(..)))
    })
}
