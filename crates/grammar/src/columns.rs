//! Columns told by geometry: figures are right-aligned, so their right edges make the columns.

use std::collections::BTreeSet;

use crate::figure::Suffix;
use crate::lines::Line;
use crate::tokens::{Kind, Token};

/// A column of figures as found: the extents of its figures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    /// Leftmost figure's left edge, without currency signs.
    pub(crate) x0: f32,
    /// Leftmost edge with currency signs.
    pub(crate) left: f32,
    /// Leftmost edge of the place on the paper that labels leave a column that is the only one; else as `left`.
    pub(crate) slot: f32,
    /// Usual right edge of last digits.
    pub(crate) edge: f32,
    /// Rightmost edge of what hangs out.
    pub(crate) x1: f32,
    /// How many figures stand in it.
    pub(crate) count: usize,
    /// Signs of money stand before its figures, and none is in percent.
    pub(crate) money: bool,
}

impl Span {
    pub(crate) fn center(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }
}

/// No column has a place wider than this, in points.
pub(crate) const WIDEST_SLOT: f32 = 110.0;

/// Edges nearer than this many ems are one column.
const EDGE_TOLERANCE: f32 = 0.6;

struct Group<'a> {
    tokens: Vec<(usize, &'a Token)>,
    x0: f32,
    x1: f32,
}

impl<'a> Group<'a> {
    fn new(line: usize, token: &'a Token) -> Self {
        Self { tokens: vec![(line, token)], x0: token.bbox.x0, x1: token.bbox.x1 }
    }

    fn push(&mut self, line: usize, token: &'a Token) {
        self.x0 = self.x0.min(token.bbox.x0);
        self.x1 = self.x1.max(token.bbox.x1);
        self.tokens.push((line, token));
    }

    fn meets(&self, other: &Self) -> bool {
        self.tokens.iter().any(|(l, _)| other.tokens.iter().any(|(m, _)| l == m))
    }

    fn overlaps(&self, other: &Self) -> bool {
        let overlap = self.x1.min(other.x1) - self.x0.max(other.x0);
        overlap > 0.25 * (self.x1 - self.x0).min(other.x1 - other.x0)
    }

    /// Whether one of the two groups holds nothing but dashes, set a little aside of the other's digits: ledgers do so.
    fn is_nil_beside(&self, other: &Self) -> bool {
        let nil = |g: &Self| g.tokens.iter().all(|(_, t)| t.figure().is_some_and(|f| f.nil));
        let em = self.tokens[0].1.size;
        (nil(self) || nil(other)) && other.x0 - self.x1 < 1.2 * em && self.x0 - other.x1 < 1.2 * em
    }

    fn span(&self) -> Span {
        let mut edges: Vec<f32> = self.tokens.iter().map(|(_, t)| t.edge).collect();
        edges.sort_by(f32::total_cmp);
        let figures = || self.tokens.iter().filter_map(|(_, t)| t.figure());
        let left = self.tokens.iter().map(|(_, t)| t.left).fold(f32::MAX, f32::min);
        Span {
            x0: self.x0,
            left,
            slot: left,
            edge: edges[edges.len() / 2],
            x1: self.x1,
            count: self.tokens.len(),
            money: figures().any(|f| f.currency.is_some()) && !figures().any(|f| f.suffix == Suffix::Percent),
        }
    }
}

/// The one column that all these tokens stand in, given with the lines they are in.
pub(crate) fn column_with(tokens: &[(usize, &Token)]) -> Option<Span> {
    let (first, rest) = tokens.split_first()?;
    let mut group = Group::new(first.0, first.1);
    rest.iter().for_each(|(line, token)| group.push(*line, token));
    Some(group.span())
}

