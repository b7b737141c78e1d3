//! The worker's side of a batch in processes.

use std::io::{self, stdin, stdout};
use std::process;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::frames::{Reply, Request, receive, send};
use super::job::{self, PROGRAM};
use crate::pipeline::reader_thread;

/// Does what a batch that was told to use [processes](crate::Workers::Processes) asks on standard input, and answers on
/// standard output, until the batch ends or is killed.
///
/// # Errors
///
/// What the system says when the batch cannot be talked to, or when the memory it allows cannot be set.
pub fn serve_worker() -> io::Result<()> {
    let (to_work, requests) = mpsc::channel();
    // A thread of its own for what comes in: when the batch is gone, the process ends even in the middle of a file
    // that never would.
    thread::Builder::new().name("crossfoot-requests".to_owned()).spawn(move || {
        let mut input = stdin().lock();
        while let Ok(Some(request)) = receive::<Request>(&mut input) {
            if to_work.send(request).is_err() {
                break;
            }
        }
        process::exit(0);
    })?;
    // All jobs on one thread: what one has let go of the next one takes up.
    let worker = reader_thread().spawn(|| work(requests))?;
    worker.join().unwrap_or_else(|_| Err(io::Error::other("a worker does not panic")))
}

fn work(requests: Receiver<Request>) -> io::Result<()> {
    let mut orders = None;
    for request in requests {
        match (request, &orders) {
            (Request::Orders(given), _) => {
                if let Some(bytes) = given.max_memory {
                    limit_memory(bytes)?;
                }
                orders = Some(given);
                send(&Reply::Hello(PROGRAM.to_owned()), stdout().lock())?;
            }
            (Request::Job(job), Some(orders)) => {
                let (answer, timings) = job::run_here(&job, orders);
                send(&Reply::Done(answer, timings), stdout().lock())?;
            }
            (Request::Job(_), None) => return Err(io::Error::other("a job came before its orders")),
        }
    }
    Ok(())
}

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
