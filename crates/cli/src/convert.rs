//! `crossfoot convert`.

mod failures;
mod report;
mod words;

use std::process::ExitCode;

use crossfoot::{Error, State};

use crate::args::ConvertArgs;
use crate::log::complain;
use crate::signals::{INTERRUPTED, stop_batch};
use crate::view::workers;
use report::Report;
pub(crate) use words::counted;

pub(crate) fn run(args: &ConvertArgs, verbose: u8) -> anyhow::Result<ExitCode> {
    let options = args.batch.options(args.reading.options(), args.formats(), workers(verbose));
    stop_batch(&options.stop)?;
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
