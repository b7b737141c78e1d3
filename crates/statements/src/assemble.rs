//! Makes statements of tables: for each table its title, kind, columns with periods, and rows with sections and units.

use crossfoot_grammar::{Content, Reading, Row, Table, unit_note};
use crossfoot_lexicon::{Role, Text};
use rust_decimal::Decimal;

use crate::awards::are_of_awards;
use crate::calendar::Calendar;
use crate::changes::is_change;
use crate::column::{ColumnSense, columns_of};
use crate::doubt::Doubt;
use crate::full_amounts;
use crate::kind::{Subject, is_contents, kind, roles_of};
use crate::line::{
    PercentBlock, RowContext, basic_and_diluted, changes_by_points, decimals_of, figure_of, usual_decimals,
};
use crate::measures::{
    currency_of_signs, footnoted, is_in_full, largest_in, own_measure, speaks_of_money, tell_bare_currencies,
    usual_measure,
};
use crate::model::{Cell, Column, Kind, LineItem, Period, Statement, Unit};
use crate::nature::is_forecast;
use crate::presentation::Presentation;
use crate::quantity;
use crate::row_period;
use crate::sections::Sections;
use crate::share_rows;
use crate::share_scale;
use crate::timing::Timing;
use crate::title::{title_of, without_unit_notes};
use crate::told::ToldBy;
use crate::unit::{self, Measure, Said};
use crate::untold_scale;

/// Gives the tables of a release their meaning, in order.
///
/// Its lines tell what only the prose does: when the quarters ended, what the amounts are in.
pub fn assemble(reading: &Reading) -> Vec<Statement> {
    let Reading { tables, lines, .. } = reading;
    // What a forecast is for is not what the release reports on.
    let reports = |table: &&Table| !is_forecast(&title_of(table));
    let headings: Vec<String> = tables.iter().filter(reports).flat_map(heading_texts).collect();
    let calendar = Calendar::learn(lines.iter().map(String::as_str), headings.iter().map(String::as_str));
    let mut own: Vec<Option<Measure>> = tables.iter().map(own_measure).collect();
    tell_bare_currencies(tables, &mut own);
    // Looked through more than once.
    let tagged: Vec<Text> = lines.iter().map(|line| line.as_str().into()).collect();
    let presentation = Presentation::learn(tables, &own, &tagged);
    let usual = usual_measure(tables, &own, &tagged, &reading.running);
    drop(tagged);
    let largest = usual.scale.and_then(|scale| largest_in(tables, &own, scale.value));
    let mut assembler =
        Assembler { calendar, usual, presentation, largest, in_full: false, previous: None, times: None, before: None };
    let statements = tables.iter().zip(own).filter_map(|(table, own)| assembler.statement(table, own));
    let (mut out, untold): (Vec<Statement>, Vec<bool>) = statements.unzip();
    untold_scale::settle(&mut out, &untold);
    share_rows::settle(&mut out);
    share_scale::settle(&mut out);
    out.iter_mut().for_each(full_amounts::settle);
    out.iter_mut().for_each(doubt_what_is_untold);
    number(&mut out);
    out
}

/// In a primary statement unit, scale and period of every figure must be told; one of which something is not is to be looked at.
fn doubt_what_is_untold(statement: &mut Statement) {
    if !statement.kind.is_primary() {
        return;
    }
    let Statement { columns, items, .. } = statement;
    for item in items {
        for (cell, column) in item.cells.iter_mut().zip(&*columns) {
            let Cell::Figure(fact) = cell else { continue };
            let is_amount = matches!(fact.unit, Unit::Money(_) | Unit::PerShare(_));
            let period = fact.row_period.or(column.period);
            let untold = [
                (Doubt::Unit, is_amount && !fact.told.unit.is_told()),
                (Doubt::Scale, matches!(fact.unit, Unit::Money(_)) && !fact.told.scale.is_told()),
                (Doubt::Period, is_amount && period.is_none() && !is_change(&column.heading)),
            ];
            untold.into_iter().filter(|(_, untold)| *untold).for_each(|(doubt, _)| fact.doubts.insert(doubt));
        }
    }
}

/// Ids: the kind's name for the first of a kind, then with a number.
fn number(statements: &mut [Statement]) {
    let mut seen = std::collections::HashMap::new();
    for statement in statements {
        let count = seen.entry(statement.kind).or_insert(0_u32);
        *count += 1;
        statement.id = match *count {
            1 => statement.kind.name().to_owned(),
            n => format!("{}-{n}", statement.kind.name()),
        };
    }
}

