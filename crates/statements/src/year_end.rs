//! Sentences that say when the company's year ends: `The financial year runs from 1 October to 30 September`, `has a 30 June year
//! end`. They rule over what dated headings make likely.

use crossfoot_grammar::period::{Clue, clues};
use crossfoot_lexicon::{Role, WordClass, tag, word};

/// The end of the company's year, as a sentence says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct YearEnd {
    /// The month, 1 to 12.
    pub(crate) month: u8,
    /// Whether it is said to be in the year after the one that names it.
    pub(crate) following: bool,
    /// The company's year that is said to end, and in which year of the calendar.
    pub(crate) named: Option<(i32, i32)>,
}

/// What a line says of the end of the company's year.
pub(crate) fn said(line: &str) -> Option<YearEnd> {
    // To look for dates is dear; nearly no line has the words.
    let has = |class: WordClass| words_of(line).any(|w| word(w).is(class));
    if !has(WordClass::YearEnds) || !has(WordClass::YearUnit) {
        return None;
    }
    let found = clues(line);
    found.iter().enumerate().find_map(|(at, (range, clue))| {
        let Clue::Date { year, month, day: Some(day) } = *clue else { return None };
        // A year that ends in the first days of a month counts to the month before.
        let month = if day <= 8 { (month + 10) % 12 + 1 } else { month };
        let before = &line[..range.start];
        let last = at.checked_sub(1).map(|at| &found[at].1);
        let is_range = matches!(last, Some(Clue::Length(_)));
        let name = match last {
            Some(Clue::Year { year, fiscal: true }) => Some(*year),
            _ => None,
        };
        let after = &line[range.end..];
        let told = year_ends_before(before, is_range) || year_end_follows(after);
        told.then(|| YearEnd {
            month,
            following: tag(after).begins_with(Role::FollowingYear),
            named: name.zip(year.map(|year| if month == 12 && day <= 8 { year - 1 } else { year })),
        })
    })
}

/// `30 June year end`, `31 March financial year-end`.
fn year_end_follows(after: &str) -> bool {
    let mut words = words_of(after).skip_while(|w| word(w).is(WordClass::CompanysYear));
    let year = words.next().is_some_and(|w| word(w).is(WordClass::YearUnit));
    // `June 30 year ended` is the beginning of something else.
    year && words.next().is_some_and(|w| word(w).is(WordClass::YearEnds) && !word(w).is(WordClass::Ended))
}

/// `the financial year 2026 ends on`, `fiscal year ending`, `the financial year of the company runs from 1 October to`.
fn year_ends_before(before: &str, is_range: bool) -> bool {
    /// Words between the verb and its day: `on the Saturday closest to`.
    const TO_DAY: usize = 6;
    /// Words between `financial year` and its verb: `of the company`.
    const TO_VERB: usize = 4;
    let all: Vec<&str> = words_of(before).collect();
    let close = all.len().saturating_sub(if is_range { 2 * TO_DAY } else { TO_DAY });
    let Some(verb) = all.iter().rposition(|w| word(w).is(WordClass::YearEnds)).filter(|at| *at >= close) else {
        return false;
    };
    let from = verb.saturating_sub(TO_VERB + 2);
    (from..verb.saturating_sub(1)).any(|at| {
        let named = word(all[at]).is(WordClass::CompanysYear) && word(all[at + 1]).is(WordClass::YearUnit);
        // `the second quarter of fiscal year 2024, ended December 31`: the quarter did.
        let of_a_part = at > 0 && word(all[at - 1]).is(WordClass::Of) && word(all[verb]).is(WordClass::Ended);
        named && !of_a_part
    })
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(line: &str) -> Option<u8> {
        said(line).map(|end| end.month)
    }

    #[test]
    fn sentences_of_the_years_end() {
        let cases = [
            ("The financial year of Nordale runs from 1 October to 30 September.", Some(9)),
            ("Results (1H26). The company has a 30 June year end.", Some(6)),
            ("The financial year 2026 ends on 30 June 2026.", Some(6)),
            ("Our fiscal year ends on the Saturday closest to January 31.", Some(1)),
            ("The fiscal year ended February 3, 2024 had 53 weeks.", Some(1)),
            ("for its second quarter of fiscal year 2024 (Q2 FY24), ended December 31, 2023.", None),
            ("of fiscal year 2024, ended December 31, 2023. Fiscal year 2024 ends on June 30, 2024.", Some(6)),
            ("The dividend is paid on 30 June, the annual meeting is on 8 May.", None),
            ("Net debt rose from year end to 30 June 2025.", None),
        ];
        for (line, end) in cases {
            assert_eq!(month(line), end, "{line}");
        }
    }

    #[test]
    fn a_year_named_after_its_beginning() {
        let end = said("FY = financial year ending March 31 of the following year");
        assert_eq!(end, Some(YearEnd { month: 3, following: true, named: None }));
        let end = said("Fiscal year 2022 ended on January 28, 2023.");
        assert_eq!(end, Some(YearEnd { month: 1, following: false, named: Some((2022, 2023)) }));
    }
}
