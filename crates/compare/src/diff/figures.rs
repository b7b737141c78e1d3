//! Two releases, figure by figure.

use crossfoot_export::RecordedFact;

use super::report::{Aspect, Change, Difference, Figure, ReleaseDiff, Side};
use super::{DiffOptions, Tolerance};
use crate::align;
use crate::book::{Book, Period, Sheet};

/// Compares two releases.
pub(crate) fn compare(old: &Book, new: &Book, options: &DiffOptions) -> ReleaseDiff {
    let mut differences = Vec::new();
    for pair in align::statements(old, new) {
        match pair {
            (Some(o), Some(n)) => sheets(&old.statements[o], &new.statements[n], options, &mut differences),
            (Some(o), None) => differences.extend(all(&old.statements[o], Side::Old)),
            (None, Some(n)) => differences.extend(all(&new.statements[n], Side::New)),
            (None, None) => {}
        }
    }
    ReleaseDiff { release: old.name.clone(), only: None, differences }
}

/// A release that one output does not have.
pub(crate) fn one_sided(book: &Book, side: Side) -> ReleaseDiff {
    let differences = book.statements.iter().flat_map(|sheet| all(sheet, side)).collect();
    ReleaseDiff { release: book.name.clone(), only: Some(side), differences }
}

/// All figures of a statement that one output does not have.
fn all(sheet: &Sheet, side: Side) -> impl Iterator<Item = Difference> + '_ {
    let difference = move |fact: &RecordedFact| match side {
        Side::Old => gone(fact),
        Side::New => added(fact),
    };
    sheet.facts().map(move |(_, _, fact)| Difference { whole_statement: true, ..difference(fact) })
}

fn gone(fact: &RecordedFact) -> Difference {
    Difference { change: Change::Gone, whole_statement: false, aspects: Vec::new(), old: Some(figure(fact)), new: None }
}

fn added(fact: &RecordedFact) -> Difference {
    Difference {
        change: Change::Added,
        whole_statement: false,
        aspects: Vec::new(),
        old: None,
        new: Some(figure(fact)),
    }
}

/// Compares two statements that are the same one.
fn sheets(old: &Sheet, new: &Sheet, options: &DiffOptions, differences: &mut Vec<Difference>) {
    let rows = align::rows(old, new);
    let columns = align::columns(old, new, &rows.pairs);
    for &(o, n) in &rows.pairs {
        let moved = o.zip(n).is_some_and(|pair| rows.moved.contains(&pair));
        for &(oc, nc) in &columns {
            let before = o.zip(oc).and_then(|(row, column)| old.fact(row, column));
            let after = n.zip(nc).and_then(|(row, column)| new.fact(row, column));
            differences.extend(match (before, after) {
                (Some(before), Some(after)) => changed(before, after, moved, options.tolerance),
                (Some(before), None) => Some(gone(before)),
                (None, Some(after)) => Some(added(after)),
                (None, None) => None,
            });
        }
    }
}

fn changed(old: &RecordedFact, new: &RecordedFact, moved: bool, tolerance: Tolerance) -> Option<Difference> {
    let period = |fact: &RecordedFact| (fact.period_start, fact.period_end);
    let differs = [
        (Aspect::Value, !tolerance.allows(old.value, new.value)),
        (Aspect::Unit, old.unit != new.unit),
        (Aspect::Period, period(old) != period(new)),
        (Aspect::Renamed, old.label != new.label || old.column != new.column),
        (Aspect::Moved, moved || old.statement != new.statement || old.section != new.section),
    ];
    let aspects: Vec<Aspect> = differs.iter().filter(|(_, differs)| *differs).map(|(aspect, _)| *aspect).collect();
    let difference = || Difference {
        change: Change::Changed,
        whole_statement: false,
        aspects: aspects.clone(),
        old: Some(figure(old)),
        new: Some(figure(new)),
    };
    (!aspects.is_empty()).then(difference)
}

