//! How a batch is to be done.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::options::Options;
use crossfoot_export::{Format, Formats};

/// How a batch is to be done. The default reads with as many threads as there are cores and does only what changed.
#[derive(Debug, Clone)]
pub struct BatchOptions {
    /// How each release is read.
    pub reading: Options,
    /// What releases are written as.
    pub formats: Formats,
    /// How many are read at a time; none: as many as there are cores.
    pub jobs: Option<NonZeroUsize>,
    /// How long one may take. Only [`Workers::Processes`] can be stopped.
    pub timeout: Option<Duration>,
    /// How many bytes of memory one may need, all that the process maps being counted. Only [`Workers::Processes`] can
    /// be held to it, and only on Linux, where the system does it.
    pub max_memory: Option<u64>,
    /// Do everything again, also what has not changed.
    pub force: bool,
    /// Also write the facts of all releases to one `OUT/facts.csv`; CSV is then among the formats.
    pub combine: bool,
    /// Take away what earlier runs wrote for inputs that are not among these. Nothing is where some input could not be
    /// looked into, because it may be in that.
    pub prune: bool,
    /// Who does the work.
    pub workers: Workers,
    /// Ends the batch early when it is raised.
    pub stop: Stop,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self {
            reading: Options::default(),
            formats: Formats::default(),
            jobs: None,
            timeout: Some(Duration::from_secs(60)),
            max_memory: Some(2 << 30),
            force: false,
            combine: false,
            prune: false,
            workers: Workers::default(),
            stop: Stop::default(),
        }
    }
}

impl BatchOptions {
    /// What releases are written as: what is combined has to be there.
    pub(crate) fn formats(&self) -> Formats {
        if self.combine { self.formats.with(Format::Csv) } else { self.formats }
    }

    /// How many are read at a time.
    pub(crate) fn jobs(&self) -> usize {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores).get()
    }
}

/// Who does the work of a batch.
#[derive(Debug, Clone, Default)]
pub enum Workers {
    /// Threads of this process. A panic costs its file only; a stack that overflows, memory without end or a loop
    /// without end takes the process with it.
    #[default]
    Threads,
    /// Processes, each of which reads many files one after the other. Whatever happens to one costs its file only.
    Processes(WorkerCommand),
}

/// The command that starts a worker: a program that does nothing but call [`serve_worker`](crate::serve_worker).
#[derive(Debug, Clone)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// Whether what it writes to standard error, its log, is handed on to this process's own.
    pub log: bool,
}

/// A flag that ends a batch early: what is under way is given up, what is written stays. Clones are one flag.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// The flag itself, for a signal handler that sets it.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }

    /// Raises the flag.
    pub fn raise(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it is raised.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
