//! Where the password for locked PDFs comes from.

use std::env;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The variable that may hold it.
const VARIABLE: &str = "CROSSFOOT_PASSWORD";
/// No password is longer, and a file that is meant need not be read to its end.
const LONGEST: u64 = 4096;

/// The password that was given, or that a file's first line has, or the variable; an error is in words. An empty variable
/// is none.
pub(crate) fn of(given: Option<&str>, file: Option<&Path>) -> Result<Option<String>, String> {
    if let Some(given) = given {
        return Ok(Some(given.to_owned()));
    }
    if let Some(file) = file {
        let read = first_line(file).map(Some);
        return read.map_err(|error| format!("cannot read the password from {}: {error}", file.display()));
    }
    match env::var(VARIABLE) {
        Ok(password) => Ok(Some(password).filter(|password| !password.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(format!("{VARIABLE} is not UTF-8")),
    }
}

fn first_line(file: &Path) -> io::Result<String> {
    let mut line = String::new();
    BufReader::new(File::open(file)?.take(LONGEST)).read_line(&mut line)?;
    let line = line.strip_suffix('\n').unwrap_or(&line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.is_empty() { Err(io::Error::other("its first line is empty")) } else { Ok(line.to_owned()) }
}
