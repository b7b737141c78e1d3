//! What headings and labels say apart from what changes from release to release: times, numbers, and the words that go
//! with a figure's sign.

use std::collections::BTreeSet;

use crossfoot_lexicon::{WordClass, word};

use crate::book::folded;

/// A heading without the words that speak of time.
pub(crate) fn timeless(heading: &str) -> String {
    let mut after_number = false;
    let mut is_time = |text: &&str| {
        let bare = bare(text);
        let number = bare.contains(|c: char| c.is_ascii_digit());
        // A raised ending stands apart from its number: `53 rd`.
        let ending = std::mem::replace(&mut after_number, number) && word(&bare).is(WordClass::DaySuffix);
        number || ending || is_time(&bare)
    };
    let words: Vec<&str> = heading.split_whitespace().filter(|word| !is_time(word)).collect();
    words.join(" ")
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// A word of time, or one made of them: `second-quarter`, `year-to-date`.
fn is_time(bare: &str) -> bool {
    let of_time = |part: &str| word(part).month().is_some() || word(part).is(WordClass::TimeWord);
    let joins = |part: &str| word(part).is(WordClass::To) || word(part).is(WordClass::Date);
    let mut parts = bare.split('-').peekable();
    parts.peek().is_some_and(|first| of_time(first)) && parts.all(|part| of_time(part) || joins(part))
}

/// Which way a figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Provided,
    Used,
    Increase,
    Decrease,
    Gain,
    Loss,
    Expense,
    Credit,
    Provision,
    Benefit,
}

/// Ways of which the one is the other with the opposite sign. Income and expense are not among them: a company that has
/// both names two items.
const OPPOSITES: [(Way, Way); 5] = [
    (Way::Provided, Way::Used),
    (Way::Increase, Way::Decrease),
    (Way::Gain, Way::Loss),
    (Way::Expense, Way::Benefit),
    (Way::Provision, Way::Benefit),
];

/// The words of each way.
const WAYS: [(WordClass, Way); 10] = [
    (WordClass::WayProvided, Way::Provided),
    (WordClass::WayUsed, Way::Used),
    (WordClass::WayIncrease, Way::Increase),
    (WordClass::WayDecrease, Way::Decrease),
    (WordClass::WayGain, Way::Gain),
    (WordClass::WayLoss, Way::Loss),
    (WordClass::WayExpense, Way::Expense),
    (WordClass::WayCredit, Way::Credit),
    (WordClass::WayProvision, Way::Provision),
    (WordClass::WayBenefit, Way::Benefit),
];

impl Way {
    fn of(text: &str) -> Option<Self> {
        let word = word(text);
        WAYS.iter().find(|(class, _)| word.is(*class)).map(|(_, way)| *way)
    }
}

/// What a label says, and which ways of the figure it names: `Net Cash (Used for)/Provided by Investing Activities` is
/// *net cash investing activities*, used or provided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Gist {
    base: String,
    ways: BTreeSet<Way>,
}

impl Gist {
    pub(crate) fn of(label: &str) -> Self {
        let folded = folded(label);
        let words: Vec<String> =
            folded.split([' ', '/']).map(bare).filter(|word| !word.is_empty() && !passing(word)).collect();
        let (mut base, mut ways) = (Vec::new(), BTreeSet::new());
        let mut after_way = false;
        for (index, text) in words.iter().enumerate() {
            // The taxes are on income, whichever way they go.
            let taxes = words.get(index + 1).is_some_and(|next| is_of_tax(next));
            let way = Way::of(text).filter(|way| !(*way == Way::Gain && taxes));
            let joint = after_way && word(text).is(WordClass::WayJoint);
            after_way = way.is_some();
            match way {
                Some(way) => {
                    ways.insert(way);
                }
                None if joint => {}
                None => base.push(text.as_str()),
            }
        }
        Self { base: base.join(" "), ways }
    }

    /// Whether both speak of the same, whichever way it goes.
    pub(crate) fn is_about(&self, other: &Self) -> bool {
        self.base == other.base
    }

