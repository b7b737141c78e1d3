//! Text as it may go to a terminal. What a release or a file is called can hold anything: orders to the terminal, marks that
//! turn the direction of writing, characters that no one sees. All that is printed goes through here.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// A text on one line, every character of which is seen and none obeyed.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden, |c| c.escape_default().to_string())
}

/// The same for lines: what ends a line does.
pub(crate) fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c != '\n' && is_hidden(c), |c| c.escape_default().to_string())
}

/// JSON with the same characters escaped its own way, so that whoever reads it gets what there is. Outside of strings JSON
/// has none but line ends.
pub(crate) fn visible_json(text: &str) -> Cow<'_, str> {
    escaped(
        text,
        |c| c != '\n' && is_hidden(c),
        |c| {
            let mut shown = String::new();
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
            shown
        },
    )
}

/// Whether a terminal obeys a character, or shows nothing for it.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Marks of direction, and what overrides it.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Ends of lines and paragraphs, blanks without width, marks of annotations.
            | '\u{2028}' | '\u{2029}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn escaped(text: &str, is_hidden: impl Fn(char) -> bool, shown: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(&is_hidden) {
        return Cow::Borrowed(text);
    }
    let each = text.chars().map(|c| if is_hidden(c) { shown(c) } else { c.to_string() });
    Cow::Owned(each.collect())
}

/// A sink for the log, which comes an event at a time. As text it has colours of its own where it goes to a terminal, and
/// what it is told is without orders already; as JSON it is not.
#[derive(Debug)]
pub(crate) struct VisibleLog<W> {
    pub(crate) to: W,
    pub(crate) json: bool,
}

impl<W: Write> Write for VisibleLog<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let shown = match self.json {
            true => visible_json(&text),
            false => escaped(&text, |c| !c.is_control() && is_hidden(c), |c| c.escape_default().to_string()),
        };
        self.to.write_all(shown.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_and_gives_no_orders() {
        assert_eq!(visible("q2 été 売上高 مبيعات.pdf"), "q2 été 売上高 مبيعات.pdf");
        assert_eq!(visible("a\u{1b}[31m\r\n.txt"), "a\\u{1b}[31m\\r\\n.txt");
        assert_eq!(visible("a\u{9b}31m\u{202e}fdp\u{2069}\u{7f}"), "a\\u{9b}31m\\u{202e}fdp\\u{2069}\\u{7f}");
        assert_eq!(visible_lines("a\u{7}\nb\r\n"), "a\\u{7}\nb\\r\n");
    }

    #[test]
    fn json_stays_what_it_is() {
        let text = "a\u{1b}\u{9b}\u{202e}\u{e0041}é\n";
        let json = serde_json::to_string_pretty(&[text]).expect("JSON");
        let shown = visible_json(&json);
        assert!(!shown.contains(|c| c != '\n' && is_hidden(c)), "{shown}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&shown).expect("JSON"), [text]);
    }

    #[test]
    fn the_log_keeps_its_colours_and_nothing_else() {
        let mut log = VisibleLog { to: Vec::new(), json: false };
        log.write_all("\u{1b}[32m INFO\u{1b}[0m a\u{202e}b\n".as_bytes()).expect("writes to memory");
        assert_eq!(String::from_utf8_lossy(&log.to), "\u{1b}[32m INFO\u{1b}[0m a\\u{202e}b\n");
    }
}
