//! `summary.csv`: what became of every input of a batch.

use std::fmt;
use std::io::Write;
use std::time::Duration;

use crossfoot_statements::Identity;
use serde::{Deserialize, Serialize};

use crate::cells::neutralise;
use crate::error::ExportError;
use crate::release::Tally;
use crate::wide::csv_writer;

const HEADER: [&str; 14] = [
    "input",
    "release",
    "status",
    "pages",
    "statements",
    "figures",
    "footed",
    "suspect",
    "seconds",
    "message",
    "unsure",
    "company",
    "currency",
    "period_end",
];

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    /// All of it was read.
    Ok,
    /// Some page could not be read; the rest was.
    Partial,
    /// Nothing was written for it.
    Failed,
}

impl State {
    /// As `summary.csv` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partial => "partial",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One input of a batch and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryLine {
    /// The input as given, or as found in a folder that was given; `-` for standard input.
    pub input: String,
    /// The release's name in the output; empty where the input never came to be one.
    pub release: String,
    /// What became of it.
    pub state: State,
    /// Its pages.
    pub pages: usize,
    /// Its statements.
    pub statements: usize,
    /// Its figures.
    pub tally: Tally,
    /// Whose release it is, in what currency, and of what period.
    pub identity: Identity,
    /// How long it took; the only thing that differs from run to run.
    pub time: Duration,
    /// Why it failed, what could not be read, or what else a user should know; often empty.
    pub message: String,
    /// Nothing was done: what an earlier run wrote is still good, or it failed then and would again. The file does not tell,
    /// as it makes no difference.
    pub unchanged: bool,
}

impl SummaryLine {
    /// The line of a release without anything in it.
    pub fn empty(release: &str, state: State) -> Self {
        Self {
            input: String::new(),
            release: release.to_owned(),
            state,
            pages: 0,
            statements: 0,
            tally: Tally::default(),
            identity: Identity::UNTOLD,
            time: Duration::ZERO,
            message: String::new(),
            unchanged: false,
        }
    }
}

/// Writes the summary of a batch as CSV, one line per input; `seconds` has three decimals.
///
/// # Errors
///
/// [`ExportError::Sink`] when `out` refuses the data.
pub fn write_summary<'a>(lines: impl IntoIterator<Item = &'a SummaryLine>, out: impl Write) -> Result<(), ExportError> {
    let mut writer = SummaryWriter::new(out)?;
    for line in lines {
        writer.line(line)?;
    }
    writer.finish()
}

/// The same line by line, for a batch that is under way.
pub struct SummaryWriter<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> fmt::Debug for SummaryWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SummaryWriter").finish_non_exhaustive()
    }
}

impl<W: Write> SummaryWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// [`ExportError::Sink`] when `out` refuses the data.
    pub fn new(out: W) -> Result<Self, ExportError> {
        let mut csv = csv_writer(out);
        csv.write_record(HEADER)?;
        Ok(Self { csv })
    }

    /// Writes the line of an input.
    ///
    /// # Errors
    ///
    /// [`ExportError::Sink`] when the sink refuses the data.
    pub fn line(&mut self, line: &SummaryLine) -> Result<(), ExportError> {
        self.csv.write_record([
            neutralise_input(&line.input),
            neutralise(&line.release).into_owned(),
            line.state.name().to_owned(),
            line.pages.to_string(),
            line.statements.to_string(),
            line.tally.figures.to_string(),
            line.tally.footed.to_string(),
            line.tally.suspect.to_string(),
            format!("{:.3}", line.time.as_secs_f64()),
            neutralise(&line.message).into_owned(),
            line.tally.unsure.to_string(),
            line.identity.company.as_deref().map(neutralise).unwrap_or_default().into_owned(),
            line.identity.currency.map(|currency| currency.to_string()).unwrap_or_default(),
            line.identity.period_end.map(|day| day.to_string()).unwrap_or_default(),
        ])?;
        Ok(())
    }

    /// Sees that all lines have reached the sink.
    ///
    /// # Errors
    ///
    /// [`ExportError::Sink`] when the sink refuses the data.
    pub fn finish(mut self) -> Result<(), ExportError> {
        self.csv.flush()?;
        Ok(())
    }
}

/// Standard input's `-` is no formula, and scripts look for it.
fn neutralise_input(input: &str) -> String {
    match input {
        "-" => input.to_owned(),
        _ => neutralise(input).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_per_input() {
        let line = SummaryLine {
            input: "-".into(),
            release: "stdin".into(),
            state: State::Partial,
            pages: 3,
            statements: 2,
            tally: Tally { figures: 40, footed: 30, suspect: 1, unsure: 7, ..Tally::default() },
            identity: Identity {
                company: Some("Acme, Inc.".into()),
                currency: None,
                period_end: "2023-06-30".parse().ok(),
            },
            time: Duration::from_micros(1_234_567),
            message: "page 2: the page is a picture, no text".into(),
            unchanged: false,
        };
        let mut out = Vec::new();
        write_summary([&line], &mut out).expect("writes to memory");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "input,release,status,pages,statements,figures,footed,suspect,seconds,message,unsure,company,currency,period_end\n\
             -,stdin,partial,3,2,40,30,1,1.235,\"page 2: the page is a picture, no text\",7,\"Acme, Inc.\",,2023-06-30\n"
        );
    }
}
