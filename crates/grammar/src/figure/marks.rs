//! Footnote marks: on their own, and at the end of labels.

use super::text::{Read, space, whole};
use crossfoot_lexicon::{WordClass, units, word};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{alpha1, char};
use nom::combinator::{not, recognize, verify};
use nom::multi::{many0, many1};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

/// True for a text that is a footnote mark, or several: `(1)`, `(a)`, `(iv)`, `[2]`, `(2)(3)`, `(1, 2)`, `1)`, `*`,
/// `†`, `¹`.
pub fn footnote_mark(text: &str) -> bool {
    let text = text.trim();
    let closed = |c: char| matches!(c, ')' | ']') || is_superscript(c) || is_star(c);
    text.ends_with(closed) && (whole(text, many1(mark)).is_some() || whole(text, half_open_mark).is_some())
}

/// Takes the footnote marks off the end of a label and returns them in printed order, without the white space between.
///
/// A mark in parentheses is one or two digits or letters of a list (`(1)`, `(a)`, `(iv)`, `(2,3)`), so
/// `Net income (loss)`, `(in millions)` and `Notes (2023)` stay whole. Digits that were raised in print and came down
/// glued to a word (`% change1`, `Sales1,2`) are marks where the word ends in four small letters or more: names that
/// end in a digit are short or in capitals. A closing colon stays.
pub fn strip_marks(label: &str) -> (String, Vec<String>) {
    let mut rest = label.trim_end();
    let colon = rest.strip_suffix(':').map(|before| rest = before.trim_end()).is_some();
    let mut marks = Vec::new();
    while let Some(at) = last_mark(rest) {
        marks.push(rest[at..].trim().to_owned());
        rest = rest[..at].trim_end();
    }
    marks.reverse();
    if marks.is_empty() {
        return (label.trim().to_owned(), marks);
    }
    let end = if colon { ":" } else { "" };
    (format!("{}{end}", rest.trim_start()), marks)
}

/// Where the last footnote mark of a label begins.
fn last_mark(label: &str) -> Option<usize> {
    // `net of tax of $(29)` ends in an amount.
    let amount = |at: usize| label[..at].trim_end().ends_with(|c| units().is_sign(c));
    // `Basic earnings per share (p)` is in pence: no list of notes gets so far.
    let pence = |at: usize| {
        let inner = label[at..].trim_end().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        inner.is_some_and(|inner| word(inner).is(WordClass::PenceMark))
    };
    let is_mark = |at: &usize| whole(&label[*at..], mark).is_some() && !amount(*at) && !pence(*at);
    let from = |open: &[char]| label.rfind(open).filter(is_mark);
    let raised = label.trim_end_matches(|c| is_superscript(c) || is_star(c));
    let squared = raised.rsplit(' ').next().is_some_and(|unit| word(unit).is(WordClass::SquaredUnit));
    let closed = |at: usize| label[..at].matches('(').count() == label[..at].matches(')').count();
    let half_open =
        label.rfind(char::is_whitespace).filter(|&at| closed(at) && whole(&label[at..], half_open_mark).is_some());
    from(&['(', '['])
        .or_else(|| (raised.len() < label.len() && !squared).then_some(raised.len()))
        .or(half_open)
        .or_else(|| glued_mark(label))
}

/// Where raised digits begin that came down to the line at the end of a word.
fn glued_mark(label: &str) -> Option<usize> {
    let before = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    let word = before.len() - before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
    let marks = whole(&label[before.len()..], listed(number_of_mark)).is_some();
    (marks && (word >= 4 || before.ends_with(')'))).then_some(before.len())
}

fn is_superscript(c: char) -> bool {
    matches!(c, '⁰'..='⁹' | '¹' | '²' | '³' | '⁽' | '⁾')
}

fn is_star(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '＊' | '※' | '^')
}

/// One footnote mark.
fn mark(input: &str) -> IResult<&str, &str> {
    let item = || {
        alt((
            number_of_mark,
            letter_of_mark,
            recognize(many1(verify(nom::character::complete::anychar, |c| is_star(*c)))),
        ))
    };
    preceded(
        space,
        alt((
            recognize(delimited(char('('), listed(item()), preceded(space, char(')')))),
            recognize(delimited(char('['), listed(item()), preceded(space, char(']')))),
            recognize((take_while_m_n(1, 9, is_superscript), many0((char(','), take_while_m_n(1, 9, is_superscript))))),
            take_while_m_n(1, 4, is_star),
        )),
    )
    .parse(input)
}

/// `1)`, `a)`: a mark with its closing parenthesis only.
fn half_open_mark(input: &str) -> IResult<&str, &str> {
    preceded(space, recognize((alt((number_of_mark, letter_of_mark)), char(')')))).parse(input)
}

fn listed<'a>(item: impl Read<'a, &'a str>) -> impl Read<'a, &'a str> {
    let comma = recognize((
        space,
        alt((tag(","), tag("&"), verify(alpha1, |text: &str| word(text).is(WordClass::And)))),
        space,
    ));
    let separator = alt((comma, nom::character::complete::space1));
    recognize((space, nom::multi::separated_list1(separator, item)))
}

fn number_of_mark(input: &str) -> IResult<&str, &str> {
    verify(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), |n: &str| !n.starts_with('0')).parse(input)
}

/// One letter, or a small Roman numeral.
fn letter_of_mark(input: &str) -> IResult<&str, &str> {
    let roman = take_while_m_n(2, 4, |c| matches!(c, 'i' | 'v' | 'x'));
    terminated(
        alt((roman, take_while_m_n(1, 1, |c: char| c.is_ascii_alphabetic()))),
        not(nom::character::complete::alpha1),
    )
    .parse(input)
}
