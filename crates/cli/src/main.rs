//! The `crossfoot` program: arguments in, lines out. All work is done by the `crossfoot` library.

mod args;
mod check;
mod convert;
mod debug;
mod show;
mod table;

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::process::ExitCode;
use std::thread;

use anyhow::Context;
use clap::{CommandFactory, Parser};

use crate::args::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(cli.verbose);
    hush_contained_panics();
    match run(cli.command) {
        Ok(code) => code,
        // Whoever reads our output has had enough of it: no error of ours.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Convert(args) => convert::run(args),
        Command::Show(args) => show::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Debug(args) => debug::run(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "crossfoot", &mut script);
            print(&script)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Writes to standard output.
fn print(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.context("cannot write to standard output")
}

/// Writes one line to standard error. If even that fails there is no one left to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "crossfoot: {message}");
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain();
    causes.any(|cause| {
        let io = cause.downcast_ref::<io::Error>();
        io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Sends what the stages log to standard error, more with each `-v`; nothing without.
fn start_log(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => tracing::Level::INFO,
        2 => tracing::Level::DEBUG,
        _ => tracing::Level::TRACE,
    };
    let log = tracing_subscriber::fmt().with_max_level(level);
    log.with_writer(io::stderr).with_ansi(io::stderr().is_terminal()).init();
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
