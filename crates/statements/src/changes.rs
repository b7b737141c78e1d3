//! Columns of changes: they compare two periods and have none of their own.

use crossfoot_lexicon::{Role, Text};

/// Whether a column heading is of a change from one period to another. What changes within a period (`Change in deferred net
/// revenue`) heads a column of adjustments.
pub(crate) fn is_change(heading: &Text) -> bool {
    heading.has(Role::Change) && !heading.has(Role::ChangeWithin)
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
            assert!(is_change(&heading.into()), "{heading}");
        }
        assert!(!is_change(&"Change in deferred net revenue".into()), "it is an adjustment");
        for heading in ["Three Months Ended June 30, 2023", "EBIT / Sales %"] {
            assert!(!is_change(&heading.into()), "{heading}");
        }
    }
}
