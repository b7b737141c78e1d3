//! The line items of a release, over the periods that it prints.

use std::collections::{BTreeMap, HashMap, HashSet};

use crossfoot_export::RecordedFact;
use jiff::civil::Date;

use super::join;
use super::lengths::Lengths;
use super::words::{Gist, timeless};
use super::{Reading, SeriesPeriod, age};
use crate::book::{Book, Sheet, SheetRow, is_primary};

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
    /// Section and label as they are compared, and the last row above that no other is called like.
    pub(crate) row: String,
    pub(crate) after: String,
    /// What it is recognised by.
    pub(crate) key: Key,
    pub(crate) label_key: String,
    /// The standard concept that its figures are of; empty where none is known.
    pub(crate) concept: String,
    /// What older releases know it by.
    pub(crate) known_as: Vec<Key>,
    pub(crate) gist: Gists,
    /// What each release has for a period, newest first.
    pub(crate) readings: BTreeMap<SeriesPeriod, Vec<Reading>>,
    /// Other labels it has had.
    pub(crate) formerly: Vec<String>,
}

/// Section and label (and the row above, where a statement has the like more than once), column, unit, and which one it is of those that are alike in all of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) row: String,
    pub(crate) column: String,
    pub(crate) unit: String,
    pub(crate) occurrence: usize,
}

/// What section, label and column say.
#[derive(Debug)]
pub(crate) struct Gists {
    pub(crate) section: Gist,
    pub(crate) label: Gist,
    pub(crate) column: Gist,
}

/// The statements of a release, and how many figures have no period. What is printed as a table for each period, a
/// quarter's beside that of the year to date, is one statement.
pub(crate) fn parts(book: &Book, lengths: &Lengths) -> (Vec<Part>, usize) {
    let mut without = 0;
    let mut parts: Vec<Part> = Vec::new();
    let last_day = age(book);
    for sheet in &book.statements {
        without += sheet.facts().filter(|(_, _, fact)| fact.period_end.is_none()).count();
        let items = items(sheet, &book.name, last_day, lengths);
        if items.is_empty() {
            continue;
        }
        let part = Part { id: sheet.id.clone(), kind: sheet.kind.clone(), title: sheet.title.clone(), items };
        match parts.iter_mut().find(|other| other.is_continued_by(&part)) {
            Some(other) => join::join_items(&mut other.items, part.items),
            None => parts.push(part),
        }
    }
    (parts, without)
}

impl Part {
    /// Whether another table of the release has the same line items for other periods: a statement of the same kind,
    /// under the same title but for its time unless it is a primary statement, that shares most line items and says
    /// nothing else of a period that both have.
    fn is_continued_by(&self, other: &Self) -> bool {
        let same_title = || {
            let [ours, theirs] = [self, other].map(|part| Gist::of(&part.title));
            ours.is(&theirs, || false)
        };
        if self.kind != other.kind || !(is_primary(&self.kind) || same_title()) {
            return false;
        }
        let [ours, theirs] =
            [self, other].map(|part| part.items.iter().map(|item| item.label_key.as_str()).collect::<HashSet<&str>>());
        let labels = ours.intersection(&theirs).count();
        let keys: HashMap<&Key, &Item> = self.items.iter().map(|item| (&item.key, item)).collect();
        let both = other.items.iter().filter_map(|item| Some((*keys.get(&item.key)?, item))).collect::<Vec<_>>();
        2 * labels >= ours.len().max(theirs.len())
            && 3 * both.len() >= self.items.len().min(other.items.len())
            && both.iter().all(|(ours, theirs)| ours.contradicts(theirs).is_none())
    }
}

