//! Tables of forecasts: ranges and words stand where other tables have figures.

use crossfoot_grammar::{Content, Table, tables};
use crossfoot_ingest::{Options, read};

fn cells(table: &Table) -> Vec<(String, Vec<String>)> {
    let printed = |cell: &Option<crossfoot_grammar::Cell>| cell.as_ref().map_or(String::new(), |c| c.printed.clone());
    table.rows.iter().map(|r| (r.label.to_string(), r.cells.iter().map(printed).collect())).collect()
}

#[test]
fn rows_of_ranges_and_words_are_rows() {
    let text = "
Outlook

                                                Q3 FY25             Full Year FY25
                                                Guidance               Guidance
Revenue                                      $2.10 - $2.14           $8.3 - $8.5
                                                Billion                Billion
  Growth                                          ~6%                    ~7%
  Currency                                   $20M headwind            no impact
Operating margin                                  N/A                   ~18.5%
Earnings per share                           $0.61 - $0.63           $2.52 - $2.60
Backlog growth                             Slightly above 9%              N/A
";
    let found = tables(&read(text.as_bytes(), &Options::default()).unwrap().pages);
    let [table] = found.as_slice() else { panic!("{found:#?}") };
    let headings: Vec<String> = table.columns.iter().map(|c| c.heading_text()).collect();
    assert_eq!(headings, ["Q3 FY25 Guidance", "Full Year FY25 Guidance"]);
    let expected = [
        ("Revenue", ["$2.10 - $2.14 Billion", "$8.3 - $8.5 Billion"]),
        ("Growth", ["~6%", "~7%"]),
        ("Currency", ["$20M headwind", "no impact"]),
        ("Operating margin", ["N/A", "~18.5%"]),
        ("Earnings per share", ["$0.61 - $0.63", "$2.52 - $2.60"]),
        ("Backlog growth", ["Slightly above 9%", "N/A"]),
    ];
    let expected: Vec<_> = expected.map(|(label, cells)| (label.to_owned(), cells.map(str::to_owned).to_vec())).into();
    assert_eq!(cells(table), expected);
    let figures =
        table.rows.iter().flat_map(|r| &r.cells).flatten().filter(|c| matches!(c.content, Content::Figure(_)));
    assert_eq!(figures.count(), 3, "a range is no figure");
}

#[test]
fn a_sentence_with_a_range_is_no_row() {
    let text = "
Results

Increased quarterly dividend 5% to $0.92 per share

                              2024       2023
Revenue                      5,120      4,987
Operating income               612        588
";
    let found = tables(&read(text.as_bytes(), &Options::default()).unwrap().pages);
    let [table] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(table.columns.iter().map(|c| c.heading_text()).collect::<Vec<_>>(), ["2024", "2023"]);
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn what_is_expected_in_words_stands_in_its_column() {
    let text = "
Guidance
                                        Q3 FY24                      FY24
Net sales                         Increase about 3.0%     Increase about 4.0% to 4.5%
Capital expenditures                                         Flat to up slightly
Adjusted EPS                                 $ 1.45                    $ 6.36
Tax rate                                      24.5%                     25.0%
";
    let found = tables(&read(text.as_bytes(), &Options::default()).unwrap().pages);
    let [table] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(table.columns.iter().map(|c| c.heading_text()).collect::<Vec<_>>(), ["Q3 FY24", "FY24"]);
    let rows = cells(table);
    assert_eq!(rows[0].0, "Net sales");
    assert_eq!(rows[0].1, ["Increase about 3.0%", "Increase about 4.0% to 4.5%"]);
}

#[test]
fn one_point_is_a_figure_like_several() {
    let text = "
Components of net sales growth
                                   Volume      Price/mix      Exchange
North America                     (6) pts         11 pts            --
International                    (16) pts          6 pts        (3) pts
Total                              (1) pt          1 pt         (1) pt
";
    let found = tables(&read(text.as_bytes(), &Options::default()).unwrap().pages);
    let [table] = found.as_slice() else { panic!("{found:#?}") };
    let last = table.rows.last().unwrap().cells.iter().flatten();
    assert_eq!(last.filter(|c| matches!(c.content, Content::Figure(_))).count(), 3, "{table:#?}");
}
