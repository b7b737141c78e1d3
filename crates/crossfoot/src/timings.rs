//! Where the time goes.

use std::ops::AddAssign;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// How long each stage took, for one release or added up over many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Timings {
    /// Reading the file, and finding out whether it has changed.
    pub input: Duration,
    /// Decoding it into pages of words (`ingest`).
    pub decoding: Duration,
    /// Finding the tables (`grammar`).
    pub tables: Duration,
    /// Giving them their meaning (`statements`).
    pub statements: Duration,
    /// Proving the figures (`footing`).
    pub proofs: Duration,
    /// Writing the files (`export`).
    pub files: Duration,
}

impl Timings {
    /// The stages by name, in the order of the work.
    pub fn stages(&self) -> [(&'static str, Duration); 6] {
        [
            ("input", self.input),
            ("decoding", self.decoding),
            ("tables", self.tables),
            ("statements", self.statements),
            ("proofs", self.proofs),
            ("files", self.files),
        ]
    }

    /// All stages together.
    pub fn total(&self) -> Duration {
        self.stages().iter().map(|(_, time)| *time).sum()
    }
}

impl AddAssign for Timings {
    fn add_assign(&mut self, other: Self) {
        self.input += other.input;
        self.decoding += other.decoding;
        self.tables += other.tables;
        self.statements += other.statements;
        self.proofs += other.proofs;
        self.files += other.files;
    }
}

/// Does some work and adds the time it took.
pub(crate) fn timed<T>(time: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let outcome = work();
    *time += start.elapsed();
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_add_up() {
        let ms = Duration::from_millis;
        let one = Timings { decoding: ms(3), files: ms(2), ..Timings::default() };
        let mut sum = one;
        sum += one;
        assert_eq!((sum.decoding, sum.total()), (ms(6), ms(10)));
    }
}
