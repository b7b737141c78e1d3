//! Content in document order, before it has places: lines of words, and tables of declared cells.
//!
//! [`set::pages`] gives it places as a typesetter would: the columns of a table are as wide as what is in them, labels stand left,
//! figures right, headings over their columns.

pub(crate) mod columns;
pub(crate) mod set;
mod signs;

use compact_str::CompactString;

/// A word without a place.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Piece {
    pub(crate) text: CompactString,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) raised: bool,
    /// No space stands between it and the piece before.
    pub(crate) glued: bool,
}

impl Piece {
    pub(crate) fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// A line of words.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct TextLine {
    pub(crate) pieces: Vec<Piece>,
    /// Characters left free before its first word.
    pub(crate) indent: usize,
    /// The same for what of it does not fit on one line.
    pub(crate) hang: usize,
}

impl TextLine {
    /// Plain words.
    pub(crate) fn of_text(text: &str) -> Self {
        let piece = |word: &str| Piece { text: word.into(), ..Piece::default() };
        Self { pieces: text.split_whitespace().map(piece).collect(), ..Self::default() }
    }

    /// In characters, without the indent.
    pub(crate) fn width(&self) -> usize {
        let spaces = self.pieces.iter().skip(1).filter(|piece| !piece.glued).count();
        spaces + self.pieces.iter().map(Piece::width).sum::<usize>()
    }

    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            if !out.is_empty() && !piece.glued {
                out.push(' ');
            }
            out.push_str(&piece.text);
        }
        out
    }

    /// The line broken so that none is wider than `width` where its words allow it.
    pub(crate) fn wrapped(&self, width: usize) -> Vec<Self> {
        if self.indent + self.width() <= width {
            return vec![self.clone()];
        }
        let mut out: Vec<Self> = vec![Self { pieces: Vec::new(), ..*self }];
        let mut at = self.indent;
        for word in self.pieces.chunk_by(|_, next| next.glued) {
            let length: usize = word.iter().map(Piece::width).sum();
            let is_empty = out.last().is_none_or(|line| line.pieces.is_empty());
            if !is_empty && at + 1 + length > width {
                out.push(Self { pieces: Vec::new(), indent: self.hang, hang: self.hang });
                at = self.hang;
            } else if !is_empty {
                at += 1;
            }
            at += length;
            if let Some(line) = out.last_mut() {
                line.pieces.extend_from_slice(word);
            }
        }
        out
    }
}

/// How the lines of a paragraph or cell are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Line(TextLine, Align),
    /// Lines whose spaces count.
    Preformatted(String),
    /// Room between two blocks.
    Space,
    Table(Table),
    PageEnd,
}

/// A table of declared cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table {
    /// 1-based number in the document.
    pub(crate) number: u32,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell with something in it; its columns are those of the source.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Cell {
    pub(crate) left: usize,
    pub(crate) right: usize,
    /// How many rows it reaches over.
    pub(crate) rows: usize,
    pub(crate) lines: Vec<TextLine>,
    pub(crate) align: Align,
    pub(crate) header: bool,
    /// A rule is drawn over it, under it.
    pub(crate) ruled: (bool, bool),
    /// 1-based numbers of its row and of itself in the source.
    pub(crate) source: (u32, u32),
    pub(crate) id: Option<CompactString>,
}

impl Cell {
    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(TextLine::text).collect::<Vec<_>>().join(" ")
    }

    /// Whether it holds a figure and nothing else.
    pub(crate) fn is_figure(&self) -> bool {
        self.lines.len() == 1 && is_figure(&self.lines[0])
    }
}

/// Whether a line is a figure: digits or a dash, signs around them, marks raised behind them. A bare year is none.
fn is_figure(line: &TextLine) -> bool {
    let pieces = || line.pieces.iter().filter(|piece| !piece.raised);
    let is_part = |c: char| c.is_ascii_digit() || is_sign(c) || is_space(c) || matches!(c, ',' | '.' | '\'' | '’');
    let told = |c: char| c.is_ascii_digit() || is_dash(c);
    let all = |wanted: &dyn Fn(char) -> bool| pieces().all(|piece| piece.text.chars().all(wanted));
    let some = pieces().any(|piece| piece.text.contains(told));
    some && all(&is_part) && !is_year(&line.text())
}

/// `2024`.
pub(crate) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && (text.starts_with("19") || text.starts_with("20"))
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−')
}

fn is_sign(c: char) -> bool {
    is_dash(c) || signs::is_of_money(c) || matches!(c, '(' | ')' | '%' | '+' | '△' | '▲')
}
