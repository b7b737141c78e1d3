//! What companies count that is neither money nor shares: barrels, ounces, seat miles, stores; and prices of such things.
//!
//! A figure of these is a plain number (`pure`), and so is a price or cost per barrel or per seat mile: no unit of the output says
//! "dollars per barrel", and the scale of the statement does not hold for it. Words decide, whole words only.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::phrases::any;

/// Units of measure of the trades that publish operating figures.
const UNITS: &str = "bbl bbls mbbl mbbls mmbbl mmbbls barrel barrels boe mboe mmboe koebd koeb kbd kboed kboe/d mboed mboe/d boed boe/d bopd bpd mbd mbpd mmcf mmcfd mmcfe \
    mcf mcfe bcf bcfe tcf btu mmbtu gj gwh mwh kwh twh mw gw mwp gwp tonne tonnes ton tons tonnage kt mtpa ounce ounces oz koz moz carat carats \
    lbs litre litres liter liters hectolitres hectoliters gallon gallons sqft sf acre acres hectares teu teus asm asms ask asks rpm rpms rpk rpks \
    rtk rtks rtm rtms ctm ctms seat-miles passenger-miles rooms passengers headcount ftes subscribers subscriptions gtms gtm ton-miles membership memberships gb tb mb \
    actives mau maus dau daus acreage wafers kilometres kilometers km miles \
    kiloton kilotons kilotonnes megatons megatonnes megawatt megawatts gigawatt gigawatts megawatt-hours gigawatt-hours";

/// Units of two words.
const PHRASES: [&str; 22] = [
    "square feet",
    "square foot",
    "square metres",
    "square meters",
    "sq. ft",
    "seat miles",
    "seat kilometres",
    "passenger miles",
    "ton miles",
    "room nights",
    "patient days",
    "block hours",
    "units sold",
    "units shipped",
    "prescriptions filled",
    "claims processed",
    "cards-in-force",
    "cards in force",
    "cards acquired",
    "customers with",
    "aircraft deliveries",
    "vehicle deliveries",
];

/// Rates that have names of their own.
const RATES: &str = "adr casm rasm prasm trasm cask rask prask revpar aisc arpu arpa";

/// Those of a seat mile, which are printed in cents whether they say so or not.
const SEAT_RATES: [&str; 7] = ["casm", "rasm", "prasm", "trasm", "cask", "rask", "prask"];

/// Things counted by number; they name segments and accounts, too, and count only beside words that say so.
const THINGS: &str = "stores store restaurants restaurant buildings properties locations branches atms hotels employees users customers members \
    accounts clubs clinics offices vessels aircraft trucks vehicles homes lots policies departures wells rigs flights orders leases \
    patients consumers people enrollees scripts prescriptions students beds sites centers warehouses communities connections carloads cars containers trains";

/// Customers won: `Paid net additions`, but not `Net additions to property`.
const ADDITIONS: [&str; 4] = ["net additions", "net adds", "gross additions", "gross adds"];

/// Amounts of things that are not counted one by one.
const VOLUMES: &str = "volume volumes throughput shipments deliveries";

/// What is said of things that are counted.
const COUNTING: [&str; 25] = [
    "active ",
    "number of",
    "at beginning of",
    "at end of",
    "at the beginning of",
    "at the end of",
    "at period end",
    "end of period",
    "beginning of period",
    "opened",
    "closed",
    "expiring",
    "relocated",
    "in operation",
    "delivered",
    "(number)",
    "(#)",
    "count",
    "new ",
    "served",
    "(000",
    "(in thousands",
    "(in millions",
    "(thousands",
    "(millions",
];

/// What titles call people that are counted.
const PEOPLE: [&str; 8] =
    ["customer", "customers", "membership", "members", "enrollment", "subscribers", "people", "workforce"];

/// Words of money: a label with one of them is of money, whatever is sold.
const MONEY: &str = "revenue revenues sales income profit profits loss losses earnings ebit ebita ebitda cash debt cost costs expense expenses price prices \
    tax taxes asset assets liabilities equity capital expenditure expenditures dividend dividends interest depreciation amortization goodwill \
    receivable receivables payable payables deposits loans premiums charge charges fees provision impairment bookings backlog value proceeds \
    dollars payments spending compensation investments investment margin turnover amount amounts funds ffo noi rent rents rental";

/// What a number in brackets counts, too.
const BRACKETED: &str = "years months weeks days hours people number # aircraft vessels stores thousands";

/// The lists a word stands in, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lists(u8);

