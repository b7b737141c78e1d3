//! The batch's side of a worker process: starting it, asking it, and seeing that it is gone.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::death::{Room, came_from_outside, cause_of_death};
use super::frames::{Reply, Request, receive, send};
use super::job::{Answer, Done, Job, Orders, PROGRAM};
use super::options::WorkerCommand;
use crate::error::{Error, ReadError};
use crate::timings::Timings;

/// How long a worker may take to come up. Generous: it takes milliseconds, and a machine may be busy.
const START: Duration = Duration::from_secs(60);
/// How often a wait looks whether the batch is to stop.
const GLANCE: Duration = Duration::from_millis(50);
/// How long a worker that is done, or was killed, may take to be gone. One that waits for a disk that does not answer
/// cannot even be killed.
const END: Duration = Duration::from_secs(1);
/// How long after a worker was ended from outside the word may come that all of us are to end.
const WORD: Duration = Duration::from_millis(300);
/// How much of a worker's last words is kept.
const LAST_WORDS: usize = 16 << 10;
/// What a worker gets of our environment: what the system itself needs to start a program.
const ENVIRONMENT: [&str; 3] = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot"];

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

/// Why there is no worker.
#[derive(Debug)]
pub(super) enum NoWorker {
    /// None can be: the program is not there, or is another one.
    Never(Error),
    /// Not now.
    Now(Lack),
    Stopped,
}

/// Why there is no worker now.
#[derive(Debug)]
pub(super) struct Lack {
    pub(super) why: String,
    /// It ended of its own accord: if none ever comes up there is something wrong with it, and not with the system, which is
    /// short of something, or with whoever killed it.
    pub(super) of_itself: bool,
}

impl Lack {
    pub(super) fn of_system(why: impl ToString) -> Self {
        Self { why: why.to_string(), of_itself: false }
    }
}

/// How asking ended without an answer.
#[derive(Debug)]
pub(super) enum Silence {
    Ended,
    TookTooLong,
    Stopped,
    /// What was to be sent on to the worker could not be read.
    Unread(io::Error),
}

impl Limits {
    /// Until when a file may take that is begun now.
    pub(super) fn until(&self) -> Option<Instant> {
        self.time.and_then(|time| Instant::now().checked_add(time))
    }
}

