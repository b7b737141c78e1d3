//! Notes of scale and currency in each place where releases set them, in each of their spellings.

use crossfoot_ingest::{Options, read};
use crossfoot_statements::{Fact, assemble};

const LINES: &str = "\
Revenue                                        284,510         190,332
Cost of goods sold                            (142,118)       (101,904)
Gross profit                                   142,392          88,428
Operating expenses                             (91,207)        (66,515)
Operating profit                                51,185          21,913
Income tax                                     (11,028)         (4,911)
Profit for the period                           40,157          17,002
";
const HEAD: &str = "                                                  2024            2023\n";
const FRONT: &str = "Rowanfield Group\nResults for the year ended 31 December 2024\n\n";
const TITLE: &str = "Consolidated income statement\n";
const PERIOD: &str = "Year ended 31 December\n";

/// Each spelling with its currency and its power of ten.
const NOTES: &[(&str, &str, usize)] = &[
    ("£000", "GBP", 3),
    ("$000", "USD", 3),
    ("$ Mil.", "USD", 6),
    ("($ in MM)", "USD", 6),
    ("Rs. in Mn", "INR", 6),
    ("Rs. crore", "INR", 7),
    ("kSEK", "SEK", 3),
    ("MSEK", "SEK", 6),
    ("MEUR", "EUR", 6),
    ("EUR Mio.", "EUR", 6),
    ("T€", "EUR", 3),
    ("NOK 1 000", "NOK", 3),
    ("'00,000", "XXX", 5),
    ("R'm", "ZAR", 6),
    ("(In hundreds of millions of yen)", "JPY", 8),
    ("(Millions of yen)", "JPY", 6),
    ("(In ten thousands of yen)", "JPY", 4),
];

/// What a sentence says for the whole release.
const SENTENCES: &[(&str, &str, usize)] = &[
    ("Expressed in millions of Swiss francs.", "CHF", 6),
    ("The accounts are presented in DKK and rounded to the nearest thousand.", "DKK", 3),
    (
        "The accounts are presented in Danish kroner and all values are\nrounded to the nearest thousand kroner.",
        "DKK",
        3,
    ),
    ("All amounts are in thousands of Norwegian kroner unless otherwise stated.", "NOK", 3),
    ("Amounts are stated in thousands of euros.", "EUR", 3),
];

/// The first amount of a release.
fn first(text: &str) -> Fact {
    let pages = read(text.as_bytes(), &Options::default()).unwrap().pages;
    let found = assemble(&crossfoot_grammar::read(&pages));
    found[0].items[0].cells.iter().find_map(|cell| cell.figure()).unwrap().clone()
}

fn check(text: &str, note: &str, currency: &str, power: usize) {
    let fact = first(text);
    let value = format!("284510{}", "0".repeat(power));
    assert_eq!((fact.value.to_string(), fact.unit.to_string()), (value, currency.to_owned()), "{note} in {text}");
    assert!(fact.told.scale.is_told(), "{note}");
}

/// A release with a note in each place.
fn places(note: &str) -> Vec<String> {
    let bracketed = if note.starts_with('(') { note.to_owned() } else { format!("({note})") };
    vec![
        format!("{FRONT}{} {bracketed}\n{PERIOD}{HEAD}{LINES}", TITLE.trim_end()),
        format!("{FRONT}{TITLE}{note}\n{PERIOD}{HEAD}{LINES}"),
        format!("{FRONT}{TITLE}{PERIOD}{note:>62}\n{HEAD}{LINES}"),
        format!("{FRONT}{TITLE}{:42}{PERIOD}{note:>58}\n{HEAD}{LINES}", ""),
        format!("{FRONT}{TITLE}{PERIOD}{HEAD}{:44}{note}\n{LINES}", ""),
        format!("{FRONT}{TITLE}{PERIOD}{note:50}2024            2023\n{LINES}"),
        format!("{FRONT}{note:>62}\n{TITLE}{PERIOD}{HEAD}{LINES}"),
        format!("{FRONT}{TITLE}{PERIOD}{HEAD}{LINES}\n{note}\n"),
    ]
}

#[test]
fn every_spelling_counts_in_every_place() {
    for (note, currency, power) in NOTES {
        places(note).iter().for_each(|text| check(text, note, currency, *power));
    }
}

#[test]
fn a_sentence_speaks_for_the_release_wherever_it_stands() {
    for (sentence, currency, power) in SENTENCES {
        for text in [
            format!("{FRONT}{sentence}\n\n{TITLE}{PERIOD}{HEAD}{LINES}"),
            format!("{FRONT}{TITLE}{PERIOD}{HEAD}{LINES}\x0cNotes\n\n1. Basis of preparation\n{sentence}\n"),
        ] {
            check(&text, sentence, currency, *power);
        }
    }
}

#[test]
fn sentences_that_round_differently_tell_nothing() {
    let rounded = "Values are rounded to the nearest thousand.\n\nShares are rounded to the nearest million.\n";
    let fact = first(&format!("{FRONT}{TITLE}{PERIOD}{HEAD}{LINES}\x0cNotes\n\n{rounded}"));
    assert!(!fact.told.scale.is_told());
}

#[test]
fn a_note_nearer_to_a_part_of_the_table_wins() {
    let fact =
        first(&format!("{FRONT}{TITLE}(in thousands of euros)\n{PERIOD}{HEAD}Net assets (EUR million)\n{LINES}"));
    assert_eq!((fact.value.to_string(), fact.told.scale.name()), ("284510000000".to_owned(), "row"));
}
