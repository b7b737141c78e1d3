//! Periods: what the headings, captions and sentences of a release say about time.
//!
//! [`clues`] finds the words that speak of time; [`read_all`] puts them together to [`PeriodPhrase`]s, sharing what is
//! said once (`Three Months Ended June 30, 2023 and 2022` is two periods); [`read`] gives the first. What a heading
//! leaves unsaid often stands in a spanner or a caption: [`PeriodPhrase::merge`] fills it in. Nothing is guessed here:
//! a fiscal quarter stays a quarter until someone knows the company's calendar.

mod calendar;
mod clue;
mod dates;
mod phrases;
mod ranges;
mod short;
mod start;
mod words;

pub use clue::{clues, no_such_date};
pub use phrases::{read, read_all};

use crossfoot_lexicon::{WordClass, units, word};

/// How long a period is, in the unit the release counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// So many months; a quarter is three, a year twelve.
    Months(u8),
    /// So many weeks, in the 52/53-week calendars of retailers and manufacturers.
    Weeks(u8),
}

/// One thing a text says about time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clue {
    /// A length: `Three Months Ended`, `52-Week`, `Quarter Ended` (three months), `Year Ended` (twelve).
    Length(Span),
    /// A quarter of the company's year, 1 to 4.
    Quarter(u8),
    /// A half of the company's year, 1 or 2.
    Half(u8),
    /// `Full year`, `fiscal year`, or `Year` before a year.
    FullYear,
    /// A day or month, with or without its year.
    Date {
        /// The calendar year.
        year: Option<i32>,
        /// 1 to 12.
        month: u8,
        /// 1 to 31, as printed: the month may have fewer.
        day: Option<u8>,
    },
    /// A year alone.
    Year {
        /// The year.
        year: i32,
        /// Named as a fiscal year (`FY24`, `fiscal 2024`), which may not be the calendar's.
        fiscal: bool,
    },
    /// `As of`, `at`: what follows is an instant.
    AsOf,
    /// `Year-to-date`.
    YearToDate,
    /// What no calendar has: `Q5 2024`, `31.13.2024`, `FY 0001`.
    NoSuch,
    /// `Trailing twelve months`, `LTM`, `TTM`.
    Trailing,
}

/// A period as far as a text tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeriodPhrase {
    /// The length in so many words. See [`PeriodPhrase::span`] for the length that follows from the rest.
    pub length: Option<Span>,
    /// The quarter of the company's year, 1 to 4.
    pub quarter: Option<u8>,
    /// The half of the company's year, 1 or 2.
    pub half: Option<u8>,
    /// Called a full or fiscal year.
    pub full_year: bool,
    /// Called year-to-date.
    pub year_to_date: bool,
    /// Called an instant: `as of`.
    pub as_of: bool,
    /// Called trailing or last twelve months.
    pub trailing: bool,
    /// The month it ends in, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month it ends on.
    pub day: Option<u8>,
    /// The year it ends in; the fiscal year where `fiscal` is set.
    pub year: Option<i32>,
    /// `year` names a fiscal year and may differ from the calendar's.
    pub fiscal: bool,
    /// The fiscal year, where the text names it, even beside a date (`second quarter fiscal 2024 ended July 31, 2023`).
    pub fiscal_year: Option<i32>,
    /// It names what no calendar has: a day that the month does not have (`month` and `day` are as printed), a fifth quarter.
    pub unreal: bool,
}

impl PeriodPhrase {
    /// True when the text says nothing of time.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// True when it says `as of` and nothing else.
    fn is_as_of(&self) -> bool {
        *self == Self { as_of: true, ..Self::default() }
    }

    /// True when it says *trailing* and nothing else.
    fn is_trailing(&self) -> bool {
        *self == Self { trailing: true, ..Self::default() }
    }

