//! Finds the tables on a page: first the blocks of lines with figures, then what stands over each.
//!
//! Figures make a block; a heading line, a paragraph or the page's end closes it. Going up from a block's first line come
//! its section headings, its column headings, its notes and its title, in this order, each told by where it stands
//! and by what it says.

mod over;

use crossfoot_lexicon::{Text, WordClass, word};
use std::ops::Range;

use crate::columns::{Span, columns};
use crate::figure::strip_marks;
use crate::footnotes::footnotes;
use crate::heading::{Piece, is_over_columns, pieces, several_dates, speaks_of_change, stub_border};
use crate::layout;
use crate::lines::Line;
use crate::period::{self, is_period_heading};
use crate::prose::{is_prose, is_row};
use crate::rows::rows;
use crate::sheet::{Sheet, Side, begins_with_mark, word_count};
use crate::table::{Caption, Column, Head, Table};
use crate::tokens::Kind;
use crate::unit_note::is_unit_note;
pub(crate) use over::is_note;
pub(crate) use over::{Over, caption, captions, look_up, title_over};
use over::{is_in_parentheses, title_at_foot};

/// A table as found on one page, with what the joining of tables needs to know.
#[derive(Debug, Clone)]
pub(crate) struct FoundTable {
    pub(crate) table: Table,
    pub(crate) spans: Vec<Span>,
    /// It has column headings of its own.
    pub(crate) headed: bool,
    /// Nothing but its title stands over it on its page.
    pub(crate) first_on_page: bool,
    /// Nothing but notes stands under it on its page.
    pub(crate) last_on_page: bool,
    /// A paragraph stands between it and the table before it on the page.
    pub(crate) after_prose: bool,
    /// It stands beside the table before it, to the right.
    pub(crate) beside: bool,
    /// Short lines between the table before and this one that are neither heading nor title for sure.
    pub(crate) lead: Vec<Caption>,
    /// The title at the foot of its page of a table that begins the next.
    pub(crate) title_below: Vec<Caption>,
    /// The first line of a label that the end of the page cuts: it stands under the last row as rows do, and has no figures.
    pub(crate) cut_label: Option<Text>,
}

/// A run of lines with figures and of label lines between them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// The sign alone on a line is the heading of one column (`%` over `Change`), and neither a remark on all nor text in a figure's place.
const PERCENT: &str = "%";

/// Lines above a heading or paragraph that are asked for their columns.
const NEAR_LINES: usize = 300;

/// A table of more columns than this is none: no release prints one, and headings cannot be laid over so many in any useful time.
/// Its rows are told as rows in no table.
const MOST_COLUMNS: usize = 128;

/// A gap higher than this many ems is no gap inside a table.
const WIDEST_GAP: f32 = 9.0;

/// The tables of a page, top to bottom.
pub(crate) fn find(sheet: &Sheet) -> Vec<FoundTable> {
    let parts = layout::parts(sheet);
    let last = parts.len();
    let below: Vec<usize> = parts.iter().skip(1).map(|part| part.lines.first).chain([sheet.lines.len()]).collect();
    let mut found: Vec<FoundTable> = Vec::new();
    for (n, part) in parts.into_iter().enumerate() {
        let Some(mut table) = part.table else { continue };
        table.table.footnotes = footnotes(sheet, part.lines.last + 1..below[n]);
        let numbered = table.table.title.first().is_some_and(|c| is_numbered_caption(&c.text));
        if let Some(i) = part.caption.filter(|_| !numbered) {
            table.table.title = vec![self::caption(sheet, i)];
            table.table.lead_in = None;
        }
        table.beside = n == 0 && sheet.side == Side::Right;
        table.first_on_page &= n == 0 && sheet.starts_page;
        table.last_on_page = n + 1 == last && sheet.ends_page;
        if table.last_on_page {
            table.title_below = title_at_foot(sheet, part.lines, &table.spans);
            table.cut_label = cut_label(sheet, part.lines, &table.table);
        }
        found.push(table);
    }
    found
}