/// The columns that the figures of these lines stand in, left to right.
pub(crate) fn columns(lines: &[&Line]) -> Vec<Span> {
    let mut figures: Vec<(usize, &Token)> = lines
        .iter()
        .enumerate()
        .flat_map(|(n, line)| {
            let figures = (0..line.tokens.len()).filter(|i| matches!(line.tokens[*i].kind, Kind::Figure(_)));
            figures.filter(|i| !runs_on(&line.tokens, *i)).map(move |i| (n, &line.tokens[i]))
        })
        .collect();
    figures.sort_by(|a, b| a.1.edge.total_cmp(&b.1.edge));
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut last_edge = f32::MIN;
    for (line, token) in figures {
        match groups.last_mut() {
            Some(group) if token.edge - last_edge < EDGE_TOLERANCE * token.size => group.push(line, token),
            _ => groups.push(Group::new(line, token)),
        }
        last_edge = token.edge;
    }
    merge(&mut groups);
    join_shifted(&mut groups, lines.len());
    groups.retain(|g| !is_left_of_labels(g, lines) && !is_in_stub(g, lines) && !is_of_labels(g, lines));
    let mut spans: Vec<Span> = groups.iter().map(Group::span).collect();
    let words = word_columns(lines, &spans);
    spans.extend(words);
    spans.extend(dates_before(lines, &spans));
    spans.sort_by(|a, b| a.edge.total_cmp(&b.edge));
    if let [only] = spans.as_mut_slice() {
        only.slot = lone_slot(only, lines);
    }
    spans
}

/// Left edge of the place of a column that is the only one: right of all labels, and not wider than columns are.
fn lone_slot(only: &Span, lines: &[&Line]) -> f32 {
    let labels = lines.iter().filter_map(|line| line.tokens.first().filter(|t| t.is_text()));
    let reach = labels.map(|t| t.bbox.x1 + t.size).fold(f32::MIN, f32::max);
    only.left.min(reach.max(only.x1 - WIDEST_SLOT))
}

/// Whether a figure goes on the sentence before it, at a word space from it.
fn runs_on(tokens: &[Token], i: usize) -> bool {
    let before = i.checked_sub(1).map(|at| &tokens[at]).filter(|t| t.is_text() && t.field.is_none());
    before.is_some_and(|label| tokens[i].left - label.bbox.x1 < 0.45 * tokens[i].size)
}

/// Whether most lines have their label to the right of the group: then it holds list or note numbers, not a column.
fn is_left_of_labels(group: &Group<'_>, lines: &[&Line]) -> bool {
    let labels = lines.iter().filter_map(|l| l.tokens.iter().find(|t| t.is_text()));
    let right = labels.clone().filter(|t| t.bbox.x0 >= group.x1).count();
    right * 5 > labels.count() * 3 && right >= 2
}

/// Whether the figures of a group are labels: names of models, as `737` and `747` over `777 Freighter`. They are plain whole numbers,
/// stand first in their lines, and begin where the labels of lines close by begin.
fn is_of_labels(group: &Group<'_>, lines: &[&Line]) -> bool {
    let plain = |t: &Token| t.sign.is_none() && t.text.bytes().all(|b| b.is_ascii_digit());
    let is_name = |(n, token): &(usize, &Token)| {
        let first = lines[*n].tokens.first().is_some_and(|t| t.bbox == token.bbox) && lines[*n].tokens.len() > 1;
        let near = lines[n.saturating_sub(3)..(n + 4).min(lines.len())].iter();
        let flush = |line: &&Line| {
            let label = line.tokens.first().filter(|t| t.is_text() && line.tokens.len() > 1);
            label.is_some_and(|t| (t.bbox.x0 - token.bbox.x0).abs() < 0.2 * t.size)
        };
        first && plain(token) && near.copied().any(|line| flush(&line))
    };
    group.tokens.iter().all(is_name)
}