/// Each column's heading and each caption of a table.
fn heading_texts(table: &Table) -> Vec<String> {
    let captions = table.title.iter().chain(&table.notes).map(|c| c.text.to_string());
    table.columns.iter().map(|c| c.heading_text()).chain(captions).collect()
}

struct Assembler {
    calendar: Calendar,
    usual: Measure,
    presentation: Presentation,
    /// The largest amount that is printed in the usual scale.
    largest: Option<Decimal>,
    /// A table before, and none after it that tells a scale, was printed in full.
    in_full: bool,
    /// What the table before was in, and its title.
    previous: Option<(String, Measure)>,
    /// The headings of the table before, and their periods.
    times: Option<(Vec<Text>, Vec<Option<Period>>)>,
    /// The title, the headings and the kind of the table before.
    before: Option<(Text, Vec<Text>, Kind)>,
}

/// Whether a table that says nothing of units is one of percentages: most columns are, and no figure looks like an amount.
fn is_of_percentages(table: &Table, columns: &[ColumnSense]) -> bool {
    let percent = columns.iter().filter(|c| c.said == Some(Said::Percent)).count();
    let amount =
        |c: &crossfoot_grammar::Cell| matches!(&c.content, Content::Figure(f) if f.currency.is_some() || f.grouped);
    percent * 2 > columns.len() && !table.rows.iter().any(|r| r.cells.iter().flatten().any(amount))
}

impl Assembler {
    /// The statement, and whether its scale is only what is usual, or untold; `own` is what the table says itself of units. None where it
    /// only lists what stands where.
    fn statement(&mut self, table: &Table, own: Option<Measure>) -> Option<(Statement, bool)> {
        let title = Text::from(title_of(table));
        let headings: Vec<Text> = table.columns.iter().map(|c| c.heading_text().into()).collect();
        let heads = roles_of(&headings);
        if is_contents(table, &title, &heads) {
            return None;
        }
        let before = self.before.take().filter(|(before, heads, _)| *before == title && *heads == headings);
        let (kind, kind_evidence) = kind(&Subject::of(table, &title, &heads, before.map(|(_, _, kind)| kind)));
        self.before = Some((title.clone(), headings.clone(), kind));
        let mut measure = self.measure(table, own, &title);
        let mut columns = columns_of(table, &title, kind, &measure);
        if measure.usual_scale && is_of_percentages(table, &columns) {
            measure = Measure { percent: true, scale: None, usual_scale: false, ..measure };
            columns = columns_of(table, &title, kind, &measure);
            // Among percentages a column headed by volumes tells how far these changed.
            for (column, heading) in columns.iter_mut().zip(&headings) {
                let volume = column.said == Some(Said::Pure) && heading.has(Role::VolumeHead);
                column.said = column.said.filter(|_| !volume);
            }
        }
        let mut items = self.items(table, kind, &columns, &measure);
        if table.unsure {
            for cell in items.iter_mut().flat_map(|item| &mut item.cells) {
                if let Cell::Figure(fact) = cell {
                    fact.doubts.insert(Doubt::Reading);
                }
            }
        }
        let percent: Vec<bool> = columns.iter().map(|c| c.said == Some(Said::Percent)).collect();
        let timing = Timing::of(&self.calendar, table, kind, &headings);
        let mut periods = timing.of_columns(&percent);
        // The same columns on the next page, where nothing says again what they are of.
        let continued = self.times.take().filter(|(before, _)| *before == headings);
        if let Some((_, before)) = continued.filter(|_| timing.tells_years_only()) {
            periods = before;
        }
        self.times = Some((headings.clone(), periods.clone()));
        let of_headings = periods.clone();
        row_period::give(&timing, table, kind, &mut items, &mut periods);
        let remarks = timing.of_no_such_dates(&periods);
        // What all rows of a column name together is the column's.
        let period_from = |column: usize| match periods[column] {
            None => ToldBy::Nothing,
            Some(_) if periods[column] != of_headings[column] => ToldBy::Row,
            Some(_) => timing.told_by(column),
        };
        let periods: Vec<_> = periods.iter().enumerate().map(|(i, period)| (*period, period_from(i))).collect();
        let (title, of_title) = without_unit_notes(&title);
        let statement = Statement {
            id: String::new(),
            kind,
            kind_evidence,
            title: title.into(),
            notes: of_title.into_iter().chain(table.notes.iter().map(|c| c.text.to_string())).collect(),
            remarks,
            stub_head: table.stub_head.clone(),
            scale: measure.scale.map(|told| told.value),
            currency: measure.currency.map(|told| self.presentation.of(told, measure.shared_sign, None).value),
            pages: table.pages.clone(),
            columns: headings
                .into_iter()
                .zip(periods)
                .zip(&table.columns)
                .map(|((heading, (period, period_from)), printed)| Column {
                    heading,
                    heads: printed.heading.clone(),
                    period,
                    period_from,
                    whole: true,
                })
                .collect(),
            items,
        };
        Some((statement, measure.usual_scale || measure.scale.is_none()))
    }

