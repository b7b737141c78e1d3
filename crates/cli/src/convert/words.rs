//! A batch and its inputs in words.

use std::path::Path;

use crossfoot::{State, Strays, Summary, SummaryLine, Tally, Timings};

use crate::table::pad_right;

/// `q2.pdf  12 pages   5 statements   812 figures  message`, in columns.
pub(super) fn described(line: &SummaryLine, name_width: usize) -> String {
    let number = |n: usize, noun: &str| format!("{n:>5} {:<w$}", plural(n, noun), w = noun.len() + 1);
    let unchanged = if line.unchanged { "unchanged" } else { "" };
    let remark = match line.state {
        State::Ok => line.message.clone(),
        state => format!("{state}: {}", line.message),
    };
    let remarks = [unchanged, &remark].into_iter().filter(|remark| !remark.is_empty());
    let text = format!(
        "{}{}{}{}  {}",
        pad_right(&line.input, name_width),
        number(line.pages, "page"),
        number(line.statements, "statement"),
        number(line.tally.figures, "figure") + &proved_of(line),
        remarks.collect::<Vec<_>>().join("; "),
    );
    text.trim_end().to_owned()
}

/// ` 97.5% proved`, and what else is to be told of the figures.
fn proved_of(line: &SummaryLine) -> String {
    let tally = line.tally;
    if tally.figures == 0 {
        return String::new();
    }
    let share = tally.proved * 1000 / tally.figures;
    let mut text = format!(" {:>3}.{}% proved", share / 10, share % 10);
    for (count, word) in [
        (tally.suspect, "suspect"),
        (tally.repaired, "repaired"),
        (tally.unsure, "unsure"),
        (tally.confirmed.unwrap_or(0), "confirmed"),
    ] {
        if count > 0 {
            text += &format!(", {count} {word}");
        }
    }
    text
}

/// `12 inputs, 3 unchanged, 2 failed, 1 stale: 40 statements, 2310 figures (71% proved, 93 to check) -> out`.
pub(super) fn totals(summary: &Summary, out: &Path) -> String {
    let mut text = counted(summary.inputs, "input");
    let parts = [
        (summary.unchanged, "unchanged"),
        (summary.partial, "partial"),
        (summary.failed, State::Failed.name()),
        (summary.stale, "stale"),
    ];
    for (number, word) in parts.into_iter().filter(|(number, _)| *number > 0) {
        text += &format!(", {number} {word}");
    }
    let statements = counted(summary.statements, "statement");
    let figures = counted(summary.tally.figures, "figure");
    format!("{text}: {statements}, {figures}{} -> {}", proved(&summary.tally), out.display())
}

/// How many names of folders are told.
const TOLD: usize = 8;