    /// True when year, month and day of the end are all said.
    pub fn is_complete_end(&self) -> bool {
        !self.fiscal && self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    /// The last day of the period or the instant, as year, month and day; the last of the month where only the month is
    /// said (`June 2023 quarter`). `None` where it takes the company's calendar to know (`Q2 FY24`) or a part is
    /// missing.
    pub fn end(&self) -> Option<(i32, u8, u8)> {
        let (year, month) = (self.year.filter(|_| !self.fiscal)?, self.month?);
        let last = calendar::days_in_month(Some(year), month);
        let day = self.day.unwrap_or(last);
        (day <= last).then_some((year, month, day))
    }

    /// True when anything is said about how long the period is, or that it is an instant.
    pub fn says_duration(&self) -> bool {
        let part = self.length.is_some() || self.quarter.is_some() || self.half.is_some();
        part || self.full_year || self.year_to_date || self.as_of || self.trailing
    }

    /// The length said or implied: three months for a quarter, six for a half, twelve for a full year, for trailing
    /// months and for a bare fiscal year (`FY2023`), and for a quarter year-to-date all quarters up to it. `None` for
    /// an instant and where nothing tells.
    pub fn span(&self) -> Option<Span> {
        let fiscal_only = self.fiscal && self.month.is_none() && !self.says_duration();
        let implied = match (self.quarter, self.half) {
            (Some(quarter), _) if self.year_to_date => Some(3 * quarter),
            (Some(_), _) => Some(3),
            (None, Some(half)) if self.year_to_date => Some(6 * half),
            (None, Some(_)) => Some(6),
            (None, None) => (self.full_year || self.trailing || fiscal_only).then_some(12),
        };
        self.length.or(implied.map(Span::Months))
    }

    /// Fills what this phrase leaves unsaid from an enclosing one: a heading from its spanner, a spanner from the
    /// caption.
    ///
    /// What belongs together is taken together. The length comes from outside only when this phrase says nothing of one
    /// (a bare year-to-date takes the quarter up to which it runs). Month and day come only when no other quarter or
    /// half is named here, and the year only when the months agree, for `December 31` under `June 30, 2023` may well be
    /// the year before.
    #[must_use]
    pub fn merge(&self, outer: &Self) -> Self {
        let mut merged = self.clone();
        if !self.says_duration() {
            (merged.length, merged.quarter, merged.half) = (outer.length, outer.quarter, outer.half);
            (merged.full_year, merged.year_to_date) = (outer.full_year, outer.year_to_date);
            (merged.as_of, merged.trailing) = (outer.as_of, outer.trailing);
            merged.unreal |= outer.unreal && outer.month.is_none();
        } else if self.year_to_date && self.length.is_none() && self.quarter.is_none() && self.half.is_none() {
            (merged.quarter, merged.half) = (outer.quarter, outer.half);
        }
        let named = (self.quarter, self.half);
        let same_part = named == (None, None) || named == (outer.quarter, outer.half);
        let same_year = self.year.is_none() || (!self.fiscal && !self.full_year) || self.year == outer.year;
        if self.month.is_none() && outer.month.is_some() && same_part && same_year && !self.names_other_year(outer) {
            (merged.month, merged.day) = (outer.month, outer.day);
            merged.unreal |= outer.unreal;
        }
        if self.year.is_none() && (self.month.is_none() || outer.month.is_none() || self.month == outer.month) {
            (merged.year, merged.fiscal) = (outer.year, outer.fiscal);
        }
        merged.fiscal_year = merged.fiscal_year.or(outer.fiscal_year.filter(|_| merged.year == outer.year));
        merged
    }

    /// True when the year named here is one of the company's, and the date outside is of the calendar's: `9M FY25` under
    /// `nine months ended 31 December 2025` may be of the year before. Two whole years of one number are the same.
    fn names_other_year(&self, outer: &Self) -> bool {
        let of_calendar = outer.year.is_some() && !outer.fiscal && outer.fiscal_year != self.year;
        let whole = [self.span(), outer.span()] == [Some(Span::Months(12)); 2];
        self.fiscal && of_calendar && !whole
    }
}

/// The stretches of a text that speak of time and of nothing else in between. In a sentence two dates need not have to do with
/// each other: `July 18, 2024 – The company today reported second quarter 2024 net income` is two stretches, `the second
/// quarter of fiscal 2024, which ended on July 29, 2023` is one.
pub fn stretches(text: &str) -> Vec<&str> {
    let fills = |between: &str| {
        let words = between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let dashed = [" – ", " — ", " - "].iter().any(|d| between.contains(d));
        !dashed
            && words.into_iter().map(word).all(|w| {
                w.is(WordClass::PeriodTelling) || w.is(WordClass::PeriodFilling) || w.is(WordClass::PeriodAside)
            })
    };
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (range, _) in clues(text) {
        match found.last_mut() {
            Some(last) if range.start <= last.end || fills(&text[last.end..range.start]) => {
                last.end = last.end.max(range.end);
            }
            _ => found.push(range),
        }
    }
    found.into_iter().map(|range| &text[range]).collect()
}

/// True when a text holds nothing but words of time, as the lines of a heading do: `Three Months Ended`, `June 30,`,
/// `2023`, `(unaudited)`, `July 29, 2023 July 30, 2022`. Footnote marks may stand among them. A text that ends in a
/// full stop, or holds a semicolon, is the end of a sentence, not a heading.
pub fn is_period_heading(text: &str) -> bool {
    if text.contains(';') || !may_head(text) {
        return false;
    }
    let found = clues(text);
    let sentence = text
        .trim_end()
        .strip_suffix('.')
        .is_some_and(|before| found.last().is_none_or(|(range, _)| range.end <= before.len()));
    if sentence {
        return false;
    }
    let mut rest = text.to_owned();
    for (range, _) in found.iter().rev() {
        rest.replace_range(range.clone(), " ");
    }
    let mut telling = !found.is_empty();
    for token in rest.split_whitespace() {
        match beside_clues(token) {
            Some(tells) => telling |= tells,
            None => return false,
        }
    }
    telling
}

/// Whether a word may stand among the clues of a heading; and if so, whether it tells one even without them.
fn beside_clues(token: &str) -> Option<bool> {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
    let tells = word(bare).is(WordClass::PeriodTelling);
    let fills = tells || bare.is_empty() || word(bare).is(WordClass::PeriodFilling);
    ((fills || crate::figure::footnote_mark(token)) && !token.contains('%') && !units().has_sign(token))
        .then_some(tells)
}

/// Whether the first word is one that such a heading may begin with: most labels are turned away by it.
fn may_head(text: &str) -> bool {
    let text = text.trim_start();
    let first = text.split(char::is_whitespace).next().unwrap_or_default();
    beside_clues(first).is_some() || clue::may_begin_within(text, first.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> PeriodPhrase {
        read(text).unwrap_or_default()
    }

    #[test]
    fn spans_follow_from_names() {
        let months = |n| Some(Span::Months(n));
        let cases = [
            ("Q2 2023", months(3)),
            ("Q3 YTD 2023", months(9)),
            ("H1 2024", months(6)),
            ("FY2023", months(12)),
            ("LTM", months(12)),
        ];
        for (text, span) in cases {
            assert_eq!(phrase(text).span(), span, "{text}");
        }
        for text in ["2023", "June 30, 2023", "As of June 30, 2023", "YTD 2023"] {
            assert_eq!(phrase(text).span(), None, "{text}");
        }
    }

    #[test]
    fn a_day_in_numbers_is_no_year() {
        for text in ["Year Ended 12/31/2022", "Quarter Ended 12/31/2022", "12 Weeks Ended 12/31/2022"] {
            assert_eq!(phrase(text).end(), Some((2022, 12, 31)), "{text}");
        }
    }

    #[test]
    fn ends_need_the_calendar_only() {
        assert_eq!(phrase("June 2023 quarter").end(), Some((2023, 6, 30)));
        assert_eq!(phrase("Feb. 2024").end(), Some((2024, 2, 29)));
        assert_eq!((phrase("Q2 FY24").end(), phrase("June 30").end()), (None, None));
        assert!(phrase("July 29, 2023").is_complete_end() && !phrase("July 2023").is_complete_end());
    }

    #[test]
    fn merge_takes_what_is_missing() {
        let merged = |inner: &str, outer: &str| phrase(inner).merge(&phrase(outer));
        let full = phrase("Three Months Ended June 30, 2022");
        assert_eq!(merged("2022", "Three Months Ended June 30, 2023"), full);
        assert_eq!(merged("June 30, 2022", "Three Months Ended"), full);
        assert_eq!(merged("2022", "Three Months Ended June 30,"), full);
        assert_eq!(merged("36 Weeks", "12 Weeks Ended May 7, 2023"), phrase("36 Weeks Ended May 7, 2023"));
        assert_eq!(merged("YTD", "Second quarter 2023").span(), Some(Span::Months(6)));
        assert_eq!(merged("Q1 2022", "Quarter ended June 30, 2023").month, None);
        assert_eq!(merged("9M FY25", "nine months ended 31 December 2025").month, None);
        assert_eq!(merged("FY25", "Year ended June 30, 2025").month, Some(6));
        assert_eq!(merged("December 31", "As of June 30, 2023").year, None);
    }

    #[test]
    fn tells_headings_from_labels() {
        let headings = "Three Months Ended|June 30,|2023|(unaudited)|Q2 2023|July 29, 2023 July 30, 2022|12 Weeks Ended 24 Weeks Ended|2023 (1)|\
            Second-Quarter Six Months|Year Ended|Ended July 31, 2022|As of|Fiscal 2024|2Q03 2Q02 1Q03|May|For the Quarters Ended|Months Ended|\
            6/17/2023 6/11/2022|(Unaudited) September 30,|Compared to Three Months|Year";
        for text in headings.split('|') {
            assert!(is_period_heading(text), "{text}");
        }
        let labels = "Cash at end of period|2019 Alder Integration Plan|Balance at December 31, 2022|December 31, 2022 20.9 19.1|the|30,|\
            Net sales|2023 Amount||% change|End of period|2022.|December 23, 2022; and|2024 1,234|March to the sea|$ 2023";
        for text in labels.split('|') {
            assert!(!is_period_heading(text), "{text}");
        }
    }
}
