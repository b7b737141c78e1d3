//! `crossfoot convert`.

mod failures;
mod report;
mod words;

use std::env;
use std::process::{self, ExitCode};

use crossfoot::{Error, State, Stop, WorkerCommand, Workers};

use crate::args::{ConvertArgs, WORKER};
use crate::log::{self, complain};
use report::Report;
pub(crate) use words::counted;

/// What a shell gives for a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

pub(crate) fn run(args: &ConvertArgs, verbose: u8) -> anyhow::Result<ExitCode> {
    let options = args.batch.options(args.reading.options(), args.formats(), workers(verbose));
    stop_on_interrupt(&options.stop)?;
    let mut report = Report::new(args.quiet, verbose);
    let outcome = crossfoot::convert(&args.inputs, &args.out, &options, |progress| report.take(progress));
    let summary = match outcome {
        Ok(summary) => summary,
        Err(stopped @ Error::Stopped { .. }) => {
            report.close();
            complain(&stopped.to_string());
            return Ok(ExitCode::from(INTERRUPTED));
        }
        Err(error) => {
            report.close();
            return Err(error.into());
        }
    };
    report.end(&summary, &args.out, args.timings);
    Ok(if summary.count(State::Failed) > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Processes of this very program.
fn workers(verbose: u8) -> Workers {
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

/// The first Ctrl-C (or the system's wish that we end) ends the batch in good order, the second at once.
fn stop_on_interrupt(stop: &Stop) -> anyhow::Result<()> {
    let stop = stop.clone();
    ctrlc::set_handler(move || {
        if stop.is_raised() {
            process::exit(INTERRUPTED.into());
        }
        stop.raise();
    })?;
    Ok(())
}
