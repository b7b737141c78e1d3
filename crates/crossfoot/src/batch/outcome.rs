//! What comes of a batch: files into their places as they are ready, lines and facts in the order of the inputs.

use std::collections::BTreeMap;
use std::time::Duration;

use crossfoot_export::{BatchFiles, Failure, OutputFolder, State, Strays, SummaryLine, Tally};

use super::Progress;
use super::job::{Answer, Fault, ReadRelease};
use super::options::BatchOptions;
use super::pool::Handed;
use crate::error::Error;
use crate::timings::Timings;

/// A batch added up.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// How many inputs there were.
    pub inputs: usize,
    /// How many of them could be read in part.
    pub partial: usize,
    /// How many failed.
    pub failed: usize,
    /// How many of those that failed still have the folder of an earlier run: why they failed may pass.
    pub stale: usize,
    /// For how many nothing was to be done: what an earlier run wrote is still good.
    pub unchanged: usize,
    /// Pages in all.
    pub pages: usize,
    /// Statements in all.
    pub statements: usize,
    /// Figures in all.
    pub tally: Tally,
    /// How long the stages took, added up over the workers.
    pub timings: Timings,
    /// What earlier runs wrote for inputs that are not among these.
    pub strays: Strays,
}

impl Summary {
    /// How many inputs came out so.
    pub fn count(&self, state: State) -> usize {
        match state {
            State::Ok => self.inputs - self.partial - self.failed,
            State::Partial => self.partial,
            State::Failed => self.failed,
        }
    }

    fn add(&mut self, line: &SummaryLine) {
        self.inputs += 1;
        self.partial += usize::from(line.state == State::Partial);
        self.failed += usize::from(line.state == State::Failed);
        self.unchanged += usize::from(line.unchanged && line.state != State::Failed);
        self.pages += line.pages;
        self.statements += line.statements;
        self.tally.add(&line.tally);
    }
}

/// What an input is called in the output.
pub(super) struct Named {
    pub(super) input: String,
    pub(super) release: String,
}

/// Takes what the workers hand back.
pub(super) struct Outcome<'a, P> {
    out: &'a OutputFolder,
    progress: P,
    summary: Summary,
    files: BatchFiles<'a>,
    /// Lines that wait for one before them.
    waiting: BTreeMap<usize, SummaryLine>,
    /// The index of the line that is next.
    next: usize,
}

impl<'a, P: FnMut(Progress<'_>)> Outcome<'a, P> {
    pub(super) fn begin(out: &'a OutputFolder, options: &BatchOptions, progress: P) -> Result<Self, Error> {
        Ok(Self {
            out,
            progress,
            summary: Summary::default(),
            files: out.batch(options.combine, options.reading.confirm)?.pruning(options.prune),
            waiting: BTreeMap::new(),
            next: 0,
        })
    }

    /// How the input of a release failed in an earlier run.
    pub(super) fn failed_before(&mut self, release: &str) -> Option<Failure> {
        self.files.failures().of(release).cloned()
    }

    /// How many inputs are done.
    pub(super) fn done(&self) -> usize {
        self.next + self.waiting.len()
    }

    /// Whether an input has its line.
    pub(super) fn has(&self, index: usize) -> bool {
        index < self.next || self.waiting.contains_key(&index)
    }

    /// Puts what a worker made ready into its place, and gives the input its line.
    pub(super) fn take(&mut self, named: Named, handed: Handed) -> Result<(), Error> {
        self.summary.timings += handed.timings;
        let fresh = self.out.staging(&handed.index.to_string());
        let answer = match handed.answer {
            Answer::Ready(found) => match self.out.put(&named.release, &fresh) {
                Ok(()) => Answer::Ready(found),
                Err(cause) => Answer::unwritten(&cause),
            },
            other => other,
        };
        match (handed.failure, &answer) {
            (Some(failure), _) => self.files.failures().remember(&named.release, failure),
            (None, Answer::Failed { why: Fault::InputAsBefore | Fault::Output, .. }) => {}
            (None, _) => self.files.failures().forget(&named.release),
        }
        let line = match answer {
            Answer::Ready(found) => found.line(named, handed.time, false),
            Answer::Unchanged(found) => found.line(named, handed.time, true),
            Answer::Failed { message, why } => {
                self.out.discard_staging(&fresh);
                let message = match why {
                    Fault::Input | Fault::InputAsBefore => self.discard(&named.release, message),
                    Fault::Passing | Fault::Output => self.keep(&named.release, message),
                };
                let unchanged = why == Fault::InputAsBefore;
                SummaryLine { unchanged, ..failed(named, message, handed.time) }
            }
        };
        self.line(handed.index, line)
    }

    /// Gives an input its line that failed before a worker had it, for a reason that may pass.
    pub(super) fn refuse(&mut self, index: usize, named: Named, why: String) -> Result<(), Error> {
        let message = self.keep(&named.release, why);
        self.line(index, failed(named, message, Duration::ZERO))
    }

    /// Leaves what an earlier run wrote for an input that cannot be read this time, and says so.
    fn keep(&mut self, release: &str, message: String) -> String {
        if release.is_empty() || !self.out.place_of(release).join("release.json").is_file() {
            return message;
        }
        self.summary.stale += 1;
        format!("{message}; stale: its folder is of an earlier run")
    }

    /// Takes away what an earlier run wrote for an input that is another now and cannot be read.
    fn discard(&self, release: &str, message: String) -> String {
        match self.out.discard_release(release) {
            Ok(()) => message,
            Err(error) => format!("{message}; and what an earlier run wrote is still there: {error}"),
        }
    }

    /// Takes the line of an input, and writes all lines whose turn has come.
    fn line(&mut self, index: usize, line: SummaryLine) -> Result<(), Error> {
        (self.progress)(Progress::Ended(&line));
        self.waiting.insert(index, line);
        while let Some(line) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.summary.add(&line);
            self.files.line(&line);
            (self.progress)(Progress::Done(&line));
        }
        Ok(())
    }

    /// Puts the files of the batch into their places.
    pub(super) fn finish(self) -> Result<Summary, Error> {
        let strays = self.files.finish()?;
        Ok(Summary { strays, ..self.summary })
    }
}

impl ReadRelease {
    fn line(self, named: Named, time: Duration, unchanged: bool) -> SummaryLine {
        SummaryLine {
            input: named.input,
            release: named.release,
            state: self.state,
            pages: self.pages,
            statements: self.statements,
            tally: self.tally,
            identity: *self.identity,
            time,
            message: self.message,
            unchanged,
        }
    }
}

/// The line of an input that failed.
fn failed(named: Named, message: String, time: Duration) -> SummaryLine {
    SummaryLine { input: named.input, time, message, ..SummaryLine::empty(&named.release, State::Failed) }
}
