//! Headings over columns: which words span several of them.
//!
//! A column knows its whole heading, spanning lines first. Neighbours whose headings begin alike stood under one
//! spanning heading, or read as if they had: `Three Months Ended June 30, 2023` beside `Three Months Ended June 30, 2022`
//! is `Three Months Ended June 30,` over `2023` and `2022`.

use std::ops::Range;

/// A heading and the columns it stands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// 0-based line from the top.
    pub(crate) line: usize,
    /// The columns.
    pub(crate) columns: Range<usize>,
    /// The words.
    pub(crate) text: String,
}

/// All headings of a statement and how many lines they take; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headings {
    /// Top down is not promised; left to right on each line is.
    pub(crate) spans: Vec<Span>,
    /// Lines in all.
    pub(crate) lines: usize,
}

impl Headings {
    pub(crate) fn of<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<Vec<&str>> = columns.into_iter().map(|text| text.split_whitespace().collect()).collect();
        let rest: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
        let mut raised = Vec::new();
        let height = raise(&rest, 0, &mut raised).max(1);
        // Headings stand on the figures: what was counted from below becomes a line from above.
        for span in &mut raised {
            span.line = height - 1 - span.line;
        }
        Self { spans: raised, lines: height }
    }
}

/// Puts headings over the columns from `first` on and gives their height; `line` counts from below.
fn raise(columns: &[&[&str]], first: usize, spans: &mut Vec<Span>) -> usize {
    let (mut at, mut height) = (0, 0);
    while at < columns.len() {
        let (len, prefix) = run(&columns[at..]);
        let columns_of_run = first + at..first + at + len;
        let above = if prefix == 0 {
            spans.push(Span { line: 0, columns: columns_of_run, text: columns[at].join(" ") });
            1
        } else {
            let rest: Vec<&[&str]> = columns[at..at + len].iter().map(|words| &words[prefix..]).collect();
            let below = raise(&rest, first + at, spans);
            let text = columns[at][..prefix].join(" ");
            spans.push(Span { line: below, columns: columns_of_run, text });
            below + 1
        };
        height = height.max(above);
        at += len;
    }
    height
}

/// How many columns from the first on begin with the same words, and with how many. One column stands alone, and
/// every column keeps a word of its own.
fn run(columns: &[&[&str]]) -> (usize, usize) {
    let Some(word) = columns[0].first() else {
        return (1, 0);
    };
    let len = columns.iter().take_while(|words| words.len() > 1 && words[0] == *word).count();
    let alike = |prefix: usize| columns[..len].iter().all(|words| words[..prefix] == columns[0][..prefix]);
    let shortest = columns[..len].iter().map(|words| words.len()).min().unwrap_or(0);
    let prefix = (1..shortest).rev().find(|&prefix| alike(prefix)).unwrap_or(0);
    // `July` over `29, 2023` and `30, 2022` would tear dates apart.
    let torn = columns[..len].iter().any(|words| is_day(words[prefix.min(words.len() - 1)]));
    let prefix = if prefix > 0 && torn && is_month(columns[0][prefix - 1]) { prefix - 1 } else { prefix };
    let speaks = columns[0][..prefix].iter().any(|word| word.contains(char::is_alphanumeric));
    if len < 2 || !speaks { (1, 0) } else { (len, prefix) }
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    word.get(..3).is_some_and(|start| MONTHS.contains(&start.to_lowercase().as_str()))
}

/// One or two digits, perhaps with a comma.
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(',');
    matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(columns: &[&str]) -> Vec<String> {
        let headings = Headings::of(columns.iter().copied());
        let mut spans = headings.spans;
        spans.sort_by_key(|span| (span.line, span.columns.start));
        spans.iter().map(|s| format!("{} {}..{} {}", s.line, s.columns.start, s.columns.end, s.text)).collect()
    }

    #[test]
    fn common_words_span_their_columns() {
        assert_eq!(
            shown(&[
                "Three Months Ended June 30, 2023",
                "Three Months Ended June 30, 2022",
                "Six Months Ended June 30, 2023",
                "Six Months Ended June 30, 2022",
                "% Change"
            ]),
            [
                "0 0..2 Three Months Ended June 30,",
                "0 2..4 Six Months Ended June 30,",
                "1 0..1 2023",
                "1 1..2 2022",
                "1 2..3 2023",
                "1 3..4 2022",
                "1 4..5 % Change"
            ]
        );
    }

    #[test]
    fn spans_nest_and_stand_on_their_columns() {
        assert_eq!(
            shown(&["Quarter East Sales", "Quarter East Profit", "Quarter West", "Note"]),
            ["0 0..3 Quarter", "1 0..2 East", "2 0..1 Sales", "2 1..2 Profit", "2 2..3 West", "2 3..4 Note"]
        );
    }

    #[test]
    fn dates_stay_whole() {
        assert_eq!(
            shown(&["13 Weeks Ended July 29, 2023", "13 Weeks Ended July 30, 2022"]),
            ["0 0..2 13 Weeks Ended", "1 0..1 July 29, 2023", "1 1..2 July 30, 2022"]
        );
        assert_eq!(shown(&["July 29, 2023", "July 30, 2022"]), ["0 0..1 July 29, 2023", "0 1..2 July 30, 2022"]);
    }

    #[test]
    fn nothing_is_lost_where_headings_are_alike_empty_or_signs() {
        assert_eq!(shown(&["Change", "Change", ""]), ["0 0..1 Change", "0 1..2 Change", "0 2..3 "]);
        assert_eq!(shown(&["2023", "2023 Plan"]), ["0 0..1 2023", "0 1..2 2023 Plan"]);
        assert_eq!(shown(&["% change", "% share"]), ["0 0..1 % change", "0 1..2 % share"]);
        assert_eq!(Headings::of([]).lines, 1);
    }
}
