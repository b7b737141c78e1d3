//! That an output does not differ from itself, whatever is in it, and what rows without labels are paired by.

use crossfoot_export::RecordedFact;
use proptest::prelude::*;

use super::figures::compare;
use super::report::{Change, ReleaseDiff};
use super::{Aspect, DiffOptions};
use crate::testing::{book, line};

fn found(old: &[RecordedFact], new: &[RecordedFact]) -> ReleaseDiff {
    compare(&book("q", old), &book("q", new), &DiffOptions::default())
}

/// A table whose rows have no labels.
fn bare(rows: &[&[i64]]) -> Vec<RecordedFact> {
    rows.iter().enumerate().flat_map(|(row, values)| line("other", row, "", "", values)).collect()
}

#[test]
fn rows_without_labels_are_paired_by_their_figures() {
    let old: [&[i64]; 3] = [&[5000, 4000], &[312, 251], &[5, 7]];
    assert_eq!(found(&bare(&old), &bare(&old)).differences, []);
    let mut more = old.to_vec();
    more.insert(1, &[77, 78]);
    let found = found(&bare(&old), &bare(&more));
    let told: Vec<_> =
        found.differences.iter().map(|d| (d.change, d.new.as_ref().map(|f| f.printed.as_str()))).collect();
    assert_eq!(told, [(Change::Added, Some("77")), (Change::Added, Some("78"))]);
}

#[test]
fn rows_without_labels_are_paired_by_their_place_where_figures_differ() {
    let value = |old: &[&[i64]], new: &[&[i64]]| {
        let found = found(&bare(old), &bare(new));
        assert!(found.differences.iter().all(|d| d.aspects == [Aspect::Value]), "{:?}", found.differences);
        found.differences.len()
    };
    assert_eq!(value(&[&[5000, 4000], &[312, 251], &[5, 7]], &[&[5000, 4000], &[313, 251], &[5, 7]]), 1);
    assert_eq!(value(&[&[5000, 4000]], &[&[5001, 4000]]), 1, "even if it is the only one");
}

/// A figure of a statement in which much is alike, missing or said twice.
fn fact() -> impl Strategy<Value = RecordedFact> {
    let statement =
        prop_oneof![Just("balance_sheet"), Just("other"), Just("other-2"), Just("other-3"), Just("metrics")];
    let words = || prop_oneof![3 => Just(""), 1 => Just("a"), 1 => Just("A:"), 1 => Just("b"), 1 => Just("\u{1b}[2J")];
    let year = prop_oneof![Just(None), Just(Some(2022i16)), Just(Some(2023))];
    let place = (prop_oneof![9 => 1u32..6, 1 => Just(u32::MAX)], prop_oneof![9 => 1u32..4, 1 => Just(u32::MAX)]);
    (statement, words(), words(), words(), words(), year, place, -3i64..4).prop_map(
        |(statement, title, section, label, column, year, (row, col), value)| {
            let mut fact = line(statement, 0, section, label, &[value]).remove(0);
            let day = |month: &str| year.and_then(|year| format!("{year}-{month}").parse().ok());
            (fact.period_start, fact.period_end) = (day("04-01"), day("06-30"));
            (fact.title, fact.column, fact.row, fact.col) = (title.to_owned(), column.to_owned(), row, col);
            fact
        },
    )
}

proptest! {
    #[test]
    fn an_output_does_not_differ_from_itself(facts in proptest::collection::vec(fact(), 0..60)) {
        let found = found(&facts, &facts);
        prop_assert!(found.differences.is_empty(), "{:?}", found.differences);
    }

    #[test]
    fn what_one_side_has_and_what_the_other_has_is_all_there_is(
        old in proptest::collection::vec(fact(), 0..20),
        new in proptest::collection::vec(fact(), 0..20),
    ) {
        // Every figure is in one pair at most: as many are added as the other way round are gone.
        let (there, back) = (found(&old, &new), found(&new, &old));
        let count = |diff: &ReleaseDiff, change: Change| diff.differences.iter().filter(|d| d.change == change).count();
        let figures = |facts: &[RecordedFact]| book("q", facts).figures();
        for (diff, old, new) in [(&there, &old, &new), (&back, &new, &old)] {
            let kept = figures(old) - count(diff, Change::Gone);
            prop_assert_eq!(kept, figures(new) - count(diff, Change::Added));
        }
    }
}
