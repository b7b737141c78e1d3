//! Goes through the tree of a document from its begin to its end.

use std::collections::HashMap;

use compact_str::CompactString;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

use super::style::{Style, align};
use super::table::{CellTag, OpenTable};
use crate::flow::{Align, Block, Piece, TextLine};
use crate::text::{CELL_WIDTH, parts_groups};

/// Tables in tables deeper than this are text.
const DEEPEST: usize = 24;

/// The blocks of a document.
pub(super) fn blocks(tree: &ego_tree::Tree<Node>) -> Vec<Block> {
    let mut reader = Reader::default();
    for edge in tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => reader.open(element),
                Node::Text(text) => reader.text(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    reader.close(element);
                }
            }
        }
    }
    reader.end()
}

/// What holds for the text at one place, from all elements around it.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    hidden: bool,
    bold: bool,
    italic: bool,
    raised: bool,
    keeps_spaces: bool,
    align: Align,
    /// Points left of its lines; of the first in addition.
    indent: f32,
    first_indent: f32,
    /// Which part of the document the element is, to be closed with it.
    part: Part,
    page_after: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Part {
    #[default]
    Inline,
    Block,
    /// A block with room around it.
    Apart,
    Table,
    Cell,
}

#[derive(Debug, Clone, Copy)]
struct Letter {
    c: char,
    bold: bool,
    italic: bool,
    raised: bool,
}

#[derive(Default)]
struct Reader<'a> {
    blocks: Vec<Block>,
    tables: Vec<OpenTable>,
    /// Number of tables so far.
    count: u32,
    states: Vec<State>,
    /// The line being read, and what held where it began.
    line: Vec<Letter>,
    begun: State,
    preformatted: String,
    styles: HashMap<&'a str, Style>,
}

impl<'a> Reader<'a> {
    fn state(&self) -> State {
        self.states.last().copied().unwrap_or_default()
    }

    fn open(&mut self, element: &'a Element) {
        let name = element.name();
        let style = self.style_of(element);
        let above = self.state();
        let mut state = State { part: Part::Inline, page_after: style.page_after, ..above };
        state.hidden |= style.hidden || is_never_seen(name) || element.attr("hidden").is_some();
        if state.hidden {
            self.states.push(state);
            return;
        }
        state.bold = style.bold.unwrap_or(above.bold || matches!(name, "b" | "strong" | "th") || is_heading(name));
        state.italic = style.italic.unwrap_or(above.italic || matches!(name, "i" | "em"));
        state.raised |= name == "sup" || style.raised && !matches!(name, "td" | "th" | "tr" | "div" | "p");
        state.keeps_spaces =
            style.keeps_spaces.unwrap_or(above.keeps_spaces || matches!(name, "pre" | "xmp" | "listing"));
        state.part = part_of(name, style);
        let own = element.attr("align").and_then(|value| align(&value.to_ascii_lowercase()));
        let centred = (name == "center").then_some(Align::Center);
        match state.part {
            // A table may stand in the middle; what is in its cells does not for that.
            Part::Table => state.align = Align::Left,
            _ => state.align = style.align.or(own).or(centred).unwrap_or(above.align),
        }
        if state.part != Part::Inline {
            let nested = matches!(name, "ul" | "ol" | "blockquote" | "dd");
            state.indent += style.indent + if nested { 4.0 * CELL_WIDTH } else { 0.0 };
            state.first_indent = if style.first_indent == 0.0 { above.first_indent } else { style.first_indent };
        } else {
            // Spans are indented, too, at the begin of a label.
            state.indent += if self.line.is_empty() { style.indent } else { 0.0 };
        }
        self.begin(name, element, style, state);
    }

