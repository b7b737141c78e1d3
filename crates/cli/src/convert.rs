//! `crossfoot convert`.

use std::io::{self, Write};
use std::process::ExitCode;

use crossfoot::{Progress, State, Summary, SummaryLine};
use unicode_width::UnicodeWidthStr;

use crate::args::ConvertArgs;
use crate::complain;
use crate::table::pad_right;

/// Names longer than this push their own line out and no other.
const WIDEST_NAME: usize = 80;

pub(crate) fn run(args: ConvertArgs) -> anyhow::Result<ExitCode> {
    let mut name_width = 0;
    let report = |progress: Progress<'_>| match progress {
        Progress::Found(inputs) => {
            let widths = inputs.iter().map(|input| input.width());
            name_width = widths.max().unwrap_or(0).min(WIDEST_NAME);
        }
        Progress::Done(line) if line.state == State::Failed => {
            complain(&format!("{}: {}", line.input, line.message));
        }
        Progress::Done(line) => {
            if !args.quiet {
                say(&described(line, name_width));
            }
        }
    };
    let summary = crossfoot::convert(&args.inputs, &args.out, &args.reading.options(), report)?;
    if !args.quiet {
        say(&format!("{} -> {}", totals(&summary), args.out.display()));
    }
    Ok(if summary.count(State::Failed) > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Prints a line. The files are what the user asked for: that no one reads the report must not stop the work.
fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// `q2.pdf  12 pages   5 statements   812 figures  message`, in columns.
fn described(line: &SummaryLine, name_width: usize) -> String {
    let number = |n: usize, noun: &str| format!("{n:>5} {:<w$}", plural(n, noun), w = noun.len() + 1);
    let text = format!(
        "{}{}{}{}  {}",
        pad_right(&line.input, name_width),
        number(line.pages, "page"),
        number(line.statements, "statement"),
        number(line.tally.figures, "figure") + &proved(line),
        match line.state {
            State::Ok => line.message.clone(),
            state => format!("{state}: {}", line.message),
        }
    );
    text.trim_end().to_owned()
}

/// `, 97.5 % proved`, and what else is to be told of the figures.
fn proved(line: &SummaryLine) -> String {
    let tally = line.tally;
    if tally.figures == 0 {
        return String::new();
    }
    let share = (tally.footed + tally.repaired) * 1000 / tally.figures;
    let mut text = format!(" {:>3}.{} % proved", share / 10, share % 10);
    let mut add = |count: usize, word: &str| {
        if count > 0 {
            text += &format!(", {count} {word}");
        }
    };
    add(tally.suspect, "suspect");
    add(tally.repaired, "repaired");
    add(tally.confirmed.unwrap_or(0), "confirmed");
    text
}

fn totals(summary: &Summary) -> String {
    let mut text = counted(summary.lines.len(), "input");
    for state in [State::Partial, State::Failed] {
        match summary.count(state) {
            0 => {}
            n => text += &format!(", {n} {state}"),
        }
    }
    let statements = counted(summary.statements(), "statement");
    let figures = counted(summary.figures(), "figure");
    format!("{text}: {statements}, {figures}")
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {}", plural(number, noun))
}

fn plural(number: usize, noun: &str) -> String {
    format!("{noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossfoot::Tally;
    use std::time::Duration;

    #[test]
    fn lines_stand_in_columns() {
        let mut line = SummaryLine {
            input: "q2.pdf".into(),
            release: "q2".into(),
            state: State::Ok,
            pages: 1,
            statements: 12,
            tally: Tally { figures: 812, footed: 792, suspect: 2, ..Tally::default() },
            time: Duration::ZERO,
            message: String::new(),
        };
        assert_eq!(described(&line, 8), "q2.pdf      1 page    12 statements  812 figures  97.5 % proved, 2 suspect");
        line.state = State::Partial;
        line.message = "page 2: the page is a picture without text".into();
        assert!(described(&line, 8).ends_with("suspect  partial: page 2: the page is a picture without text"));
    }
}
