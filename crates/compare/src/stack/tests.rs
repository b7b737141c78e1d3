//! Tests of stacking.

use super::figures::days;
use super::*;
use crate::testing::{book, line_of};
use crossfoot_export::RecordedFact;

type Rows<'a> = [(&'a str, &'a [i64])];

fn facts(year: i16, rows: &Rows<'_>) -> Vec<RecordedFact> {
    let rows = rows.iter().enumerate();
    rows.flat_map(|(row, (label, values))| line_of("income_statement", row, "", label, values, year)).collect()
}

fn series(years: &[(i16, &Rows<'_>)]) -> Series {
    let books: Vec<Book> = years.iter().map(|(year, rows)| book(&format!("fy{year}"), &facts(*year, rows))).collect();
    stacked(&books)
}

fn shown(series: &Series) -> Vec<String> {
    let rows = series.rows.iter().map(|row| {
        let values = row.values().map(|value| value.map_or("-".to_owned(), |value| value.to_string()));
        format!("{}: {}", row.label, values.collect::<Vec<_>>().join(" "))
    });
    rows.collect()
}

#[test]
fn a_row_per_item_and_a_column_per_period() {
    let series = series(&[
        (2022, &[("Revenue", &[4000, 3000]), ("Cost of sales", &[2500, 2000])]),
        (2023, &[("Revenue", &[5000, 4000]), ("Licences", &[7, 8]), ("Cost of sales", &[3000, 2500])]),
    ]);
    assert_eq!(series.releases, ["fy2022", "fy2023"]);
    assert_eq!(
        series.periods.iter().map(|p| p.end.to_string()).collect::<Vec<_>>().join(" "),
        "2021-06-30 2022-06-30 2023-06-30"
    );
    assert_eq!(shown(&series), ["Revenue: 3000 4000 5000", "Licences: - 8 7", "Cost of sales: 2000 2500 3000"]);
    assert_eq!(series.restated, []);
}

#[test]
fn a_restated_figure_has_both_values_and_releases() {
    let series = series(&[(2022, &[("Revenue", &[4000, 3000])]), (2023, &[("Revenue", &[5000, 4100])])]);
    assert_eq!(shown(&series), ["Revenue: 3000 4100 5000"]);
    let [restated] = series.restated.as_slice() else { panic!("{:?}", series.restated) };
    assert_eq!((restated.before.release.as_str(), restated.before.value), ("fy2022", 4000.into()));
    assert_eq!((restated.after.release.as_str(), restated.after.value), ("fy2023", 4100.into()));
    assert_eq!(series.periods[restated.period].end.to_string(), "2022-06-30");
}

#[test]
fn another_name_is_joined_where_figures_tie_out() {
    let old: &Rows<'_> = &[("Revenue", &[4000, 3000]), ("Cost of sales", &[2513, 2000]), ("Fees", &[3, 1])];
    let new: &Rows<'_> = &[("Revenue", &[5000, 4000]), ("Cost of goods sold", &[3000, 2513]), ("Charges", &[4, 3])];
    let series = series(&[(2022, old), (2023, new)]);
    assert_eq!(
        shown(&series),
        ["Revenue: 3000 4000 5000", "Cost of goods sold: 2000 2513 3000", "Fees: 1 3 -", "Charges: - 3 4"],
        "a single small figure proves nothing"
    );
    assert_eq!(series.rows[1].formerly, ["Cost of sales"]);
}

#[test]
fn another_name_is_joined_where_quarters_add_up() {
    let with_start = |facts: Vec<RecordedFact>, periods: &[(&str, &str, &str)]| -> Vec<RecordedFact> {
        let dated = facts.into_iter().map(|mut fact| {
            let (start, end, duration) = periods[fact.col as usize - 1];
            (fact.period_start, fact.period_end) = (start.parse().ok(), end.parse().ok());
            fact.duration = duration.to_owned();
            fact
        });
        dated.collect()
    };
    let (q1, q2) = (("2023-01-01", "2023-03-31", "P3M"), ("2023-04-01", "2023-06-30", "P3M"));
    let half = ("2023-01-01", "2023-06-30", "P6M");
    let old = facts(2023, &[("Revenue", &[4000]), ("Benefit from (provision for) taxes", &[-1274])]);
    let new =
        |year_to_date: i64| facts(2023, &[("Revenue", &[5000, 9000]), ("Provision for taxes", &[-2255, year_to_date])]);
    let rows = |year_to_date: i64| {
        let books =
            [book("q1", &with_start(old.clone(), &[q1])), book("q2", &with_start(new(year_to_date), &[q2, half]))];
        shown(&stacked(&books))
    };
    assert_eq!(rows(-3529), ["Revenue: 4000 5000 9000", "Provision for taxes: -1274 -2255 -3529"]);
    assert_eq!(rows(-3519).len(), 3, "they do not add up");
}

#[test]
fn another_name_is_joined_where_it_is_the_same_concept() {
    let with_concepts = |year: i16, rows: &[(&str, &str, i64)]| {
        let facts = rows.iter().enumerate().flat_map(|(row, (label, concept, value))| {
            let facts = line_of("income_statement", row, "", label, &[*value], year).into_iter();
            facts.map(|fact| RecordedFact { concept: (*concept).to_owned(), ..fact })
        });
        book(&format!("fy{year}"), &facts.collect::<Vec<_>>())
    };
    const TAX: &str = "us-gaap:IncomeTaxExpenseBenefit";
    let old = with_concepts(2022, &[("Revenue", "", 4000), ("Taxation", TAX, 12)]);
    let new = with_concepts(2023, &[("Revenue", "", 5000), ("Provision for income taxes", TAX, 13)]);
    let series = stacked(&[old.clone(), new]);
    assert_eq!(shown(&series), ["Revenue: 4000 5000", "Provision for income taxes: 12 13"]);
    assert_eq!(series.rows[1].formerly, ["Taxation"]);
    let two = with_concepts(2023, &[("Revenue", "", 5000), ("Current taxes", TAX, 3), ("Deferred taxes", TAX, 9)]);
    assert_eq!(shown(&stacked(&[old, two])).len(), 4, "which of the two it was, nothing tells");
}

fn dated(facts: Vec<RecordedFact>, end: &str, duration: &str) -> Vec<RecordedFact> {
    let dated = facts.into_iter().map(|mut fact| {
        (fact.period_end, fact.duration) = (end.parse().ok(), duration.to_owned());
        fact
    });
    dated.collect()
}

#[test]
fn a_table_for_each_period_is_one_statement() {
    let rows: &Rows<'_> = &[("Revenue", &[4000]), ("Cost of sales", &[-2513]), ("Gross profit", &[1487])];
    let named = |statement: &str, facts: Vec<RecordedFact>| -> Vec<RecordedFact> {
        let named = facts.into_iter().map(|fact| RecordedFact { statement: statement.to_owned(), ..fact });
        named.collect()
    };
    let quarter = |end| dated(facts(2023, rows), end, "P3M");
    let mut second = quarter("2023-06-30");
    second.extend(named("income_statement-2", dated(facts(2023, rows), "2023-06-30", "P6M")));
    let series = stacked(&[book("q1", &quarter("2023-03-31")), book("q2", &second)]);
    assert_eq!(shown(&series)[0], "Revenue: 4000 4000 4000");
    assert_eq!(series.rows.len(), 3);
    // Another figure for the same period is of another statement, such as that of the parent company alone.
    let mut parent = quarter("2023-06-30");
    let mut own = named("income_statement-2", quarter("2023-06-30"));
    own[0].value = 4001.into();
    parent.extend(own);
    assert_eq!(stacked(&[book("q2", &parent)]).rows.len(), 6);
}

#[test]
fn a_name_that_follows_the_sign_is_joined_in_all_units() {
    let percent = |mut facts: Vec<RecordedFact>| -> Vec<RecordedFact> {
        let share = facts.iter().cloned().map(|fact| RecordedFact { col: 2, unit: "percent".into(), ..fact });
        let share: Vec<_> = share.collect();
        facts.extend(share);
        facts
    };
    let old = percent(facts(2022, &[("Revenue", &[4000]), ("Benefit from (provision for) taxes", &[-12])]));
    let new = percent(facts(2023, &[("Revenue", &[5000]), ("Provision for taxes", &[-13])]));
    let series = stacked(&[book("old", &old), book("new", &new)]);
    let joined: Vec<_> = series.rows.iter().map(|row| (row.unit.as_str(), row.formerly.len())).collect();
    assert_eq!(joined, [("USD", 0), ("percent", 0), ("USD", 1), ("percent", 1)]);
}

#[test]
fn lines_of_one_name_are_told_apart_by_the_line_above() {
    let old: &Rows<'_> =
        &[("Gross profit", &[40]), ("% of revenue", &[20]), ("Operating income", &[9]), ("% of revenue", &[4])];
    let new: &Rows<'_> = &[
        ("Gross profit", &[41]),
        ("% of revenue", &[21]),
        ("Adjusted gross profit", &[43]),
        ("% of revenue", &[22]),
        ("Operating income", &[10]),
        ("% of revenue", &[5]),
    ];
    assert_eq!(
        shown(&series(&[(2022, old), (2023, new)])),
        [
            "Gross profit: 40 41",
            "% of revenue: 20 21",
            "Adjusted gross profit: - 43",
            "% of revenue: - 22",
            "Operating income: 9 10",
            "% of revenue: 4 5"
        ]
    );
}

#[test]
fn what_was_expected_is_not_restated() {
    let with_outlook = |year: i16, expected: i64| {
        let mut facts = facts(year, &[("Revenue", &[1000])]);
        let outlook = line_of("metrics", 0, "", "Revenue", &[expected], 2024);
        facts.extend(outlook);
        book(&format!("fy{year}"), &facts)
    };
    let series = stacked(&[with_outlook(2022, 5000), with_outlook(2023, 5100)]);
    assert_eq!(series.restated, []);
    let readings = &series.rows[1].readings[2];
    let told: Vec<_> = readings.iter().map(|reading| (reading.release.as_str(), reading.outlook)).collect();
    assert_eq!(told, [("fy2023", true), ("fy2022", true)]);
}

#[test]
fn coarser_figures_agree_within_their_rounding() {
    let reading = |value: i64, decimals| Reading {
        release: String::new(),
        start: None,
        value: value.into(),
        decimals,
        page: 1,
        label: String::new(),
        status: String::new(),
        outlook: false,
    };
    assert!(reading(1_234_567, 0).agrees(&reading(1_235_000, -3)));
    assert!(!reading(1_234_467, 0).agrees(&reading(1_235_000, -3)));
    assert!(!reading(1_234_000, -3).agrees(&reading(1_235_000, -3)));
}

#[test]
fn periods_have_lengths() {
    assert_eq!([days("instant"), days("P3M"), days("P13W"), days("P12M"), days("P52W")], [0, 91, 91, 365, 364]);
}