    /// What the table is in: what it says, else what the table before under the same title says, else what is usual.
    fn measure(&mut self, table: &Table, own: Option<Measure>, title: &str) -> Measure {
        let inherited = self.previous.as_ref().filter(|(t, _)| t == title).map(|(_, m)| m.clone());
        let mut measure = match (own, inherited) {
            (Some(own), Some(before)) => own.or(&before),
            (Some(own), None) => own,
            (None, Some(before)) => before,
            (None, None) => Measure::default(),
        };
        if measure.currency.is_none() {
            let signs = currency_of_signs(table);
            let usual = || self.usual.currency.map(|currency| (currency, self.usual.shared_sign));
            let (currency, shared) = signs.or_else(usual).unzip();
            (measure.currency, measure.shared_sign) = (currency, shared.unwrap_or(false));
        }
        measure.other |= table.stub_head.tags().begins_with(Role::NumberOf);
        self.in_full &= measure.scale.is_none();
        if measure.scale.is_none() && !measure.percent && !measure.other && speaks_of_money(table) {
            // What is printed in full says so by its size, and speaks for the tables after it that say nothing.
            self.in_full |= self.largest.is_some_and(|largest| is_in_full(table, largest));
            measure.scale = self.usual.scale.filter(|_| !self.in_full);
            measure.usual_scale = true;
            measure.share_scale = measure.share_scale.or(self.usual.share_scale);
        }
        self.previous = Some((title.to_owned(), measure.clone()));
        measure
    }

