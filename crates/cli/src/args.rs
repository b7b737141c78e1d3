//! The arguments.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use crossfoot::compare::Tolerance;
use crossfoot::{BatchOptions, Format, Formats, Kind, Options, ReaderKind, Stop, Workers};
use serde::{Deserialize, Serialize};

use crate::limits::{self, Limit};
use crate::password;

const EXAMPLES: &str = "\
Examples:
  crossfoot convert q2.pdf -o out                   one release
  crossfoot convert releases -o out                 every .pdf, .txt and .md file in a folder
  curl -s https://example.com/q2.pdf | crossfoot convert - -o out
  crossfoot show q2.pdf                             look at the statements in the terminal
  crossfoot show q2.pdf --statement balance_sheet | less -S
  crossfoot debug q2.pdf --page 4 > page4.svg       see a page as crossfoot sees it
  crossfoot diff golden out                         what changed since figures were last looked at
  crossfoot stack out -o series.csv                 one company's figures over many releases
  crossfoot measures out -o measures.csv            revenue, income and earnings per share of many companies";

const CONVERT_EXAMPLES: &str = "\
Writes OUT/<release>/<statement>.csv, OUT/<release>/facts.csv, OUT/<release>/release.json and OUT/summary.csv.

A second run into the same folder does only what has changed: other input, other options, another version of the \
program, or --force; an input that failed is not tried again either, unless what failed may pass by itself. A run that was \
interrupted is gone on with by the same command.

A release is named by its file; files of one name are told apart by their folders or extensions: acme~q2, q2~txt. A folder \
of an input that is not among these stays and is told at the end, unless --prune takes it away.

Each input is read in a worker process that --timeout and --max-memory hold to its limits, so that a file that \
cannot be read harms no other. --max-memory has effect on Linux only; it counts all that the process maps.

Exit status: 0 when every input could be read (all of it, or part: the summary says which), 1 when any failed, \
2 for wrong usage, 130 when interrupted.

Examples:
  crossfoot convert q1.pdf q2.pdf -o out
  crossfoot convert releases -o out --combine       also all figures in OUT/facts.csv
  crossfoot convert releases -o out --jobs 4 --timeout 2m --max-memory 1GiB
  crossfoot convert releases -o out --quiet && echo all read
  crossfoot convert q2.pdf -o out --format csv,xlsx
  crossfoot convert locked.pdf -o out --password-file secret.txt";

const SHOW_EXAMPLES: &str = "\
Examples:
  crossfoot show q2.pdf
  crossfoot show q2.pdf --statement income_statement
  crossfoot show q2.pdf --width 200 | less -S
  pdftotext -layout q2.pdf - | crossfoot show -";

const CHECK_EXAMPLES: &str = "\
Prints, for each statement, how much of it is proved and how its figures are rounded; then what does not agree: each \
relation that is broken with its figures, the difference and the page, the figures that are to blame and the values \
proposed for them, and lines that add up to nothing; and what bears out or contradicts the scale. Proved is a figure whose digits \
arithmetic bears out and whose unit, scale and period are told.

--todo lists what a person must look at, of all inputs together: figures of primary statements of which nothing tells the unit, \
the scale or the period, or something contradicts it; suspects; and figures of primary statements that no arithmetic speaks of. \
Its exit status is 0 when there is nothing to look at.

Exit status: 0 when nothing is broken or suspect, 1 when something is or an input failed, 2 for wrong usage. Values that \
--repair has put right, and sums that are only off by rounding, do not count.

Examples:
  crossfoot check q2.pdf
  crossfoot check q2.pdf --all | less
  crossfoot check releases --todo                   what to look at, worst first
  crossfoot check releases --format json > checks.json
  crossfoot check scanned.txt --repair";

const DEBUG_EXAMPLES: &str = "\
Examples:
  crossfoot debug q2.pdf --page 4 > page4.svg
  crossfoot debug q2.pdf --page 4 -o page4.svg";

const DIFF_EXAMPLES: &str = "\
A figure is one of: added, gone, or changed in its value, unit, period, name (label or heading) or place (statement, section or \
order: moved). Statements, rows and columns are paired by what they say, not by number, so one new row is one difference.

Exit status: 0 when nothing differs, 1 when something does, 2 for wrong usage or an output that cannot be read.

Examples:
  crossfoot diff golden out                         two folders of releases
  crossfoot diff golden/q2 out/q2                   two releases
  crossfoot diff golden out --tolerance 0.5%
  crossfoot diff golden out --format json | jq .counts";

const STACK_EXAMPLES: &str = "\
Writes one row per line item and one column per period, in full units. Line items are matched by section and label; an item that \
changed its name is joined where both releases print the same figures, where the names differ only in what follows the figures \
(income, income (loss)), or where both are the only line of one standard concept. A restated figure has its newest value in the period's column and both values with their releases in the \
column restated; formerly has other names of the item, outlook the figures that were only expected.

Releases that cannot be of one company are refused: they share neither figures nor line items.

Examples:
  crossfoot stack out -o series.csv
  crossfoot stack out -o series.csv --sources sources.csv    where each figure stands, and what arithmetic says of it
  crossfoot stack out/q1 out/q2 out/q3 -o series.csv --restated restated.csv";

const MEASURES_EXAMPLE: &str = "crossfoot measures out -o measures.csv";

const MEASURES_EXAMPLES: &str = "\
Writes one row per company and period: company, release, period_end, duration and currency, then a column per measure in full units. \
A company that its release does not tell is called as the release. Of several figures of one measure those of the primary \
statements come first, then total revenue before net sales; where they do not agree, or arithmetic speaks against them, the value \
is empty, and the last column, unclear, lists them. Measures are those of crossfoot concepts; all stands for all of them.

