//! A statement as an aligned table for the terminal.

use crossfoot::{Cell, Column, LineItem, Period, Statement};
use unicode_width::UnicodeWidthStr;

/// Labels wider than this are wrapped even where there is room.
const WIDEST_LABEL: usize = 60;
/// Labels are wrapped to no less than this for the sake of columns; columns that do not fit then go below.
const NARROWEST_LABEL: usize = 24;
/// Headings longer than this are wrapped.
const HEADING: usize = 14;
/// Blanks between columns.
const GAP: usize = 2;
/// Blanks a level of sections is indented by, and a wrapped label's further lines.
const INDENT: usize = 2;

/// A column ready to be printed.
struct Layout {
    width: usize,
    /// Room at the right for what follows a figure's digits, `)` or `%`, so that digits stand under digits.
    hang: usize,
    /// The printed heading and under it the period it was taken for, wrapped.
    heading: Vec<String>,
}

/// A line of the table's body: a section heading, or an item with its cells.
struct Row<'a> {
    indent: usize,
    label: &'a str,
    cells: &'a [Cell],
}

/// Prints a statement: title, kind and pages, notes, then its rows under its columns. Columns that do not fit in `width`
/// go into further tables below; without a width everything fits.
pub(crate) fn render(statement: &Statement, width: Option<usize>) -> String {
    let mut out = header(statement, width.unwrap_or(usize::MAX));
    let rows = rows(&statement.items);
    let columns: Vec<Layout> = (0..statement.columns.len()).map(|i| layout(statement, i)).collect();
    let widths = rows.iter().map(|row| row.indent + row.label.width());
    let natural = widths.max().unwrap_or(0).max(statement.stub_head.width()).min(WIDEST_LABEL);
    let needed: usize = columns.iter().map(|c| GAP + c.width).sum();
    let least = natural.min(NARROWEST_LABEL);
    let label = match width {
        None => natural,
        Some(width) => width.saturating_sub(needed).clamp(least, natural),
    };
    let room = width.unwrap_or(usize::MAX).saturating_sub(label);
    for block in blocks(&columns, room) {
        out.push('\n');
        print_heading(&mut out, &statement.stub_head, label, &columns[block.clone()]);
        for row in &rows {
            print_row(&mut out, row, label, &columns, block.clone());
        }
    }
    out
}

fn header(statement: &Statement, width: usize) -> String {
    let pages: Vec<String> = statement.pages.iter().map(ToString::to_string).collect();
    let plural = if pages.len() == 1 { "" } else { "s" };
    let title = Some(statement.title.as_str()).filter(|title| !title.is_empty());
    let mut lines = wrap(title.unwrap_or("(without a title)"), width);
    lines.push(format!("{}, page{plural} {}", statement.id, pages.join(", ")));
    lines.extend(statement.notes.iter().chain(&statement.remarks).flat_map(|note| wrap(note, width)));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The items, with a row of its own for each section heading where it comes into force.
fn rows(items: &[LineItem]) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut open: &[_] = &[];
    for item in items {
        let common = open.iter().zip(&item.section).take_while(|(a, b)| a == b).count();
        let fresh = item.section.iter().enumerate().skip(common);
        rows.extend(fresh.map(|(level, heading)| Row { indent: level * INDENT, label: heading, cells: &[] }));
        open = &item.section;
        rows.push(Row { indent: open.len() * INDENT, label: &item.label, cells: &item.cells });
    }
    rows
}

fn layout(statement: &Statement, index: usize) -> Layout {
    let column = &statement.columns[index];
    let cells = statement.items.iter().filter_map(|item| item.cells.get(index));
    let parts: Vec<(&str, &str)> = cells.map(parts).collect();
    let body = parts.iter().map(|(body, _)| body.width()).max().unwrap_or(0);
    let hang = parts.iter().map(|(_, hang)| hang.width()).max().unwrap_or(0);
    let texts = heading_texts(column);
    let words = texts.iter().flat_map(|text| text.split_whitespace()).map(UnicodeWidthStr::width);
    let wanted = texts.iter().map(|text| text.width().min(HEADING)).max().unwrap_or(0);
    let width = (body + hang).max(wanted).max(words.max().unwrap_or(0));
    let heading = texts.iter().flat_map(|text| wrap(text, width)).collect();
    Layout { width, hang, heading }
}

/// The heading as printed, and the period as understood.
fn heading_texts(column: &Column) -> Vec<String> {
    let period = column.period.as_ref().map(|period: &Period| match period.start {
        None => period.end.to_string(),
        Some(_) => format!("{} {}", period.end, period.length),
    });
    let heading = Some(column.heading.to_string()).filter(|heading| !heading.is_empty());
    heading.into_iter().chain(period).collect()
}

/// What is printed of a cell, parted after the last digit.
fn parts(cell: &Cell) -> (&str, &str) {
    match cell {
        Cell::Empty => ("", ""),
        Cell::Text(text) => (text, ""),
        Cell::Figure(fact) => {
            let printed = fact.printed.as_str();
            let end = printed.rfind(|c: char| c.is_ascii_digit()).map_or(printed.len(), |i| i + 1);
            printed.split_at(end)
        }
    }
}

/// Ranges of columns that fit side by side; a column that fits nowhere stands alone.
fn blocks(columns: &[Layout], room: usize) -> Vec<std::ops::Range<usize>> {
    let (mut blocks, mut start, mut used) = (Vec::new(), 0, 0);
    for (index, column) in columns.iter().enumerate() {
        if index > start && used + GAP + column.width > room {
            blocks.push(start..index);
            (start, used) = (index, 0);
        }
        used += GAP + column.width;
    }
    blocks.push(start..columns.len());
    blocks
}

