//! Headings over columns, as they were printed: each piece on its line, over the columns it spans.

use std::collections::BTreeSet;
use std::ops::Range;

use crossfoot_statements::{Column, Head};

/// A piece of heading and the columns it stands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// 0-based line from the top.
    pub(crate) line: usize,
    /// The columns.
    pub(crate) columns: Range<usize>,
    /// The words, line by line where several lines of print share a cell.
    pub(crate) text: String,
    /// Another piece over the same columns, all of them, stands right below: the spanner goes on.
    pub(crate) goes_on: bool,
}

/// All headings of a statement and how many lines they take; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headings {
    /// Column by column, from the top down.
    pub(crate) spans: Vec<Span>,
    /// Lines in all.
    pub(crate) lines: usize,
}

impl Headings {
    pub(crate) fn of(columns: &[Column]) -> Self {
        let mut spans: Vec<Span> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            for head in heads(column) {
                let left = |span: &&mut Span| {
                    span.line == head.line && span.columns.end == at && head.spans_left && span.text == head.text
                };
                match spans.iter_mut().find(left) {
                    Some(span) => span.columns.end += 1,
                    None => add(&mut spans, at, &head),
                }
            }
        }
        share_cells(&mut spans);
        close_up(&mut spans);
        for i in 0..spans.len() {
            let under = |span: &Span| span.line == spans[i].line + 1 && span.columns == spans[i].columns;
            spans[i].goes_on = spans[i].columns.len() > 1 && spans.iter().any(under);
        }
        let lines = spans.iter().map(|span| span.line + 1).max().unwrap_or(1);
        Self { spans, lines }
    }
}

/// The pieces of a column's heading; the heading as one piece where its pieces are not known.
fn heads(column: &Column) -> Vec<Head> {
    match column.heads.as_slice() {
        [] if column.heading.is_empty() => Vec::new(),
        [] => vec![Head { text: column.heading.as_str().into(), ..Head::default() }],
        heads => heads.to_vec(),
    }
}

/// Puts a piece over a column. Two of one column on one line share a cell.
fn add(spans: &mut Vec<Span>, at: usize, head: &Head) {
    match spans.iter_mut().find(|span| span.line == head.line && span.columns.contains(&at)) {
        Some(span) => {
            span.text.push(' ');
            span.text.push_str(&head.text);
        }
        None => {
            let text = head.text.to_string();
            spans.push(Span { line: head.line, columns: at..at + 1, text, goes_on: false });
        }
    }
}

/// Lines of print on which each piece stands over one column only are one line of cells: a heading set in several lines is
/// one text, and stands on the figures.
fn share_cells(spans: &mut Vec<Span>) {
    let spanned: BTreeSet<usize> = spans.iter().filter(|span| span.columns.len() > 1).map(|span| span.line).collect();
    let last = spans.iter().map(|span| span.line).max().unwrap_or(0);
    // The line that a line of single columns comes down to: that before the next spanner.
    let floor = |line: usize| spanned.range(line..).next().map_or(last, |next| next.saturating_sub(1).max(line));
    let mut shared: Vec<Span> = Vec::new();
    for mut span in spans.drain(..) {
        span.line = floor(span.line);
        match shared.iter_mut().find(|above| above.line == span.line && above.columns == span.columns) {
            Some(above) => {
                above.text.push('\n');
                above.text.push_str(&span.text);
            }
            None => shared.push(span),
        }
    }
    *spans = shared;
}

/// Leaves no line empty.
fn close_up(spans: &mut [Span]) {
    let used: BTreeSet<usize> = spans.iter().map(|span| span.line).collect();
    for span in spans {
        span.line = used.range(..span.line).count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::column;

    /// A column of pieces, each on the line of its place in the list; `<` spans the column to the left, too.
    fn headed(pieces: &[&str]) -> Column {
        let pieces = pieces.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let heads = pieces.map(|(line, text)| {
            let spans_left = text.starts_with('<');
            Head { text: text.trim_start_matches('<').into(), line, spans_left, ..Head::default() }
        });
        let heads: Vec<Head> = heads.collect();
        let texts: Vec<&str> = heads.iter().map(|head| head.text.as_str()).collect();
        Column { heads: heads.clone(), ..column(&texts.join(" ")) }
    }

    fn shown(columns: &[Column]) -> Vec<String> {
        let mut spans = Headings::of(columns).spans;
        spans.sort_by_key(|span| (span.line, span.columns.start));
        let rule = |span: &Span| if span.goes_on { " ..." } else { "" };
        let one = |s: &Span| format!("{} {}..{} {}{}", s.line, s.columns.start, s.columns.end, s.text, rule(s));
        spans.iter().map(one).collect()
    }

    #[test]
    fn pieces_span_what_they_were_printed_over() {
        let columns = [
            headed(&["Three Months Ended", "June 30,", "2023"]),
            headed(&["<Three Months Ended", "<June 30,", "2022"]),
            headed(&["Six Months Ended", "June 30,", "2023"]),
            headed(&["<Six Months Ended", "<June 30,", "2022"]),
            headed(&["", "", "% Change"]),
        ];
        assert_eq!(
            shown(&columns),
            [
                "0 0..2 Three Months Ended ...",
                "0 2..4 Six Months Ended ...",
                "1 0..2 June 30,",
                "1 2..4 June 30,",
                "2 0..1 2023",
                "2 1..2 2022",
                "2 2..3 2023",
                "2 3..4 2022",
                "2 4..5 % Change"
            ]
        );
    }

    #[test]
    fn headings_that_are_alike_stay_apart_unless_they_are_one() {
        assert_eq!(
            shown(&[headed(&["2023 Plan"]), headed(&["2023 Plan"]), headed(&["Change"]), column("")]),
            ["0 0..1 2023 Plan", "0 1..2 2023 Plan", "0 2..3 Change"]
        );
        // The column that a spanner began over is gone.
        assert_eq!(shown(&[headed(&["Note"]), headed(&["<2023", "Q1"])]), ["0 0..1 Note", "0 1..2 2023\nQ1"]);
    }

    #[test]
    fn lines_over_one_column_share_a_cell() {
        let columns = [
            headed(&["Six Months", "Selling,", "general and", "other"]),
            headed(&["<Six Months", "", "Cost of", "sales"]),
            headed(&["", "", "", "Change"]),
        ];
        let shared =
            ["0 0..2 Six Months", "1 0..1 Selling,\ngeneral and\nother", "1 1..2 Cost of\nsales", "1 2..3 Change"];
        assert_eq!(shown(&columns), shared);
        // Nothing moves past a spanner.
        let columns = [headed(&["a", "b", "c"]), headed(&["d", "Both", "e"]), headed(&["", "<Both", "f"])];
        assert_eq!(
            shown(&columns),
            ["0 0..1 a", "0 1..2 d", "1 0..1 b", "1 1..3 Both", "2 0..1 c", "2 1..2 e", "2 2..3 f"]
        );
    }

    #[test]
    fn no_line_is_empty_and_no_word_is_lost() {
        assert_eq!(
            shown(&[headed(&["", "a", "", "b"]), column("whole heading")]),
            ["0 0..1 a\nb", "0 1..2 whole heading"]
        );
        let twice = |text: &str| Head { text: text.into(), ..Head::default() };
        let both = Column { heads: vec![twice("2023"), twice("Plan")], ..column("2023 Plan") };
        assert_eq!(shown(&[both]), ["0 0..1 2023 Plan"]);
        assert_eq!(Headings::of(&[]).lines, 1);
    }
}
