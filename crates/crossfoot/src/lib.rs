//! Crossfoot reads companies' earnings releases, PDF or text, and gives their financial statements as data.
//!
//! This crate is the front door. [`read`] takes a file and hands back a [`Release`]: its pages, and its
//! statements ([`ProvenStatement`]), each a [`Statement`] with [`Column`]s, [`LineItem`]s and [`Fact`]s, and a
//! [`Status`] for every figure. [`convert`] does it for many files and folders and writes what it finds to an
//! output folder; it reports each input to a callback ([`Progress`]) and all of them at the end ([`Summary`]).
//!
//! Between the two ends lie the stages, each a crate that can be used alone: `crossfoot-ingest` decodes bytes
//! into pages of words, `crossfoot-grammar` finds tables on them, `crossfoot-statements` gives the tables their
//! meaning, `crossfoot-footing` proves figures by the arithmetic between them, `crossfoot-export` writes files.
//!
//! # Example
//!
//! ```no_run
//! let release = crossfoot::read("q2.pdf")?;
//! for proven in release.statements() {
//!     let statement = &proven.statement;
//!     println!("{}: {}, {} rows", statement.id, statement.title, statement.items.len());
//! }
//! # Ok::<(), crossfoot::Error>(())
//! ```

mod batch;
mod check;
mod confirm;
mod error;
mod inputs;
mod options;
mod pipeline;
mod release;

pub use batch::{Progress, Summary, convert};
pub use check::{
    CheckedFigure, CheckedLine, CheckedRelation, CheckedRepair, CheckedStatement, Checks, Counts, releases,
};
pub use error::{Error, ReadError};
pub use options::Options;
pub use pipeline::{READER_THREAD, page_svg, read, read_bytes, read_with};
pub use release::Release;

pub use crossfoot_export::{ExportError, State, SummaryLine, Tally, column_names};
pub use crossfoot_footing::{
    Cause, LineDoubt, LineFault, Place, ProvenStatement, Relation, RelationKind, Repair, Rounding, Status, Term,
};
pub use crossfoot_ingest::{IngestError, Page, ReaderKind, Rect, Source, Unread};
pub use crossfoot_statements::{Cell, Column, Fact, Kind, Length, LineItem, Period, Statement, Unit};
