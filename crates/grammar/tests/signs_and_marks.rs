//! Signs set apart from their figures, footnote marks beside them, and amounts that are no single figure.

use crossfoot_grammar::{Content, Table, tables};
use crossfoot_ingest::{Options, read};

fn one(text: &str) -> Table {
    let mut found = tables(&read(text.as_bytes(), &Options::default()).unwrap().pages);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

/// The cells of a row: values of figures, texts in quotes.
fn cells(table: &Table, row: usize) -> Vec<String> {
    let cells = table.rows[row].cells.iter().flatten();
    cells
        .map(|cell| match &cell.content {
            Content::Figure(figure) => figure.value.to_string(),
            Content::Text => format!("'{}'", cell.printed),
        })
        .collect()
}

#[test]
fn a_dash_apart_from_its_figure_is_its_sign() {
    let table = one("
Income statement
                              2024          2023
Revenues                     5,120         4,874
Cost of revenues           - 3,310       - 3,098
Gross profit                 1,810         1,776
Selling expenses             - 690         - 655
");
    assert_eq!(cells(&table, 1), ["-3310", "-3098"]);
    assert_eq!(cells(&table, 3), ["-690", "-655"]);
}

#[test]
fn a_nil_in_a_column_of_its_own_is_no_sign() {
    let table = one("
Income statement
                        Home  Abroad     Total
Revenues               5,120      12     4,874
Cost of revenues       3,310       -     3,098
Gross profit           1,810       7     1,776
");
    assert_eq!(cells(&table, 1), ["3310", "0", "3098"]);
}

#[test]
fn small_negatives_are_told_by_their_column() {
    for (open, close) in [("[", "]"), ("<", ">"), ("", "-")] {
        let negative = |digits: &str| format!("{:>9}", format!("{open}{digits}{close}"));
        let table = one(&format!(
            "
Income statement
                              2024      2023
Revenues                 {:>9} {:>9}
Cost of revenues         {} {}
Finance costs            {} {}
",
            "5,120 ",
            "4,874 ",
            negative("3,310"),
            negative("3,098"),
            negative("84"),
            negative("77"),
        ));
        assert_eq!(cells(&table, 2), ["-84", "-77"], "{open}{close}");
    }
}

#[test]
fn marks_a_space_away_are_no_figures() {
    let table = one("
Income statement
                                2024 (1)        2023
Revenue                         284,510         190,332 (2)
Cost of sales                  (142,118) (3)   (101,904)
");
    assert_eq!(table.columns.len(), 2);
    assert_eq!(
        (cells(&table, 0), cells(&table, 1)),
        (vec!["284510".into(), "190332".into()], vec!["-142118".into(), "-101904".into()])
    );
}

#[test]
fn ranges_and_tolerances_are_text_and_about_is_dropped() {
    let table = one("
Outlook
                                             Q3 2025            Q3 2024
Revenue (in millions)                      $420 ± $5               $388
Gross margin                            44.0% ± 0.5%              43.3%
Diluted earnings per share             $0.31 – $0.35              $0.28
Capital expenditure                Approximately $30                $27
");
    assert_eq!(cells(&table, 0), ["'$420 ± $5'", "388"]);
    assert_eq!(cells(&table, 1), ["'44.0% ± 0.5%'", "43.3"]);
    assert_eq!(cells(&table, 2), ["'$0.31 – $0.35'", "0.28"]);
    assert_eq!(cells(&table, 3), ["30", "27"]);
}

#[test]
fn a_number_with_its_letter_stays_in_the_label() {
    let table = one("
Income statement
                                 2017        2016
Profit after 401(k) match   3,337,600   3,114,100
");
    assert_eq!(table.rows[0].label.as_str(), "Profit after 401(k) match");
}
