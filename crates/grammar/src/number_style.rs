//! How a release sets digits: most group them with a comma, some (after ISO 80000-1) with a space. A space between digits is also what
//! stands between two columns, so it is read as a separator only where the whole release shows that it is one.
//!
//! Of `1.234` and `12,5` nobody can tell alone what they are. Where the release shows that its point groups and its comma parts
//! decimals, both are marked for the reader of figures by characters of their own ([`GROUP`] and [`POINT`]), which
//! [`as_printed`] turns back in all that leaves this crate.

use std::borrow::Cow;

use crossfoot_ingest::{Page, Word};
use crossfoot_lexicon::units;

use crate::figure::{Currency, figure};

/// What a release does with digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NumberStyle {
    /// `1 234 567`: groups of three set apart by a space.
    spaced: bool,
    /// `1.234.567,8`: a comma before the decimals.
    decimal_comma: bool,
    /// `R 284,510`: amounts of rand. Elsewhere the letter is a mark or a word.
    rand: bool,
}

/// A point that groups digits. Private use: it never leaves this crate.
pub(crate) const GROUP: char = '\u{E201}';

/// A comma before decimals, likewise.
pub(crate) const POINT: char = '\u{E200}';

/// Turns the marks of a release with decimal commas back to what is printed.
pub(crate) fn as_printed(text: &mut String) {
    if is_marked(text) {
        *text = text.replace(GROUP, ".").replace(POINT, ",");
    }
}

/// Whether a text holds such marks.
pub(crate) fn is_marked(text: &str) -> bool {
    text.contains([GROUP, POINT])
}

/// Digit groups stand nearer to each other than this many digits are wide; columns do not.
const WIDEST: f32 = 1.05;

/// So many numbers in groups make a style.
const ENOUGH: usize = 4;

/// Whether a word is the sign of the rand, which is a letter: a mark, elsewhere.
fn is_rand(text: &str) -> bool {
    text.len() == 1 && units().note_sign(text) == Some(Currency::ZAR)
}

impl NumberStyle {
    /// Learns it from all pages: spaced groups, and hardly a comma between digits.
    pub(crate) fn learn(pages: &[Page]) -> Self {
        let (mut spaced, mut commas, mut continental, mut english) = (0, 0, 0, 0);
        let (mut dots_group, mut dots) = (0, 0);
        let (mut rands, mut letters) = (0, 0);
        for page in pages {
            for (i, _) in page.words.iter().enumerate().filter(|(_, word)| is_rand(&word.text)) {
                letters += 1;
                rands += usize::from(is_before_amount(&page.words[i..]));
            }
            for (i, word) in
                page.words.iter().enumerate().filter(|(_, word)| word.text.bytes().any(|b| b.is_ascii_digit()))
            {
                let before = i.checked_sub(1).map(|at| &page.words[at]);
                spaced += usize::from(before.is_some_and(|before| is_pair(before, word)));
                if word.text.bytes().any(|b| matches!(b, b'.' | b',')) {
                    commas += usize::from(has_comma_group(&word.text));
                    continental += usize::from(is_continental(&word.text));
                    english += usize::from(is_english(&word.text));
                    dots_group += usize::from(is_of_dotted_groups(&word.text));
                    dots += usize::from(word.text.contains('.') && digits_of(&word.text).is_some());
                }
            }
        }
        Self {
            rand: rands > ENOUGH && rands == letters,
            spaced: spaced >= ENOUGH && spaced > 4 * commas,
            // `1.284.510` is one number in no other style, and where every point has three digits behind it all of them group.
            decimal_comma: continental >= ENOUGH && continental > 4 * english
                || continental > 0 && english == 0
                || dots_group >= ENOUGH && dots_group == dots && english == 0,
        }
    }

    /// The words of a line with their separators marked, where the release has decimal commas.
    pub(crate) fn mark(self, words: &mut [Word]) {
        for i in (0..words.len()).filter(|_| self.rand) {
            if is_rand(&words[i].text) && is_before_amount(&words[i..]) {
                words[i].text = Currency::ZAR.code().into();
            }
        }
        for word in words.iter_mut().filter(|_| self.decimal_comma) {
            if let Cow::Owned(text) = marked(&word.text) {
                word.text = text.into();
            }
        }
    }

    /// The words of a line, left to right, with the groups of a number made one word; a no-break space stands between them.
    pub(crate) fn join_groups(self, words: Vec<Word>) -> Vec<Word> {
        if !self.spaced {
            return words;
        }
        let mut out: Vec<Word> = Vec::with_capacity(words.len());
        for word in words {
            match out.last_mut() {
                Some(last) if is_pair(last, &word) => {
                    last.text.push('\u{a0}');
                    last.text.push_str(&word.text);
                    last.bbox = last.bbox.union(&word.bbox);
                    last.place = last.place.union(&word.place);
                }
                _ => out.push(word),
            }
        }
        out
    }
}

/// Whether the first of some words stands right before an amount.
fn is_before_amount(words: &[Word]) -> bool {
    let [sign, amount, ..] = words else { return false };
    let near = (0.0..0.8 * sign.size).contains(&(amount.bbox.x0 - sign.bbox.x1));
    let level = (sign.baseline - amount.baseline).abs() < 0.1 * sign.size;
    near && level && amount.text.contains([',', '.', ' ', '\u{a0}']) && figure(&amount.text).is_some_and(|f| !f.nil)
}

/// From the first digit of a text to its last, if nothing but signs stands around.
fn digits_of(text: &str) -> Option<(usize, usize)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    (!text[..first].contains(char::is_alphabetic)).then_some((first, last))
}

