//! What a table's figures are in, as its notes say it, and what most tables of the release are in, for those that say nothing.

use crossfoot_grammar::figure::{Currency, Suffix};
use crossfoot_grammar::{Content, Footnote, Table, unit_note};
use crossfoot_lexicon::{Role, Text, WordClass, word};
use rust_decimal::Decimal;

use crate::awards::are_of_awards;
use crate::model::Kind;
use crate::quantity::{self, counts_in_scale, is_count, is_rate};
use crate::title::title_of;
use crate::told::{Told, ToldBy};
use crate::unit::{self, Measure};

/// What most tables that say it are in, for those that say nothing; `own` is what each says.
pub(crate) fn usual_measure(tables: &[Table], own: &[Option<Measure>], lines: &[Text], running: &[String]) -> Measure {
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
    let mut usual = said_by_pages(running).or(&said_of_release(lines)).or(&usual.told_by(by));
    if usual.scale.is_none() {
        usual = usual.or(&said_by_lines(lines));
    }
    if usual.scale.is_none() {
        usual.scale = rounded_to(lines).map(|scale| Told::new(scale, ToldBy::Release));
    }
    if usual.currency.is_none() {
        let (currency, shared) = usual_currency(lines).unzip();
        (usual.currency, usual.shared_sign) = (currency, shared.unwrap_or(false));
    }
    usual
}

/// So many amounts tell how large those in their scale are.
const ENOUGH_AMOUNTS: usize = 40;

/// The amounts of a table as printed, without numbers of shares, prices and percentages.
fn amounts(table: &Table) -> impl Iterator<Item = Decimal> + '_ {
    let of_awards = are_of_awards(table.rows.iter().map(|row| &row.label));
    let money: Vec<bool> =
        table.columns.iter().map(|c| unit::said_by_heading(&c.heading_text().into()).is_none()).collect();
    let rows = table
        .rows
        .iter()
        .filter(move |row| !of_awards && unit::said_by_label(&row.label, Kind::IncomeStatement).is_none());
    rows.flat_map(move |row| row.cells.iter().zip(money.clone())).filter_map(|(cell, money)| {
        match &cell.as_ref()?.content {
            Content::Figure(f) if money && f.grouped && f.suffix == Suffix::None => Some(f.value.abs()),
            _ => None,
        }
    })
}

/// The largest amount that is printed in tables which say themselves that they are in a scale, where they print amounts enough to tell.
pub(crate) fn largest_in(tables: &[Table], own: &[Option<Measure>], scale: Decimal) -> Option<Decimal> {
    let told =
        |measure: &Option<Measure>| measure.as_ref().and_then(|m| m.scale).is_some_and(|told| told.value == scale);
    let amounts = || tables.iter().zip(own).filter(|(_, own)| told(own)).flat_map(|(table, _)| amounts(table));
    amounts().nth(ENOUGH_AMOUNTS).and_then(|_| amounts().max())
}

/// Whether the amounts of a table are printed so large that they cannot be in the scale of others, of which `largest` is the
/// largest: one of them is in millions as printed and twenty times as large, and no few are larger.
pub(crate) fn is_in_full(table: &Table, largest: Decimal) -> bool {
    let (mut all, mut larger, mut far) = (0, 0, false);
    for amount in amounts(table) {
        all += 1;
        larger += usize::from(amount > largest);
        far |= amount >= Decimal::from(1_000_000)
            && amount.checked_div(largest).is_some_and(|times| times > Decimal::from(20));
    }
    far && 3 * larger > all
}

/// The currency that a table's figures carry, most of them where they differ, and whether its sign is one of several: a sign at the
/// first and the last line of a block speaks for all its money.
pub(crate) fn currency_of_signs(table: &Table) -> Option<(Told<Currency>, bool)> {
    let mut tally: Vec<((Currency, bool), usize)> = Vec::new();
    for cell in table.rows.iter().flat_map(|row| row.cells.iter().flatten()) {
        let Content::Figure(figure) = &cell.content else { continue };
        let Some(currency) = figure.currency else { continue };
        let sign = (currency, figure.shared_sign);
        match tally.iter_mut().find(|(known, _)| *known == sign) {
            Some((_, n)) => *n += 1,
            None => tally.push((sign, 1)),
        }
    }
    let ((currency, shared), _) = tally.into_iter().max_by_key(|(_, n)| *n)?;
    Some((Told::new(currency, ToldBy::Table), shared))
}