The latest period is the last one that the release reports on: the quarter where the income statement has one, else the half or the \
year. What is told of a longer time only, as cash flows of the year to date, has a row of its own.

Exit status: 0 when the table is written, 1 when an output cannot be read, 2 for wrong usage or a name that is no measure.

Examples:
  crossfoot measures out -o measures.csv
  crossfoot measures out --concepts revenue,net_income,total_assets --period all
  crossfoot measures out --sources -o measures.csv           where each value stands, and what is printed there
  crossfoot measures out --format json | jq '.[].measures'";

const CONCEPTS_EXAMPLES: &str = "\
Lists, as CSV, each concept with the short name of its measure, the statements that print it, what it counts, and the patterns of its \
labels: [can be left out], (one|of|several), * for any words.

--explain shows what a label can be in a kind of statement, and what speaks for each in half bits. In a statement the lines around \
it have their say, too: the headings, the totals, the columns, the units, the sums.

Examples:
  crossfoot concepts | grep deposits
  crossfoot concepts --format json | jq '.[] | select(.measure == \"net_income\")'
  crossfoot concepts --explain 'Net (loss) earnings' --statement income_statement";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  crossfoot completions bash > ~/.local/share/bash-completion/completions/crossfoot
  crossfoot completions zsh > ~/.zfunc/_crossfoot
  crossfoot completions fish > ~/.config/fish/completions/crossfoot.fish";

/// Reads companies' earnings releases, PDF or text, and writes their financial statements as CSV
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
    /// Files, folders (searched for .pdf, .txt and .md files), or - for standard input
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
    /// Files, folders (searched for .pdf, .txt and .md files), or - for standard input
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
    let kinds = [Kind::IncomeStatement, Kind::ComprehensiveIncome, Kind::BalanceSheet, Kind::CashFlow, Kind::Equity];
    let others = [Kind::Segment, Kind::Reconciliation, Kind::Metrics, Kind::Other];
    let mut all = kinds.into_iter().chain(others);
    all.find(|kind| kind.name() == name).ok_or_else(|| format!("one of {}", kinds.map(Kind::name).join(", ")))
}

/// How to do many.
#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// How many inputs to read at a time [default: as many as there are cores]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    limits: LimitArgs,
    /// Do everything again, also what has not changed
    #[arg(short, long)]
    force: bool,
    /// Also write the facts of all releases to one OUT/facts.csv
    #[arg(long)]
    combine: bool,
    /// Take away the folders that earlier runs wrote for inputs that are not among these
    #[arg(long)]
    prune: bool,
}

/// Where releases are written to.
fn folder(path: PathBuf) -> Result<PathBuf, &'static str> {
    if path == Path::new("-") {
        return Err("releases are written to a folder, not to standard output (a folder of that name is ./-)");
    }
    Ok(path)
}

impl BatchArgs {
    pub(crate) fn options(&self, reading: Options, formats: Formats, workers: Workers) -> BatchOptions {
        BatchOptions {
            reading,
            formats,
            jobs: self.jobs,
            timeout: self.limits.timeout(),
            max_memory: self.limits.max_memory(),
            force: self.force,
            combine: self.combine,
            prune: self.prune,
            workers,
            stop: Stop::default(),
        }
    }
}

/// What an input may cost.
#[derive(Debug, Args)]
pub(crate) struct LimitArgs {
    /// How long an input may take, such as 90, 90s or 2m; 0 for any time
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = limits::time)]
    timeout: Limit<Duration>,
    /// How much memory an input may need, such as 512MiB or 4GiB; 0 for any
    #[arg(long, value_name = "SIZE", default_value = "2GiB", value_parser = limits::memory)]
    max_memory: Limit<u64>,
}

impl LimitArgs {
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.timeout.0
    }

    pub(crate) fn max_memory(&self) -> Option<u64> {
        self.max_memory.0
    }
}

/// How to decode.
#[derive(Debug, Args)]
pub(crate) struct DecodingArgs {
    /// The decoder that reads PDFs
    #[arg(long, value_enum, default_value_t = Reader::Hayro)]
    reader: Reader,
    /// Opens a locked PDF. Others on this machine see it in the list of processes (ps): better give it by --password-file
    /// or by the variable CROSSFOOT_PASSWORD
    #[arg(long, value_name = "P", conflicts_with = "password_file")]
    password: Option<String>,
    /// A file the first line of which opens a locked PDF; without it, and without --password, CROSSFOOT_PASSWORD is taken
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

/// How to read.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    #[command(flatten)]
    decoding: DecodingArgs,
    /// Put right what arithmetic proves wrong (a figure's status is then `repaired`, what is printed stays)
    #[arg(long)]
    repair: bool,
    /// Read PDFs with the second decoder too, and say which figures both read alike
    #[arg(long)]
    confirm: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Reader {
    Hayro,
    PdfExtract,
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

impl DecodingArgs {
    pub(crate) fn options(&self) -> Options {
        Options {
            reader: match self.reader {
                Reader::Hayro => ReaderKind::Hayro,
                Reader::PdfExtract => ReaderKind::PdfExtract,
            },
            password: password::of(self.password.as_deref(), self.password_file.as_deref()).unwrap_or_else(|why| {
                <Cli as clap::CommandFactory>::command().error(clap::error::ErrorKind::InvalidValue, why).exit()
            }),
            ..Options::default()
        }
    }
}

impl ReadingArgs {
    pub(crate) fn options(&self) -> Options {
        Options { repair: self.repair, confirm: self.confirm, ..self.decoding.options() }
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
