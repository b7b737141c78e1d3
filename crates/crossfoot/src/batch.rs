//! Many inputs in, one output folder out.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossfoot_export::{self as export, OutputFolder, State, SummaryLine, Tally, release_names};
use crossfoot_ingest::Source;

use crate::error::Error;
use crate::inputs::{Input, collect};
use crate::options::Options;
use crate::pipeline::read_with;
use crate::release::Release;

/// What a batch reports while it works.
#[derive(Debug, Clone, Copy)]
pub enum Progress<'a> {
    /// All inputs have been found; work begins. The inputs as the lines of the summary will name them.
    Found(&'a [String]),
    /// One more input is done.
    Done(&'a SummaryLine),
}

/// What became of a batch: one line per input, in the order they were read.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// The lines of `summary.csv`.
    pub lines: Vec<SummaryLine>,
}

impl Summary {
    /// How many inputs came out so.
    pub fn count(&self, state: State) -> usize {
        self.lines.iter().filter(|l| l.state == state).count()
    }

    /// How many statements were found in all.
    pub fn statements(&self) -> usize {
        self.lines.iter().map(|l| l.statements).sum()
    }

    /// How many figures were found in all.
    pub fn figures(&self) -> usize {
        self.lines.iter().map(|l| l.tally.figures).sum()
    }
}

/// Reads every input and writes what is found to the folder `out`: a folder per release, and `summary.csv`.
///
/// Inputs are files, taken whatever their extension; folders, searched for `.pdf`, `.txt` and `.md` files; or `-` for
/// standard input. An input that fails is reported in its line of the summary, what an earlier run wrote for it is taken
/// away, and the others go on.
///
/// # Errors
///
/// [`Error::Export`] when the output folder cannot be written to, before any input is read, or when the summary
/// cannot be written.
pub fn convert(
    inputs: &[PathBuf],
    out: impl AsRef<Path>,
    options: &Options,
    mut progress: impl FnMut(Progress<'_>),
) -> Result<Summary, Error> {
    let out = OutputFolder::open(out.as_ref())?;
    let inputs = collect(inputs, out.path());
    let shown: Vec<String> = inputs.iter().map(|i| i.path().display().to_string()).collect();
    progress(Progress::Found(&shown));
    let files = inputs.iter().filter_map(|input| match input {
        Input::File(path) => Some(path.clone()),
        Input::Broken(..) => None,
    });
    let files: Vec<PathBuf> = files.collect();
    let mut names = release_names(&files).into_iter();
    let mut summary = Summary::default();
    for (input, shown) in inputs.into_iter().zip(shown) {
        let line = match input {
            Input::File(path) => {
                let name = names.next().unwrap_or_default();
                one(&path, shown, name, &out, options)
            }
            Input::Broken(_, cause) => failed(shown, String::new(), cause.to_string()),
        };
        progress(Progress::Done(&line));
        summary.lines.push(line);
    }
    out.write_summary(&summary.lines)?;
    Ok(summary)
}

/// Reads one input and writes its folder.
fn one(path: &Path, shown: String, name: String, out: &OutputFolder, options: &Options) -> SummaryLine {
    tracing::info!(input = shown, "reading");
    let start = Instant::now();
    let outcome = read_with(path, options).and_then(|release| {
        write(&release, path, &name, out)?;
        Ok(release)
    });
    let line = match outcome {
        Ok(release) => line_of(&release, shown, name),
        Err(error) => {
            let mut message = match error {
                // The line names the input already.
                Error::Read { cause, .. } => cause.to_string(),
                other => other.to_string(),
            };
            if let Err(error) = out.discard_release(&name) {
                message = format!("{message}; and what an earlier run wrote is still there: {error}");
            }
            failed(shown, name, message)
        }
    };
    SummaryLine { time: start.elapsed(), ..line }
}

fn write(release: &Release, path: &Path, name: &str, out: &OutputFolder) -> Result<(), Error> {
    let file = path.file_name().unwrap_or(path.as_os_str());
    out.write_release(&export::Release {
        name,
        file: &file.to_string_lossy(),
        source: match release.source() {
            Source::Pdf => "pdf",
            Source::Text => "text",
        },
        pages: &release.page_states(),
        statements: release.statements(),
    })?;
    Ok(())
}

fn line_of(release: &Release, input: String, name: String) -> SummaryLine {
    let unread = release.unread();
    let state = if unread.is_some() { State::Partial } else { State::Ok };
    let nothing = release.statements().is_empty();
    let nothing = nothing.then(|| "no statements found".to_owned());
    let remarks: Vec<String> = nothing.into_iter().chain(unread).collect();
    SummaryLine {
        input,
        release: name,
        state,
        pages: release.pages().len(),
        statements: release.statements().len(),
        tally: release.tally(),
        time: Duration::ZERO,
        message: remarks.join("; "),
    }
}

fn failed(input: String, release: String, message: String) -> SummaryLine {
    SummaryLine {
        input,
        release,
        state: State::Failed,
        pages: 0,
        statements: 0,
        tally: Tally::default(),
        time: Duration::ZERO,
        message,
    }
}