/// The line right under the last row of a page, set as the rows are, if it can be the beginning of a label.
fn cut_label(sheet: &Sheet, block: Block, table: &Table) -> Option<Text> {
    let (last, line) = (&sheet.lines[block.last], sheet.lines.get(block.last + 1)?);
    let before = sheet.lines.get(block.last.checked_sub(1)?)?;
    let [token] = line.tokens.as_slice() else { return None };
    let step = last.baseline - before.baseline;
    let as_rows = (line.baseline - last.baseline - step).abs() < 0.2 * line.size;
    let flush = (token.bbox.x0 - last.bbox.x0).abs() < 3.0 * line.size && (token.size - last.size).abs() < 0.5;
    let taken = table.rows.last().is_some_and(|row| row.label.ends_with(token.text.as_str()));
    let begins = token.is_text() && !begins_with_mark(&token.text) && !token.text.ends_with(['.', ':']);
    (as_rows && flush && begins && !taken).then(|| strip_marks(&token.text).0.into())
}

/// `Table 3. Number of Contracts`.
fn is_numbered_caption(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let capital = |text: &&str| text.starts_with(char::is_uppercase);
    let named = words.next().filter(capital).is_some_and(|first| word(first).is(WordClass::CaptionName));
    let number = words.next().is_some_and(|w| w.ends_with(['.', ':']) && w.starts_with(|c: char| c.is_ascii_digit()));
    named && number && words.next().is_some()
}

/// A numbered caption set under its table: it follows closely, and no table follows it closely.
pub(crate) fn caption_below(sheet: &Sheet, from: usize, below: usize) -> Option<usize> {
    let line = sheet.lines.get(from).filter(|_| from < below)?;
    let close = line.bbox.y0 - sheet.lines[from.checked_sub(1)?].bbox.y1 < 3.0 * line.size;
    let alone = below >= from + 3 || below == sheet.lines.len();
    // Exhibits and schedules begin what follows them.
    let first = line.text().split_whitespace().next().unwrap_or_default();
    let begins = word(first).is(WordClass::CaptionAbove);
    (close && alone && !begins && is_numbered_caption(line.text())).then_some(from)
}

/// The blocks in a run of lines.
pub(crate) fn blocks(sheet: &Sheet, lines: Range<usize>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for i in lines {
        let line = &sheet.lines[i];
        if !is_row(line) || is_heading_of_years(line) {
            continue;
        }
        match out.last_mut() {
            Some(block) if !parts(sheet, *block, i) => block.last = i,
            _ => out.push(Block { first: i, last: i }),
        }
    }
    out
}

/// A line whose only numbers are bare years, or dates: a heading.
fn is_heading_of_years(line: &Line) -> bool {
    !line.has_figure() && line.tokens.iter().any(|t| matches!(t.kind, Kind::Year(_)))
}

/// Whether the lines between a block and the next row part them.
fn parts(sheet: &Sheet, block: Block, next: usize) -> bool {
    let lines = &sheet.lines;
    let gap = lines[next].bbox.y0 - lines[next - 1].bbox.y1;
    // Beside a longer table a shorter one leaves a gap before its last line.
    let open = sheet.side == Side::Whole;
    if open && gap > WIDEST_GAP * lines[next].size {
        return true;
    }
    let between = block.last + 1..next;
    if between.is_empty() {
        return false;
    }
    // The rows near by tell where columns are: in a table of thousands each line between rows would ask all of them.
    let near = block.first.max(block.last.saturating_sub(NEAR_LINES));
    let body: Vec<&Line> = lines[near..=block.last].iter().filter(|l| is_row(l)).collect();
    let spans = columns(&body);
    let introduces = is_long_section(sheet, between.clone(), &spans);
    between.into_iter().any(|i| {
        let line = &lines[i];
        let jump = open && line.bbox.y0 - lines[i - 1].bbox.y1 > WIDEST_GAP * line.size;
        jump || introduces_by_mark(sheet, line)
            || !introduces && is_prose(sheet, i, &spans)
            || is_heading_line(sheet, i, &spans)
    })
}

