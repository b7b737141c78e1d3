//! What a statement is: the types this crate hands on.

use std::fmt;

use crossfoot_grammar::Head;
use crossfoot_grammar::figure::Currency;
use crossfoot_ingest::Rect;
use crossfoot_lexicon::{Concept, Measured, Text};
use jiff::civil::Date;
use rust_decimal::Decimal;

pub use crossfoot_lexicon::Kind;

use crate::changes::is_change;
use crate::doubt::Doubts;
use crate::kind::KindEvidence;
use crate::told::{HowTold, ToldBy};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Length {
    /// A point in time.
    Instant,
    /// Whole months.
    Months(u32),
    /// Whole weeks, where the release counts in weeks.
    Weeks(u32),
}

impl fmt::Display for Length {
    /// ISO 8601 (`P3M`, `P13W`), or `instant`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant => f.write_str("instant"),
            Self::Months(n) => write!(f, "P{n}M"),
            Self::Weeks(n) => write!(f, "P{n}W"),
        }
    }
}

/// The time a column speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day; none for an instant.
    pub start: Option<Date>,
    /// Last day.
    pub end: Date,
    /// How long it is.
    pub length: Length,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Money.
    Money(Currency),
    /// Money for each share.
    PerShare(Currency),
    /// A number of shares.
    Shares,
    /// Percent: 12.3 is 12.3 %.
    Percent,
    /// Anything else: counts, ratios, multiples.
    Pure,
}

impl fmt::Display for Unit {
    /// As `facts.csv` names it: `USD`, `USD/share`, `shares`, `percent`, `pure`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(c) => write!(f, "{c}"),
            Self::PerShare(c) => write!(f, "{c}/share"),
            Self::Shares => f.write_str("shares"),
            Self::Percent => f.write_str("percent"),
            Self::Pure => f.write_str("pure"),
        }
    }
}

/// One printed figure with its meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Exactly what the page shows.
    pub printed: String,
    /// The figure as printed: sign applied, no separators, not scaled.
    pub shown: Decimal,
    /// The figure in full units: `shown` times `scale`.
    pub value: Decimal,
    /// What printed figures are multiplied by: 1, 1000, 1000000, 0.01 for cents ...
    pub scale: Decimal,
    /// What it counts.
    pub unit: Unit,
    /// Precision in XBRL's sense: -6 for whole millions, 2 for cents.
    pub decimals: i32,
    /// How unit, scale and the row's period are told.
    pub told: HowTold,
    /// The time it speaks of where its row or section names it (`2022:` over a block of rows); none where the column tells.
    pub row_period: Option<Period>,
    /// 1-based page it is printed on.
    pub page: u32,
    /// Where it stands on that page's paper, in points from the top left (text: character columns and lines).
    pub place: Rect,
    /// Why a person should look at it.
    pub doubts: Doubts,
}

impl Fact {
    /// A figure in full units: as shown, times its scale. None where that is more than money or anything else amounts to
    /// (a septillion), or has too many decimals to reckon with: then it is no figure but a slip, and stays text. Below these bounds no
    /// sum, difference or percentage of figures overflows.
    pub fn in_full(shown: Decimal, scale: Decimal) -> Option<Decimal> {
        /// Digits after the point, at most.
        const DECIMALS: u32 = 20;
        /// Digits before the point, at most.
        const DIGITS: u32 = 24;
        let most = Decimal::from_i128_with_scale(10_i128.pow(DIGITS), 0);
        let product = shown.checked_mul(scale)?;
        // A product that does not fit is rounded where there is something to round.
        let digits = shown.mantissa().checked_mul(scale.mantissa())?;
        let exact = Decimal::try_from_i128_with_scale(digits, shown.scale() + scale.scale()).ok()?;
        (product == exact && product.abs() < most && shown.abs() < most && exact.scale() <= DECIMALS).then_some(product)
    }
}

/// What stands in one column of a line item.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is printed.
    Empty,
    /// Text in a figure's place: `NM`, `n/a`, `*`.
    Text(String),
    /// A figure.
    Figure(Fact),
}

impl Cell {
    /// The figure, if it is one.
    pub fn figure(&self) -> Option<&Fact> {
        match self {
            Self::Figure(f) => Some(f),
            _ => None,
        }
    }
}

