//! What a table's figures are in, as its notes say it, and what most tables of the release are in, for those that say nothing.

use crossfoot_grammar::figure::Currency;
use crossfoot_grammar::{Content, Table, unit_note};

use crate::phrases::any;
use crate::quantity::{self, counts_in_scale, is_count, is_rate};
use crate::title::title_of;
use crate::told::{Told, ToldBy};
use crate::unit::{self, Measure};

/// What most tables that say it are in, for those that say nothing; `own` is what each says.
pub(crate) fn usual_measure(tables: &[Table], own: &[Option<Measure>], lines: &[String]) -> Measure {
    let mut tally: Vec<(Measure, usize)> = Vec::new();
    let said = |m: &Measure| (m.scale.map(|told| told.value), m.currency.map(|told| told.value));
    for (table, measure) in tables.iter().zip(own) {
        let Some(measure) = measure.as_ref().filter(|m| m.scale.is_some()) else { continue };
        let weight = table.rows.len();
        match tally.iter_mut().find(|(m, _)| said(m) == said(measure)) {
            Some((_, n)) => *n += weight,
            None => tally.push((measure.clone(), weight)),
        }
    }
    let mut usual = tally.into_iter().max_by_key(|(_, n)| *n).map(|(m, _)| m).unwrap_or_default();
    usual = said_of_release(lines).or(&usual);
    usual.currency =
        usual.currency.or_else(|| usual_currency(lines).map(|currency| Told::new(currency, ToldBy::Release)));
    usual.of_release()
}

/// The currency that a table's figures carry, most of them where they differ: a sign at the first and the last line of a block
/// speaks for all its money.
pub(crate) fn currency_of_signs(table: &Table) -> Option<Told<Currency>> {
    let mut tally: Vec<(Currency, usize)> = Vec::new();
    for cell in table.rows.iter().flat_map(|row| row.cells.iter().flatten()) {
        let Content::Figure(figure) = &cell.content else { continue };
        let Some(currency) = figure.currency else { continue };
        match tally.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, n)) => *n += 1,
            None => tally.push((currency, 1)),
        }
    }
    let (currency, _) = tally.into_iter().max_by_key(|(_, n)| *n)?;
    Some(Told::new(currency, ToldBy::Table))
}

/// What a sentence says for the whole release: `All amounts in this report are in millions of euros unless otherwise stated`.
fn said_of_release(lines: &[String]) -> Measure {
    const OF_ALL: [&str; 14] = [
        "unless otherwise",
        "unless stated otherwise",
        "except where",
        "throughout",
        "in this release",
        "in this report",
        "in this press release",
        "in this announcement",
        "in this document",
        "presentation currency",
        "reporting currency",
        "functional currency",
        "presented in",
        "expressed in",
    ];
    let mut said = Measure::default();
    for line in lines {
        let text = line.to_lowercase();
        if any(&text, &OF_ALL)
            && let Some(measure) = Measure::read(line, ToldBy::Release).filter(Measure::says_money)
        {
            said = said.or(&measure);
        }
    }
    said
}

/// The currency whose sign or code stands most often before a number in the text.
fn usual_currency(lines: &[String]) -> Option<Currency> {
    const SIGNS: [(&str, &str); 8] = [
        ("US$", "USD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("¥", "JPY"),
        ("JPY", "JPY"),
        ("EUR", "EUR"),
        ("CHF", "CHF"),
        ("$", "USD"),
    ];
    let count = |sign: &str| lines.iter().filter(|l| l.contains(sign)).map(|l| l.matches(sign).count()).sum::<usize>();
    SIGNS
        .iter()
        .map(|(sign, code)| (count(sign), *code))
        .filter(|(n, _)| *n > 0)
        .max_by_key(|(n, _)| *n)
        .and_then(|(_, code)| Currency::from_code(code))
}

/// What a table's own notes, title, stub head and lead-in say of units.
pub(crate) fn own_measure(table: &Table) -> Option<Measure> {
    let mut measure = Measure::default();
    let stub = std::iter::once(table.stub_head.as_str());
    let captions = table.notes.iter().chain(&table.title).chain(&table.lead_in).map(|c| c.text.as_str());
    // A note under the column headings stands over all lines.
    let over_lines = table.rows.iter().take_while(|row| row.is_heading()).map(|row| row.label.as_str());
    let captions = over_lines.filter(|label| unit_note::is_unit_note(label)).chain(captions);
    let mut said = false;
    let mut counted = false;
    for text in stub.chain(captions) {
        if counts_in_scale(&text.to_lowercase()) {
            (counted, said) = (true, true);
        } else if let Some(found) = Measure::read(text, ToldBy::Table) {
            measure = Measure {
                percent: measure.percent || found.percent,
                other: measure.other || found.other,
                ..measure.or(&found)
            };
            said = true;
        }
    }
    let captions: String = table.title.iter().chain(&table.notes).map(|c| c.text.to_lowercase() + " ").collect();
    let title = if captions.is_empty() { title_of(table).to_lowercase() } else { captions };
    let name = title_of(table).to_lowercase();
    let stub = table.stub_head.to_lowercase();
    let counts =
        name.starts_with("number of ") || is_count(&name) || is_rate(&name) || is_rate(&stub) || is_count(&stub);
    measure.other |= counted && measure.scale.is_none();
    let by_title = || quantity::counts_by_title(&name) && !shows_money(table);
    if counts && (measure.scale.is_none() || !shows_money(table)) || by_title() {
        (measure.other, said) = (true, true);
    }
    if unit::is_per_share(&title) && !title.contains("except") && measure.scale.is_none() {
        (measure.per_share, said) = (true, true);
    }
    let of_whole =
        ["as a percentage of", "as a percent of", "percent of revenue", "percentage of revenue", "% of revenue"];
    if measure.scale.is_none() && of_whole.iter().any(|w| title.contains(w)) {
        (measure.percent, said) = (true, true);
    }
    said.then_some(measure)
}

/// Whether a currency sign stands before a figure of a table, or a label names money.
fn shows_money(table: &Table) -> bool {
    let signed = |c: &crossfoot_grammar::Cell| matches!(&c.content, Content::Figure(f) if f.currency.is_some());
    table
        .rows
        .iter()
        .any(|r| r.cells.iter().flatten().any(signed) || quantity::speaks_of_money(&r.label.to_lowercase()))
}

/// Whether a table that says nothing of units looks like one of money.
pub(crate) fn speaks_of_money(table: &Table) -> bool {
    let cells = || table.rows.iter().flat_map(|r| r.cells.iter().flatten());
    let signs = cells().any(|c| matches!(&c.content, Content::Figure(f) if f.currency.is_some()));
    let grouped = cells().filter(|c| matches!(&c.content, Content::Figure(f) if f.grouped)).count();
    let percent =
        cells().filter(|c| matches!(&c.content, Content::Figure(f) if unit::said_by_figure(f).is_some())).count();
    let all = cells().count().max(1);
    let labels = || table.rows.iter().map(|r| r.label.to_lowercase());
    let headings = table.columns.iter().map(|c| c.heading_text().to_lowercase());
    let title = std::iter::once(title_of(table).to_lowercase());
    let named = labels().chain(headings).chain(title).any(|text| quantity::speaks_of_money(&text));
    let counts = labels().filter(|l| is_count(l)).count();
    signs || named && (grouped * 10 > all || percent * 2 < all) && counts * 2 <= table.rows.len()
}