/// A note that introduces a table of its own: `(1) Amortization of stock-based compensation by function:`.
fn introduces_by_mark(sheet: &Sheet, line: &Line) -> bool {
    let text = line.text();
    let flush = line.bbox.x0 - sheet.text.0 < 4.0 * line.size;
    flush && line.tokens.len() == 1 && !is_row(line) && begins_with_mark(text) && text.trim_end().ends_with(':')
}

/// Whether the long lines between two rows are a section heading that introduces the rows below it, such as `Adjustments to
/// reconcile net income to net cash provided by operating activities:`. A sentence that introduces a table has the table's
/// headings under it.
fn is_long_section(sheet: &Sheet, between: Range<usize>, spans: &[Span]) -> bool {
    let long: Vec<usize> = between.clone().filter(|i| is_prose(sheet, *i, spans)).collect();
    let Some(last) = long.last() else { return false };
    let close = between.end - last <= 2;
    let ends_in_colon = (*last..between.end).any(|i| sheet.lines[i].text().trim_end().ends_with(':'));
    let alone = || long.len() == 1 && between.clone().all(|i| is_set_among_rows(sheet, i));
    long.len() <= 2 && close && (ends_in_colon || alone())
}

/// Whether a line is set as close to those around it as rows are to each other, and is no sentence.
fn is_set_among_rows(sheet: &Sheet, i: usize) -> bool {
    let (lines, line) = (&sheet.lines, &sheet.lines[i]);
    let close = |above: &Line, below: &Line| below.bbox.y0 - above.bbox.y1 < 0.9 * line.size;
    let near = |j: usize| lines.get(j).is_some_and(|other| if j < i { close(other, line) } else { close(line, other) });
    i > 0 && near(i - 1) && near(i + 1) && !line.text().trim_end().ends_with('.')
}

/// Whether the line is a line of column headings for columns about where `spans` are.
fn is_heading_line(sheet: &Sheet, i: usize, spans: &[Span]) -> bool {
    let line = &sheet.lines[i];
    if is_row(line) && !is_heading_of_years(line) {
        return false;
    }
    if line.tokens.iter().any(|t| t.kind == Kind::CellText && t.text != PERCENT) && !is_heading_of_years(line) {
        return false;
    }
    // Under lines of words alone there are no columns yet.
    if spans.is_empty() {
        return is_heading_of_years(line) || line.tokens.iter().filter(|t| is_period_heading(&t.text)).count() > 1;
    }
    let over: Vec<_> = line.tokens.iter().filter(|t| is_over_columns(t, spans)).collect();
    let Some(first) = over.first() else { return false };
    // Where cells are marked, a line without marks is over none of them.
    let marked = |l: &Line| l.tokens.iter().any(|t| t.field.is_some());
    if !marked(line) && sheet.lines[i + 1..].iter().take(4).any(marked) {
        return false;
    }
    if line.tokens.len() > 1 {
        // A label and a lone word far to the right of it is still a heading line, if the label is in the stub.
        return over.iter().all(|t| word_count(&t.text) <= 12);
    }
    if first.text == PERCENT {
        return true;
    }
    let title_like =
        is_title_like(sheet, line, spans) || is_set_apart(sheet, i, spans) || is_remark_over(sheet, i, spans);
    if title_like && !is_first_line_of_heading(sheet, i, spans) {
        return false;
    }
    let border = stub_border(spans, line.size);
    let reaches_far_into_stub = first.bbox.x0 < border - 6.0 * line.size;
    !reaches_far_into_stub || is_period_heading(&first.text) || is_heading_of_years(line)
}

