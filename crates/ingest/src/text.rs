//! Text input made into pages, so that one grammar reads PDF and text alike.
//!
//! A character cell is [`CELL_WIDTH`] by [`LINE_HEIGHT`] points. Lines aligned with spaces keep their columns. Lines whose
//! fields are marked, by tabs or by the pipes of Markdown, have no columns of their own: consecutive ones are laid out
//! here as a typesetter would, the first field flush left and the others flush right, and each word remembers its
//! field. [`Word::place`] is where the word stands in the file: character columns and lines, from 0.

mod pipes;

use std::collections::BTreeSet;

use crossfoot_lexicon::units;

use crate::page::{Page, Rect, Word};
use pipes::{bare_tables, fields};

/// Width of a character cell in points.
pub(crate) const CELL_WIDTH: f32 = 5.0;
/// Height of a line in points.
pub(crate) const LINE_HEIGHT: f32 = 10.0;
/// Type size in points: a cell is half an em wide.
pub(crate) const TYPE_SIZE: f32 = 10.0;
/// Characters left free between laid-out fields.
const FIELD_GAP: usize = 4;
/// A field wider than this does not widen its column: it is a sentence, not a cell.
const WIDEST_FIELD: usize = 60;

/// A piece of a line: where it starts in the file (column), its text, and its field if fields are marked.
struct Piece {
    column: usize,
    text: String,
    field: u32,
}

/// How a line's cells are told apart.
enum Line {
    Spaced(String),
    Fields(Vec<Piece>),
    /// The rule under a Markdown table's header.
    Separator,
}

impl Line {
    fn fields(&self) -> Option<&[Piece]> {
        if let Self::Fields(pieces) = self { Some(pieces) } else { None }
    }
}

/// Makes pages of text; form feeds part pages.
pub(crate) fn pages(text: &str) -> Vec<Page> {
    let text = without_end(text);
    (1..).zip(text.split('\u{c}')).map(|(number, page)| page_of(number, page)).collect()
}

/// How many pages [`pages`] makes.
pub(crate) fn count_pages(text: &str) -> usize {
    1 + without_end(text).matches('\u{c}').count()
}

/// Tools that print text end the last page with a form feed, too.
fn without_end(text: &str) -> &str {
    text.trim_end().trim_end_matches('\u{c}')
}

pub(crate) fn page_of(number: u32, text: &str) -> Page {
    let lines = lines_of(text);
    let bare = bare_tables(&lines);
    let line = |i: usize| if ends_marked_page(&lines, i) { classify("", false) } else { classify(lines[i], bare[i]) };
    let mut lines: Vec<Line> = (0..lines.len()).map(line).collect();
    let mut words = Vec::new();
    let mut i = 0;
    while i < lines.len() {
        match &lines[i] {
            Line::Spaced(line) => spaced_words(line, i, &mut words),
            Line::Separator => {}
            Line::Fields(_) => {
                let end = block_end(&lines, i);
                move_heads(&mut lines[i..end]);
                lay_out(&lines[i..end], i, &mut words);
                i = end;
                continue;
            }
        }
        i += 1;
    }
    let width = words.iter().map(|w: &Word| w.bbox.x1).fold(500.0, f32::max);
    Page { number, width, height: lines.len() as f32 * LINE_HEIGHT, words, ..Page::default() }
}

/// The lines of a page, whatever ends them: a line feed, a carriage return (alone, as on old Macs, or before the line feed), or one
/// of Unicode's own.
fn lines_of(text: &str) -> Vec<&str> {
    let ended = text.strip_suffix('\n').unwrap_or(text).split('\n').map(|line| line.trim_end_matches('\r'));
    ended.flat_map(|line| line.split(['\r', '\u{85}', '\u{2028}', '\u{2029}'])).collect()
}

