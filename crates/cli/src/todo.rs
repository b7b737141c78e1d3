//! `crossfoot check --todo`: what a person must look at, worst first.

use std::process::ExitCode;

use anyhow::Context;
use crossfoot::{Options, ReadError, TodoFigure, TodoItem};
use serde::Serialize;

use crate::args::{CheckArgs, CheckFormat};
use crate::convert::counted;
use crate::view::{Seen, View, Viewer};
use crate::visible::visible;
use crate::{complain, print, print_json};

/// Figures of one entry that are named.
const NAMED: usize = 4;

/// An entry and the file it is of.
#[derive(Serialize)]
struct Entry {
    file: String,
    #[serde(flatten)]
    item: TodoItem,
}

pub(crate) fn run(args: &CheckArgs, verbose: u8) -> anyhow::Result<ExitCode> {
    let (mut failed, mut files) = (false, 0);
    let mut entries: Vec<Entry> = Vec::new();
    let mut viewer = Viewer::new(args.reading.options(), &args.limits, verbose);
    for input in crossfoot::releases(&args.inputs) {
        let listed = input.map_err(Into::into).and_then(|path| {
            let seen = viewer.see(&path, &View::Todo)?;
            let items: Vec<TodoItem> = serde_json::from_str(&seen.text).context("the list cannot be read")?;
            anyhow::Ok((path.display().to_string(), items))
        });
        match listed {
            Ok((file, items)) => {
                files += 1;
                entries.extend(items.into_iter().map(|item| Entry { file: file.clone(), item }));
            }
            Err(error) => {
                complain(&error.to_string());
                failed = true;
            }
        }
    }
    // Sorting keeps the order of files and pages within a class.
    entries.sort_by_key(|entry| entry.item.attention());
    match args.format {
        CheckFormat::Text => print(&text(&entries, files))?,
        CheckFormat::Json => print_json(&entries)?,
    }
    Ok(if failed || !entries.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

pub(crate) fn see(bytes: &[u8], options: &Options) -> Result<Seen, ReadError> {
    let release = crossfoot::read_bytes(bytes, options)?;
    let items = crossfoot::todo(&release);
    let text = serde_json::to_string(&items).map_err(|error| ReadError::Told(error.to_string()))?;
    let remarks = release.unread().into_iter().chain(release.remarks()).collect();
    Ok(Seen { text, remarks, broken: !items.is_empty(), refused: None })
}

fn text(entries: &[Entry], files: usize) -> String {
    let mut out = String::new();
    for Entry { file, item } in entries {
        let (file, figures) = (visible(file), figures(&item.figures));
        out += &format!("{:<8}  {file} page {} {}: {}: {figures}\n", item.class, item.page, item.statement, item.why);
    }
    let figures: usize = entries.iter().map(|entry| entry.item.figures.len()).sum();
    let what = if figures == 0 { "nothing".to_owned() } else { counted(figures, "figure") };
    out + &format!("{what} to check in {}\n", counted(files, "release"))
}

/// `"Cash" [2023-06-30] 1,234 at 312, 404; 33 more`.
fn figures(figures: &[TodoFigure]) -> String {
    let named = |figure: &TodoFigure| {
        let place = match (figure.place, figure.cell) {
            (Some([left, top, ..]), _) => format!(" at {},{}", left.round(), top.round()),
            (None, Some([table, row, cell])) => format!(" in table {table}, row {row}, cell {cell}"),
            (None, None) => String::new(),
        };
        format!("\"{}\" [{}] {}{place}", figure.label, figure.column, figure.printed)
    };
    let mut parts: Vec<String> = figures.iter().take(NAMED).map(named).collect();
    if figures.len() > NAMED {
        parts.push(format!("{} more", figures.len() - NAMED));
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_figures_of_one_look_are_counted() {
        let figure = |printed: &str| TodoFigure {
            label: "Cash".into(),
            column: "2023-06-30".into(),
            printed: printed.into(),
            page: 4,
            place: Some([312.25, 404.5, 340.0, 412.0]),
            cell: None,
        };
        let all: Vec<TodoFigure> = ["1", "2", "3", "4", "5", "6"].map(figure).into();
        let text = figures(&all);
        assert!(text.starts_with("\"Cash\" [2023-06-30] 1 at 312,405; "), "{text}");
        assert!(text.ends_with("; 2 more"), "{text}");
        assert_eq!(super::text(&[], 3), "nothing to check in 3 releases\n");
    }
}
