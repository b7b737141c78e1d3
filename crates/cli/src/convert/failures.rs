//! What failed and why, when that is more than was just to be seen: by cause, the commonest first.

use std::collections::HashMap;
use std::path::Path;

use crossfoot::SummaryLine;

use super::words::counted;

/// With no more failures than this each has its line just above.
const SEEN: usize = 10;
/// How many causes are told. How many are kept apart is bounded as well: messages can hold names.
const TOLD: usize = 8;
const KEPT: usize = 1000;

/// Failures counted by cause.
#[derive(Default)]
pub(super) struct Failures {
    all: usize,
    causes: HashMap<String, Cause>,
}

struct Cause {
    count: usize,
    /// The first message of its sort and the input it was about.
    message: String,
    input: String,
}

impl Failures {
    pub(super) fn add(&mut self, line: &SummaryLine) {
        self.all += 1;
        let sort = sort(&line.message);
        if let Some(cause) = self.causes.get_mut(&sort) {
            cause.count += 1;
        } else if self.causes.len() < KEPT {
            let cause = Cause { count: 1, message: line.message.clone(), input: line.input.clone() };
            self.causes.insert(sort, cause);
        }
    }

    /// A line for each of the commonest causes; none when there are few failures.
    pub(super) fn told(&self, out: &Path) -> Vec<String> {
        if self.all <= SEEN {
            return Vec::new();
        }
        let mut causes: Vec<&Cause> = self.causes.values().collect();
        causes.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.message.cmp(&b.message)));
        let told = causes.iter().take(TOLD);
        let mut lines: Vec<String> =
            told.clone().map(|c| format!("{:>6} failed such as {}: {}", c.count, c.input, c.message)).collect();
        let left = self.all - told.map(|c| c.count).sum::<usize>();
        let summary = out.join("summary.csv");
        let others = if left > 0 { format!("{left:>6} failed for other causes; ") } else { String::new() };
        lines.push(format!("{others}{} in {}", counted(self.all, "failure"), summary.display()));
        lines
    }
}

/// Messages that differ in numbers only are of one sort.
fn sort(message: &str) -> String {
    let mut sort = String::with_capacity(message.len());
    for c in message.chars() {
        match c {
            '0'..='9' if sort.ends_with('#') => {}
            '0'..='9' => sort.push('#'),
            c => sort.push(c),
        }
    }
    sort
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossfoot::State;

    fn line(input: String, message: String) -> SummaryLine {
        SummaryLine { input, message, ..SummaryLine::empty("", State::Failed) }
    }

    #[test]
    fn many_failures_are_told_by_cause() {
        let mut failures = Failures::default();
        for n in 1..=10 {
            failures.add(&line(format!("{n}.pdf"), format!("scanned: all {n} pages are pictures")));
        }
        assert!(failures.told(Path::new("out")).is_empty(), "each has just been told");
        failures.add(&line("e.pdf".into(), "the file is empty".into()));
        assert_eq!(
            failures.told(Path::new("out")),
            [
                "    10 failed such as 1.pdf: scanned: all 1 pages are pictures".to_owned(),
                "     1 failed such as e.pdf: the file is empty".to_owned(),
                format!("11 failures in {}", Path::new("out").join("summary.csv").display()),
            ]
        );
        for cause in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            failures.add(&line("x".into(), cause.into()));
        }
        assert!(failures.told(Path::new("out"))[TOLD].starts_with("     2 failed for other causes; 19 failures in"));
    }
}
