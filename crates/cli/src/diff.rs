//! `crossfoot diff`.

use std::fmt::Write;
use std::process::ExitCode;

use anyhow::Context;
use crossfoot::compare::{
    Aspect, Change, Counts, DiffOptions, DiffReport, Difference, Figure, ReleaseDiff, Side, diff,
};
use unicode_width::UnicodeWidthStr;

use crate::args::{DiffArgs, DiffFormat};
use crate::table::pad_right;
use crate::{complain, print};

/// Names of figures longer than this push their own line out and no other.
const WIDEST_NAME: usize = 72;

pub(crate) fn run(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    let report = match diff(&args.old, &args.new, &DiffOptions { tolerance: args.tolerance }) {
        Ok(report) => report,
        // 1 says that something differs, so that a script can tell.
        Err(error) => {
            complain(&error.to_string());
            return Ok(ExitCode::from(2));
        }
    };
    let text = match args.format {
        DiffFormat::Table => table(&report),
        DiffFormat::Json => {
            let json = serde_json::to_string_pretty(&report).context("cannot write JSON")?;
            format!("{json}\n")
        }
    };
    print(text.as_bytes())?;
    Ok(if report.is_same() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn table(report: &DiffReport) -> String {
    let mut out = String::new();
    for release in &report.releases {
        match release.only {
            Some(side) => one_sided(&mut out, release, side),
            None if release.differences.is_empty() => {}
            None => differences(&mut out, release),
        }
    }
    let _ = writeln!(out, "{}", totals(report));
    out
}

/// A release that one side does not have is one line, not as many as it has figures.
fn one_sided(out: &mut String, release: &ReleaseDiff, side: Side) {
    let side = if side == Side::Old { "gone" } else { "added" };
    let _ = writeln!(out, "{}\n  {side}: the whole release, {} figures\n", release.release, release.differences.len());
}

fn differences(out: &mut String, release: &ReleaseDiff) {
    let _ = writeln!(out, "{}", release.release);
    let names: Vec<String> = release.differences.iter().map(|d| name(figure(d))).collect();
    let width = names.iter().map(|name| name.width()).max().unwrap_or(0).min(WIDEST_NAME);
    let mut open = None;
    for (difference, name) in release.differences.iter().zip(&names) {
        let at = figure(difference);
        let place = (&at.statement, at.page);
        if open != Some(place) {
            let _ = writeln!(out, "  {}, page {}: {}", at.statement, at.page, at.title);
            open = Some(place);
        }
        for (what, detail) in details(difference) {
            let _ = writeln!(out, "    {what:<8} {}  {detail}", pad_right(name, width));
        }
    }
    out.push('\n');
}

/// The figure as it is now, or as it was.
fn figure(difference: &Difference) -> &Figure {
    static NONE: std::sync::OnceLock<Figure> = std::sync::OnceLock::new();
    difference.new.as_ref().or(difference.old.as_ref()).unwrap_or_else(|| NONE.get_or_init(Figure::default))
}

/// `Operating income > Sensing | Q2 FY24`.
fn name(figure: &Figure) -> String {
    let row = [&figure.section, &figure.label].map(String::as_str);
    let row: Vec<&str> = row.into_iter().filter(|text| !text.is_empty()).collect();
    format!("{} | {}", row.join(" > "), figure.column)
}

/// A line for each thing that differs.
fn details(difference: &Difference) -> Vec<(&'static str, String)> {
    let (Some(old), Some(new)) = (&difference.old, &difference.new) else {
        let what = if difference.change == Change::Added { "added" } else { "gone" };
        return vec![(what, described(figure(difference)))];
    };
    let line = |aspect: &Aspect| match aspect {
        Aspect::Value => {
            let apart = new.value.checked_sub(old.value).map(|apart| format!(" ({apart:+})")).unwrap_or_default();
            ("value", format!("{} -> {}{apart}", old.printed, new.printed))
        }
        Aspect::Unit => ("unit", format!("{} -> {}", old.unit, new.unit)),
        Aspect::Period => ("period", format!("{} -> {}", period(old), period(new))),
        Aspect::Renamed => ("renamed", format!("was {}", name(old))),
        Aspect::Moved => ("moved", format!("was in {}, {}", old.statement, section(old))),
    };
    difference.aspects.iter().map(line).collect()
}

/// `9,836 USD 2023-12-31 P3M`.
fn described(figure: &Figure) -> String {
    format!("{} {} {}", figure.printed, figure.unit, period(figure)).trim_end().to_owned()
}

fn section(figure: &Figure) -> String {
    if figure.section.is_empty() { "under no heading".to_owned() } else { format!("under {}", figure.section) }
}

fn period(figure: &Figure) -> String {
    match &figure.period {
        None => "no period".to_owned(),
        Some(period) if period.start.is_none() => period.end.to_string(),
        Some(period) => format!("{} {}", period.end, figure.duration),
    }
}

fn totals(report: &DiffReport) -> String {
    let Counts { added, gone, value, unit, period, renamed, moved } = report.counts;
    let counts = [
        (value, "value"),
        (unit, "unit"),
        (period, "period"),
        (added, "added"),
        (gone, "gone"),
        (renamed, "renamed"),
        (moved, "moved"),
    ];
    let found: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let found = if found.is_empty() { "no differences".to_owned() } else { found.join(", ") };
    let plural = if report.releases.len() == 1 { "" } else { "s" };
    format!("{} release{plural}, {} figures: {found}", report.releases.len(), report.figures)
}
