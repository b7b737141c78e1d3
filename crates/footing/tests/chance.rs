//! Chance must not count as proof: figures that are mixed up, or drawn anew in the same size, prove next to nothing.
//!
//! Without the corpus invented statements are used; with it, its labelled statements too.

use std::path::Path;

use crossfoot_footing::{Status, prove};
use crossfoot_grammar::figure::Currency;
use crossfoot_ingest::Rect;
use crossfoot_statements::{Cell, Column, Doubts, Fact, Kind, LineItem, Statement, Unit};
use rust_decimal::Decimal;

/// A small generator of numbers that look random (xorshift), the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % n
    }
}

type Rows = Vec<(String, Vec<Option<Decimal>>)>;

fn statement(rows: &Rows) -> Statement {
    let cell = |value: &Option<Decimal>| {
        let Some(value) = *value else { return Cell::Empty };
        let decimals = i32::try_from(value.scale()).expect("small");
        let (printed, unit) = (value.to_string(), Unit::Money(Currency::USD));
        let place = Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 };
        Cell::Figure(Fact {
            printed,
            shown: value,
            value,
            scale: Decimal::ONE,
            unit,
            decimals,
            told: Default::default(),
            row_period: None,
            page: 1,
            place,
            doubts: Doubts::NONE,
        })
    };
    let item = |(label, values): &(String, Vec<Option<Decimal>>)| LineItem {
        section: Vec::new(),
        label: label.as_str().into(),
        concept: None,
        marks: Vec::new(),
        indent: 0.0,
        bold: false,
        ruled_above: label.to_lowercase().contains("total"),
        page: 1,
        cells: values.iter().map(cell).collect(),
    };
    let columns = rows.iter().map(|r| r.1.len()).max().unwrap_or(0);
    Statement {
        id: "other".into(),
        kind: Kind::Other,
        title: "".into(),
        notes: Vec::new(),
        kind_evidence: Default::default(),
        stub_head: "".into(),
        remarks: Vec::new(),
        scale: None,
        currency: Some(Currency::USD),
        pages: vec![1],
        columns: (0..columns)
            .map(|_| Column {
                heading: Default::default(),
                heads: Vec::new(),
                period: None,
                period_from: Default::default(),
                whole: true,
            })
            .collect(),
        items: rows.iter().map(item).collect(),
    }
}

/// The figures of each column in another order.
fn shuffled(mut rows: Rows, dice: &mut Dice) -> Rows {
    for col in 0..rows.iter().map(|r| r.1.len()).max().unwrap_or(0) {
        let places: Vec<usize> =
            (0..rows.len()).filter(|row| rows[*row].1.get(col).copied().flatten().is_some()).collect();
        for at in (1..places.len()).rev() {
            let other = places[dice.below(at + 1)];
            let kept = rows[other].1[col];
            rows[other].1[col] = rows[places[at]].1[col];
            rows[places[at]].1[col] = kept;
        }
    }
    rows
}

/// Other figures with as many digits and the same sign.
fn redrawn(mut rows: Rows, dice: &mut Dice) -> Rows {
    for value in rows.iter_mut().flat_map(|r| &mut r.1).flatten().filter(|v| !v.is_zero()) {
        let digits = value.mantissa().unsigned_abs().to_string().len();
        let draw = |at: usize, dice: &mut Dice| {
            char::from(b'0' + u8::try_from(dice.below(10).max(usize::from(at == 0))).expect("a digit"))
        };
        let text: String = (0..digits).map(|at| draw(at, dice)).collect();
        let mut drawn = Decimal::from_i128_with_scale(text.parse().expect("digits"), value.scale());
        drawn.set_sign_negative(value.is_sign_negative());
        *value = drawn;
    }
    rows
}

/// A balance sheet or income statement such as companies print, with figures that do add.
fn invented(dice: &mut Dice) -> Rows {
    let columns = 2 + dice.below(3);
    let mut rows = Rows::new();
    let mut grand = vec![Decimal::ZERO; columns];
    for block in 0..4 {
        let mut total = vec![Decimal::ZERO; columns];
        for line in 0..3 + dice.below(6) {
            let size = 10usize.pow(2 + u32::try_from(dice.below(4)).expect("small"));
            let values: Vec<Decimal> = (0..columns).map(|_| Decimal::from(size / 10 + dice.below(size))).collect();
            total.iter_mut().zip(&values).for_each(|(t, v)| *t += v);
            rows.push((format!("Line {block} {line}"), values.into_iter().map(Some).collect()));
        }
        grand.iter_mut().zip(&total).for_each(|(g, t)| *g += t);
        rows.push((format!("Total of block {block}"), total.into_iter().map(Some).collect()));
    }
    rows.push(("Total".into(), grand.into_iter().map(Some).collect()));
    rows
}

/// Labelled statements of the corpus, where it is there.
fn labelled() -> Vec<Rows> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/truth");
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = files.flatten().map(|f| f.path()).collect();
    paths.sort();
    let mut statements = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(path).expect("readable");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        for statement in json["statements"].as_array().into_iter().flatten() {
            let money = |row: &&serde_json::Value| row["unit"] == "money";
            let value = |v: &serde_json::Value| match v.as_str() {
                Some("-") => Some(Decimal::ZERO),
                Some(text) => text.parse().ok(),
                None => None,
            };
            let row = |row: &serde_json::Value| {
                let values = row["values"].as_array().into_iter().flatten().map(value).collect();
                (row["label"].as_str().unwrap_or_default().to_owned(), values)
            };
            statements.push(statement["rows"].as_array().into_iter().flatten().filter(money).map(row).collect());
        }
    }
    statements
}

/// Proved figures and all figures.
fn share(rows: &Rows) -> (usize, usize) {
    let proven = prove(vec![statement(rows)]);
    let footed = proven[0].status.iter().flatten().filter(|s| **s == Status::Footed).count();
    (footed, rows.iter().flat_map(|r| &r.1).flatten().count())
}

fn measure(name: &str, statements: &[Rows], mix: fn(Rows, &mut Dice) -> Rows) {
    let (mut footed, mut figures, mut truly) = (0, 0, 0);
    for (at, rows) in statements.iter().enumerate() {
        truly += share(rows).0;
        for seed in 1..=5u64 {
            let mut dice = Dice(seed * 0x9E37_79B9 + at as u64);
            let (proved, all) = share(&mix(rows.clone(), &mut dice));
            footed += proved;
            figures += all;
        }
    }
    println!("{name}: {footed} of {figures} proved by chance, {truly} of {} truly", figures / 5);
    assert!(footed * 100 < figures.max(1), "{name}: {footed} of {figures}");
}

#[test]
fn shuffled_figures_prove_nothing() {
    let mut dice = Dice(4);
    let made_up: Vec<Rows> = (0..40).map(|_| invented(&mut dice)).collect();
    measure("invented, shuffled", &made_up, shuffled);
    measure("invented, redrawn", &made_up, redrawn);
    let labelled = labelled();
    measure("corpus, shuffled", &labelled, shuffled);
    measure("corpus, redrawn", &labelled, redrawn);
}

#[test]
fn what_truly_adds_is_proved() {
    let mut dice = Dice(5);
    for _ in 0..40 {
        let (footed, all) = share(&invented(&mut dice));
        assert_eq!(footed, all);
    }
}
