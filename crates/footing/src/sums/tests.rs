use crate::testing::{money, statement, status_line};
use crate::{ProvenStatement, RelationKind, Status, prove};

use super::Search;
use crate::cue::cues;
use crate::fixed::{Class, Figures};
use crate::grid::{Grid, Way};

fn income() -> Vec<crossfoot_statements::LineItem> {
    vec![
        money("Revenue", &["22322", "20225"]),
        money("Cost of sales", &["10121", "9415"]),
        money("Gross profit", &["12201", "10810"]),
        money("Selling expenses", &["8542", "7387"]),
        money("Gain on a sale", &["", "-13"]),
        money("Impairment", &["", "1359"]),
        money("Operating profit", &["3659", "2077"]),
        money("Pension income", &["60", "-2"]),
        money("Net interest expense", &["-201", "-236"]),
        money("Income before income taxes", &["3518", "1839"]),
        money("Provision for income taxes", &["747", "393"]),
        money("Net income", &["2771", "1446"]),
    ]
}

fn terms(proven: &ProvenStatement, row: usize) -> Vec<(usize, i32)> {
    let relation =
        proven.relations.iter().find(|r| r.kind == RelationKind::Sum && r.result.row == row && r.result.col == 1);
    let relation = relation.expect("the row is a sum");
    let sign = |t: &crate::Term| if t.coefficient.is_sign_negative() { -1 } else { 1 };
    relation.terms.iter().map(|t| (t.place.row, sign(t))).collect()
}

#[test]
fn running_totals_of_an_income_statement() {
    let proven = &prove(vec![statement(&["2023", "2022"], income())])[0];
    assert_eq!(terms(proven, 2), [(0, 1), (1, -1)]);
    assert_eq!(terms(proven, 6), [(2, 1), (3, -1), (4, -1), (5, -1)]);
    assert_eq!(terms(proven, 9), [(6, 1), (7, 1), (8, 1)]);
    assert_eq!(terms(proven, 11), [(9, 1), (10, -1)]);
    let all = (0..12).flat_map(|row| status_line(proven, row).into_iter().zip(&proven.statement.items[row].cells));
    assert!(all.filter(|(_, cell)| cell.figure().is_some()).all(|(status, _)| status == Status::Footed));
}

#[test]
fn totals_may_precede_their_parts() {
    let proven = &prove(vec![statement(
        &["2023", "2022"],
        vec![
            money("Biopharma", &["12419", "27425"]),
            money("Primary care", &["5810", "20979"]),
            money("Specialty care", &["3653", "3358"]),
            money("Oncology", &["2956", "3088"]),
            money("Innovation", &["316", "317"]),
            money("Total", &["12735", "27742"]),
        ],
    )])[0];
    assert_eq!(terms(proven, 0).len(), 3);
    assert_eq!(terms(proven, 5), [(1, 1), (2, 1), (3, 1), (4, 1)]);
}

#[test]
fn rounding_is_tolerated_and_said() {
    let mut items = income();
    items[11] = money("Net income", &["2772", "1446"]);
    let proven = &prove(vec![statement(&["2023", "2022"], items)])[0];
    let relation = proven.relations.iter().find(|r| r.result.row == 11 && r.result.col == 0).expect("a sum");
    assert!(relation.holds);
    assert_eq!(relation.difference, rust_decimal::Decimal::NEGATIVE_ONE);
    assert_eq!(relation.tolerance, "1.5".parse().expect("a decimal"));
}

#[test]
fn one_column_of_small_figures_proves_nothing() {
    let proven = &prove(vec![statement(
        &["2023"],
        vec![money("Apples", &["3"]), money("Pears", &["4"]), money("Total", &["7"])],
    )])[0];
    assert!(proven.relations.is_empty());
}

