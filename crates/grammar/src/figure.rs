//! Figures: numbers as financial statements print them.
//!
//! [`figure`] reads a text that is a figure and nothing else, with whatever print puts around the digits:
//! a currency, a sign or parentheses, a percent sign. [`figure_with_mark`] also takes the footnote mark that
//! may hang on it. [`is_text_cell`] knows the texts that stand in a figure's place, [`strip_marks`] takes the
//! footnote marks off a label.
//!
//! Digits are read as US releases write them: the comma groups by three, the point is decimal. Other styles
//! are read only where they cannot be taken for that: `1.234.567` and `1.234,56` (two points, or a comma after
//! the point), `1'234'567`, `12,34,567` (Indian lakhs), and groups set apart by a no-break or thin space. So
//! `1.234` is one and a bit, and `1,23` is no figure. A plain space never groups: it is what stands between columns.

mod common;
mod currency;
mod marks;
mod number;
mod printed;
mod range;
mod text;

pub(crate) use currency::scaled_currency;
pub use currency::{Currency, currency_sign};
pub use marks::{footnote_mark, strip_marks};

use crossfoot_lexicon::{WordClass, may_begin, units, word};
use nom::Parser;
use nom::sequence::preceded;
use printed::printed;
pub(crate) use range::is_range;
use rust_decimal::Decimal;
use std::fmt;
use text::{space, whole};

/// What follows a figure and says what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suffix {
    /// Nothing: an amount, a count, or whatever the row and the notes say.
    None,
    /// `%`: hundredths.
    Percent,
    /// `¢`, `cents`: hundredths of the currency's unit.
    Cents,
    /// `2.5x`: a multiple.
    Times,
    /// `25 bps`: hundredths of a percentage point.
    BasisPoints,
    /// `1.2 pp`, `3 pts`: percentage points, or points of an index.
    Points,
}

/// How print marked a figure as negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NegativeMark {
    /// Not at all: the figure is positive, zero or nil.
    None,
    /// A minus or a dash before it, or a minus right behind it.
    Minus,
    /// Parentheses around it, the accountant's minus; brackets of another sort are read the same.
    Parentheses,
    /// A triangle before it (`△` or `▲`), the minus of Japanese statements.
    Triangle,
}

/// A figure as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number with its sign, not scaled: `(1,234.5)` is -1234.5, `12.3%` is 12.3, a dash is 0.
    pub value: Decimal,
    /// How many digits stand after the decimal point.
    pub decimals: u32,
    /// The currency printed with the figure.
    pub currency: Option<Currency>,
    /// Its sign is one that several currencies have: a bare `$` may be any dollar, and `currency` the likeliest.
    pub shared_sign: bool,
    /// What follows the digits.
    pub suffix: Suffix,
    /// A printed dash, which stands for zero.
    pub nil: bool,
    /// Marked as about so much: `~110`.
    pub approximate: bool,
    /// Printed with thousands separators.
    pub grouped: bool,
    /// The power of ten of a scale printed behind the digits: 6 for `$12.4 million` and `£12.4m`; 0 where there is none.
    pub power: u8,
    /// How print marked it as negative. `(0.0)` carries the mark though its value is zero.
    pub negative_mark: NegativeMark,
}

impl fmt::Display for Figure {
    /// Writes the figure in one canonical style, which [`figure`] reads back the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after) = match self.negative_mark {
            NegativeMark::None => ("", ""),
            NegativeMark::Minus => ("-", ""),
            NegativeMark::Parentheses => ("(", ")"),
            NegativeMark::Triangle => ("△", ""),
        };
        let approximate = if self.approximate { "~" } else { "" };
        let currency = match self.currency {
            Some(shared) if self.shared_sign => {
                let sign = |(sign, of): &(&str, Currency)| *of == shared && units().is_shared(sign);
                units().all_signs().find(sign).map_or_else(|| format!("{shared} "), |(sign, _)| sign.to_owned())
            }
            Some(other) => format!("{other} "),
            None => String::new(),
        };
        let digits = match (self.nil, self.grouped) {
            (true, _) => "—".to_owned(),
            (false, grouped) => digits(&self.value.abs(), self.decimals, grouped),
        };
        let suffix = match self.suffix {
            Suffix::None => "",
            Suffix::Percent => "%",
            Suffix::Cents => "¢",
            Suffix::Times => "x",
            Suffix::BasisPoints => " bps",
            Suffix::Points => " pts",
        };
        write!(f, "{approximate}{currency}{before}{digits}{after}{suffix}")
    }
}

