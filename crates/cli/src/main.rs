//! The `crossfoot` program: arguments in, lines out. All work is done by the `crossfoot` library.

mod args;
mod check;
mod concepts;
mod convert;
mod debug;
mod diff;
mod limits;
mod log;
mod measures;
mod password;
mod show;
mod signals;
mod stack;
mod table;
mod todo;
mod view;
mod visible;

use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::panic;
use std::process::{self, ExitCode};
use std::thread;

use anyhow::Context;
use clap::{CommandFactory, Parser};

use crate::args::{Cli, Command, WORKER, WorkerCli};
use crate::log::complain;
use crate::visible::{visible, visible_json, visible_lines};

fn main() -> ExitCode {
    hush_contained_panics();
    signals::outlive_file_size_limits();
    let outcome = if env::args_os().nth(1).is_some_and(|first| first == WORKER) {
        work()
    } else {
        keep_files_to_ourselves();
        let cli = Cli::try_parse().unwrap_or_else(|error| refuse(&error));
        log::start(cli.verbose, cli.log_format);
        run(cli)
    };
    match outcome {
        Ok(code) => code,
        // Whoever reads our output has had enough of it: no error of ours.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Does what the process that started this one asks.
fn work() -> anyhow::Result<ExitCode> {
    let cli = WorkerCli::parse_from(env::args_os().skip(1));
    log::start(cli.verbose, cli.log_format);
    crossfoot::serve_worker(view::task)?;
    Ok(ExitCode::SUCCESS)
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Convert(args) => convert::run(&args, cli.verbose),
        Command::Show(args) => show::run(&args, cli.verbose),
        Command::Check(args) => check::run(&args, cli.verbose),
        Command::Debug(args) => debug::run(&args, cli.verbose),
        Command::Diff(args) => diff::run(&args),
        Command::Stack(args) => stack::run(&args),
        Command::Measures(args) => measures::run(&args),
        Command::Concepts(args) => concepts::run(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "crossfoot", &mut script);
            print_bytes(&script)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// What files this process was started with, besides the usual three, go no further: workers, which read what strangers
/// made, get none of them. (What we open ourselves never goes on.)
fn keep_files_to_ourselves() {
    #[cfg(unix)]
    close_fds::set_fds_cloexec(3, &[]);
}

/// Ends the program over its arguments: with help, or because they are wrong.
fn refuse(error: &clap::Error) -> ! {
    // An argument may be a file's name; one that is harmless may be told in colours.
    let harmless = env::args_os().all(|arg| matches!(visible(&arg.to_string_lossy()), Cow::Borrowed(_)));
    if harmless {
        error.exit();
    }
    let _ = write!(io::stderr(), "{}", visible_lines(&error.render().to_string()));
    process::exit(error.exit_code());
}

/// Writes text to standard output, with nothing in it that a terminal would obey.
fn print(text: &str) -> anyhow::Result<()> {
    print_bytes(visible_lines(text).as_bytes())
}

/// Writes JSON to standard output, likewise.
fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    let json = serde_json::to_string_pretty(value).context("cannot be written as JSON")?;
    print_bytes(format!("{}\n", visible_json(&json)).as_bytes())
}

/// Writes what is for other programs to standard output; where it comes to a terminal all the same, as text.
fn print_data(bytes: &[u8]) -> anyhow::Result<()> {
    if io::stdout().is_terminal() { print(&String::from_utf8_lossy(bytes)) } else { print_bytes(bytes) }
}

fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.context("cannot write to standard output")
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain();
    causes.any(|cause| {
        let io = cause.downcast_ref::<io::Error>();
        io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// A panic while reading is caught by the library and reported in one line; the usual report would only repeat it.
fn hush_contained_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().name() == Some(crossfoot::READER_THREAD) {
            tracing::debug!("{info}");
        } else {
            usual(info);
        }
    }));
}
