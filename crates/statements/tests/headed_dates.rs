//! Headings over several columns of years, and the last twelve months in short.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::assemble;

const LINES: &str = "\
Net sales                    1,204      1,100      2,404      2,300
Cost of sales                 (804)      (721)    (1,604)    (1,500)
Gross profit                   400        379        800        800
Operating expenses            (200)      (190)      (400)      (380)
Net income                     200        189        400        420
";

/// The end and the length of each column's period; `columns` of the lines are printed.
fn periods(head: &str, columns: usize) -> Vec<String> {
    let cut: String =
        LINES.lines().map(|line| format!("{}\n", line.chars().take(23 + 11 * columns).collect::<String>())).collect();
    let text = format!(
        "Larkmoor Stores Inc.\nInterim report January - June 2025\n\nIncome statement\n(in thousands of euros)\n{head}\n{cut}"
    );
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    let found = assemble(&crossfoot_grammar::read(&pages));
    let shown = |p: crossfoot_statements::Period| format!("{} {}", p.end, p.length);
    found[0].columns.iter().map(|column| column.period.map(shown).unwrap_or_default()).collect()
}

#[test]
fn each_year_takes_its_own_of_two_dates_over_it() {
    let head = "                   26 Weeks Ended August 1, 2009 and August 2, 2008\n                              2009       2008";
    assert_eq!(periods(head, 2), ["2009-08-01 P26W", "2008-08-02 P26W"]);
}

#[test]
fn lengths_are_over_the_same_years_again_however_far_off() {
    let expected = ["2025-06-30 P3M", "2024-06-30 P3M", "2025-06-30 P6M", "2024-06-30 P6M"];
    for head in [
        "                            Three Months Ended June 30,     Six Months Ended June 30,",
        "                           Three Months Ended June 30, Six Months Ended June 30,",
        "                             Three Months            Six Months\n                            Ended June 30,         Ended June 30,",
    ] {
        let head = format!("{head}\n                              2025       2024       2025       2024");
        assert_eq!(periods(&head, 4), expected, "{head}");
    }
}

#[test]
fn the_last_twelve_months_in_short() {
    let head = "
                            Apr-Jun    Apr-Jun      R12     Full year
                              2025       2024                  2024";
    assert_eq!(periods(head, 4), ["2025-06-30 P3M", "2024-06-30 P3M", "2025-06-30 P12M", "2024-12-31 P12M"]);
    let head = "
                                Q2         Q2        R12        R12
                              2025       2024   Jun 2025   Jun 2024";
    assert_eq!(periods(head, 4)[2..], ["2025-06-30 P12M", "2024-06-30 P12M"]);
}
