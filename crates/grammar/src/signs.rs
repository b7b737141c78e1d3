//! Signs set apart behind their figures, as ledgers and old programs print them: `700 -`, `700  CR`. A figure without its
//! sign would be another one.

use crossfoot_ingest::Rect;
use crossfoot_lexicon::{WordClass, word};

use crate::figure::{Figure, NegativeMark, Suffix, figure, negative_in_column};
use crate::lines::Line;
use crate::tokens::{Kind, Token};

/// A sign stands at most this many ems behind its figure.
const NEAR: f32 = 5.0;

/// A sign before its figure stands at most this many ems from it.
const SIGN_SPACE: f32 = 0.8;

/// Lines at most this many ems apart are of one table.
const TOGETHER: f32 = 3.5;

/// Joins figures with the signs behind them.
pub(crate) fn join_signs(lines: &mut [Line]) {
    for line in lines.iter_mut() {
        let sides = (0..line.tokens.len()).filter(|at| is_sided(&line.tokens, *at));
        join(line, &sides.collect::<Vec<_>>());
    }
    let minuses: Vec<Vec<usize>> = (0..lines.len())
        .map(|i| (0..lines[i].tokens.len()).filter(|at| may_be_minus(&lines[i].tokens, *at)).collect())
        .collect();
    let signs: Vec<Vec<usize>> = (0..lines.len())
        .map(|i| minuses[i].iter().copied().filter(|at| is_minus(lines, &minuses, i, *at)).collect())
        .collect();
    lines.iter_mut().zip(&signs).for_each(|(line, signs)| join(line, signs));
    let before: Vec<Vec<usize>> = (0..lines.len())
        .map(|i| (0..lines[i].tokens.len()).filter(|at| is_minus_before(lines, i, *at)).collect())
        .collect();
    lines.iter_mut().zip(&before).for_each(|(line, signs)| join_before(line, signs));
    let told: Vec<Vec<(usize, Figure)>> = (0..lines.len())
        .map(|i| (0..lines[i].tokens.len()).filter_map(|at| Some((at, negative_as_others(lines, i, at)?))).collect())
        .collect();
    for (line, told) in lines.iter_mut().zip(told) {
        told.into_iter().for_each(|(at, figure)| line.tokens[at].kind = Kind::Figure(figure));
    }
}

/// A token that is a negative figure if those of its column are marked as it is: `[84]` under `[3,310]`.
fn negative_as_others(lines: &[Line], i: usize, at: usize) -> Option<Figure> {
    let token = &lines[i].tokens[at];
    let marks = ['[', '<', '-', '−'];
    let mark_of = |text: &str| marks.into_iter().find(|mark| text.starts_with(*mark) || text.ends_with(*mark));
    if token.figure().is_some() || at == 0 {
        return None;
    }
    let mark = mark_of(&token.text)?;
    let figure = negative_in_column(&token.text)?;
    let alike = |other: &Token| {
        other.figure().is_some_and(|f| f.negative_mark != NegativeMark::None)
            && mark_of(&other.text) == Some(mark)
            && other.text.ends_with(mark) == token.text.ends_with(mark)
            && other.bbox.overlap_x(&token.bbox) > 0.0
    };
    let mut around = table_around(lines, i).flat_map(|k| &lines[k].tokens);
    around.any(alike).then_some(figure)
}

/// Whether a dash is the sign of the figure after it, a space away, and no nil of a column of its own: `- 3,310`. What else stands in
/// its place in the table reaches over the figure, too, or is such a dash.
fn is_minus_before(lines: &[Line], i: usize, at: usize) -> bool {
    let tokens = &lines[i].tokens;
    let is_dash = |tokens: &[Token], at: usize| {
        let Some(next) = tokens.get(at + 1) else { return false };
        let dash = matches!(tokens[at].text.as_str(), "-" | "−" | "–") && tokens[at].sign.is_none();
        let plain =
            next.figure().is_some_and(|f| !f.nil && f.negative_mark == NegativeMark::None && !next.text.contains('+'));
        dash && plain && next.sign.is_none() && next.left - tokens[at].reach < SIGN_SPACE * next.size
    };
    if at == 0 || !is_dash(tokens, at) || tokens[at].left - tokens[at - 1].reach < SIGN_SPACE * tokens[at].size {
        return false;
    }
    let (dash, figure) = (tokens[at].bbox, tokens[at + 1].bbox);
    let mut positive = false;
    for k in table_around(lines, i).filter(|k| *k != i) {
        let others = &lines[k].tokens;
        for (j, other) in
            others.iter().enumerate().filter(|(j, other)| *j > 0 && other.is_cell() && !is_dash(others, *j))
        {
            let own = other.bbox.overlap_x(&figure) > 0.0;
            if other.bbox.overlap_x(&dash) > 0.0 && !own {
                return false;
            }
            positive |= own && other.figure().is_some() && !(j > 0 && is_dash(others, j - 1));
        }
    }
    positive
}