/// What earlier runs wrote for inputs that are not among these, and what became of it.
pub(super) fn strays(strays: &Strays) -> Option<String> {
    let listed = |names: &[String]| {
        let more = names.len().saturating_sub(TOLD);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{}{more}", names[..names.len().min(TOLD)].join(", "))
    };
    let Strays { left, pruned, prune, unsure } = strays;
    let mut parts = Vec::new();
    if !pruned.is_empty() {
        parts.push(format!("{} pruned: {}", counted(pruned.len(), "folder"), listed(pruned)));
    }
    if !left.is_empty() {
        let folders = counted(left.len(), "folder");
        let these = listed(left);
        parts.push(match (prune, unsure) {
            (false, _) => format!("{folders} of inputs that are not among these (--prune takes them away): {these}"),
            (true, true) => {
                format!("{folders} not pruned, as an input that could not be read may have theirs: {these}")
            }
            (true, false) => format!("{folders} not pruned, for what is in them beside what crossfoot wrote: {these}"),
        });
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// ` (71% proved, 2 suspect, 93 to check)`; nothing where there is no figure.
fn proved(tally: &Tally) -> String {
    if tally.figures == 0 {
        return String::new();
    }
    // Rounded down: all is only all.
    let mut text = format!(" ({}% proved", tally.proved * 100 / tally.figures);
    for (number, word) in [
        (tally.repaired, "repaired"),
        (tally.suspect, "suspect"),
        (tally.unsure, "unsure"),
        (tally.confirmed.unwrap_or(0), "confirmed"),
        (tally.to_check, "to check"),
    ] {
        if number > 0 {
            text += &format!(", {number} {word}");
        }
    }
    text + ")"
}

/// `1.92 s of work: input 1%, decoding 24%, ...`, the work of all workers added up.
pub(super) fn times(timings: &Timings) -> String {
    let total = timings.total().as_secs_f64();
    let share = |part: f64| if total > 0.0 { (part / total * 100.0).round() } else { 0.0 };
    let stages = timings.stages().map(|(name, time)| format!("{name} {}%", share(time.as_secs_f64())));
    format!("{total:.2} s of work: {}", stages.join(", "))
}

/// `3 releases`, `1 release`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {}", plural(number, noun))
}

fn plural(number: usize, noun: &str) -> String {
    format!("{noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn lines_stand_in_columns() {
        let mut line = SummaryLine {
            input: "q2.pdf".into(),
            pages: 1,
            statements: 12,
            tally: Tally { figures: 812, footed: 800, proved: 792, suspect: 2, ..Tally::default() },
            ..SummaryLine::empty("q2", State::Ok)
        };
        assert_eq!(described(&line, 8), "q2.pdf      1 page    12 statements  812 figures  97.5% proved, 2 suspect");
        line.unchanged = true;
        assert!(described(&line, 8).ends_with("suspect  unchanged"));
        line.state = State::Partial;
        line.message = "page 2: the page is a picture without text".into();
        assert!(
            described(&line, 8).ends_with("suspect  unchanged; partial: page 2: the page is a picture without text")
        );
    }

    #[test]
    fn totals_name_only_what_there_is() {
        let mut summary = Summary { inputs: 1, statements: 5, ..Summary::default() };
        assert_eq!(totals(&summary, Path::new("out")), "1 input: 5 statements, 0 figures -> out");
        summary.tally = Tally { figures: 300, footed: 300, proved: 299, suspect: 1, to_check: 4, ..Tally::default() };
        (summary.inputs, summary.unchanged, summary.failed) = (12, 3, 1);
        assert_eq!(
            totals(&summary, Path::new("out")),
            "12 inputs, 3 unchanged, 1 failed: 5 statements, 300 figures (99% proved, 1 suspect, 4 to check) -> out"
        );
    }

    #[test]
    fn folders_of_no_input_are_told_and_what_became_of_them() {
        let some = |n: usize| (1..=n).map(|n| format!("q{n}")).collect::<Vec<_>>();
        assert_eq!(strays(&Strays::default()), None);
        let told = |left, pruned, prune, unsure| {
            strays(&Strays { left: some(left), pruned: some(pruned), prune, unsure }).expect("something to tell")
        };
        assert_eq!(
            told(1, 0, false, false),
            "1 folder of inputs that are not among these (--prune takes them away): q1"
        );
        assert_eq!(told(0, 10, true, false), "10 folders pruned: q1, q2, q3, q4, q5, q6, q7, q8 and 2 more");
        assert!(
            told(1, 2, true, false).starts_with("2 folders pruned: q1, q2; 1 folder not pruned, for what is in them")
        );
        assert!(told(2, 0, true, true).starts_with("2 folders not pruned, as an input that could not be read"));
    }

    #[test]
    fn shares_of_the_time() {
        let timings =
            Timings { decoding: Duration::from_millis(500), files: Duration::from_millis(1500), ..Timings::default() };
        assert_eq!(
            times(&timings),
            "2.00 s of work: input 0%, decoding 25%, tables 0%, statements 0%, proofs 0%, files 75%"
        );
        assert!(times(&Timings::default()).starts_with("0.00 s of work: input 0%"));
    }
}
