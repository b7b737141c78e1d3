//! Columns of changes: they compare two periods and have none of their own.

use crate::phrases::any;

/// Words that make a heading one of a change.
const CHANGE: [&str; 31] = [
    "change",
    "chg",
    "yoy",
    "qoq",
    "y/y",
    "q/q",
    "y-o-y",
    "q-o-q",
    "incr.",
    "inc/",
    "inc./",
    "decr.",
    "increase",
    "decrease",
    "growth",
    "variance",
    "vs.",
    "vs ",
    "versus",
    "better",
    "worse",
    "b/(w)",
    "difference",
    "point impact",
    "+/-",
    "+/–",
    "+/−",
    "+ / -",
    "+ / –",
    "±",
    "∆",
];

/// What changes within a period: columns of adjustments are headed by it (`Change in deferred net revenue`).
const WITHIN: [&str; 5] = ["deferred", "fair value", "estimate", "accounting", "valuation"];

/// Whether a column heading is of a change from one period to another.
pub(crate) fn is_change(heading: &str) -> bool {
    let text = heading.to_lowercase();
    any(&text, &CHANGE)
        && !text.split_once("change in ").is_some_and(|(_, what)| WITHIN.iter().any(|w| what.starts_with(w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_changes() {
        for heading in [
            "YoY % change",
            "% Incr. / (Decr.)",
            "Q/Q",
            "GAAP vs. Q4 2021",
            "Percent Increase (Decrease)",
            "% Inc/(Dec)",
            "1st half +/– %",
        ] {
            assert!(is_change(heading), "{heading}");
        }
        assert!(!is_change("Change in deferred net revenue"), "it is an adjustment");
        for heading in ["Three Months Ended June 30, 2023", "EBIT / Sales %"] {
            assert!(!is_change(heading), "{heading}");
        }
    }
}