/// `bare` says that it is a row of a table whose fields have pipes between them only.
fn classify(line: &str, bare: bool) -> Line {
    let trimmed = line.trim();
    if is_markup(trimmed) {
        return Line::Spaced(String::new());
    }
    if bare || trimmed.starts_with('|') && trimmed.len() > 1 {
        if pipes::is_separator(trimmed) {
            return Line::Separator;
        }
        return Line::Fields(close(fields(line)));
    }
    if line.contains('\t') {
        return Line::Fields(close(tab_fields(line)));
    }
    Line::Spaced(line.to_owned())
}

/// Whether a line is nothing but the tags that filings of the years of plain text mark tables and pages with (`<TABLE>`,
/// `<S>    <C>    <C>`, `<PAGE>  3`), as the SEC's EDGAR filer manual of those years has them.
fn is_markup(line: &str) -> bool {
    const TAGS: [&str; 12] =
        ["TABLE", "CAPTION", "PAGE", "S", "C", "FN", "F1", "F2", "F3", "TEXT", "DOCUMENT", "SUBMISSION"];
    let is_tag = |word: &str| {
        let name = word.strip_prefix('<').and_then(|word| word.strip_suffix('>'));
        name.is_some_and(|name| TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name.trim_start_matches('/'))))
    };
    let mut words = line.split_whitespace();
    let Some(first) = words.next().filter(|word| is_tag(word)) else { return false };
    // A page's tag has its number beside it.
    let is_page = first.eq_ignore_ascii_case("<page>");
    words.all(|word| is_tag(word) || is_page && word.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

/// Whether a line is the number of the page that a tag right after it ends.
fn ends_marked_page(lines: &[&str], i: usize) -> bool {
    let digits = lines[i].trim().trim_matches(['-', ' ']);
    let is_number = (1..4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let next = || lines[i + 1..].iter().map(|line| line.trim()).find(|line| !line.is_empty());
    is_number && next().is_some_and(|line| line.get(..6).is_some_and(|tag| tag.eq_ignore_ascii_case("<page>")))
}

/// Puts what opens and closes a figure back to it: tables made from web pages often keep `$`, `)` and `%` in fields of their own.
fn close(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for i in 1..pieces.len() {
        let closes = matches!(pieces[i].text.trim(), ")" | "%" | ")%" | ") %" | "%)");
        if closes && pieces[i - 1].text.contains(|c: char| c.is_ascii_digit()) {
            let closing = std::mem::take(&mut pieces[i].text);
            let before = &mut pieces[i - 1].text;
            before.truncate(before.trim_end().len());
            before.push_str(closing.trim());
        }
        let opens = units().is_only_sign(pieces[i - 1].text.trim());
        if opens && i > 1 && pieces[i].text.contains(|c: char| c.is_ascii_digit()) {
            let sign = std::mem::take(&mut pieces[i - 1].text);
            // The figure stays where it is.
            let figure = &mut pieces[i];
            figure.column = figure.column.saturating_sub(2);
            figure.text = format!("{} {}", sign.trim(), figure.text.trim());
        }
    }
    pieces
}

fn tab_fields(line: &str) -> Vec<Piece> {
    let mut column = 0;
    (0..)
        .zip(line.split('\t'))
        .map(|(field, text)| {
            let piece = Piece { column, text: clean(text), field };
            column += text.chars().count() + 1;
            piece
        })
        .collect()
}

/// Takes off Markdown's emphasis, HTML's few tags and entities that turn up in converted text, keeping the indent.
fn clean(text: &str) -> String {
    let mut out = text.replace("&nbsp;", "\u{A0}").replace("&amp;", "&").replace("\\$", "$").replace("<br>", " ");
    for mark in ["**", "__", "<u>", "</u>", "<b>", "</b>", "<strong>", "</strong>", "<em>", "</em>"] {
        out = out.replace(mark, "");
    }
    let out = out.replace("<sup>", " ").replace("</sup>", "");
    without_italics(&out).unwrap_or(out)
}

/// The text of a line that is all set in italics, `*(in millions)*`, without their marks.
fn without_italics(text: &str) -> Option<String> {
    let body = text.trim();
    let inner = ['*', '_'].iter().find_map(|mark| {
        let inner = body.strip_prefix(*mark)?.strip_suffix(*mark)?;
        (!inner.contains(*mark)
            && inner.starts_with(|c: char| !c.is_whitespace())
            && inner.contains(char::is_alphabetic))
        .then_some(inner)
    })?;
    Some(text.replacen(body, inner, 1))
}

/// Where the block of field lines that begins at `start` ends: at a blank or a line without fields.
fn block_end(lines: &[Line], start: usize) -> usize {
    lines[start..].iter().position(|l| matches!(l, Line::Spaced(_))).map_or(lines.len(), |n| start + n)
}

/// Moves headings that stand over a field of signs alone to the field of the figures they open: a heading over `$` and `48,210` was
/// one cell over both, and text made from such tables has it in the first.
fn move_heads(block: &mut [Line]) {
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let is_row = |pieces: &[Piece]| {
        pieces.first().is_some_and(|label| !label.text.trim().is_empty())
            && pieces.iter().skip(1).any(|p| has_digit(&p.text))
    };
    let (mut figures, mut filled): (BTreeSet<u32>, BTreeSet<u32>) = Default::default();
    for pieces in block.iter().filter_map(Line::fields).filter(|pieces| is_row(pieces)) {
        filled.extend(pieces.iter().filter(|p| !p.text.trim().is_empty()).map(|p| p.field));
        figures.extend(pieces.iter().skip(1).filter(|p| has_digit(&p.text)).map(|p| p.field));
    }
    for line in block {
        let Line::Fields(pieces) = line else { continue };
        if is_row(pieces) {
            continue;
        }
        for i in (1..pieces.len()).rev() {
            let next = figures.range(pieces[i].field..).next().map(|field| *field as usize);
            let Some(to) = next.filter(|to| *to > i && !filled.contains(&pieces[i].field)) else { continue };
            if pieces.get(i + 1..=to).is_some_and(|over| over.iter().all(|p| p.text.trim().is_empty())) {
                (pieces[to].text, pieces[to].column) = (std::mem::take(&mut pieces[i].text), pieces[i].column);
            }
        }
    }
}

/// Sets a block of field lines: column edges from the widest cells, first field left, others right.
fn lay_out(block: &[Line], first_line: usize, words: &mut Vec<Word>) {
    let mut widths: Vec<usize> = Vec::new();
    for piece in block.iter().flat_map(|l| if let Line::Fields(f) = l { f.as_slice() } else { &[] }) {
        let field = piece.field as usize;
        if widths.len() <= field {
            widths.resize(field + 1, 0);
        }
        widths[field] = widths[field].max(piece.text.trim().chars().count().min(WIDEST_FIELD));
    }
    let mut edges = Vec::with_capacity(widths.len());
    let mut at = 0;
    for width in &widths {
        at += width + FIELD_GAP;
        edges.push(at);
    }
    for (n, line) in block.iter().enumerate() {
        let Line::Fields(pieces) = line else { continue };
        for piece in pieces {
            let text = piece.text.trim_matches(' ');
            let length = text.chars().count();
            let x = match piece.field {
                0 => 0,
                f => edges[f as usize].saturating_sub(length).max(edges[f as usize - 1]),
            };
            let lead = piece.text.chars().take_while(|c| *c == ' ').count();
            cut_words(text, x, piece.column + lead, first_line + n, Some(piece.field), words);
        }
    }
}

fn spaced_words(line: &str, number: usize, words: &mut Vec<Word>) {
    let cleaned = if line.contains('<')
        || line.trim_start().starts_with(['*', '_'])
        || line.contains("**")
        || line.contains("\\$")
    {
        clean(line)
    } else {
        line.to_owned()
    };
    let text = cleaned.trim_start_matches('#');
    cut_words(text, 0, 0, number, None, words);
}

/// Cuts text at spaces. `x` is the layout column of its first character, `column` the one in the file.
fn cut_words(text: &str, x: usize, column: usize, line: usize, field: Option<u32>, words: &mut Vec<Word>) {
    let mut start = None;
    let chars: Vec<char> = text.chars().collect();
    for i in 0..=chars.len() {
        let blank = chars.get(i).is_none_or(|c| c.is_whitespace()) && !parts_groups(&chars, i);
        match (start, blank) {
            (None, false) => start = Some(i),
            (Some(s), true) => {
                words.push(word(&chars[s..i], x + s, column + s, line, field));
                start = None;
            }
            _ => {}
        }
    }
}

/// Whether a space stands between the groups of a number: one that does not break or a thin one, as ISO 80000-1 has it, with
/// digits before it and just three after it. A plain space is what stands between columns.
pub(crate) fn parts_groups(chars: &[char], at: usize) -> bool {
    let is_digit = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let space = chars.get(at).is_some_and(|c| matches!(c, '\u{a0}' | '\u{2009}' | '\u{202f}'));
    // `2023 100` are two numbers.
    let before = (1..=4).take_while(|back| is_digit(at.checked_sub(*back))).count();
    let after = (1..=4).take_while(|on| is_digit(Some(at + on))).count();
    space && (1..=3).contains(&before) && after == 3
}

fn word(chars: &[char], x: usize, column: usize, line: usize, field: Option<u32>) -> Word {
    let baseline = (line as f32 + 0.8) * LINE_HEIGHT;
    let (x0, x1) = (x as f32 * CELL_WIDTH, (x + chars.len()) as f32 * CELL_WIDTH);
    let superscript = chars.iter().all(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*c));
    Word {
        text: chars.iter().collect(),
        bbox: Rect::new(x0, baseline - 0.74 * TYPE_SIZE, x1, baseline + 0.21 * TYPE_SIZE),
        baseline,
        size: TYPE_SIZE,
        bold: false,
        italic: false,
        raised: superscript,
        place: Rect::new(column as f32, line as f32, (column + chars.len()) as f32, line as f32 + 1.0),
        field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tab_fields_are_laid_out_flush_right() {
        let pages = pages("Net sales\t1,234\t99\nCost\t5\t1,000\n");
        let right: Vec<f32> = pages[0].words.iter().filter(|w| w.field == Some(2)).map(|w| w.bbox.x1).collect();
        assert_eq!(right[0], right[1]);
        let word = pages[0].words.iter().find(|w| w.text == "99").unwrap();
        assert_eq!((word.place.x0, word.place.y0), (16.0, 0.0));
    }

    #[test]
    fn markdown_tables_have_fields_and_no_rule() {
        let pages = pages("| Item | 2023 |\n|---|--:|\n| **Net sales** | 1,234 |\n");
        let words = &pages[0].words;
        assert_eq!(
            words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>(),
            ["Item", "2023", "Net", "sales", "1,234"]
        );
        assert_eq!(words[4].field, Some(1));
        assert_eq!(words[4].place.y0, 2.0);
    }

    #[test]
    fn what_closes_a_figure_is_put_back_to_it() {
        let pages = pages("| Loss | $ | (23,113 | ) |\n|---|---|---|---|\n| Rate | | 112 | % |\n| Other | | — | ) |\n");
        let texts: Vec<&str> = pages[0].words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(texts, ["Loss", "$", "(23,113)", "Rate", "112%", "Other", "—", ")"]);
    }

    #[test]
    fn headings_over_signs_go_to_their_figures() {
        let text = "\t2025\t\t2024\t\nSales\t$\t48\t$\t45\nLoss\t\t(29\t)\t(28\t)\n";
        let piped: String = text.lines().map(|line| format!("|{}|\n", line.replace('\t', "|"))).collect();
        for text in [text.to_owned(), piped] {
            let pages = pages(&text);
            let field = |text: &str| pages[0].words.iter().find(|w| w.text == text).and_then(|w| w.field);
            assert_eq!(field("2025"), field("48"), "{text}");
            assert_eq!(field("2024"), field("(28)"), "{text}");
        }
    }

    #[test]
    fn lines_of_tags_are_left_out() {
        let text = "Sales 9\n     - 2 -\n\n<PAGE>   3\n<TABLE>\n<CAPTION>\n          1998\n<S>       <C>\nSales     $1,234\n</TABLE>\nUnder <S> 5 percent\n";
        let pages = pages(text);
        let words: Vec<(&str, f32)> = pages[0].words.iter().map(|w| (w.text.as_str(), w.place.y0)).collect();
        assert_eq!(words[2..5], [("1998", 6.0), ("Sales", 8.0), ("$1,234", 8.0)]);
        assert_eq!(words[5..].len(), 4);
    }

    #[test]
    fn a_text_of_form_feeds_is_refused() {
        let read =
            |feeds: usize| crate::read(format!("a{}b", "\u{c}".repeat(feeds)).as_bytes(), &crate::Options::default());
        assert_eq!(read(crate::MOST_PAGES - 1).map(|release| release.pages.len()).ok(), Some(crate::MOST_PAGES));
        let refused = read(5_000_000).map(|release| release.pages.len()).expect_err("too many pages");
        assert_eq!(refused.to_string(), "the text has 5000001 pages (form feeds part them); at most 20000 are read");
    }

    #[test]
    fn form_feeds_part_pages() {
        let pages = pages("a\n\u{c}b\n");
        assert_eq!(pages.len(), 2);
        assert_eq!(pages[1].words[0].text, "b");
    }

    #[test]
    fn thin_spaces_group_digits() {
        let pages = pages("Sales  1\u{2009}200  1\u{202f}234\u{202f}567  30\u{a0}2023  2023\u{a0}100  1 200\n");
        let texts: Vec<&str> = pages[0].words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(
            texts,
            ["Sales", "1\u{2009}200", "1\u{202f}234\u{202f}567", "30", "2023", "2023", "100", "1", "200"]
        );
    }

    #[test]
    fn lines_end_in_a_carriage_return_too() {
        for text in ["a\rb\rc", "a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\r\r\nb\nc", "a\u{2028}b\u{85}c"] {
            let pages = pages(text);
            let lines: Vec<f32> = pages[0].words.iter().map(|w| w.place.y0).collect();
            assert_eq!(lines, [0.0, 1.0, 2.0], "{text:?}");
        }
    }

    #[test]
    fn pipes_need_not_stand_at_the_edges() {
        let marked = "Item | 2023\n---|---\nSales | 1,234\nNone at all | —\n";
        let plain = "Item | 2023 | 2022\nSales | 1,234 | 99\nCosts | (5) | (7)\n";
        let framed = " Item  | 2023\n-------+------\n Sales | 1,234\n";
        for (text, fields) in [(marked, 2), (plain, 3), (framed, 2)] {
            let pages = pages(text);
            let sales: Vec<&Word> = pages[0].words.iter().filter(|w| w.text == "Sales" || w.text == "1,234").collect();
            assert_eq!(sales.iter().map(|w| w.field).collect::<Vec<_>>(), [Some(0), Some(1)], "{text}");
            assert_eq!(pages[0].words.iter().filter_map(|w| w.field).max(), Some(fields - 1), "{text}");
            assert!(!pages[0].words.iter().any(|w| w.text.contains(['|', '+'])), "{text}");
        }
        let word = pages(plain)[0].words[4].clone();
        assert_eq!((word.text.as_str(), word.place.y0), ("1,234", 1.0));
    }

    #[test]
    fn a_pipe_in_a_sentence_marks_no_field() {
        for text in
            ["Acme Corp. | Report of 2023 | 3\n", "Call 555 | Web\nRead all of it | Twice\n", "1 | 2\n\n3 | 4\n"]
        {
            assert!(pages(text)[0].words.iter().all(|w| w.field.is_none()), "{text}");
        }
    }
}
