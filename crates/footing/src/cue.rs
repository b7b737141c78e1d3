//! What words, indent and rules hint about a line. Hints make a candidate cheaper to believe; the arithmetic decides.

use crossfoot_lexicon::{Word, WordClass, word};
use crossfoot_statements::{Kind, Statement};

use crate::grid::{Grid, Way};

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
                let label = Label::of(&item.label);
                let strong = label.has(WordClass::SureTotal) || rules_tell && item.ruled_above || item.label.is_empty();
                Cue {
                    total: strong || label.has(WordClass::ClosingLine),
                    strong,
                    negative: label.has(WordClass::TakenAway),
                    named: false,
                    turns: match statement.kind {
                        Kind::CashFlow => label.has(WordClass::Deducted),
                        Kind::BalanceSheet => label.has(WordClass::Contra),
                        _ => true,
                    },
                    loss: label.has(WordClass::LossLine),
                    group,
                }
            });
            lines.collect()
        }
    }
}

/// Whether a label says that its line is taken away, printed positive or not.
pub(crate) fn is_taken_away(label: &str) -> bool {
    Label::of(label).has(WordClass::TakenAway)
}

fn of_heading(heading: &str) -> Cue {
    let heading = Label::of(heading);
    let total = heading.has(WordClass::ClosingHead);
    Cue {
        total,
        strong: total,
        negative: heading.has(WordClass::TakenAwayHead),
        named: false,
        turns: true,
        loss: false,
        group: 0,
    }
}

/// The words of a label that the lexicon knows.
struct Label(Vec<&'static Word>);

impl Label {
    fn of(label: &str) -> Self {
        let words = label.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        Self(words.map(word).filter(|word| !word.is_unknown()).collect())
    }

    fn has(&self, class: WordClass) -> bool {
        self.0.iter().any(|word| word.is(class))
    }
}
