//! Export: statements become files.
//!
//! A caller describes one document as a [`Release`]: its name, its pages ([`PageState`]) and its proven
//! statements. From there on everything is writing:
//!
//! - [`write_wide`] gives one statement as a wide CSV, a row per line item and a column per period;
//! - [`write_facts`] gives every figure of the release on a line of its own;
//! - [`write_release_json`] gives everything that is known of the release;
//! - [`write_workbook`] gives an Excel workbook, a sheet per statement with live totals;
//! - [`write_datapackage`] says of each CSV file of a release which columns it has and what they mean;
//! - [`write_summary`] gives one [`SummaryLine`] per input of a batch.
//!
//! All of these write to anything that is [`Write`](std::io::Write). [`OutputFolder`] puts them where users
//! find them, `OUT/<release>/...` and `OUT/summary.csv`, and never leaves half a file: a release's folder is
//! made ready beside its place and then renamed. Only one run at a time may hold an output folder; what a release's
//! folder was [`Made`] of is kept in it, and [`Earlier`] finds it again. [`release_names`] gives every input of a batch a folder name
//! of its own.
//!
//! [`release_folders`], [`read_facts`] and [`read_identity`] read back what was written, as [`RecordedFact`]s.
//!
//! The files are the same, byte for byte, for the same statements. Lines end in `\n`: RFC 4180 asks for
//! `\r\n`, but every reader in use takes both, and `\n` is what `diff` and `git` like to see.
//!
//! # Example
//!
//! ```
//! use crossfoot_export::{Release, write_facts};
//!
//! let release = Release {
//!     name: "q2",
//!     file: "q2.pdf",
//!     source: "pdf",
//!     identity: &crossfoot_statements::Identity::UNTOLD,
//!     pages: &[],
//!     statements: &[],
//! };
//! let mut out = Vec::new();
//! write_facts(&release, &mut out)?;
//! assert!(out.starts_with(b"release,statement,kind,title,page,row,col,"));
//! # Ok::<(), crossfoot_export::ExportError>(())
//! ```

mod cells;
mod columns;
mod datapackage;
mod decimals;
mod error;
mod facts;
mod files;
mod folder;
mod formats;
mod indented;
mod lock;
mod made;
mod names;
#[cfg(feature = "parquet")]
mod parquet;
mod recorded;
mod release;
mod release_json;
mod summary;
#[cfg(test)]
mod testing;
mod wide;
mod workbook;

pub use cells::{neutralise, restored};
pub use columns::column_names;
pub use datapackage::write_datapackage;
pub use error::ExportError;
pub use facts::write_facts;
pub use folder::{BatchFiles, Failure, Failures, OutputFolder, Strays, write_release_files};
pub use formats::{Format, Formats};
pub use made::{Earlier, Made};
pub use names::release_names;
pub use recorded::{ReadBackError, RecordedFact, read_facts, read_identity, release_folders};
pub use release::{PageState, Release, Tally};
pub use release_json::write_release_json;
pub use summary::{State, SummaryLine, SummaryWriter, write_summary};
pub use wide::write_wide;
pub use workbook::write_workbook;
