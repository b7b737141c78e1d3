//! How a batch is seen: a bar on a terminal, lines where there is none, JSON where a machine reads.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use crossfoot::{Progress, State, Summary, SummaryLine};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use unicode_width::UnicodeWidthStr;

use super::failures::Failures;
use super::words::{described, strays, times, totals};
use crate::log::{self, complain};
use crate::visible::visible;

/// Names longer than this push their own line out and no other.
const WIDEST_NAME: usize = 80;
/// On a terminal, with the bar to look at, every input has its line only if they are no more than this.
const FEW: usize = 20;
const BAR: &str = "{bar:30} {pos}/{len}  {rate}  {eta} left{msg}";

pub(super) struct Report {
    quiet: bool,
    /// Whether someone sees both the bar and the lines.
    watched: bool,
    bar: ProgressBar,
    name_width: usize,
    few: bool,
    /// Failed so far, in the order they end.
    failed: usize,
    failures: Failures,
}

impl Report {
    pub(super) fn new(quiet: bool, verbose: u8) -> Self {
        let on_terminal = io::stderr().is_terminal() && !quiet && verbose == 0 && !log::is_json();
        let bar = if on_terminal { ProgressBar::no_length() } else { ProgressBar::hidden() };
        Self {
            quiet,
            watched: on_terminal && io::stdout().is_terminal(),
            bar,
            name_width: 0,
            few: false,
            failed: 0,
            failures: Failures::default(),
        }
    }

    pub(super) fn take(&mut self, progress: Progress<'_>) {
        match progress {
            Progress::Found(inputs) => self.begin(inputs),
            Progress::Ended(line) => self.advance(line),
            Progress::Done(line) => self.line(line),
        }
    }

    fn begin(&mut self, inputs: &[String]) {
        let widths = inputs.iter().map(|input| input.width());
        self.name_width = widths.max().unwrap_or(0).min(WIDEST_NAME);
        self.few = inputs.len() <= FEW;
        self.bar.set_length(inputs.len() as u64);
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
                let _ = write!(out, "{:.1}/s", state.per_sec());
            };
            self.bar.set_style(style.with_key("rate", rate));
        }
        // The time left goes on while a large file is read.
        if !self.bar.is_hidden() {
            self.bar.enable_steady_tick(Duration::from_millis(250));
        }
    }

    fn advance(&mut self, line: &SummaryLine) {
        if line.state == State::Failed {
            self.failed += 1;
            self.bar.set_message(format!("  {} failed", self.failed));
        }
        self.bar.inc(1);
    }

    fn line(&mut self, line: &SummaryLine) {
        if line.state == State::Failed {
            self.failures.add(line);
        }
        if log::is_json() {
            return json_line(line, self.quiet);
        }
        let told = match line.state {
            State::Failed => {
                let before = if line.unchanged { " [found by an earlier run; --force tries again]" } else { "" };
                return self.bar.suspend(|| complain(&format!("{}: {}{before}", line.input, line.message)));
            }
            State::Partial => true,
            State::Ok => !self.watched || self.few,
        };
        if told && !self.quiet {
            self.bar.suspend(|| say(&described(line, self.name_width)));
        }
    }

    /// Takes the bar away.
    pub(super) fn close(&self) {
        self.bar.finish_and_clear();
        self.bar.set_draw_target(ProgressDrawTarget::hidden());
    }

    pub(super) fn end(&self, summary: &Summary, out: &Path, timings: bool) {
        self.close();
        if log::is_json() {
            if !self.quiet {
                json_end(summary, out);
            }
        } else if !self.quiet {
            for line in self.failures.told(out) {
                say(&line);
            }
            if let Some(line) = strays(&summary.strays) {
                say(&line);
            }
            say(&totals(summary, out));
        }
        if timings {
            match log::is_json() {
                true => json_times(summary),
                false => say(&times(&summary.timings)),
            }
        }
    }
}

/// Prints a line. The files are what the user asked for: that no one reads the report must not stop the work.
fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{}", visible(line));
}

/// The line of `summary.csv` as an event.
fn json_line(line: &SummaryLine, quiet: bool) {
    macro_rules! event {
        ($level:ident) => {
            tracing::$level!(
                input = line.input,
                release = line.release,
                status = line.state.name(),
                pages = line.pages,
                statements = line.statements,
                figures = line.tally.figures,
                footed = line.tally.footed,
                suspect = line.tally.suspect,
                unsure = line.tally.unsure,
                proved = line.tally.proved,
                to_check = line.tally.to_check,
                seconds = line.time.as_secs_f64(),
                unchanged = line.unchanged,
                // Named apart from the event's own message.
                remark = line.message,
                "input"
            )
        };
    }
    match line.state {
        State::Failed => event!(error),
        _ if quiet => {}
        State::Partial => event!(warn),
        State::Ok => event!(info),
    }
}

fn json_end(summary: &Summary, out: &Path) {
    tracing::info!(
        inputs = summary.inputs,
        unchanged = summary.unchanged,
        partial = summary.partial,
        failed = summary.failed,
        stale = summary.stale,
        pages = summary.pages,
        statements = summary.statements,
        figures = summary.tally.figures,
        footed = summary.tally.footed,
        suspect = summary.tally.suspect,
        strays = summary.strays.left.len(),
        pruned = summary.strays.pruned.len(),
        unsure = summary.tally.unsure,
        proved = summary.tally.proved,
        to_check = summary.tally.to_check,
        out = %out.display(),
        "batch"
    );
}

fn json_times(summary: &Summary) {
    let [input, decoding, tables, statements, proofs, files] =
        summary.timings.stages().map(|(_, time)| time.as_secs_f64());
    tracing::info!(input, decoding, tables, statements, proofs, files, "seconds of work");
}
