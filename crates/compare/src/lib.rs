//! Compare: what crossfoot wrote, held against what it wrote another time, or about another quarter.
//!
//! [`diff`] compares two outputs figure by figure and says what was added, is gone, has another value, period, unit or
//! name, or has moved: a regression test for whoever keeps releases and the figures that must come out of them.
//! [`stack`] lays the releases of one company side by side: a row for each line item, a column for each period.
//! [`measures`] has the same few measures of many companies: a row for each company and period, a column for each measure.
//!
//! All read the folders that `crossfoot convert` writes, with or without CSV.
//!
//! ```no_run
//! use std::path::Path;
//!
//! let report = crossfoot_compare::diff(Path::new("golden"), Path::new("out"), &Default::default())?;
//! for release in &report.releases {
//!     println!("{}: {} differences", release.release, release.differences.len());
//! }
//! # Ok::<(), crossfoot_compare::CompareError>(())
//! ```

mod align;
mod book;
mod diff;
mod error;
mod measures;
mod stack;
#[cfg(test)]
mod testing;

pub use book::Period;
pub use diff::{
    Aspect, Change, Counts, DiffOptions, DiffReport, Difference, Figure, ReleaseDiff, Side, Tolerance, ToleranceError,
    diff,
};
pub use error::CompareError;
pub use measures::{Measures, MeasuresOptions, MeasuresRow, Periods, Source, Unclear, Value, measures};
pub use stack::{Reading, Restatement, Series, SeriesPeriod, SeriesRow, StackOptions, stack};
