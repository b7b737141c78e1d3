//! What each figure counts: money, money a share, shares, percent, or a plain number.
//!
//! One statement mixes them. A figure's own marks decide first, then the heading of its column, then its label, then the
//! section it stands in, and last what the statement as a whole is in.

use crossfoot_grammar::figure::{Currency, Figure, Suffix};
use crossfoot_grammar::unit_note::{self, UnitNote};
use rust_decimal::Decimal;

use crate::model::{Kind, Unit};
use crate::phrases::{any, has_word};
use crate::quantity::{is_count, is_days, is_rate, is_seat_rate, speaks_of_money};
use crate::told::{HowTold, Told, ToldBy};

/// What a statement's notes say of units, as far as they say it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Measure {
    pub(crate) scale: Option<Told<Decimal>>,
    pub(crate) currency: Option<Told<Currency>>,
    pub(crate) share_scale: Option<Told<Decimal>>,
    /// A note names the currency; signs at figures do not make all of them money.
    pub(crate) says_currency: bool,
    pub(crate) percent: bool,
    pub(crate) cents: bool,
    /// Counts of something that is neither money nor shares.
    pub(crate) other: bool,
    /// Amounts per share, all of them.
    pub(crate) per_share: bool,
    /// The scale is not the table's own: it is what the release usually has.
    pub(crate) usual_scale: bool,
}

impl Measure {
    /// Takes what a note says and this does not say yet.
    fn fill(&mut self, note: &UnitNote, by: ToldBy) {
        self.scale = self.scale.or(note.scale.map(|scale| Told::new(scale, by)));
        self.currency = self.currency.or(note.currencies.first().map(|currency| Told::new(*currency, by)));
        self.says_currency |= !note.currencies.is_empty();
        self.share_scale = self.share_scale.or(note.share_scale.map(|scale| Told::new(scale, by)));
        self.percent |= note.percent && note.scale.is_none();
        self.other |= note.other_unit.is_some();
        self.cents |= note.cents;
    }

    /// What a text says of units, if anything; `by` is where it stands.
    pub(crate) fn read(text: &str, by: ToldBy) -> Option<Self> {
        let note = unit_note::read(text)?;
        let mut measure = Self::default();
        measure.fill(&note, by);
        // `Average spending (dollars)` in a table of billions.
        if measure.scale.is_none() && is_of_whole_units(text) {
            measure.scale = Some(Told::new(Decimal::ONE, by));
        }
        // `(% indicates changes from the previous period)` says nothing of the other columns.
        if measure.percent {
            measure.percent = text.split_whitespace().count() <= 6 || unit_note::is_unit_note(text);
        }
        Some(measure)
    }

    /// Whether anything is said of money.
    pub(crate) fn says_money(&self) -> bool {
        self.scale.is_some() || self.currency.is_some()
    }

    /// Whether anything is said of money, be it only that it is in hundredths.
    pub(crate) fn says_money_or_cents(&self) -> bool {
        self.says_money() || self.cents
    }

    /// Whether the table itself is said to be of amounts of money.
    pub(crate) fn tells_money(&self) -> bool {
        self.scale.is_some() || self.currency.is_some_and(|told| told.by == ToldBy::Table && self.says_currency)
    }

    /// The same as what is said of the release as a whole.
    pub(crate) fn of_release(self) -> Self {
        fn told<T>(told: Told<T>) -> Told<T> {
            Told { by: ToldBy::Release, ..told }
        }
        Self {
            scale: self.scale.map(told),
            currency: self.currency.map(told),
            share_scale: self.share_scale.map(told),
            ..self
        }
    }

    /// What this leaves unsaid, from another.
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self {
            scale: self.scale.or(other.scale),
            currency: self.currency.or(other.currency),
            share_scale: self.share_scale.or(other.share_scale),
            says_currency: self.says_currency || other.says_currency,
            percent: self.percent,
            cents: self.cents || other.cents,
            other: self.other,
            per_share: self.per_share,
            usual_scale: self.usual_scale,
        }
    }
}

fn is_of_whole_units(text: &str) -> bool {
    if !text.ends_with(')') {
        return false;
    }
    let text = text.to_lowercase();
    WHOLE_UNITS.iter().any(|unit| text.ends_with(unit))
}

/// Ends of labels whose figures are in whole units of money, whatever the table is in.
const WHOLE_UNITS: [&str; 6] =
    ["(dollars)", "(in dollars)", "(actual dollars)", "(whole dollars)", "(euros)", "(in euros)"];

