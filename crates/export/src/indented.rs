//! JSON as `release.json` sets it: indented by two spaces.

use std::fmt::Display;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

/// A comma, a line end, and as many spaces as most lines begin with.
const LINE: &[u8] = b",\n                                ";
/// Of which these come before the spaces.
const BREAK: usize = 2;

/// Sets JSON as `serde_json`'s own pretty formatter does, but writes each line end with its indent at once.
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
        if self.filled {
            self.new_line(out, true)?;
        }
        // What is around it has at least this one.
        self.filled = true;
        out.write_all(bracket)
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
        self.new_line(out, first)
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
        self.new_line(out, first)
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

    #[test]
    fn as_serde_json_sets_it() {
        let mut nested = json!({ "list": [1, [], {}, [[], "a"], { "b": null }], "none": {}, "text": "a\n\"b\"" });
        for _ in 0..20 {
            nested = Value::Array(vec![nested, json!({})]);
        }
        let mut out = Vec::new();
        let set = nested.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Indented::default()));
        set.expect("writes to memory");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), serde_json::to_string_pretty(&nested).expect("JSON"));
    }
}
