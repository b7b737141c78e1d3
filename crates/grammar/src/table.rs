//! What this crate hands on: tables of cells with their headings, each cell with its place.

use crossfoot_ingest::Rect;
use crossfoot_lexicon::Text;

use crate::figure::Figure;

/// A line of text near a table, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    /// The text, words joined by one space, footnote marks removed.
    pub text: Text,
    /// 1-based page.
    pub page: u32,
    /// Where it stands, in the page's reading frame.
    pub bbox: Rect,
    /// Set in a bold face.
    pub bold: bool,
    /// It ends in a colon: what follows is what it speaks of.
    pub introduces: bool,
}

/// A piece of the heading over a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Its words, footnote marks removed.
    pub text: Text,
    /// 0-based line of the table's headings that it stands on, from the top.
    pub line: usize,
    /// It spans the column to the left as well.
    pub spans_left: bool,
    /// Footnote marks taken off it.
    pub marks: Vec<String>,
}

/// A note under a table that says what figures are in which carry its mark: `(a) In thousands.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// The mark as it begins the note: `(a)`.
    pub mark: String,
    /// What it says of units, without what follows.
    pub text: Text,
}

/// A column of figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// The pieces of its heading, spanning ones first.
    pub heading: Vec<Head>,
    /// Left edge of its figures, in the page's reading frame of the table's first page.
    pub x0: f32,
    /// Right edge of its figures' last digits.
    pub x1: f32,
}

impl Column {
    /// The whole heading joined by one space.
    pub fn heading_text(&self) -> String {
        let texts: Vec<&str> = self.heading.iter().map(|head| head.text.as_str()).collect();
        texts.join(" ")
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A figure.
    Figure(Figure),
    /// Text in a figure's place.
    Text,
}

/// A cell with something printed in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// What the page shows, footnote marks left out.
    pub printed: String,
    /// 1-based page.
    pub page: u32,
    /// Where it stands on the paper.
    pub place: Rect,
    /// Where it stands in the page's reading frame.
    pub bbox: Rect,
}

/// A row of a table: a line item, or, without cells, a heading that governs rows below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The label, wrapped lines joined by one space, footnote marks removed; may be empty.
    pub label: Text,
    /// Footnote marks taken off the label.
    pub marks: Vec<String>,
    /// Points from the left edge of the table's stub to the label.
    pub indent: f32,
    /// Type size of the label in points (of its figures where there is none).
    pub size: f32,
    /// Set in a bold face.
    pub bold: bool,
    /// A horizontal rule stands right above its figures.
    pub ruled_above: bool,
    /// 1-based page.
    pub page: u32,
    /// Where the row stands, in the page's reading frame.
    pub bbox: Rect,
    /// One entry a column.
    pub cells: Vec<Option<Cell>>,
}

impl Row {
    /// Whether nothing is printed in any column.
    pub fn is_heading(&self) -> bool {
        self.cells.iter().all(Option::is_none)
    }

    /// Whether it prints at least one figure.
    pub fn has_figures(&self) -> bool {
        self.cells.iter().flatten().any(|c| matches!(c.content, Content::Figure(_)))
    }
}

/// A printed table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The lines of its title, top first.
    pub title: Vec<Caption>,
    /// Unit notes, `(Unaudited)` and the like from over the table.
    pub notes: Vec<Caption>,
    /// Notes under the table that tell the units of what carries their marks.
    pub footnotes: Vec<Footnote>,
    /// The sentence right before the table.
    pub lead_in: Option<Caption>,
    /// The heading of the label column, lines joined.
    pub stub_head: Text,
    /// The columns of figures, left to right.
    pub columns: Vec<Column>,
    /// The rows, top to bottom.
    pub rows: Vec<Row>,
    /// The 1-based pages it stands on.
    pub pages: Vec<u32>,
    /// Another way to read it is nearly as likely: a person must say which is right.
    pub unsure: bool,
}

impl Table {
    /// Changes all that it says, where a test tells that a text is to be changed.
    pub(crate) fn change_texts(&mut self, is_meant: impl Fn(&str) -> bool, change: impl Fn(&mut String)) {
        let captions = self.title.iter_mut().chain(&mut self.notes).chain(&mut self.lead_in);
        let heads = self.columns.iter_mut().flat_map(|column| &mut column.heading);
        let texts = captions.map(|caption| &mut caption.text).chain(heads.map(|head| &mut head.text));
        let labels = self.rows.iter_mut().map(|row| &mut row.label);
        for text in texts.chain([&mut self.stub_head]).chain(labels).filter(|text| is_meant(text)) {
            change(text.to_mut());
        }
        for row in &mut self.rows {
            let printed = row.cells.iter_mut().flatten().map(|cell| &mut cell.printed);
            row.marks.iter_mut().chain(printed).for_each(&change);
        }
    }
}
