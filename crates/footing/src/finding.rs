//! What does not agree in a release: figures that are doubted, values proposed for them, lines that do not add up.

use rust_decimal::Decimal;

use crate::relation::{Place, Relation};

/// How a figure may have come to be printed (or read) as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// One digit is another.
    Digit,
    /// A digit is lost.
    DigitLost,
    /// There is a digit too many.
    DigitAdded,
    /// Two neighbouring digits have changed places.
    DigitsTurned,
    /// The sign is the other one.
    Sign,
    /// A point stands where a comma should, or the other way round.
    Point,
    /// It stands in another figure's cell, and that one in its.
    Swapped,
    /// Several figures stand in one cell.
    RunTogether,
    /// None of these.
    Other,
}

impl Cause {
    /// The name used in files: `digit`, `digit_lost`, `sign` ...
    pub fn name(self) -> &'static str {
        match self {
            Self::Digit => "digit",
            Self::DigitLost => "digit_lost",
            Self::DigitAdded => "digit_added",
            Self::DigitsTurned => "digits_turned",
            Self::Sign => "sign",
            Self::Point => "point",
            Self::Swapped => "swapped",
            Self::RunTogether => "run_together",
            Self::Other => "other",
        }
    }

    /// The cause in words, for a report: `a digit is lost`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Digit => "a digit is another one",
            Self::DigitLost => "a digit is lost",
            Self::DigitAdded => "there is a digit too many",
            Self::DigitsTurned => "two digits have changed places",
            Self::Sign => "the sign is the other one",
            Self::Point => "a point stands for a comma",
            Self::Swapped => "two figures have changed places",
            Self::RunTogether => "figures run together in one cell",
            Self::Other => "the figure is another one",
        }
    }
}

/// The one value that puts a figure right.
///
/// It is given only where no other figure and no other value would do, and where at least two relations ask for it, or
/// one whose structure all other columns confirm.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// The figure.
    pub place: Place,
    /// What the page shows.
    pub printed: String,
    /// What it should be, in full units.
    pub value: Decimal,
    /// What it should be as it would be printed: `value` without its scale.
    pub shown: Decimal,
    /// What seems to have happened to it.
    pub cause: Cause,
    /// The relations that are broken as printed and hold with the value; their differences are those as printed.
    pub relations: Vec<Relation>,
    /// Whether the statement has the value already.
    pub applied: bool,
}

/// A figure that may be to blame for what does not agree, and what it would have to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Culprit {
    /// Where it stands.
    pub place: Place,
    /// What it would have to be, in full units.
    pub value: Decimal,
    /// The same as it would be printed.
    pub shown: Decimal,
    /// What would have happened to it.
    pub cause: Cause,
    /// How likely it is that it is this one, in percent of all that would explain it.
    pub percent: u8,
}

/// A relation that is broken, and figures of which one is to blame, though arithmetic does not tell which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blame {
    /// The relation.
    pub relation: Relation,
    /// Two or three figures, the likeliest first.
    pub culprits: Vec<Culprit>,
}

/// What is wrong with a line as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LineFault {
    /// It repeats the line before it, and totals hold only without it.
    Repeated,
    /// It closes lines by its name and place, and does so in no column: a line above it is missing, or one too many.
    AddsUpToNothing,
    /// Its counterpart is missing: assets without claims, opening cash without closing cash.
    WithoutCounterpart,
    /// Its label holds that of another line too, or part of it.
    LabelRunTogether,
}

impl LineFault {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Repeated => "repeated",
            Self::AddsUpToNothing => "does_not_add_up",
            Self::WithoutCounterpart => "without_counterpart",
            Self::LabelRunTogether => "label_run_together",
        }
    }

    /// The fault in words, for a report.
    pub fn words(self) -> &'static str {
        match self {
            Self::Repeated => "repeats the line before it; totals hold without it",
            Self::AddsUpToNothing => {
                "is not the sum of the lines it closes in any column: a line may be missing or too many"
            }
            Self::WithoutCounterpart => "stands without the line that usually belongs to it: one may be missing",
            Self::LabelRunTogether => "has a label that runs together with another",
        }
    }
}

/// A line that is doubted as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineDoubt {
    /// Index of the statement.
    pub statement: usize,
    /// Index of the line in the statement's items.
    pub row: usize,
    /// What is wrong with it.
    pub fault: LineFault,
    /// The label it should have, where that is known.
    pub label: Option<String>,
}
