//! Tables of share-based awards: how many options or units were outstanding, granted, vested, forfeited, and at what price.
//!
//! Their columns count different things, and what each counts is the same everywhere: a number of shares, a price for one, a time to run,
//! a value of them all. No note has to say so, and the scale of the statements does not hold for most of them.

use crossfoot_grammar::figure::Suffix;
use crossfoot_grammar::{Column, Table};
use crossfoot_lexicon::{Role, Text};

use crate::column::ColumnSense;
use crate::line::figure_of;
use crate::unit::{self, Said};

/// Lines that make such a table.
const LINES: usize = 2;

/// Whether labels are those of a table of awards.
pub(crate) fn are_of_awards<'a>(labels: impl Iterator<Item = &'a Text>) -> bool {
    labels.filter(|label| label.has(Role::AwardLine)).count() >= LINES
}

/// Says what the columns of a table of awards count, where it is one and a heading tells.
pub(crate) fn columns_of_awards(table: &Table, title: &Text, columns: &mut [ColumnSense]) {
    let labels = table.rows.iter().filter(|row| row.has_figures()).map(|row| &row.label);
    let headings: Vec<Text> = table.columns.iter().map(|column| column.heading_text().into()).collect();
    // A column of exercise prices is of awards, whatever the lines are: plans, years, ranges of prices.
    let priced = headings.iter().any(|heading| heading.has(Role::AwardPriceAlone));
    let by_lines = are_of_awards(labels);
    if !by_lines && !priced {
        return;
    }
    // A roll-forward of a liability or an allowance has such lines, too, and no price of a share.
    let titled = by_lines && title.has(Role::AwardTitle);
    if !titled && !headings.iter().any(|heading| heading.has(Role::AwardPrice) || heading.has(Role::AwardName)) {
        return;
    }
    for (i, (column, heading)) in columns.iter_mut().zip(&headings).enumerate() {
        let said = if is_headed_by_awards(&table.columns[i]) {
            Some(Said::Shares)
        } else if heading.has(Role::AwardValue) {
            Some(Said::Money)
        } else if heading.has(Role::AwardPrice) {
            Some(Said::PerShare)
        } else if heading.has(Role::AwardTerm) {
            Some(Said::Pure)
        } else if heading.tags().has_any(&[Role::AwardName, Role::SharesAlone, Role::NumberEnd])
            || unit::is_number_of(heading)
        {
            Some(Said::Shares)
        } else {
            // Under a title of units alone, whatever heads the column: a year, a plan.
            (titled && column.said.is_none() && is_of_large_counts(table, i)).then_some(Said::Shares)
        };
        if said.is_some() {
            column.said = said;
            // `Units (in millions)`: the note over the numbers is of them.
            column.names_money &= said == Some(Said::Money);
            if said == Some(Said::Shares) && column.says_scale {
                column.measure.share_scale = column.measure.share_scale.or(column.measure.scale);
            }
        }
    }
}

/// Whether what stands right over a column is of awards that are held, whatever stands over that: `Units outstanding`.
fn is_headed_by_awards(column: &Column) -> bool {
    let leaf = column.heading.last().map(|head| &head.text);
    leaf.is_some_and(|leaf| leaf.has(Role::AwardName) && leaf.has(Role::Outstanding))
}

/// Whether a column has only whole numbers without a sign of money, some of them large.
fn is_of_large_counts(table: &Table, column: usize) -> bool {
    let figures = || table.rows.iter().filter_map(|row| figure_of(row, column)).filter(|figure| !figure.nil);
    figures().all(|f| f.decimals == 0 && f.currency.is_none() && f.suffix == Suffix::None)
        && figures().any(|f| f.grouped)
}
