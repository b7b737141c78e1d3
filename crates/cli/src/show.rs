//! `crossfoot show`.

use std::borrow::Cow;
use std::io::{IsTerminal, stdout};
use std::ops::Deref;
use std::process::ExitCode;

use crossfoot::{Cell, Decimal, Options, ProvenStatement, ReadError, Release, Statement};
use terminal_size::{Width, terminal_size};

use crate::args::ShowArgs;
use crate::print;
use crate::table::render;
use crate::view::{Seen, View, Viewer};
use crate::visible::visible;

pub(crate) fn run(args: &ShowArgs, verbose: u8) -> anyhow::Result<ExitCode> {
    let width = args.width.map(usize::from).or_else(terminal_width);
    let view = View::Show { statement: args.statement.clone(), width };
    let seen = Viewer::new(args.reading.options(), &args.limits, verbose).see(&args.file, &view)?;
    print(&seen.text)?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn see(
    bytes: &[u8],
    options: &Options,
    statement: Option<&str>,
    width: Option<usize>,
) -> Result<Seen, ReadError> {
    let release = crossfoot::read_bytes(bytes, options)?;
    let chosen = match choose(&release, statement) {
        Ok(chosen) => chosen,
        Err(refused) => return Ok(Seen { refused: Some(refused), ..Seen::default() }),
    };
    let nothing = chosen.is_empty().then(|| "no statements found".to_owned());
    let tables: Vec<String> = chosen.iter().map(|s| render(&put_right(s), width) + &what_was_printed(s)).collect();
    let remarks = release
        .unread()
        .into_iter()
        .chain(release.remarks())
        .chain(release.unconfirmed().map(str::to_owned))
        .chain(nothing)
        .collect();
    Ok(Seen { text: tables.join("\n\n"), remarks, ..Seen::default() })
}

/// The statements that are asked for, or in words that they are not there.
fn choose<'a>(release: &'a Release, id: Option<&str>) -> Result<Vec<&'a ProvenStatement>, String> {
    let Some(id) = id else {
        return Ok(release.statements().iter().collect());
    };
    if let Some(statement) = release.statement(id) {
        return Ok(vec![statement]);
    }
    let ids: Vec<&str> = release.statements().iter().map(|s| s.statement.id.as_str()).collect();
    if ids.is_empty() {
        return Err(format!("no statement {id}: none was found"));
    }
    Err(format!("no statement {id}: there are {}", ids.join(", ")))
}

/// The statement with the values that were put right where they stand, each with an asterisk.
fn put_right(proven: &ProvenStatement) -> Statement {
    let mut statement = proven.statement.clone();
    for repair in proven.repairs.iter().filter(|r| r.applied) {
        let item = statement.items.get_mut(repair.place.row);
        if let Some(Cell::Figure(fact)) = item.and_then(|item| item.cells.get_mut(repair.place.col)) {
            fact.printed = as_printed(repair.shown) + "*";
        }
    }
    make_visible(&mut statement);
    statement
}

/// Makes every character visible before widths are counted.
fn make_visible(statement: &mut Statement) {
    let Statement { title, notes, stub_head, columns, items, .. } = statement;
    [title, stub_head].into_iter().for_each(show);
    notes.iter_mut().for_each(show);
    columns.iter_mut().for_each(|column| show(&mut column.heading));
    for item in items {
        item.section.iter_mut().chain([&mut item.label]).for_each(show);
        for cell in &mut item.cells {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => show(text),
                Cell::Figure(fact) => show(&mut fact.printed),
            }
        }
    }
}

fn show<T: Deref<Target = str> + From<String>>(text: &mut T) {
    if let Cow::Owned(shown) = visible(text) {
        *text = shown.into();
    }
}

/// What the asterisks stand for: `* 5,871: printed "5,871 4,168"; figures run together in one cell`.
fn what_was_printed(proven: &ProvenStatement) -> String {
    let applied = proven.repairs.iter().filter(|r| r.applied);
    let line =
        |r: &crossfoot::Repair| format!("* {}: printed \"{}\"; {}\n", as_printed(r.shown), r.printed, r.cause.words());
    let lines: String = applied.map(line).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

/// `-1719981` as releases print it: `(1,719,981)`.
fn as_printed(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped = format!("{grouped}.{fraction}");
    }
    if value.is_sign_negative() && !value.is_zero() { format!("({grouped})") } else { grouped }
}

/// The terminal's width, if standard output is one.
fn terminal_width() -> Option<usize> {
    let terminal = stdout().is_terminal().then(terminal_size).flatten();
    terminal.map(|(Width(width), _)| usize::from(width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_releases_print_them() {
        let printed = |text: &str| as_printed(text.parse().expect("a decimal"));
        assert_eq!(
            ["5871", "-1719981", "-573.0", "308", "0"].map(printed),
            ["5,871", "(1,719,981)", "(573.0)", "308", "0"]
        );
    }
}
