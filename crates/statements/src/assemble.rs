//! Makes statements of tables: for each table its title, kind, columns with periods, and rows with sections and units.

use crossfoot_grammar::figure::Suffix;
use crossfoot_grammar::period::{self, PeriodPhrase, read, read_all};
use crossfoot_grammar::{Caption, Cell as TableCell, Content, Row, Table};
use crossfoot_ingest::Page;
use rust_decimal::Decimal;

use crate::calendar::Calendar;
use crate::changes;
use crate::kind::{Subject, kind};
use crate::measures::{own_measure, speaks_of_money, usual_measure};
use crate::model::{Cell, Column, Fact, Kind, LineItem, Period, Statement, Unit};
use crate::row_period::{self, rows_name_periods};
use crate::sections::Sections;
use crate::unit::{self, Measure, Said};

/// Gives the tables of a release their meaning, in order.
///
/// `pages` are read once more for what only the prose tells: when the quarters ended, what the amounts are in.
pub fn statements(pages: &[Page], tables: Vec<Table>) -> Vec<Statement> {
    let lines = crossfoot_grammar::text_lines(pages);
    let headings: Vec<String> = tables.iter().flat_map(heading_texts).collect();
    let calendar = Calendar::learn(lines.iter().map(String::as_str), headings.iter().map(String::as_str));
    let mut assembler = Assembler { calendar, usual: usual_measure(&tables, &lines), previous: None };
    let mut out: Vec<Statement> = tables.iter().map(|table| assembler.statement(table)).collect();
    number(&mut out);
    out
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
    let captions = table.title.iter().chain(&table.notes).map(|c| c.text.clone());
    table.columns.iter().map(|c| c.heading_text()).chain(captions).collect()
}

struct Assembler {
    calendar: Calendar,
    usual: Measure,
    /// What the table before was in, and its title.
    previous: Option<(String, Measure)>,
}

/// What holds for a column of a table.
struct ColumnSense {
    period: Option<Period>,
    said: Option<Said>,
    measure: Measure,
    /// The heading itself names a currency or a scale.
    says_money: bool,
}

/// The title as printed: its lines, or the sentence before the table.
pub(crate) fn title_of(table: &Table) -> String {
    let lines: Vec<&str> = table.title.iter().map(|c| c.text.as_str()).collect();
    if !lines.is_empty() {
        return lines.join(" ");
    }
    let lead = table.lead_in.as_ref();
    // A small table without a title is named by the heading of its labels, unless a sentence introduces it.
    let stub = table.stub_head.as_str();
    let names =
        !stub.is_empty() && !period::is_period_heading(stub) && !crossfoot_grammar::unit_note::is_unit_note(stub);
    if names && !lead.is_some_and(|c| c.introduces) {
        return stub.to_owned();
    }
    lead.map(|c| c.text.clone()).unwrap_or_default()
}

impl Assembler {
    fn statement(&mut self, table: &Table) -> Statement {
        let title = title_of(table);
        let headings: Vec<String> = table.columns.iter().map(|c| c.heading_text()).collect();
        let labels: Vec<String> = table.rows.iter().map(|r| r.label.clone()).collect();
        let kind = kind(&Subject { title: &title, headings: &headings.join(" "), labels: &labels });
        let measure = self.measure(table, &title);
        let outer = self.outer_phrases(table, &title);
        let mut columns: Vec<ColumnSense> =
            headings.iter().map(|h| self.column(h, kind, &outer, &measure, table)).collect();
        for (i, column) in columns.iter_mut().enumerate() {
            column.said = column.said.or_else(|| is_percent_column(table, i).then_some(Said::Percent));
        }
        self.periods_in_order(table, kind, &headings, &mut columns);
        share_only_period(&headings, &mut columns);
        let mut items = self.items(table, kind, &columns, &measure);
        self.row_periods(table, kind, &headings, &outer, &mut items);
        if kind == Kind::Equity {
            row_period::between_balances(&mut items, |column| columns[column].period.is_none());
        }
        for (i, column) in columns.iter_mut().enumerate() {
            column.period = settle_period(&mut items, i, column.period);
        }
        Statement {
            id: String::new(),
            kind,
            title,
            notes: table.notes.iter().map(|c| c.text.clone()).collect(),
            stub_head: table.stub_head.clone(),
            scale: measure.scale,
            currency: measure.currency,
            pages: table.pages.clone(),
            columns: headings
                .into_iter()
                .zip(&columns)
                .map(|(heading, c)| Column { heading, period: c.period })
                .collect(),
            items,
        }
    }

