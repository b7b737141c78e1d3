//! Titles set beside their table: slides have the name of a statement in large type to the left of it, over several lines that
//! stand between its rows. They are set over the table, where titles are looked for.
//!
//! ```text
//!                  (In millions)      1Q25    4Q24
//!   Balance        Cash                210     219
//!   Sheet          Receivables          79      43
//!   Summary        Total assets        289     262
//! ```

use crate::lines::Line;
use crate::sheet::{Sheet, begins_with_mark};
use crate::tokens::Token;

/// A title is set in type at least this many times as large as the figures beside it.
const LARGER: f32 = 1.5;

/// It stands beside at least this many lines of figures.
const LEAST_LINES: usize = 3;

/// What stands left of a table beside its rows.
struct Beside {
    /// Its first and last line.
    lines: (usize, usize),
    /// Its right edge.
    right: f32,
}

/// The same sheet with such a title in lines of its own over its table.
pub(crate) fn set_over(sheet: Sheet) -> Sheet {
    let Some(beside) = find(&sheet.lines) else { return sheet };
    let (first, last) = beside.lines;
    let right_of = |line: &Line| line.bbox.x0 > beside.right;
    let above = sheet.lines[..first].iter().rev().take_while(|line| right_of(line)).count();
    let top = first - above;
    let (mut title, mut table) = (Vec::new(), Vec::new());
    for (i, line) in sheet.lines[top..].iter().enumerate() {
        let of_title = |token: &&Token| top + i <= last && token.bbox.x1 <= beside.right;
        let (left, rest): (Vec<_>, Vec<_>) = line.tokens.iter().partition(of_title);
        title.extend(line.with_tokens(left.into_iter().cloned().collect()));
        table.extend(line.with_tokens(rest.into_iter().cloned().collect()));
    }
    // `Note 2` under it refers to a note, and says nothing more.
    title.retain(|line| !begins_with_mark(line.text()));
    let Some(mut under) = table.first().map(|line| (line.bbox.y0, line.baseline)) else { return sheet };
    for line in title.iter_mut().rev() {
        let by = under.0 - 0.5 * line.size - line.bbox.y1;
        (line.bbox.y0, line.bbox.y1) = (line.bbox.y0 + by, line.bbox.y1 + by);
        line.baseline += by;
        under = (line.bbox.y0, line.baseline);
    }
    let lines = sheet.lines[..top].iter().cloned().chain(title).chain(table).collect();
    Sheet { lines, ..sheet }
}

/// The large words that stand left of all else in a run of lines, most of which hold figures of small type.
fn find(lines: &[Line]) -> Option<Beside> {
    let em = usual_size(lines)?;
    let large = |line: &Line| {
        let mut tokens = line.tokens.iter().take_while(|t| t.size > LARGER * em && t.is_text());
        tokens.next().map(|first| tokens.last().unwrap_or(first).bbox.x1)
    };
    let among_rows = |i: &usize| large(&lines[*i]).is_some() && is_among_others(lines, *i, LARGER * em);
    let first = (0..lines.len()).find(among_rows)?;
    let last = (first..lines.len()).rev().find(among_rows)?;
    let right = lines[first..=last].iter().filter_map(large).fold(f32::MIN, f32::max);
    // Between two large lines all else stands beside them.
    let mut rest = lines[first..=last].iter().flat_map(|line| line.tokens.iter().filter(|t| t.size <= LARGER * em));
    let rows = lines[first..=last].iter().filter(|line| line.has_figure()).count();
    if rows < LEAST_LINES || !rest.all(|t| t.left > right) {
        return None;
    }
    // Small words set close under it go with it.
    let mut foot = lines[last].bbox.y1;
    let mut end = last;
    for (i, line) in lines.iter().enumerate().skip(last + 1) {
        if line.bbox.y0 - foot > lines[last].size {
            break;
        }
        if line.tokens.first().is_some_and(|t| t.bbox.x1 <= right && t.is_text()) {
            (end, foot) = (i, line.bbox.y1);
        }
    }
    Some(Beside { lines: (first, end), right })
}

/// Whether smaller words stand in a line of large ones, or in the next to it at its height.
fn is_among_others(lines: &[Line], i: usize, large: f32) -> bool {
    let line = &lines[i];
    let at_its_height = |other: &Line| other.bbox.y0 < line.bbox.y1 && other.bbox.y1 > line.bbox.y0;
    let small = |other: &Line| other.tokens.iter().any(|t| t.size <= large);
    lines[i.saturating_sub(1)..(i + 2).min(lines.len())].iter().any(|other| at_its_height(other) && small(other))
}

/// The type size in the middle of those of figures.
fn usual_size(lines: &[Line]) -> Option<f32> {
    let figures = lines.iter().flat_map(|line| line.tokens.iter().filter(|t| t.figure().is_some()));
    let mut sizes: Vec<f32> = figures.map(|t| t.size).collect();
    let middle = sizes.len().checked_sub(1)? / 2;
    Some(*sizes.select_nth_unstable_by(middle, f32::total_cmp).1)
}
