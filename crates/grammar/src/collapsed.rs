//! Text whose columns are collapsed to single spaces, as page converters write it, is set apart again.
//!
//! ```text
//!   (in millions) 2024 2023 % change            (in millions)    2024    2023   % change
//!   Net revenue 1,234 1,100 12.2%         →     Net revenue     1,234   1,100      12.2%
//!   Other income (14) — n.m.                    Other income      (14)      —       n.m.
//! ```
//!
//! No place tells what stands in which column, but the count does: rows on end have as many figures at their end as there are
//! columns, counted from the right, and the lines over them are cut into as many headings, or into a part of it, each over several.
//! Where words stand in the reading frame is changed; where they stand in the source is not. Nothing is changed on a page that has
//! gaps of its own.

mod heads;

use std::ops::Range;

use crossfoot_ingest::Word;

use crate::figure::{currency_sign, figure, figure_with_mark, is_text_cell, is_year};
use crate::period::{self, Clue, is_period_heading};
use crate::unit_note::is_unit_note;
use heads::heads;

/// Gaps wider than so many characters are no single spaces.
const SINGLE_SPACE: f32 = 1.5;

/// One line of so many may have a wider gap.
const ONE_OF: usize = 50;

/// Lines without figures between two rows of one table: the lines of a label, sections.
const MOST_BETWEEN: usize = 3;

/// Lines over the first row that may be headings or stand between those and the rows, and how many of them do the latter.
const MOST_OVER: (usize, usize) = (10, 6);

/// A lone column needs so many rows on end, whose labels are no longer than so many words.
const LONE_COLUMN: (usize, usize) = (3, 8);

/// Sets the columns of a page apart, given its lines, if they are collapsed.
pub(crate) fn set_apart(lines: &mut [Vec<Word>]) {
    let Some(pitch) = pitch(lines).filter(|pitch| is_collapsed(lines, *pitch)) else { return };
    let tails: Vec<Tail> = lines.iter().map(|words| Tail::of(words)).collect();
    let mut above = 0;
    for run in runs(lines, &tails) {
        let end = run.end;
        // Labels may end in figures, too: as many columns as there are headings, rather than as figures.
        let of = |columns| Run { rows: run.clone(), columns, above, pitch };
        let counts = counts(&tails[run.clone()]);
        let headed = counts.iter().find(|columns| of(**columns).is_headed(lines));
        if let Some(columns) = headed.or(counts.first()) {
            of(*columns).set(lines, &tails);
        }
        above = end;
    }
}

/// The width of a character, where all are as wide.
fn pitch(lines: &[Vec<Word>]) -> Option<f32> {
    let of = |word: &Word| word.bbox.width() / word.text.chars().count().max(1) as f32;
    let mut all = lines.iter().flatten().filter(|word| !word.raised).map(of);
    let first = all.next()?;
    all.all(|width| (width - first).abs() < 0.02 * first).then_some(first)
}

/// Whether hardly a line has a gap wider than a space, and none has marked fields.
fn is_collapsed(lines: &[Vec<Word>], pitch: f32) -> bool {
    let wide = |pair: &[Word]| pair[1].bbox.x0 - pair[0].bbox.x1 > SINGLE_SPACE * pitch;
    let apart = lines.iter().filter(|words| words.windows(2).any(wide)).count();
    apart * ONE_OF <= lines.len() && !lines.iter().flatten().any(|word| word.field.is_some())
}

/// The figures at the end of a line, each as the words it is of.
#[derive(Debug, Clone, Default)]
struct Tail {
    items: Vec<Range<usize>>,
    /// What stands before them says when, or in what, and all of them are years.
    heads: bool,
}

impl Tail {
    fn of(words: &[Word]) -> Self {
        let mut items = Vec::new();
        let mut end = words.len();
        while let Some(item) = item_before(words, end) {
            end = item.start;
            items.push(item);
        }
        items.reverse();
        // `Balance at December 31, 2023 1,204 1,187`, `of $15 in 2023, $(10) in 2022`: years that the words before them speak of.
        let spoken_of = |item: &Range<usize>| is_lone_year(words, item) && is_spoken_of(words, item.start);
        if !items.iter().skip(1).all(|item| is_lone_year(words, item)) || items.len() == 1 {
            while items.first().is_some_and(spoken_of) {
                items.remove(0);
            }
        }
        let before = join(&words[..items.first().map_or(words.len(), |item| item.start)]);
        let says_when = before.is_empty() || is_period_heading(&before) || is_unit_note(&before);
        let heads = says_when && items.iter().all(|item| is_lone_year(words, item));
        Self { items, heads }
    }

    /// The number of figures in a row.
    fn count(&self) -> usize {
        if self.heads { 0 } else { self.items.len() }
    }

