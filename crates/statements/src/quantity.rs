//! What companies count that is neither money nor shares: barrels, ounces, seat miles, stores; and prices of such things.
//!
//! A figure of these is a plain number (`pure`), and so is a price or cost per barrel or per seat mile: no unit of the output says
//! "dollars per barrel", and the scale of the statement does not hold for it. Words decide, whole words only.

use crossfoot_lexicon::{Currency, Role, Text, WordClass, plural, units, word};

/// Whether a word of a text is of one of some classes.
fn has_word_of(text: &str, classes: &[WordClass]) -> bool {
    words(text).any(|found| is_of(found, classes))
}

fn is_of(text: &str, classes: &[WordClass]) -> bool {
    let found = word(text);
    classes.iter().any(|class| found.is(*class))
}

/// Things and units of trades: what can be counted.
const COUNTED: [WordClass; 2] = [WordClass::Thing, WordClass::TradeUnit];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '-'))).filter(|w| !w.is_empty())
}

/// Whether a text speaks of money.
pub(crate) fn speaks_of_money(text: &str) -> bool {
    has_word_of(text, &[WordClass::MoneyWord])
}

/// Whether a text is of an amount of money for each of something other than a share.
pub(crate) fn is_rate(text: &Text) -> bool {
    if is_things_for_each(text) {
        return false;
    }
    let by_name = || words(text).any(|found| found.split('-').any(|part| is_of(part, &[WordClass::RateName])));
    let slashed = text.match_indices('/').any(|(at, _)| {
        let unit = words(&text[at + 1..]).next().unwrap_or_default();
        is_of(unit, &[WordClass::TradeUnit]) && ends_in_money(&text[..at])
    });
    let by_day = text.has(Role::PerDay) && (units().has_sign(text) || text.has(Role::DayPrice));
    is_for_each(text) || text.has(Role::DailyRate) || by_day || slashed || by_name()
}

/// Whether a text ends in money, by its sign, its name or its code, or in a word of it: `$`, `A$k`, `USD`, `cents`, `costs`.
fn ends_in_money(text: &str) -> bool {
    let head = text.trim_end_matches(char::is_alphabetic);
    let tail = &text[head.len()..];
    let signed = head.ends_with(|c| units().is_sign(c)) && (tail.is_empty() || word(tail).scale().is_some());
    let named = word(tail).currency().is_some() || word(tail).cents_of().is_some();
    let code = || tail.chars().all(char::is_uppercase) && Currency::from_code(tail).is_some();
    signed || named || is_of(tail, &[WordClass::CentUnit, WordClass::SuffixCents, WordClass::MoneyWord]) || code()
}

/// Whether an amount is for each of something that is counted: `Fuel cost per gallon`.
fn is_for_each(text: &Text) -> bool {
    let unit = |w: &str| {
        let plural = plural(w);
        is_of(w, &[WordClass::TradeUnit])
            || plural.as_ref().is_some_and(|plural| is_of(plural, &COUNTED))
            || plural.is_some() && is_of(w, &[WordClass::Thing])
    };
    text.tags().places(Role::PerEach).any(|per| {
        let (before, rest) = (&text[..per.start], &text[per.end..]);
        if !rest.starts_with(' ') {
            return false;
        }
        let mut next = words(rest);
        let [first, second, third] = std::array::from_fn(|_| next.next().unwrap_or_default());
        // `Connections per account` is no price.
        let things = has_word_of(before, &COUNTED) && !speaks_of_money(before) && !units().has_sign(before);
        // What a price is for comes within three words: `per available seat mile`.
        let near = |found: &std::ops::Range<usize>| {
            found.start > per.end && text[per.end + 1..found.end].matches(' ').count() < 3
        };
        !things
            && (unit(first)
                || unit(second)
                || is_of(first, &[WordClass::BeforePriced]) && unit(third)
                || text.tags().places(Role::PricedPhrase).any(|found| near(&found)))
    })
}

/// Whether a text is of a rate in cents: `CASM-Ex`.
pub(crate) fn is_seat_rate(text: &str) -> bool {
    words(text).any(|found| found.split('-').any(|part| is_of(part, &[WordClass::SeatRate])))
}

/// Whether a remark says that things are counted in thousands or so: `(vehicles in thousands)`, `(Thousands of units)`.
pub(crate) fn counts_in_scale(text: &Text) -> bool {
    let counted = |found: &str| is_of(found, &COUNTED) || is_of(found, &[WordClass::UnitThings]);
    let of = || {
        let mut after = text.tags().places(Role::ScaleOf).map(|scale| &text[scale.end..]);
        after.any(|what| words(what).next().is_some_and(counted))
    };
    let mut before = text.tags().places(Role::InScale).map(|scale| &text[..scale.start]);
    of() || before.any(|before| {
        let remark = before.rsplit(['(', ',', ';']).next().unwrap_or_default();
        words(remark).last().is_some_and(counted) && !speaks_of_money(remark)
    })
}

/// Whether a text is of things or people of which there are no parts, and of no price or ratio of them.
pub(crate) fn is_of_whole_things(text: &Text) -> bool {
    let things = has_word_of(text, &[WordClass::CountedPerson, WordClass::Thing]);
    things && !speaks_of_money(text) && !text.has(Role::PerEach) && !text.has(Role::Ratio) && !text.has(Role::Average)
}

/// Whether a title is of people or things: `Customer Profile Summary`, `Broadband Connections`.
pub(crate) fn counts_by_title(title: &str) -> bool {
    has_word_of(title, &[WordClass::CountedPerson, WordClass::Thing]) && !speaks_of_money(title)
}

