//! One file at a time in a worker process, for what is not a batch: whatever the file does, it costs an error.

use std::io;
use std::path::Path;
use std::time::Duration;

use crossfoot_export::Formats;

use super::child::{ChildWorker, Limits, NoWorker};
use super::frames::{Reply, Request};
use super::is_stdin;
use super::job::{Orders, PROGRAM, Reading};
use super::options::{WorkerCommand, Workers};
use crate::error::{Error, ReadError};
use crate::inputs::as_others_see_it;
use crate::options::Options;
use crate::pipeline::{bytes_of, contained};

/// What a program makes of a file's bytes: by the options they are read with, and an order of the program's own.
pub type Task = fn(bytes: &[u8], options: &Options, order: &str) -> Result<String, ReadError>;

/// How often it is tried to get a worker for a file.
const TRIES: usize = 3;

/// Has a [`Task`] done on one file after the other, in a worker process that is held to limits. A file that crashes it,
/// never ends or takes all memory is an error, and the next one gets another worker.
#[derive(Debug)]
pub struct Isolated {
    task: Task,
    workers: Workers,
    reading: Options,
    orders: Orders,
    limits: Limits,
    child: Option<ChildWorker>,
}

impl Isolated {
    /// The task must be the one that the worker was given, see [`serve_worker`](crate::serve_worker). With
    /// [`Workers::Threads`] it is done in this process, and only panics are contained.
    pub fn new(
        workers: Workers,
        reading: Options,
        timeout: Option<Duration>,
        max_memory: Option<u64>,
        task: Task,
    ) -> Self {
        let orders = Orders {
            program: PROGRAM.to_owned(),
            reading: Reading::from(&reading),
            formats: Formats::default(),
            force: false,
            max_memory,
            timeout,
        };
        Self { task, workers, reading, orders, limits: Limits { time: timeout, memory: max_memory }, child: None }
    }

    /// Does the task on a file; `-` is standard input, which may take its time to come.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when nothing came of the file, [`Error::Worker`] when there is no worker for it.
    pub fn run(&mut self, file: &Path, order: &str) -> Result<String, Error> {
        let read = |cause| Error::read(file, cause);
        let Workers::Processes(command) = &self.workers else {
            let made = bytes_of(file).and_then(|bytes| contained(|| (self.task)(&bytes, &self.reading, order)));
            return made.map_err(read);
        };
        let mut why = String::new();
        for _ in 0..TRIES {
            let started = match self.child.take() {
                Some(child) => Ok(child),
                None => ChildWorker::start(command, &self.orders, &|| false),
            };
            let mut child = match started {
                Ok(child) => child,
                Err(NoWorker::Now(lack)) => {
                    why = lack.why;
                    continue;
                }
                Err(NoWorker::Never(error)) => return Err(error),
                Err(NoWorker::Stopped) => return Err(Error::STOPPED),
            };
            match ask(&mut child, file, order, &self.limits)? {
                None => why = "it ends before it is given work".to_owned(),
                Some(Ok(made)) => {
                    self.child = Some(child);
                    return made.map_err(|words| read(ReadError::Told(words)));
                }
                Some(Err(cause)) => return Err(read(cause)),
            }
        }
        Err(unstarted(command, why))
    }
}

fn unstarted(command: &WorkerCommand, why: String) -> Error {
    Error::Worker { program: command.program.clone(), why }
}

/// What the worker answered, or why it did not.
type Answered = Result<Result<String, String>, ReadError>;

/// Asks for one file. None when the worker ended before it could be told of it.
fn ask(child: &mut ChildWorker, file: &Path, order: &str, limits: &Limits) -> Result<Option<Answered>, Error> {
    let input = (!is_stdin(file)).then(|| as_others_see_it(file).into_os_string());
    let from_stdin = input.is_none();
    if child.send(&Request::Task { input, order: order.to_owned() }).is_err() {
        return Ok(None);
    }
    let early = if from_stdin { child.feed(io::stdin()) } else { Ok(None) };
    let reply = match early {
        Ok(Some(reply)) => Ok(reply),
        Ok(None) => child.wait(limits.until(), &|| false),
        Err(silence) => Err(silence),
    };
    let answered = match reply {
        Ok(Reply::Made(made)) => Ok(made),
        Ok(_) => Err(ReadError::Crashed("an answer to something else".to_owned())),
        Err(silence) => Err(child.cause(silence, limits, &|| false)?),
    };
    Ok(Some(answered))
}
