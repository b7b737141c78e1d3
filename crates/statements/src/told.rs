//! How the release tells what a figure means.
//!
//! Unit, scale and period of a figure are said somewhere: at the figure, in its row or column, over the table, once for
//! the page or the release. What is said nearest holds. Each carries the place with it, so that a reader can tell what was
//! printed from what was worked out, and what nothing tells from both.

/// The place that tells something of a figure, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ToldBy {
    /// The figure's own cell: a sign, a suffix.
    Cell,
    /// Its label, or a heading over the row.
    Row,
    /// The heading of its column.
    Column,
    /// The table: title, notes, the heading of its labels, signs at its first rows.
    Table,
    /// The page: a running head, a line that all tables of a page share.
    Page,
    /// The release as a whole.
    Release,
    /// Nothing in so many words; it follows from what is printed.
    Derived,
    /// Nothing.
    #[default]
    Nothing,
}

impl ToldBy {
    /// The name used in files; `none` for nothing.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Row => "row",
            Self::Column => "column",
            Self::Table => "table",
            Self::Page => "page",
            Self::Release => "release",
            Self::Derived => "derived",
            Self::Nothing => "none",
        }
    }

    /// Whether anything tells it.
    pub fn is_told(self) -> bool {
        self != Self::Nothing
    }
}

/// How unit, scale and period of a figure are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct HowTold {
    /// What it counts; for money, in which currency.
    pub unit: ToldBy,
    /// What it is multiplied by. Where the unit has no scale of its own (percent, amounts per share) this is how the unit is told.
    pub scale: ToldBy,
    /// The period, where its row tells it; the column's own tells all others.
    pub period: ToldBy,
}

/// Something said, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told<T> {
    pub(crate) value: T,
    pub(crate) by: ToldBy,
}

impl<T> Told<T> {
    pub(crate) fn new(value: T, by: ToldBy) -> Self {
        Self { value, by }
    }
}