    /// Whether two labels name one item: both name the same ways, or one of them has the other's among its own. Where
    /// each names the other's opposite, the figures have to say so as well.
    pub(crate) fn is(&self, other: &Self, opposite_signs: impl FnOnce() -> bool) -> bool {
        if self.base.is_empty() || self.base != other.base {
            return false;
        }
        let (ours, theirs) = (&self.ways - &other.ways, &other.ways - &self.ways);
        match (ours.first(), theirs.first()) {
            (None, None) => true,
            (Some(_), None) => !other.ways.is_empty(),
            (None, Some(_)) => !self.ways.is_empty(),
            (Some(a), Some(b)) => {
                let one_each = ours.len() == 1 && theirs.len() == 1;
                one_each && (OPPOSITES.contains(&(*a, *b)) || OPPOSITES.contains(&(*b, *a))) && opposite_signs()
            }
        }
    }
}

/// Words that say nothing of what an item is: numbers, such as the count of shares at a balance date, times, and the
/// small words about them.
fn passing(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) || is_time(text) || word(text).is(WordClass::Passing)
}

/// `tax`, `taxes`, `tax-related`.
fn is_of_tax(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).next().is_some_and(|first| word(first).is(WordClass::TaxWord))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_taken_out_of_headings() {
        assert_eq!(timeless("Three Months Ended June 30, 2023 Power Tools"), "Power Tools");
        assert_eq!(timeless("Q2 FY24 % of total"), "% of total");
        assert_eq!(timeless("53 rd Reporting Week"), "Reporting");
        assert_eq!(timeless("Summary Second-Quarter 2023 Performance"), "Summary Performance");
        assert_eq!(timeless("Summary Year-to-Date 2023 Performance"), "Summary Performance");
    }

    #[track_caller]
    fn named(a: &str, b: &str, opposite: bool) -> bool {
        let (a, b) = (Gist::of(a), Gist::of(b));
        let is = a.is(&b, || opposite);
        assert_eq!(is, b.is(&a, || opposite), "the order makes no difference");
        is
    }

    #[test]
    fn labels_that_follow_the_sign_name_one_item() {
        for (a, b) in [
            ("(Benefit from)/provision for income taxes", "Provision for income taxes"),
            ("Net Cash (Used for)/Provided by Investing Activities", "Net Cash Used for Investing Activities"),
            ("Net (Decrease)/Increase in Cash", "Net Increase in Cash"),
            ("Net income (loss)", "Net income"),
            ("Less: Net income (loss) attributable to others", "Less: Net income attributable to others"),
            ("Impairment and other (credits)/charges", "Impairment and other charges"),
            ("Marketing, general, and administrative", "Marketing, general and administrative"),
            ("Common stock (1,378 and 1,377 shares)", "Common stock (1,377 and 1,380 shares)"),
            ("Cash, beginning of year", "Cash, beginning of period"),
            ("Africa and Middle East", "Africa and the Middle East"),
        ] {
            assert!(named(a, b, false), "{a} | {b}");
        }
    }

    #[test]
    fn opposites_are_one_item_where_the_signs_say_so() {
        for (a, b) in [
            ("Net cash used for operating activities", "Net cash provided by operating activities"),
            ("Net loss", "Net income"),
            ("Income tax benefit", "Income tax expense"),
        ] {
            assert!(named(a, b, true) && !named(a, b, false), "{a} | {b}");
        }
    }

    #[test]
    fn other_items_are_others() {
        for (a, b) in [
            ("Interest income", "Interest expense"),
            ("Operating income", "Operating expenses"),
            ("Other, net", "Other income, net"),
            ("Cash, beginning of period", "Cash, end of period"),
            ("Tax expense related to the Act", "Tax payments related to the Act"),
            ("Depreciation", "Depreciation and amortization"),
            ("As of July 31, 2023", "As of April 30, 2022"),
        ] {
            assert!(!named(a, b, true), "{a} | {b}");
        }
    }
}
