//! Makes statements of tables: for each table its title, kind, columns with periods, and rows with sections and units.

use crossfoot_grammar::figure::{Figure, Suffix};
use crossfoot_grammar::period;
use crossfoot_grammar::{Cell as TableCell, Content, Reading, Row, Table};
use crossfoot_ingest::Page;
use rust_decimal::Decimal;

use crate::calendar::Calendar;
use crate::changes::is_change;
use crate::kind::{Subject, kind};
use crate::measures::{own_measure, speaks_of_money, usual_measure};
use crate::model::{Cell, Column, Fact, Kind, LineItem, Statement, Unit};
use crate::row_period;
use crate::sections::Sections;
use crate::timing::Timing;
use crate::unit::{self, Measure, Said};

/// Gives the tables of a release their meaning, in order.
///
/// Its lines tell what only the prose does: when the quarters ended, what the amounts are in.
pub fn assemble(Reading { tables, lines }: &Reading) -> Vec<Statement> {
    let headings: Vec<String> = tables.iter().flat_map(heading_texts).collect();
    let calendar = Calendar::learn(lines.iter().map(String::as_str), headings.iter().map(String::as_str));
    let mut assembler = Assembler { calendar, usual: usual_measure(tables, lines), previous: None };
    let mut out: Vec<Statement> = tables.iter().map(|table| assembler.statement(table)).collect();
    number(&mut out);
    out
}

/// The same for tables that come without the lines: these are read from the pages once more.
pub fn statements(pages: &[Page], tables: Vec<Table>) -> Vec<Statement> {
    assemble(&Reading { tables, ..crossfoot_grammar::read(pages) })
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
    said: Option<Said>,
    measure: Measure,
    /// The heading itself names a currency or a scale.
    says_money: bool,
    /// The lowest line of the heading names a scale: `Millions of yen`.
    names_money: bool,
}

