//! Columns of changes: they compare two periods and have none of their own.

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

/// Whether a column heading is of a change from one period to another.
pub(crate) fn is_change(heading: &str) -> bool {
    let text = heading.to_lowercase();
    CHANGE.iter().any(|w| text.contains(w))
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
        for heading in ["Three Months Ended June 30, 2023", "EBIT / Sales %"] {
            assert!(!is_change(heading), "{heading}");
        }
    }
}
