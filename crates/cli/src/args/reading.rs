//! The arguments that commands share: how to read, what an input may cost, how to do many.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use crossfoot::{BatchOptions, Formats, Options, ReaderKind, Stop, Workers};

use crate::limits::{self, Limit};
use crate::password;

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

impl DecodingArgs {
    pub(crate) fn options(&self) -> Options {
        Options {
            reader: match self.reader {
                Reader::Hayro => ReaderKind::Hayro,
                Reader::PdfExtract => ReaderKind::PdfExtract,
            },
            password: password::of(self.password.as_deref(), self.password_file.as_deref()).unwrap_or_else(|why| {
                <super::Cli as clap::CommandFactory>::command().error(clap::error::ErrorKind::InvalidValue, why).exit()
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
