//! What each column of a table holds, as its heading, its figures and the columns beside it tell.

use crossfoot_grammar::figure::{Figure, Suffix};
use crossfoot_grammar::{Head, Table};
use crossfoot_lexicon::{Role, Text, units};

use crate::awards::columns_of_awards;
use crate::changes::is_change;
use crate::line::figure_of;
use crate::measures::{clause_for, footnoted};
use crate::model::Kind;
use crate::quantity::is_of_whole_things;
use crate::told::ToldBy;
use crate::unit::{self, Measure, Said};

/// What holds for a column of a table.
pub(crate) struct ColumnSense {
    pub(crate) said: Option<Said>,
    pub(crate) measure: Measure,
    /// The heading says that the figures are basis points.
    pub(crate) basis_points: bool,
    /// The heading itself names a currency or a scale.
    pub(crate) says_money: bool,
    /// The lowest line of the heading names a scale: `Millions of yen`.
    pub(crate) names_money: bool,
    /// The heading itself names a currency.
    pub(crate) names_currency: bool,
    /// The heading is of things or people.
    pub(crate) counts_things: bool,
    /// The heading itself names a scale.
    pub(crate) says_scale: bool,
}

impl ColumnSense {
    fn of(heading: &Text, measure: &Measure, table: &Table, column: usize) -> Self {
        // Each line of a heading by itself, the lowest first: `Millions of yen` under `Net sales`.
        let lines: Vec<Option<Measure>> =
            table.columns[column].heading.iter().rev().map(|head| Measure::read(&head.text, ToldBy::Column)).collect();
        // A heading of one line is read.
        let whole = if lines.len() == 1 { None } else { Measure::read(heading, ToldBy::Column) };
        let own = lines.iter().chain([&whole]).flatten().cloned().reduce(|own, above| own.or(&above));
        let marks: Vec<String> = table.columns[column].heading.iter().flat_map(|head| head.marks.clone()).collect();
        let note = footnoted(table, &marks, ToldBy::Column);
        let clause = clause_for(table, heading);
        // What stands right over the figures counts: `Millions of yen`, under a remark on percentages.
        let leaf = table.columns[column].heading.last().filter(|leaf| !leaf.text.has(Role::Excepted));
        let names_money =
            leaf.and_then(|_| lines.first()?.as_ref()).is_some_and(|leaf| leaf.scale.is_some() && !leaf.percent);
        let said = unit::said_by_heading(heading).filter(|said| !(names_money && *said == Said::Percent));
        // No percentages are of thousands: the sign in the heading is of a column beside it.
        let said = said.filter(|said| *said != Said::Percent || !is_of_large_amounts(table, column));
        let said = said.filter(|said| *said != Said::PerShare || !is_of_whole_amounts(table, column));
        // `Adverse change of 100 bps`, over what it costs.
        let of_points = unit::is_in_basis_points(heading) && is_of_large_amounts(table, column);
        let said = said.filter(|_| !of_points);
        // A heading of conversion rates beside those of shares is over the columns of fractions.
        let said = match said {
            Some(Said::Pure) if heading.has(Role::ConversionRate) && is_of_whole_things_only(table, column) => {
                heading.has(Role::HeldShare).then_some(Said::Shares)
            }
            said => said,
        };
        Self {
            said: said.or_else(|| is_percent_column(table, column).then_some(Said::Percent)),
            basis_points: unit::is_in_basis_points(heading) && !is_of_large_amounts(table, column),
            names_money,
            names_currency: own.as_ref().is_some_and(|own| own.currency.is_some()),
            counts_things: is_of_whole_things(heading),
            says_scale: own.iter().chain(&note).chain(&clause).any(|own| own.scale.is_some()),
            says_money: own.as_ref().is_some_and(Measure::says_money),
            measure: own
                .into_iter()
                .chain(clause)
                .chain(note)
                .chain([measure.clone()])
                .reduce(|own, of| own.or(&of))
                .unwrap_or_default(),
        }
    }
}

/// Whether most figures of a column are whole numbers of thousands and more, without a percent sign.
fn is_of_large_amounts(table: &Table, column: usize) -> bool {
    let figures = || table.rows.iter().filter_map(|row| figure_of(row, column)).filter(|f| !f.nil);
    let large = figures().filter(|f| f.grouped && f.decimals == 0 && f.suffix == Suffix::None).count();
    2 * large > figures().count() && large > 1
}