    /// Begins the part of the document that an element is.
    fn begin(&mut self, name: &str, element: &'a Element, style: Style, mut state: State) {
        if style.page_before {
            self.end_page();
        }
        match state.part {
            Part::Block | Part::Apart => {
                self.end_line();
                if state.part == Part::Apart {
                    self.put(Block::Space);
                }
            }
            Part::Table if self.tables.len() < DEEPEST => {
                self.end_line();
                self.tables.push(OpenTable::default());
                (state.indent, state.first_indent) = (0.0, 0.0);
            }
            Part::Cell => {
                self.end_line();
                let span = |name| element.attr(name).and_then(|n: &str| n.trim().parse::<usize>().ok()).unwrap_or(1);
                let tag = CellTag {
                    columns: Some(span("colspan")).filter(|span| *span <= 1000).unwrap_or(1),
                    rows: span("rowspan").min(65_534),
                    align: state.align,
                    header: name == "th",
                    ruled: style.ruled,
                    id: element.attr("id").map(CompactString::from),
                };
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell();
                    table.begin_cell(tag);
                }
            }
            _ => {}
        }
        match name {
            "br" if state.keeps_spaces => self.preformatted.push('\n'),
            "br" if self.line.is_empty() => self.put(Block::Space),
            "br" => self.end_line(),
            "hr" => {
                self.end_line();
                if self.ends_in_page_number() {
                    self.end_page();
                }
            }
            "tr" => {
                self.end_line();
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell();
                    table.begin_row();
                }
            }
            _ => {}
        }
        self.states.push(state);
        if name == "li" {
            self.text("• ");
        }
    }

    fn close(&mut self, element: &'a Element) {
        let Some(state) = self.states.pop() else { return };
        if state.hidden {
            return;
        }
        match state.part {
            Part::Inline => {}
            Part::Block => self.end_line(),
            Part::Apart => {
                self.end_line();
                self.put(Block::Space);
            }
            Part::Cell => {
                self.end_line();
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell();
                }
            }
            Part::Table => {
                self.end_line();
                self.end_table();
            }
        }
        if element.name() == "tr" {
            self.end_line();
        }
        if state.page_after {
            self.end_page();
        }
    }

    fn end_table(&mut self) {
        // Of those too deep there is none to be closed.
        let open = self.states.iter().filter(|state| state.part == Part::Table && !state.hidden).count();
        if self.tables.len() <= open {
            return;
        }
        if let Some(table) = self.tables.pop() {
            self.count += 1;
            let blocks = table.end(self.count);
            self.flow().extend(blocks);
        }
    }

    fn text(&mut self, text: &str) {
        let state = self.state();
        if state.hidden {
            return;
        }
        if state.keeps_spaces && text.contains('\n') || !self.preformatted.is_empty() {
            self.end_words();
            self.preformatted.push_str(text);
            return;
        }
        for c in text.chars().filter(|c| !is_unseen(*c)) {
            let blank = c.is_whitespace();
            if self.line.is_empty() {
                // Spaces that do not break indent a label.
                if blank && c != '\u{a0}' {
                    continue;
                }
                self.begun = state;
            }
            let State { bold, italic, raised, .. } = state;
            self.line.push(Letter { c, bold, italic, raised });
        }
    }

    /// Where blocks go: into the cell that is open, or into the document.
    fn flow(&mut self) -> &mut Vec<Block> {
        let open = self.tables.iter_mut().rev().find_map(|table| table.open.as_mut());
        match open {
            Some(cell) => &mut cell.blocks,
            None => &mut self.blocks,
        }
    }

    fn put(&mut self, block: Block) {
        let flow = self.flow();
        if block != Block::Space || flow.last() != Some(&Block::Space) {
            flow.push(block);
        }
    }

    fn end_line(&mut self) {
        self.end_words();
        if !self.preformatted.is_empty() {
            let text = std::mem::take(&mut self.preformatted);
            self.put(Block::Preformatted(text));
        }
    }

    fn end_words(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let pieces = pieces(&self.line);
        if pieces.is_empty() {
            self.line.clear();
            self.put(Block::Space);
            return;
        }
        let lead = self.line.iter().take_while(|letter| letter.c.is_whitespace()).count();
        let points = |points: f32| (points / CELL_WIDTH).round().max(0.0) as usize;
        let state = self.begun;
        let line = TextLine {
            pieces,
            indent: points(state.indent + state.first_indent) + lead,
            hang: points(state.indent) + lead,
        };
        self.line.clear();
        self.put(Block::Line(line, state.align));
    }

    /// Pages end between tables: one that goes on over a page's end is one.
    fn end_page(&mut self) {
        self.end_line();
        if self.tables.iter().all(|table| table.open.is_none()) && !self.tables.is_empty() {
            return;
        }
        // A page's end is often told twice, by the end of one and the begin of the next.
        let flow = self.flow();
        let empty =
            flow.iter().rev().find(|block| **block != Block::Space).is_none_or(|block| *block == Block::PageEnd);
        if !empty {
            flow.push(Block::PageEnd);
        }
    }

    /// Whether the last line is the number of a page.
    fn ends_in_page_number(&mut self) -> bool {
        let last = self.flow().iter().rev().find(|block| **block != Block::Space);
        let Some(Block::Line(line, _)) = last else { return false };
        let text = line.text();
        let bare = text.trim_matches(['-', '–', '—', ' ']);
        let digits = bare.rsplit(['-', ' ']).next().unwrap_or_default();
        text.len() < 12 && (1..4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    }

    fn style_of(&mut self, element: &'a Element) -> Style {
        let Some(text) = element.attr("style") else { return Style::default() };
        *self.styles.entry(text).or_insert_with(|| Style::of(text))
    }

    fn end(mut self) -> Vec<Block> {
        self.end_line();
        while let Some(table) = self.tables.pop() {
            self.count += 1;
            let blocks = table.end(self.count);
            self.flow().extend(blocks);
        }
        self.blocks
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements whose text is no part of the page.
fn is_never_seen(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "head" | "title" | "template" | "svg" | "select" | "textarea" | "object" | "iframe"
    ) || matches!(name, "ix:header" | "ix:hidden" | "ix:references" | "ix:resources")
}

fn part_of(name: &str, style: Style) -> Part {
    match name {
        "table" => Part::Table,
        "td" | "th" => Part::Cell,
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "blockquote" => Part::Apart,
        "div" | "li" | "dt" | "dd" | "center" | "pre" | "xmp" | "listing" | "section" | "article" | "header"
        | "footer" | "main" | "nav" | "aside" | "address" | "form" | "fieldset" | "figure" | "body" | "html"
        | "caption" => Part::Block,
        _ if style.block => Part::Block,
        _ => Part::Inline,
    }
}

/// Characters that take no room: soft hyphens, joiners, marks of direction and of order.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Letters cut into words: at spaces, and where what is raised begins or ends.
fn pieces(letters: &[Letter]) -> Vec<Piece> {
    let chars: Vec<char> = letters.iter().map(|letter| letter.c).collect();
    let mut out: Vec<Piece> = Vec::new();
    let mut begins = true;
    for (i, letter) in letters.iter().enumerate() {
        if letter.c.is_whitespace() && !parts_groups(&chars, i) {
            begins = true;
            continue;
        }
        let Letter { c, bold, italic, raised } = *letter;
        match out.last_mut() {
            Some(last) if !begins && last.raised == raised => {
                last.text.push(c);
                last.bold &= bold;
                last.italic &= italic;
            }
            last => {
                let glued = last.is_some() && !begins;
                out.push(Piece { text: c.to_string().into(), bold, italic, raised, glued });
            }
        }
        begins = false;
    }
    out
}