/// What the running heads of the pages say: `(in thousands of euros)` at the top of each.
fn said_by_pages(running: &[String]) -> Measure {
    let notes = running.iter().filter(|text| unit_note::is_unit_note(text));
    notes.filter_map(|text| Measure::read(text, ToldBy::Page)).fold(Measure::default(), |said, note| said.or(&note))
}

/// What a sentence says for the whole release: `All amounts in this report are in millions of euros unless otherwise stated`.
fn said_of_release(lines: &[Text]) -> Measure {
    let mut said = Measure::default();
    for line in lines {
        if line.has(Role::OfAll)
            && let Some(measure) = Measure::read(line, ToldBy::Release).filter(Measure::says_money)
        {
            said = said.or(&measure);
        }
    }
    said
}

/// What amounts are rounded to, as a sentence says it: `presented in DKK and rounded to the nearest thousand`. The sentence may go
/// on in the next line. Where several say it differently none of them does.
fn rounded_to(lines: &[Text]) -> Option<Decimal> {
    let mut found: Option<Decimal> = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.has(Role::RoundedTo)) {
        let next = lines.get(at + 1).map_or("", Text::as_str);
        let next = || next.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        let text = Text::from(format!("{} {}", line.trim_end(), next()));
        let Some(rounded) = text.tags().places(Role::RoundedTo).find(|rounded| rounded.start < line.len()) else {
            continue;
        };
        let mut words = text[rounded.end..].split(|c: char| !c.is_alphanumeric()).filter(|found| !found.is_empty());
        let Some(scale) = words.by_ref().take(4).find_map(|found| word(found).scale()) else { continue };
        let scale = Decimal::from(10_i64.pow(u32::from(scale.power.min(18))));
        if found.is_some_and(|before| before != scale) {
            return None;
        }
        found = Some(scale);
    }
    found
}

/// What lines say that are nothing but notes, at the foot of a table or a page, where all of them say the same.
fn said_by_lines(lines: &[Text]) -> Measure {
    let read = |line: &Text| Measure::read(line, ToldBy::Release).filter(|said| said.scale.is_some());
    let notes: Vec<Measure> = lines.iter().filter(|line| unit_note::is_unit_note(line)).filter_map(read).collect();
    let scale = |said: &Measure| said.scale.map(|told| told.value);
    match notes.split_first() {
        Some((first, others)) if others.iter().all(|other| scale(other) == scale(first)) => first.clone(),
        _ => Measure::default(),
    }
}

/// The currency whose sign or code stands most often in the text, and whether its sign is one of several: told where hardly another
/// stands there.
fn usual_currency(lines: &[Text]) -> Option<(Told<Currency>, bool)> {
    let mut counts: Vec<((Currency, bool), usize)> = Vec::new();
    for line in lines {
        for found in crate::presentation::signs(line) {
            match counts.iter_mut().find(|(known, _)| *known == found) {
                Some((_, n)) => *n += 1,
                None => counts.push((found, 1)),
            }
        }
    }
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    let ((currency, shared), most) = counts.into_iter().max_by_key(|(_, n)| *n)?;
    let by = if 10 * most > 9 * all { ToldBy::Release } else { ToldBy::Derived };
    Some((Told::new(currency, by), shared))
}

/// Says of tables whose labels are headed by nothing but a currency (`SEK`) that they are in full, where others of the release are headed
/// by a currency in a scale (`KSEK`, `SEK million`): who says the scale in that place says by leaving it out that there is none.
pub(crate) fn tell_bare_currencies(tables: &[Table], own: &mut [Option<Measure>]) {
    let head = |table: &Table| Measure::read(&table.stub_head, ToldBy::Table).filter(|m| m.currency.is_some());
    if !tables.iter().filter_map(head).any(|measure| measure.scale.is_some()) {
        return;
    }
    for (table, own) in tables.iter().zip(own) {
        let bare = table.stub_head.chars().all(char::is_alphabetic) && head(table).is_some();
        if let Some(measure) = own.as_mut().filter(|measure| bare && measure.scale.is_none()) {
            measure.scale = Some(Told::new(Decimal::ONE, ToldBy::Derived));
        }
    }
}