/// What words say a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Money,
    PerShare,
    Shares,
    Percent,
    /// An amount of money for each of something other than a share.
    Rate,
    Pure,
}

fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What a text says of quantities and of prices of them.
fn quantity(text: &str) -> Option<Said> {
    if is_seat_rate(text) {
        return Some(Said::Pure);
    }
    if is_rate(text) { Some(Said::Rate) } else { is_count(text).then_some(Said::Pure) }
}

/// Whether a heading says that its figures are hundredths of a percent.
pub(crate) fn is_in_basis_points(heading: &str) -> bool {
    let text = heading.to_lowercase();
    any(&text, &["basis p", "bps"]) || has_word(&text, "bp")
}

/// What a heading over a column says its figures count.
pub(crate) fn said_by_heading(heading: &str) -> Option<Said> {
    let text = heading.to_lowercase();
    if is_in_basis_points(heading) {
        return Some(Said::Pure);
    }
    if any(&text, &["%", "percent", "incr./", "margin", "tax rate"]) && !any(&text, &["$ change", "change $"]) {
        return Some(Said::Percent);
    }
    if is_per_share(&text) {
        return Some(Said::PerShare);
    }
    if has_word(&text, "shares") && !text.contains("common shares $") {
        return Some(Said::Shares);
    }
    if let Some(said) = quantity(&text) {
        return Some(said);
    }
    has_word(&text, "q/q")
        .then_some(Said::Percent)
        .or_else(|| has_word(&text, "y/y").then_some(Said::Percent))
        .or_else(|| ["yoy", "qoq"].iter().any(|w| has_word(&text, w)).then_some(Said::Percent))
        .filter(|_| !text.contains("amount"))
}

pub(crate) fn is_per_share(text: &str) -> bool {
    const SHARES: [&str; 9] = ["share", "shares", "ads", "adss", "adr", "unit", "units", "depositary", "class"];
    // `per diluted common share`, `per limited partner unit`: what a price is for comes within a few words.
    let per = text.contains("per")
        && text.match_indices("per").any(|(at, _)| {
            let whole = at == 0 || text[..at].ends_with(|c: char| !c.is_alphanumeric());
            let mut next =
                text[at + 3..].split(|c: char| !c.is_alphanumeric()).skip(1).filter(|w| !w.is_empty()).take(4);
            // `Dividends paid ($1.13 per share)`: the price is a remark, the line is of the amount.
            let price = text[..at].split_whitespace().next_back().unwrap_or_default();
            let priced =
                price.contains(['$', '€', '£', '¥', '¢', '.']) && price.ends_with(|c: char| c.is_ascii_digit());
            whole && !priced && text[at + 3..].starts_with([' ', '-']) && next.any(|w| SHARES.contains(&w))
        });
    (per || any(text, &["/share", "a share"]) || has_word(text, "eps")) && !is_share_count(text)
}

/// `Shares retired (in millions)`, where their price would have a sign of money.
fn is_of_shares_bought(text: &str) -> bool {
    const BOUGHT: [&str; 5] = ["retired", "repurchased", "purchased", "redeemed", "bought"];
    let bought = text.strip_prefix("shares ").or_else(|| text.strip_prefix("common shares "));
    let scaled = any(text, &["(in millions", "(in thousands", "(millions", "(thousands", "(000"]);
    bought.is_some_and(|rest| BOUGHT.iter().any(|word| rest.starts_with(word))) && scaled && !text.contains('$')
}

fn is_share_count(text: &str) -> bool {
    let outstanding = has_word(text, "shares") && text.contains("outstanding") && !text.contains("per ");
    text.contains("shares used")
        || text == "shares"
        || text.starts_with("shares (")
        || is_of_shares_bought(text)
        || text.contains("common shares") && text.contains("end of period") && !any(text, &["$", "par value"])
        || outstanding && !speaks_of_money(text) && !any(text, &["par value", "stated value", "$", "stock,"])
        || text.contains("dilutive")
            && !text.contains("per ")
            && any(text, &["effect", "securities", "shares", "options", "plans"])
        || any(
            text,
            &[
                "weighted average",
                "weighted-average",
                "average number",
                "average shares",
                "average common shares",
                "average diluted",
            ],
        ) && any(text, &["share", "outstanding", "ads", "units", "dilut", "basic"])
            && !any(text, &["price", "rate", "per share amount"])
        || any(
            text,
            &[
                "shares outstanding",
                "number of shares",
                "number of common",
                "diluted shares",
                "basic shares",
                "share count",
                "shares issued",
                "number of ads",
                "shares at ",
            ],
        ) && !any(text, &["per share—", "earnings per", "income per", "loss per", "par value"])
}

