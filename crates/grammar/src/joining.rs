//! Joins what is one table on paper: a table over page breaks, and blocks stacked under the same column headings.

use crate::columns::Span;
use crate::find::{FoundTable, is_note};
use crate::period::{self, is_period_heading};
use crate::rows::is_rest_of;
use crate::sheet::begins_with_mark;
use crate::table::{Caption, Row, Table};
use crate::unit_note::{self, is_unit_note};
use crossfoot_lexicon::{Role, Text};

/// Makes tables of what was found on the pages, in page order.
pub(crate) fn join(mut found: Vec<FoundTable>) -> Vec<Table> {
    take_titles_below(&mut found);
    let mut out: Vec<FoundTable> = Vec::new();
    for mut next in found {
        match out.last_mut() {
            Some(last) if belongs(last, &next) => append(last, next),
            last => {
                last.into_iter().for_each(|last| inherit_headings(last, &mut next));
                out.push(next);
            }
        }
    }
    inherit_titles(&mut out);
    out.into_iter().filter(|f| f.headed || f.table.columns.len() >= 2).map(|f| f.table).collect()
}

/// A table that begins a page without a title has the one left at the foot of the page before.
fn take_titles_below(found: &mut [FoundTable]) {
    for i in 1..found.len() {
        let title = std::mem::take(&mut found[i - 1].title_below);
        let next_page = found[i - 1].table.pages.last().map(|page| page + 1);
        let next = &mut found[i];
        let begins = next.first_on_page && next.headed && next_page == next.table.pages.first().copied();
        if !title.is_empty() && begins && next.table.title.is_empty() && next.table.lead_in.is_none() {
            let (notes, title): (Vec<_>, Vec<_>) = title.into_iter().partition(|c| is_note(&c.text));
            next.table.title = title;
            next.table.notes.extend(notes);
        }
    }
}

/// Whether a block stands right under a table on its page, column by column.
fn stands_under(last: &FoundTable, next: &FoundTable) -> bool {
    let columns = next.table.columns.len();
    last.table.pages.last() == next.table.pages.first()
        && last.spans.len() == columns
        && map_columns(&last.spans, &next.spans).is_some_and(|map| map.into_iter().eq(0..columns))
}

/// Columns without a heading of their own are headed as in the table over them: in a block that heads some of its columns anew
/// (`Basis pt chg` where `% chg` stood), and in one without headings that a note introduces, which explains a line of that table.
fn inherit_headings(last: &FoundTable, next: &mut FoundTable) {
    let bare = next.table.columns.iter().filter(|c| c.heading.is_empty()).count();
    let anew = next.headed
        && !next.after_prose
        && next.table.title.is_empty()
        && (1..next.table.columns.len()).contains(&bare);
    let lead = next.table.lead_in.as_ref();
    let explains = !next.headed && last.headed && lead.is_some_and(|c| c.introduces && begins_with_mark(&c.text));
    if !(anew || explains) || !stands_under(last, next) {
        return;
    }
    for (column, above) in next.table.columns.iter_mut().zip(&last.table.columns) {
        if column.heading.is_empty() {
            column.heading.clone_from(&above.heading);
        }
    }
    if explains {
        next.table.notes.extend(last.table.notes.iter().filter(|c| is_unit_note(&c.text)).cloned());
        next.headed = true;
    }
}

/// Small tables stacked under one title: those without a title of their own have that of the table over them.
fn inherit_titles(found: &mut [FoundTable]) {
    for i in 1..found.len() {
        let (before, rest) = found.split_at_mut(i);
        let (last, next) = (&before[i - 1].table, &mut rest[0].table);
        let introduced = next.lead_in.as_ref().is_some_and(|c| c.introduces);
        let near = next.pages[0] <= last.pages.last().copied().unwrap_or(0) + u32::from(rest[0].first_on_page);
        if next.title.is_empty() && !introduced && near {
            next.title.clone_from(&last.title);
            next.lead_in = None;
            if next.notes.is_empty() {
                next.notes = last.notes.iter().filter(|c| is_unit_note(&c.text)).cloned().collect();
            }
        }
    }
}

/// A title as compared: letters and digits only, `continued` and `(unaudited)` left out.
fn bare_title(title: &[Caption]) -> String {
    let bare = |c: &Caption| c.text.tags().without(&c.text, &[Role::Continued, Role::NotAudited]);
    let text: String = title.iter().map(bare).collect();
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn bare_headings(table: &Table) -> Vec<String> {
    let bare = |s: String| s.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '%').collect();
    table.columns.iter().map(|c| bare(c.heading_text())).collect()
}

/// Whether `next` is more of `last`.
fn belongs(last: &FoundTable, next: &FoundTable) -> bool {
    let last_page = last.table.pages.last().copied().unwrap_or(0);
    let next_page = next.table.pages[0];
    let over_break = next_page == last_page + 1 && next.first_on_page && last.last_on_page;
    let same_page = next_page == last_page;
    if !over_break && !same_page {
        return false;
    }
    if next.beside && is_another_box(&last.table, &next.table) {
        return false;
    }
    // A period of its own over a table with its own headings begins another statement.
    if next.headed && !periods(&next.table).is_empty() && periods(&next.table) != periods(&last.table) {
        return false;
    }
    // So do labels in other units: `Carloads (thousands)` after `Freight revenues (millions)`.
    if next.headed && is_renamed(&last.table, &next.table) {
        return false;
    }
    let titles = (bare_title(&last.table.title), bare_title(&next.table.title));
    let same_title = titles.1.is_empty() || titles.0 == titles.1;
    if next.headed {
        let (a, b) = (bare_headings(&last.table), bare_headings(&next.table));
        // After a page break headings may be repeated in part.
        let partly = over_break
            && next.table.title.is_empty()
            && a.len() == b.len()
            && a.iter().zip(&b).all(|(a, b)| a.contains(b.as_str()));
        let same = a == b || partly;
        return same && !next.after_prose && same_title;
    }
    if next.after_prose || map_columns(&last.spans, &next.spans).is_none() {
        return false;
    }
    // Without headings of its own, a block can only be more of the table over it.
    over_break || next.lead.len() <= 3
}