/// The digits of a positive number with exactly `decimals` decimals.
fn digits(number: &Decimal, decimals: u32, grouped: bool) -> String {
    let plain = format!("{number:.places$}", places = decimals as usize);
    if !grouped {
        return plain;
    }
    let (units, fraction) = plain.find('.').map_or((plain.as_str(), ""), |point| plain.split_at(point));
    let mut out = String::new();
    for (at, digit) in units.char_indices() {
        if at > 0 && (units.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

/// Reads a text that is a figure and nothing else; `None` for anything more or less, such as a date, a range, a
/// figure cut in half (`(1,234`) or one with a footnote mark (see [`figure_with_mark`]).
///
/// Square or angle brackets around a figure that shows no sign are a minus as parentheses are; around one that does they are left
/// out of account, and what could be a footnote mark is none. A share in brackets (`[5%]`) may be either and is no figure.
///
/// A minus right behind the digits is one (`3,310-`), unless it may be a hyphen: after a year, or after one or two digits alone.
///
/// A dash (hyphen, en, em, minus; one or two of them) alone, or with only a currency, parentheses or a percent sign
/// around it, is a nil. A minus may be any dash close to the digits; apart from them (`- 5`) only the hyphen and the
/// true minus are read as one, for a wider dash there is a nil in the next column. `▲` is negative, as in Japan, not a
/// rise. `+5` is 5. Parentheses make a minus negative once: `(-5)` is -5.
pub fn figure(text: &str) -> Option<Figure> {
    if let Some(text) = with_western_digits(text) {
        return figure(&text);
    }
    if !may_hold_figure(text) {
        return None;
    }
    common::read(text).or_else(|| by_grammar(text))
}

/// The digits and separators of Arabic and Persian print as those of the West; none where there are none.
fn with_western_digits(text: &str) -> Option<String> {
    let western = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(c as u32 - 0x660, 10).unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(c as u32 - 0x6f0, 10).unwrap_or(c),
        '\u{66a}' => '%',
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        c => c,
    };
    // Their first byte is that of few others.
    let any = text.bytes().any(|b| matches!(b, 0xd9 | 0xdb)) && text.chars().any(|c| western(c) != c);
    any.then(|| text.chars().map(western).collect())
}

fn by_grammar(text: &str) -> Option<Figure> {
    // `41.2c` is in cents; `12c` is the number of a note.
    let noted = |(at, _): (usize, char)| word(&text.trim_end()[at..]).is(WordClass::CentsOrNote);
    if text.trim_end().char_indices().next_back().is_some_and(noted) && !text.contains('.') {
        return None;
    }
    whole(text, printed).or_else(|| bracketed(text)).or_else(|| with_minus_behind(text))
}

/// Whether a text could begin with a figure: there is a digit or a dash in it, and its first character is a digit or one that may
/// stand before digits. Nearly all words of a release are turned away here.
fn may_hold_figure(text: &str) -> bool {
    let text = text.trim();
    let Some(first) = text.chars().next() else { return false };
    if first.is_ascii_lowercase() && units().signs(first as u8).next().is_none() {
        return false;
    }
    text.bytes().any(|b| b.is_ascii_digit() || b == b'-' || !b.is_ascii())
        && (matches!(first, '0'..='9' | '.' | '-' | '(' | '[' | '<' | '+' | '~')
            || printed::may_stand_before(first)
            || currency::currency(text).is_ok())
}

/// A figure in square or angle brackets: set so to tell it from its neighbours (`[△4.4]`), or to make it negative (`[1,234]`,
/// `<84>`). A small whole number in square ones is a footnote mark.
fn bracketed(text: &str) -> Option<Figure> {
    let text = text.trim();
    let square = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let inner = square.or_else(|| text.strip_prefix('<').and_then(|text| text.strip_suffix('>')))?;
    let figure = whole(inner, printed).filter(|f| !f.nil)?;
    if figure.negative_mark != NegativeMark::None {
        return Some(figure);
    }
    let mark = square.is_some() && figure.decimals == 0 && inner.trim().len() < 3;
    let other = figure.suffix != Suffix::None || inner.contains(['+', '＋']);
    (!mark && !other).then(|| negative(figure, NegativeMark::Parentheses))
}

/// A figure that shows a minus as others of its column do, where nobody could tell from it alone: `[84]`, `<84>`, `84-`.
pub(crate) fn negative_in_column(text: &str) -> Option<Figure> {
    let text = text.trim();
    let inner =
        [('[', ']'), ('<', '>')].iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    let (inner, mark) = match inner {
        Some(inner) => (inner, NegativeMark::Parentheses),
        None => (text.strip_suffix(['-', '−'])?, NegativeMark::Minus),
    };
    let figure = whole(inner, printed)?;
    let plain = !figure.nil && figure.negative_mark == NegativeMark::None && !inner.contains(['+', '＋']);
    (plain && inner.ends_with(|c: char| c.is_ascii_digit() || c == '%')).then(|| negative(figure, mark))
}

/// A figure with its minus right behind it, as ledgers and some programs print it.
fn with_minus_behind(text: &str) -> Option<Figure> {
    let figure = signed_behind(text)?;
    let bare = figure.decimals == 0 && !figure.grouped && figure.currency.is_none() && figure.suffix == Suffix::None;
    let hyphen = bare && (figure.value < Decimal::ONE_HUNDRED || is_year(&figure.value.to_string()).is_some());
    (!hyphen).then(|| negative(figure, NegativeMark::Minus))
}

/// What stands before a minus, if that is a figure without a sign of its own.
fn signed_behind(text: &str) -> Option<Figure> {
    let before = text.trim().strip_suffix(['-', '−'])?;
    let ends = before.ends_with(|c: char| c.is_ascii_digit() || c == '%');
    let figure = whole(before, printed).filter(|_| ends && !before.contains(['+', '＋']))?;
    (!figure.nil && figure.negative_mark == NegativeMark::None).then_some(figure)
}

fn negative(figure: Figure, negative_mark: NegativeMark) -> Figure {
    Figure { value: if figure.value.is_zero() { figure.value } else { -figure.value }, negative_mark, ..figure }
}

/// Reads a figure followed by a footnote mark, such as `1,234(a)`, `(551) (7)`, `12.3%*` or `110 [2]`, and returns the
/// mark as printed. `None` where there is no mark. One or two digits in parentheses after a whole figure are a mark,
/// not a second figure.
pub fn figure_with_mark(text: &str) -> Option<(Figure, &str)> {
    if !may_hold_figure(text) {
        return None;
    }
    let (rest, figure) = preceded(space, printed).parse(text).ok()?;
    let mark = rest.trim();
    // `1)` needs a space before it, else `(5 1)` or `12)` would be figures with marks.
    let bare = mark.starts_with(|c: char| c.is_ascii_alphanumeric());
    (footnote_mark(mark) && (!bare || rest.starts_with(char::is_whitespace))).then_some((figure, mark))
}

/// Reads a bare year from 1900 to 2099.
pub fn is_year(text: &str) -> Option<i32> {
    let text = text.trim();
    let shape = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| shape && (1900..2100).contains(year))
}

/// True for a text that stands in a figure's place and is none: not meaningful (`NM`, `n.m.`, `nmf`), not available or
/// applicable (`N/A`), no change or impact (`N/C`, `unch`, `no impact`), stars and other marks that send the reader to a note, the words `nil`
/// and `none` (OUTPUT.md counts a printed dash as zero, but keeps a word as text), and bounds (`>100%`, `<1`), which
/// say where a number lies, not what it is. A percent sign, parentheses or a footnote mark may go with it. So is a number of which
/// nobody can tell whether it is negative (`700CR`, `5-`, `[5%]`), and one of more digits than a figure can have.
pub fn is_text_cell(text: &str) -> bool {
    let text = text.trim();
    if let Some(bounded) = text.strip_prefix(['<', '>', '≤', '≥']) {
        return figure(bounded.trim_start_matches('=')).is_some_and(|f| !f.nil);
    }
    // `3.7:1`
    let to_one = |text: &'_ str| {
        let (before, to) = text.strip_suffix(" 1")?.rsplit_once(' ')?;
        word(to).is(WordClass::To).then_some(before.len())
    };
    let ratio = text.strip_suffix(":1").or_else(|| to_one(text).map(|end| &text[..end]));
    if ratio.is_some_and(|ratio| figure(ratio).is_some_and(|f| !f.nil && f.decimals > 0)) {
        return true;
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || !c.is_ascii() || matches!(c, '(' | '[' | '<' | '$' | '-' | '.'))
        && (is_of_unknown_sign(text) || is_too_long(text))
    {
        return true;
    }
    let symbols = text.trim_end_matches('%').trim();
    if !symbols.is_empty() && symbols.chars().all(|c| matches!(c, '*' | '#' | '^' | '†' | '‡' | '＊' | '※')) {
        return true;
    }
    // Every piece of text of a release comes here: nearly all are turned away by their first two letters.
    let opened = text.trim_start_matches(['(', '[']).trim_start();
    if !may_begin(WordClass::TextCell, opened) {
        return false;
    }
    let (bare, _) = strip_marks(text);
    let bare = bare.trim_end_matches('%').trim();
    let bare = bare.strip_prefix(['(', '[']).and_then(|b| b.strip_suffix([')', ']'])).unwrap_or(bare);
    word(bare.trim().trim_end_matches('.')).is(WordClass::TextCell)
}

