//! What each figure counts: money, money a share, shares, percent, or a plain number.
//!
//! One statement mixes them. A figure's own marks decide first, then the heading of its column, then its label, then the
//! section it stands in, and last what the statement as a whole is in.

use crossfoot_grammar::figure::{Currency, Figure, Suffix};
use crossfoot_grammar::unit_note::{self, UnitNote};
use crossfoot_lexicon::{Role, Tags, Text, WordClass, tag, units, word};
use rust_decimal::Decimal;

use crate::model::{Kind, Unit};
use crate::presentation::Presentation;
use crate::quantity::{is_count, is_days, is_rate, is_seat_rate, speaks_of_money};
use crate::told::{HowTold, Told, ToldBy};

/// What a statement's notes say of units, as far as they say it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Measure {
    pub(crate) scale: Option<Told<Decimal>>,
    pub(crate) currency: Option<Told<Currency>>,
    /// The currency is named by what others are named by, too: `$`.
    pub(crate) shared_sign: bool,
    pub(crate) share_scale: Option<Told<Decimal>>,
    /// A note names the currency; signs at figures do not make all of them money.
    pub(crate) says_currency: bool,
    pub(crate) percent: bool,
    pub(crate) cents: bool,
    /// Counts of something that is neither money nor shares.
    pub(crate) other: bool,
    /// Numbers of shares, all of them.
    pub(crate) shares: bool,
    /// Amounts per share, all of them.
    pub(crate) per_share: bool,
    /// The scale is not the table's own: it is what the release usually has.
    pub(crate) usual_scale: bool,
}

impl Measure {
    /// Takes what a note says and this does not say yet.
    fn fill(&mut self, note: &UnitNote, by: ToldBy) {
        self.scale = self.scale.or(note.scale.map(|scale| Told::new(scale, by)));
        if self.currency.is_none() {
            self.currency = note.currencies.first().map(|currency| Told::new(*currency, by));
            self.shared_sign = note.shared_sign;
        }
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

    /// The same, told otherwise.
    pub(crate) fn told_by(self, by: ToldBy) -> Self {
        Self {
            scale: self.scale.map(|told| Told { by, ..told }),
            currency: self.currency.map(|told| Told { by, ..told }),
            share_scale: self.share_scale.map(|told| Told { by, ..told }),
            ..self
        }
    }

    /// What this leaves unsaid, from another.
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self {
            scale: self.scale.or(other.scale),
            currency: self.currency.or(other.currency),
            shared_sign: if self.currency.is_some() { self.shared_sign } else { other.shared_sign },
            share_scale: self.share_scale.or(other.share_scale),
            says_currency: self.says_currency || other.says_currency,
            percent: self.percent,
            cents: self.cents || other.cents,
            other: self.other,
            per_share: self.per_share,
            shares: self.shares,
            usual_scale: self.usual_scale,
        }
    }
}

fn is_of_whole_units(text: &str) -> bool {
    text.ends_with(')') && tag(text).ends_with(Role::WholeUnits)
}

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
fn quantity(text: &Text) -> Option<Said> {
    if is_seat_rate(text) {
        return Some(Said::Pure);
    }
    if is_rate(text) { Some(Said::Rate) } else { is_count(text).then_some(Said::Pure) }
}

/// Whether a heading says that its figures are hundredths of a percent.
pub(crate) fn is_in_basis_points(heading: &Text) -> bool {
    heading.has(Role::BasisPoints)
}

/// What a heading over a column says its figures count.
pub(crate) fn said_by_heading(heading: &Text) -> Option<Said> {
    if is_in_basis_points(heading) {
        return Some(Said::Pure);
    }
    if heading.has(Role::PercentHead) && !heading.has(Role::AmountChange) {
        return Some(Said::Percent);
    }
    if is_per_share(heading) {
        return Some(Said::PerShare);
    }
    // `31-60 days past due` is how long, not what is counted.
    if heading.has(Role::PastDue) {
        return None;
    }
    if heading.has(Role::ConversionRate) {
        return Some(Said::Pure);
    }
    if heading.has(Role::SharesWord) && !heading.has(Role::StockAmount) {
        return Some(Said::Shares);
    }
    if is_number_of(heading)
        && !heading.has(Role::OfStaffCosts)
        && !heading.tags().has_any(&[Role::AwardPrice, Role::AwardValue])
    {
        return Some(number_of(heading));
    }
    if heading.has(Role::NumberEnd) {
        return Some(Said::Pure);
    }
    let of_change = || heading.has(Role::RateOfChange) && !heading.has(Role::Amount);
    quantity(heading).or_else(|| of_change().then_some(Said::Percent))
}

