//! The workers of a batch: as many hands as there are jobs at a time, each with a process of its own if so ordered.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use crossfoot_export::Failure;

use super::child::{ChildWorker, Lack, Limits, NoWorker};
use super::job::{self, Answer, Done, Fault, Job, Orders, PROGRAM, Reading};
use super::options::{BatchOptions, WorkerCommand, Workers};
use super::queue::Queue;
use crate::error::{Error, ReadError};
use crate::timings::Timings;

/// How often the only hands there are try to start a worker before they give up on a file.
const TRIES: u32 = 5;
/// How long they wait after the first try, and each time that much longer.
const PAUSE: Duration = Duration::from_millis(100);

/// What a hand hands back.
pub(super) struct Handed {
    /// The job's place in the queue.
    pub(super) index: usize,
    pub(super) answer: Answer,
    /// The failure, if it is one that is to be remembered.
    pub(super) failure: Option<Failure>,
    pub(super) timings: Timings,
    /// From taking the job to handing it back.
    pub(super) time: Duration,
}

/// Does all jobs of a queue, `width` at a time, and tells `done` of each on this thread, in the order they end. Jobs are
/// taken from the queue only as hands become free, and hands wait for `done`, so nothing piles up. Where the system
/// has no more threads, files or processes for us there are fewer hands.
pub(super) fn run(
    jobs: impl Iterator<Item = (usize, Job)> + Send,
    width: usize,
    options: &BatchOptions,
    mut done: impl FnMut(Handed) -> Result<(), Error>,
) -> Result<(), Error> {
    let orders = Orders {
        program: PROGRAM.to_owned(),
        reading: Reading::from(&options.reading),
        formats: options.formats(),
        force: options.force,
        max_memory: options.max_memory,
        timeout: options.timeout,
    };
    let queue = Queue::new(jobs);
    let (halt, came_up, in_need) = (AtomicBool::new(false), AtomicBool::new(false), AtomicBool::new(false));
    let hand = || Hand { orders: &orders, options, halt: &halt, came_up: &came_up, in_need: &in_need, child: None };
    let width = width.min(room_for(&options.workers));
    let mut outcome = Ok(());
    thread::scope(|scope| {
        let (to_us, handed) = sync_channel(width);
        for _ in 0..width {
            let (queue, hand, to_us) = (&queue, hand(), to_us.clone());
            queue.join();
            let work = move || hand.work(queue, |result| to_us.send(result).is_ok());
            if let Err(error) = thread::Builder::new().spawn_scoped(scope, work) {
                queue.leave();
                tracing::warn!("fewer are read at a time: {error}");
                break;
            }
        }
        drop(to_us);
        for result in &handed {
            outcome = result.and_then(&mut done);
            if outcome.is_err() {
                break;
            }
        }
        // Whatever the others are at is not wanted any more; with no one to hand to they end.
        halt.store(outcome.is_err(), Ordering::SeqCst);
        drop(handed);
    });
    outcome?;
    // Without a single thread more there is still this one; else there is nothing left to do.
    let mut outcome = Ok(());
    queue.join();
    hand().work(&queue, |result| {
        outcome = result.and_then(&mut done);
        outcome.is_ok()
    });
    outcome
}

/// For how many workers there can be files open.
#[cfg(unix)]
fn room_for(workers: &Workers) -> usize {
    use rustix::process::{Resource, getrlimit};
    // What a batch itself may have open, and what it has open for each worker.
    const OWN_FILES: u64 = 24;
    const FILES_PER_WORKER: u64 = 3;
    let limit = getrlimit(Resource::Nofile).current.filter(|_| matches!(workers, Workers::Processes(_)));
    let room = limit.map(|limit| limit.saturating_sub(OWN_FILES) / FILES_PER_WORKER);
    room.map_or(usize::MAX, |room| usize::try_from(room).unwrap_or(usize::MAX).max(1))
}

/// Other systems have no such limit.
#[cfg(not(unix))]
fn room_for(_: &Workers) -> usize {
    usize::MAX
}

/// One pair of hands.
struct Hand<'a> {
    orders: &'a Orders,
    options: &'a BatchOptions,
    /// The batch is over, for better or worse.
    halt: &'a AtomicBool,
    /// A worker of this batch has come up, so it is not the command that is wrong when one does not.
    came_up: &'a AtomicBool,
    /// The last file that wanted a worker got none after all tries: the next ones are not waited for as long.
    in_need: &'a AtomicBool,
    child: Option<ChildWorker>,
}