/// Whether the headings of the labels name both tables, and the one is in other units than the other.
fn is_renamed(last: &Table, next: &Table) -> bool {
    let (last, next) = (last.stub_head.trim(), next.stub_head.trim());
    !last.is_empty() && !next.is_empty() && last != next && unit_note::read(last) != unit_note::read(next)
}

/// Whether a table beside another is one of its own and not the second half of a statement set in two halves, as balance sheets
/// may be: it has the same lines, or another period over it.
fn is_another_box(left: &Table, right: &Table) -> bool {
    let label = |r: &&Row| r.has_figures() && !r.label.is_empty();
    let labels = || right.rows.iter().filter(label);
    let shared = labels().filter(|r| left.rows.iter().any(|l| l.label == r.label)).count();
    shared * 4 > labels().count() || !periods(right).is_empty() && periods(right) != periods(left)
}

/// What the notes over a table and the heading of its labels say of time, `continued` left out.
fn periods(table: &Table) -> Vec<String> {
    let notes = table.notes.iter().map(|c| &c.text).chain([&table.stub_head]);
    let notes = notes.map(|text| text.tags().without(text, &[Role::Continued]).trim().to_lowercase());
    // `Three months ended June 30, (in millions)`
    let alone = |text: String| match text.split_once(" (") {
        Some((period, note)) if is_unit_note(&format!("({note}")) => period.to_owned(),
        _ => text,
    };
    notes.map(alone).filter(|text| is_period_heading(text) || is_dated_remark(text)).collect()
}

/// `(at September 30, 2023, in millions)`.
fn is_dated_remark(text: &str) -> bool {
    let bracketed = text.starts_with('(') && text.ends_with(')');
    bracketed && period::read(text).is_some_and(|p| p.month.is_some() && p.says_duration())
}

/// For each column of `next` the column of `last` under which it stands; none if they do not fit.
fn map_columns(last: &[Span], next: &[Span]) -> Option<Vec<usize>> {
    if next.len() > last.len() {
        return None;
    }
    let em = 8.0;
    let direct: Option<Vec<usize>> = next
        .iter()
        .map(|n| {
            (0..last.len())
                .filter(|i| (last[*i].edge - n.edge).abs() < 1.2 * em || last[*i].x0 < n.x1 && n.x0 < last[*i].x1)
                .min_by(|a, b| (last[*a].edge - n.edge).abs().total_cmp(&(last[*b].edge - n.edge).abs()))
        })
        .collect();
    let rising = |m: &Vec<usize>| m.windows(2).all(|p| p[0] < p[1]);
    direct.filter(rising).or_else(|| (next.len() == last.len()).then(|| (0..last.len()).collect()))
}

fn append(last: &mut FoundTable, next: FoundTable) {
    let map = if next.headed || next.spans.len() == last.spans.len() {
        (0..next.spans.len()).collect()
    } else {
        map_columns(&last.spans, &next.spans).unwrap_or_else(|| (0..next.spans.len()).collect())
    };
    let width = last.table.columns.len();
    let same_title = bare_title(&last.table.title) == bare_title(&next.table.title);
    let heads: Vec<Text> = if next.headed {
        let stub = next.table.stub_head.clone();
        let told = stub.is_empty() || is_unit_note(&stub) || is_period_heading(&stub) || stub == last.table.stub_head;
        if told { Vec::new() } else { vec![stub] }
    } else if same_title {
        Vec::new()
    } else {
        next.lead.iter().map(|c| c.text.clone()).collect()
    };
    for label in heads {
        last.table.rows.push(heading_row(label, &next, width));
    }
    let mut cut = last.cut_label.take();
    for mut row in next.table.rows {
        if let Some(begun) = cut.take().filter(|begun| is_rest_of(begun, &row.label)) {
            row.label = format!("{begun} {}", row.label).into();
        }
        let mut cells = vec![None; width];
        for (cell, to) in row.cells.into_iter().zip(&map) {
            cells[*to] = cell;
        }
        row.cells = cells;
        last.table.rows.push(row);
    }
    last.table.unsure |= next.table.unsure;
    for note in next.table.footnotes {
        if !last.table.footnotes.contains(&note) {
            last.table.footnotes.push(note);
        }
    }
    for page in next.table.pages {
        if !last.table.pages.contains(&page) {
            last.table.pages.push(page);
        }
    }
    last.last_on_page = next.last_on_page;
    last.cut_label = next.cut_label;
}

fn heading_row(label: Text, next: &FoundTable, width: usize) -> Row {
    let bbox = next.table.rows.first().map(|r| r.bbox).unwrap_or_default();
    Row {
        label,
        marks: Vec::new(),
        indent: 0.0,
        size: next.table.rows.first().map_or(0.0, |r| r.size),
        bold: true,
        ruled_above: false,
        page: next.table.pages[0],
        bbox,
        cells: vec![None; width],
    }
}
