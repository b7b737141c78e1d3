//! Crossfoot reads companies' earnings releases, PDF, HTML or text, and gives their financial statements as data.
//!
//! # One release
//!
//! [`read`] takes a file and hands back a [`Release`]. Its statements are [`ProvenStatement`]s: the [`Statement`] as
//! printed, with what arithmetic says of every figure.
//!
//! ```
//! # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/releases/quillmark_q2fy24.pdf");
//! let release = crossfoot::read(path)?;
//! for proven in release.statements() {
//!     println!("{}: {}", proven.statement.id, proven.statement.title);
//! }
//!
//! let balance_sheet = release.statement("balance_sheet").expect("it has one");
//! let total = balance_sheet.figure("Total assets", "2023-12-31").expect("it is printed");
//! println!("{} {}, printed as {} on page {}", total.fact.value, total.fact.unit, total.fact.printed, total.fact.page);
//! assert_eq!(total.status, crossfoot::Status::Footed);
//! # Ok::<(), crossfoot::Error>(())
//! ```
//!
//! # What there is
//!
//! | type | what it is |
//! |---|---|
//! | [`Release`] | a document: [`pages`](Release::pages), [`statements`](Release::statements), [`unread`](Release::unread) pages, a [`tally`](Release::tally) |
//! | [`ProvenStatement`] | a statement, the [`Status`] of each figure, the [`Relation`]s between them; [`figure`](ProvenStatement::figure) looks one up, [`figures`](ProvenStatement::figures) a row |
//! | [`Statement`] | a table with its meaning: [`Kind`], title, notes, [`Column`]s with [`Period`]s, [`LineItem`]s with [`Cell`]s |
//! | [`Fact`] | a figure: its value in full units, its [`Unit`], scale and precision, what is printed, and where |
//!
//! **Units.** [`Fact::value`] is in full units: sign and scale applied, `-2903000` for a printed `(2,903)` in thousands.
//! [`Fact::shown`] is the figure as printed, `-2903`, and [`Fact::scale`] what lies between the two. A percentage is as
//! printed in both: `12.3` is 12.3 %. All of them are decimals, never floating point. Places are in points from the
//! page's top left, or in character columns and lines where the release is a text.
//!
//! **Errors.** [`Error`] names the input and the cause in one line. A page that cannot be read is no error as long as
//! another can: [`Release::unread`] tells. A panic in a decoder is contained and becomes an error.
//!
//! # Many releases
//!
//! [`convert`] reads files and folders and writes what it finds to an output folder; it reports each input to a callback
//! ([`Progress`]) and all of them at the end ([`Summary`]). [`BatchOptions`] say in which [`Format`]s, how many at a time,
//! how long and how large each may become, and whether threads do the work or processes ([`Workers`]), which alone can
//! contain everything that a hostile file may do.
//! [`Isolated`] has such a process do one thing with one file.
//! [`compare`] holds two outputs against each other, and lays the releases of one company side by side.
//!
//! # The stages
//!
//! Each is a crate that can be used alone: `crossfoot-ingest` decodes bytes into pages of words, `crossfoot-grammar` finds
//! tables on them, `crossfoot-statements` gives the tables their meaning, `crossfoot-footing` proves figures by the
//! arithmetic between them, `crossfoot-export` ([`export`]) writes files and reads them back, `crossfoot-compare`
//! ([`compare`]) compares them.

mod batch;
mod check;
mod concepts;
mod confirm;
mod error;
mod inputs;
mod memory;
mod options;
mod pipeline;
mod release;
mod timings;
mod todo;
mod told;

pub use batch::{BatchOptions, Isolated, Progress, Stop, Summary, Task, WorkerCommand, Workers, convert, serve_worker};
pub use check::{
    CheckedBlame, CheckedCulprit, CheckedFigure, CheckedLine, CheckedOther, CheckedRelation, CheckedRepair,
    CheckedScale, CheckedStatement, CheckedWitness, Checks, releases,
};
pub use error::{Error, ReadError};
pub use options::Options;
pub use pipeline::{READER_THREAD, page_svg, page_svg_of, read, read_bytes, read_with};
pub use release::Release;
pub use timings::Timings;
pub use todo::{TodoFigure, TodoItem, todo};

pub use crossfoot_compare as compare;
pub use crossfoot_export as export;
pub use crossfoot_export::{
    ExportError, Format, Formats, OutputFolder, State, Strays, SummaryLine, Tally, column_names,
};
pub use crossfoot_footing::{
    Attention, Cause, LineDoubt, LineFault, LocatedFigure, Place, ProvenStatement, Relation, RelationKind, Repair,
    Rounding, ScaleProof, Status, Term, Witness, WitnessKind,
};
pub use crossfoot_grammar::figure::Currency;
pub use crossfoot_ingest::{Damage, IngestError, Page, Part, ReaderKind, Rect, Remark, Source, Unread};
pub use crossfoot_lexicon::{ConceptEntry, Measured, Time, catalogue};
pub use crossfoot_statements::{
    Cell, Clue, Column, Concept, Doubt, Doubts, Fact, Head, Kind, KindEvidence, Length, LineItem, Period, ScoreSheet,
    Statement, Text, Unit, explain_label,
};
pub use jiff::civil::Date;
pub use rust_decimal::Decimal;
