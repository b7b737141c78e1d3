//! What goes to standard error: the log, complaints, and with `--log-format json` the reports as well.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use tracing::Level;

use crate::args::LogFormat;

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
    let log = tracing_subscriber::fmt().with_max_level(level).with_writer(io::stderr);
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
        let _ = writeln!(io::stderr(), "crossfoot: {}", one_line(message));
    }
}

/// A text without characters that a terminal would obey, or that would end its line: a file may be called anything.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_line_is_one_line_and_gives_no_orders() {
        assert_eq!(one_line("q2 été.pdf"), "q2 été.pdf");
        assert_eq!(one_line("a\u{1b}[31m\r\n.txt"), "a\\u{1b}[31m\\r\\n.txt");
    }
}
