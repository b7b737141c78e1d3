//! What could begin at a place: which of the parsers of clues are worth asking.

use crossfoot_lexicon::{WordClass, word};

/// What begins where a clue could begin: which of the parsers are worth asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// One or two digits: a day, a month in numbers, `12 weeks`, `2Q23`, `1st`, `9M`.
    Number,
    /// Four digits: a year, alone or before a month in numbers.
    Year,
    /// The name of a month.
    Month,
    /// A number in words.
    Count,
    /// `first` to `fourth`.
    Ordinal,
    /// `LTM`, `trailing`, `last`.
    Trailing,
    /// `year`, `quarter`, `fiscal` and their like.
    PartOfYear,
    /// `as`, `at`.
    At,
    /// `Q2`, `FQ2`, `H1`, `F2023`, `FY`, `CY`: letters of these only.
    Short,
}

/// What could begin here, by a look at the first word alone. The parsers would find out as well, but one after the other, at
/// every word of a release: nearly all of them are turned away here.
pub(super) fn start_of(here: &str) -> Option<Start> {
    let bytes = here.as_bytes();
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    match letters {
        0 => start_in_digits(bytes),
        1 | 2 if here[..letters].chars().all(is_short) => Some(Start::Short),
        _ => start_in_words(&here[..letters]),
    }
}

/// Whether a letter may begin a short form.
pub(super) fn is_short(c: char) -> bool {
    const LETTERS: [WordClass; 4] =
        [WordClass::QuarterLetter, WordClass::HalfLetter, WordClass::YearLetter, WordClass::FiscalLetter];
    let found = word(c.encode_utf8(&mut [0; 4]));
    c.is_ascii_uppercase() && LETTERS.iter().any(|class| found.is(*class))
}

/// The same for a number: a year has four digits; days, months and lengths have one or two, and go on as no amount does.
pub(super) fn start_in_digits(bytes: &[u8]) -> Option<Start> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, after) = bytes.split_at(digits);
    // `30 June`, `12-week`, `3, 6 and 9 months`; a sign that is no ASCII may be a dash or a space.
    let goes_on = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b'-' | b',' | b'&' | b'/') || !b.is_ascii();
    let is_number = || match after {
        [b'.', rest @ ..] => {
            let second = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            second > 0 && rest.get(second) == Some(&b'.')
        }
        [b',', next, ..] => next.is_ascii_whitespace() || !next.is_ascii(),
        [first, ..] if first.is_ascii_whitespace() => after.trim_ascii_start().first().is_some_and(goes_on),
        [first, ..] => *first != b',' && goes_on(first),
        [] => false,
    };
    match digits {
        1 | 2 => is_number().then_some(Start::Number),
        4 => matches!(number, [b'1', b'9', ..] | [b'2', b'0', ..]).then_some(Start::Year),
        _ => None,
    }
}

/// What a word begins.
pub(super) fn start_in_words(text: &str) -> Option<Start> {
    const PARTS: [WordClass; 10] = [
        WordClass::Calendar,
        WordClass::Fiscal,
        WordClass::FiscalYear,
        WordClass::WholeYear,
        WordClass::HalfYear,
        WordClass::MonthUnit,
        WordClass::QuarterUnit,
        WordClass::YearUnit,
        WordClass::QuarterToDate,
        WordClass::YearToDate,
    ];
    const SHORT: [WordClass; 3] = [WordClass::FiscalYearShort, WordClass::CalendarYearShort, WordClass::HalfYearShort];
    let found = word(text);
    let is_capitals = |class: WordClass| text.starts_with(|c: char| c.is_ascii_uppercase()) && found.is(class);
    let begins = |class: WordClass| found.is(class) || found.begins(class);
    Some(match () {
        () if found.is_unknown() => return None,
        () if found.month().is_some() => Start::Month,
        () if found.number().is_some() => Start::Count,
        () if found.ordinal().is_some() => Start::Ordinal,
        () if SHORT.iter().any(|class| is_capitals(*class)) => Start::Short,
        () if found.is(WordClass::Trailing) || is_capitals(WordClass::TrailingShort) => Start::Trailing,
        () if is_capitals(WordClass::TrailingLetter) => Start::Trailing,
        () if found.is(WordClass::At) || begins(WordClass::AsOf) => Start::At,
        () if PARTS.iter().any(|class| begins(*class)) => Start::PartOfYear,
        () => return None,
    })
}
