//! Puts what opens and closes a figure back to it: web pages keep `$`, `(`, `)` and `%` in cells of their own.

use super::{Cell, Piece, TextLine, is_dash, is_year};

/// Joins the cells of a row that are one figure. What is joined reaches over the columns of all its cells.
pub(super) fn join(row: &mut Vec<Cell>) {
    let mut at = 1;
    while at < row.len() {
        if closes(&row[at - 1], &row[at]) {
            let closing = row.remove(at);
            let figure = &mut row[at - 1];
            figure.right = closing.right;
            glue(&mut figure.lines, closing.lines);
            continue;
        }
        if opens(&row[at - 1], &row[at]) {
            let opening = row.remove(at - 1);
            let figure = &mut row[at - 1];
            let apart = opening.text().ends_with(|c| c != '(');
            figure.left = opening.left;
            let after = std::mem::replace(&mut figure.lines, opening.lines);
            match (figure.lines.last_mut(), apart) {
                (Some(line), true) => line.pieces.extend(after.into_iter().flat_map(|line| line.pieces)),
                _ => glue(&mut figure.lines, after),
            }
            // It may close, too.
            continue;
        }
        at += 1;
    }
}

/// Sets lines behind others without a space.
fn glue(lines: &mut [TextLine], after: Vec<TextLine>) {
    let Some(last) = lines.last_mut() else { return };
    for (n, piece) in after.into_iter().flat_map(|line| line.pieces).enumerate() {
        match last.pieces.last_mut() {
            Some(before) if n == 0 && before.raised == piece.raised => before.text.push_str(&piece.text),
            _ => last.pieces.push(Piece { glued: n == 0 || piece.glued, ..piece }),
        }
    }
}

fn is_one_line(cell: &Cell) -> bool {
    cell.lines.len() == 1
}

/// Whether a cell ends the figure in the one before it: `(23,113` and `)`, `12.5` and `%`, `4,` and `118`.
fn closes(figure: &Cell, closing: &Cell) -> bool {
    if !is_one_line(figure) || !is_one_line(closing) || closing.lines[0].pieces.len() > 2 {
        return false;
    }
    let (before, text) = (figure.text(), closing.text());
    let is_figure = before.ends_with(|c: char| c.is_ascii_digit() || c == ')' || is_dash(c)) && !is_year(&before);
    let of_marks = closing.lines[0].pieces.iter().all(|piece| piece.raised);
    let groups = before.ends_with(',')
        && before.contains(|c: char| c.is_ascii_digit())
        && text.starts_with(|c: char| c.is_ascii_digit());
    groups || is_figure && (of_marks || matches!(text.as_str(), ")" | "%" | ")%" | ") %" | "%)" | "% )"))
}

/// Whether a cell begins the figure in the one after it: `$` and `48,210`.
fn opens(opening: &Cell, figure: &Cell) -> bool {
    if !is_one_line(figure) || !is_one_line(opening) {
        return false;
    }
    let text = opening.text();
    let is_figure = || {
        let text = figure.text();
        let told = |c: char| c.is_ascii_digit() || is_dash(c);
        text.contains(told) && !text.contains(char::is_alphabetic)
    };
    is_sign(&text) && is_figure()
}

/// Whether a text is the sign of a currency, perhaps with the letters of its country (`US$`), an opening parenthesis, or both.
fn is_sign(text: &str) -> bool {
    let country = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let mut signs = text.chars().skip(country).filter(|c| !c.is_whitespace());
    country <= 2 && text.len() > country && signs.all(|c| is_of_money(c) || country == 0 && c == '(')
}

/// Whether a character is a currency symbol: of their block in Unicode, or of those that stand in Latin-1.
pub(super) fn is_of_money(c: char) -> bool {
    matches!(c, '$' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}')
}
