//! What goes to standard error: the log, complaints, and with `--log-format json` the reports as well.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use tracing::Level;

use crate::args::LogFormat;
use crate::visible::{VisibleLog, visible};

/// Whether all is written as JSON.
static JSON: OnceLock<bool> = OnceLock::new();

/// Sends what the stages log to standard error, more with each `-v`. Without, nothing as text, and what would be
/// printed as JSON.
pub(crate) fn start(verbose: u8, format: LogFormat) {
    let json = format == LogFormat::Json;
    let _ = JSON.set(json);
    let level = match verbose {
        0 if !json => return,
        0 | 1 => Level::INFO,
        2 => Level::DEBUG,
        _ => Level::TRACE,
    };
    let log =
        tracing_subscriber::fmt().with_max_level(level).with_writer(move || VisibleLog { to: io::stderr(), json });
    if json {
        log.json().flatten_event(true).init();
    } else {
        log.with_ansi(io::stderr().is_terminal()).init();
    }
}

/// Whether all is written as JSON.
pub(crate) fn is_json() -> bool {
    JSON.get().copied().unwrap_or_default()
}

/// Writes one line to standard error. If even that fails there is no one left to tell.
pub(crate) fn complain(message: &str) {
    if is_json() {
        tracing::error!("{message}");
    } else {
        let _ = writeln!(io::stderr(), "crossfoot: {}", visible(message));
    }
}