/// A column of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The whole printed heading, spanning lines first, joined by one space.
    pub heading: Text,
    /// The pieces that heading was printed in, spanning ones first; which of them span several columns.
    pub heads: Vec<Head>,
    /// The time it speaks of; none for a column of changes and the like.
    pub period: Option<Period>,
    /// Its amounts are those of the whole company as reported: of no part of it, no change and no adjustment.
    pub whole: bool,
    /// How that is told.
    pub period_from: ToldBy,
}

/// A row with figures (or with text in the figures' places).
#[derive(Debug, Clone, PartialEq)]
pub struct LineItem {
    /// The headings in force above the row, outermost first.
    pub section: Vec<Text>,
    /// The label as printed, wrapped lines joined by one space, without footnote marks; may be empty.
    pub label: Text,
    /// The standard concept that the line is, where that is sure.
    pub concept: Option<Concept>,
    /// Footnote marks taken off the label.
    pub marks: Vec<String>,
    /// Points from the left edge of the stub to the label: a deeper line belongs to a shallower one.
    pub indent: f32,
    /// Set in a bold face.
    pub bold: bool,
    /// A horizontal rule stands right above the row's figures (the mark of a sum).
    pub ruled_above: bool,
    /// 1-based page.
    pub page: u32,
    /// One cell a column.
    pub cells: Vec<Cell>,
}

impl LineItem {
    /// Whether the row prints at least one figure (rows without are not counted in `facts.csv`).
    pub fn has_figures(&self) -> bool {
        self.cells.iter().any(|c| c.figure().is_some())
    }
}

/// One table with its meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Unique in the release: the kind's name, then `-2`, `-3` for later ones of a kind.
    pub id: String,
    /// What it is about.
    pub kind: Kind,
    /// What speaks for that.
    pub kind_evidence: KindEvidence,
    /// The title as printed, lines joined by one space, without the unit note.
    pub title: Text,
    /// Unit notes and other remarks printed under the title, as printed.
    pub notes: Vec<String>,
    /// What is not as printed, for the reader to know: a date that no calendar has, say. Short, without a full stop.
    pub remarks: Vec<String>,
    /// The heading of the label column; may be empty.
    pub stub_head: Text,
    /// Scale of its money figures, where one is known.
    pub scale: Option<Decimal>,
    /// Its currency, where one is known.
    pub currency: Option<Currency>,
    /// The 1-based pages it is printed on.
    pub pages: Vec<u32>,
    /// The columns of figures, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom.
    pub items: Vec<LineItem>,
}

impl Statement {
    /// The standard concept of a figure: that of its line, where the figure counts what the concept does. A share of it, or its
    /// change in percent, is none.
    pub fn concept(&self, item: usize, column: usize) -> Option<Concept> {
        let line = self.items.get(item)?;
        let (concept, fact) = (line.concept?, line.cells.get(column)?.figure()?);
        self.columns.get(column).filter(|column| column.whole)?;
        let alike = match concept.entry().unit {
            Measured::Money => matches!(fact.unit, Unit::Money(_)),
            Measured::PerShare => matches!(fact.unit, Unit::PerShare(_)),
            Measured::Shares => fact.unit == Unit::Shares,
            Measured::Percent => fact.unit == Unit::Percent,
            Measured::Count => fact.unit == Unit::Pure,
        };
        alike.then_some(concept)
    }

    /// The time a figure of a column speaks of: what its row names, else what the column does.
    pub fn period(&self, column: usize, fact: &Fact) -> Option<Period> {
        fact.row_period.or_else(|| self.columns.get(column)?.period)
    }

    /// Whether all is told of what a figure means: its unit, its scale and its period, which a column of changes has none of.
    pub fn is_told(&self, column: usize, fact: &Fact) -> bool {
        let has_period = || self.columns.get(column).is_some_and(|column| !is_change(&column.heading));
        let is_period_told = || self.period(column, fact).is_some() && self.period_from(column, fact).is_told();
        fact.told.unit.is_told() && fact.told.scale.is_told() && (is_period_told() || !has_period())
    }

    /// How the release tells the time a figure of a column speaks of.
    pub fn period_from(&self, column: usize, fact: &Fact) -> ToldBy {
        match fact.row_period {
            Some(_) => fact.told.period,
            None => self.columns.get(column).map_or(ToldBy::Nothing, |column| column.period_from),
        }
    }
}
