//! The workers of a batch: as many hands as there are jobs at a time, each with a process of its own if so ordered.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossfoot_export::Failure;

use super::child::{ChildWorker, Limits};
use super::job::{self, Answer, Fault, Job, Orders, PROGRAM, Reading};
use super::options::{BatchOptions, Workers};
use crate::error::Error;
use crate::timings::Timings;

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
/// taken from the queue only as hands become free, and hands wait for `done`, so nothing piles up.
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
    let queue = Mutex::new(jobs);
    let halt = AtomicBool::new(false);
    thread::scope(|scope| {
        let (to_us, handed) = sync_channel(width);
        for _ in 0..width {
            let (queue, orders, halt, to_us) = (&queue, &orders, &halt, to_us.clone());
            scope.spawn(move || Hand { orders, options, halt, child: None }.work(queue, &to_us));
        }
        drop(to_us);
        let mut outcome = Ok(());
        for result in &handed {
            outcome = result.and_then(&mut done);
            if outcome.is_err() {
                break;
            }
        }
        // Whatever the others are at is not wanted any more; with no one to hand to they end.
        halt.store(true, Ordering::SeqCst);
        drop(handed);
        outcome
    })
}

/// One pair of hands.
struct Hand<'a> {
    orders: &'a Orders,
    options: &'a BatchOptions,
    /// The batch is over, for better or worse.
    halt: &'a AtomicBool,
    child: Option<ChildWorker>,
}

impl Hand<'_> {
    fn work(mut self, queue: &Mutex<impl Iterator<Item = (usize, Job)>>, to_us: &SyncSender<Result<Handed, Error>>) {
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((index, job)) = next else { return };
            let start = Instant::now();
            let result = if self.stopped() { Err(Error::STOPPED) } else { self.one(&job) };
            let handed = result.map(|(answer, timings)| {
                let failure = match &answer {
                    Answer::Failed { message, why: Fault::Input } => job::failure_of(&job, self.orders, message),
                    _ => None,
                };
                Handed { index, answer, failure, timings, time: start.elapsed() }
            });
            let over = handed.is_err();
            if to_us.send(handed).is_err() || over {
                return;
            }
        }
    }

    fn stopped(&self) -> bool {
        self.options.stop.is_raised() || self.halt.load(Ordering::SeqCst)
    }

    fn one(&mut self, job: &Job) -> Result<(Answer, Timings), Error> {
        let Workers::Processes(command) = &self.options.workers else {
            return Ok(job::run(job, self.orders));
        };
        let limits = Limits { time: self.options.timeout, memory: self.options.max_memory };
        // A worker that ended between two files is replaced once; the file is not to blame.
        for _ in 0..2 {
            let mut child = match self.child.take() {
                Some(child) => child,
                None => ChildWorker::start(command, self.orders, &|| self.stopped())?,
            };
            if let Some((answer, timings, again)) = child.ask(job, &limits, &|| self.stopped())? {
                self.child = again.then_some(child);
                return Ok((answer, timings));
            }
        }
        Err(Error::Worker { program: command.program.clone(), why: "it ends before it is given work".to_owned() })
    }
}