/// Whether a label is of percentages. A number before the sign makes it a remark: `0.95% notes due 2026`, `Commercial paper
/// (5.5%)`, `(statutory rate of 21%)`.
fn says_percent(text: &str) -> bool {
    let mut signs = text.match_indices('%').map(|(at, _)| text[..at].trim_end()).filter(|before| !before.is_empty());
    let sign = text.starts_with('%') || signs.any(|before| !before.ends_with(|c: char| c.is_ascii_digit()));
    sign || any(text, &["percent", "tax rate"])
}

/// What a label says its figures count.
pub(crate) fn said_by_label(label: &str, kind: Kind) -> Option<Said> {
    let text = label.to_lowercase();
    let holds_money = matches!(kind, Kind::BalanceSheet | Kind::CashFlow | Kind::Equity);
    if says_percent(&text) {
        return Some(Said::Percent);
    }
    if is_days(&text)
        || text.contains("full-time equivalent")
        || text.contains("(bps)")
        || text.contains("(basis points)")
    {
        return Some(Said::Pure);
    }
    const PERCENTAGES: [&str; 9] = [
        "return on",
        "efficiency ratio",
        "overhead ratio",
        "combined ratio",
        "loss ratio",
        "expense ratio",
        "payout ratio",
        "charge-off ratio",
        "capital ratio",
    ];
    if any(&text, &PERCENTAGES) && !holds_money {
        return Some(Said::Percent);
    }
    let counts_shares = any(&text, &["number of", "weighted"])
        || text.ends_with("shares outstanding") && word_count(&text) <= 5
        || text.contains("shares outstanding at") && !text.contains(|c: char| c.is_ascii_digit() || c == '$');
    if is_share_count(&text) && (!holds_money || counts_shares) {
        return Some(Said::Shares);
    }
    // In a balance sheet a price per share is that of the par value, except where equity is divided by the shares.
    let book_value = kind == Kind::BalanceSheet
        && (text.contains("value per") || text.contains("equity per"))
        && !text.contains("par value");
    if is_per_share(&text) && (!holds_money || book_value) {
        return Some(Said::PerShare);
    }
    if let Some(said) = quantity(&text).filter(|_| !kind.is_primary()) {
        return Some(said);
    }
    // Cents are of a share, or of a mile or a call, whatever the table is in.
    if any(&text, &["(cents)", "(¢)"]) {
        let of_share = any(&text, &["dividend", "earnings", "income", "loss", "profit"]);
        return Some(if of_share { Said::PerShare } else { Said::Pure });
    }

    // One amount divided by another: `Net debt / EBITDA`, `Debt to equity (b/a)`.
    const QUOTIENTS: [&str; 6] = ["/ adjusted ebitda", "/ ebitda", "to ebitda", "to adjusted ebitda", "(a/b)", "(b/a)"];
    if QUOTIENTS.iter().any(|q| text.ends_with(q)) && text.split_whitespace().count() > 2 {
        return Some(Said::Pure);
    }
    const TURNOVERS: [&str; 4] = ["inventory turn", "asset turn", "receivables turn", "receivable turn"];
    if (any(&text, &TURNOVERS) || ["net leverage", "gross leverage"].contains(&text.as_str())) && !holds_money {
        return Some(Said::Pure);
    }
    let multiple = ["times", "(x)", "(times)", "multiple"].iter().any(|w| text.ends_with(w));
    let rate = any(&text, &["fx rate", "exchange rate", "average rate"]);
    let rate = rate && (!kind.is_primary() || text.ends_with("rate") || text.ends_with("rates"));
    if (rate || has_word(&text, "ratio") || multiple)
        && !any(&text, &["effect", "impact", "fluctuation", "gain", "loss"])
        && !["change", "changes"].iter().any(|w| has_word(&text, w))
    {
        return Some(Said::Pure);
    }
    let holds_people =
        !kind.is_primary() && any(&text, &["headcount", "employees", "store count", "stores at", "subscribers"]);
    if (text.contains("number of") || holds_people)
        && !any(
            &text,
            &["employees' ", "compensation", "benefit", "severance", "related", "costs", "due to", "payable"],
        )
    {
        return Some(Said::Pure);
    }
    None
}