/// Whether a lone piece of text goes on in one of several headings in the line below (`Acquisitions,` over `Divestitures,`): set
/// close over it, centred over it or flush with its end and over no other, in the same type, and about as wide.
fn is_first_line_of_heading(sheet: &Sheet, i: usize, spans: &[Span]) -> bool {
    let (line, Some(below)) = (&sheet.lines[i], sheet.lines.get(i + 1)) else { return false };
    let token = &line.tokens[0];
    let (em, close) = (token.size, below.baseline - line.baseline < 1.35 * token.size);
    let heads: Vec<_> = below.tokens.iter().filter(|t| t.is_text() && is_over_columns(t, spans)).collect();
    let mut under = heads.iter().filter(|t| t.bbox.x0 < token.bbox.x1 && t.bbox.x1 > token.bbox.x0);
    let (Some(head), None) = (under.next(), under.next()) else { return false };
    let as_wide =
        |times: f32| token.bbox.width().max(head.bbox.width()) < times * token.bbox.width().min(head.bbox.width());
    let centred = (head.bbox.center_x() - token.bbox.center_x()).abs() < 0.35 * em && as_wide(1.8);
    let flush = (head.bbox.x1 - token.bbox.x1).abs() < 0.35 * em && as_wide(3.0);
    let alike = head.bold == token.bold && (head.size - em).abs() < 0.05 * em;
    // A title may stand over a period; one that is beside the middle of the page does not.
    let page = (sheet.text.0 + sheet.text.1) / 2.0;
    let aside = (token.bbox.center_x() - page).abs() > 6.0 * em;
    close
        && heads.len() > 1
        && (centred || flush)
        && alike
        && !is_row(below)
        && (aside || !is_period_heading(&head.text))
}

/// Whether a lone piece of text is set apart from a line of several headings below it, and over some of them only: it is over the
/// table. A period may stand so over its years; one that lists them is a title's.
fn is_set_apart(sheet: &Sheet, i: usize, spans: &[Span]) -> bool {
    let (line, Some(below)) = (&sheet.lines[i], sheet.lines.get(i + 1)) else { return false };
    let token = &line.tokens[0];
    let heads: Vec<_> = below.tokens.iter().filter(|t| is_over_columns(t, spans)).collect();
    let (Some(first), Some(last)) = (heads.first(), heads.last()) else { return false };
    let under = spans.iter().filter(|s| s.x0 < token.bbox.x1 && token.bbox.x0 < s.x1).count();
    let over_some = under > 1 && (token.bbox.x1 < last.bbox.x0 || token.bbox.x0 > first.bbox.x1);
    let apart = below.bbox.y0 - line.bbox.y1 > 0.8 * line.size;
    let lists = || period::read_all(&token.text).len() > 1;
    // `Percent change` spans what is under it, whatever room is left between.
    let names = word_count(&token.text) > 2 && speaks_of_change(&token.text) == 0;
    apart && names && heads.len() > 1 && over_some && (!is_period_heading(&token.text) || lists())
}

/// Whether a lone piece of text is a remark in parentheses over a good part of the table, or the end of one that begins on the line
/// above: `(Expressed in Millions New Taiwan Dollars and U.S. Dollars)`.
fn is_remark_over(sheet: &Sheet, i: usize, spans: &[Span]) -> bool {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return false };
    let token = &sheet.lines[i].tokens[0];
    let opens = |text: &str| text.matches('(').count() > text.matches(')').count();
    let above = i.checked_sub(1).and_then(|at| sheet.lines[at].tokens.first());
    let begun = above.is_some_and(|above| above.text.starts_with('(') && opens(&above.text));
    let remark = is_in_parentheses(&token.text) || begun && token.text.ends_with(')');
    remark && word_count(&token.text) >= 5 && token.bbox.width() > 0.3 * (last.x1 - first.left)
}

/// Whether a lone piece of text is centred on the page or the table rather than on the columns.
fn is_title_like(sheet: &Sheet, line: &Line, spans: &[Span]) -> bool {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return true };
    if line.tokens.len() != 1 || is_heading_of_years(line) || several_dates(&line.tokens[0]).is_some() {
        return false;
    }
    let token = &line.tokens[0];
    let em = token.size;
    let center = token.bbox.center_x();
    let page = (sheet.text.0 + sheet.text.1) / 2.0;
    let over = (first.left + last.x1) / 2.0;
    let on_page = (center - page).abs() < 1.5 * em;
    let on_columns = (center - over).abs() < 1.5 * em;
    if on_page && !on_columns {
        // A period over the middle columns of a wide table is a heading all the same.
        return !is_period_heading(&token.text) || sheet.rule_under(&token.bbox, em).is_none();
    }
    if on_page && on_columns {
        return !is_period_heading(&token.text) && sheet.rule_under(&token.bbox, em).is_none();
    }
    is_unit_note(&token.text)
}