/// What a table's own notes, title, stub head and lead-in say of units.
pub(crate) fn own_measure(table: &Table) -> Option<Measure> {
    let mut measure = Measure::default();
    let stub = std::iter::once(&table.stub_head);
    // The nearest wins, which stands lowest.
    let over = table.notes.iter().rev().chain(table.title.iter().rev());
    let captions = over.chain(&table.lead_in).map(|c| &c.text);
    // A note under the column headings stands over all lines.
    let over_lines = table.rows.iter().take_while(|row| row.is_heading()).map(|row| &row.label);
    let captions = over_lines.filter(|label| unit_note::is_unit_note(label)).chain(captions);
    let mut said = false;
    let mut counted = false;
    for text in stub.chain(captions) {
        // `(share units in thousands)` is of shares.
        if counts_in_scale(text) && !text.has(Role::HeldShare) {
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
    // Where signs of money stand the head of the labels speaks of these: `Average useful life (years)`.
    let counts = name.tags().begins_with(Role::NumberOf)
        || of_things(&name)
        || of_things(&table.stub_head) && !signs_money(table);
    measure.other |= counted && measure.scale.is_none();
    let by_title = || quantity::counts_by_title(&name) && !shows_money(table);
    if counts && (measure.scale.is_none() || !shows_money(table)) || by_title() {
        (measure.other, said) = (true, true);
    }
    if unit::is_per_share(&title) && !title.has(Role::Excepted) && measure.scale.is_none() {
        (measure.per_share, said) = (true, true);
    }
    // `Potentially dilutive securities`, `Changes in shares outstanding`.
    let named = name.has(Role::ShareTitle) || name.has(Role::NumberOf) && name.has(Role::HeldShare);
    let of_shares = title.has(Role::Diluting) || named && !unit::is_per_share(&title);
    // `(Shares in millions)` and nothing else is said.
    let noted = measure.share_scale.is_some() && !measure.says_money_or_cents();
    if (of_shares && is_of_whole_numbers(table) || noted) && !signs_money(table) {
        (measure.shares, said) = (true, true);
    }
    if measure.scale.is_none() && title.has(Role::OfWhole) {
        (measure.percent, said) = (true, true);
    }
    said.then_some(measure)
}

/// What a note over a table says of the column that a clause of it names: `(options in thousands, aggregate intrinsic value in millions)`.
pub(crate) fn clause_for(table: &Table, heading: &Text) -> Option<Measure> {
    let captions = table.notes.iter().chain(&table.title).map(|caption| &caption.text).chain([&table.stub_head]);
    captions.filter(|text| text.contains([',', ';'])).find_map(|text| {
        let inside = text.rsplit('(').next()?.trim_end_matches(')');
        let scales: Vec<(String, Decimal)> = inside.split([',', ';']).filter_map(clause).collect();
        let heading = heading.to_lowercase();
        let (_, scale) =
            scales.iter().filter(|_| scales.len() > 1).find(|(what, _)| heading.contains(what.as_str()))?;
        let scale = Some(Told::new(*scale, ToldBy::Column));
        Some(Measure { scale, share_scale: scale, ..Measure::default() })
    })
}

/// What a clause speaks of, and the scale it names at its end: `options in thousands`.
fn clause(text: &str) -> Option<(String, Decimal)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [what @ .., before, scale] = words.as_slice() else { return None };
    let power = word(scale).scale()?.power;
    let told = word(before).is(WordClass::In) && !what.is_empty();
    told.then(|| (what.join(" ").to_lowercase(), Decimal::from(10_i64.pow(u32::from(power.min(18))))))
}

/// What the notes under a table say of what carries these marks.
pub(crate) fn footnoted(table: &Table, marks: &[String], by: ToldBy) -> Option<Measure> {
    if table.footnotes.is_empty() || marks.is_empty() {
        return None;
    }
    let bare = |mark: &str| -> String { mark.chars().filter(|c| !"()[] ".contains(*c)).collect() };
    let carried = |note: &&Footnote| marks.iter().any(|mark| bare(mark) == bare(&note.mark));
    let said = table.footnotes.iter().filter(carried).find_map(|note| Measure::read(&note.text, by))?;
    Some(Measure { share_scale: said.share_scale.or(said.scale), ..said })
}

/// Whether a currency sign stands before a figure of a table.
fn signs_money(table: &Table) -> bool {
    let signed = |c: &crossfoot_grammar::Cell| matches!(&c.content, Content::Figure(f) if f.currency.is_some());
    table.rows.iter().any(|row| row.cells.iter().flatten().any(signed))
}

/// Whether no figure of a table has decimals.
fn is_of_whole_numbers(table: &Table) -> bool {
    let whole = |c: &crossfoot_grammar::Cell| !matches!(&c.content, Content::Figure(f) if f.decimals > 1);
    table.rows.iter().all(|row| row.cells.iter().flatten().all(whole))
}

/// Whether a currency sign stands before a figure of a table, or a label names money.
fn shows_money(table: &Table) -> bool {
    signs_money(table) || table.rows.iter().any(|row| quantity::speaks_of_money(&row.label))
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