/// Whether no figure of a column has decimals.
fn is_of_whole_things_only(table: &Table, column: usize) -> bool {
    table.rows.iter().filter_map(|row| figure_of(row, column)).all(|figure| figure.decimals == 0)
}

/// Whether a column has no amount with cents, and some of thousands: `Income allocation` under `Basic earnings per share`.
fn is_of_whole_amounts(table: &Table, column: usize) -> bool {
    let figures = || table.rows.iter().filter_map(|row| figure_of(row, column)).filter(|f| !f.nil);
    figures().all(|f| f.decimals == 0) && figures().any(|f| f.grouped)
}

/// All columns of a table.
pub(crate) fn columns_of(table: &Table, title: &Text, kind: Kind, measure: &Measure) -> Vec<ColumnSense> {
    let headings = table.columns.iter().map(|column| Text::from(column.heading_text()));
    let mut columns: Vec<ColumnSense> =
        headings.enumerate().map(|(i, h)| ColumnSense::of(&h, measure, table, i)).collect();
    if kind == Kind::Equity {
        classes_of_shares_are_amounts(table, &mut columns);
    }
    if !kind.is_primary() && kind != Kind::Equity {
        columns_of_awards(table, title, &mut columns);
    }
    per_share_columns(table, title, &mut columns);
    changes_are_alike(table, &mut columns);
    if kind == Kind::Reconciliation {
        ratios_are_reconciled(table, &mut columns);
    }
    columns
}

/// What leads from one ratio to another is in their unit, where only the first and the last figure show it: `112 bps`, `28`, `(89)`,
/// `51 bps`. A column of one table only: in one with several measures each may have its own.
fn ratios_are_reconciled(table: &Table, columns: &mut [ColumnSense]) {
    for (i, column) in columns.iter_mut().enumerate().filter(|(_, column)| column.said.is_none()) {
        let figures: Vec<&Figure> = table.rows.iter().filter_map(|row| figure_of(row, i)).collect();
        let said = |figure: &Figure| unit::said_by_figure(figure).filter(|_| figure.suffix != Suffix::Times);
        let (Some(first), Some(last)) = (figures.first(), figures.last()) else { continue };
        let bare = figures.iter().any(|f| f.suffix == Suffix::None);
        let money = figures.iter().any(|f| f.currency.is_some());
        if figures.len() > 2 && bare && !money && said(first).is_some() && first.suffix == last.suffix {
            column.said = said(first);
        }
    }
}

/// In a statement of changes in equity `Treasury shares` and `Ordinary shares` head amounts, unless columns of amounts stand beside
/// those of shares.
fn classes_of_shares_are_amounts(table: &Table, columns: &mut [ColumnSense]) {
    let leaves: Vec<Text> = (0..columns.len()).map(|i| own_heading(table, i).into()).collect();
    // `Common stock shares | Common stock amount`
    let of_amounts = |leaf: &Text| {
        leaf.has(Role::AmountEnd) || leaf.rsplit(' ').next().is_some_and(|last| units().is_only_sign(last))
    };
    let beside =
        leaves.iter().any(of_amounts) || table.columns.iter().any(|column| of_amounts(&column.heading_text().into()));
    for (i, (column, leaf)) in columns.iter_mut().zip(&leaves).enumerate() {
        let counts = || Text::from(table.columns[i].heading_text()).has(Role::ClassCounted);
        if leaf.has(Role::SharesAlone) || counts() {
            column.said = Some(Said::Shares);
        } else if column.said == Some(Said::Shares) && !beside {
            column.said = None;
        }
    }
}

/// The part of a column's heading that it shares with no column beside it.
fn own_heading(table: &Table, column: usize) -> String {
    let heads = &table.columns[column].heading;
    let beside = [column.checked_sub(1), Some(column + 1)];
    let beside = || beside.into_iter().flatten().filter_map(|i| table.columns.get(i)).flat_map(|c| &c.heading);
    let shared =
        |head: &Head| head.spans_left || beside().any(|other| other.line == head.line && other.text == head.text);
    let own: Vec<&str> = heads.iter().filter(|head| !shared(head)).map(|head| head.text.trim()).collect();
    own.join(" ")
}

