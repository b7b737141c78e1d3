//! Tests of `release.json`.

use crossfoot_footing::{Blame, Culprit, Place};
use crossfoot_statements::{Cell, Doubt};
use rust_decimal::Decimal;

use super::*;
use crate::testing::{column, item, money, months, proven, statement};

#[test]
fn everything_is_there() {
    let mut loss = money("-12.50", "1000000");
    loss.printed = "(12.50)".into();
    loss.doubts.insert(Doubt::OcrLayer);
    let proven = proven(statement(
        vec![months("Q2", "2023-04-01", "2023-06-30", 3), column("Note")],
        vec![item("Loss", vec![Cell::Figure(loss), Cell::Text("NM".into())])],
    ));
    let pages = [PageState {
        number: 1,
        width: 612.0,
        height: 792.004,
        unread: vec!["the page is a picture without text".into()],
        remarks: Vec::new(),
        ocr_layer: true,
    }];
    let release = Release {
        name: "q2",
        file: "q2.pdf",
        source: "pdf",
        identity: &crossfoot_statements::Identity::UNTOLD,
        pages: &pages,
        statements: &[proven],
    };
    let mut out = Vec::new();
    write_release_json(&release, &mut out).expect("writes to memory");
    assert!(out.ends_with(b"}\n"));
    let json: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    assert_eq!(json["pages"][0]["height"], 792.0);
    assert_eq!(json["pages"][0]["ocr_layer"], true);
    assert_eq!((&json["checks"]["figures"], &json["checks"]["unsure"]), (&1.into(), &1.into()));
    let statement = &json["statements"][0];
    assert_eq!(statement["scale"], "1000000");
    assert_eq!(statement["columns"][0]["period"]["duration"], "P3M");
    assert_eq!(statement["columns"][1]["col"], serde_json::Value::Null);
    let cells = &statement["rows"][0]["cells"];
    assert_eq!(cells[0]["value"], "-12500000");
    assert_eq!(cells[0]["shown"], "-12.50");
    assert_eq!(cells[0]["place"][2], 30.5);
    assert_eq!(cells[0]["unsure"][0], "ocr_layer");
    assert_eq!(cells[1], "NM");
}

#[test]
fn one_of_a_few_to_blame_is_there_with_what_each_would_have_to_be() {
    let figures = ["52216", "48316", "100527"].map(|shown| item("a", vec![Cell::Figure(money(shown, "1000"))]));
    let mut proven = proven(statement(vec![column("2023")], figures.into()));
    let place = |row| Place { statement: 0, row, col: 0 };
    let term = |row| crossfoot_footing::Term { place: place(row), coefficient: Decimal::ONE };
    let relation = Relation {
        kind: crossfoot_footing::RelationKind::Sum,
        terms: vec![term(0), term(1)],
        result: place(2),
        holds: false,
        off: false,
        difference: Decimal::from(5000),
        tolerance: Decimal::ZERO,
    };
    let culprit = |row: usize, shown: i64, percent: u8| Culprit {
        place: place(row),
        value: Decimal::from(shown * 1000),
        shown: Decimal::from(shown),
        cause: crossfoot_footing::Cause::Digit,
        percent,
    };
    proven.blames = vec![Blame { relation, culprits: vec![culprit(1, 48311, 60), culprit(0, 52211, 40)] }];
    let release = Release {
        name: "q2",
        file: "q2.pdf",
        source: "pdf",
        identity: &crossfoot_statements::Identity::UNTOLD,
        pages: &[],
        statements: &[proven],
    };
    let mut out = Vec::new();
    write_release_json(&release, &mut out).expect("writes to memory");
    let json: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    let told = &json["statements"][0]["one_of"][0];
    assert_eq!(told["relation"]["result"]["row"], 3);
    assert_eq!(told["figures"][0]["row"], 2);
    assert_eq!(told["figures"][0]["shown"], "48311");
    assert_eq!(told["figures"][1]["percent"], 40);
}