/// Headings stand on the line of dashes, however many lines each has.
fn print_heading(out: &mut String, stub_head: &str, label: usize, columns: &[Layout]) {
    let stub = wrap(stub_head, label);
    let height = columns.iter().map(|c| c.heading.len()).max().unwrap_or(0).max(stub.len());
    let line_of = |lines: &[String], line: usize| {
        let above = height - lines.len();
        line.checked_sub(above).map_or_else(String::new, |i| lines[i].clone())
    };
    for line in 0..height {
        let mut text = pad_right(&line_of(&stub, line), label);
        for column in columns {
            text += &" ".repeat(GAP);
            text += &pad_left(&line_of(&column.heading, line), column.width);
        }
        push_line(out, &text);
    }
    let mut dashes = " ".repeat(label);
    for column in columns {
        dashes += &format!("{}{}", " ".repeat(GAP), "-".repeat(column.width));
    }
    push_line(out, &dashes);
}

fn print_row(out: &mut String, row: &Row<'_>, label: usize, columns: &[Layout], block: std::ops::Range<usize>) {
    // Further lines of a label hang in, so that they do not pass for rows; deep sections must still leave room for text.
    let indent = row.indent.min(label / 2);
    let mut lines = wrap(row.label, label.saturating_sub(indent + INDENT));
    if indent + row.label.width() <= label {
        lines = vec![row.label.to_owned()];
    }
    let last = lines.pop().unwrap_or_default();
    let hanging = |first: bool| " ".repeat(if first { indent } else { indent + INDENT });
    for (index, line) in lines.iter().enumerate() {
        push_line(out, &format!("{}{line}", hanging(index == 0)));
    }
    let mut text = pad_right(&format!("{}{last}", hanging(lines.is_empty())), label);
    for (column, cell) in columns[block.clone()].iter().zip(row.cells.iter().skip(block.start)) {
        let (body, hang) = parts(cell);
        text += &" ".repeat(GAP);
        text += &pad_left(body, column.width - column.hang);
        text += &pad_right(hang, column.hang);
    }
    push_line(out, &text);
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// Text with blanks after it up to a width in terminal columns.
pub(crate) fn pad_right(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// Breaks text at blanks into lines of at most `width`; a longer word has a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossfoot::{Doubts, Fact, Kind, Rect, Unit};
    use rust_decimal::Decimal;

    fn figure(printed: &str) -> Cell {
        Cell::Figure(Fact {
            printed: printed.to_owned(),
            shown: Decimal::ONE,
            value: Decimal::ONE,
            scale: Decimal::ONE,
            unit: Unit::Pure,
            decimals: 0,
            told: Default::default(),
            row_period: None,
            page: 1,
            place: Rect::default(),
            doubts: Doubts::NONE,
        })
    }

    fn item(section: &[&str], label: &str, cells: Vec<Cell>) -> LineItem {
        LineItem {
            section: section.iter().map(|text| (*text).into()).collect(),
            label: label.into(),
            concept: None,
            marks: Vec::new(),
            indent: 0.0,
            bold: false,
            ruled_above: false,
            page: 1,
            cells,
        }
    }

    fn sample() -> Statement {
        let column = |heading: &str| Column {
            heading: heading.into(),
            heads: Vec::new(),
            period: None,
            period_from: Default::default(),
            whole: true,
        };
        Statement {
            id: "other".to_owned(),
            kind: Kind::Other,
            title: "Orders and costs".into(),
            notes: vec!["(In millions)".to_owned()],
            kind_evidence: Default::default(),
            stub_head: "Item".into(),
            remarks: Vec::new(),
            scale: None,
            currency: None,
            pages: vec![2, 3],
            columns: vec![column("Three Months Ended June 30, 2023"), column("Change")],
            items: vec![
                item(&[], "Orders", vec![figure("1,234.5"), figure("7%")]),
                item(&["Costs", "Abroad"], "Freight", vec![figure("(2.5)"), Cell::Text("NM".to_owned())]),
                item(&["Costs"], "Total of all the costs there were", vec![figure("—"), Cell::Empty]),
            ],
        }
    }

    #[test]
    fn figures_stand_under_figures() {
        let expected = "\
Orders and costs
other, pages 2, 3
(In millions)

                                       Three Months
                                     Ended June 30,
Item                                           2023  Change
                                     --------------  ------
Orders                                     1,234.5       7%
Costs
  Abroad
    Freight                                   (2.5)     NM
  Total of all the costs there were              —
";
        assert_eq!(render(&sample(), None), expected);
    }

    #[test]
    fn narrow_terminals_wrap_labels_and_part_columns() {
        let text = render(&sample(), Some(40));
        assert!(text.lines().all(|line| line.width() <= 40), "{text}");
        assert!(text.contains("\n  Total of all the\n    costs there were"), "{text}");
        assert_eq!(text.matches("Orders  ").count(), 2, "{text}");
    }

    #[test]
    fn no_width_is_too_small() {
        for width in 0..60 {
            assert!(render(&sample(), Some(width)).contains("1,234.5"));
        }
        let empty = Statement { columns: Vec::new(), items: Vec::new(), ..sample() };
        assert!(render(&empty, Some(80)).starts_with("Orders and costs\n"));
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(pad_right("売上高", 8), "売上高  ");
        assert_eq!(wrap("売上高 営業利益", 9), ["売上高", "営業利益"]);
    }
}
