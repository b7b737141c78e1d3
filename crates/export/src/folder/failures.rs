//! What is remembered of inputs that failed: they have no folder that could tell, and to fail can take as long as is allowed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::error::ExportError;
use crate::files::{self, open_regular};

/// A failure that will come about again as long as nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A hash of all that it depends on: input, options, limits, program version.
    pub fingerprint: String,
    /// What `summary.csv` said of the input.
    pub message: String,
}

/// A line of the file. The last one of a release counts.
#[derive(Serialize, Deserialize)]
struct Line {
    release: String,
    #[serde(flatten)]
    failure: Failure,
}

/// The failures of earlier runs and of this one, in a file that grows with each, so that a run that is killed loses none.
#[derive(Debug)]
pub struct Failures {
    place: PathBuf,
    known: BTreeMap<String, Failure>,
    /// Open from the first failure of this run on.
    file: Option<File>,
    /// Something in the file does not hold any more.
    outdated: bool,
}

impl Failures {
    /// Reads what earlier runs left. What cannot be read, such as the last line of a run that was killed, is forgotten;
    /// but what is no file of ours is in the way, as it would be written to.
    pub(super) fn read(place: PathBuf) -> Result<Self, ExportError> {
        let mut known = BTreeMap::new();
        let mut lines = 0;
        let opened = open_regular(File::options().read(true), &place);
        if let Ok(None) = opened {
            return Err(ExportError::InTheWay { path: place });
        }
        if let Ok(Some(file)) = opened {
            for line in BufReader::new(file).lines().map_while(Result::ok) {
                lines += 1;
                if let Ok(Line { release, failure }) = serde_json::from_str(&line) {
                    known.insert(release, failure);
                }
            }
        }
        let outdated = lines != known.len();
        Ok(Self { place, known, file: None, outdated })
    }

    /// How the input of a release failed before.
    pub fn of(&self, release: &str) -> Option<&Failure> {
        self.known.get(release)
    }

    /// Remembers how the input of a release failed. What cannot be written is tried again by the next run.
    pub fn remember(&mut self, release: &str, failure: Failure) {
        if self.known.get(release) == Some(&failure) {
            return;
        }
        let line = Line { release: release.to_owned(), failure };
        let _ = self.append(&line);
        self.known.insert(line.release, line.failure);
        self.outdated = true;
    }

    /// Forgets what failed before: it went well, or fails for a reason that may pass.
    pub fn forget(&mut self, release: &str) {
        self.outdated |= self.known.remove(release).is_some();
    }

    fn append(&mut self, line: &Line) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let opened = open_regular(File::options().append(true).create(true), &self.place)?;
                let mut file = opened.ok_or(io::ErrorKind::InvalidInput)?;
                // What a run that was killed left of a line ends here.
                file.write_all(b"\n")?;
                self.file.insert(file)
            }
        };
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        file.write_all(&text)
    }

    /// Leaves in the file what still holds, and no file where nothing failed; `fresh` is where it is made ready.
    pub(super) fn finish(self, fresh: PathBuf) {
        if self.known.is_empty() {
            let _ = fs::remove_file(&self.place);
            return;
        }
        if !self.outdated {
            return;
        }
        let write = || {
            let _ = fs::remove_file(&fresh);
            let mut out = BufWriter::new(File::create_new(&fresh)?);
            for (release, failure) in self.known {
                serde_json::to_writer(&mut out, &Line { release, failure })?;
                out.write_all(b"\n")?;
            }
            out.flush()?;
            files::put(&fresh, &self.place)
        };
        // If that is refused the longer file says the same.
        let _ = write();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(message: &str) -> Failure {
        Failure { fingerprint: "ab".into(), message: message.into() }
    }

    #[test]
    fn failures_are_known_to_the_next_run_even_if_this_one_is_killed() {
        let temp = tempfile::tempdir().expect("a folder");
        let (place, fresh) = (temp.path().join("failed"), temp.path().join("fresh"));
        let mut failures = Failures::read(place.clone()).expect("a file of ours");
        assert_eq!(failures.of("q2"), None);
        failures.remember("q2", failure("slow"));
        failures.remember("q1", failure("scanned"));
        drop(failures);
        // Killed in the middle of a line.
        File::options().append(true).open(&place).and_then(|mut file| file.write_all(b"{\"rel")).expect("writes");
        let mut failures = Failures::read(place.clone()).expect("a file of ours");
        assert_eq!(failures.of("q2"), Some(&failure("slow")));
        failures.remember("q2", failure("too slow"));
        drop(failures);
        let mut failures = Failures::read(place.clone()).expect("a file of ours");
        assert_eq!((failures.of("q2"), failures.of("q1")), (Some(&failure("too slow")), Some(&failure("scanned"))));
        failures.forget("q1");
        failures.finish(fresh.clone());
        assert_eq!(fs::read_to_string(&place).expect("a file").lines().count(), 1);

        let mut failures = Failures::read(place.clone()).expect("a file of ours");
        failures.forget("q2");
        failures.finish(fresh);
        assert!(!place.exists(), "where nothing failed there is no file");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_of_ours_is_neither_read_nor_written() {
        let temp = tempfile::tempdir().expect("a folder");
        let (place, mine) = (temp.path().join("failed"), temp.path().join("mine"));
        fs::write(&mine, "years of work").expect("a file");
        std::os::unix::fs::symlink(&mine, &place).expect("a link");
        let error = Failures::read(place.clone()).expect_err("a link");
        assert!(matches!(&error, ExportError::InTheWay { path } if *path == place), "{error}");
        fs::remove_file(&place).expect("gone");
        crate::testing::pipe(&place);
        assert!(matches!(Failures::read(place), Err(ExportError::InTheWay { .. })), "a pipe would be waited for");
        assert_eq!(fs::read_to_string(&mine).expect("a file"), "years of work");
    }
}