impl ColumnSense {
    fn of(heading: &str, measure: &Measure, table: &Table, column: usize) -> Self {
        // Each line of a heading by itself, the lowest first: `Millions of yen` under `Net sales`.
        let lines = table.columns[column].heading.iter().rev().filter_map(|head| Measure::read(&head.text));
        let own = lines.chain(Measure::read(heading)).reduce(|own, above| own.or(&above));
        // What stands right over the figures counts: `Millions of yen`, under a remark on percentages.
        let leaf = table.columns[column].heading.last().filter(|leaf| !leaf.to_lowercase().contains("except"));
        let names_money =
            leaf.and_then(|leaf| Measure::read(leaf)).is_some_and(|leaf| leaf.scale.is_some() && !leaf.percent);
        let said = unit::said_by_heading(heading).filter(|said| !(names_money && *said == Said::Percent));
        Self {
            said: said.or_else(|| is_percent_column(table, column).then_some(Said::Percent)),
            names_money,
            says_money: own.as_ref().is_some_and(Measure::says_money),
            measure: own.map_or_else(|| measure.clone(), |own| own.or(measure)),
        }
    }
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
        let mut columns: Vec<ColumnSense> =
            headings.iter().enumerate().map(|(i, h)| ColumnSense::of(h, &measure, table, i)).collect();
        if kind == Kind::Equity {
            classes_of_shares_are_amounts(table, &mut columns);
        }
        per_share_columns(table, &title, &mut columns);
        changes_are_alike(table, &mut columns);
        let mut items = self.items(table, kind, &columns, &measure);
        let percent: Vec<bool> = columns.iter().map(|c| c.said == Some(Said::Percent)).collect();
        let timing = Timing::of(&self.calendar, table, kind, &headings);
        let mut periods = timing.of_columns(&percent);
        row_period::give(&timing, table, kind, &mut items, &mut periods);
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
                .zip(periods)
                .zip(&table.columns)
                .map(|((heading, period), printed)| Column { heading, heads: printed.heading.clone(), period })
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
            measure.usual_scale = true;
            measure.share_scale = measure.share_scale.or(self.usual.share_scale);
        }
        self.previous = Some((title.to_owned(), measure.clone()));
        measure
    }

    fn items(&self, table: &Table, kind: Kind, columns: &[ColumnSense], measure: &Measure) -> Vec<LineItem> {
        let mut sections = Sections::default();
        let mut section_measure: Option<Measure> = None;
        let measures_by_column =
            columns.iter().any(|c| c.said == Some(Said::PerShare)) && columns.iter().any(|c| c.said.is_none());
        let usual_decimals = usual_decimals(table);
        let mut after_per_share = false;
        let mut basic = None;
        let mut block = PercentBlock::default();
        let mut out = Vec::new();
        for row in &table.rows {
            if row.is_heading() {
                sections.heading(row);
                section_measure = Measure::read(&row.label).filter(Measure::says_money);
                continue;
            }
            let chain = sections.item(row);
            let mut said_by_label = unit::said_by_label(&row.label, kind);
            said_by_label = basic_and_diluted(&row.label, said_by_label, &mut basic);
            let said_by_chain = unit::said_by_section(&chain, &row.label, kind);
            // A ratio among ratios in percent is one of them.
            if block.takes(row, &chain, usual_decimals) && matches!(said_by_label, None | Some(Said::Pure)) {
                said_by_label = Some(Said::Percent);
            }
            let context = RowContext {
                kind,
                label: &row.label,
                label_measure: Measure::read(&row.label).filter(Measure::says_money),
                said_by_label,
                said_by_chain,
                decimals: decimals_of(row),
                measure,
                section_measure: section_measure.as_ref(),
                measures_by_column,
                usual_decimals,
                after_per_share,
            };
            let cells: Vec<Cell> =
                row.cells.iter().zip(columns).map(|(cell, column)| context.cell(cell.as_ref(), column)).collect();
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

/// In a statement of changes in equity `Treasury shares` and `Ordinary shares` head amounts, unless columns of amounts stand beside
/// those of shares.
fn classes_of_shares_are_amounts(table: &Table, columns: &mut [ColumnSense]) {
    const AMOUNTS: [&str; 5] = ["amount", "amounts", "value", "$", "dollars"];
    let leaf = |i: usize| table.columns[i].heading.last().map(|line| line.trim().to_lowercase()).unwrap_or_default();
    let beside = (0..columns.len()).any(|i| AMOUNTS.contains(&leaf(i).as_str()));
    for (i, column) in columns.iter_mut().enumerate() {
        let heading = table.columns[i].heading_text().to_lowercase();
        let counts = ["number of", "shares outstanding", "shares issued"].iter().any(|w| heading.contains(w));
        if column.said == Some(Said::Shares) && !beside && !counts && heading.trim() != "shares" {
            column.said = None;
        }
    }
}

/// Where a table sets income beside income per share, period by period under one heading, the columns of figures with cents are
/// the latter.
fn per_share_columns(table: &Table, title: &str, columns: &mut [ColumnSense]) {
    let speaks = |text: &str| unit::is_per_share(&text.to_lowercase());
    if !(speaks(title) || table.rows.iter().any(|r| speaks(&r.label))) {
        return;
    }
    let cents = |i: usize| {
        let figures = || table.rows.iter().filter_map(move |r| figure_of(r, i)).filter(|f| !f.nil);
        (figures().count() > 2).then(|| figures().all(|f| f.decimals == 2 && !f.grouped && f.suffix == Suffix::None))
    };
    let whole =
        |i: usize| table.rows.iter().filter_map(|r| figure_of(r, i)).filter(|f| !f.nil).all(|f| f.decimals == 0);
    let heading = |i: usize| table.columns[i].heading.last();
    let pairs: Vec<usize> = (1..columns.len())
        .filter(|i| cents(*i) == Some(true) && whole(*i - 1) && heading(*i) == heading(*i - 1))
        .collect();
    if pairs.len() > 1 {
        pairs.into_iter().for_each(|i| columns[i].said = columns[i].said.or(Some(Said::PerShare)));
    }
}

/// The figure of a row in a column.
fn figure_of(row: &Row, column: usize) -> Option<&Figure> {
    match &row.cells[column].as_ref()?.content {
        Content::Figure(figure) => Some(figure),
        Content::Text => None,
    }
}

/// Under one heading of changes, what one column counts the others do, too, if their figures look alike: the percent sign may stand
/// in the first row only, and a dash in that of the next column.
fn changes_are_alike(table: &Table, columns: &mut [ColumnSense]) {
    let spanner = |i: usize| match table.columns[i].heading.as_slice() {
        [first, _, ..] => Some(&first.text),
        _ => None,
    };
    let small = |i: usize| {
        let figures = table.rows.iter().filter_map(|r| match &r.cells[i].as_ref()?.content {
            Content::Figure(f) if !f.nil => Some(f),
            _ => None,
        });
        figures.clone().count() > 0 && figures.into_iter().all(|f| !f.grouped && f.currency.is_none())
    };
    for i in 0..columns.len() {
        let alike = |j: usize| j != i && columns[j].said == Some(Said::Percent) && spanner(j) == spanner(i);
        let change = columns[i].said.is_none() && spanner(i).is_some_and(|s| is_change(s)) && small(i);
        if change && (0..columns.len()).any(alike) {
            columns[i].said = Some(Said::Percent);
        }
    }
}

/// `Average shares: Basic` says of the line `Diluted` below it, too, what is counted.
fn basic_and_diluted(label: &str, said: Option<Said>, basic: &mut Option<Said>) -> Option<Said> {
    let label = label.to_lowercase();
    let above = std::mem::take(basic);
    if label.ends_with("basic") && label != "basic" {
        *basic = said;
    }
    said.or_else(|| above.filter(|_| label.starts_with("diluted") || label.starts_with("assuming dilution")))
}

/// Lines of percentages of which only the first carries the sign: `Deposits 4.21 %`, `Loans 6.41`.
#[derive(Default)]
struct PercentBlock {
    /// Digits after the point in the line that has the sign.
    decimals: Option<u32>,
}

impl PercentBlock {
    /// Whether a line belongs to the block that a line above began; a line with signs begins one. Its figures must look like those
    /// of the first, and unlike the amounts of the table unless the headings speak of rates.
    fn takes(&mut self, row: &Row, chain: &[String], usual_decimals: u32) -> bool {
        const RATES: [&str; 8] = ["rate", "rates", "ratio", "ratios", "yield", "yields", "margins", "returns"];
        let figures = || (0..row.cells.len()).filter_map(|i| figure_of(row, i)).filter(|f| !f.nil);
        let signed = |f: &Figure| f.suffix == Suffix::Percent;
        if figures().count() > 1 && figures().all(signed) {
            self.decimals = figures().map(|f| f.decimals).max().filter(|d| *d > 0);
            return false;
        }
        let Some(decimals) = self.decimals else { return false };
        let bare = |f: &&Figure| !signed(f);
        let alike =
            |f: &Figure| f.decimals == decimals && !f.grouped && f.currency.is_none() && f.suffix == Suffix::None;
        let of_rates = || {
            let words = chain.iter().flat_map(|heading| heading.split(|c: char| !c.is_alphanumeric()));
            words.map(str::to_lowercase).any(|word| RATES.contains(&word.as_str()))
        };
        let taken = figures().filter(bare).count() > 0
            && figures().filter(bare).all(alike)
            && (decimals > usual_decimals || of_rates());
        if !taken {
            self.decimals = None;
        }
        taken
    }
}

/// Whether a column is in percent although only its first figure carries the sign: then all its figures are alike, small and
/// with as many digits after the point.
fn is_percent_column(table: &Table, column: usize) -> bool {
    let figures = || {
        table.rows.iter().filter_map(|r| match &r.cells[column].as_ref()?.content {
            Content::Figure(f) if !f.nil => Some(f),
            _ => None,
        })
    };
    // In a column of changes the sign stands at the head of each block.
    let change = is_change(&table.columns[column].heading_text());
    let signed = |f: &&Figure| f.suffix == Suffix::Percent;
    let Some(first) = figures().next().filter(signed).or_else(|| figures().find(signed).filter(|_| change)) else {
        return false;
    };
    figures().all(|f| !f.grouped && f.currency.is_none() && f.decimals == first.decimals)
}

struct RowContext<'a> {
    kind: Kind,
    label: &'a str,
    /// What the label says of money.
    label_measure: Option<Measure>,
    /// What the label says the figures count.
    said_by_label: Option<Said>,
    /// What the headings over the row say the figures count.
    said_by_chain: Option<Said>,
    /// Digits after the point in its figures.
    decimals: u32,
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
    fn cell(&self, cell: Option<&TableCell>, column: &ColumnSense) -> Cell {
        let Some(cell) = cell else { return Cell::Empty };
        let Content::Figure(figure) = &cell.content else { return Cell::Text(cell.printed.clone()) };
        let mut measure = column.measure.clone();
        // `Net sales (£m)`, or `£m` over the column: money, whatever the rest of the table counts.
        let own_money =
            column.says_money || [self.label_measure.as_ref(), self.section_measure].iter().any(Option::is_some);
        if let Some(section) = self.section_measure {
            measure = section.or(&measure);
        }
        if let Some(own) = &self.label_measure {
            measure = own.or(&measure);
        }
        // Where a column of its own holds the per-share figures, a label that names several measures speaks of that column.
        let by_label =
            self.said_by_label.filter(|s| !((self.measures_by_column || self.is_percent()) && *s == Said::PerShare));
        let all_per_share =
            (self.measure.per_share && self.decimals >= 2 && !self.measures_by_column).then_some(Said::PerShare);
        // Nor does the section then.
        let of_column = |said: &Said| !(self.measures_by_column && *said == Said::PerShare);
        let by_section = || all_per_share.or_else(|| self.said_by_section()).filter(of_column);
        let said = unit::said_by_figure(figure)
            .or_else(|| {
                figure
                    .currency
                    .filter(|_| {
                        ![by_label, column.said]
                            .iter()
                            .any(|s| matches!(s, Some(Said::PerShare | Said::Pure | Said::Rate)))
                    })
                    .map(|_| money_or_share(by_section()))
            })
            .or(match (column.said, by_label) {
                // A percent column is percent whatever the row says; a percent row is, too.
                (Some(Said::Percent), _) | (_, Some(Said::Percent)) => Some(Said::Percent),
                (Some(said), _) => Some(said),
                (None, said) => said,
            })
            .or_else(|| column.names_money.then_some(Said::Money))
            .or_else(by_section)
            .unwrap_or_else(|| if own_money { Said::Money } else { self.usual() });
        // Amounts per share are money; printed in cents they need not say so.
        let said = if figure.suffix == Suffix::Cents && said == Said::Money { self.cents() } else { said };
        let (unit, scale) = unit::unit(said, figure, &measure);
        fact(cell, figure.value, figure.decimals, unit, scale)
    }

    /// What the headings over a row say of it; under one that says "per share" stand the income and the shares, too: the digits
    /// tell them apart.
    fn said_by_section(&self) -> Option<Said> {
        let finer = self.decimals >= 2 && self.decimals > self.usual_decimals;
        match self.said_by_chain {
            Some(Said::PerShare) if !finer && self.usual_decimals < 2 => None,
            None if self.after_per_share && (finer || self.measure.usual_scale && self.decimals >= 2) => {
                Some(Said::PerShare)
            }
            said => said,
        }
    }

    /// What an amount in cents is: one per share, unless the words tell of neither shares nor dividends in a table of operating
    /// figures (cents per seat mile).
    fn cents(&self) -> Said {
        let label = self.label.to_lowercase();
        let share =
            ["share", "dividend", "earnings", "eps", "income", "loss", "profit"].iter().any(|w| label.contains(w));
        if share || !matches!(self.kind, Kind::Metrics | Kind::Other) { Said::PerShare } else { Said::Pure }
    }

    /// The whole table is in percent.
    fn is_percent(&self) -> bool {
        self.measure.percent && self.measure.scale.is_none()
    }

    /// What a figure counts of which nothing is said.
    fn usual(&self) -> Said {
        if self.is_percent() {
            Said::Percent
        } else if self.measure.per_share && self.usual_decimals >= 2 && !self.measures_by_column {
            Said::PerShare
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

/// Digits after the point that most rows of a table have; those of large amounts, where there are any.
fn usual_decimals(table: &Table) -> u32 {
    let mut count = [0_usize; 5];
    let large = |r: &&Row| r.cells.iter().flatten().any(|c| matches!(&c.content, Content::Figure(f) if f.grouped));
    let any_large = table.rows.iter().any(|r| large(&r));
    for row in table.rows.iter().filter(|r| r.has_figures() && (!any_large || large(r))) {
        count[decimals_of(row).min(4) as usize] += 1;
    }
    (0..5).max_by_key(|d| (count[*d as usize], 5 - d)).unwrap_or(0)
}

/// A currency sign makes a figure money, unless it stands in a section of per-share figures.
fn money_or_share(section: Option<Said>) -> Said {
    match section {
        Some(said @ (Said::PerShare | Said::Pure | Said::Rate)) => said,
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
