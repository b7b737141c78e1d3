//! What is remembered of inputs that failed: they have no folder that could tell, and to fail can take as long as is allowed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

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
    /// Reads what earlier runs left. What cannot be read, such as the last line of a run that was killed, is forgotten.
    pub(super) fn read(place: PathBuf) -> Self {
        let mut known = BTreeMap::new();
        let mut lines = 0;
        if let Ok(file) = File::open(&place) {
            for line in BufReader::new(file).lines().map_while(Result::ok) {
                lines += 1;
                if let Ok(Line { release, failure }) = serde_json::from_str(&line) {
                    known.insert(release, failure);
                }
            }
        }
        let outdated = lines != known.len();
        Self { place, known, file: None, outdated }
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
                let mut file = File::options().append(true).create(true).open(&self.place)?;
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
            let mut out = BufWriter::new(File::create(&fresh)?);
            for (release, failure) in self.known {
                serde_json::to_writer(&mut out, &Line { release, failure })?;
                out.write_all(b"\n")?;
            }
            out.flush()?;
            fs::rename(&fresh, &self.place)
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
        let mut failures = Failures::read(place.clone());
        assert_eq!(failures.of("q2"), None);
        failures.remember("q2", failure("slow"));
        failures.remember("q1", failure("scanned"));
        drop(failures);
        // Killed in the middle of a line.
        File::options().append(true).open(&place).and_then(|mut file| file.write_all(b"{\"rel")).expect("writes");
        let mut failures = Failures::read(place.clone());
        assert_eq!(failures.of("q2"), Some(&failure("slow")));
        failures.remember("q2", failure("too slow"));
        drop(failures);
        let mut failures = Failures::read(place.clone());
        assert_eq!((failures.of("q2"), failures.of("q1")), (Some(&failure("too slow")), Some(&failure("scanned"))));
        failures.forget("q1");
        failures.finish(fresh.clone());
        assert_eq!(fs::read_to_string(&place).expect("a file").lines().count(), 1);

        let mut failures = Failures::read(place.clone());
        failures.forget("q2");
        failures.finish(fresh);
        assert!(!place.exists(), "where nothing failed there is no file");
    }
}
