//! Runs of characters drawn one after the other. Where two runs of a line lie over each other, sorting their characters by place would
//! shuffle the words of both.

use super::Char;

/// A run drawn again at most this many ems aside is the same run made bold.
const TWICE: f32 = 0.2;

/// Runs that overlap by more than this many ems are not set side by side.
const OVERLAP: f32 = 0.4;

/// Runs of fewer characters are left to what is done character by character: signs, strokes over letters.
const LEAST: usize = 3;

/// The characters of a line, in the order drawn, as lines that can each be sorted by place, where it is not
/// the one that it nearly always is. A run that was drawn
/// twice is left once, and bold; one that the end of another runs into, as a long label into a figure, is a line of its own.
pub(super) fn apart(line: &[Char]) -> Option<Vec<Vec<Char>>> {
    if line.is_sorted_by(|a, b| a.x0 <= b.x0) {
        return None;
    }
    let goes_on = |a: &Char, b: &Char| b.x0 >= a.x0 && b.x0 - a.x1 < 0.5 * a.size;
    let mut runs: Vec<Vec<Char>> = line.chunk_by(goes_on).map(<[Char]>::to_vec).collect();
    runs.sort_by(|a, b| a[0].x0.total_cmp(&b[0].x0));
    let mut kept: Vec<Vec<Char>> = Vec::new();
    for run in runs {
        match kept.last_mut() {
            Some(last) if is_again(last, &run) => last.iter_mut().for_each(|c| c.bold = true),
            _ => kept.push(run),
        }
    }
    let mut lines: Vec<Vec<Char>> = vec![Vec::new(), Vec::new()];
    let mut at = 0;
    for i in 0..kept.len() {
        at = if i > 0 && runs_into(&kept[i - 1], &kept[i]) { 1 - at } else { 0 };
        lines[at].extend_from_slice(&kept[i]);
    }
    lines.retain(|line| !line.is_empty());
    Some(lines)
}

/// Whether the second run is the first, drawn again a little aside.
fn is_again(first: &[Char], second: &[Char]) -> bool {
    let aside = second[0].x0 - first[0].x0;
    let same = |(a, b): (&Char, &Char)| a.ch == b.ch && (b.x0 - a.x0 - aside).abs() < 0.02 * a.size;
    first.len() >= LEAST
        && first.len() == second.len()
        && aside < TWICE * first[0].size
        && first.iter().zip(second).all(same)
}

/// Whether the end of the first run lies over the beginning of the second.
fn runs_into(first: &[Char], second: &[Char]) -> bool {
    let inked = |run: &[Char]| run.iter().filter(|c| !c.ch.is_whitespace()).count();
    let end = |run: &[Char]| run.iter().rev().find(|c| !c.ch.is_whitespace()).map_or(f32::MIN, |c| c.x1);
    let overlap = end(first) - second[0].x0;
    // Letters between letters are one word in two runs.
    let covers = |c: &Char| c.x1.min(second[0].x1) - c.x0.max(second[0].x0) > 0.3 * (second[0].x1 - second[0].x0);
    overlap > OVERLAP * second[0].size
        && first.iter().any(|c| !c.ch.is_whitespace() && covers(c))
        && end(second) > end(first)
        && inked(first) >= LEAST
        && inked(second) >= LEAST
        && !second[0].ch.is_whitespace()
}
