//! The line items of a release, over the periods that it prints.

use std::collections::{BTreeMap, HashMap};

use crossfoot_export::RecordedFact;

use super::lengths::Lengths;
use super::{Reading, SeriesPeriod};
use crate::book::{Book, Row, Sheet};

/// A statement: of one release, and later of all that have been joined to it.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) items: Vec<Item>,
}

/// A line item in one unit.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) section: String,
    pub(crate) label: String,
    pub(crate) column: String,
    pub(crate) unit: String,
    /// What it is recognised by.
    pub(crate) key: Key,
    pub(crate) label_key: String,
    /// What each release has for a period, newest first.
    pub(crate) readings: BTreeMap<SeriesPeriod, Vec<Reading>>,
    /// Other labels it has had.
    pub(crate) formerly: Vec<String>,
}

/// Section and label, column, unit, and which one it is of those that are alike in all of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) row: String,
    pub(crate) column: String,
    pub(crate) unit: String,
    pub(crate) occurrence: usize,
}

/// The statements of a release, and how many figures have no period.
pub(crate) fn parts(book: &Book, lengths: &Lengths) -> (Vec<Part>, usize) {
    let mut without = 0;
    let parts = book.statements.iter().map(|sheet| {
        without += sheet.facts().filter(|(_, _, fact)| fact.period_end.is_none()).count();
        Part {
            id: sheet.id.clone(),
            kind: sheet.kind.clone(),
            title: sheet.title.clone(),
            items: items(sheet, &book.name, lengths),
        }
    });
    let parts = parts.filter(|part| !part.items.is_empty()).collect();
    (parts, without)
}

fn items(sheet: &Sheet, release: &str, lengths: &Lengths) -> Vec<Item> {
    let columns = qualifiers(sheet);
    let mut items: Vec<Item> = Vec::new();
    let mut occurrences: HashMap<(String, String, String), usize> = HashMap::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let start = items.len();
        for (column, fact) in sheet.row(index) {
            let Some(end) = fact.period_end else {
                continue;
            };
            let period = lengths.period(end, &fact.duration);
            let qualifier = &columns[column];
            let own = items[start..].iter().position(|item| item.unit == fact.unit && item.column == *qualifier);
            let at = own.map(|at| start + at).unwrap_or_else(|| {
                let like = (row.key.clone(), qualifier.clone(), fact.unit.clone());
                let occurrence = occurrences.entry(like).and_modify(|n| *n += 1).or_default();
                items.push(Item::new(row, qualifier, &fact.unit, *occurrence));
                items.len() - 1
            });
            // A period that a row prints twice says the same twice, or cannot be told apart.
            items[at].readings.entry(period).or_insert_with(|| vec![reading(fact, release)]);
        }
    }
    items
}

fn reading(fact: &RecordedFact, release: &str) -> Reading {
    Reading {
        release: release.to_owned(),
        start: fact.period_start,
        value: fact.value,
        decimals: fact.decimals,
        page: fact.page,
    }
}

impl Item {
    fn new(row: &Row, column: &str, unit: &str, occurrence: usize) -> Self {
        let key = Key { row: row.key.clone(), column: column.to_lowercase(), unit: unit.to_owned(), occurrence };
        Self {
            section: row.section.clone(),
            label: row.label.clone(),
            column: column.to_owned(),
            unit: unit.to_owned(),
            key,
            label_key: row.label_key.clone(),
            readings: BTreeMap::new(),
            formerly: Vec::new(),
        }
    }
}

/// What tells columns of one period and unit apart: their headings without the words that speak of time. Empty where
/// the period is enough.
fn qualifiers(sheet: &Sheet) -> Vec<String> {
    let unit = |column: usize| {
        let facts = (0..sheet.rows.len()).filter_map(|row| sheet.fact(row, column));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        facts.for_each(|fact| *counts.entry(&fact.unit).or_default() += 1);
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(unit, _)| unit)
    };
    let columns: Vec<_> = (0..sheet.columns.len()).map(|column| (sheet.columns[column].period, unit(column))).collect();
    let alone = |index: usize| columns.iter().filter(|other| **other == columns[index]).count() == 1;
    let headings = sheet.columns.iter().enumerate();
    headings.map(|(index, column)| if alone(index) { String::new() } else { timeless(&column.heading) }).collect()
}

/// Words that say which time a column speaks of, and not what of.
const TIME: [&str; 46] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "three",
    "six",
    "nine",
    "twelve",
    "thirteen",
    "month",
    "months",
    "week",
    "weeks",
    "quarter",
    "quarters",
    "year",
    "years",
    "half",
    "first",
    "second",
    "third",
    "fourth",
    "ended",
    "ending",
    "fiscal",
    "unaudited",
];

fn timeless(heading: &str) -> String {
    let mut after_number = false;
    let mut is_time = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let number = bare.contains(|c: char| c.is_ascii_digit());
        // A raised ending stands apart from its number: `53 rd`.
        let ending = std::mem::replace(&mut after_number, number) && ["st", "nd", "rd", "th"].contains(&bare.as_str());
        number || ending || TIME.contains(&bare.as_str())
    };
    let words: Vec<&str> = heading.split_whitespace().filter(|word| !is_time(word)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, line};

    #[test]
    fn time_is_taken_out_of_headings() {
        assert_eq!(timeless("Three Months Ended June 30, 2023 Power Tools"), "Power Tools");
        assert_eq!(timeless("Q2 FY24 % of total"), "% of total");
        assert_eq!(timeless("53 rd Reporting Week"), "Reporting");
    }

    #[test]
    fn columns_of_one_period_become_items() {
        let mut facts = line("segment", 0, "", "Revenue", &[5, 6, 7]);
        for (fact, heading) in facts.iter_mut().zip(["East 2023", "West 2023", "% East 2023"]) {
            (fact.column, fact.period_end) = (heading.into(), "2023-06-30".parse().ok());
        }
        facts[2].unit = "percent".into();
        let mut change = facts[0].clone();
        (change.col, change.period_end) = (4, None);
        facts.push(change);
        let mut twice = facts.clone();
        twice.iter_mut().for_each(|fact| fact.row = 2);
        facts.extend(twice);
        for fact in &mut facts {
            fact.period_start = fact.period_end.and_then(|_| "2023-04-01".parse().ok());
        }
        let (parts, without) = parts(&book("q", &facts), &Lengths::default());
        let items: Vec<_> =
            parts[0].items.iter().map(|i| (i.column.as_str(), i.unit.as_str(), i.key.occurrence)).collect();
        assert_eq!(
            items,
            [
                ("East", "USD", 0),
                ("West", "USD", 0),
                ("", "percent", 0),
                ("East", "USD", 1),
                ("West", "USD", 1),
                ("", "percent", 1)
            ]
        );
        assert_eq!(without, 2);
    }
}
