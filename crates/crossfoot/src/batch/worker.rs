//! The worker's side of a batch in processes.

use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, Read, stdin, stdout};
use std::process;
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};

use super::frames::{Reply, Request, receive, send};
use super::isolated::Task;
use super::job::{self, Orders, PROGRAM};
use crate::error::ReadError;
use crate::pipeline::{contained_here, reader_thread};

/// What came in: a request, and the bytes that came with it.
type Incoming = (Request, io::Result<Vec<u8>>);

/// Does what a batch that was told to use [processes](crate::Workers::Processes) asks on standard input, or the task that
/// an [`Isolated`](crate::Isolated) asks for, and answers on standard output, until whoever asks ends or kills it.
///
/// # Errors
///
/// What the system says when the batch cannot be talked to, or when the memory it allows cannot be set.
pub fn serve_worker(task: Task) -> io::Result<()> {
    outlive_file_size_limits();
    match start(task) {
        // For whoever asks to try again: nothing is wrong with this program.
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::OutOfMemory) => {
            send(&Reply::Unable(error.to_string()), stdout().lock())
        }
        Err(error) => Err(error),
        Ok(worker) => worker.join().unwrap_or_else(|_| Err(io::Error::other("a worker does not panic"))),
    }
}

/// Starts the threads of a worker: the one that is given back does the work.
fn start(task: Task) -> io::Result<JoinHandle<io::Result<()>>> {
    let (to_work, requests) = mpsc::channel();
    // A thread of its own for what comes in: when the batch is gone, the process ends even in the middle of a file
    // that never would.
    thread::Builder::new().name("crossfoot-requests".to_owned()).spawn(move || {
        let mut input = stdin().lock();
        while let Ok(Some(request)) = receive::<Request>(&mut input) {
            let bytes = match &request {
                Request::Task { input: None, .. } => following(&mut input),
                _ => Ok(Vec::new()),
            };
            if to_work.send((request, bytes)).is_err() {
                break;
            }
        }
        process::exit(0);
    })?;
    // All jobs on one thread: what one has let go of the next one takes up.
    reader_thread().spawn(move || work(requests, task))
}

/// The bytes that follow. Should they be too many for this process, the rest is passed over.
fn following(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut bytes = Ok(Vec::new());
    while let Some(Request::Piece(length @ 1..)) = receive(input)? {
        let mut piece = input.by_ref().take(length as u64);
        let more = bytes.as_mut().map_or(Ok(0), |bytes| piece.read_to_end(bytes));
        if let Err(error) = more {
            bytes = Err(error);
        }
        io::copy(&mut piece, &mut io::sink())?;
    }
    bytes
}

fn work(requests: Receiver<Incoming>, task: Task) -> io::Result<()> {
    let mut orders = None;
    for (request, bytes) in requests {
        match (request, &orders) {
            (Request::Orders(given), _) => {
                if let Some(bytes) = given.max_memory {
                    limit_memory(bytes)?;
                }
                orders = Some(given);
                send(&Reply::Hello(PROGRAM.to_owned()), stdout().lock())?;
            }
            (Request::Job(job), Some(orders)) => {
                // If this cannot be sent the batch is gone, and soon this process.
                let (answer, timings) = job::run_here(&job, orders, |bytes| {
                    let _ = send(&Reply::Read(bytes.clone()), stdout().lock());
                });
                send(&Reply::Done(Box::new(answer), timings), stdout().lock())?;
            }
            (Request::Task { input, order }, Some(orders)) => {
                let made = contained_here(|| make(task, input, bytes, orders, &order));
                send(&Reply::Made(made.map_err(|cause| cause.to_string())), stdout().lock())?;
            }
            (Request::Job(_) | Request::Task { .. }, None) => {
                return Err(io::Error::other("a job came before its orders"));
            }
            (Request::Piece(_), _) => return Err(io::Error::other("bytes came that belong to nothing")),
        }
    }
    Ok(())
}

fn make(
    task: Task,
    input: Option<OsString>,
    bytes: io::Result<Vec<u8>>,
    orders: &Orders,
    order: &str,
) -> Result<String, ReadError> {
    let bytes = input.map_or(bytes, fs::read)?;
    #[cfg(debug_assertions)]
    super::hooks::obey(&bytes);
    task(&bytes, &orders.reading.options(), order)
}

/// A file-size limit makes the write fail that goes beyond it, as a full disk does, and does not end this process.
#[cfg(unix)]
fn outlive_file_size_limits() {
    use std::sync::atomic::AtomicBool;
    static SEEN: AtomicBool = AtomicBool::new(false);
    // Caught and passed over, which comes to the same as ignored. If it cannot be, the batch hears how this process ended.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, &SEEN);
}

/// Other systems have no such limits.
#[cfg(not(unix))]
fn outlive_file_size_limits() {}

/// Has the system refuse this process more memory; Rust then ends it, and its last words say why.
#[cfg(target_os = "linux")]
fn limit_memory(bytes: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // No more than whoever started us allows.
    let allowed = getrlimit(Resource::As).maximum.map_or(bytes, |most| most.min(bytes));
    Ok(setrlimit(Resource::As, Rlimit { current: Some(allowed), maximum: Some(allowed) })?)
}

/// Other systems know no such limit, or do not hold to it.
#[cfg(not(target_os = "linux"))]
fn limit_memory(_: u64) -> io::Result<()> {
    Ok(())
}