    fn items(&self, table: &Table, kind: Kind, columns: &[ColumnSense], measure: &Measure) -> Vec<LineItem> {
        let mut sections = Sections::default();
        let mut section_measure: Option<(&str, Measure)> = None;
        let mut note_measure: Option<Measure> = None;
        let measures_by_column =
            columns.iter().any(|c| c.said == Some(Said::PerShare)) && columns.iter().any(|c| c.said.is_none());
        let usual_decimals = usual_decimals(table);
        let in_cents =
            |row: &Row| decimals_of(row) >= 2 && unit::said_by_label(&row.label, kind) == Some(Said::PerShare);
        let shares_in_cents = table.rows.iter().any(in_cents);
        let of_awards = !kind.is_primary() && are_of_awards(table.rows.iter().map(|row| &row.label));
        let of_buybacks =
            table.rows.iter().any(|row| row.label.has(Role::AveragePrice) && unit::is_per_share(&row.label));
        let of_valuation = table.rows.iter().any(|row| row.label.has(Role::ValuationLine));
        let mut over: Option<(f32, Measure)> = None;
        let mut after_per_share = false;
        let mut basic = None;
        let mut block = PercentBlock::default();
        let mut out = Vec::new();
        for (at, row) in table.rows.iter().enumerate() {
            if row.is_heading() {
                let said = Measure::read(&row.label, ToldBy::Row).filter(Measure::says_money_or_cents);
                if unit_note::is_unit_note(&row.label) {
                    // It says what the lines below are in and is no heading over them.
                    note_measure = said.or(note_measure);
                } else {
                    sections.heading(row);
                    section_measure = said.map(|measure| (row.label.as_str(), measure));
                }
                continue;
            }
            let chain = sections.item(row);
            // A note between the lines holds for all that follow, a heading for the lines under it.
            section_measure = section_measure.filter(|(heading, _)| chain.iter().any(|s| heading.contains(s.as_str())));
            let mut said_by_label = unit::said_by_label(&row.label, kind);
            // Among the assumptions that options are valued by stands the value of one.
            if of_valuation && said_by_label.is_none() && row.label.has(Role::FairValue) && decimals_of(row) >= 2 {
                said_by_label = Some(Said::PerShare);
            }
            // `Shares repurchased   13` over the price of one and the cost of all.
            let unsigned = || (0..row.cells.len()).filter_map(|i| figure_of(row, i)).all(|f| f.currency.is_none());
            if of_buybacks && said_by_label.is_none() && row.label.has(Role::SharesBought) && unsigned() {
                said_by_label = Some(Said::Shares);
            }
            if is_of_income(row, &chain) && matches!(said_by_label, Some(Said::Shares | Said::PerShare)) {
                said_by_label = Some(Said::Money);
            }
            said_by_label = basic_and_diluted(&row.label, said_by_label, &mut basic);
            let introduced = sections.introductions();
            let said_by_chain = unit::said_by_section(&chain, &row.label, kind)
                .or_else(|| unit::said_by_section(introduced, &row.label, kind).filter(|said| *said == Said::PerShare));
            // `Number of units` over lines of awards.
            let of_units = || chain.last().is_some_and(|heading| heading.tags().begins_with(Role::NumberOf));
            let said_by_chain = match said_by_chain {
                Some(Said::Pure) if of_awards && of_units() => Some(Said::Shares),
                said => said,
            };
            // `Network volumes` whose first line has a sign of money are amounts.
            let said_by_chain = said_by_chain.filter(|said| *said != Said::Pure || !is_block_of_money(table, at));
            // A ratio among ratios in percent is one of them, and what changes by points is one.
            if changes_by_points(row) && said_by_label.is_none() {
                said_by_label = Some(Said::Percent);
            }
            let told = quantity::is_days(&row.label) || unit::is_in_basis_points(&row.label);
            if block.takes(row, &chain, usual_decimals) && !told && matches!(said_by_label, None | Some(Said::Pure)) {
                said_by_label = Some(Said::Percent);
            }
            // `Payment volume (in millions)` over parts of it, in a table that does not say what it is in.
            let own = Measure::read(&row.label, ToldBy::Row).filter(Measure::says_money_or_cents);
            over = over.filter(|(indent, _)| row.indent > indent + 0.2 * row.size);
            let label_measure = own.clone().or_else(|| over.as_ref().map(|(_, measure)| measure.clone()));
            if measure.usual_scale && own.as_ref().is_some_and(|own| own.scale.is_some()) {
                over = own.map(|own| (row.indent, own));
            }
            let context = RowContext {
                kind,
                label: &row.label,
                label_measure,
                footnote: footnoted(table, &row.marks, ToldBy::Row),
                said_by_label,
                said_by_chain,
                decimals: decimals_of(row),
                measure,
                presentation: &self.presentation,
                section_measure: section_measure.as_ref().map(|(_, measure)| measure).or(note_measure.as_ref()),
                measures_by_column,
                usual_decimals,
                shares_in_cents,
                after_per_share,
            };
            let cells: Vec<Cell> =
                row.cells.iter().zip(columns).map(|(cell, column)| context.cell(cell.as_ref(), column)).collect();
            // A line of ranges tells by its label alone.
            after_per_share = match cells.iter().filter_map(Cell::figure).next() {
                Some(_) => cells.iter().any(|c| matches!(c.figure(), Some(f) if matches!(f.unit, Unit::PerShare(_)))),
                None => said_by_label == Some(Said::PerShare),
            };
            out.push(LineItem {
                section: chain,
                label: row.label.clone(),
                concept: None,
                marks: row.marks.clone(),
                indent: row.indent,
                bold: row.bold,
                ruled_above: row.ruled_above,
                page: row.page,
                cells,
            });
        }
        out
    }
}

/// Whether a line stands under `Numerator` and is of money, whatever else it names: `Net income for diluted earnings per share`.
fn is_of_income(row: &Row, chain: &[Text]) -> bool {
    let counts = row.label.tags().has_any(&[Role::AverageNumber, Role::ShareNumber, Role::SharesUsed]);
    chain.last().is_some_and(|heading| heading.has(Role::Numerator))
        && quantity::speaks_of_money(&row.label)
        && !counts
        && decimals_of(row) < 2
}

/// Whether a line between the headings above and below a row shows a sign of money.
fn is_block_of_money(table: &Table, row: usize) -> bool {
    let first = table.rows[..row].iter().rposition(Row::is_heading).map_or(0, |heading| heading + 1);
    let mut block = table.rows[first..].iter().take_while(|row| !row.is_heading());
    let columns = || 0..table.columns.len();
    block.any(|row| columns().any(|i| figure_of(row, i).is_some_and(|figure| figure.currency.is_some())))
}
