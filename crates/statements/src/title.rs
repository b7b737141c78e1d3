//! The title of a statement: what of the lines over a table is its name, and what is not.

use crossfoot_grammar::{Table, period, unit_note};
use crossfoot_lexicon::{WordClass, word};

/// The title as printed: its lines, or the sentence before the table.
pub(crate) fn title_of(table: &Table) -> String {
    let lines: Vec<&str> = table.title.iter().map(|c| c.text.as_str()).collect();
    let lines = own_lines(&lines);
    if !lines.is_empty() {
        return lines.join(" ");
    }
    let lead = table.lead_in.as_ref();
    // A small table without a title is named by the heading of its labels, unless a sentence introduces it.
    let stub = table.stub_head.as_str();
    let names = !stub.is_empty() && !period::is_period_heading(stub) && !unit_note::is_unit_note(stub);
    if names && !lead.is_some_and(|c| c.introduces) {
        return stub.to_owned();
    }
    lead.map(|c| c.text.to_string()).unwrap_or_default()
}

/// The lines without those that only say where in the document they stand: `Page 3 of 8`, `Appendix 2`. What stands over
/// such a line belongs to what was before, but for the company's name.
fn own_lines<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let Some(place) = lines.iter().rposition(|line| is_place(line)).filter(|at| at + 1 < lines.len()) else {
        return lines.to_vec();
    };
    let above = lines[..place].iter().filter(|line| !is_place(line) && names_company(line));
    above.chain(&lines[place + 1..]).copied().collect()
}

/// `Page 3 of 8`, `Appendix 2`, `ATTACHMENT A`.
fn is_place(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = word(words.next().unwrap_or_default());
    let (is_page, is_attached) = (first.is(WordClass::Page), first.is(WordClass::Attached));
    if !is_page && !is_attached {
        return false;
    }
    let short =
        |number: &str| number.len() <= 4 && number.starts_with(|c: char| c.is_ascii_digit()) || number.len() == 1;
    match words.collect::<Vec<_>>()[..] {
        [number] if is_page => short(number),
        [number, of, last] if is_page => word(of).is(WordClass::Of) && short(number) && short(last),
        [number] => short(number.trim_end_matches([':', '.'])),
        _ => false,
    }
}

fn names_company(line: &str) -> bool {
    let is_form = |found: &str| word(found.trim_matches([',', '.', '(', ')'])).is(WordClass::CompanyWord);
    line.split_whitespace().count() <= 8 && line.split_whitespace().any(is_form)
}

/// A title without the notes in parentheses that only say what it is in, and these: `Table 1. Revenues (JPY in millions)`.
pub(crate) fn without_unit_notes(title: &str) -> (String, Vec<String>) {
    let (mut bare, mut notes) = (title.to_owned(), Vec::new());
    let mut from = 0;
    while let Some(open) = bare[from..].find('(').map(|at| at + from) {
        let Some(close) = closing(&bare, open) else { break };
        let note = bare[open..=close].to_owned();
        if unit_note::is_unit_note(&note) {
            notes.push(note);
            bare.replace_range(open..=close, "");
            from = open;
        } else {
            from = close + 1;
        }
    }
    if notes.is_empty() {
        return (bare, notes);
    }
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ").replace(" :", ":");
    // A title is never nothing but its note.
    if bare.chars().any(char::is_alphabetic) { (bare, notes) } else { (title.to_owned(), Vec::new()) }
}

/// The parenthesis that closes the one at `open`.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some(open + at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_note_is_no_part_of_a_title() {
        let bare = |title: &str| without_unit_notes(title).0;
        assert_eq!(bare("Table 1. Revenues (JPY in millions)"), "Table 1. Revenues");
        assert_eq!(bare("RPO consisted of the following (in billions):"), "RPO consisted of the following:");
        assert_eq!(bare("Statements of Income (Unaudited)"), "Statements of Income (Unaudited)");
        assert_eq!(bare("Earnings before interest (EBITDA)"), "Earnings before interest (EBITDA)");
        assert_eq!(bare("BALANCE SHEETS (Expressed in Thousands of Japanese Yen (JPY))"), "BALANCE SHEETS");
        assert_eq!(bare("(in millions)"), "(in millions)");
        assert_eq!(without_unit_notes("Sales ($MM)").1, ["($MM)"]);
    }

    #[test]
    fn where_a_title_stands_is_no_part_of_it() {
        let lines = |lines: &[&str]| own_lines(lines).join("|");
        assert_eq!(lines(&["Others.", "Page 3 of 8", "Table 3. Contracts"]), "Table 3. Contracts");
        assert_eq!(lines(&["Tables to follow", "Appendix 1", "ACME INC. INCOME"]), "ACME INC. INCOME");
        assert_eq!(lines(&["ACME INC.", "Appendix 3", "CASH FLOWS"]), "ACME INC.|CASH FLOWS");
        assert_eq!(lines(&["Balance Sheets", "Appendix 3"]), "Balance Sheets|Appendix 3");
    }
}