fn figure(fact: &RecordedFact) -> Figure {
    Figure {
        statement: fact.statement.clone(),
        title: fact.title.clone(),
        page: fact.page,
        section: fact.section.clone(),
        label: fact.label.clone(),
        column: fact.column.clone(),
        period: fact.period_end.map(|end| Period { end, start: fact.period_start }),
        duration: fact.duration.clone(),
        value: fact.value,
        unit: fact.unit.clone(),
        printed: fact.printed.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::DiffReport;
    use crate::testing::{book, line};

    /// Differences in short: change or aspects, label, printed old and new.
    fn told(old: &[RecordedFact], new: &[RecordedFact]) -> Vec<String> {
        let diff = compare(&book("q", old), &book("q", new), &DiffOptions::default());
        let shown = |figure: &Option<Figure>| figure.as_ref().map_or("-".to_owned(), |f| f.printed.clone());
        let told = diff.differences.iter().map(|d| {
            let label = &d.old.as_ref().or(d.new.as_ref()).expect("a figure").label;
            let what = match d.change {
                Change::Changed => format!("{:?}", d.aspects),
                change => format!("{change:?}"),
            };
            format!("{what} {label}: {} -> {}", shown(&d.old), shown(&d.new))
        });
        told.collect()
    }

    fn income(rows: &[(&str, [i64; 2])]) -> Vec<RecordedFact> {
        let rows = rows.iter().enumerate();
        rows.flat_map(|(row, (label, values))| line("income_statement", row, "", label, values)).collect()
    }

    const PLAIN: [(&str, [i64; 2]); 3] =
        [("Revenue", [5000, 4000]), ("Cost of sales", [-3012, -2513]), ("Gross profit", [2000, 1500])];

    #[test]
    fn the_same_is_the_same() {
        assert_eq!(told(&income(&PLAIN), &income(&PLAIN)), [""; 0]);
    }

    #[test]
    fn a_digit_and_a_line() {
        let mut new = PLAIN.to_vec();
        new[1].1[0] = -3013;
        new.insert(2, ("Licences", [7, 8]));
        assert_eq!(
            told(&income(&PLAIN), &income(&new)),
            ["[Value] Cost of sales: -3012 -> -3013", "Added Licences: - -> 7", "Added Licences: - -> 8"]
        );
        assert_eq!(told(&income(&new), &income(&PLAIN))[1..], ["Gone Licences: 7 -> -", "Gone Licences: 8 -> -"]);
    }

    #[test]
    fn another_label_order_section_or_statement() {
        let mut new = PLAIN.to_vec();
        new[1].0 = "Cost of goods sold";
        assert_eq!(
            told(&income(&PLAIN), &income(&new)),
            ["[Renamed] Cost of sales: -3012 -> -3012", "[Renamed] Cost of sales: -2513 -> -2513"]
        );
        let mut order = PLAIN.to_vec();
        order.swap(1, 2);
        assert_eq!(told(&income(&PLAIN), &income(&order)).len(), 2, "one of the two rows moved");
        let mut section = income(&PLAIN);
        section.iter_mut().filter(|f| f.row == 2).for_each(|f| f.section = "Costs".into());
        assert_eq!(
            told(&income(&PLAIN), &section),
            ["[Moved] Cost of sales: -3012 -> -3012", "[Moved] Cost of sales: -2513 -> -2513"]
        );
        let mut other = income(&PLAIN);
        other.iter_mut().for_each(|f| f.statement = "income_statement-2".into());
        assert_eq!(told(&income(&PLAIN), &other).len(), 6);
        assert!(told(&income(&PLAIN), &other)[0].starts_with("[Moved]"));
    }

    #[test]
    fn another_period_or_unit() {
        let mut new = income(&PLAIN);
        for fact in new.iter_mut().filter(|fact| fact.col == 2) {
            fact.period_end = "2021-06-30".parse().ok();
        }
        new[0].unit = "EUR".into();
        let told = told(&income(&PLAIN), &new);
        assert_eq!(told[0], "[Unit] Revenue: 5000 -> 5000");
        assert_eq!(told.len(), 4);
        assert!(told[1..].iter().all(|line| line.starts_with("[Period]")), "{told:?}");
    }

    #[test]
    fn tolerance_and_counts() {
        let mut new = PLAIN.to_vec();
        new[0].1[0] = 5010;
        let options = |tolerance| DiffOptions { tolerance };
        let (old, new) = (book("q", &income(&PLAIN)), book("q", &income(&new)));
        let found = |options: &DiffOptions| DiffReport::of(vec![compare(&old, &new, options)], old.figures());
        assert_eq!(found(&DiffOptions::default()).counts.value, 1);
        assert!(found(&options(Tolerance::Amount(10.into()))).is_same());
        assert!(!found(&options(Tolerance::Amount(9.into()))).is_same());
        assert!(!DiffReport::of(vec![one_sided(&new, Side::New)], 0).is_same());
    }
}
