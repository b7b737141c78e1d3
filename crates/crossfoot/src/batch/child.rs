//! The batch's side of a worker process: starting it, asking it, and finding out how it died.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::frames::{Reply, Request, receive, send};
use super::job::{Answer, Job, Orders, PROGRAM};
use super::options::WorkerCommand;
use crate::error::{Error, ReadError};
use crate::timings::Timings;

/// How long a worker may take to come up. Generous: it takes milliseconds, and a machine may be busy.
const START: Duration = Duration::from_secs(60);
/// How often a wait looks whether the batch is to stop.
const GLANCE: Duration = Duration::from_millis(50);
/// How much of a worker's last words is kept.
const LAST_WORDS: usize = 16 << 10;

/// Tells whether the batch is to stop.
pub(super) type Stopped<'a> = &'a dyn Fn() -> bool;

/// What one file may cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) time: Option<Duration>,
    /// The worker holds itself to it; here it serves to say what happened.
    pub(super) memory: Option<u64>,
}

/// A worker process.
#[derive(Debug)]
pub(super) struct ChildWorker {
    child: Child,
    /// None once the worker has been told to end.
    requests: Option<ChildStdin>,
    replies: Receiver<Reply>,
    /// Gives the end of what it wrote to standard error, once it has ended.
    log: Option<JoinHandle<Vec<u8>>>,
}

/// How asking ended without an answer.
enum Silence {
    Ended,
    TookTooLong,
    Stopped,
}