    fn label_end(&self, words: usize) -> usize {
        self.items.first().map_or(words, |item| item.start)
    }
}

fn is_lone_year(words: &[Word], item: &Range<usize>) -> bool {
    item.len() == 1 && is_year(&words[item.start].text).is_some()
}

/// Whether a year goes on with the words before it: it ends a date, or they are in the middle of a sentence.
fn is_spoken_of(words: &[Word], at: usize) -> bool {
    let Some(last) = at.checked_sub(1).map(|last| words[last].text.as_str()) else { return false };
    let day = at.checked_sub(2).map(|from| join(&words[from..at]));
    last.starts_with(char::is_lowercase) || day.is_some_and(|day| is_period_heading(&day))
}

/// The figure, or the mark in a figure's place, that ends before a word: with its currency sign and its percent sign.
fn item_before(words: &[Word], end: usize) -> Option<Range<usize>> {
    let text = |at: usize| words[at].text.as_str();
    let last = end.checked_sub(1)?;
    let digits = if text(last) == "%" { last.checked_sub(1)? } else { last };
    let is_figure = figure(text(digits)).is_some() || figure_with_mark(text(digits)).is_some();
    if !(is_figure || digits == last && is_text_cell(text(last))) {
        return None;
    }
    let signed = digits.checked_sub(1).is_some_and(|at| at > 0 && currency_sign(text(at)).is_some());
    Some(digits - usize::from(signed)..end)
}

/// The runs of lines from a first row to a last one, with no line of headings in them.
fn runs(lines: &[Vec<Word>], tails: &[Tail]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut closed = true;
    for (at, tail) in tails.iter().enumerate() {
        if tail.count() == 0 {
            closed |= tail.heads && !tail.items.is_empty() || heads(&lines[at], usize::MAX).is_some();
            continue;
        }
        match out.last_mut() {
            Some(run) if !closed && at - run.end <= MOST_BETWEEN => run.end = at + 1,
            _ => out.push(at..at + 1),
        }
        closed = false;
    }
    out
}

/// The numbers of columns there may be, the largest first: numbers of figures that several rows have, and a good part of them.
fn counts(tails: &[Tail]) -> Vec<usize> {
    let rows: Vec<usize> = tails.iter().map(Tail::count).filter(|n| *n > 0).collect();
    let with = |n: usize| rows.iter().filter(|row| **row == n).count();
    let few = tails.len().div_ceil(2).max(LONE_COLUMN.0);
    let enough = |n: &usize| if *n > 1 { with(*n) >= 2 && with(*n) * 5 >= rows.len() } else { with(1) >= few };
    (1..=rows.iter().copied().max().unwrap_or_default()).rev().filter(enough).collect()
}

/// The rows of a table, by the numbers of their lines.
struct Run {
    rows: Range<usize>,
    columns: usize,
    /// The first line after the table before.
    above: usize,
    pitch: f32,
}

impl Run {
    /// Sets the words of its lines, and of the headings over it, in columns.
    fn set(&self, lines: &mut [Vec<Word>], tails: &[Tail]) {
        let rows: Vec<(usize, Vec<Range<usize>>)> = self.rows.clone().map(|at| (at, self.items(&tails[at]))).collect();
        if self.columns == 1 && !rows.iter().all(|(at, items)| items.is_empty() || is_short(&lines[*at])) {
            return;
        }
        let heads = self.heads(lines);
        let natures = self.natures(lines, &rows);
        let width = |at: usize, words: &Range<usize>| match lines[at].get(words.clone()) {
            Some([first, .., last]) => last.bbox.x1 - first.bbox.x0,
            Some([only]) => only.bbox.width(),
            _ => 0.0,
        };
        // Right of all labels, those of several lines and sections included.
        let first = heads.iter().map(|head| head.line + 1).max().unwrap_or(self.rows.start);
        let label = |at: usize| {
            let items = at.checked_sub(self.rows.start).and_then(|n| rows[n].1.first());
            let end = items.map_or(lines[at].len(), |item| item.start);
            Some(lines[at].get(end.checked_sub(1)?)?.bbox.x1)
        };
        let labels = (first..self.rows.end).filter_map(label).fold(0.0_f32, f32::max);
        let figures = rows.iter().flat_map(|(at, items)| items.iter().map(|item| width(*at, item)));
        let headings = heads.iter().map(|head| width(head.line, &head.words) / (head.last - head.first + 1) as f32);
        let step = figures.chain(headings).fold(0.0_f32, f32::max) + 3.0 * self.pitch;
        let edge = |column: usize| labels + step * (column + 1) as f32;
        for (at, items) in &rows {
            let own: Vec<bool> = items.iter().map(|item| is_percent(&lines[*at][item.clone()])).collect();
            // What may be in several columns stands behind them all, in columns without a heading: its period is not known.
            let columns =
                only_place(&own, &natures).unwrap_or_else(|| (0..own.len()).map(|n| self.columns + n).collect());
            for (item, column) in items.iter().zip(columns) {
                shift(&mut lines[*at][item.clone()], |last| edge(column) - last.bbox.x1 + hang(last, self.pitch));
            }
        }
        for head in heads {
            let words = &mut lines[head.line][head.words.clone()];
            let Some(left) = words.first().map(|word| word.bbox.x0) else { continue };
            let middle = (edge(head.first) - step + 3.0 * self.pitch + edge(head.last)) / 2.0;
            let one = head.first == head.last;
            shift(
                words,
                |last| {
                    if one { edge(head.last) - last.bbox.x1 } else { middle - (left + last.bbox.x1) / 2.0 }
                },
            );
        }
    }

