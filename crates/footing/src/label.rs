//! Labels that ran together, taken apart by labels that stand beside the same figures elsewhere in the release.

use crossfoot_lexicon::{WordClass, word};
use crossfoot_statements::{Cell, Fact, LineItem, Statement, Unit};

/// Words that a label must have to be told from a part of another.
const FEWEST_WORDS: usize = 3;

/// The label of the upper of two rows that ran together: what stands in it from where it begins as the label of the same
/// figures does, up to where the label of the row below begins.
pub(crate) fn upper(statements: &[Statement], statement: usize, row: usize) -> Option<String> {
    let items = &statements[statement].items;
    let text = &items[row].label;
    let begins = |label: &str| start_of(text, label).is_some();
    let below = twins(statements, statement, items.get(row + 1)?, begins);
    let end = below.iter().filter_map(|label| start_of(text, label)).max().unwrap_or(text.len());
    let text = text[..end].trim_end();
    let stands = |label: &str| first_words(label, 2).is_some_and(|words| text.contains(&words));
    let own = twins(statements, statement, &items[row], stands);
    let start = own.iter().filter_map(|label| text.rfind(&first_words(label, 2)?)).max().unwrap_or(0);
    Some(text[start..].to_owned())
}

/// The label of the lower: the label of the same figures where the text ends as that begins, else the rest of the text.
pub(crate) fn lower(statements: &[Statement], statement: usize, row: usize) -> Option<String> {
    let items = &statements[statement].items;
    let text = &items[row].label;
    let found = twins(statements, statement, &items[row], |label| start_of(text, label).is_some());
    let (start, label) = found.iter().filter_map(|label| Some((start_of(text, label)?, label))).max()?;
    let rest = &text[start..];
    Some(if label.starts_with(rest) { (*label).to_owned() } else { rest.to_owned() })
}

/// The label of a row that holds a whole label of the same figures and goes on, or that of the row below again.
pub(crate) fn alone(statements: &[Statement], statement: usize, row: usize) -> Option<String> {
    let items = &statements[statement].items;
    let text = &items[row].label;
    let capital = |rest: &str| rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase);
    let holds = |label: &str| label.split(' ').count() >= FEWEST_WORDS && text.strip_prefix(label).is_some_and(capital);
    let whole = twins(statements, statement, &items[row], holds).first().copied();
    if let Some(label) = whole {
        return Some(label.to_owned());
    }
    // The ghost of the row below begins as it does.
    let had_ghosts = items[row].cells.iter().filter_map(Cell::figure).any(|f| f.printed.trim().contains(' '));
    let below = first_words(&items.get(row + 1)?.label, 1)?;
    let start = text.find(&format!(" {below} ")).filter(|at| *at > 0 && had_ghosts)?;
    Some(text[..start].to_owned())
}

/// Where the beginning of a label stands in a text: its first word, and all that follows in the text fits.
fn start_of(text: &str, label: &str) -> Option<usize> {
    let first = first_words(label, 1)?;
    let at = text.rfind(&first).filter(|at| *at > 0)?;
    let rest = &text[at..];
    (label.starts_with(rest) || rest.starts_with(label)).then_some(at)
}

fn first_words(label: &str, count: usize) -> Option<String> {
    let words: Vec<&str> = label.split(' ').take(count).collect();
    (words.len() == count && words.iter().all(|w| w.len() > 1)).then(|| words.join(" "))
}

/// Labels of some sort of rows of other statements that print a figure of this row, in whatever sign and scale.
fn twins<'a>(
    statements: &'a [Statement],
    statement: usize,
    item: &LineItem,
    sort: impl Fn(&str) -> bool,
) -> Vec<&'a str> {
    let figures: Vec<&Fact> = item.cells.iter().filter_map(Cell::figure).filter(|f| is_money(f)).collect();
    let others = statements.iter().enumerate().filter(|(at, _)| *at != statement).flat_map(|(_, s)| &s.items);
    let same = |other: &&LineItem| {
        let cells = || other.cells.iter().filter_map(Cell::figure).filter(|f| is_money(f));
        let agreeing = figures.iter().filter(|f| cells().any(|g| agree(f, g))).count();
        2 * agreeing > figures.len().min(cells().count())
    };
    // Labels are quicker to compare than figures.
    others.filter(|item| sort(&item.label)).filter(same).map(|item| item.label.as_str()).collect()
}

fn is_money(fact: &Fact) -> bool {
    matches!(fact.unit, Unit::Money(_)) && !fact.value.is_zero()
}

/// Whether two figures are the same, as far as the coarser one tells.
fn agree(one: &Fact, other: &Fact) -> bool {
    let coarser = one.decimals.min(other.decimals);
    let Ok(places) = u32::try_from(-coarser.min(0)) else { return false };
    let unit = rust_decimal::Decimal::from(10i64.saturating_pow(places.min(15)));
    let miss = (one.value.abs() - other.value.abs()).abs();
    // Cut or rounded; figures of few digits tell nothing.
    miss < unit && one.value.abs() >= unit * rust_decimal::Decimal::from(10)
}

/// A label as compared: lower-case words, nothing else.
pub(crate) fn normal(label: &str) -> String {
    if !label.is_ascii() {
        let words = label.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        return words.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    }
    // Nearly all labels, and there are many.
    let mut normal = String::with_capacity(label.len());
    let mut apart = false;
    for byte in label.bytes() {
        if byte.is_ascii_alphanumeric() {
            if apart && !normal.is_empty() {
                normal.push(' ');
            }
            normal.push(char::from(byte.to_ascii_lowercase()));
        }
        apart = !byte.is_ascii_alphanumeric();
    }
    normal
}

/// What a line is called by its normal label, to be compared with others: the words whatever their order (`Gains (losses), net` and
/// `Net (gains) losses` are one thing), of a balance without those that name the day.
pub(crate) fn name(normal: &str) -> String {
    let mut words: Vec<&str> = normal.split(' ').collect();
    if words.iter().any(|w| word(w).is(WordClass::BalanceDay)) {
        words.retain(|w| !word(w).is(WordClass::BalanceDayFilling));
    }
    words.sort_unstable();
    words.join(" ")
}