fn items(sheet: &Sheet, release: &str, last_day: Option<Date>, lengths: &Lengths) -> Vec<Item> {
    let columns = qualifiers(sheet);
    let mut items: Vec<Item> = Vec::new();
    let mut occurrences: HashMap<(String, String, String), usize> = HashMap::new();
    let rows = keyed(sheet);
    for (index, (row, (row_key, after))) in sheet.rows.iter().zip(&rows).enumerate() {
        let start = items.len();
        for (column, fact) in sheet.row(index) {
            let Some(end) = fact.period_end else {
                continue;
            };
            let period = lengths.period(end, &fact.duration);
            let qualifier = &columns[column];
            let own = items[start..].iter().position(|item| item.unit == fact.unit && item.column == *qualifier);
            let at = own.map(|at| start + at).unwrap_or_else(|| {
                let like = (row_key.clone(), qualifier.clone(), fact.unit.clone());
                let occurrence = *occurrences.entry(like).and_modify(|n| *n += 1).or_default();
                let column = qualifier.to_lowercase();
                let key = Key { row: row_key.clone(), column, unit: fact.unit.clone(), occurrence };
                items.push(Item::new(row, after, qualifier, key));
                items.len() - 1
            });
            if items[at].concept.is_empty() {
                items[at].concept.clone_from(&fact.concept);
            }
            // A period that a row prints twice says the same twice, or cannot be told apart.
            items[at].readings.entry(period).or_insert_with(|| {
                let outlook = last_day.is_some_and(|last| end > last);
                vec![Reading::of(fact, release, outlook)]
            });
        }
    }
    items
}

/// What each row is recognised by, and the last row above it that no other is called like. The second *% of revenue* of
/// a statement is the one below *Operating income*, and not that below *Gross profit*, however many there are between.
fn keyed(sheet: &Sheet) -> Vec<(String, String)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for row in &sheet.rows {
        *counts.entry(&row.key).or_default() += 1;
    }
    let mut above = "";
    let keyed = sheet.rows.iter().map(|row| {
        let alone = counts[row.key.as_str()] == 1;
        let key = if alone { row.key.clone() } else { format!("{} < {above}", row.key) };
        let after = above.to_owned();
        if alone {
            above = &row.label_key;
        }
        (key, after)
    });
    keyed.collect()
}

impl Reading {
    /// A figure as a release has it.
    pub(crate) fn of(fact: &RecordedFact, release: &str, outlook: bool) -> Self {
        Self {
            release: release.to_owned(),
            start: fact.period_start,
            value: fact.value,
            decimals: fact.decimals,
            page: fact.page,
            label: fact.label.clone(),
            status: fact.status.clone(),
            outlook,
        }
    }
}

impl Item {
    fn new(row: &SheetRow, after: &str, column: &str, key: Key) -> Self {
        Self {
            row: row.key.clone(),
            after: after.to_owned(),
            section: row.section.clone(),
            label: row.label.clone(),
            column: column.to_owned(),
            unit: key.unit.clone(),
            key,
            label_key: row.label_key.clone(),
            concept: String::new(),
            known_as: Vec::new(),
            gist: Gists { section: Gist::of(&row.section), label: Gist::of(&row.label), column: Gist::of(column) },
            readings: BTreeMap::new(),
            formerly: Vec::new(),
        }
    }
}

/// What tells columns of one period and unit apart: their headings without the words that speak of time. Empty where
/// the period is enough.
fn qualifiers(sheet: &Sheet) -> Vec<String> {
    let mut units: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); sheet.columns.len()];
    for (_, column, fact) in sheet.facts() {
        *units[column].entry(&fact.unit).or_default() += 1;
    }
    let unit = |counts: &BTreeMap<&'_ str, usize>| {
        let commonest = counts.iter().max_by_key(|(_, count)| **count);
        commonest.map(|(unit, _)| (*unit).to_owned())
    };
    let columns: Vec<_> = sheet.columns.iter().zip(&units).map(|(c, units)| (c.period, unit(units))).collect();
    let mut alike: HashMap<_, usize> = HashMap::new();
    columns.iter().for_each(|column| *alike.entry(column).or_default() += 1);
    let alone = |index: usize| alike[&columns[index]] == 1;
    let headings = sheet.columns.iter().enumerate();
    headings.map(|(index, column)| if alone(index) { String::new() } else { timeless(&column.heading) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, line};

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