impl ChildWorker {
    /// Starts a worker and waits until it is ready.
    pub(super) fn start(command: &WorkerCommand, orders: &Orders, stopped: Stopped<'_>) -> Result<Self, NoWorker> {
        let never = |why: String| NoWorker::Never(Error::Worker { program: command.program.clone(), why });
        let mut child = spawn(command).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => never(error.to_string()),
            _ => NoWorker::Now(Lack::of_system(error)),
        })?;
        let (requests, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (to_us, replies) = mpsc::channel();
        let mut worker = Self { child, requests, replies, log: None };
        // If there is no thread for them there is no worker either: it is killed as it is dropped.
        let unheard = |error: io::Error| NoWorker::Now(Lack::of_system(error));
        if let Some(stdout) = stdout {
            named_thread().spawn(move || hand_over(stdout, &to_us)).map_err(unheard)?;
        }
        if let Some(stderr) = stderr {
            let hand_on = command.log;
            worker.log = Some(named_thread().spawn(move || listen(stderr, hand_on)).map_err(unheard)?);
        }
        // If this cannot be sent the worker has ended, which the wait finds out.
        let _ = worker.send(&Request::Orders(orders.clone()));
        match worker.wait(Instant::now().checked_add(START), stopped) {
            Ok(Reply::Hello(program)) if program == PROGRAM => Ok(worker),
            Ok(Reply::Hello(program)) => Err(never(format!("it is {program}, not {PROGRAM}: start again"))),
            Ok(Reply::Unable(why)) => Err(NoWorker::Now(Lack::of_system(why))),
            Ok(_) => Err(never("it does not answer as a worker does".to_owned())),
            Err(Silence::Stopped) => Err(NoWorker::Stopped),
            Err(_) => {
                let (status, words) = worker.end();
                let of_itself = status.is_some_and(|status| status.code().is_some());
                let words = String::from_utf8_lossy(&words);
                let words: Vec<&str> = words.split_whitespace().collect();
                let status = status.map_or_else(|| "it does not come up".to_owned(), |s| s.to_string());
                let why = format!("{status} {}", words.join(" ")).trim_end().to_owned();
                Err(NoWorker::Now(Lack { why, of_itself }))
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
    ) -> Result<Option<(Done, bool)>, Error> {
        if self.send(&Request::Job(job.clone())).is_err() {
            return Ok(None);
        }
        let until = limits.until();
        let mut bytes = None;
        let cause = loop {
            match self.wait(until, stopped) {
                Ok(Reply::Read(read)) => bytes = Some(read),
                Ok(Reply::Done(answer, timings)) => return Ok(Some((Done { answer: *answer, bytes, timings }, true))),
                Ok(Reply::Hello(_) | Reply::Made(_) | Reply::Unable(_)) => {
                    break ReadError::Crashed("the worker started anew".to_owned());
                }
                Err(silence) => break self.cause(silence, limits, stopped)?,
            }
        };
        let answer = Answer::unread(&cause, bytes.as_ref());
        Ok(Some((Done { answer, bytes, timings: Timings::default() }, false)))
    }

    /// What a silence means for the file that was being read.
    pub(super) fn cause(
        &mut self,
        silence: Silence,
        limits: &Limits,
        stopped: Stopped<'_>,
    ) -> Result<ReadError, Error> {
        match silence {
            Silence::Stopped => Err(Error::STOPPED),
            Silence::Unread(cause) => Ok(cause.into()),
            Silence::TookTooLong => Ok(ReadError::TooSlow { limit: limits.time.unwrap_or_default() }),
            Silence::Ended => {
                let (status, words) = self.end();
                // Whoever ends a worker may be ending all of us, one after the other.
                let patience = if came_from_outside(status) { WORD } else { Duration::ZERO };
                if comes_true(patience, &mut || stopped()) {
                    return Err(Error::STOPPED);
                }
                Ok(cause_of_death(status, &words, &Room::under(limits.memory)))
            }
        }
    }

    pub(super) fn send(&mut self, request: &Request) -> io::Result<()> {
        let requests = self.requests.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        send(request, requests)
    }

    /// Sends all of a stream on to the worker, which may take as long as it likes to come. Gives an answer that came
    /// before its end, after which the worker cannot be asked again.
    pub(super) fn feed(&mut self, from: impl Read + Send + 'static) -> Result<Option<Reply>, Silence> {
        let Some(requests) = self.requests.take() else { return Err(Silence::Ended) };
        let pump = named_thread().spawn(move || pump(from, requests)).map_err(Silence::Unread)?;
        while !pump.is_finished() {
            match self.wait(Instant::now().checked_add(GLANCE), &|| false) {
                Err(Silence::TookTooLong) => {}
                Err(silence) => return Err(silence),
                Ok(reply) => return Ok(Some(reply)),
            }
        }
        self.requests = pump.join().map_err(|_| Silence::Ended)?.map_err(Silence::Unread)?;
        Ok(None)
    }

    pub(super) fn wait(&self, until: Option<Instant>, stopped: Stopped<'_>) -> Result<Reply, Silence> {
        loop {
            if stopped() {
                return Err(Silence::Stopped);
            }
            let left = until.map_or(GLANCE, |until| until.saturating_duration_since(Instant::now()));
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
        let status = self.gone();
        if status.is_none() && self.kill().is_none() {
            return (None, Vec::new());
        }
        let words = self.log.take().and_then(|log| log.join().ok());
        (status, words.unwrap_or_default())
    }

    fn kill(&mut self) -> Option<ExitStatus> {
        let _ = self.child.kill();
        self.gone()
    }

    /// Waits for the process to be gone, but not for ever.
    fn gone(&mut self) -> Option<ExitStatus> {
        let mut status = None;
        comes_true(END, &mut || match self.child.try_wait() {
            Ok(None) => false,
            Ok(there) => {
                status = there;
                true
            }
            Err(_) => true,
        });
        status
    }
}

impl Drop for ChildWorker {
    fn drop(&mut self) {
        // It is idle, or what it does is not wanted any more; and it holds nothing that must be let go of in order.
        self.kill();
    }
}

/// Starts the process. It gets our standard error and what else it needs through pipes, and nothing besides: what this
/// process was given, such as passwords in its environment, is no business of whatever reads a stranger's file.
fn spawn(command: &WorkerCommand) -> io::Result<Child> {
    let mut process = Command::new(&command.program);
    process.args(&command.args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    process.env_clear().envs(ENVIRONMENT.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    // Ctrl-C in a terminal goes to a whole group: the batch is to hear it and decide.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut process, 0);
    process.spawn()
}

fn named_thread() -> thread::Builder {
    thread::Builder::new().name("crossfoot-worker".to_owned())
}

/// Waits for something to become true, for some time.
fn comes_true(within: Duration, is_so: &mut dyn FnMut() -> bool) -> bool {
    let start = Instant::now();
    loop {
        if is_so() {
            return true;
        }
        if start.elapsed() >= within {
            return false;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// Sends a stream on piece by piece. None when the worker takes no more of it; a wait finds out why.
fn pump(mut from: impl Read, mut requests: ChildStdin) -> io::Result<Option<ChildStdin>> {
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = match from.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            length => length?,
        };
        let sent = send(&Request::Piece(length), &mut requests);
        if sent.and_then(|()| requests.write_all(&piece[..length])).is_err() {
            return Ok(None);
        }
        if length == 0 {
            return Ok(Some(requests));
        }
    }
}

/// Hands over what a worker answers, to its end.
fn hand_over(stdout: ChildStdout, to_us: &Sender<Reply>) {
    let mut stdout = BufReader::new(stdout);
    while let Ok(Some(reply)) = receive(&mut stdout) {
        if to_us.send(reply).is_err() {
            break;
        }
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
