//! How many lines a text takes in cells of a width.

use rust_xlsxwriter::utility::cell_autofit_width;

/// Pixels that a digit is wide.
const DIGIT: u32 = 7;
/// Bold letters are wider by one part in so many.
const BOLDER: u32 = 14;
/// Height of a line of text in points.
pub(super) const LINE: f64 = 15.0;

/// How many lines a text takes when it is wrapped at blanks, in cells as wide as so many digits. Spreadsheets could find
/// out themselves, but not all of them do, and none for merged cells.
pub(super) fn wrapped(text: &str, digits: usize, bold: bool) -> usize {
    let room = DIGIT * u32::try_from(digits).unwrap_or(u32::MAX / DIGIT);
    text.lines().map(|line| wrapped_line(line, room, bold)).sum::<usize>().max(1)
}

fn wrapped_line(text: &str, room: u32, bold: bool) -> usize {
    let pixels = |word: &str| {
        let plain = cell_autofit_width(word) - cell_autofit_width("");
        if bold { plain + plain.div_ceil(BOLDER) } else { plain }
    };
    let blank = pixels(" ");
    let (mut lines, mut used) = (1, 0);
    for word in text.split_whitespace().map(pixels) {
        if used > 0 && used + blank + word > room {
            (lines, used) = (lines + 1, word);
        } else {
            used += if used > 0 { blank + word } else { word };
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_take_lines() {
        assert_eq!(wrapped("June 30, 2023", 13, true), 1);
        assert_eq!(wrapped("Three Months Ended", 14, true), 2);
        assert_eq!(wrapped("", 14, false), 1);
        assert_eq!(wrapped("Retained\nearnings and other", 12, true), 3);
        // Letters are narrower than digits, capitals wider.
        assert_eq!(wrapped("cost reduction initiatives", 25, false), 1);
        assert_eq!(wrapped("COMMON EQUITY WARRANTS", 22, true), 2);
    }
}
