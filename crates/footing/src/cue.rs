//! What words, indent and rules hint about a line. Hints make a candidate cheaper to believe; the arithmetic decides.

use crossfoot_statements::{Kind, Statement};

use crate::grid::{Grid, Way};

/// Words of lines that close others.
const TOTAL: [&str; 22] = [
    "total",
    "net",
    "gross",
    "subtotal",
    "sub-total",
    "income",
    "profit",
    "loss",
    "earnings",
    "ebit",
    "ebitda",
    "margin",
    "adjusted",
    "core",
    "non-gaap",
    "end",
    "ending",
    "balance",
    "increase",
    "decrease",
    "change",
    "worldwide",
];

/// Words of lines that do so beyond doubt.
const SURE: [&str; 3] = ["total", "subtotal", "sub-total"];

/// Words of lines printed positive that are taken away.
const NEGATIVE: [&str; 17] = [
    "less",
    "cost",
    "costs",
    "expense",
    "expenses",
    "tax",
    "taxes",
    "provision",
    "noncontrolling",
    "non-controlling",
    "minority",
    "deduct",
    "charges",
    "depreciation",
    "amortization",
    "interests",
    "losses",
];

/// Words of lines of a balance sheet that are taken away though some print them positive.
const CONTRA: [&str; 9] =
    ["less", "deduct", "treasury", "accumulated", "deficit", "allowance", "allowances", "unearned", "subscriptions"];

/// Hints about one line.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cue {
    /// Its label or the rule above it says that it closes other lines.
    pub(crate) total: bool,
    /// The same beyond doubt: it says *total*, or a rule stands above it, or it has no label of its own.
    pub(crate) strong: bool,
    /// Its label says that it may be taken away though printed positive.
    pub(crate) negative: bool,
    /// Its name and place in a statement that standards require say that it closes the lines above it.
    pub(crate) named: bool,
    /// It may be taken away though printed positive, or the other way about. In a statement of cash flows and in a balance
    /// sheet signs are printed as they are added, but for lines that say so.
    pub(crate) turns: bool,
    /// Its label says that a loss may be printed positive.
    pub(crate) loss: bool,
    /// Lines under the same headings have the same group.
    pub(crate) group: usize,
}

/// The hints for the lines of a grid.
pub(crate) fn cues(statement: &Statement, grid: &Grid) -> Vec<Cue> {
    match grid.way {
        Way::Across => grid.lines.iter().map(|col| of_heading(&statement.columns[*col].heading)).collect(),
        Way::Down => {
            // Where most lines have a rule above them it marks no totals.
            let ruled = grid.lines.iter().filter(|row| statement.items[**row].ruled_above).count();
            let rules_tell = 2 * ruled <= grid.lines.len();
            let mut group = 0;
            let mut last: Option<&[_]> = None;
            let lines = grid.lines.iter().map(|row| {
                let item = &statement.items[*row];
                if last.is_some_and(|section| section != item.section.as_slice()) {
                    group += 1;
                }
                last = Some(&item.section);
                let lower = item.label.to_lowercase();
                let label = Label::of(&lower);
                let strong = label.has(&SURE) || rules_tell && item.ruled_above || item.label.is_empty();
                Cue {
                    total: strong || label.has(&TOTAL),
                    strong,
                    negative: label.has(&NEGATIVE),
                    named: false,
                    turns: match statement.kind {
                        Kind::CashFlow => label.has(&["less", "deduct"]),
                        Kind::BalanceSheet => label.has(&CONTRA),
                        _ => true,
                    },
                    loss: label.has(&["loss", "losses", "deficit", "used"]),
                    group,
                }
            });
            lines.collect()
        }
    }
}

/// Whether a label says that its line is taken away, printed positive or not.
pub(crate) fn is_taken_away(label: &str) -> bool {
    Label::of(&label.to_lowercase()).has(&NEGATIVE)
}

fn of_heading(heading: &str) -> Cue {
    let lower = heading.to_lowercase();
    let heading = Label::of(&lower);
    let total = heading.has(&[
        "total",
        "consolidated",
        "worldwide",
        "adjusted",
        "non-gaap",
        "core",
        "change",
        "organic",
        "net",
    ]);
    Cue {
        total,
        strong: total,
        negative: heading.has(&["less", "eliminations"]),
        named: false,
        turns: true,
        loss: false,
        group: 0,
    }
}

/// The words of a label in lower case.
struct Label<'a>(Vec<&'a str>);

impl<'a> Label<'a> {
    fn of(lower: &'a str) -> Self {
        let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        Self(words.filter(|w| !w.is_empty()).collect())
    }

    fn has(&self, words: &[&str]) -> bool {
        self.0.iter().any(|w| words.contains(w))
    }
}