/// What the section over a line says its figures count: for labels such as `Basic` that say nothing themselves.
pub(crate) fn said_by_section(section: &[crossfoot_lexicon::Text], label: &str, kind: Kind) -> Option<Said> {
    let label = label.to_lowercase();
    section.iter().rev().find_map(|heading| {
        let text = heading.to_lowercase();
        let said = if is_per_share(&text) {
            Some(Said::PerShare)
        } else if is_share_count(&text) || has_word(&text, "shares") && has_word(&label, "basic") {
            Some(Said::Shares)
        } else if any(
            &text,
            &["% of", "as a percent", "percent of", "percentage of", "(%)", "(in %)", "(percent)", ", percent"],
        ) || text.starts_with('%')
            || text.ends_with('%')
        {
            Some(Said::Percent)
        } else {
            let number = || text.starts_with("number of ").then_some(Said::Pure);
            quantity(&text).or_else(number).filter(|_| !kind.is_primary())
        };
        said.filter(|_| !matches!(kind, Kind::BalanceSheet | Kind::CashFlow))
    })
}

/// What the figure's own marks say.
pub(crate) fn said_by_figure(figure: &Figure) -> Option<Said> {
    match figure.suffix {
        Suffix::Percent | Suffix::Points => Some(Said::Percent),
        Suffix::Times | Suffix::BasisPoints => Some(Said::Pure),
        // Cents are of a share, or of a seat mile: the words tell.
        Suffix::Cents | Suffix::None => None,
    }
}

/// The unit and scale of a figure, from what is said of it, and how each is told; `by` is the place that says what it counts.
pub(crate) fn unit(said: Said, by: ToldBy, figure: &Figure, measure: &Measure) -> (Unit, Decimal, HowTold) {
    let own = figure.currency.map(|currency| Told::new(currency, ToldBy::Cell));
    let Told { value: currency, by: currency_by } =
        own.or(measure.currency).unwrap_or(Told::new(Currency::UNKNOWN, ToldBy::Nothing));
    let as_printed = Told::new(Decimal::ONE, ToldBy::Nothing);
    // `£12.4m`: the figure says itself what it is multiplied by.
    let own_scale =
        (figure.power > 0).then(|| Told::new(Decimal::from(10_i64.pow(figure.power.min(18).into())), ToldBy::Cell));
    let told = |unit: ToldBy, scale: ToldBy| HowTold { unit, scale, period: ToldBy::Nothing };
    let one = Decimal::ONE;
    match said {
        Said::Money => {
            let scale = own_scale.or(measure.scale).unwrap_or(as_printed);
            (Unit::Money(currency), scale.value, told(currency_by, scale.by))
        }
        Said::PerShare => {
            let cents = figure.suffix == Suffix::Cents || measure.cents;
            let scale = if cents { Decimal::new(1, 2) } else { one };
            (Unit::PerShare(currency), scale, told(currency_by, by))
        }
        Said::Shares => {
            let scale = own_scale.or(measure.share_scale).or(measure.scale).unwrap_or(as_printed);
            (Unit::Shares, scale.value, told(by, scale.by))
        }
        Said::Percent => (Unit::Percent, one, told(by, by)),
        // A price is money as printed; among amounts in millions, or in cents, it is a number of its own kind.
        Said::Rate => {
            let plain = figure.suffix != Suffix::Cents && !measure.cents;
            let alone = measure.scale.is_none_or(|scale| scale.value == one) || measure.usual_scale;
            if plain && alone {
                (Unit::Money(currency), one, told(currency_by, by))
            } else {
                (Unit::Pure, one, told(by, by))
            }
        }
        Said::Pure => {
            let scale = own_scale.unwrap_or(Told::new(one, by));
            (Unit::Pure, scale.value, told(by, scale.by))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_units() {
        let says = |label: &str| said_by_label(label, Kind::IncomeStatement);
        assert_eq!(says("Diluted earnings per share"), Some(Said::PerShare));
        assert_eq!(says("Weighted-average common shares outstanding"), Some(Said::Shares));
        assert_eq!(says("Shares used in computing diluted net income per share"), Some(Said::Shares));
        assert_eq!(says("Effective tax rate"), Some(Said::Percent));
        assert_eq!(says("USD:EUR average FX rate"), Some(Said::Pure));
        assert_eq!(says("Repurchase of common stock"), None);
        assert_eq!(says("Effect of exchange rate changes on cash"), None);
    }

    #[test]
    fn sections_tell_what_basic_means() {
        let section = vec!["Shares used in per share calculation:".into()];
        assert_eq!(said_by_section(&section, "Basic", Kind::IncomeStatement), Some(Said::Shares));
        let section = vec!["Net income per share:".into()];
        assert_eq!(said_by_section(&section, "Basic", Kind::IncomeStatement), Some(Said::PerShare));
    }
}