/// Whether a lone figure or two stand where most lines have their label: figures in a label, such as `less allowances of $1,204`.
fn is_in_stub(group: &Group<'_>, lines: &[&Line]) -> bool {
    let across = |line: &&&Line| {
        let label = line.tokens.first().filter(|t| t.is_text());
        label.is_some_and(|t| t.bbox.x0 < group.x0 + 0.5 * t.size && t.bbox.x1 > group.x0 + t.size)
    };
    let few = group.tokens.len() <= 2;
    // Where the figures begin their lines, the last word of a label is among them: `net of tax of $(9), $(6) and` over `$(16)`.
    let begins = |(n, token): &(usize, &Token)| {
        lines[*n].tokens.len() > 2 && lines[*n].tokens.first().is_some_and(|first| first.bbox == token.bbox)
    };
    let needed = if group.tokens.iter().all(begins) { 1 } else { 3.max(2 * group.tokens.len()) };
    few && lines.iter().filter(across).count() >= needed
}

/// Columns that hold words in most rows: `down 32%`, `up 6 ppts`; or nothing but words in figures' places, twice at least: `NM`.
fn word_columns(lines: &[&Line], figures: &[Span]) -> Vec<Span> {
    let Some(first) = figures.first() else { return Vec::new() };
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let wordy = |t: &&Token| !matches!(t.kind, Kind::Figure(_) | Kind::Year(_));
        for token in line.tokens.iter().filter(wordy).filter(|t| t.bbox.x0 > first.x1) {
            if figures.iter().any(|f| token.bbox.x0 < f.x1 && token.bbox.x1 > f.x0) {
                continue;
            }
            match groups.iter_mut().find(|g| token.bbox.x0 < g.x1 && token.bbox.x1 > g.x0) {
                Some(group) => group.push(n, token),
                None => groups.push(Group::new(n, token)),
            }
        }
    }
    let usual = |g: &&Group<'_>| g.tokens.len() * 5 >= lines.len() * 2 && g.tokens.iter().any(|(_, t)| t.is_text());
    let stand_in = |g: &&Group<'_>| g.tokens.iter().all(|(_, t)| matches!(t.kind, Kind::CellText));
    let own = |g: &&Group<'_>| usual(g) || stand_in(g) && !stands_in_for(g, lines, figures);
    groups.iter().filter(|g| g.tokens.len() >= 2 && own(g)).map(Group::span).collect()
}

/// A column of dates between the labels and the first figures: nearly every row has one there, set flush with the others, and no label
/// reaches under it. Words in such a place are more often the rest of a label.
fn dates_before(lines: &[&Line], spans: &[Span]) -> Option<Span> {
    const LEAST_ROWS: usize = 3;
    let first = spans.iter().map(|span| span.left).min_by(f32::total_cmp)?;
    let rows = lines.iter().filter(|line| line.has_figure()).count();
    let second = |line: &'_ &&Line| {
        let left = line.tokens.iter().take_while(|t| t.bbox.x1 < first).count();
        let worded = || line.tokens[0].text.contains(char::is_alphabetic);
        left == 2 && line.tokens[..2].iter().all(|t| t.is_text() && t.field.is_none()) && worded()
    };
    let found: Vec<(usize, &Token)> =
        lines.iter().enumerate().filter(|(_, line)| second(line)).map(|(n, line)| (n, &line.tokens[1])).collect();
    if found.len() < LEAST_ROWS || found.len() * 10 < rows * 9 {
        return None;
    }
    let (x0, x1, em) = (found[0].1.bbox.x0, found[0].1.bbox.x1, found[0].1.size);
    let flush = |side: &dyn Fn(&Token) -> f32, at: f32| found.iter().all(|(_, t)| (side(t) - at).abs() < 0.3 * em);
    let aligned = flush(&|t| t.bbox.x0, x0) || flush(&|t| t.bbox.x1, x1);
    let left = found.iter().map(|(_, t)| t.bbox.x0).fold(f32::MAX, f32::min);
    let clear = lines.iter().filter_map(|line| line.tokens.first()).all(|t| t.bbox.x1 < left - 0.5 * em);
    let is_date = |t: &Token| {
        let numeric = t.text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.'));
        numeric && t.text.len() >= 6 && t.text.contains(['-', '/', '.'])
    };
    let dated = found.iter().all(|(_, t)| is_date(t));
    if aligned && clear && dated { column_with(&found) } else { None }
}

