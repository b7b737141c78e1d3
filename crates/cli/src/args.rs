//! The arguments.

mod help;
mod reading;

use std::path::{Path, PathBuf};

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use crossfoot::compare::Tolerance;
use crossfoot::{Format, Formats, Kind};
use serde::{Deserialize, Serialize};

use help::{
    CHECK_EXAMPLES, COMPLETIONS_EXAMPLES, CONCEPTS_EXAMPLES, CONVERT_EXAMPLES, DEBUG_EXAMPLES, DIFF_EXAMPLES, EXAMPLES,
    MEASURES_EXAMPLE, MEASURES_EXAMPLES, SHOW_EXAMPLES, STACK_EXAMPLES,
};
pub(crate) use reading::{BatchArgs, DecodingArgs, LimitArgs, ReadingArgs};

/// Reads companies' earnings releases, PDF, HTML or text, and writes their financial statements as CSV
#[derive(Debug, Parser)]
#[command(name = "crossfoot", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Say more about the work on standard error (-vv: still more)
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub(crate) verbose: u8,
    /// How to say it: as text, or as JSON objects, one a line, reports and failures included
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = LogFormat::Text, global = true)]
    pub(crate) log_format: LogFormat,
}

/// How to write what is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

/// Reads inputs for the `convert` that started this process
///
/// Apart from [`Cli`], because it is for no person to call: neither help nor completions shall offer it.
#[derive(Debug, Parser)]
#[command(name = WORKER)]
pub(crate) struct WorkerCli {
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,
}

/// The first argument of a process that is a worker.
pub(crate) const WORKER: &str = "worker";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the statements of releases as CSV and JSON
    Convert(ConvertArgs),
    /// Print the statements of a release as tables
    Show(ShowArgs),
    /// Tell what arithmetic says of releases: what is proved, and what does not agree
    Check(CheckArgs),
    /// Draw a page as the program sees it, as SVG
    Debug(DebugArgs),
    /// Compare two outputs of convert, figure by figure
    Diff(DiffArgs),
    /// Lay the releases of one company side by side, a column per period
    Stack(StackArgs),
    /// Tabulate measures such as revenue and net income, a row per company and period
    Measures(MeasuresArgs),
    /// List the standard concepts that lines are told as, or tell why a label is one
    Concepts(ConceptsArgs),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, Args)]
#[command(after_help = CONVERT_EXAMPLES)]
pub(crate) struct ConvertArgs {
    /// Files, folders (searched for .pdf, .htm, .txt and .md files), or - for standard input
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder to write to; made where it is missing
    #[arg(short, long, visible_alias = "output", value_name = "OUT", value_parser = PathBufValueParser::new().try_map(folder))]
    pub(crate) out: PathBuf,
    /// What to write, with commas between; release.json is always written
    #[arg(long, value_enum, value_name = "FORMATS", value_delimiter = ',', default_value = "csv")]
    format: Vec<OutputFormat>,
    /// Begin CSV files with a byte order mark, by which spreadsheets know that they are UTF-8
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) batch: BatchArgs,
    /// Print nothing but failures
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Also print what share of the time each stage took
    #[arg(long)]
    pub(crate) timings: bool,
}

