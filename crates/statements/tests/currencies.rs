//! Which currency a sign means that several have.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::{Statement, ToldBy, assemble};

const TABLE: &str = "
Consolidated income statement
                                   Year ended 30 June
                                  2024          2023
Revenue                       $284,510      $190,332
Cost of sales                 (142,118)     (101,904)
Gross profit                  $142,392       $88,428
";

fn statement(text: &str) -> Statement {
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    assemble(&crossfoot_grammar::read(&pages)).remove(0)
}

/// The currencies of the figures, each once, and how the first is told.
fn told(before: &str) -> (Vec<String>, ToldBy) {
    let found = statement(&format!("Larkfield Group\n\n{before}\n\n{TABLE}"));
    let facts: Vec<_> = found.items.iter().flat_map(|item| &item.cells).filter_map(|cell| cell.figure()).collect();
    let mut units: Vec<String> = facts.iter().map(|fact| fact.unit.to_string()).collect();
    units.dedup();
    (units, facts[0].told.unit)
}

#[test]
fn a_bare_dollar_follows_the_presentation_currency() {
    for (before, unit) in [
        ("This report is presented in Australian dollars.", "AUD"),
        ("The financial statements are expressed in Canadian\ndollars.", "CAD"),
        ("All amounts are in US dollars. Our shares trade on the ASX.", "USD"),
        ("Revenue grew to C$284 thousand.", "CAD"),
        ("Sales were NZ$284,510 in the year.", "NZD"),
    ] {
        let (units, by) = told(before);
        assert_eq!(units, [unit], "{before}");
        assert!(matches!(by, ToldBy::Cell), "{before}");
    }
}

#[test]
fn exchanges_tell_whose_dollar_it_is() {
    assert_eq!(told("NEW YORK (NYSE: LRK)"), (vec!["USD".to_owned()], ToldBy::Cell));
    assert_eq!(told("(ASX: LRK)"), (vec!["AUD".to_owned()], ToldBy::Derived));
    assert_eq!(told("(TSX: LRK) (NYSE: LRK)"), (vec!["XXX".to_owned()], ToldBy::Nothing));
    assert_eq!(told("Toronto, Ontario"), (vec!["XXX".to_owned()], ToldBy::Nothing));
}

#[test]
fn a_dollar_of_no_country_is_not_told() {
    let usd = |by: ToldBy| (vec!["USD".to_owned()], by);
    assert_eq!(told(""), usd(ToldBy::Nothing));
    for before in [
        "Filed with the Securities and Exchange Commission on Form 10-Q.",
        "100 Congress Avenue, Austin, TX 78701",
        "in the sense of the Private Securities Litigation Reform Act of 1995",
        "BOSTON, Massachusetts, July 29, 2024",
    ] {
        assert_eq!(told(before), usd(ToldBy::Cell), "{before}");
    }
    assert_eq!(told("Serial number, bx 78701, of 787011"), usd(ToldBy::Nothing));
}

#[test]
fn places_tell_whose_krone_it_is() {
    let of = |before: &str| {
        let text =
            format!("Larkfield\n\n{before}\n{}", TABLE.replace('$', "").replacen("Year", "(kr million)\n   Year", 1));
        let found = statement(&text);
        let first = found.items[0].cells[0].figure().unwrap();
        (first.unit.to_string(), first.told.unit)
    };
    assert_eq!(of("Stockholm, Sweden"), ("SEK".to_owned(), ToldBy::Derived));
    assert_eq!(of("Oslo, Norway"), ("NOK".to_owned(), ToldBy::Derived));
    assert_eq!(of("Copenhagen, Denmark"), ("DKK".to_owned(), ToldBy::Derived));
    assert_eq!(of("Oslo and Stockholm"), ("XXX".to_owned(), ToldBy::Nothing));
}

#[test]
fn the_note_of_the_table_is_nearer_than_the_release() {
    let text = format!(
        "Presented in Australian dollars.\n{}",
        TABLE.replacen("Year", "(thousands of Canadian dollars)\n   Year", 1)
    );
    let found = statement(&text);
    let first = found.items[0].cells[0].figure().unwrap();
    assert_eq!((first.unit.to_string().as_str(), first.value.to_string().as_str()), ("CAD", "284510000"));
}