    /// The figures of a row, at most as many as there are columns: what stands before those is of the label.
    fn items(&self, tail: &Tail) -> Vec<Range<usize>> {
        let more = tail.count().saturating_sub(self.columns);
        if tail.heads { Vec::new() } else { tail.items[more..].to_vec() }
    }

    /// For each column whether it is one of percentages, by the rows that have a figure in every column.
    fn natures(&self, lines: &[Vec<Word>], rows: &[(usize, Vec<Range<usize>>)]) -> Vec<Option<bool>> {
        let full = || rows.iter().filter(|(_, items)| items.len() == self.columns);
        let nature = |column: usize| {
            let percent = full().filter(|(at, items)| is_percent(&lines[*at][items[column].clone()])).count();
            if percent == 0 { Some(false) } else { (2 * percent > full().count()).then_some(true) }
        };
        (0..self.columns).map(nature).collect()
    }

    /// Whether every column has a heading of its own.
    fn is_headed(&self, lines: &[Vec<Word>]) -> bool {
        self.heads(lines).chunk_by(|a, b| a.line == b.line).any(|line| line.len() == self.columns)
    }

    /// The headings over it, line by line upwards.
    fn heads(&self, lines: &[Vec<Word>]) -> Vec<Head> {
        let mut out: Vec<Head> = Vec::new();
        let mut passed = 0;
        // For each column whether its headings so far name a day.
        let mut dated = vec![false; self.columns];
        for line in (self.above..self.rows.start).rev().take(MOST_OVER.0) {
            let words = &lines[line];
            let Some(pieces) = heads(words, self.columns) else {
                passed += 1;
                if !out.is_empty() || passed > MOST_OVER.1 {
                    break;
                }
                continue;
            };
            let named: Vec<bool> = pieces.iter().map(|piece| names_day(&words[piece.clone()])).collect();
            let bare: Vec<usize> = (0..self.columns).filter(|column| !dated[*column]).collect();
            let over = self.columns / pieces.len();
            // `December 31,` over `June 30, 2023 2022`: it is of those that have no day.
            let fills = dated.contains(&true) && named.iter().all(|day| *day) && bare.len() == pieces.len();
            for (n, words) in pieces.into_iter().enumerate() {
                let (first, last) = if fills { (bare[n], bare[n]) } else { (n * over, n * over + over - 1) };
                dated[first..=last].iter_mut().for_each(|column| *column |= named[n]);
                out.push(Head { line, words, first, last });
            }
        }
        out
    }
}

/// A heading and the columns it is over.
struct Head {
    line: usize,
    words: Range<usize>,
    first: usize,
    last: usize,
}

fn names_day(words: &[Word]) -> bool {
    period::clues(&join(words)).iter().any(|(_, clue)| matches!(clue, Clue::Date { .. }))
}

fn is_percent(words: &[Word]) -> bool {
    words.last().is_some_and(|word| word.text.ends_with('%'))
}

/// The columns that the figures of a row are in, given which are percentages. A row that has fewer than there are columns is placed
/// where there is but one way to do so; a row of percentages alone may be in any: margins stand under amounts.
fn only_place(row: &[bool], columns: &[Option<bool>]) -> Option<Vec<usize>> {
    if row.len() == columns.len() {
        return Some((0..row.len()).collect());
    }
    if row.iter().all(|percent| *percent) {
        return None;
    }
    let fits = |n: usize, column: usize| columns[column].is_none_or(|percent| percent == row[n]);
    let mut from_left = Vec::with_capacity(row.len());
    let mut column = 0;
    for n in 0..row.len() {
        column += (column..columns.len()).position(|column| fits(n, column))?;
        from_left.push(column);
        column += 1;
    }
    let mut end = columns.len();
    for n in (0..row.len()).rev() {
        end = (0..end).rev().find(|column| fits(n, *column))?;
        if from_left[n] != end {
            return None;
        }
    }
    Some(from_left)
}

