//! `crossfoot check`.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use crossfoot::{
    CheckedFigure, CheckedOther, CheckedRelation, CheckedStatement, CheckedWitness, Checks, Options, ReadError, Tally,
};
use rust_decimal::Decimal;

use crate::args::{CheckArgs, CheckFormat};
use crate::convert::counted;
use crate::view::{Seen, View, Viewer};
use crate::visible::visible;
use crate::{complain, print, print_json, todo};

pub(crate) fn run(args: &CheckArgs, verbose: u8) -> anyhow::Result<ExitCode> {
    if args.todo {
        return todo::run(args, verbose);
    }
    let (mut bad, mut all) = (false, serde_json::Map::new());
    let mut viewer = Viewer::new(args.reading.options(), &args.limits, verbose);
    for input in crossfoot::releases(&args.inputs) {
        let seen = input.map_err(Into::into).and_then(|path| {
            let name = path.display().to_string();
            let view = View::Check { name: name.clone(), all: args.all, format: args.format };
            anyhow::Ok((viewer.see(&path, &view)?, name))
        });
        let (seen, name) = match seen {
            Ok(seen) => seen,
            Err(error) => {
                complain(&error.to_string());
                bad = true;
                continue;
            }
        };
        bad |= seen.broken;
        match args.format {
            CheckFormat::Text => print(&seen.text)?,
            CheckFormat::Json => {
                let value = serde_json::from_str(&seen.text).context("cannot be written as JSON")?;
                all.insert(name, value);
            }
        }
    }
    if args.format == CheckFormat::Json {
        print_json(&all)?;
    }
    Ok(if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

pub(crate) fn see(
    bytes: &[u8],
    options: &Options,
    name: &str,
    all: bool,
    format: CheckFormat,
) -> Result<Seen, ReadError> {
    let release = crossfoot::read_bytes(bytes, options)?;
    let checks = Checks::of(&release);
    let text = match format {
        CheckFormat::Text => text(Path::new(name), &checks, all),
        CheckFormat::Json => serde_json::to_string(&checks).map_err(|error| ReadError::Told(error.to_string()))?,
    };
    let remarks =
        release.unread().into_iter().chain(release.remarks()).chain(release.unconfirmed().map(str::to_owned)).collect();
    Ok(Seen { text, remarks, broken: checks.is_broken(), refused: None })
}

fn text(path: &Path, checks: &Checks, all: bool) -> String {
    let mut out = format!("{}: {}\n", visible(&path.display().to_string()), shares(&checks.counts));
    for statement in &checks.statements {
        // Writing to a string cannot fail.
        let _ = describe(&mut out, statement, all);
    }
    out
}

/// `812 figures, 97.5 % footed, 2 suspect`.
fn shares(counts: &Tally) -> String {
    let mut text = counted(counts.figures, "figure");
    let mut add = |count: usize, word: &str| {
        if count > 0 {
            text += &format!(", {count} {word}");
        }
    };
    add(counts.footed, "footed");
    add(counts.unproven, "unproven");
    add(counts.suspect, "suspect");
    add(counts.repaired, "repaired");
    add(counts.confirmed.unwrap_or(0), "confirmed by the second decoder");
    if let Some(share) = (counts.proved * 1000).checked_div(counts.figures) {
        text += &format!(" ({}.{} % proved)", share / 10, share % 10);
    }
    text
}

fn describe(out: &mut String, statement: &CheckedStatement, all: bool) -> std::fmt::Result {
    let pages: Vec<String> = statement.pages.iter().map(ToString::to_string).collect();
    let plural = if pages.len() == 1 { "" } else { "s" };
    writeln!(out, "  {} (page{plural} {}): {}", statement.statement, pages.join(", "), shares(&statement.counts))?;
    let rounding = match statement.rounding {
        "exact" => "totals are exact",
        "truncated" => "figures are cut off, not rounded",
        _ => "figures are rounded to the nearest",
    };
    let holding: Vec<String> = statement.holding.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let holding = if holding.is_empty() { "no relation".to_owned() } else { holding.join(", ") };
    writeln!(out, "    holds: {holding}; {rounding}")?;
    if statement.scale.proved {
        writeln!(out, "    scale borne out by: {}", statement.scale.by.join(", "))?;
    }
    for relation in statement.relations.iter().filter(|r| all || r.state != "holds") {
        describe_relation(out, relation)?;
    }
    for figure in &statement.suspects {
        writeln!(out, "    suspect: {}", named(figure, true))?;
    }
    for repair in &statement.repairs {
        let verb = if repair.applied { "repaired" } else { "suspect" };
        let (figure, relations) = (named(&repair.figure, true), counted(repair.relations, "relation"));
        writeln!(out, "    {verb}: {figure} should be {}: {} ({relations})", repair.shown, repair.why)?;
    }
    for blame in &statement.one_of {
        writeln!(out, "    one of these is to blame for {}:", named(&blame.result, false))?;
        for culprit in &blame.figures {
            let (figure, shown) = (named(&culprit.figure, true), culprit.shown);
            writeln!(out, "        {figure} should be {shown}: {} ({} %)", culprit.why, culprit.percent)?;
        }
    }
    for line in &statement.lines {
        write!(out, "    line: \"{}\" (page {}) {}", line.label, line.page, line.fault)?;
        match &line.proposed {
            Some(label) => writeln!(out, "; it should be \"{label}\"")?,
            None => writeln!(out)?,
        }
    }
    for witness in &statement.scale.contradicting {
        writeln!(out, "    scale: {}", contradiction(witness))?;
    }
    Ok(())
}

/// `"Net income" [2023-06-30 P6M] 21,599, income_statement page 3 times 10^3 would agree with $21.6 billion, page 1`.
fn contradiction(witness: &CheckedWitness) -> String {
    let figure = named(&witness.figure, true);
    let power = witness.power;
    match &witness.other {
        CheckedOther::Figure(other) if witness.kind == "per_share" => {
            format!("{figure} times 10^{power} would make the earnings per share over {}", named(other, true))
        }
        CheckedOther::Figure(other) => format!("{figure} times 10^{power} would agree with {}", named(other, true)),
        CheckedOther::Prose { printed, page, .. } => {
            format!("{figure} times 10^{power} would agree with {printed}, page {page}")
        }
    }
}

fn describe_relation(out: &mut String, relation: &CheckedRelation) -> std::fmt::Result {
    write!(out, "    {} {}: {}", relation.state, relation.kind, named(&relation.result, true))?;
    writeln!(out, ", off by {}", relation.shown_difference())?;
    for (coefficient, term) in &relation.terms {
        let sign = match *coefficient {
            c if c == Decimal::ONE => "+".to_owned(),
            c if c == Decimal::NEGATIVE_ONE => "-".to_owned(),
            rate => format!("{rate} x"),
        };
        let elsewhere = term.statement != relation.result.statement;
        writeln!(out, "        {sign} {}", named(term, elsewhere))?;
    }
    Ok(())
}

/// `"Total assets" [2023-06-30] 92,447, page 7`.
pub(crate) fn named(figure: &CheckedFigure, page: bool) -> String {
    let mut text = format!("\"{}\" [{}] {}", figure.label, figure.column, figure.printed);
    if page {
        text += &format!(", {} page {}", figure.statement, figure.page);
    }
    text
}