impl Lists {
    const NONE: Self = Self(0);
    const UNITS: Self = Self(1);
    const RATES: Self = Self(1 << 1);
    const THINGS: Self = Self(1 << 2);
    const VOLUMES: Self = Self(1 << 3);
    const MONEY: Self = Self(1 << 4);
    const BRACKETED: Self = Self(1 << 5);

    /// Those of a word.
    fn of(word: &str) -> Self {
        LISTED.get(word).copied().unwrap_or(Self::NONE)
    }

    /// Those of all words of a text together.
    fn of_any(text: &str) -> Self {
        words(text).fold(Self::NONE, |lists, word| lists.and(Self::of(word)))
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn has(self, list: Self) -> bool {
        self.0 & list.0 != 0
    }
}

/// All words of the lists, so that a word is looked up once for all of them.
static LISTED: LazyLock<FxHashMap<&'static str, Lists>> = LazyLock::new(|| {
    let lists = [
        (UNITS, Lists::UNITS),
        (RATES, Lists::RATES),
        (THINGS, Lists::THINGS),
        (VOLUMES, Lists::VOLUMES),
        (MONEY, Lists::MONEY),
        (BRACKETED, Lists::BRACKETED),
    ];
    let mut listed = FxHashMap::default();
    for (words, list) in lists {
        for word in words.split_ascii_whitespace() {
            let known = listed.entry(word).or_insert(Lists::NONE);
            *known = known.and(list);
        }
    }
    listed
});

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '/' | '-'))).filter(|w| !w.is_empty())
}

/// Without the apostrophes of `('000)`.
fn plain(text: &str) -> String {
    text.replace(['\'', '‘', '’'], "")
}

fn names_unit(text: &str, lists: Lists) -> bool {
    lists.has(Lists::UNITS) || any(text, &PHRASES)
}

/// Whether a text in small letters speaks of money.
pub(crate) fn speaks_of_money(text: &str) -> bool {
    words(text).any(|word| Lists::of(word).has(Lists::MONEY))
}

/// Whether a text in small letters is of an amount of money for each of something other than a share.
pub(crate) fn is_rate(text: &str) -> bool {
    if is_things_for_each(text) {
        return false;
    }
    let after_per = text.contains("per ")
        && text.match_indices("per ").any(|(at, _)| {
            let rest = &text[at + 4..];
            let first = words(rest).next().unwrap_or_default();
            let second = words(rest).nth(1).unwrap_or_default();
            let third = words(rest).nth(2).unwrap_or_default();
            let unit = |w: &str| {
                Lists::of(w).has(Lists::UNITS)
                    || Lists::of(&format!("{w}s")).has(Lists::UNITS)
                    || THINGS.split_ascii_whitespace().any(|t| t.strip_suffix('s').unwrap_or(t) == w)
            };
            let whole = at == 0 || text[..at].ends_with(|c: char| !c.is_alphanumeric());
            // `Connections per account` is no price.
            let of = &text[..at];
            let before = Lists::of_any(of);
            let things = before.has(Lists::THINGS.and(Lists::UNITS)) && !before.has(Lists::MONEY) && !of.contains('$');
            whole
                && !things
                && (unit(first)
                    || unit(second)
                    || ["average", "retail", "paid"].contains(&first) && unit(third)
                    || PHRASES
                        .iter()
                        .any(|p| rest.starts_with(p) || first_words(rest).contains(p.trim_end_matches('s')))
                    || rest.contains("square foot"))
        });
    let by_name = || words(text).any(|word| word.split('-').any(|part| Lists::of(part).has(Lists::RATES)));
    let slashed = text.match_indices('/').any(|(at, _)| {
        let unit = words(&text[at + 1..]).next().unwrap_or_default();
        let money = text[..at].ends_with(['$', '€', '£', 's', 'd', 'k']) && !unit.is_empty();
        money && Lists::of(unit).has(Lists::UNITS)
    });
    let by_day = text.contains("per day") && ["$", "dollar", "rate"].iter().any(|w| text.contains(w));
    after_per || text.contains("average daily rate") || by_day || slashed || by_name()
}

/// The first three words of a text: what a price is for comes within them (`per available seat mile`).
fn first_words(text: &str) -> &str {
    text.match_indices(' ').nth(2).map_or(text, |(at, _)| &text[..at])
}

/// Whether a text in small letters is of a rate in cents: `CASM-Ex`.
pub(crate) fn is_seat_rate(text: &str) -> bool {
    words(text).any(|word| word.split('-').any(|part| SEAT_RATES.contains(&part)))
}