impl ChildWorker {
    /// Starts a worker and waits until it is ready.
    pub(super) fn start(command: &WorkerCommand, orders: &Orders, stopped: Stopped<'_>) -> Result<Self, Error> {
        let refused = |why: String| Error::Worker { program: command.program.clone(), why };
        let mut process = Command::new(&command.program);
        process.args(&command.args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Ctrl-C in a terminal goes to a whole group: the batch is to hear it and decide.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut process, 0);
        let mut child = process.spawn().map_err(|error| refused(error.to_string()))?;
        let (requests, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (to_us, replies) = mpsc::channel();
        if let Some(stdout) = stdout {
            thread::spawn(move || {
                let mut stdout = BufReader::new(stdout);
                while let Ok(Some(reply)) = receive(&mut stdout) {
                    if to_us.send(reply).is_err() {
                        break;
                    }
                }
            });
        }
        let hand_on = command.log;
        let log = stderr.map(|stderr| thread::spawn(move || listen(stderr, hand_on)));
        let mut worker = Self { child, requests, replies, log };
        // If this cannot be sent the worker has ended, which the wait finds out.
        let _ = worker.send(&Request::Orders(orders.clone()));
        match worker.wait(Some(START), stopped) {
            Ok(Reply::Hello(program)) if program == PROGRAM => Ok(worker),
            Ok(Reply::Hello(program)) => Err(refused(format!("it is {program}, not {PROGRAM}: start again"))),
            Ok(Reply::Done(..)) => Err(refused("it does not answer as a worker does".to_owned())),
            Err(Silence::Stopped) => Err(Error::STOPPED),
            Err(_) => {
                let (status, words) = worker.end();
                let words = String::from_utf8_lossy(&words);
                let words: Vec<&str> = words.split_whitespace().collect();
                let status = status.map_or_else(|| "it does not come up".to_owned(), |s| s.to_string());
                Err(refused(format!("{status} {}", words.join(" ")).trim_end().to_owned()))
            }
        }
    }

    /// Has the worker do a job. None when it could not even be told: it ended before, so the job is not to blame.
    /// The second value says whether the worker can be asked again.
    pub(super) fn ask(
        &mut self,
        job: &Job,
        limits: &Limits,
        stopped: Stopped<'_>,
    ) -> Result<Option<(Answer, Timings, bool)>, Error> {
        if self.send(&Request::Job(job.clone())).is_err() {
            return Ok(None);
        }
        let cause = match self.wait(limits.time, stopped) {
            Ok(Reply::Done(answer, timings)) => return Ok(Some((answer, timings, true))),
            Ok(Reply::Hello(_)) => ReadError::Crashed("the worker started anew".to_owned()),
            Err(Silence::Stopped) => return Err(Error::STOPPED),
            Err(Silence::TookTooLong) => ReadError::TooSlow { limit: limits.time.unwrap_or_default() },
            Err(Silence::Ended) => {
                let (status, words) = self.end();
                cause_of_death(status, &words, limits.memory)
            }
        };
        Ok(Some((Answer::unread(&cause), Timings::default(), false)))
    }

    fn send(&mut self, request: &Request) -> io::Result<()> {
        let requests = self.requests.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        send(request, requests)
    }

    fn wait(&self, limit: Option<Duration>, stopped: Stopped<'_>) -> Result<Reply, Silence> {
        let start = Instant::now();
        loop {
            if stopped() {
                return Err(Silence::Stopped);
            }
            let left = limit.map_or(GLANCE, |limit| limit.saturating_sub(start.elapsed()));
            match self.replies.recv_timeout(left.min(GLANCE)) {
                Ok(reply) => return Ok(reply),
                Err(RecvTimeoutError::Disconnected) => return Err(Silence::Ended),
                Err(RecvTimeoutError::Timeout) if left.is_zero() => return Err(Silence::TookTooLong),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Sees to it that the process is gone, and how it went.
    fn end(&mut self) -> (Option<ExitStatus>, Vec<u8>) {
        self.requests = None;
        // Whoever closed its output is gone or on its way. One that is not is killed, so that no one waits for it.
        let start = Instant::now();
        let status = loop {
            match self.child.try_wait() {
                Ok(None) if start.elapsed() < Duration::from_secs(1) => thread::sleep(Duration::from_millis(1)),
                Ok(Some(status)) => break Some(status),
                _ => {
                    let _ = self.child.kill();
                    let _ = self.child.wait();
                    break None;
                }
            }
        };
        let words = self.log.take().and_then(|log| log.join().ok());
        (status, words.unwrap_or_default())
    }
}

impl Drop for ChildWorker {
    fn drop(&mut self) {
        // It is idle, or what it does is not wanted any more; and it holds nothing that must be let go of in order.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads what a worker logs to its end, hands it on if wanted, and keeps the last of it.
fn listen(stderr: ChildStderr, hand_on: bool) -> Vec<u8> {
    let mut stderr = BufReader::new(stderr);
    let (mut line, mut last) = (Vec::new(), Vec::new());
    loop {
        line.clear();
        match stderr.by_ref().take(LAST_WORDS as u64).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return last,
            Ok(_) => {}
        }
        if hand_on {
            let _ = io::stderr().lock().write_all(&line);
        }
        last.extend_from_slice(&line);
        let surplus = last.len().saturating_sub(LAST_WORDS);
        last.drain(..surplus);
    }
}

/// Why a worker ended in the middle of a file, by its exit status and its last words.
fn cause_of_death(status: Option<ExitStatus>, words: &[u8], max_memory: Option<u64>) -> ReadError {
    let words = String::from_utf8_lossy(words);
    // The words of Rust's own runtime, as it ends the process.
    if words.contains("has overflowed its stack") {
        return ReadError::TooDeep;
    }
    if words.contains("memory allocation of") {
        return ReadError::OutOfMemory { limit: max_memory };
    }
    #[cfg(unix)]
    if let Some(signal) = status.and_then(|status| std::os::unix::process::ExitStatusExt::signal(&status)) {
        return match signal {
            // Not by us: we would know.
            9 => ReadError::Killed,
            _ => ReadError::Crashed(format!("signal {signal}")),
        };
    }
    ReadError::Crashed(status.map_or_else(|| "no exit status".to_owned(), |status| status.to_string()))
}
