//! What is made of a release to be looked at, in a worker process: whatever a file does, it costs a line.

use std::env;
use std::path::Path;

use anyhow::Context;
use crossfoot::{Isolated, Options, ReadError, WorkerCommand, Workers};
use serde::{Deserialize, Serialize};

use crate::args::{CheckFormat, LimitArgs, WORKER};
use crate::log::{self, complain};
use crate::{check, debug, show, todo};

/// What is to be made of a release.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum View {
    /// Its statements as tables.
    Show { statement: Option<String>, width: Option<usize> },
    /// What arithmetic says of it.
    Check { name: String, all: bool, format: CheckFormat },
    /// What a person must look at.
    Todo,
    /// A drawing of a page.
    Debug { page: u32 },
}

/// What was made of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// To be printed.
    pub(crate) text: String,
    /// What else is to be told of the release.
    pub(crate) remarks: Vec<String>,
    /// What was asked for is not there.
    pub(crate) refused: Option<String>,
    /// Something is wrong with its figures.
    pub(crate) broken: bool,
}

/// Where views are made.
pub(crate) struct Viewer(Isolated);

impl Viewer {
    pub(crate) fn new(reading: Options, limits: &LimitArgs, verbose: u8) -> Self {
        Self(Isolated::new(workers(verbose), reading, limits.timeout(), limits.max_memory(), task))
    }

    /// Makes a view of a file, and tells what is to be told of it.
    pub(crate) fn see(&mut self, file: &Path, view: &View) -> anyhow::Result<Seen> {
        let order = serde_json::to_string(view).context("cannot be asked for")?;
        let seen = self.0.run(file, &order)?;
        let mut seen: Seen = serde_json::from_str(&seen).context("the worker's answer cannot be read")?;
        if let Some(refused) = seen.refused.take() {
            anyhow::bail!(refused);
        }
        for remark in &seen.remarks {
            complain(&format!("{}: {remark}", file.display()));
        }
        Ok(seen)
    }
}

/// What a worker does of which a [`Viewer`] asks a view.
pub(crate) fn task(bytes: &[u8], options: &Options, order: &str) -> Result<String, ReadError> {
    let failed = |error: serde_json::Error| ReadError::Told(error.to_string());
    let view: View = serde_json::from_str(order).map_err(failed)?;
    let seen = match &view {
        View::Show { statement, width } => show::see(bytes, options, statement.as_deref(), *width),
        View::Check { name, all, format } => check::see(bytes, options, name, *all, *format),
        View::Todo => todo::see(bytes, options),
        View::Debug { page } => debug::see(bytes, options, *page),
    };
    serde_json::to_string(&seen?).map_err(failed)
}

/// Processes of this very program.
pub(crate) fn workers(verbose: u8) -> Workers {
    let program = match env::current_exe() {
        Ok(program) => program,
        Err(error) => {
            complain(&format!("the program cannot find itself, so files are read without containment: {error}"));
            return Workers::Threads;
        }
    };
    let mut args = vec![WORKER.to_owned()];
    args.extend((0..verbose).map(|_| "-v".to_owned()));
    if log::is_json() {
        args.push("--log-format=json".to_owned());
    }
    let args = args.into_iter().map(Into::into).collect();
    Workers::Processes(WorkerCommand { program, args, log: verbose > 0 })
}
