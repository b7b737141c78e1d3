//! What the parsers of this module share.

use nom::bytes::complete::take_while;
use nom::{IResult, Parser};

/// A nom parser over text, under a shorter name.
pub(super) trait Read<'a, T>: Parser<&'a str, Output = T, Error = nom::error::Error<&'a str>> {}

impl<'a, T, P: Parser<&'a str, Output = T, Error = nom::error::Error<&'a str>>> Read<'a, T> for P {}

/// White space of any kind, none included.
pub(super) fn space(input: &str) -> IResult<&str, &str> {
    take_while(char::is_whitespace).parse(input)
}

/// Runs a parser over a whole text, white space around it apart.
pub(super) fn whole<'a, T>(text: &'a str, mut parser: impl Read<'a, T>) -> Option<T> {
    let (rest, read) = parser.parse(text.trim()).ok()?;
    rest.trim().is_empty().then_some(read)
}