#[derive(Debug, Args)]
#[command(after_help = SHOW_EXAMPLES)]
pub(crate) struct ShowArgs {
    /// The release, or - for standard input
    pub(crate) file: PathBuf,
    /// Only the statement of this id, such as balance_sheet or segment-2
    #[arg(short, long, value_name = "ID")]
    pub(crate) statement: Option<String>,
    /// Columns to print in [default: as wide as the terminal, or as needed where there is none]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub(crate) width: Option<u16>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Files, folders (searched for .pdf, .htm, .txt and .md files), or - for standard input
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Print the relations that hold as well, with their terms
    #[arg(short, long)]
    pub(crate) all: bool,
    /// List only what a person must look at, worst first, with page and place
    #[arg(long, conflicts_with = "all")]
    pub(crate) todo: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// How `check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub(crate) enum CheckFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = DEBUG_EXAMPLES)]
pub(crate) struct DebugArgs {
    /// The release, or - for standard input
    pub(crate) file: PathBuf,
    /// The page, from 1
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: u32,
    /// Write here and not to standard output
    #[arg(short, long, visible_alias = "output", value_name = "FILE.svg")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) decoding: DecodingArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

#[derive(Debug, Args)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArgs {
    /// What convert wrote before: a folder of releases, or the folder of one
    pub(crate) old: PathBuf,
    /// What it wrote now
    pub(crate) new: PathBuf,
    /// How far apart two values may be: an amount in full units, or a percentage of the old value
    #[arg(long, value_name = "N|N%", default_value = "0", allow_negative_numbers = true)]
    pub(crate) tolerance: Tolerance,
    /// How to print what differs
    #[arg(long, value_enum, default_value_t = DiffFormat::Table)]
    pub(crate) format: DiffFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Lines to read
    Table,
    /// One object: counts, releases, and each figure before and after
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = STACK_EXAMPLES)]
pub(crate) struct StackArgs {
    /// What convert wrote: folders of releases, or folders of single ones
    #[arg(required = true, value_name = "OUT")]
    pub(crate) outputs: Vec<PathBuf>,
    /// The CSV file to write; - is standard output
    #[arg(short, long, visible_alias = "output", value_name = "FILE.csv")]
    pub(crate) out: PathBuf,
    /// Also write the restated figures, one per line
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) restated: Option<PathBuf>,
    /// Also write every figure with its release, page and status, one per line
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) sources: Option<PathBuf>,
    /// Stack releases that cannot be of one company, too
    #[arg(long)]
    pub(crate) mixed: bool,
    /// Print no report
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
#[command(before_help = MEASURES_EXAMPLE, after_help = MEASURES_EXAMPLES)]
pub(crate) struct MeasuresArgs {
    /// What convert wrote: folders of releases, or folders of single ones
    #[arg(required = true, value_name = "OUT")]
    pub(crate) outputs: Vec<PathBuf>,
    /// The measures, with commas between; all for all of them
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        default_value = "revenue,operating_income,net_income,eps_diluted"
    )]
    pub(crate) concepts: Vec<String>,
    /// Of which periods
    #[arg(long, value_enum, default_value_t = MeasuresPeriod::Latest)]
    pub(crate) period: MeasuresPeriod,
    /// The file to write; - is standard output
    #[arg(short, long, visible_alias = "output", value_name = "FILE", default_value = "-")]
    pub(crate) out: PathBuf,
    /// How to write
    #[arg(long, value_enum, default_value_t = MeasuresFormat::Csv)]
    pub(crate) format: MeasuresFormat,
    /// Add to each value its statement, row and page, and what is printed there
    #[arg(long)]
    pub(crate) sources: bool,
    /// Do not tell on standard error what is left open
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasuresPeriod {
    /// The last one that each release reports on
    Latest,
    /// All that are printed
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MeasuresFormat {
    /// A line for each company and period
    Csv,
    /// An object for each company and period
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = CONCEPTS_EXAMPLES)]
pub(crate) struct ConceptsArgs {
    /// Tell what a label can be, and why
    #[arg(long, value_name = "LABEL")]
    pub(crate) explain: Option<String>,
    /// The kind of statement that the label stands in, such as balance_sheet
    #[arg(long, value_name = "KIND", default_value = "income_statement", value_parser = kind_of_statement, requires = "explain")]
    pub(crate) statement: Kind,
    /// How to print
    #[arg(long, value_enum, default_value_t = ConceptsFormat::Table)]
    pub(crate) format: ConceptsFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConceptsFormat {
    /// A line for each concept
    Table,
    /// One list of objects
    Json,
}

/// The kind of a name; an error is in words.
fn kind_of_statement(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| format!("one of {}", Kind::ALL.map(Kind::name).join(", ")))
}

/// Where releases are written to.
fn folder(path: PathBuf) -> Result<PathBuf, &'static str> {
    if path == Path::new("-") {
        return Err("releases are written to a folder, not to standard output (a folder of that name is ./-)");
    }
    Ok(path)
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OutputFormat {
    /// A CSV for each statement, facts.csv, and datapackage.json, which describes them
    Csv,
    /// release.json alone
    Json,
    /// A workbook, <release>.xlsx, with a sheet for each statement and live totals
    Xlsx,
    /// facts.parquet, one for all releases, with typed columns
    #[cfg_attr(not(feature = "parquet"), value(hide = true))]
    Parquet,
}

impl ConvertArgs {
    /// What to write; wrong usage ends the program.
    pub(crate) fn formats(&self) -> Formats {
        let formats = self.format.iter().map(|format| format.known().unwrap_or_else(|error| error.exit()));
        let formats: Formats = formats.collect();
        if self.bom { formats.with_byte_order_mark() } else { formats }
    }
}

impl OutputFormat {
    fn known(self) -> Result<Format, clap::Error> {
        Ok(match self {
            Self::Csv => Format::Csv,
            Self::Json => Format::Json,
            Self::Xlsx => Format::Xlsx,
            #[cfg(feature = "parquet")]
            Self::Parquet => Format::Parquet,
            #[cfg(not(feature = "parquet"))]
            Self::Parquet => {
                let how = "this program was built without Parquet: install it with --features parquet";
                return Err(<Cli as clap::CommandFactory>::command().error(clap::error::ErrorKind::InvalidValue, how));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}
