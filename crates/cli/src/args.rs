//! The arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use crossfoot::{Options, ReaderKind};

const EXAMPLES: &str = "\
Examples:
  crossfoot convert q2.pdf -o out                   one release
  crossfoot convert releases -o out                 every .pdf, .txt and .md file in a folder
  curl -s https://example.com/q2.pdf | crossfoot convert - -o out
  crossfoot show q2.pdf                             look at the statements in the terminal
  crossfoot show q2.pdf --statement balance_sheet | less -S
  crossfoot debug q2.pdf --page 4 > page4.svg       see a page as crossfoot sees it";

const CONVERT_EXAMPLES: &str = "\
Writes OUT/<release>/<statement>.csv, OUT/<release>/facts.csv, OUT/<release>/release.json and OUT/summary.csv.

Exit status: 0 when every input could be read (all of it, or part: the summary says which), 1 when any failed, \
2 for wrong usage.

Examples:
  crossfoot convert q1.pdf q2.pdf -o out
  crossfoot convert releases -o out --quiet && echo all read
  crossfoot convert locked.pdf -o out --password secret";

const SHOW_EXAMPLES: &str = "\
Examples:
  crossfoot show q2.pdf
  crossfoot show q2.pdf --statement income_statement
  crossfoot show q2.pdf --width 200 | less -S
  pdftotext -layout q2.pdf - | crossfoot show -";

const CHECK_EXAMPLES: &str = "\
Prints, for each statement, how much of it is proved and how its figures are rounded; then what does not agree: each \
relation that is broken with its figures, the difference and the page, the figures that are to blame and the values \
proposed for them, and lines that add up to nothing.

Exit status: 0 when nothing is broken or suspect, 1 when something is or an input failed, 2 for wrong usage. Values that \
--repair has put right, and sums that are only off by rounding, do not count.

Examples:
  crossfoot check q2.pdf
  crossfoot check q2.pdf --all | less
  crossfoot check releases --format json > checks.json
  crossfoot check scanned.txt --repair";

const DEBUG_EXAMPLES: &str = "\
Examples:
  crossfoot debug q2.pdf --page 4 > page4.svg
  crossfoot debug q2.pdf --page 4 -o page4.svg";

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
}

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
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// Print nothing but failures
    #[arg(short, long)]
    pub(crate) quiet: bool,
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
    /// How to print
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How `check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
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
    #[arg(short, long, value_name = "FILE.svg")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How to read.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// The decoder that reads PDFs
    #[arg(long, value_enum, default_value_t = Reader::Hayro)]
    reader: Reader,
    /// Opens a locked PDF
    #[arg(long, value_name = "P")]
    password: Option<String>,
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

impl ReadingArgs {
    pub(crate) fn options(&self) -> Options {
        Options {
            reader: match self.reader {
                Reader::Hayro => ReaderKind::Hayro,
                Reader::PdfExtract => ReaderKind::PdfExtract,
            },
            password: self.password.clone(),
            repair: self.repair,
            confirm: self.confirm,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
