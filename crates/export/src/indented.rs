//! JSON as `release.json` sets it: indented by two spaces, with each figure and each term of a relation on one line.
//!
//! A file in which every coordinate has a line of its own is twice as large and shows no more: so the innermost is set in one
//! line, which also makes of a figure that changed one line of a comparison.

use std::fmt::Display;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

/// A comma, a line end, and as many spaces as most lines begin with.
const LINE: &[u8] = b",\n                                ";
/// Of which these come before the spaces.
const BREAK: usize = 2;

/// So deep are the figures of a row, in lists and objects; what is in them stands on their line.
const LINES: usize = 6;

/// Sets JSON as `serde_json`'s own pretty formatter does, down to the figures of a row.
#[derive(Debug, Default)]
pub(crate) struct Indented {
    depth: usize,
    /// Whether the innermost list or object has members.
    filled: bool,
}

impl Indented {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled && self.depth < LINES {
            self.new_line(out, true)?;
        }
        // What is around it has at least this one.
        self.filled = true;
        out.write_all(bracket)
    }

    /// Parts a member from what stands before it.
    fn part<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        match (self.depth > LINES, first) {
            (true, true) => Ok(()),
            (true, false) => out.write_all(b", "),
            (false, _) => self.new_line(out, first),
        }
    }

    fn new_line<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        let (start, spaces) = (usize::from(first), 2 * self.depth);
        let at_once = spaces.min(LINE.len() - BREAK);
        out.write_all(&LINE[start..BREAK + at_once])?;
        (at_once..spaces).try_for_each(|_| out.write_all(b" "))
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.part(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.part(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

/// What is written as the text that it shows, without that text being made first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn set(value: &Value) -> String {
        let mut out = Vec::new();
        let set = value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Indented::default()));
        set.expect("writes to memory");
        String::from_utf8(out).expect("UTF-8")
    }

    /// A value so many lists deep.
    fn nested(value: Value, lists: usize) -> Value {
        (0..lists).fold(value, |inner, _| json!([inner, {}]))
    }

    #[test]
    fn as_serde_json_sets_it_down_to_the_figures() {
        let value = json!({ "list": [1, [], {}, [[], "a"], { "b": null }], "none": {}, "text": "a\n\"b\"" });
        for lists in 0..LINES - 2 {
            let nested = nested(value.clone(), lists);
            assert_eq!(set(&nested), serde_json::to_string_pretty(&nested).expect("JSON"));
        }
    }

    #[test]
    fn a_figure_stands_on_one_line() {
        let figure = json!({ "page": 1, "place": [1.5, 2, [], {}, [{}]], "printed": "(5)" });
        let text = set(&nested(json!([figure, null, [], figure]), LINES - 1));
        let lines: Vec<&str> = text.lines().filter(|line| line.contains("place")).collect();
        let line = "            {\"page\": 1, \"place\": [1.5, 2, [], {}, [{}]], \"printed\": \"(5)\"}";
        assert_eq!(lines, [&format!("{line},"), line]);
        let deep = nested(figure, 30);
        assert_eq!(serde_json::from_str::<Value>(&set(&deep)).expect("JSON"), deep);
    }
}