/// A credit or a debit, of which only the account tells the sign (`700CR`, `84 DR`); a hyphen that may be a minus (`5-`); a share
/// in brackets that may be parentheses (`[5%]`).
fn is_of_unknown_sign(text: &str) -> bool {
    let letters = text.len() - text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (before, side) = text.split_at(text.len() - letters);
    let sided = word(side).is(WordClass::LedgerSide).then_some(before);
    // `Rs. 700 Cr` are ten millions.
    let glued =
        |before: &str| before.ends_with(|c: char| c.is_ascii_digit() || c == ')') || text.ends_with(char::is_uppercase);
    let is_amount = |text: &str| figure(text).is_some_and(|f| !f.nil);
    let in_brackets = || text.strip_prefix(['[', '<']).and_then(|inner| inner.strip_suffix([']', '>']));
    sided.is_some_and(|before| glued(before) && is_amount(before))
        || signed_behind(text).is_some_and(|f| is_year(&f.value.to_string()).is_none()) && figure(text).is_none()
        || in_brackets().is_some_and(|inner| inner.ends_with('%') && is_amount(inner))
}

/// Digits and the signs of a figure, but more of them than a number can hold.
fn is_too_long(text: &str) -> bool {
    const MOST_DIGITS: usize = 28;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_part =
        |c: char| c.is_ascii_digit() || ",.'’()-−%[] \u{a0}\u{2009}\u{202f}".contains(c) || units().is_sign(c);
    digits >= MOST_DIGITS && text.chars().all(is_part) && figure(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Nothing is turned away by its first character that the grammar reads.
        #[test]
        fn what_may_begin_a_figure_is_asked(text in "[ -~—–−△▲（）～≈€£¥円元￥R$S.US]{0,3}[0-9,.—-]{0,4}[ -~—％￠€]{0,3}") {
            let read = by_grammar(&text);
            prop_assert!(read.is_none() || may_hold_figure(&text), "{}", text);
            prop_assert_eq!(read, figure(&text), "{}", text);
        }
    }

    #[test]
    fn keeps_what_stands_around_the_digits() {
        let read = figure("~€(1,234.50)%").expect("a figure");
        assert_eq!((read.decimals, read.currency, read.suffix), (2, Some(Currency::EUR), Suffix::Percent));
        assert!(read.grouped && read.approximate && !read.nil);
        assert_eq!(read.negative_mark, NegativeMark::Parentheses);
        assert_eq!(figure("▲5").map(|f| f.negative_mark), Some(NegativeMark::Triangle));
        assert_eq!(figure("67 cents").map(|f| f.suffix), Some(Suffix::Cents));
    }

    #[test]
    fn prints_what_it_reads() {
        for text in ["$(1,234.50)", "△5", "—%", "~110", "JPY 3,236", "-0.5x", "(25) bps", "1234"] {
            assert_eq!(figure(text).map(|f| f.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn knows_years() {
        assert_eq!(
            (is_year("2023"), is_year("1899"), is_year("02023"), is_year("+202")),
            (Some(2023), None, None, None)
        );
    }
}
