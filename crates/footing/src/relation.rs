//! What a relation is: one equation between printed figures, and how well it holds.

use rust_decimal::Decimal;

/// Which arithmetic ties the figures of a [`Relation`] together.
///
/// For the additive kinds the result is the sum of `coefficient × figure` over the terms. The other kinds say how the
/// result comes from the terms, which then stand in the order named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RelationKind {
    /// Down a column: a total and the lines it closes.
    Sum,
    /// Total assets equal total liabilities and equity.
    Balance,
    /// Opening cash and its change make closing cash; the activities make the change.
    Cash,
    /// Along a row: columns that add to another column.
    Across,
    /// `result = 100 × (terms[0] − terms[1]) ÷ |terms[1]|`: a column of changes in percent. Of two negative amounts it may be the
    /// change of their size, `100 × (|terms[0]| − |terms[1]|) ÷ |terms[1]|`.
    PercentChange,
    /// `result = 100 × terms[0] ÷ terms[1]`: a share of another line, as in percent of revenue.
    PercentOf,
    /// `result = terms[0] ÷ terms[1]`: an amount for each share.
    PerShare,
    /// `result = terms[0] × rate`, one rate for the whole column: a convenience translation.
    Translation,
    /// The same figure stands elsewhere: `result = terms[0]`, or its opposite: a gain is taken away in another statement.
    TieOut,
    /// The figures of parts of a period make that of the whole, over two statements: quarters and the year to date.
    YearToDate,
}

impl RelationKind {
    /// The name used in files: `sum`, `balance`, `percent_change`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Balance => "balance",
            Self::Cash => "cash",
            Self::Across => "across",
            Self::PercentChange => "percent_change",
            Self::PercentOf => "percent_of",
            Self::PerShare => "per_share",
            Self::Translation => "translation",
            Self::TieOut => "tie_out",
            Self::YearToDate => "year_to_date",
        }
    }

    /// Whether the result is the sum of `coefficient × figure` over the terms.
    pub fn is_additive(self) -> bool {
        matches!(self, Self::Sum | Self::Balance | Self::Cash | Self::Across | Self::TieOut | Self::YearToDate)
    }
}

/// Where a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index of the statement in the list that [`prove`](crate::prove) takes and hands back.
    pub statement: usize,
    /// Index in [`Statement::items`](crossfoot_statements::Statement::items).
    pub row: usize,
    /// Index in [`Statement::columns`](crossfoot_statements::Statement::columns).
    pub col: usize,
}

/// A figure's part in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Where the figure stands.
    pub place: Place,
    /// What it is multiplied by: 1 or −1 in sums, the rate in a translation, 1 elsewhere.
    pub coefficient: Decimal,
}

/// One equation between printed figures.
///
/// The structure behind it (which lines a total closes, which columns a change compares) is established by all columns
/// or rows together; a relation is what it says of one figure. It may fail: then `holds` is false and the figures
/// are for the reader to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Which arithmetic.
    pub kind: RelationKind,
    /// The figures that make the result. Blank cells are left out: they count as zero.
    pub terms: Vec<Term>,
    /// The figure that the terms make.
    pub result: Place,
    /// Whether the difference is within the tolerance.
    pub holds: bool,
    /// It holds only within rounding, where the other sums of the statement are exact: off by one, worth a look.
    pub off: bool,
    /// What the terms make, less what is printed, in the result's full units.
    pub difference: Decimal,
    /// What rounding of the printed figures can explain.
    pub tolerance: Decimal,
}

impl Relation {
    /// All places it speaks of, the result first.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        std::iter::once(self.result).chain(self.terms.iter().map(|term| term.place))
    }
}
