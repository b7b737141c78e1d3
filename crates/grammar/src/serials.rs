//! Serial numbers: the column `Sl. No.` left of the labels, in which statements after Indian practice number their lines
//! (`1`, `(a)`, `ii`). They are no figures and no part of a label.

use crate::lines::Line;
use crate::tokens::Token;
use crossfoot_lexicon::{WordClass, word};

/// So many lines with a serial number at one place make a column of them.
const LEAST_LINES: usize = 5;

/// Takes the serial numbers out of the lines, and the heading over them.
pub(crate) fn drop_serials(lines: &mut [Line]) {
    let Some((left, right)) = column(lines) else { return };
    for line in lines {
        let inside = |t: &Token| t.bbox.x0 > left && t.bbox.x1 < right;
        if let Some(first) = line.tokens.first().filter(|t| inside(t))
            && (is_heading(&first.text) || is_serial(&first.text))
        {
            line.tokens.remove(0);
            line.retell();
            if let Some(next) = line.tokens.first() {
                line.bbox.x0 = next.left.min(next.bbox.x0);
            }
        }
    }
    // A heading with nothing beside it leaves an empty line behind: it is dropped by whoever asked.
}

/// The extent of the column of serial numbers: many lines begin with one, a label begins right of all of them, and hardly a
/// label begins where they stand.
fn column(lines: &[Line]) -> Option<(f32, f32)> {
    let begins = |l: &&Line| {
        l.tokens.len() > 2
            && is_serial(&l.tokens[0].text)
            && l.tokens[1].is_text()
            && l.tokens[1].text.contains(char::is_alphabetic)
    };
    let numbered: Vec<&Line> = lines.iter().filter(begins).collect();
    let em = numbered.first()?.size;
    let center = {
        let mut centers: Vec<f32> = numbered.iter().map(|l| l.tokens[0].bbox.center_x()).collect();
        centers.sort_by(f32::total_cmp);
        centers[centers.len() / 2]
    };
    let numbered: Vec<&Line> =
        numbered.into_iter().filter(|l| (l.tokens[0].bbox.center_x() - center).abs() < 2.0 * em).collect();
    let right = numbered.iter().map(|l| l.tokens[1].bbox.x0).fold(f32::MAX, f32::min);
    let left = numbered.iter().map(|l| l.tokens[0].bbox.x0).fold(f32::MAX, f32::min);
    let last = numbered.iter().map(|l| l.tokens[0].bbox.x1).fold(f32::MIN, f32::max);
    let labels_inside = lines
        .iter()
        .filter(|l| {
            l.has_figure() && l.tokens[0].is_text() && l.tokens[0].bbox.x0 < last && !is_serial(&l.tokens[0].text)
        })
        .count();
    let clear = last < right && labels_inside * 4 <= numbered.len();
    (numbered.len() >= LEAST_LINES && clear).then_some((left - 2.0 * em, right))
}

/// `1`, `12.`, `(a)`, `b)`, `(iv)`, `A`.
pub(crate) fn is_serial(text: &str) -> bool {
    let bare = text.trim_start_matches('(').trim_end_matches(['.', ')']);
    let number = (1..=2).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_alphabetic());
    let roman = (1..=4).contains(&bare.len()) && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'));
    number || letter || roman
}

/// What such a column is headed by.
fn is_heading(text: &str) -> bool {
    let bare: String = text.to_lowercase().chars().filter(|c| c.is_alphabetic() || *c == '#').collect();
    bare == "#" || word(&bare).is(WordClass::SerialHead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_told() {
        for text in ["1", "12.", "(a)", "b)", "(iv)", "A"] {
            assert!(is_serial(text), "{text}");
        }
        for text in ["123", "Cash", "1,2", "(12,3)", ""] {
            assert!(!is_serial(text), "{text}");
        }
        assert!(is_heading("Sl. No.") && is_heading("Sr.") && !is_heading("Note"));
    }
}
