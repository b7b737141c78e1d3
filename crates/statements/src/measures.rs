//! What a table's figures are in, as its notes say it, and what most tables of the release are in, for those that say nothing.

use crossfoot_grammar::figure::Currency;
use crossfoot_grammar::{Content, Table, unit_note};
use crossfoot_lexicon::{Role, Text};

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
    // Where all tables that say it agree, the release says it; where they differ it is worked out, and no more.
    let agreed = tally.iter().all(|(m, _)| said(m).0 == said(&tally[0].0).0);
    let by = if agreed { ToldBy::Release } else { ToldBy::Derived };
    let usual = tally.into_iter().max_by_key(|(_, n)| *n).map(|(m, _)| m).unwrap_or_default();
    let mut usual = said_of_release(lines).or(&usual.told_by(by));
    usual.currency = usual.currency.or_else(|| usual_currency(lines));
    usual
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
    let mut said = Measure::default();
    for line in lines {
        if let Some(measure) = Measure::read(line, ToldBy::Release).filter(Measure::says_money)
            && crossfoot_lexicon::tag(line).has(Role::OfAll)
        {
            said = said.or(&measure);
        }
    }
    said
}

/// The currency whose sign or code stands most often before a number in the text: told where no other stands there.
fn usual_currency(lines: &[String]) -> Option<Told<Currency>> {
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
    let found: Vec<(usize, &str)> =
        SIGNS.iter().map(|(sign, code)| (count(sign), *code)).filter(|(n, _)| *n > 0).collect();
    let (_, code) = found.iter().max_by_key(|(n, _)| *n)?;
    let alone = found.iter().all(|(_, other)| other == code);
    let by = if alone { ToldBy::Release } else { ToldBy::Derived };
    Currency::from_code(code).map(|currency| Told::new(currency, by))
}

/// What a table's own notes, title, stub head and lead-in say of units.
pub(crate) fn own_measure(table: &Table) -> Option<Measure> {
    let mut measure = Measure::default();
    let stub = std::iter::once(&table.stub_head);
    let captions = table.notes.iter().chain(&table.title).chain(&table.lead_in).map(|c| &c.text);
    // A note under the column headings stands over all lines.
    let over_lines = table.rows.iter().take_while(|row| row.is_heading()).map(|row| &row.label);
    let captions = over_lines.filter(|label| unit_note::is_unit_note(label)).chain(captions);
    let mut said = false;
    let mut counted = false;
    for text in stub.chain(captions) {
        if counts_in_scale(text) {
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
    let name = Text::from(title_of(table));
    let captions: Vec<&str> = table.title.iter().chain(&table.notes).map(|c| c.text.as_str()).collect();
    let title = if captions.is_empty() { name.clone() } else { captions.join(" ").into() };
    let of_things = |text: &Text| is_rate(text) || is_count(text);
    let counts = name.has(Role::BeginsNumberOf) || of_things(&name) || of_things(&table.stub_head);
    measure.other |= counted && measure.scale.is_none();
    let by_title = || quantity::counts_by_title(&name) && !shows_money(table);
    if counts && (measure.scale.is_none() || !shows_money(table)) || by_title() {
        (measure.other, said) = (true, true);
    }
    if unit::is_per_share(&title) && !title.has(Role::Excepted) && measure.scale.is_none() {
        (measure.per_share, said) = (true, true);
    }
    if measure.scale.is_none() && title.has(Role::OfWhole) {
        (measure.percent, said) = (true, true);
    }
    said.then_some(measure)
}

/// Whether a currency sign stands before a figure of a table, or a label names money.
fn shows_money(table: &Table) -> bool {
    let signed = |c: &crossfoot_grammar::Cell| matches!(&c.content, Content::Figure(f) if f.currency.is_some());
    table.rows.iter().any(|r| r.cells.iter().flatten().any(signed) || quantity::speaks_of_money(&r.label))
}

/// Whether a table that says nothing of units looks like one of money.
pub(crate) fn speaks_of_money(table: &Table) -> bool {
    let cells = || table.rows.iter().flat_map(|r| r.cells.iter().flatten());
    let signs = cells().any(|c| matches!(&c.content, Content::Figure(f) if f.currency.is_some()));
    let grouped = cells().filter(|c| matches!(&c.content, Content::Figure(f) if f.grouped)).count();
    let percent =
        cells().filter(|c| matches!(&c.content, Content::Figure(f) if unit::said_by_figure(f).is_some())).count();
    let all = cells().count().max(1);
    let labels = || table.rows.iter().map(|row| &row.label);
    let named = || {
        let headings = || table.columns.iter().any(|column| quantity::speaks_of_money(&column.heading_text()));
        labels().any(|label| quantity::speaks_of_money(label))
            || headings()
            || quantity::speaks_of_money(&title_of(table))
    };
    let counts = labels().filter(|l| is_count(l)).count();
    signs || named() && (grouped * 10 > all || percent * 2 < all) && counts * 2 <= table.rows.len()
}