/// Where a table sets income beside income per share, period by period under one heading, the columns of figures with cents are
/// the latter.
fn per_share_columns(table: &Table, title: &Text, columns: &mut [ColumnSense]) {
    if !(unit::is_per_share(title) || table.rows.iter().any(|row| unit::is_per_share(&row.label))) {
        return;
    }
    let cents = |i: usize| {
        let figures = || table.rows.iter().filter_map(move |r| figure_of(r, i)).filter(|f| !f.nil);
        (figures().count() > 2).then(|| figures().all(|f| f.decimals == 2 && !f.grouped && f.suffix == Suffix::None))
    };
    let whole =
        |i: usize| table.rows.iter().filter_map(|r| figure_of(r, i)).filter(|f| !f.nil).all(|f| f.decimals == 0);
    let heading = |i: usize| table.columns[i].heading.last().map(|head| &head.text);
    let lines = |i: usize| table.columns[i].heading.iter().map(|head| &head.text);
    // `3 Mos. Ended` over `Pre-tax | Tax | After-tax` and a column without a heading of its own.
    let unnamed = |i: usize| {
        (1..lines(i - 1).count()).contains(&lines(i).count())
            && lines(i).zip(lines(i - 1)).all(|(own, left)| own == left)
    };
    let pairs: Vec<usize> = (1..columns.len())
        .filter(|i| cents(*i) == Some(true) && whole(*i - 1) && (heading(*i) == heading(*i - 1) || unnamed(*i)))
        .collect();
    if pairs.len() > 1 {
        pairs.into_iter().for_each(|i| columns[i].said = columns[i].said.or(Some(Said::PerShare)));
    }
}

/// Under one heading of changes, what one column counts the others do, too, if their figures look alike: the percent sign may stand
/// in the first row only, and a dash in that of the next column. So do all columns of changes of a table, beside large amounts.
fn changes_are_alike(table: &Table, columns: &mut [ColumnSense]) {
    let spanner = |i: usize| match table.columns[i].heading.as_slice() {
        [first, _, ..] => Some(&first.text),
        _ => None,
    };
    let small = |i: usize| {
        let figures = table.rows.iter().filter_map(|r| figure_of(r, i)).filter(|f| !f.nil);
        figures.clone().count() > 0 && figures.into_iter().all(|f| !f.grouped && f.currency.is_none())
    };
    let names_amounts = |heading: &Text| units().has_sign(heading) || heading.has(Role::Amount);
    let of_change = |i: &usize| {
        let heading = Text::from(table.columns[*i].heading_text());
        is_change(&heading) && !names_amounts(&heading)
    };
    let changes: Vec<usize> = (0..columns.len()).filter(of_change).collect();
    let percent = |columns: &[ColumnSense], i: usize| columns[i].said == Some(Said::Percent);
    for i in 0..columns.len() {
        let alike = |j: usize| j != i && percent(columns, j) && spanner(j) == spanner(i);
        let change = columns[i].said.is_none() && spanner(i).is_some_and(is_change) && small(i);
        let others = || changes.iter().filter(|j| **j != i);
        let as_all = || {
            let shared = changes.contains(&i) && others().count() > 0 && others().all(|j| percent(columns, *j));
            shared && small(i) && beside_large_amounts(table, i)
        };
        if change && (0..columns.len()).any(alike) || columns[i].said.is_none() && as_all() {
            columns[i].said = Some(Said::Percent);
        }
    }
}

/// Whether most figures of a column stand beside amounts of thousands and more.
fn beside_large_amounts(table: &Table, column: usize) -> bool {
    let rows: Vec<_> = table.rows.iter().filter(|row| figure_of(row, column).is_some_and(|f| !f.nil)).collect();
    let large = |i: usize, row| figure_of(row, i).is_some_and(|f| f.grouped);
    let beside = rows.iter().filter(|row| (0..table.columns.len()).any(|i| i != column && large(i, row))).count();
    2 * beside > rows.len()
}

/// Whether a column is in percent although only its first figure carries the sign: then all its figures are alike, small and
/// with as many digits after the point.
fn is_percent_column(table: &Table, column: usize) -> bool {
    let figures = || table.rows.iter().filter_map(|r| figure_of(r, column)).filter(|f| !f.nil);
    // In a column of changes the sign stands at the head of each block.
    let change = is_change(&table.columns[column].heading_text().into());
    let signed = |f: &&Figure| f.suffix == Suffix::Percent;
    let Some(first) = figures().next().filter(signed).or_else(|| figures().find(signed).filter(|_| change)) else {
        return false;
    };
    figures().all(|f| !f.grouped && f.currency.is_none() && f.decimals == first.decimals)
}
