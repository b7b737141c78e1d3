//! What the figures of one line count: by their own marks, the column, the label, the section, and what the table is in.

use crossfoot_grammar::figure::{Currency, Figure, Suffix};
use crossfoot_grammar::{Cell as TableCell, Content, Row, Table};
use crossfoot_lexicon::{Role, Text, WordClass, word};
use rust_decimal::Decimal;

use crate::column::ColumnSense;
use crate::doubt::Doubts;
use crate::model::{Cell, Fact, Kind, Unit};
use crate::presentation::Presentation;
use crate::quantity::{is_count, is_of_whole_things, is_rate, is_seat_rate, speaks_of_money};
use crate::told::{HowTold, Told, ToldBy};
use crate::unit::{self, Measure, Said};

/// The figure of a row in a column.
pub(crate) fn figure_of(row: &Row, column: usize) -> Option<&Figure> {
    match &row.cells[column].as_ref()?.content {
        Content::Figure(figure) => Some(figure),
        Content::Text => None,
    }
}

/// `Average shares: Basic` says of the line `Diluted` below it, too, what is counted.
pub(crate) fn basic_and_diluted(label: &Text, said: Option<Said>, basic: &mut Option<Said>) -> Option<Said> {
    let above = std::mem::take(basic);
    if label.tags().ends_with(Role::Basic) && label.contains(' ') {
        *basic = said;
    }
    said.or_else(|| above.filter(|_| label.has(Role::DilutedStart)))
}

/// Whether a line's changes are in percentage points, and its other figures look like percentages: `Group   11.4   12.5   –1.1 pp`.
pub(crate) fn changes_by_points(row: &Row) -> bool {
    let figures = || (0..row.cells.len()).filter_map(|i| figure_of(row, i));
    let percentage =
        |f: &Figure| !f.grouped && f.currency.is_none() && matches!(f.suffix, Suffix::None | Suffix::Percent);
    figures().any(|f| f.suffix == Suffix::Points) && figures().filter(|f| f.suffix != Suffix::Points).all(percentage)
}

/// Lines of percentages of which only the first carries the sign: `Deposits 4.21 %`, `Loans 6.41`.
#[derive(Default)]
pub(crate) struct PercentBlock {
    /// Digits after the point in the line that has the sign.
    decimals: Option<u32>,
}