#[test]
fn a_wrong_figure_is_named_when_two_sums_agree() {
    let mut items = income();
    let columns = ["2023", "2022", "2021"];
    for (at, item) in items.iter_mut().enumerate() {
        let third = ["19311", "8877", "10434", "6911", "41", "", "3482", "171", "-317", "3336", "611", "2725"][at];
        item.cells.push(crate::testing::figure(
            third,
            crossfoot_statements::Unit::Money(crossfoot_grammar::figure::Currency::USD),
        ));
    }
    // 3482 is misread: neither the sum that makes it nor the one it is part of holds any more.
    items[6].cells[2] =
        crate::testing::figure("3432", crossfoot_statements::Unit::Money(crossfoot_grammar::figure::Currency::USD));
    let proven = &prove(vec![statement(&columns, items)])[0];
    assert_eq!(status_line(proven, 6), [Status::Footed, Status::Footed, Status::Suspect]);
    let suspects = proven.status.iter().flatten().filter(|s| **s == Status::Suspect).count();
    assert_eq!(suspects, 1);
}

#[test]
fn a_total_without_one_of_its_lines_still_stands_for_them() {
    let whole = [
        money("Revenue", &["22322", "20225"]),
        money("Cost of sales", &["10121", "9415"]),
        money("Gross profit", &["12201", "10810"]),
        money("Selling expenses", &["5542", "5387"]),
        money("Research", &["2287", "1974"]),
        money("Restructuring", &["713", "1372"]),
        money("Total operating expenses", &["8542", "8733"]),
        money("Operating income", &["3659", "2077"]),
    ];
    let mut statement = statement(&["2023", "2022"], whole.to_vec());
    statement.kind = crossfoot_statements::Kind::IncomeStatement;
    assert!(prove(vec![statement.clone()])[0].lines.is_empty());
    statement.items.remove(4);
    let proven = &prove(vec![statement])[0];
    assert_eq!(terms(proven, 6), [(2, 1), (5, -1)]);
    let doubted: Vec<usize> = proven.lines.iter().map(|line| line.row).collect();
    assert_eq!(doubted, [5], "the total, and not the income that it belongs to");
}

/// Nothing sums to anything here: the worst case for the search.
#[test]
fn work_is_bounded() {
    let figure = |row: usize, col: usize| (10_000 + (row * 7919 + col * 104_729 + row * row * 31) % 89_989).to_string();
    let rows = 2_000;
    let row = |row: usize| {
        let figures: Vec<String> = (0..40).map(|col| figure(row, col)).collect();
        money("Line", &figures.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let statement = statement(&["2023"; 40], (0..rows).map(row).collect());
    let columns: Vec<usize> = (0..40).collect();
    let grid = Grid::new(&Figures::of(&statement), Class::Money, Way::Down, &columns);
    let cues = cues(&statement, &grid);
    let mut search = Search::new(&grid, &cues, true);
    search.run();
    assert!(search.tried <= 2_000 * rows as u64 * 3, "{} candidates", search.tried);
}

#[test]
fn a_line_that_is_nil_on_other_dates_is_no_break_of_a_chance_sum() {
    let lines = [
        ("Noncurrent assets", ["5607", "5670", "5680"]),
        ("Current assets", ["3890", "4064", "4140"]),
        ("Total assets", ["9497", "9734", "9820"]),
        ("Equity", ["3153", "3186", "3250"]),
        ("Noncurrent liabilities", ["2965", "2960", "2945"]),
        ("Provisions", ["266", "288", "254"]),
        ("Financial liabilities", ["448", "371", "474"]),
        ("Trade accounts payable", ["2354", "2627", "2522"]),
        ("Other liabilities", ["311", "302", "344"]),
        ("Liabilities held for sale", ["0", "0", "31"]),
        ("Current liabilities", ["3379", "3588", "3625"]),
        ("Total equity and liabilities", ["9497", "9734", "9820"]),
    ];
    // With a rule above every line, as some tables have, it is the same.
    for ruled in [false, true] {
        let line = |(label, figures): &(&str, [&str; 3])| crossfoot_statements::LineItem {
            ruled_above: ruled,
            ..money(label, figures)
        };
        let mut sheet = statement(&["2023", "2022", "mid 2022"], lines.iter().map(line).collect());
        sheet.kind = crossfoot_statements::Kind::BalanceSheet;
        let proven = &prove(vec![sheet])[0];
        assert!(proven.relations.iter().all(|r| r.holds), "{:?}", proven.relations.iter().find(|r| !r.holds));
        assert!(proven.lines.is_empty(), "{:?}", proven.lines);
        assert!((0..12).all(|row| !status_line(proven, row).contains(&Status::Suspect)));
    }
}
