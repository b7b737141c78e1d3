//! Pages of many kinds, written down as dumps in `tests/pages`, and the tables read from each: a change of the reading shows its
//! whole effect in the snapshots.

use std::fmt::Write;
use std::path::Path;

use crossfoot_grammar::{Row, Table};

#[test]
fn pages_are_read_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "page"));
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let pages = crossfoot_ingest::dump::read(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let tables: String = crossfoot_grammar::tables(&pages).iter().map(shown).collect();
        insta::assert_snapshot!(file.file_stem().unwrap().to_str().unwrap(), tables);
    }
}

/// A table as text: its title, notes and headings, then a line for each row, cells parted by `|`.
fn shown(table: &Table) -> String {
    let mut out = String::new();
    table.title.iter().for_each(|c| writeln!(out, "title: {}", c.text.as_str()).unwrap());
    table.notes.iter().for_each(|c| writeln!(out, "note: {}", c.text.as_str()).unwrap());
    table.lead_in.iter().for_each(|c| writeln!(out, "lead-in: {}", c.text.as_str()).unwrap());
    let heads: Vec<String> = table.columns.iter().map(|c| c.heading_text()).collect();
    writeln!(out, "{} | {}", table.stub_head.as_str(), heads.join(" | ")).unwrap();
    table.rows.iter().for_each(|row| writeln!(out, "{}", shown_row(row)).unwrap());
    out + "\n"
}

fn shown_row(row: &Row) -> String {
    let indent = " ".repeat((row.indent / 4.0).round() as usize);
    let marks: String = row.marks.iter().map(|mark| format!(" {{{mark}}}")).collect();
    let cell = |cell: &Option<crossfoot_grammar::Cell>| cell.as_ref().map_or("", |c| c.printed.as_str()).to_owned();
    let cells: Vec<String> = row.cells.iter().map(cell).collect();
    if row.is_heading() {
        return format!("{indent}[{}]{marks}", row.label.as_str());
    }
    format!("{indent}{}{marks} | {}", row.label.as_str(), cells.join(" | "))
}