/// `Days sales outstanding`, `Operating days`.
pub(crate) fn is_days(text: &Text) -> bool {
    let tags = text.tags();
    tags.begins_with(Role::Days)
        || text.has(Role::WeekdaysEnd)
        || tags.ends_with(Role::Days) && !text.has(Role::Within) && !speaks_of_money(text)
}

/// Whether a text is of a number of things: `Production (MBOE per day)`, `Stores opened`, `Volumes`.
pub(crate) fn is_count(text: &Text) -> bool {
    if is_days(text) || counts_in_brackets(text) || text.has(Role::RevenueUnits) {
        return true;
    }
    // `Net additions (losses)`: what is lost there is no money.
    let won = text.tags().places(Role::Addition).any(|won| {
        let after = text[won.end..].strip_prefix(' ').and_then(|after| after.split(' ').next());
        !after.is_some_and(|after| is_of(after, &[WordClass::To]))
    });
    if won && !speaks_of_money(&text.tags().without(text, &[Role::LossesNote])) {
        return true;
    }
    // Most labels end here.
    if speaks_of_money(text) {
        return false;
    }
    // `Wholesale units (000)`
    let units = text.has(Role::UnitsScaled) && has_word_of(text, &[WordClass::UnitThings]);
    // `Subscriptions, platforms and devices` are lines of business.
    let listed = || text.contains(", ") && words(text).any(|found| is_of(found, &[WordClass::And]));
    units
        || text.has(Role::TradePhrase)
        || has_word_of(text, &[WordClass::Volume, WordClass::TradeUnit]) && !listed()
        || text.has(Role::Counting) && has_word_of(text, &[WordClass::Thing])
        || is_things_for_each(text)
}

/// Whether a remark in brackets says what is counted: `Production (MBOE per day)`.
fn counts_in_brackets(text: &Text) -> bool {
    let phrase = text.tags().places(Role::TradePhrase).any(|found| {
        let before = &text[..found.start];
        before.rfind('(').is_some_and(|open| !before[open..].contains(')'))
    });
    phrase
        || text.split('(').skip(1).filter_map(|part| part.split(')').next()).any(|part| {
            let part = part.trim();
            let part = match part.split_once(' ') {
                Some((first, rest)) if is_of(first, &[WordClass::In]) => rest,
                _ => part,
            };
            let per = || part.split(' ').skip(1).any(|found| is_of(found, &[WordClass::Per]));
            let rate = || {
                let of_share = words(part).any(|found| is_of(found, &[WordClass::ShareAlone]));
                per() && !of_share && !units().has_sign(part) && !speaks_of_money(part)
            };
            // `Amount (in thousands)` is in a scale, and of money.
            let scale = || word(part).scale().is_some() && (speaks_of_money(text) || text.starts_with('('));
            has_word_of(part, &[WordClass::TradeUnit]) || is_of(part, &[WordClass::Bracketed]) && !scale() || rate()
        })
}

/// `Connections per account`: things for each of another thing.
fn is_things_for_each(text: &Text) -> bool {
    let Some(per) = text.tags().places(Role::PerEach).find(|per| per.start > 0) else { return false };
    let (things, each) = (&text[..per.start], &text[per.end..]);
    // `per active account`: what it is for comes within a few words.
    let for_each =
        || words(each).take(3).any(|found| plural(found).is_some_and(|plural| is_of(&plural, &[WordClass::Thing])));
    has_word_of(things, &[WordClass::Thing, WordClass::Act]) && for_each()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_from_money() {
        for text in [
            "production (mboe per day)",
            "gold ounces sold",
            "stores opened",
            "stores at end of period",
            "revenue passengers (000)",
            "available seat miles (asms)",
            "ore mined (000s tonnes)",
            "rentable square feet",
            "transported volume (million rtk)",
            "number of buildings",
            "connections (‘000):",
            "net additions detail ('000)",
            "paid net additions",
            "cards-in-force (millions)",
            "pharmacy claims processed",
        ] {
            assert!(is_count(&text.into()), "{text}");
        }
        for text in [
            "stores",
            "deposits from customers",
            "aircraft fuel",
            "revenue",
            "due to customers",
            "net additions to property and equipment",
            "gain on sale of vessels",
            "loans",
        ] {
            assert!(!is_count(&text.into()), "{text}");
        }
    }

    #[test]
    fn things_in_thousands() {
        assert!(counts_in_scale(&"vehicle sales (vehicles in thousands)".into()));
        assert!(!counts_in_scale(&"(dollars in millions, stores in operation)".into()));
        assert!(!counts_in_scale(&"loans to customers in millions of dollars".into()));
    }

    #[test]
    fn rates_are_told_from_amounts() {
        for text in [
            "mining cost per tonne mined",
            "fuel cost per gallon",
            "abr per leased square foot",
            "crude oil (dollars per bbl)",
            "aisc ($/oz)",
            "casm excluding fuel",
            "average monthly revenue per paid subscriber",
            "revenue per available seat mile (rasm)",
        ] {
            assert!(is_rate(&text.into()), "{text}");
        }
        for text in [
            "net income per share",
            "dividends per ads",
            "operating profit",
            "production (mboe per day)",
            "and/or tons",
            "connections per account",
            "payment transactions per active account",
            "earnings per unit",
        ] {
            assert!(!is_rate(&text.into()), "{text}");
        }
    }
}