/// Makes one token of each sign and the figure after it.
fn join_before(line: &mut Line, signs: &[usize]) {
    for at in signs.iter().rev() {
        let sign = line.tokens.remove(*at);
        let token = &mut line.tokens[*at];
        if let Kind::Figure(figure) = &mut token.kind {
            figure.value = -figure.value;
            figure.negative_mark = NegativeMark::Minus;
        }
        token.text = format!("{} {}", sign.text, token.text);
        token.bbox = token.bbox.union(&sign.bbox);
        token.place = token.place.union(&sign.place);
        token.left = sign.left;
    }
    if !signs.is_empty() {
        line.retell();
    }
}

/// Whether a token is the side of the account that the figure before it stands on.
fn is_sided(tokens: &[Token], at: usize) -> bool {
    let text = &tokens[at].text;
    let is_side = text.bytes().all(|b| b.is_ascii_uppercase()) && word(text).is(WordClass::LedgerSide);
    is_side && tokens[at].is_text() && is_behind_figure(tokens, at)
}

/// Whether a token is a dash that may be the sign of the figure before it, or a nil in the next column.
fn may_be_minus(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].text.as_str(), "-" | "−") && tokens[at].sign.is_none() && is_behind_figure(tokens, at)
}

/// Whether a token stands behind a figure that shows no sign, and nearer to it than to what follows.
fn is_behind_figure(tokens: &[Token], at: usize) -> bool {
    let [before @ .., last] = &tokens[..at] else { return false };
    let gap = tokens[at].left - last.reach;
    let follows = tokens.get(at + 1).is_none_or(|next| next.left - tokens[at].reach > gap);
    let unmarked = tokens[at].field.is_none_or(|field| field == 0);
    let plain = |f: &crate::figure::Figure| {
        !f.nil && f.negative_mark == NegativeMark::None && f.suffix == Suffix::None && !last.text.contains('+')
    };
    !before.is_empty() && unmarked && follows && gap < NEAR * last.size && last.figure().is_some_and(plain)
}

/// Whether a dash that may be a sign is one: it stands in no column of its own, as nothing else of the table stands under or over
/// it that does not reach over its figure, too; and there are figures in the column of that without one.
fn is_minus(lines: &[Line], minuses: &[Vec<usize>], i: usize, at: usize) -> bool {
    let dash = lines[i].tokens[at].bbox;
    let figure = lines[i].tokens[at - 1].bbox;
    let mut column = Rect { x0: lines[i].tokens[at - 1].left, ..figure };
    let table = table_around(lines, i);
    // Its column, by what stands before the other dashes under and over this one.
    for (other, j) in table.clone().flat_map(|k| minuses[k].iter().map(move |j| (k, *j))) {
        if lines[other].tokens[j].bbox.overlap_x(&dash) > 0.0 {
            column = column.union(&lines[other].tokens[j - 1].bbox);
        }
    }
    let mut positive = false;
    for k in table.filter(|k| *k != i) {
        for (j, token) in lines[k].tokens.iter().enumerate().filter(|(j, _)| !minuses[k].contains(j)) {
            let own = token.bbox.overlap_x(&column) > 0.0;
            if token.bbox.overlap_x(&dash) > 0.0 && !own {
                return false;
            }
            positive |= own && token.figure().is_some() && !minuses[k].contains(&(j + 1));
        }
    }
    positive
}

/// The lines around one that are of its table, as far as can be told before tables are found.
fn table_around(lines: &[Line], i: usize) -> std::ops::Range<usize> {
    let near = |above: &Line, below: &Line| below.baseline - above.baseline < TOGETHER * below.size;
    let start = (1..=i).rev().find(|k| !near(&lines[k - 1], &lines[*k])).unwrap_or(0);
    let end = (i + 1..lines.len()).find(|k| !near(&lines[k - 1], &lines[*k])).unwrap_or(lines.len());
    start..end
}

/// Makes one token of each sign, by its place, and the figure before it.
fn join(line: &mut Line, signs: &[usize]) {
    for at in signs.iter().rev() {
        let sign = line.tokens.remove(*at);
        let token = &mut line.tokens[at - 1];
        // Between groups of digits the page shows a space, which the grammar reads as one between columns.
        let text = format!("{}{}", token.text, sign.text).replace(' ', "\u{a0}");
        // Of some nobody can tell whether they are negative.
        token.kind = figure(&text).map_or(Kind::CellText, Kind::Figure);
        token.text = format!("{} {}", token.text, sign.text);
        token.bbox = token.bbox.union(&sign.bbox);
        token.place = token.place.union(&sign.place);
        token.reach = sign.reach;
    }
    if !signs.is_empty() {
        line.retell();
    }
}