impl PercentBlock {
    /// Whether a line belongs to the block that a line above began; a line with signs begins one. Its figures must look like those
    /// of the first, and unlike the amounts of the table unless the headings speak of rates.
    pub(crate) fn takes(&mut self, row: &Row, chain: &[Text], usual_decimals: u32) -> bool {
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
            let mut words = chain.iter().flat_map(|heading| heading.split(|c: char| !c.is_alphanumeric()));
            words.any(|found| word(found).is(WordClass::RateWord))
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

/// What decides of the figures of one line.
pub(crate) struct RowContext<'a> {
    pub(crate) kind: Kind,
    pub(crate) label: &'a Text,
    /// What the label says of money.
    pub(crate) label_measure: Option<Measure>,
    /// What a note under the table says of its figures.
    pub(crate) footnote: Option<Measure>,
    /// What the label says the figures count.
    pub(crate) said_by_label: Option<Said>,
    /// What the headings over the row say the figures count.
    pub(crate) said_by_chain: Option<Said>,
    /// Digits after the point in its figures.
    pub(crate) decimals: u32,
    pub(crate) measure: &'a Measure,
    /// Which dollar a bare `$` is.
    pub(crate) presentation: &'a Presentation,
    pub(crate) section_measure: Option<&'a Measure>,
    /// The columns are different measures, per-share ones among them.
    pub(crate) measures_by_column: bool,
    /// Digits after the point that most of the table's figures have.
    pub(crate) usual_decimals: u32,
    /// Some line of amounts per share has cents: a share of this company does not earn thousands.
    pub(crate) shares_in_cents: bool,
    /// The row before was of per-share figures.
    pub(crate) after_per_share: bool,
}

impl RowContext<'_> {
    pub(crate) fn cell(&self, cell: Option<&TableCell>, column: &ColumnSense) -> Cell {
        let Some(cell) = cell else { return Cell::Empty };
        let Content::Figure(figure) = &cell.content else { return Cell::Text(cell.printed.clone()) };
        let mut measure = column.measure.clone();
        // `Net sales (£m)`, or `£m` over the column: money, whatever the rest of the table counts.
        let own_money =
            column.says_money || [self.label_measure.as_ref(), self.section_measure].iter().any(Option::is_some);
        if let Some(section) = self.section_measure {
            measure = section.or(&measure);
        }
        if let Some(note) = &self.footnote {
            measure = note.or(&measure);
        }
        if let Some(own) = &self.label_measure {
            measure = own.or(&measure);
        }
        // Pence as British releases print them: `Adjusted earnings per share (p)`.
        measure.cents |=
            measure.currency.is_some_and(|told| told.value == Currency::GBP) && ends_with_pence(self.label);
        // Where a column of its own holds the per-share figures, a label that names several measures speaks of that column.
        let by_label =
            self.said_by_label.filter(|s| !((self.measures_by_column || self.is_percent()) && *s == Said::PerShare));
        let all_per_share =
            (self.measure.per_share && self.decimals >= 2 && !self.measures_by_column).then_some(Said::PerShare);
        // Nor does the section then.
        let of_column = |said: &Said| !(self.measures_by_column && *said == Said::PerShare);
        let by_section = || all_per_share.or_else(|| self.said_by_section()).filter(of_column);
        let told = |by: ToldBy| move |said: Said| Told::new(said, by);
        let of_column_or_row = match (column.said, by_label) {
            // A percent column is percent whatever the row says; a percent row is, too.
            (Some(Said::Percent), _) => Some(Told::new(Said::Percent, ToldBy::Column)),
            (_, Some(Said::Percent)) => Some(Told::new(Said::Percent, ToldBy::Row)),
            (Some(said), _) => Some(Told::new(said, ToldBy::Column)),
            (None, said) => said.map(told(ToldBy::Row)),
        };
        let said = unit::said_by_figure(figure)
            .map(told(ToldBy::Cell))
            .or_else(|| column.basis_points.then_some(Told::new(Said::Pure, ToldBy::Column)))
            .or_else(|| {
                // A column of values of all awards, whatever the rows are priced at.
                let money = figure.currency.is_some() && column.said == Some(Said::Money);
                money.then_some(Told::new(Said::Money, ToldBy::Cell))
            })
            .or_else(|| self.is_dividend_a_share(figure).then_some(Told::new(Said::PerShare, ToldBy::Row)))
            .or_else(|| {
                figure
                    .currency
                    .filter(|_| ![by_label, column.said].iter().any(|s| matches!(s, Some(Said::PerShare | Said::Rate))))
                    .map(|_| Told::new(money_or_share(by_section()), ToldBy::Cell))
            })
            .or(of_column_or_row)
            .or_else(|| column.names_money.then_some(Told::new(Said::Money, ToldBy::Column)))
            .or_else(|| by_section().map(told(ToldBy::Row)))
            .unwrap_or_else(|| if own_money { Told::new(Said::Money, ToldBy::Row) } else { self.usual() });
        // No percentage is of thousands, and no such share earns them: `Net income for earnings per share   7,788` is the amount.
        let large = figure.grouped && figure.decimals == 0 && figure.suffix == Suffix::None && self.usual_decimals == 0;
        let said = match said.value {
            Said::Percent if said.by == ToldBy::Row && (large || self.is_amount_by_name()) => {
                Told::new(Said::Money, ToldBy::Derived)
            }
            Said::PerShare if large && self.shares_in_cents && said.by == ToldBy::Row => {
                Told::new(Said::Money, ToldBy::Derived)
            }
            _ => said,
        };
        // Amounts per share are money; printed in cents they need not say so.
        let in_cents = figure.suffix == Suffix::Cents && said.value == Said::Money;
        let said = if in_cents { Told::new(self.cents(), ToldBy::Cell) } else { said };
        let (unit, mut scale, mut told) = unit::unit(said.value, said.by, figure, &measure, self.presentation);
        if matches!(unit, Unit::Money(_)) && self.is_finer(figure, scale) && told.scale > ToldBy::Column {
            told.scale = ToldBy::Derived;
        }
        if unit == Unit::Pure
            && scale == Decimal::ONE
            && figure.suffix == Suffix::None
            && let Some(counted) = self.scale_of_counts(column, figure)
        {
            (scale, told.scale) = (counted.value, counted.by);
        }
        fact(cell, figure, unit, scale, told)
    }

    /// What a count is multiplied by: what its column says, or the note over the table where nobody counts parts of what is counted:
    /// `Customers   31.2` under `(in millions)`. A label that says it itself (`Employees (in thousands)`) names the unit that is
    /// counted in.
    fn scale_of_counts(&self, column: &ColumnSense, figure: &Figure) -> Option<Told<Decimal>> {
        let by_label = self.label_measure.as_ref().is_some_and(|own| own.scale.is_some());
        if let Some(noted) = self.footnote.as_ref().and_then(|note| note.scale) {
            return Some(noted);
        }
        let counts = is_of_whole_things(self.label) || column.says_scale && column.counts_things;
        if by_label || !counts {
            return None;
        }
        let by_column = column.measure.scale.filter(|_| column.says_scale && !column.names_currency);
        by_column.or_else(|| self.measure.share_scale.filter(|_| figure.decimals > 0))
    }

    /// `Cash dividends declared per common share   0.29` among the whole amounts of a statement of changes in equity.
    fn is_dividend_a_share(&self, figure: &Figure) -> bool {
        let cents = figure.decimals >= 2 && self.usual_decimals == 0 && figure.suffix == Suffix::None;
        cents && self.kind == Kind::Equity && unit::is_per_share(self.label)
    }

