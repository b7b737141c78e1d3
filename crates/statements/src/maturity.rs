//! Years that figures fall due in: `2026`, `2027`, `Thereafter`, down the side or over the columns. They name lines, not periods: what
//! falls due is owed on the day of the table.

use crossfoot_grammar::period::{PeriodPhrase, is_period_heading, read};
use crossfoot_grammar::{Row, Table};
use crossfoot_lexicon::{Role, tag};

/// So many years after the one reported on are no forecast.
const YEARS_AHEAD: usize = 2;

/// Whether the rows of a table are years to come, as seen from the year reported on.
pub(crate) fn are_rows(table: &Table, reported: i32) -> bool {
    let labels = table.rows.iter().filter(|row| row.has_figures()).map(|row| row.label.as_str());
    are_years_ahead(labels, reported)
}

/// Whether the columns of a table are: the same over them. Forecasts have columns of years, too, but not so many and no such end.
pub(crate) fn are_columns<'a>(headings: impl Iterator<Item = &'a str> + Clone, reported: i32) -> bool {
    let ends = || headings.clone().any(|text| tag(text).has(Role::Thereafter));
    let ahead = || headings.clone().filter_map(year_of).filter(|year| *year > reported).count();
    are_years_ahead(headings.clone(), reported) && (ends() || ahead() > YEARS_AHEAD)
}

fn are_years_ahead<'a>(texts: impl Iterator<Item = &'a str> + Clone, reported: i32) -> bool {
    let years: Vec<i32> = texts.clone().filter_map(year_of).collect();
    let ahead = years.iter().filter(|year| **year > reported).count();
    let rising = years.windows(2).all(|pair| pair[0] < pair[1]);
    let ends = || texts.clone().any(|text| tag(text).has(Role::Thereafter));
    rising && (ahead >= YEARS_AHEAD && years.len() - ahead <= 1) && (ends() || ahead > YEARS_AHEAD)
}

/// Whether a row is labelled with such a year, or with several: `Remainder of 2025`, `2031 – 2035`.
pub(crate) fn is_year(row: &Row) -> bool {
    year_of(&row.label).is_some()
}

/// The year that a text names, if it names nothing else of time.
fn year_of(text: &str) -> Option<i32> {
    let text = text.trim().trim_end_matches(':');
    // Most labels name no number.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bare = |p: &PeriodPhrase| {
        let nothing =
            PeriodPhrase { year: p.year, fiscal: p.fiscal, full_year: p.full_year, ..PeriodPhrase::default() };
        PeriodPhrase { fiscal_year: None, ..p.clone() } == nothing
    };
    let years = is_period_heading(text) || tag(text).has(Role::RestOfYear);
    let phrase = if years { read(text) } else { None };
    phrase.filter(bare)?.year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_to_come_are_told_from_years_reported() {
        let ahead = |texts: &str| are_years_ahead(texts.split('|').map(str::trim), 2024);
        assert!(ahead("2025 | 2026 | 2027 | Thereafter | Total"));
        assert!(ahead("Remainder of 2024 | 2025 | 2026 | Thereafter"));
        assert!(ahead("Fiscal 2025 | Fiscal 2026 | Fiscal 2027 | Total"));
        assert!(!ahead("2024 | 2023 | 2022"));
        assert!(!ahead("2024 | 2025 | Long-term goal"), "it may be a forecast");
        assert!(!ahead("2023 | 2024 | 2025 | 2026 | Thereafter"), "two are past");
    }
}
