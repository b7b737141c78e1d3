//! `crossfoot show`.

use std::io::{IsTerminal, stdout};
use std::process::ExitCode;

use anyhow::bail;
use crossfoot::{ProvenStatement, Release};
use terminal_size::{Width, terminal_size};

use crate::args::ShowArgs;
use crate::log::complain;
use crate::print;
use crate::table::render;

pub(crate) fn run(args: &ShowArgs) -> anyhow::Result<ExitCode> {
    let release = crossfoot::read_with(&args.file, &args.reading.options())?;
    let chosen = choose(&release, args.statement.as_deref())?;
    if let Some(unread) = release.unread() {
        complain(&format!("{}: {unread}", args.file.display()));
    }
    if chosen.is_empty() {
        complain(&format!("{}: no statements found", args.file.display()));
    }
    let width = args.width.map(usize::from).or_else(terminal_width);
    let tables: Vec<String> = chosen.iter().map(|s| render(&s.statement, width)).collect();
    print(tables.join("\n\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn choose<'a>(release: &'a Release, id: Option<&str>) -> anyhow::Result<Vec<&'a ProvenStatement>> {
    let Some(id) = id else {
        return Ok(release.statements().iter().collect());
    };
    if let Some(statement) = release.statement(id) {
        return Ok(vec![statement]);
    }
    let ids: Vec<&str> = release.statements().iter().map(|s| s.statement.id.as_str()).collect();
    if ids.is_empty() {
        bail!("no statement {id}: none was found");
    }
    bail!("no statement {id}: there are {}", ids.join(", "));
}

/// The terminal's width, if standard output is one.
fn terminal_width() -> Option<usize> {
    let terminal = stdout().is_terminal().then(terminal_size).flatten();
    terminal.map(|(Width(width), _)| usize::from(width))
}
