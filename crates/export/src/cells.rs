//! Cells that a spreadsheet must not take for formulas.

use std::borrow::Cow;

/// What a formula can start with.
const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Prefixes an apostrophe to text that a spreadsheet would run as a formula.
///
/// Spreadsheets run what starts with `=`, `+`, `-`, `@`, a tab, a carriage return or a line feed, quoted or not; those of
/// some languages take the wide forms of these signs as well. Numbers (`-12.5`, `+3`, `-1,234`, `-4%`) are left alone:
/// they are what they look like.
///
/// ```
/// assert_eq!(crossfoot_export::neutralise("=1+1"), "'=1+1");
/// assert_eq!(crossfoot_export::neutralise("- Basic"), "'- Basic");
/// assert_eq!(crossfoot_export::neutralise("-1,234"), "-1,234");
/// ```
pub fn neutralise(text: &str) -> Cow<'_, str> {
    // What has an apostrophe already gets one more, so that it can be told from what was prefixed.
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(STARTS) && !is_number(bare) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes away the apostrophe that [`neutralise`] prefixed.
///
/// ```
/// assert_eq!(crossfoot_export::restored("'- Basic"), "- Basic");
/// assert_eq!(crossfoot_export::restored("'plain'"), "'plain'");
/// ```
pub fn restored(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if matches!(neutralise(rest), Cow::Owned(_)) => rest,
        _ => text,
    }
}

/// A sign or none, digits with separators, a percent sign or none.
fn is_number(text: &str) -> bool {
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let body = body.strip_suffix('%').unwrap_or(body);
    body.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && body.ends_with(|c: char| c.is_ascii_digit())
        && body.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

#[cfg(test)]
mod tests {
    use super::{neutralise, restored};

    #[test]
    fn formulas_are_neutralised() {
        for text in [
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://x\")",
            "+ Tax",
            "+/-",
            "- Basic",
            "--",
            "-1+1",
            "-2-cmd|'x'",
            "-",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1+1",
            "－ Basic",
            "'=1",
        ] {
            assert_eq!(neutralise(text), format!("'{text}"));
            assert_eq!(restored(&neutralise(text)), text);
        }
    }

    #[test]
    fn numbers_and_plain_text_stay() {
        for text in
            ["-5", "+5", "-1,234.50", "-.5", "+3.4%", "Net income", "", "a=b", "(5)", "—", "NM", "*", "'-5", "'tis"]
        {
            assert_eq!(neutralise(text), text);
            assert_eq!(restored(text), text);
        }
    }
}
