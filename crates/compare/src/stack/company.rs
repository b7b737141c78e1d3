//! Which releases can be of one company.

use std::collections::{HashMap, HashSet};

use super::Reading;
use crate::book::Book;

/// What tells a company's releases from another's: the line items of its primary statements, and their figures.
#[derive(Debug, Default)]
struct Marks<'a> {
    labels: HashSet<(&'a str, &'a str)>,
    figures: HashMap<(&'a str, &'a str, &'a str, String), Reading>,
}

/// Releases by company, as indices. Two are of one company when they print the same figures for the periods that both
/// have, or name the same line items where they have none; and so are those that a third one links. A release without a
/// primary statement says nothing, and is left out.
pub(crate) fn companies(books: &[Book]) -> Vec<Vec<usize>> {
    let marks: Vec<Marks<'_>> = books.iter().map(Marks::of).collect();
    let mut companies: Vec<Vec<usize>> = Vec::new();
    for (index, own) in marks.iter().enumerate().filter(|(_, own)| !own.labels.is_empty()) {
        let (linked, others): (Vec<_>, Vec<_>) = companies
            .into_iter()
            .partition(|company| company.iter().any(|other| own.is_of_one_company(&marks[*other])));
        companies = others;
        let mut company: Vec<usize> = linked.into_iter().flatten().collect();
        company.push(index);
        companies.push(company);
    }
    companies.sort();
    companies
}

impl<'a> Marks<'a> {
    fn of(book: &'a Book) -> Self {
        let mut marks = Self::default();
        for sheet in book.statements.iter().filter(|sheet| sheet.is_primary()) {
            for (row, _, fact) in sheet.facts() {
                let row = &sheet.rows[row];
                marks.labels.insert((&sheet.kind, &row.label_key));
                if let Some(end) = fact.period_end.filter(|_| !fact.value.is_zero()) {
                    let period = format!("{end} {}", fact.duration);
                    let key = (sheet.kind.as_str(), row.key.as_str(), fact.unit.as_str(), period);
                    marks.figures.entry(key).or_insert_with(|| Reading::of(fact, &book.name, false));
                }
            }
        }
        marks
    }

    fn is_of_one_company(&self, other: &Self) -> bool {
        let both = self.figures.iter().filter_map(|(key, reading)| Some((reading, other.figures.get(key)?)));
        let (mut same, mut all) = (0, 0);
        for (a, b) in both {
            all += 1;
            same += usize::from(a.agrees(b));
        }
        // A company restates much of a year at times, never all of it. A figure or two agree by chance.
        if all >= 4 {
            return 4 * same >= all;
        }
        let labels = self.labels.intersection(&other.labels).count();
        3 * labels >= 2 * self.labels.len().min(other.labels.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{book, line_of};

    fn release(name: &str, labels: &[&str], first: i64, year: i16) -> Book {
        let facts = (0..).zip(labels).flat_map(|(row, label)| {
            let value = first + row as i64;
            line_of("balance_sheet", row, "", label, &[value + 100, value], year)
        });
        book(name, &facts.collect::<Vec<_>>())
    }

    const BANK: [&str; 5] = ["Cash", "Loans", "Deposits", "Equity", "Total assets"];
    const MINE: [&str; 5] = ["Cash", "Ore", "Pits", "Provisions", "Total assets"];

    #[test]
    fn companies_are_told_by_figures_and_line_items() {
        let bank = [release("b22", &BANK, 1000, 2022), release("b23", &BANK, 1100, 2023)];
        assert_eq!(companies(&bank), [[0, 1]]);
        let mine = release("m24", &MINE, 7000, 2024);
        let other = release("o23", &BANK, 9000, 2023);
        let late = release("b27", &BANK, 5000, 2027);
        let [b22, b23] = bank;
        assert_eq!(
            companies(&[b22, mine, b23, other]),
            [vec![0, 2], vec![1], vec![3]],
            "other line items; other figures under the same"
        );
        let text = book("text", &line_of("metrics", 0, "", "Stores", &[5], 2023));
        assert_eq!(companies(&[release("b23", &BANK, 1100, 2023), late, text]), [[0, 1]]);
    }
}
