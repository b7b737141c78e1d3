//! `crossfoot diff`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

use crossfoot::compare::{
    Aspect, Change, Counts, DiffOptions, DiffReport, Difference, Figure, ReleaseDiff, Side, diff,
};
use unicode_width::UnicodeWidthStr;

use crate::args::{DiffArgs, DiffFormat};
use crate::convert::counted;
use crate::table::pad_right;
use crate::visible::visible;
use crate::{complain, print, print_json};

/// Names of figures longer than this push their own line out and no other.
const WIDEST_NAME: usize = 72;
/// As many figures of a statement as share what differs have one line.
const MANY: usize = 4;

pub(crate) fn run(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    let mut report = match diff(&args.old, &args.new, &DiffOptions { tolerance: args.tolerance }) {
        Ok(report) => report,
        // 1 says that something differs, so that a script can tell.
        Err(error) => {
            complain(&error.to_string());
            return Ok(ExitCode::from(2));
        }
    };
    match args.format {
        DiffFormat::Table => {
            make_visible(&mut report);
            print(&table(&report))?;
        }
        DiffFormat::Json => print_json(&report)?,
    }
    Ok(if report.is_same() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes every character visible before widths are counted.
fn make_visible(report: &mut DiffReport) {
    for release in &mut report.releases {
        release.release = visible(&release.release).into_owned();
        let figures = release.differences.iter_mut().flat_map(|difference| [&mut difference.old, &mut difference.new]);
        for Figure { statement, title, section, label, column, unit, printed, .. } in figures.flatten() {
            for text in [statement, title, section, label, column, unit, printed] {
                if let Cow::Owned(shown) = visible(text) {
                    *text = shown;
                }
            }
        }
    }
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
    let figures = counted(release.differences.len(), "figure");
    let _ = writeln!(out, "{}\n  {side}: the whole release, {figures}\n", release.release);
}

/// What is told of a figure, or of several that have it in common.
struct Told {
    what: &'static str,
    detail: String,
    /// The detail as it reads where many figures of a statement share it.
    of_many: Option<String>,
}

fn differences(out: &mut String, release: &ReleaseDiff) {
    let _ = writeln!(out, "{}", release.release);
    let told: Vec<Line<'_>> = release.differences.chunk_by(one_line).map(Line::of).collect();
    let width = told.iter().map(|line| line.name.width()).max().unwrap_or(0).min(WIDEST_NAME);
    for block in told.chunk_by(|a, b| (&a.at.statement, a.at.page) == (&b.at.statement, b.at.page)) {
        let at = block[0].at;
        let _ = writeln!(out, "  {}, page {}: {}", at.statement, at.page, at.title);
        statement(out, block, width);
    }
    out.push('\n');
}

/// Whether two figures have one line: those of a statement or a row that was added or is gone.
fn one_line(a: &Difference, b: &Difference) -> bool {
    let (at, next) = (figure(a), figure(b));
    let statement = (at.page, &at.statement) == (next.page, &next.statement);
    let row = (&at.section, &at.label) == (&next.section, &next.label);
    a.change == b.change
        && a.change != Change::Changed
        && a.whole_statement == b.whole_statement
        && statement
        && (row || a.whole_statement)
}

/// What is told of a figure, or of all of a row or a statement.
struct Line<'a> {
    at: &'a Figure,
    name: String,
    told: Vec<Told>,
}

impl<'a> Line<'a> {
    fn of(differences: &'a [Difference]) -> Self {
        let (first, at) = (&differences[0], figure(&differences[0]));
        if let [one] = differences
            && !one.whole_statement
        {
            return Self { at, name: name(at), told: details(one) };
        }
        let what = if first.change == Change::Added { "added" } else { "gone" };
        let count = counted(differences.len(), "figure");
        let (name, detail) = if first.whole_statement {
            ("the whole statement".to_owned(), count)
        } else {
            let printed: Vec<&str> = differences.iter().map(|difference| figure(difference).printed.trim()).collect();
            (row(at), format!("{count}: {}", printed.join(" | ")))
        };
        Self { at, name, told: vec![Told { what, detail, of_many: None }] }
    }
}

/// The differences of a statement on a page: a line each, but for what many of its figures have in common.
fn statement(out: &mut String, block: &[Line<'_>], width: usize) {
    let mut common: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for told in block.iter().flat_map(|line| &line.told) {
        if let Some(of_many) = &told.of_many {
            *common.entry((told.what, of_many)).or_default() += 1;
        }
    }
    common.retain(|_, count| *count >= MANY);
    for Line { name, told, .. } in block {
        for told in told {
            let of_many = told.of_many.as_deref().unwrap_or_default();
            let (name, detail) = match common.get_mut(&(told.what, of_many)) {
                None => (name.clone(), &*told.detail),
                // Told with the first of them.
                Some(0) => continue,
                Some(count) => (format!("{} figures, from {name}", std::mem::take(count)), of_many),
            };
            let _ = writeln!(out, "    {:<8} {}  {detail}", told.what, pad_right(&name, width));
        }
    }
}

/// The figure as it is now, or as it was.
fn figure(difference: &Difference) -> &Figure {
    static NONE: std::sync::OnceLock<Figure> = std::sync::OnceLock::new();
    difference.new.as_ref().or(difference.old.as_ref()).unwrap_or_else(|| NONE.get_or_init(Figure::default))
}

/// `Operating income > Sensing | Q2 FY24`.
fn name(figure: &Figure) -> String {
    format!("{} | {}", row(figure), figure.column)
}

/// `Operating income > Sensing`.
fn row(figure: &Figure) -> String {
    let row = [&figure.section, &figure.label].map(String::as_str);
    row.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" > ")
}

/// Each thing that differs.
fn details(difference: &Difference) -> Vec<Told> {
    let told = |what, detail| Told { what, detail, of_many: None };
    let (Some(old), Some(new)) = (&difference.old, &difference.new) else {
        let what = if difference.change == Change::Added { "added" } else { "gone" };
        return vec![told(what, described(figure(difference)))];
    };
    let line = |aspect: &Aspect| match aspect {
        Aspect::Value => value(old, new),
        Aspect::Unit => told("unit", format!("{} -> {}", old.unit, new.unit)),
        Aspect::Period => told("period", format!("{} -> {}", period(old), period(new))),
        Aspect::Renamed => told("renamed", format!("was {}", name(old))),
        Aspect::Moved => moved(old, new),
    };
    difference.aspects.iter().map(line).collect()
}

/// Another value: as printed, or in full where the same is printed and counts otherwise.
fn value(old: &Figure, new: &Figure) -> Told {
    if old.printed != new.printed {
        let apart = new.value.checked_sub(old.value).map(|apart| format!(" ({apart:+})")).unwrap_or_default();
        return Told { what: "value", detail: format!("{} -> {}{apart}", old.printed, new.printed), of_many: None };
    }
    let times = new.value.checked_div(old.value).map(|times| times.normalize().to_string());
    let of_many = times.filter(|times| times.trim_matches(['0', '.']) == "1").map(|times| format!("times {times}"));
    let detail = format!("{} -> {} {}, printed {}", old.value, new.value, new.unit, new.printed);
    Told { what: "value", detail, of_many }
}

/// Another statement, section or order.
fn moved(old: &Figure, new: &Figure) -> Told {
    let (elsewhere, otherwise) = (old.statement != new.statement, old.section != new.section);
    let (detail, of_many) = match (elsewhere, otherwise) {
        (true, false) => (format!("was in {}", old.statement), Some(format!("were in {}", old.statement))),
        (true, true) => (format!("was in {}, {}", old.statement, section(old)), None),
        (false, true) => (format!("was {}", section(old)), Some(format!("were {}", section(old)))),
        (false, false) => ("stood elsewhere among the rows".to_owned(), None),
    };
    Told { what: "moved", detail, of_many }
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
    format!("{}, {}: {found}", counted(report.releases.len(), "release"), counted(report.figures, "figure"))
}
