//! Which headings are in force above a row.
//!
//! Indent tells most: a heading governs the rows set deeper than itself. Where the rows are not set deeper, a heading governs
//! until a heading of its own rank follows, or until the total that closes it. At equal indent a bold heading, or one in
//! capitals, ranks over a plain one.

use crossfoot_grammar::Row;
use crossfoot_lexicon::{Role, Text, WordClass, word};

#[derive(Debug, Clone)]
struct Open {
    label: Text,
    indent: f32,
    rank: u8,
    /// Headings of the same indent and rank right above it, with no line of their own.
    introduced_by: Vec<Text>,
    /// The rows under it are set deeper than the heading; known from its first row on.
    deeper: Option<bool>,
}

/// Keeps the headings in force while the rows go by.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    open: Vec<Open>,
    introductions: Vec<Text>,
}

/// Indents nearer than this many ems are the same.
const SAME_INDENT: f32 = 0.2;

fn rank(row: &Row) -> u8 {
    let letters: Vec<char> = row.label.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.len() > 2 && letters.iter().all(|c| c.is_uppercase());
    u8::from(row.bold) + u8::from(capitals)
}

/// Letters of a label without `total` and the colon, for matching a total with its heading.
fn core(label: &str) -> String {
    let lower = label.to_lowercase();
    let bare = match lower.split_once(' ') {
        Some((first, rest)) if word(first).is(WordClass::TotalOrNet) => rest,
        _ => &lower,
    };
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Sections {
    /// Takes a heading row.
    pub(crate) fn heading(&mut self, row: &Row) {
        let rank = rank(row);
        let mut introduced_by = Vec::new();
        while let Some(last) = self.open.last() {
            let same_indent = SAME_INDENT * row.size;
            let shallower = last.indent > row.indent + same_indent;
            let same = (last.indent - row.indent).abs() <= same_indent;
            // A heading right under a heading of the same indent and rank is its second line of thought, not its end,
            // only if it ranks lower.
            if !(shallower || same && last.rank <= rank) {
                break;
            }
            if same
                && last.rank == rank
                && last.deeper.is_none()
                && introduced_by.is_empty()
                && let Some(last) = self.open.pop()
            {
                introduced_by = last.introduced_by;
                introduced_by.push(last.label);
            } else {
                self.open.pop();
            }
        }
        self.open.push(Open {
            label: row.label.trim_end_matches(':').trim().into(),
            indent: row.indent,
            rank,
            introduced_by,
            deeper: None,
        });
    }

    /// The headings in force for a row with figures, outermost first.
    pub(crate) fn item(&mut self, row: &Row) -> Vec<Text> {
        let same_indent = SAME_INDENT * row.size;
        while let Some(last) = self.open.last_mut() {
            let deeper = row.indent > last.indent + same_indent;
            let known = *last.deeper.get_or_insert(deeper);
            if known && !deeper && !row.label.is_empty() || row.indent + same_indent < last.indent {
                self.open.pop();
            } else {
                break;
            }
        }
        let chain = self.open.iter().map(|o| o.label.clone()).collect();
        self.introductions = self.open.last().map(|open| open.introduced_by.clone()).unwrap_or_default();
        self.close_by_total(row);
        chain
    }

    /// What stands right above the innermost heading of the last row: `Per share data:` above `Net income:`. It may be the heading
    /// over it or one that has come to nothing, so it is no part of the section, but it may tell what is counted.
    pub(crate) fn introductions(&self) -> &[Text] {
        &self.introductions
    }

    /// `Total current assets` closes `Current assets` and what is open inside it.
    fn close_by_total(&mut self, row: &Row) {
        if !row.label.tags().begins_with(Role::TotalWord) {
            return;
        }
        let total = core(&row.label);
        if let Some(at) = self.open.iter().rposition(|o| core(&o.label) == total) {
            self.open.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, indent: f32, bold: bool) -> Row {
        Row {
            label: label.into(),
            marks: Vec::new(),
            indent,
            size: 8.0,
            bold,
            ruled_above: false,
            page: 1,
            bbox: crossfoot_ingest::Rect::default(),
            cells: Vec::new(),
        }
    }

    #[test]
    fn indent_opens_and_closes() {
        let mut s = Sections::default();
        s.heading(&row("Assets", 0.0, true));
        s.heading(&row("Current assets:", 0.0, false));
        assert_eq!(s.item(&row("Cash", 6.0, false)), ["Assets", "Current assets"]);
        assert_eq!(s.item(&row("Total current assets", 12.0, false)), ["Assets", "Current assets"]);
        assert_eq!(s.item(&row("Goodwill", 0.0, false)), ["Assets"]);
        s.heading(&row("Liabilities", 0.0, true));
        assert_eq!(s.item(&row("Debt", 0.0, false)), ["Liabilities"]);
    }

    #[test]
    fn a_total_closes_its_heading_where_nothing_is_indented() {
        let mut s = Sections::default();
        s.heading(&row("Costs and expenses:", 0.0, false));
        assert_eq!(s.item(&row("Cost of sales", 0.0, false)), ["Costs and expenses"]);
        assert_eq!(s.item(&row("Total costs and expenses", 0.0, false)), ["Costs and expenses"]);
        assert!(s.item(&row("Operating income", 0.0, false)).is_empty());
    }
}