/// The table of a block, its columns told by the right edges of its figures.
pub(crate) fn build(sheet: &Sheet, block: Block, above: usize, below: usize) -> Option<FoundTable> {
    let body: Vec<&Line> = sheet.lines[block.first..=block.last].iter().filter(|l| is_row(l)).collect();
    let spans = columns(&body);
    if spans.len() > MOST_COLUMNS {
        return None;
    }
    let over = look_up(sheet, block, above, &spans);
    let mut table = headed_table(sheet, &over, &spans);
    table.rows = rows(sheet, &over.sections, block.first..block.last + 1, below, &spans);
    finished(sheet, table, spans, &over)
}

/// A table with all but its rows: its headings and title from the lines over it.
pub(crate) fn headed_table(sheet: &Sheet, over: &Over, spans: &[Span]) -> Table {
    let mut heads: Vec<&Line> = over.headings.iter().map(|i| &sheet.lines[*i]).collect();
    let mut levels: Vec<Vec<Piece>> = pieces(sheet, &heads, spans);
    // A line over all columns of a wide table names the table, not its columns.
    let mut over_all: Vec<usize> = Vec::new();
    while levels.len() > 1 && (names_the_table(&levels[0], heads[0], spans.len()) || is_remark(heads[0])) {
        over_all.push(over.headings[over_all.len()]);
        levels.remove(0);
        heads.remove(0);
    }
    let mut table = Table {
        columns: spans.iter().map(|s| Column { heading: Vec::new(), x0: s.x0, x1: s.edge }).collect(),
        pages: vec![sheet.number],
        ..Table::default()
    };
    let remarks = unit_remarks(sheet, &mut levels, &heads, spans.len());
    set_headings(&mut table, &levels);
    stub_heads(&heads, spans, &mut table);
    let (notes, title): (Vec<_>, Vec<_>) =
        over.title.iter().chain(&over_all).flat_map(|i| captions(sheet, *i)).partition(|c| is_note(&c.text));
    table.notes = notes.into_iter().chain(remarks).collect();
    table.title = title;
    table.lead_in = lead_in(sheet, &over.lead_in);
    table
}

/// Heads the columns of a table with the pieces of its heading lines, top line first.
pub(crate) fn set_headings(table: &mut Table, levels: &[Vec<Piece>]) {
    for (line, piece) in levels.iter().enumerate().flat_map(|(line, level)| level.iter().map(move |p| (line, p))) {
        for column in piece.first..=piece.last {
            let (text, marks) = (piece.text.as_str().into(), piece.marks.clone());
            let head = Head { text, line, spans_left: column > piece.first, marks };
            table.columns[column].heading.push(head);
        }
    }
}

/// A table with its rows, if it looks like one.
pub(crate) fn finished(sheet: &Sheet, mut table: Table, mut spans: Vec<Span>, over: &Over) -> Option<FoundTable> {
    drop_note_columns(&mut table, &mut spans);
    let headed = table.columns.iter().any(|c| !c.heading.is_empty());
    let filled = table.rows.iter().filter(|r| r.has_figures()).count();
    let is_list = table.columns.iter().any(is_headed_by_text);
    let looks_like_a_table = headed && (filled >= 2 || spans.len() >= 2) || filled >= 2 && spans.len() >= 2;
    (looks_like_a_table && !is_list).then(|| FoundTable {
        lead: if headed { Vec::new() } else { over.title.iter().map(|i| caption(sheet, *i)).collect() },
        table,
        spans,
        headed,
        first_on_page: !over.after_prose,
        last_on_page: false,
        title_below: Vec::new(),
        cut_label: None,
        beside: false,
        after_prose: over.after_prose,
    })
}

/// Whether more words stand over a column than any heading has: it is one of a list, such as that of a filing's exhibits.
fn is_headed_by_text(column: &Column) -> bool {
    const MOST_WORDS: usize = 40;
    column.heading.iter().map(|head| word_count(&head.text)).sum::<usize>() > MOST_WORDS
}