/// Digits in groups of three parted by `group`, and decimals after `point`: how many groups, and how many decimals.
fn parts(digits: &str, group: char, point: char) -> Option<(usize, usize)> {
    let (whole, decimals) =
        digits.split_once(point).map_or((digits, None), |(whole, decimals)| (whole, Some(decimals)));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split([group, '\u{a0}', '\u{202f}']);
    let first = groups.next().filter(|first| plain(first))?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || first.len() <= 3 && rest.iter().all(|part| part.len() == 3 && plain(part));
    (grouped && decimals.is_none_or(plain)).then(|| (rest.len(), decimals.map_or(0, str::len)))
}

/// `12,5`, `1.234,5`, `1.234.567`: what only a release with decimal commas prints.
fn is_continental(text: &str) -> bool {
    let Some((first, last)) = digits_of(text) else { return false };
    let found = parts(&text[first..last], '.', ',');
    found.is_some_and(|(groups, decimals)| matches!(decimals, 1 | 2) || groups > 0 && decimals > 0 || groups > 1)
}

/// `284.510`: digits in groups of three parted by points, and nothing else. `0.125` is none.
fn is_of_dotted_groups(text: &str) -> bool {
    let Some((first, last)) = digits_of(text) else { return false };
    let digits = &text[first..last];
    !digits.starts_with('0') && parts(digits, '.', ',').is_some_and(|(groups, decimals)| groups > 0 && decimals == 0)
}

/// `12.5`, `1,234`: what such a release does not print, or hardly.
fn is_english(text: &str) -> bool {
    let Some((first, last)) = digits_of(text) else { return false };
    let found = parts(&text[first..last], ',', '.');
    found.is_some_and(|(groups, decimals)| matches!(decimals, 1 | 2) || groups > 0)
}

/// A number with its separators marked.
fn marked(text: &str) -> Cow<'_, str> {
    let bounds = digits_of(text).filter(|(first, last)| parts(&text[*first..*last], '.', ',').is_some());
    let Some((first, last)) = bounds.filter(|(first, last)| text[*first..*last].contains(['.', ','])) else {
        return Cow::Borrowed(text);
    };
    let digits: String = text[first..last]
        .chars()
        .map(|c| match c {
            '.' => GROUP,
            ',' => POINT,
            c => c,
        })
        .collect();
    Cow::Owned(format!("{}{digits}{}", &text[..first], &text[last..]))
}

/// Whether the second word is the next group of the number that the first one begins.
fn is_pair(first: &Word, second: &Word) -> bool {
    goes_on(&second.text)
        && begins(&first.text)
        && !first.raised
        && !second.raised
        && first.field == second.field
        && stand_beside(first, second)
}

/// Whether two words stand on one line, nearer to each other than columns do.
fn stand_beside(first: &Word, second: &Word) -> bool {
    let gap = second.bbox.x0 - first.bbox.x1;
    let size = first.size.max(second.size);
    let digit = second.bbox.width() / second.text.chars().count().max(1) as f32;
    gap > 0.0 && gap < WIDEST * digit && (first.baseline - second.baseline).abs() < 0.1 * size
}

/// `-12`, `(1`, `€1`, or groups joined so far: what a next group may follow.
fn begins(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut groups = digits.split('\u{a0}');
    let first = groups.next().unwrap_or_default();
    let plain = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && plain(first)
        && groups.all(|group| group.len() == 3 && plain(group))
}

/// `234`, `234)`, `234.5`, `234,5 %`: three digits and what may follow the last group.
fn goes_on(text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let (group, rest) = match text.char_indices().nth(3) {
        Some((at, _)) => text.split_at(at),
        None => (text, ""),
    };
    let decimals = rest.trim_end_matches([')', '%']);
    let point = decimals.is_empty()
        || decimals.strip_prefix(['.', ',']).is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()));
    group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()) && point
}

/// `1,234`.
fn has_comma_group(text: &str) -> bool {
    text.match_indices(',').any(|(at, _)| {
        let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
        text[..at].ends_with(|c: char| c.is_ascii_digit()) && digits(&text[at + 1..]) == 3
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_commas_are_told_and_turned_back() {
        for text in ["12,5", "1.234,5", "(1.234.567)", "€1.630,7", "+10,8%"] {
            assert!(is_continental(text) && !is_english(text), "{text}");
            let mut marked = marked(text).into_owned();
            assert!(!marked.contains(['.', ',']), "{text}");
            as_printed(&mut marked);
            assert_eq!(marked, text);
        }
        for text in ["12.5", "1,234", "(1,234.5)", "30.06.2022", "1,234,567", "2022", "Q2,1", "1,2,3"] {
            assert!(!is_continental(text), "{text}");
        }
        assert_eq!(marked("30.06.2022"), "30.06.2022");
    }

    #[test]
    fn groups_are_told() {
        for (first, second) in [("4", "216"), ("–11", "269"), ("(1", "183)"), ("12\u{a0}345", "678"), ("€1", "234.5")]
        {
            assert!(begins(first) && goes_on(second), "{first} {second}");
        }
        for (first, second) in
            [("2024", "216"), ("4", "21"), ("0", "216"), ("note", "216"), ("1.5", "216"), ("4", "2160")]
        {
            assert!(!(begins(first) && goes_on(second)), "{first} {second}");
        }
        assert!(has_comma_group("(1,234)") && !has_comma_group("2,5") && !has_comma_group("June 30,"));
    }
}
