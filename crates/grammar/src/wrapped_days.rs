//! Days that stand in the line below their month, where a narrow column wraps a heading: `Six months ended June` over `30`.
//! Such a number is no figure.

use crossfoot_lexicon::word;

use crate::lines::Line;
use crate::period::is_period_heading;
use crate::tokens::{Kind, Token};

/// The lines of one heading are at most this many ems apart.
const NEXT_LINE: f32 = 1.6;

/// Makes text of the days below their months.
pub(crate) fn read_wrapped_days(lines: &mut [Line]) {
    for i in 1..lines.len() {
        let (above, below) = lines.split_at_mut(i);
        let (above, line) = (&above[i - 1], &mut below[0]);
        if line.baseline - above.baseline > NEXT_LINE * line.size {
            continue;
        }
        let months: Vec<&Token> = above.tokens.iter().filter(|t| ends_in_month(&t.text)).collect();
        let is_day = |t: &Token| is_day(&t.text) && months.iter().any(|month| is_below(t, month));
        // All that stands in places of figures is such a day, or there are months above that lack none.
        let days: Vec<bool> = line.tokens.iter().map(is_day).collect();
        let others = line.tokens.iter().zip(&days).any(|(t, day)| !day && matches!(t.kind, Kind::Figure(_)));
        for (token, _) in line.tokens.iter_mut().zip(&days).filter(|(_, day)| **day && !others) {
            token.kind = Kind::Text;
        }
    }
}

/// `Six months ended June`.
fn ends_in_month(text: &str) -> bool {
    let last = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word(last).month().is_some() && is_period_heading(text)
}

/// `30` or `30,`.
fn is_day(text: &str) -> bool {
    let digits = text.strip_suffix(',').unwrap_or(text);
    let number = Some(digits).filter(|d| d.len() <= 2 && d.bytes().all(|b| b.is_ascii_digit()));
    number.and_then(|d| d.parse::<u8>().ok()).is_some_and(|day| (1..=31).contains(&day))
}

/// Whether a token stands under the middle of another, or flush with an end of it.
fn is_below(token: &Token, above: &Token) -> bool {
    let (a, b, em) = (&token.bbox, &above.bbox, token.size);
    (a.center_x() - b.center_x()).abs() < em || (a.x0 - b.x0).abs() < 0.3 * em || (a.x1 - b.x1).abs() < 0.3 * em
}
