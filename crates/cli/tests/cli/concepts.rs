//! `crossfoot concepts`.

use crate::common::Place;

#[test]
fn concepts_are_listed_with_their_labels() {
    let place = Place::new();
    let run = place.run(&["concepts"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("concept,measure,statements,counts,time,labels\n"));
    let line = run.out.lines().find(|line| line.starts_with("us-gaap:Assets,")).expect("total assets");
    assert_eq!(line.split(',').take(5).collect::<Vec<_>>()[1..], ["total_assets", "balance_sheet", "money", "instant"]);
    let json = place.run(&["concepts", "--format", "json"]);
    assert_eq!(json.code, 0, "{}", json.err);
    assert!(json.out.contains("\"measure\": \"eps_diluted\""));
}

#[test]
fn a_label_is_explained() {
    let place = Place::new();
    let run = place.run(&["concepts", "--explain", "Net (loss) earnings", "--statement", "income_statement"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let best = run.out.lines().nth(1).expect("a candidate");
    assert!(best.contains("us-gaap:NetIncomeLoss") && best.contains("label +20"), "{}", run.out);
    let none = place.run(&["concepts", "--explain", "Freight barges", "--statement", "balance_sheet"]);
    assert!(none.out.contains("no concept"), "{}", none.out);
    let wrong = place.run(&["concepts", "--explain", "Revenue", "--statement", "ledger"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("income_statement"), "{}", wrong.err);
}
