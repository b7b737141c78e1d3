//! Tables that stand side by side: a page is cut along the gutter between them, so that each is read by itself.
//!
//! The mark of two tables beside each other is a label in the middle of the line: figures to its left, figures to its right,
//! and the same left edge on line after line.

use crate::lines::Line;
use crate::sheet::{Sheet, Side, word_count};
use crate::tokens::Token;

/// Lines that must show the same gutter; one less where the tables have titles beside each other, too.
const LEAST_LINES: usize = 3;

/// Cuts a sheet into parts that hold no tables beside each other, in reading order.
pub(crate) fn zones(sheet: Sheet) -> Vec<Sheet> {
    let Some((x, first, last)) = gutter(&sheet.lines) else { return vec![sheet] };
    let side = |left: bool| -> Vec<Line> {
        let keep = |t: &&Token| (t.bbox.center_x() < x) == left;
        sheet.lines[first..=last]
            .iter()
            .filter_map(|line| line.with_tokens(line.tokens.iter().filter(keep).cloned().collect()))
            .collect()
    };
    let titled = first - title_lines(&sheet.lines[..first], sheet.lines[first].bbox.y0);
    let (above, below) = (sheet.lines[..titled].to_vec(), sheet.lines[last + 1..].to_vec());
    let right = side(false);
    let left = with_title(&sheet.lines[titled..first], side(true));
    let (starts, ends) = (above.is_empty(), below.is_empty());
    let mut out = vec![
        sheet.part(above, sheet.starts_page, false),
        sheet.part(left, starts && sheet.starts_page, false).on(Side::Left),
        sheet.part(right, false, ends && sheet.ends_page).on(Side::Right),
    ];
    out.extend(zones(sheet.part(below, false, sheet.ends_page)));
    out.retain(|s| !s.lines.is_empty());
    out
}

/// The left table under the common title, which is set flush left with it so that it stands over no column of either.
fn with_title(title: &[Line], table: Vec<Line>) -> Vec<Line> {
    let edge = table.iter().map(|l| l.bbox.x0).fold(f32::MAX, f32::min);
    let moved = title.iter().map(|line| {
        let mut line = line.clone();
        let by = line.bbox.x0 - edge;
        for token in &mut line.tokens {
            token.left -= by;
            token.edge -= by;
            (token.bbox.x0, token.bbox.x1) = (token.bbox.x0 - by, token.bbox.x1 - by);
        }
        (line.bbox.x0, line.bbox.x1) = (line.bbox.x0 - by, line.bbox.x1 - by);
        line
    });
    moved.chain(table).collect()
}

/// How many of the last lines over the two tables are their common title: short lines close to each other, without figures.
fn title_lines(above: &[Line], mut top: f32) -> usize {
    let mut count = 0;
    for line in above.iter().rev().take(5) {
        let close = top - line.bbox.y1 < 2.5 * line.size;
        let title = line.tokens.len() == 1 && line.tokens[0].is_text() && word_count(&line.tokens[0].text) <= 10;
        if !(close && title) || line.tokens[0].text.ends_with('.') {
            break;
        }
        top = line.bbox.y0;
        count += 1;
    }
    count
}

/// The left edge of a label with figures on both sides of it.
fn inner_label(line: &Line) -> Option<f32> {
    let at = line.tokens.iter().position(|t| t.figure().is_some())?;
    let rest = &line.tokens[at + 1..];
    let label = rest.iter().position(is_label)?;
    let has_figure_after = rest[label + 1..].iter().any(|t| t.figure().is_some());
    let begins_with_label = line.tokens[0].is_text();
    (has_figure_after && begins_with_label).then(|| rest[label].bbox.x0)
}

fn is_label(token: &Token) -> bool {
    let letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
    token.is_text()
        && letters >= 4
        && token.field.is_none()
        && token.text.starts_with(char::is_uppercase)
        && !token.text.chars().any(|c| c.is_ascii_digit())
}

/// The gutter between two tables: its x, and the first and last line it parts.
fn gutter(lines: &[Line]) -> Option<(f32, usize, usize)> {
    let inner: Vec<(usize, f32, f32)> =
        lines.iter().enumerate().filter_map(|(i, l)| Some((i, inner_label(l)?, l.size))).collect();
    for (n, (start, x, em)) in inner.iter().enumerate() {
        let run: Vec<&(usize, f32, f32)> = inner[n..]
            .iter()
            .take_while(|(i, ..)| *i <= start + 40)
            .filter(|(_, y, _)| (y - x).abs() < 3.0 * em)
            .collect();
        let titled = || {
            let mut over = lines[start.saturating_sub(5)..*start].iter();
            let title = |t: &Token| t.is_text() && word_count(&t.text) > 1 && (t.bbox.x0 - x).abs() < 0.3 * em;
            over.any(|line| line.tokens.len() > 1 && line.tokens.iter().skip(1).any(title))
        };
        if run.len() < LEAST_LINES && !(run.len() + 1 == LEAST_LINES && titled()) {
            continue;
        }
        let cut = run.iter().map(|(_, y, _)| *y).fold(f32::MAX, f32::min) - 0.4 * em;
        let (first, last) = (run[0].0, run[run.len() - 1].0);
        return Some((cut, reach(lines, first, cut, true), reach(lines, last, cut, false)));
    }
    None
}

/// How far up (or down) from a line the gutter goes on: until a piece of text stands across it, or a wide gap.
fn reach(lines: &[Line], from: usize, x: f32, up: bool) -> usize {
    let mut at = from;
    loop {
        let next = if up { at.checked_sub(1) } else { Some(at + 1).filter(|i| *i < lines.len()) };
        let Some(next) = next else { return at };
        let (line, before) = (&lines[next], &lines[at]);
        let gap = (line.baseline - before.baseline).abs();
        let crosses = line.tokens.iter().any(|t| t.bbox.x0 < x && t.bbox.x1 > x);
        if crosses || gap > 3.5 * line.size {
            return at;
        }
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use crossfoot_ingest::{Options, read};

    use super::*;
    use crate::lines::lines;
    use crate::number_style::NumberStyle;

    fn zone_texts(text: &str) -> Vec<String> {
        let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
        let (lines, rules) = lines(&pages[0], NumberStyle::default());
        zones(Sheet::new(&pages[0], lines, &rules)).iter().map(|s| s.lines[0].text().to_owned()).collect()
    }

    #[test]
    fn two_tables_side_by_side_are_parted() {
        let page = "Cash returned      2023   2022     Net debt           2023   2022\n\
                    Dividends           203    192     Notes payable       107    142\n\
                    Repurchases         165    120     Bonds             1,480  1,430\n\
                    Total returned      368    312     Total debt        1,587  1,572\n";
        assert_eq!(zone_texts(page), ["Cash returned 2023 2022", "Net debt 2023 2022"]);
    }

    #[test]
    fn columns_of_words_are_no_gutter() {
        let page = "Revenue      14.0   20.5   down 32%    14.0   19.5   down 28%\n\
                    Margin       39.2   53.6   down 14%    43.8   55.8   down 12%\n\
                    Costs         6.2    6.0   up 3%        5.5    5.4   up 3%\n";
        assert_eq!(zone_texts(page).len(), 1);
    }
}