/// What came of trying a job: that it is done, or why there was no worker for it.
type Try = Result<Done, Lack>;

impl Hand<'_> {
    /// Does jobs as long as there are any and someone to hand them on to.
    fn work(
        mut self,
        queue: &Queue<impl Iterator<Item = (usize, Job)>>,
        mut hand_on: impl FnMut(Result<Handed, Error>) -> bool,
    ) {
        while let Some((index, job)) = queue.next() {
            let start = Instant::now();
            let Some(done) = self.some_time(index, job, queue) else { return };
            let handed = done.map(|Done { answer, bytes, timings }| {
                let failure = match &answer {
                    Answer::Failed { message, why: Fault::Input } => {
                        bytes.map(|bytes| Failure { fingerprint: bytes.fingerprint, message: message.clone() })
                    }
                    _ => None,
                };
                Handed { index, answer, failure, timings, time: start.elapsed() }
            });
            let over = handed.is_err();
            if !hand_on(handed) || over {
                return;
            }
        }
    }

    fn stopped(&self) -> bool {
        self.options.stop.is_raised() || self.halt.load(Ordering::SeqCst)
    }

    /// Does a job, with a worker that it may take more than one try to get. None when there is none for these hands, and
    /// others have the job.
    fn some_time(
        &mut self,
        index: usize,
        mut job: Job,
        queue: &Queue<impl Iterator<Item = (usize, Job)>>,
    ) -> Option<Result<Done, Error>> {
        for tries in 1.. {
            if self.stopped() {
                return Some(Err(Error::STOPPED));
            }
            let lack = match self.one(&job) {
                Ok(Ok(done)) => return Some(Ok(done)),
                Ok(Err(lack)) => lack,
                Err(error) => return Some(Err(error)),
            };
            tracing::warn!("no worker: {}", lack.why);
            if self.in_need.load(Ordering::SeqCst) {
                return Some(self.given_up(lack));
            }
            // A second one at once, as what ended the first may have meant that one alone.
            if tries > 1 {
                job = queue.give_back(index, job)?;
                self.pause(PAUSE * (tries - 1));
            }
            if tries == TRIES {
                self.in_need.store(true, Ordering::SeqCst);
                return Some(self.given_up(lack));
            }
        }
        None
    }

    fn pause(&self, time: Duration) {
        let start = Instant::now();
        while start.elapsed() < time && !self.stopped() {
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Without a worker a file fails this time; where there never was one, and they end of their own accord, it is no use to go on.
    fn given_up(&self, lack: Lack) -> Result<Done, Error> {
        match &self.options.workers {
            Workers::Processes(command) if lack.of_itself && !self.came_up.load(Ordering::SeqCst) => {
                Err(Error::Worker { program: command.program.clone(), why: lack.why })
            }
            _ => {
                let answer = Answer::unread(&ReadError::NoWorker(lack.why), None);
                Ok(Done { answer, bytes: None, timings: Timings::default() })
            }
        }
    }

    fn one(&mut self, job: &Job) -> Result<Try, Error> {
        let Workers::Processes(command) = &self.options.workers else {
            return Ok(Ok(job::run(job, self.orders)));
        };
        let limits = Limits { time: self.options.timeout, memory: self.options.max_memory };
        // A worker that ended between two files is replaced once; the file is not to blame.
        for _ in 0..2 {
            let mut child = match self.child.take().map_or_else(|| self.start(command), Ok) {
                Ok(child) => child,
                Err(NoWorker::Now(lack)) => return Ok(Err(lack)),
                Err(NoWorker::Never(error)) => return Err(error),
                Err(NoWorker::Stopped) => return Err(Error::STOPPED),
            };
            if let Some((done, again)) = child.ask(job, &limits, &|| self.stopped())? {
                self.child = again.then_some(child);
                return Ok(Ok(done));
            }
        }
        Ok(Err(Lack::of_system("it ends before it is given work")))
    }

    fn start(&self, command: &WorkerCommand) -> Result<ChildWorker, NoWorker> {
        let child = ChildWorker::start(command, self.orders, &|| self.stopped())?;
        self.came_up.store(true, Ordering::SeqCst);
        self.in_need.store(false, Ordering::SeqCst);
        Ok(child)
    }
}