/// `(% indicates changes from the previous period)`, `(Millions of yen)`: a remark set flush right over the table.
fn is_remark(line: &Line) -> bool {
    let [token] = line.tokens.as_slice() else { return false };
    is_remark_on_all(&token.text)
}

/// Whether a text over all columns speaks of what is in them.
pub(crate) fn is_remark_on_all(text: &str) -> bool {
    let bracketed = is_in_parentheses(text);
    text != PERCENT && is_unit_note(text) || bracketed && word_count(text) >= 4 && !is_period_heading(text)
}

/// A unit note set flush right beside the title or the stub head, alone over several columns, speaks of all of them: it is taken
/// out of the headings.
fn unit_remarks(sheet: &Sheet, levels: &mut [Vec<Piece>], heads: &[&Line], columns: usize) -> Vec<Caption> {
    let mut out = Vec::new();
    for (level, line) in levels.iter_mut().zip(heads) {
        let of_all = |piece: &Piece| piece.text != PERCENT && is_unit_note(&piece.text) && !heads_percentages(piece);
        if columns >= 2 && level.len() == 1 && of_all(&level[0]) {
            let text = level.remove(0).text;
            out.push(Caption {
                text: text.into(),
                page: sheet.number,
                bbox: line.bbox,
                bold: line.is_bold(),
                introduces: false,
            });
        }
    }
    out
}

/// `∆ in %` over the last column and the rest of its heading.
fn heads_percentages(piece: &Piece) -> bool {
    piece.first == piece.last && !piece.text.starts_with('(') && speaks_of_change(&piece.text) > 0
}

/// Numbers under the heading `Notes` refer to the notes; they are no figures. They are kept as marks of the row.
fn drop_note_columns(table: &mut Table, spans: &mut Vec<Span>) {
    // Over it may stand what is over all columns: `for the six months ended 30 June`.
    let is_notes = |c: &Column| {
        let own = c.heading.iter().skip_while(|head| is_period_heading(&head.text));
        let text = own.map(|head| head.text.as_str()).collect::<Vec<_>>().join(" ");
        word(text.trim_end_matches(['.', ':'])).is(WordClass::NoteColumn)
    };
    for i in (0..table.columns.len()).rev().filter(|i| is_notes(&table.columns[*i])).collect::<Vec<_>>() {
        table.columns.remove(i);
        spans.remove(i);
        for row in &mut table.rows {
            if let Some(cell) = row.cells.remove(i) {
                row.marks.push(cell.printed);
            }
        }
    }
}

fn names_the_table(level: &[Piece], line: &Line, columns: usize) -> bool {
    let (Some(first), Some(last)) = (level.first(), level.last()) else { return false };
    // Boxes side by side repeat the name over each.
    let same = level.iter().all(|p| p.text == first.text) && line.tokens.len() == level.len();
    let names = !is_period_heading(&first.text) && speaks_of_change(&first.text) < 2;
    columns >= 3 && same && first.first == 0 && last.last + 1 == columns && names
}

/// The words of the heading lines that stand over the stub: its heading, or a unit note.
fn stub_heads(heads: &[&Line], spans: &[Span], table: &mut Table) {
    let mut parts: Vec<String> = Vec::new();
    for line in heads {
        for token in line.tokens.iter().filter(|t| !is_over_columns(t, spans)) {
            parts.push(strip_marks(&token.text).0);
        }
    }
    table.stub_head = parts.join(" ").trim().into();
}

/// The sentence before a table as one caption: the last sentence of the paragraph.
fn lead_in(sheet: &Sheet, lines: &[usize]) -> Option<Caption> {
    let first = sheet.lines.get(*lines.first()?)?;
    let text = lines.iter().map(|i| sheet.lines[*i].text()).collect::<Vec<_>>().join(" ");
    let bbox = lines.iter().fold(first.bbox, |b, i| b.union(&sheet.lines[*i].bbox));
    let bare = text.trim_end_matches([':', '.', ' ']);
    let start = bare.rfind(". ").map_or(0, |at| at + 2);
    Some(Caption {
        text: text[start..].into(),
        page: sheet.number,
        bbox,
        bold: false,
        introduces: text.trim_end().ends_with(':'),
    })
}
