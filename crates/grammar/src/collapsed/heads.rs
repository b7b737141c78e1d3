//! Cuts a line without gaps into the headings of columns, by what its words say.

use std::ops::Range;

use crossfoot_ingest::Word;

use super::join;
use crate::heading::speaks_of_change;
use crate::period::{self, Clue};
use crate::unit_note::is_unit_note;

/// A heading of a change is of at most so many words.
const CHANGE_WORDS: usize = 3;

/// The headings of a line for so many columns, left to right, each as its words: one for each column, or for each of equal parts of
/// them. What stands before them heads the labels. None if the line is no line of headings; any number of two and more will do
/// where the columns are not known (`usize::MAX`).
pub(super) fn heads(words: &[Word], columns: usize) -> Option<Vec<Range<usize>>> {
    let fits = |n: usize| n > 0 && if columns == usize::MAX { n > 1 } else { columns.is_multiple_of(n) };
    if let Some(parts) = repeated(words, columns) {
        return Some(parts);
    }
    if let Some(pieces) = pieces(words, false) {
        if fits(pieces.len()) {
            return Some(pieces);
        }
        // `Change %`: a change in the unit and one in percent.
        let parted: Vec<Range<usize>> = pieces
            .iter()
            .flat_map(|piece| {
                let change = period::clues(&join(&words[piece.clone()])).is_empty();
                if change { piece.clone().map(|at| at..at + 1).collect() } else { vec![piece.clone()] }
            })
            .collect();
        if fits(parted.len()) {
            return Some(parted);
        }
    }
    // `2023 to Sales 2022 to Sales`
    pieces(words, true).filter(|pieces| pieces.len() == columns)
}

/// The parts of a line that says the same as often as there are columns: `Fiscal Fiscal Fiscal`.
fn repeated(words: &[Word], columns: usize) -> Option<Vec<Range<usize>>> {
    let length = words.len().checked_div(columns).filter(|length| *length > 0 && columns > 1)?;
    let same = words.len() == length * columns
        && words.iter().zip(words.iter().skip(length)).all(|(word, next)| word.text == next.text);
    same.then(|| (0..columns).map(|n| n * length..(n + 1) * length).collect())
}

/// The periods of a line, and the changes between and behind them; none where anything else stands among them, unless `loose`: then
/// it heads columns, too.
fn pieces(words: &[Word], loose: bool) -> Option<Vec<Range<usize>>> {
    let text = join(words);
    let found = period::clues(&text);
    let starts: Vec<usize> = words
        .iter()
        .scan(0, |at, word| {
            let start = *at;
            *at += word.text.len() + 1;
            Some(start)
        })
        .collect();
    let word_at = |byte: usize| starts.partition_point(|start| *start <= byte).saturating_sub(1);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut said = Said::default();
    let mut end = 0;
    for (bytes, clue) in &found {
        let span = word_at(bytes.start)..word_at(bytes.end.saturating_sub(1)) + 1;
        if span.start > end {
            let between = join(&words[end..span.start]);
            if out.is_empty() {
                // What heads the labels; a line that begins otherwise is a title.
                if !(is_unit_note(&between) || span.start - end <= CHANGE_WORDS) {
                    return None;
                }
            } else if is_head(&between, loose, span.start - end) {
                out.push(end..span.start);
                said = Said::all();
            } else if let Some(last) = out.last_mut().filter(|_| span.start - end <= 2) {
                last.end = span.start;
            } else {
                return None;
            }
        }
        if out.is_empty() || said.has(clue) {
            out.push(span.clone());
            said = Said::default();
        } else if let Some(last) = out.last_mut() {
            last.end = last.end.max(span.end);
        }
        said.add(clue);
        end = end.max(span.end);
    }
    if end < words.len() && !out.is_empty() {
        let rest = join(&words[end..]);
        if is_head(&rest, loose, words.len() - end) {
            out.push(end..words.len());
        } else if let Some(last) = out.last_mut().filter(|_| words.len() - end <= 1) {
            last.end = words.len();
        } else {
            return None;
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Whether words that are no period head a column.
fn is_head(text: &str, loose: bool, words: usize) -> bool {
    speaks_of_change(text) > 0 && words <= 2 * CHANGE_WORDS || loose && words <= CHANGE_WORDS
}

/// What a heading says already of its period.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    length: bool,
    part: bool,
    day: bool,
    year: bool,
}

impl Said {
    fn all() -> Self {
        Self { length: true, part: true, day: true, year: true }
    }

    /// Whether a clue says again what is said, or what is never said after it.
    fn has(self, clue: &Clue) -> bool {
        match clue {
            Clue::Length(_) | Clue::FullYear | Clue::YearToDate | Clue::Trailing => {
                self.length || self.day || self.year
            }
            Clue::Quarter(_) | Clue::Half(_) => self.part || self.day || self.year,
            Clue::Date { .. } => self.day || self.year,
            Clue::Year { .. } => self.year,
            Clue::AsOf => self.day || self.year,
            Clue::NoSuch => false,
        }
    }

    fn add(&mut self, clue: &Clue) {
        match clue {
            Clue::Length(_) | Clue::FullYear | Clue::YearToDate | Clue::Trailing => self.length = true,
            Clue::Quarter(_) | Clue::Half(_) => self.part = true,
            Clue::Date { year, .. } => {
                self.day = true;
                self.year |= year.is_some();
            }
            Clue::Year { .. } => self.year = true,
            Clue::AsOf | Clue::NoSuch => {}
        }
    }
}