/// Whether the label of a row is no sentence.
fn is_short(words: &[Word]) -> bool {
    Tail::of(words).label_end(words.len()) <= LONE_COLUMN.1
}

/// How far what stands behind the last digit hangs out of a column.
fn hang(word: &Word, pitch: f32) -> f32 {
    let behind = word.text.chars().rev().take_while(|c| !c.is_ascii_digit()).count();
    if behind < word.text.chars().count() { behind as f32 * pitch } else { 0.0 }
}

/// Moves words to the right by what is told of the last of them.
fn shift(words: &mut [Word], by: impl FnOnce(&Word) -> f32) {
    let Some(by) = words.last().map(by) else { return };
    for word in words {
        word.bbox.x0 += by;
        word.bbox.x1 += by;
    }
}

fn join(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::table::Table;

    fn table(text: &str) -> Table {
        let pages = crossfoot_ingest::read(text.as_bytes(), &crossfoot_ingest::Options::default()).unwrap().pages;
        crate::tables(&pages).into_iter().next().unwrap()
    }

    /// A table as text: its headings, and each row with what its cells print.
    fn shown(text: &str) -> String {
        let table = table(text);
        let heads: Vec<String> = table.columns.iter().map(|column| column.heading_text()).collect();
        let mut out = format!("{} | {}\n", table.stub_head.as_str(), heads.join(" | "));
        for row in &table.rows {
            let cells: Vec<&str> = row.cells.iter().map(|c| c.as_ref().map_or("", |c| c.printed.as_str())).collect();
            out.push_str(&format!("{} | {}\n", row.label.as_str(), cells.join(" | ")));
        }
        out
    }

    #[test]
    fn figures_are_counted_from_the_right_against_the_headings() {
        let text = "Income statement\n(in millions) 2024 2023 % change\nNet revenue 1,234 1,100 12.2%\nOther income, net of \
                    costs of $3 (14) — n.m.\nProfit 1,220 1,100 10.9%\n";
        insta::assert_snapshot!(shown(text), @r"
        (in millions) | 2024 | 2023 | % change
        Net revenue | 1,234 | 1,100 | 12.2%
        Other income, net of costs of $3 | (14) | — | n.m.
        Profit | 1,220 | 1,100 | 10.9%
        ");
    }

    #[test]
    fn a_heading_may_be_over_several_columns() {
        let text = "Results\nThree Months Ended Six Months Ended\nJune 30, June 30,\n2024 2023 2024 2023\nNet sales $ 12 $ 11 \
                    $ 23 $ 22\nCost of sales 7 6 13 12\nGross profit 5 5 10 10\n";
        insta::assert_snapshot!(shown(text), @r"
         | Three Months Ended June 30, 2024 | Three Months Ended June 30, 2023 | Six Months Ended June 30, 2024 | Six Months Ended June 30, 2023
        Net sales | 12 | 11 | 23 | 22
        Cost of sales | 7 | 6 | 13 | 12
        Gross profit | 5 | 5 | 10 | 10
        ");
    }

    #[test]
    fn a_row_with_fewer_figures_is_placed_only_where_there_is_one_way() {
        let text =
            "Results\n2024 2023 % change\nSales 120 110 9.1 %\nMargin 12.0 %\nCosts 20 10 100.0 %\nInterest 9 8\n";
        insta::assert_snapshot!(shown(text), @r"
         | 2024 | 2023 | % change | 
        Sales | 120 | 110 | 9.1 % | 
        Margin |  |  |  | 12.0 %
        Costs | 20 | 10 | 100.0 % | 
        Interest | 9 | 8 |  | 
        ");
    }

    #[test]
    fn years_in_a_label_are_no_figures() {
        let text = "Equity\n2024 2023\nBalance at January 1, 2024 1,204 1,187\nTax of $15 in 2024, $10 in 2023\nand $9 in \
                    2022 7 6\nBalance at June 30, 2024 1,211 1,193\n";
        insta::assert_snapshot!(shown(text), @r"
         | 2024 | 2023
        Balance at January 1, 2024 | 1,204 | 1,187
        Tax of $15 in 2024, $10 in 2023 and $9 in 2022 | 7 | 6
        Balance at June 30, 2024 | 1,211 | 1,193
        ");
    }

    #[test]
    fn a_page_with_gaps_of_its_own_is_left_alone() {
        let text = "Results\n               2024    2023\nSales           120     110\nCosts            20\nTotal           140     110\n";
        insta::assert_snapshot!(shown(text), @r"
         | 2024 | 2023
        Sales | 120 | 110
        Costs | 20 | 
        Total | 140 | 110
        ");
    }
}