pub(crate) fn is_per_share(text: &Text) -> bool {
    // `per diluted common share`, `per limited partner unit`: what a price is for comes within a few words.
    let per = || {
        text.tags().places(Role::PerEach).any(|per| {
            let (before, after) = (&text[..per.start], &text[per.end..]);
            // `Dividends paid ($1.13 per share)`: the price is a remark, the line is of the amount.
            let price = before.split_whitespace().next_back().unwrap_or_default();
            let priced = (units().has_sign(price) || price.contains(['¢', '.']))
                && price.ends_with(|c: char| c.is_ascii_digit());
            let mut next = after.split(|c: char| !c.is_alphanumeric()).filter(|found| !found.is_empty()).take(4);
            !priced && after.starts_with([' ', '-']) && next.any(|found| word(found).is(WordClass::PricedShare))
        })
    };
    // `Class A share repurchases` are of a class, not of one share.
    let by_share = || {
        let named = |at: usize| {
            let before = text[..at].trim_end();
            before.rsplit(' ').next().is_some_and(|before| word(before).is(WordClass::ShareClass))
        };
        text.tags().places(Role::ByShare).any(|found| !named(found.start))
    };
    (by_share() || per()) && !is_share_count(text)
}

/// What is counted where a text says `number of`: `Number of options`.
fn number_of(text: &Text) -> Said {
    if text.has(Role::HeldShare) { Said::Shares } else { Said::Pure }
}

/// `Number of options`, over a column.
pub(crate) fn is_number_of(text: &Text) -> bool {
    text.has(Role::NumberOf) && !text.has(Role::PerEach)
}

fn is_share_count(text: &Text) -> bool {
    let tags = text.tags();
    let sign = || units().has_sign(text);
    let per = tags.has(Role::PerEach);
    // `Shares retired (in millions)`, where their price would have a sign of money.
    let bought = || tags.has(Role::SharesBought) && tags.has(Role::ScaledNote) && !sign();
    let outstanding = || {
        let held = tags.has(Role::SharesWord) && tags.has(Role::Outstanding) && !per;
        held && !sign() && !tags.has_any(&[Role::ParValue, Role::StatedValue]) && !speaks_of_money(text)
    };
    let at_end = || tags.has(Role::CommonShares) && tags.has(Role::PeriodClosing) && !sign();
    let average = || tags.has(Role::AverageNumber) && tags.has(Role::ShareWord) && !tags.has(Role::AveragePrice);
    tags.has(Role::SharesUsed)
        || bought()
        || at_end() && !tags.has(Role::ParValue)
        || outstanding()
        || tags.has(Role::Dilutive) && !per && tags.has(Role::DilutiveEffect)
        || average()
        || tags.has(Role::ShareNumber) && !tags.has(Role::ShareAmount)
}

/// Whether a label is of percentages. A number before the sign makes it a remark: `0.95% notes due 2026`, `Commercial paper
/// (5.5%)`, `(statutory rate of 21%)`.
pub(crate) fn says_percent(text: &Text) -> bool {
    let mut signs = text.match_indices('%').map(|(at, _)| text[..at].trim_end()).filter(|before| !before.is_empty());
    let sign = text.starts_with('%') || signs.any(|before| !before.ends_with(|c: char| c.is_ascii_digit()));
    // `Foreign tax rate differential`, `Income subject to the tax rate`: what the rate makes of an amount.
    sign || text.has(Role::PercentWord) && !text.tags().has_any(&[Role::RateApplied, Role::Changes])
}

/// What a label says its figures count.
pub(crate) fn said_by_label(label: &Text, kind: Kind) -> Option<Said> {
    let tags = label.tags();
    let holds_money = matches!(kind, Kind::BalanceSheet | Kind::CashFlow | Kind::Equity);
    if says_percent(label) {
        return Some(Said::Percent);
    }
    if tags.has_any(&[Role::Staff, Role::BasisPointsNote]) || is_days(label) {
        return Some(Said::Pure);
    }
    let effect = || tags.has(Role::Effect) || tags.has(Role::Changes);
    if tags.has(Role::PercentageName) && !holds_money && !effect() {
        return Some(Said::Percent);
    }
    let dated = || label.contains(|c: char| c.is_ascii_digit() || units().is_sign(c));
    let counts_shares = || {
        tags.has(Role::NumberOrWeighted)
            || tags.has(Role::SharesOutstandingEnd) && word_count(label) <= 5
            || tags.has(Role::SharesOutstandingAt) && !dated()
    };
    if is_share_count(label) && (!holds_money || counts_shares()) {
        return Some(Said::Shares);
    }
    if tags.has(Role::AwardPriceLine) && !kind.is_primary() {
        return Some(Said::PerShare);
    }
    // `Stock options outstanding`, `Board authorized shares remaining`
    if tags.has(Role::AwardsCounted) && !holds_money && !kind.is_primary() && !speaks_of_money(label) {
        return Some(Said::Shares);
    }
    // In a balance sheet a price per share is that of the par value, except where equity is divided by the shares.
    let book_value = kind == Kind::BalanceSheet && tags.has(Role::ValuePer) && !tags.has(Role::ParValue);
    if (!holds_money || book_value) && is_per_share(label) {
        return Some(Said::PerShare);
    }
    if !kind.is_primary()
        && let Some(said) = quantity(label)
    {
        return Some(said);
    }
    // Cents are of a share, or of a mile or a call, whatever the table is in.
    if tags.has(Role::CentsNote) {
        return Some(if tags.has(Role::ShareIncome) { Said::PerShare } else { Said::Pure });
    }
    if is_number(tags, kind) && tags.has(Role::NumberOf) {
        return Some(number_of(label));
    }
    (is_quotient(label, holds_money) || is_rate_or_ratio(label, kind) || is_number(tags, kind)).then_some(Said::Pure)
}

