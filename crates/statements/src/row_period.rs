//! Periods that rows name.
//!
//! Most statements name their periods over the columns. Some name them down the side: blocks of rows under `2023:` and
//! `2022:`, rows labelled `Six months ended September 30, 2022`, sections `Three months ended June 30` under columns
//! headed by years, the opening and closing balances of a statement of changes in equity. What a row names holds before
//! what the title says, and fills what the column's heading leaves open.

use crossfoot_grammar::period::{PeriodPhrase, is_period_heading, read};
use crossfoot_grammar::{Row, Table};
use crossfoot_lexicon::{Role, Text, tag};

use crate::maturity;
use crate::model::{Cell, Kind, LineItem, Period};
use crate::rollforward;
use crate::timing::Timing;
use crate::told::ToldBy;

/// Gives the figures of rows that name a period the period that row and column heading name together, and settles the columns'
/// own with it.
pub(crate) fn give(
    timing: &Timing<'_>,
    table: &Table,
    kind: Kind,
    items: &mut [LineItem],
    periods: &mut [Option<Period>],
) {
    let (mut block, mut dateless) = (None, Vec::new());
    // Lines that follow one another mostly stand under the same headings.
    let under = items.chunk_by(|a, b| a.section == b.section);
    let of_sections: Vec<Option<PeriodPhrase>> =
        under.flat_map(|items| std::iter::repeat_n(of_section(timing, &items[0].section, kind), items.len())).collect();
    let mut items_left = items.iter_mut().zip(of_sections).enumerate();
    for row in &table.rows {
        if row.is_heading() {
            // `December 31, 2023` over `Equities` and `Fixed income securities`: it holds until another is named.
            block = named(&row.label).filter(|p| p.is_complete_end()).or(block);
            continue;
        }
        let Some((at, (item, section))) = items_left.next() else { break };
        let owed = timing.rows_are_due() && maturity::is_year(row);
        let phrase = phrase(row, section, kind).filter(|_| !owed);
        let Some(phrase) = phrase.or_else(|| block.clone()) else { continue };
        for (column, cell) in item.cells.iter_mut().enumerate() {
            if let Cell::Figure(fact) = cell {
                fact.row_period = timing.of_row(&phrase, column);
                fact.told.period = ToldBy::Row;
                if fact.row_period.is_none() && timing.is_unreal(&phrase) {
                    dateless.push((at, column));
                }
            }
        }
    }
    rollforward::give_movements(timing, kind, items);
    for (column, period) in periods.iter_mut().enumerate() {
        *period = settle(items, column, *period);
        let open: Vec<usize> = dateless.iter().filter(|(_, c)| *c == column).map(|(at, _)| *at).collect();
        if !open.is_empty() {
            leave_open(items, column, &open, period.take().map(|p| (p, timing.told_by(column))));
        }
    }
}

/// Leaves figures without a period whose rows name a date that there is not: that of the column is the others' own, then.
fn leave_open(items: &mut [LineItem], column: usize, open: &[usize], period: Option<(Period, ToldBy)>) {
    let Some((period, told)) = period else { return };
    for (_, item) in items.iter_mut().enumerate().filter(|(at, _)| !open.contains(at)) {
        if let Cell::Figure(fact) = &mut item.cells[column]
            && fact.row_period.is_none()
        {
            (fact.row_period, fact.told.period) = (Some(period), told);
        }
    }
}

/// The period that the innermost of the sections over a row names that is one.
fn of_section(timing: &Timing<'_>, sections: &[Text], kind: Kind) -> Option<PeriodPhrase> {
    sections.iter().rev().find_map(|label| {
        let named = named(label).or_else(|| rollforward::balance(label, kind));
        named.or_else(|| timing.opens_balances(label))
    })
}

/// What a row says of time: its own label, if that is a period and nothing else, else its section.
fn phrase(row: &Row, section: Option<PeriodPhrase>, kind: Kind) -> Option<PeriodPhrase> {
    let trailing = || read(&row.label).filter(|p| p.trailing && p.year.is_none());
    match (rollforward::balance(&row.label, kind).or_else(|| named(&row.label)).or_else(trailing), section) {
        (Some(own), Some(section)) => Some(own.merge(&section)),
        (own, section) => own.or(section),
    }
}

/// The period that a label is the name of, if it is nothing else: `Three months ended June 30, 2023 (in millions)`.
fn named(text: &Text) -> Option<PeriodPhrase> {
    // What stands in parentheses after it says what the amounts are in.
    let (before, note) = text.split_once('(').unwrap_or((text, ""));
    let label = if note.trim_end().ends_with(')') { before.trim_end() } else { text };
    // `Q1 2025 total` under its months.
    let of_part = (label.len() < text.len()).then(|| tag(label));
    let tags = of_part.as_ref().unwrap_or_else(|| text.tags());
    let without = tags.has(Role::TotalWord).then(|| tags.without(label, &[Role::TotalWord]));
    let label = without.as_deref().map_or(label, str::trim);
    let mut phrase = is_period_heading(label).then(|| read(label)).flatten().filter(|p| !p.is_empty())?;
    // `FY 2024` in a row is the whole year, whatever part of it the title speaks of; `Jan-2025` is the month.
    phrase.full_year |= phrase.fiscal && phrase.month.is_none() && !phrase.says_duration();
    Some(phrase)
}

/// Whether the rows name the periods: most are labelled with one, or they stand in blocks under headings such as `2023:` and
/// `2022:`. What the title says then holds for one of them at most.
pub(crate) fn rows_name_periods(table: &Table) -> bool {
    let names =
        |r: &&Row| is_period_heading(&r.label) && read(&r.label).is_some_and(|p| p.year.is_some() || p.month.is_some());
    let filled = || table.rows.iter().filter(|r| r.has_figures());
    let blocks = table.rows.iter().filter(|r| r.is_heading()).filter(names).count();
    blocks >= 2 || filled().filter(names).count() * 2 > filled().count()
}

/// Settles what rows and a column's heading say of time: a period that all figures share is the column's, and a figure keeps
/// one of its own only where it differs.
fn settle(items: &mut [LineItem], column: usize, own: Option<Period>) -> Option<Period> {
    let mut periods = items.iter().filter_map(|i| i.cells[column].figure()).map(|f| f.row_period.or(own));
    let first = periods.next().unwrap_or(own);
    let settled = if periods.all(|p| p == first) { first } else { own };
    for item in items {
        if let Cell::Figure(fact) = &mut item.cells[column] {
            fact.row_period = fact.row_period.filter(|p| Some(*p) != settled);
        }
    }
    settled
}