    /// What the table is in: what it says, else what the table before under the same title says, else what is usual.
    fn measure(&mut self, table: &Table, title: &str) -> Measure {
        let own = own_measure(table);
        let inherited = self.previous.as_ref().filter(|(t, _)| t == title).map(|(_, m)| m.clone());
        let mut measure = match (own, inherited) {
            (Some(own), Some(before)) => own.or(&before),
            (Some(own), None) => own,
            (None, Some(before)) => before,
            (None, None) => Measure::default(),
        };
        measure.currency = measure.currency.or(self.usual.currency);
        if measure.scale.is_none() && !measure.percent && !measure.other && speaks_of_money(table) {
            measure.scale = self.usual.scale;
            measure.share_scale = measure.share_scale.or(self.usual.share_scale);
        }
        self.previous = Some((title.to_owned(), measure.clone()));
        measure
    }

    /// What is said of time outside the column headings, nearest first.
    fn outer_phrases(&self, table: &Table, title: &str) -> Vec<PeriodPhrase> {
        let notes = table.notes.iter().rev().map(|c: &Caption| c.text.as_str());
        let lead = table.lead_in.iter().map(|c| c.text.as_str());
        let mut texts: Vec<&str> = vec![table.stub_head.as_str()];
        texts.extend(notes);
        texts.push(title);
        texts.extend(table.title.iter().map(|c| c.text.as_str()));
        texts.extend(lead);
        texts.into_iter().filter_map(|t| read_all(t).into_iter().next()).filter(|p| !p.is_empty()).collect()
    }

    fn column(
        &self,
        heading: &str,
        kind: Kind,
        outer: &[PeriodPhrase],
        measure: &Measure,
        table: &Table,
    ) -> ColumnSense {
        let said = unit::said_by_heading(heading);
        let own = Measure::read(heading);
        let says_money = own.as_ref().is_some_and(Measure::says_money);
        let column_measure = own.map_or_else(|| measure.clone(), |own| own.or(measure));
        // Where the rows name the periods, what the title says holds for one of them at most.
        let outer = if rows_name_periods(table) { &[] } else { outer };
        let period = if changes::is_change(heading) { None } else { self.period(heading, kind, outer, table) };
        ColumnSense { period, said, measure: column_measure, says_money }
    }

    /// A caption that lists the periods (`Sept 30, 2003, Sept 30, 2002 and Jun 30, 2003`) gives them to the groups of columns in
    /// order, where the headings do not tell one from the other. A group begins where a heading below repeats.
    fn periods_in_order(&self, table: &Table, kind: Kind, headings: &[String], columns: &mut [ColumnSense]) {
        let timed = |i: &usize| !changes::is_change(&headings[*i]);
        let dated = |i: usize| read(&headings[i]).is_some_and(|p| p.is_complete_end());
        if (0..columns.len()).filter(timed).all(dated) {
            return;
        }
        let captions = table.notes.iter().chain(&table.title).map(|c| read_all(&c.text));
        let Some(listed) = captions.into_iter().find(|l| l.len() > 1 && l.iter().all(PeriodPhrase::is_complete_end))
        else {
            return;
        };
        let leaf = |i: usize| table.columns[i].heading.last().map(|h| h.to_lowercase()).unwrap_or_default();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for i in 0..columns.len() {
            match groups.last_mut() {
                Some(group) if !group.iter().any(|j| leaf(*j) == leaf(i)) => group.push(i),
                _ => groups.push(vec![i]),
            }
        }
        if groups.len() != listed.len() {
            return;
        }
        for (group, phrase) in groups.iter().zip(&listed) {
            for i in group.iter().filter(|i| timed(i)) {
                columns[*i].period = self.calendar.resolve(phrase, kind == Kind::BalanceSheet);
            }
        }
    }

    /// The period of a column: its heading, filled from what stands around the table.
    fn period(&self, heading: &str, kind: Kind, outer: &[PeriodPhrase], table: &Table) -> Option<Period> {
        let phrases = read_all(heading);
        let mut own = phrases.first().cloned().unwrap_or_default();
        // `Year ended March 31, 2024` over `1Q`: the heading names a part of the year it names.
        if own.length == Some(period::Span::Months(12))
            && let Some(part) = phrases.iter().find(|p| p.quarter.is_some() || p.half.is_some())
        {
            (own.quarter, own.half) = (part.quarter, part.half);
        }
        // `FY23` is a year, whatever quarter the title speaks of.
        own.full_year |= own.fiscal && own.month.is_none() && !own.says_duration();
        let mut phrase = own.clone();
        for around in outer {
            phrase = phrase.merge(around);
        }
        if phrase.is_empty() || own.is_empty() && !says_when(&phrase) {
            return None;
        }
        let instant = kind == Kind::BalanceSheet || kind != Kind::CashFlow && counts_stock(table) && !own.says_flow();
        if !instant
            && !phrase.says_duration()
            && phrase.is_complete_end()
            && matches!(kind, Kind::IncomeStatement | Kind::CashFlow | Kind::ComprehensiveIncome)
        {
            // A statement of flows headed by dates alone: the length such a date has elsewhere.
            let end = self.calendar.resolve(&phrase, true)?.end;
            return Some(self.calendar.span_at(end).map_or_else(
                || crate::calendar::period(end, period::Span::Months(3)),
                |span| crate::calendar::period(end, span),
            ));
        }
        self.calendar.resolve(&phrase, instant)
    }

