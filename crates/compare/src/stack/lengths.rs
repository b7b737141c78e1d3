//! One period under two names: a company whose quarter has twelve weeks says `12 Weeks Ended` over its statements and
//! `Quarter Ended` over its tables of growth.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::{SeriesPeriod, days};
use crate::book::Book;

/// By how much, in a hundred, the length in weeks and that in months of one period may differ: 84 days against 91 are 8.
const APART: u32 = 10;

/// What the periods of some releases are called.
#[derive(Debug, Default)]
pub(crate) struct Lengths {
    /// The usual length for a last day and another length.
    usual: HashMap<(Date, String), String>,
}

/// How often a length is used: in primary statements, and at all.
type Uses = (usize, usize);

impl Lengths {
    /// Finds lengths in weeks and in months that end on one day and are about the same. The one that primary statements
    /// have, or else the commoner, is what the period is called.
    pub(crate) fn learn(books: &[Book]) -> Self {
        let mut uses: BTreeMap<Date, BTreeMap<&str, Uses>> = BTreeMap::new();
        for sheet in books.iter().flat_map(|book| &book.statements) {
            for (_, _, fact) in sheet.facts() {
                let Some(end) = fact.period_end else { continue };
                let (primary, all) = uses.entry(end).or_default().entry(&fact.duration).or_default();
                *primary += usize::from(sheet.is_primary());
                *all += 1;
            }
        }
        let mut usual = HashMap::new();
        for (end, lengths) in uses {
            let of = |unit: char| lengths.iter().filter(move |(name, _)| name.starts_with('P') && name.ends_with(unit));
            for (months, of_months) in of('M') {
                for (weeks, of_weeks) in of('W').filter(|(weeks, _)| are_one(months, weeks)) {
                    let (other, name) = if of_weeks >= of_months { (months, weeks) } else { (weeks, months) };
                    usual.insert((end, (*other).to_owned()), (*name).to_owned());
                }
            }
        }
        Self { usual }
    }

    /// The period that ends on a day and has a length, by its usual name.
    pub(crate) fn period(&self, end: Date, duration: &str) -> SeriesPeriod {
        let usual = self.usual.get(&(end, duration.to_owned()));
        SeriesPeriod::new(end, usual.map_or(duration, String::as_str))
    }
}

fn are_one(months: &str, weeks: &str) -> bool {
    let (months, weeks) = (days(months), days(weeks));
    months.abs_diff(weeks).saturating_mul(100) <= months.max(weeks).saturating_mul(APART)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, line};

    #[test]
    fn a_quarter_in_weeks_is_one_with_the_same_quarter_in_months() {
        let mut facts = line("income_statement", 0, "", "Revenue", &[5, 6]);
        facts.extend(line("metrics", 0, "", "Growth", &[7]));
        let day = |text: &str| text.parse::<Date>().expect("a date");
        for (fact, (end, duration)) in
            facts.iter_mut().zip([("2023-06-17", "P12W"), ("2023-09-09", "P16W"), ("2023-06-17", "P3M")])
        {
            (fact.period_end, fact.duration) = (Some(day(end)), duration.into());
        }
        let lengths = Lengths::learn(&[book("q", &facts)]);
        let name = |end: &str, duration: &str| lengths.period(day(end), duration).duration;
        assert_eq!(name("2023-06-17", "P3M"), "P12W");
        assert_eq!(name("2023-06-17", "P12W"), "P12W");
        assert_eq!(name("2023-06-17", "P6M"), "P6M", "no one calls it otherwise");
        assert_eq!(name("2023-09-09", "P3M"), "P3M", "sixteen weeks are no quarter");
        assert!(are_one("P6M", "P24W") && are_one("P9M", "P36W") && are_one("P12M", "P53W"));
        assert!(!are_one("P3M", "P16W") && !are_one("P3M", "P17W") && !are_one("P6M", "P12W"));
    }
}