/// Whether a remark says that things are counted in thousands or so: `(vehicles in thousands)`, `(Thousands of units)`.
pub(crate) fn counts_in_scale(text: &str) -> bool {
    if !any(text, &["thousands", "millions", "hundreds"]) {
        return false;
    }
    let of = ["thousands of ", "millions of ", "hundreds of "].iter().any(|scale| {
        let what = text.split_once(scale).and_then(|(_, what)| words(what).next());
        what.is_some_and(|w| Lists::of(w).has(Lists::UNITS.and(Lists::THINGS)) || w == "units")
    });
    of || [" in thousands", " in millions", " in hundreds"].iter().any(|scale| {
        let before = text.split_once(scale).map_or("", |(before, _)| before);
        let remark = before.rsplit(['(', ',', ';']).next().unwrap_or_default();
        let counted =
            words(remark).last().is_some_and(|w| Lists::of(w).has(Lists::UNITS.and(Lists::THINGS)) || w == "units");
        counted && !speaks_of_money(remark)
    })
}

/// Whether a title in small letters is of people or things: `Customer Profile Summary`, `Broadband Connections`.
pub(crate) fn counts_by_title(title: &str) -> bool {
    let counted = |word: &str| PEOPLE.contains(&word) || Lists::of(word).has(Lists::THINGS);
    words(title).any(counted) && !speaks_of_money(title)
}

/// `Days sales outstanding`, `Operating days`.
pub(crate) fn is_days(text: &str) -> bool {
    text.starts_with("days ")
        || text.ends_with(" weekdays")
        || text.ends_with(" days") && !speaks_of_money(text) && !text.contains("within")
}

/// Whether a text in small letters is of a number of things: `Production (MBOE per day)`, `Stores opened`, `Volumes`.
pub(crate) fn is_count(text: &str) -> bool {
    if is_days(text) {
        return true;
    }
    let in_brackets = text.split('(').skip(1).filter_map(|part| part.split(')').next()).any(|part| {
        let part = part.trim().strip_prefix("in ").unwrap_or(part.trim());
        let rate = part.contains(" per ") && !part.contains("share") && !part.contains('$') && !speaks_of_money(part);
        names_unit(part, Lists::of_any(part)) || Lists::of(part).has(Lists::BRACKETED) || rate
    });
    if in_brackets {
        return true;
    }
    if text.contains("revenue passenger") || text.contains("revenue ton") {
        return true;
    }
    // `Net additions (losses)`: what is lost there is no money.
    let won = any(text, &ADDITIONS)
        && ADDITIONS.iter().any(|a| text.split_once(a).is_some_and(|(_, after)| !after.starts_with(" to ")));
    if won && !speaks_of_money(&text.replace("(losses)", "")) {
        return true;
    }
    let lists = Lists::of_any(text);
    // Most labels end here.
    if lists.has(Lists::MONEY) {
        return false;
    }
    let counted = || {
        let bare = plain(text);
        any(&bare, &COUNTING)
    };
    // `Wholesale units (000)`
    let units = words(text).any(|word| word == "units")
        && ["(000", "(in thousands", "(in millions"].iter().any(|s| plain(text).contains(s));
    units
        || lists.has(Lists::VOLUMES)
        || names_unit(text, lists)
        || lists.has(Lists::THINGS) && counted()
        || is_things_for_each(text)
}

/// `Connections per account`: things for each of another thing.
fn is_things_for_each(text: &str) -> bool {
    if !text.contains(" per ") {
        return false;
    }
    let Some((things, each)) = text.split_once(" per ") else { return false };
    const ACTS: [&str; 6] = ["transactions", "visits", "trips", "rides", "bookings", "sessions"];
    let is_thing = |word: &str| Lists::of(word).has(Lists::THINGS);
    // `per active account`: what it is for comes within a few words.
    let for_each = words(each).take(3).any(|word| is_thing(&format!("{word}s")));
    for_each && words(things).any(|word| is_thing(word) || ACTS.contains(&word))
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
            assert!(is_count(text), "{text}");
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
            assert!(!is_count(text), "{text}");
        }
    }

    #[test]
    fn things_in_thousands() {
        assert!(counts_in_scale("vehicle sales (vehicles in thousands)"));
        assert!(!counts_in_scale("(dollars in millions, stores in operation)"));
        assert!(!counts_in_scale("loans to customers in millions of dollars"));
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
            assert!(is_rate(text), "{text}");
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
            assert!(!is_rate(text), "{text}");
        }
    }
}