/// One amount divided by another: `Net debt / EBITDA`, `Debt to equity (b/a)`, `Inventory turns`.
fn is_quotient(label: &Text, holds_money: bool) -> bool {
    let tags = label.tags();
    let quotient = tags.has(Role::QuotientEnd) || tags.ends_with(Role::QuotientNote);
    quotient && word_count(label) > 2 || tags.has_any(&[Role::Turnover, Role::Leverage]) && !holds_money
}

fn is_rate_or_ratio(label: &Text, kind: Kind) -> bool {
    let tags = label.tags();
    let multiple = tags.has(Role::MultipleEnd) || tags.ends_with(Role::MultipleNote);
    // `Finance lease obligations (average rate of 2.6%)`: the rate is a remark.
    let remark = |at: usize| label[..at].contains('(') && !label[..at].contains(')');
    let named = || tags.places(Role::ExchangeRate).any(|rate| !remark(rate.start));
    let rate = named() && (!kind.is_primary() || tags.has(Role::RateEnd));
    (rate || multiple || tags.has(Role::Ratio)) && !tags.has_any(&[Role::Effect, Role::Changes])
}

fn is_number(tags: &Tags, kind: Kind) -> bool {
    // `Shares withheld from employees` are shares.
    let holds_people = !kind.is_primary() && tags.has(Role::HeldNumber) && !tags.has(Role::SharesWord);
    (holds_people || tags.has(Role::NumberOf)) && !tags.has(Role::OfStaffCosts)
}

/// What the section over a line says its figures count: for labels such as `Basic` that say nothing themselves.
pub(crate) fn said_by_section(section: &[Text], label: &Text, kind: Kind) -> Option<Said> {
    section.iter().rev().find_map(|heading| {
        let shares = || heading.has(Role::SharesWord) && label.has(Role::Basic);
        let said = if heading.has(Role::Numerator) {
            Some(Said::Money)
        } else if heading.has(Role::Denominator) && !speaks_of_money(label) {
            Some(Said::Shares)
        } else if is_per_share(heading) {
            Some(Said::PerShare)
        } else if is_share_count(heading) || shares() {
            Some(Said::Shares)
        } else if heading.has(Role::PercentSection) || heading.starts_with('%') || heading.ends_with('%') {
            Some(Said::Percent)
        } else {
            let number = || heading.tags().begins_with(Role::NumberOf).then(|| number_of(heading));
            quantity(heading).or_else(number).filter(|_| !kind.is_primary())
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
pub(crate) fn unit(
    said: Said,
    by: ToldBy,
    figure: &Figure,
    measure: &Measure,
    presentation: &Presentation,
) -> (Unit, Decimal, HowTold) {
    // What most of the text names is no nearer than what the release says of itself.
    let near = measure.currency.filter(|told| !measure.shared_sign && told.by < ToldBy::Release);
    let own = figure.currency.map(|currency| (Told::new(currency, ToldBy::Cell), figure.shared_sign));
    let named = own.or(measure.currency.map(|currency| (currency, measure.shared_sign)));
    let Told { value: currency, by: currency_by } = named
        .map_or(Told::new(Currency::UNKNOWN, ToldBy::Nothing), |(told, shared)| presentation.of(told, shared, near));
    let as_printed = Told::new(Decimal::ONE, ToldBy::Nothing);
    // `£12.4m`: the figure says itself what it is multiplied by.
    let own_scale =
        (figure.power > 0).then(|| Told::new(Decimal::from(10_i64.pow(figure.power.min(18).into())), ToldBy::Cell));
    let told = |unit: ToldBy, scale: ToldBy| HowTold { unit, scale, period: ToldBy::Nothing };
    let one = Decimal::ONE;
    match said {
        // `41¢` is a hundredth part of so much.
        Said::Money if figure.suffix == Suffix::Cents => {
            (Unit::Money(currency), Decimal::new(1, 2), told(currency_by, ToldBy::Cell))
        }
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
        let says = |label: &str| said_by_label(&label.into(), Kind::IncomeStatement);
        assert_eq!(says("Diluted earnings per share"), Some(Said::PerShare));
        assert_eq!(says("Net loss per common stock, basic and diluted"), Some(Said::PerShare));
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
        assert_eq!(said_by_section(&section, &"Basic".into(), Kind::IncomeStatement), Some(Said::Shares));
        let section = vec!["Net income per share:".into()];
        assert_eq!(said_by_section(&section, &"Basic".into(), Kind::IncomeStatement), Some(Said::PerShare));
    }
}
