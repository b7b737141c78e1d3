//! `crossfoot concepts`.

use std::process::ExitCode;

use anyhow::Context;
use crossfoot::{Concept, Kind, Measured, ScoreSheet, Time, catalogue, explain_label};
use serde_json::{Value, json};

use crate::args::{ConceptsArgs, ConceptsFormat};
use crate::print;

pub(crate) fn run(args: &ConceptsArgs) -> anyhow::Result<ExitCode> {
    let text = match (&args.explain, args.format) {
        (None, ConceptsFormat::Table) => table(),
        (None, ConceptsFormat::Json) => in_lines(&Concept::all().map(known).collect())?,
        (Some(label), ConceptsFormat::Table) => explained(label, args.statement),
        (Some(label), ConceptsFormat::Json) => {
            in_lines(&explain_label(label, args.statement).iter().map(judged).collect())?
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn in_lines(value: &Value) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value).context("cannot write JSON")? + "\n")
}

/// All concepts as CSV.
fn table() -> String {
    let mut text = "concept,measure,statements,counts,time,labels\n".to_owned();
    for concept in Concept::all() {
        let entry = concept.entry();
        let statements: Vec<&str> = entry.statements.iter().map(|kind| kind.name()).collect();
        let labels: Vec<&str> = catalogue().labels(concept).collect();
        let fields = [
            concept.name(),
            entry.measure.as_deref().unwrap_or_default(),
            &statements.join(" "),
            counts(entry.unit),
            time(entry.time),
            &format!("\"{}\"", labels.join("; ")),
        ];
        text += &(fields.join(",") + "\n");
    }
    text
}

fn known(concept: Concept) -> Value {
    let entry = concept.entry();
    json!({
        "concept": concept.name(),
        "measure": entry.measure,
        "statements": entry.statements.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        "counts": counts(entry.unit),
        "time": time(entry.time),
        "sections": entry.sections.iter().map(|section| section.name()).collect::<Vec<_>>(),
        "total_of": entry.total_of.iter().map(|part| part.name()).collect::<Vec<_>>(),
        "labels": catalogue().labels(concept).collect::<Vec<_>>(),
    })
}

/// What a label can be, a line for each concept, the best first.
fn explained(label: &str, kind: Kind) -> String {
    let sheets = explain_label(label, kind);
    if sheets.is_empty() {
        return format!("{label}: no concept of a statement of kind {} has such a label\n", kind.name());
    }
    let mut text = format!("{label}, in a statement of kind {}:\n", kind.name());
    for sheet in &sheets {
        let clues: Vec<String> = sheet.clues.iter().map(|(clue, bits)| format!("{} {bits:+}", clue.name())).collect();
        let enough = if sheet.is_enough() { "" } else { "  (too little)" };
        text += &format!("{:>5}  {}  {}{enough}\n", sheet.total(), sheet.concept.name(), clues.join(", "));
    }
    text
}

fn judged(sheet: &ScoreSheet) -> Value {
    let clues = sheet.clues.iter().map(|(clue, bits)| (clue.name().to_owned(), json!(bits)));
    json!({
        "concept": sheet.concept.name(),
        "half_bits": sheet.total(),
        "enough": sheet.is_enough(),
        "clues": clues.collect::<serde_json::Map<_, _>>(),
    })
}

fn counts(unit: Measured) -> &'static str {
    match unit {
        Measured::Money => "money",
        Measured::PerShare => "per_share",
        Measured::Shares => "shares",
        Measured::Percent => "percent",
        Measured::Count => "count",
    }
}

fn time(time: Time) -> &'static str {
    match time {
        Time::Instant => "instant",
        Time::Duration => "duration",
    }
}
