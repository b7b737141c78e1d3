//! Tables whose fields are parted by pipes: those of Markdown, and of whatever else prints them so.

use super::{Piece, clean};

/// Lines that such a table has at least, where no rule under its header says that it is one.
const LEAST_ROWS: usize = 2;

/// Fields of a Markdown table row; `\|` is a pipe in a cell.
pub(super) fn fields(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut text, mut start, mut escaped) = (String::new(), 0, false);
    let body = line.trim_end();
    let body = body.strip_suffix('|').filter(|b| !b.ends_with('\\')).unwrap_or(body);
    let blank = body.chars().take_while(|c| c.is_whitespace()).count();
    // A pipe at the edge parts nothing.
    let lead = blank + usize::from(body[body.len() - body.trim_start().len()..].starts_with('|'));
    for (column, c) in body.chars().enumerate().skip(lead) {
        match c {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '|' if !escaped => {
                push(&mut pieces, &text, start.max(lead));
                text.clear();
                start = column + 1;
            }
            _ => text.push(c),
        }
        escaped = false;
    }
    push(&mut pieces, &text, start.max(lead));
    // A cell over all columns, which some converters repeat in each.
    let first = pieces.first().map(|piece| piece.text.clone()).unwrap_or_default();
    let is_words = first.contains(char::is_alphabetic) && !first.contains(|c: char| c.is_ascii_digit());
    if pieces.len() > 2 && is_words && pieces.iter().all(|piece| piece.text == first) {
        pieces.iter_mut().skip(1).for_each(|piece| piece.text.clear());
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, start: usize) {
    let lead = text.chars().take_while(|c| c.is_whitespace()).count();
    // Leading no-break spaces in the first field show the indent of a line item.
    let field = pieces.len() as u32;
    pieces.push(Piece { column: start + lead, text: clean(text), field });
}

/// Whether a line is a rule between the rows of such a table: `|---|--:|`, `---|---`, `-----+----`.
pub(super) fn is_separator(line: &str) -> bool {
    line.contains(['|', '+'])
        && line.contains(['-', '='])
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+' | '='))
        || line.len() > 1 && line.chars().all(|c| matches!(c, '|' | ' '))
}

/// For each line whether it is one of a table with pipes between its fields and none at the edges (`a | b | c`).
///
/// A pipe may stand in a sentence or a page's foot as well. So a table has a rule under its header, or several lines on end with
/// as many fields, most of which hold a figure.
pub(super) fn bare_tables(lines: &[&str]) -> Vec<bool> {
    let pipes: Vec<usize> = lines.iter().map(|line| inner_pipes(line)).collect();
    let mut bare = vec![false; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let is_rule = |i: usize| is_separator(lines[i].trim());
        let goes_on = |i: &usize| pipes[*i] > 0 || is_rule(*i);
        let end = start + (start..lines.len()).take_while(goes_on).count();
        let rows = || (start..end).filter(|i| !is_rule(*i));
        let same = || rows().all(|i| pipes[i] == pipes[start]);
        let told = rows().count() < end - start && rows().count() > 0;
        let of_figures = || rows().filter(|i| has_figure(lines[*i])).count() * 2 >= rows().count();
        if told || rows().count() >= LEAST_ROWS && same() && of_figures() {
            bare[start..end].fill(true);
        }
        start = end + 1;
    }
    bare
}

/// The pipes between the fields of a line; none where pipes or tabs mark its fields already.
fn inner_pipes(line: &str) -> usize {
    let line = line.trim();
    if line.starts_with('|') || line.contains('\t') {
        return 0;
    }
    let body = line.strip_suffix('|').unwrap_or(line).as_bytes();
    body.iter().enumerate().filter(|(i, byte)| **byte == b'|' && (*i == 0 || body[i - 1] != b'\\')).count()
}

/// Whether a field after the first is a figure: digits, and signs alone around them.
fn has_figure(line: &str) -> bool {
    let is_figure = |field: &str| {
        field.contains(|c: char| c.is_ascii_digit()) && !field.contains(|c: char| c.is_alphabetic() || c == '/')
    };
    line.split('|').skip(1).any(is_figure)
}