/// Words in a figure's place stand at most this many ems beside their column.
const ASIDE: f32 = 2.5;

/// Whether words in figures' places stand close beside a column that has no figure in any of their lines: they are set a little aside
/// of its figures, as in text made from pages.
fn stands_in_for(group: &Group<'_>, lines: &[&Line], figures: &[Span]) -> bool {
    let reach = ASIDE * group.tokens[0].1.size;
    figures.iter().filter(|f| group.x0 < f.x1 + reach && group.x1 > f.x0 - reach).any(|f| {
        let fills = |t: &Token| t.figure().is_some() && t.bbox.x0 < f.x1 && t.bbox.x1 > f.x0;
        group.tokens.iter().all(|(n, _)| !lines[*n].tokens.iter().any(fills))
    })
}

/// Joins neighbouring groups that overlap and never meet in a row: a column of centred figures.
fn merge(groups: &mut Vec<Group<'_>>) {
    let mut i = 0;
    while i + 1 < groups.len() {
        let (a, b) = (&groups[i], &groups[i + 1]);
        if (a.overlaps(b) || a.is_nil_beside(b)) && !a.meets(b) {
            let next = groups.remove(i + 1);
            for (line, token) in next.tokens {
                groups[i].push(line, token);
            }
            i = i.saturating_sub(1);
        } else {
            i += 1;
        }
    }
}

/// Farthest that some lines of a column are shifted against the others, in ems.
const WIDEST_SHIFT: f32 = 6.0;

/// Joins neighbours that are one column, part of which is shifted: text made from pages loses or wins some spaces for lines on
/// end. Every line with figures has one in either, none has both, and they take turns in long runs.
fn join_shifted(groups: &mut Vec<Group<'_>>, lines: usize) {
    let mut i = 0;
    while groups.len() > 2 && i + 1 < groups.len() {
        let (a, b) = (&groups[i], &groups[i + 1]);
        // Nearly all columns have figures in most lines: such two cannot take turns.
        let few = a.tokens.len() + b.tokens.len() <= lines && a.tokens.len().min(b.tokens.len()) >= 3;
        let near = b.x1 - a.x1 < WIDEST_SHIFT * a.tokens[0].1.size;
        if few && near && take_turns(groups, i) {
            let next = groups.remove(i + 1);
            for (line, token) in next.tokens {
                groups[i].push(line, token);
            }
        }
        i += 1;
    }
}

/// Whether each line with figures has one in the group at `i` or the one after it, and none in both, in long runs.
fn take_turns(groups: &[Group<'_>], i: usize) -> bool {
    let lines_of = |group: &Group<'_>| group.tokens.iter().map(|(line, _)| *line).collect::<BTreeSet<usize>>();
    let all: BTreeSet<usize> = groups.iter().flat_map(lines_of).collect();
    let (a, b) = (lines_of(&groups[i]), lines_of(&groups[i + 1]));
    let turns: Vec<bool> = all.iter().map(|line| a.contains(line)).collect();
    let changes = turns.windows(2).filter(|pair| pair[0] != pair[1]).count();
    a.is_disjoint(&b) && a.len() + b.len() == all.len() && 3 * changes <= a.len().min(b.len())
}

/// The column a token stands in: the one with the nearest right edge among those it overlaps or is close to.
pub(crate) fn column_of(columns: &[Span], token: &Token) -> Option<usize> {
    let reach = if token.kind == Kind::CellText { ASIDE } else { 1.5 } * token.size;
    columns
        .iter()
        .enumerate()
        .filter(|(_, c)| token.bbox.x1 > c.x0 - reach && token.bbox.x0 < c.x1 + reach)
        .map(|(i, c)| {
            let edge = (token.edge - c.edge).abs();
            let center = (token.bbox.center_x() - c.center()).abs();
            (i, edge.min(center + 0.3 * token.size))
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(i, _)| i)
}