    /// Gives the figures of rows that name a period the period that row and column heading name together.
    fn row_periods(
        &self,
        table: &Table,
        kind: Kind,
        headings: &[String],
        outer: &[PeriodPhrase],
        items: &mut [LineItem],
    ) {
        let rows = table.rows.iter().filter(|r| !r.is_heading());
        for (row, item) in rows.zip(items) {
            let Some(phrase) = row_period::phrase(row, &item.section, kind) else { continue };
            let around: Vec<PeriodPhrase> = std::iter::once(phrase).chain(outer.iter().cloned()).collect();
            for (heading, cell) in headings.iter().zip(&mut item.cells) {
                if let Cell::Figure(fact) = cell
                    && !changes::is_change(heading)
                {
                    fact.row_period = self.period(heading, kind, &around, table);
                }
            }
        }
    }

    fn items(&self, table: &Table, kind: Kind, columns: &[ColumnSense], measure: &Measure) -> Vec<LineItem> {
        let mut sections = Sections::default();
        let mut section_measure: Option<Measure> = None;
        let measures_by_column =
            columns.iter().any(|c| c.said == Some(Said::PerShare)) && columns.iter().any(|c| c.said.is_none());
        let usual_decimals = usual_decimals(table);
        let mut after_per_share = false;
        let mut out = Vec::new();
        for row in &table.rows {
            if row.is_heading() {
                sections.heading(row);
                section_measure = Measure::read(&row.label).filter(Measure::says_money);
                continue;
            }
            let chain = sections.item(row);
            let context = RowContext {
                kind,
                chain: &chain,
                measure,
                section_measure: section_measure.as_ref(),
                measures_by_column,
                usual_decimals,
                after_per_share,
            };
            let cells: Vec<Cell> =
                row.cells.iter().zip(columns).map(|(cell, column)| context.cell(cell.as_ref(), row, column)).collect();
            after_per_share =
                cells.iter().any(|c| matches!(c.figure(), Some(f) if matches!(f.unit, Unit::PerShare(_))));
            out.push(LineItem {
                section: chain,
                label: row.label.clone(),
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

/// Settles what rows and a column's heading say of time: a period that all figures share is the column's, and a figure keeps
/// one of its own only where it differs.
fn settle_period(items: &mut [LineItem], column: usize, own: Option<Period>) -> Option<Period> {
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

/// Where all columns that name a period name the same, the others (adjustments between GAAP and non-GAAP, say) speak of it too.
fn share_only_period(headings: &[String], columns: &mut [ColumnSense]) {
    let mut named = columns.iter().filter_map(|c| c.period);
    let Some(first) = named.next() else { return };
    if named.clone().count() == 0 || named.any(|p| p != first) {
        return;
    }
    for (heading, column) in headings.iter().zip(columns.iter_mut()) {
        if column.period.is_none() && !changes::is_change(heading) && column.said != Some(Said::Percent) {
            column.period = Some(first);
        }
    }
}

/// Whether a column is in percent although only its first figure carries the sign: then all its figures are alike, small and
/// with as many digits after the point.
fn is_percent_column(table: &Table, column: usize) -> bool {
    let mut figures = table.rows.iter().filter_map(|r| match &r.cells[column].as_ref()?.content {
        Content::Figure(f) if !f.nil => Some(f),
        _ => None,
    });
    let Some(first) = figures.next().filter(|f| f.suffix == Suffix::Percent) else { return false };
    figures.all(|f| !f.grouped && f.currency.is_none() && f.decimals == first.decimals)
}

/// Whether a phrase says when, not only how long.
fn says_when(phrase: &PeriodPhrase) -> bool {
    phrase.year.is_some() || phrase.month.is_some()
}

/// Whether the table's figures are balances at a point in time although its headings name quarters: numbers of things.
fn counts_stock(table: &Table) -> bool {
    let title = title_of(table).to_lowercase();
    ["number of", "headcount", "store count", "balances", "backlog as of", "net debt"].iter().any(|w| title.contains(w))
}

trait SaysFlow {
    fn says_flow(&self) -> bool;
}

impl SaysFlow for PeriodPhrase {
    /// Whether a length is spelled out: `Three Months Ended`.
    fn says_flow(&self) -> bool {
        self.length.is_some()
    }
}

struct RowContext<'a> {
    kind: Kind,
    chain: &'a [String],
    measure: &'a Measure,
    section_measure: Option<&'a Measure>,
    /// The columns are different measures, per-share ones among them.
    measures_by_column: bool,
    /// Digits after the point that most of the table's figures have.
    usual_decimals: u32,
    /// The row before was of per-share figures.
    after_per_share: bool,
}

impl RowContext<'_> {
    fn cell(&self, cell: Option<&TableCell>, row: &Row, column: &ColumnSense) -> Cell {
        let Some(cell) = cell else { return Cell::Empty };
        let Content::Figure(figure) = &cell.content else { return Cell::Text(cell.printed.clone()) };
        let label_measure = Measure::read(&row.label).filter(Measure::says_money);
        let mut measure = column.measure.clone();
        // `Net sales (£m)`, or `£m` over the column: money, whatever the rest of the table counts.
        let own_money = column.says_money || [label_measure.as_ref(), self.section_measure].iter().any(Option::is_some);
        if let Some(section) = self.section_measure {
            measure = section.or(&measure);
        }
        if let Some(own) = label_measure {
            measure = own.or(&measure);
        }
        // Where a column of its own holds the per-share figures, a label that names several measures speaks of that column.
        let by_label = unit::said_by_label(&row.label, self.kind)
            .filter(|s| !((self.measures_by_column || self.is_percent()) && *s == Said::PerShare));
        let finer = decimals_of(row) >= 2 && decimals_of(row) > self.usual_decimals;
        let by_section = || match unit::said_by_section(self.chain, &row.label, self.kind) {
            // Under a heading that says "per share" stand the income and the shares, too: the digits tell them apart.
            Some(Said::PerShare) if !finer && self.usual_decimals < 2 => None,
            None if finer && self.after_per_share => Some(Said::PerShare),
            said => said,
        };
        let said = unit::said_by_figure(figure)
            .or_else(|| {
                figure
                    .currency
                    .filter(|_| by_label != Some(Said::PerShare) && column.said != Some(Said::PerShare))
                    .map(|_| money_or_share(by_section()))
            })
            .or(match (column.said, by_label) {
                // A percent column is percent whatever the row says; a percent row is, too.
                (Some(Said::Percent), _) | (_, Some(Said::Percent)) => Some(Said::Percent),
                (Some(said), _) => Some(said),
                (None, said) => said,
            })
            .or_else(by_section)
            .unwrap_or_else(|| if own_money { Said::Money } else { self.usual() });
        // Amounts per share are money; printed in cents they need not say so.
        let said = if figure.suffix == Suffix::Cents && said == Said::Money { Said::PerShare } else { said };
        let (unit, scale) = unit::unit(said, figure, &measure);
        fact(cell, figure.value, figure.decimals, unit, scale)
    }

    /// The whole table is in percent.
    fn is_percent(&self) -> bool {
        self.measure.percent && self.measure.scale.is_none()
    }

    /// What a figure counts of which nothing is said.
    fn usual(&self) -> Said {
        if self.is_percent() {
            Said::Percent
        } else if self.measure.other || self.measure.scale.is_none() && matches!(self.kind, Kind::Metrics | Kind::Other)
        {
            Said::Pure
        } else {
            Said::Money
        }
    }
}

/// Digits after the point in the figures of a row, percentages and the like left out.
fn decimals_of(row: &Row) -> u32 {
    let plain = row.cells.iter().flatten().filter_map(|c| match &c.content {
        Content::Figure(f) if unit::said_by_figure(f).is_none() => Some(f.decimals),
        _ => None,
    });
    plain.max().unwrap_or(0)
}

/// Digits after the point that most rows of a table have.
fn usual_decimals(table: &Table) -> u32 {
    let mut count = [0_usize; 5];
    for row in table.rows.iter().filter(|r| r.has_figures()) {
        count[decimals_of(row).min(4) as usize] += 1;
    }
    (0..5).max_by_key(|d| (count[*d as usize], 5 - d)).unwrap_or(0)
}

/// A currency sign makes a figure money, unless it stands in a section of per-share figures.
fn money_or_share(section: Option<Said>) -> Said {
    match section {
        Some(Said::PerShare) => Said::PerShare,
        _ => Said::Money,
    }
}

fn fact(cell: &TableCell, shown: Decimal, decimals: u32, unit: Unit, scale: Decimal) -> Cell {
    let zeros = scale.normalize();
    let power = if zeros >= Decimal::ONE { zeros.to_string().len() as i32 - 1 } else { -(zeros.scale() as i32) };
    Cell::Figure(Fact {
        printed: cell.printed.clone(),
        shown,
        value: shown * scale,
        scale,
        unit,
        decimals: decimals as i32 - power,
        row_period: None,
        page: cell.page,
        place: cell.place,
    })
}