    /// Whether a figure has cents among whole thousands: that it is in these, too, is a guess.
    fn is_finer(&self, figure: &Figure, scale: Decimal) -> bool {
        figure.decimals >= 2 && self.usual_decimals == 0 && figure.power == 0 && scale > Decimal::ONE
    }

    /// `Expected return on plan assets   (741)` in a table of money, which is no rate: it shows neither sign nor decimals.
    fn is_amount_by_name(&self) -> bool {
        let by_name = self.label.has(Role::PercentageName) && !unit::says_percent(self.label);
        by_name && self.decimals == 0 && self.usual_decimals == 0 && self.measure.tells_money()
    }

    /// What the headings over a row say of it; under one that says "per share" stand the income and the shares, too: the digits
    /// tell them apart.
    fn said_by_section(&self) -> Option<Said> {
        let finer = self.decimals >= 2 && self.decimals > self.usual_decimals;
        let cents = self.section_measure.is_some_and(|measure| measure.cents);
        match self.said_by_chain {
            Some(Said::PerShare) if !finer && self.usual_decimals < 2 && !cents => None,
            // Sales are not told per share after the income is.
            None if self.after_per_share && self.is_of_sales() => None,
            None if self.after_per_share && (finer || self.measure.usual_scale && self.decimals >= 2) => {
                Some(Said::PerShare)
            }
            said => said,
        }
    }

    fn is_of_sales(&self) -> bool {
        self.label.has(Role::SalesLine) && !self.label.has(Role::PerEach)
    }

    /// What an amount in cents is: one per share, unless the words tell of neither shares nor dividends in a table of operating
    /// figures (cents per seat mile).
    fn cents(&self) -> Said {
        let share = self.label.has(Role::ShareIncomeWord);
        if share || !matches!(self.kind, Kind::Metrics | Kind::Other) {
            Said::PerShare
        } else if is_rate(self.label) || is_seat_rate(self.label) || is_count(self.label) {
            Said::Pure
        } else {
            Said::Money
        }
    }

    /// Whether the label speaks of money, in a table some of whose figures have a sign of it.
    fn is_money_among_signs(&self) -> bool {
        let signs = self.measure.currency.is_some_and(|told| told.by == ToldBy::Table);
        signs && speaks_of_money(self.label)
    }

    /// The whole table is in percent.
    fn is_percent(&self) -> bool {
        self.measure.percent && self.measure.scale.is_none()
    }

    /// What a figure counts of which nothing nearer is said: what the table is of.
    fn usual(&self) -> Told<Said> {
        let of_table = |said: Said| Told::new(said, ToldBy::Table);
        if self.is_percent() {
            of_table(Said::Percent)
        } else if self.measure.per_share && self.usual_decimals >= 2 && !self.measures_by_column {
            of_table(Said::PerShare)
        } else if self.measure.shares && !self.kind.is_primary() && self.kind != Kind::Equity {
            of_table(Said::Shares)
        } else if self.measure.other {
            of_table(Said::Pure)
        } else if !self.measure.tells_money() && self.is_money_among_signs() {
            // A sign at the first line of a block speaks for its lines of money.
            of_table(Said::Money)
        } else if !self.measure.tells_money() && matches!(self.kind, Kind::Metrics | Kind::Other) {
            Told::new(Said::Pure, ToldBy::Nothing)
        } else {
            of_table(Said::Money)
        }
    }
}

/// Digits after the point in the figures of a row, percentages and the like left out.
pub(crate) fn decimals_of(row: &Row) -> u32 {
    let plain = row.cells.iter().flatten().filter_map(|c| match &c.content {
        Content::Figure(f) if unit::said_by_figure(f).is_none() => Some(f.decimals),
        _ => None,
    });
    plain.max().unwrap_or(0)
}

/// Digits after the point that most rows of a table have; those of large amounts, where there are any.
pub(crate) fn usual_decimals(table: &Table) -> u32 {
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
        Some(said @ (Said::PerShare | Said::Rate)) => said,
        _ => Said::Money,
    }
}

fn fact(cell: &TableCell, figure: &Figure, unit: Unit, scale: Decimal, told: HowTold) -> Cell {
    let Some(value) = Fact::in_full(figure.value, scale) else { return Cell::Text(cell.printed.clone()) };
    let zeros = scale.normalize();
    // A power of ten: `1000`, or `0.01`.
    let power = zeros.mantissa().checked_ilog10().unwrap_or(0) as i32 - zeros.scale() as i32;
    Cell::Figure(Fact {
        printed: cell.printed.clone(),
        shown: figure.value,
        value,
        scale,
        unit,
        decimals: figure.decimals as i32 - power,
        told,
        row_period: None,
        page: cell.page,
        place: cell.place,
        doubts: Doubts::NONE,
    })
}

/// Whether a label says in brackets that it is of pence.
fn ends_with_pence(label: &str) -> bool {
    let inner = label.strip_suffix(')').and_then(|label| label.rsplit('(').next());
    inner.is_some_and(|inner| word(inner).is(WordClass::PenceMark))
}
