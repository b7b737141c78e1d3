//! How a release groups digits: most set a comma, some (after ISO 80000-1) a space. A space between digits is also what stands between
//! two columns, so it is read as a separator only where the whole release shows that it is one.

use crossfoot_ingest::{Page, Word};

/// What a release does with digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NumberStyle {
    /// `1 234 567`: groups of three set apart by a space.
    spaced: bool,
}

/// Digit groups stand nearer to each other than this many digits are wide; columns do not.
const WIDEST: f32 = 1.05;

/// So many numbers in groups make a style.
const ENOUGH: usize = 4;

impl NumberStyle {
    /// Learns it from all pages: spaced groups, and hardly a comma between digits.
    pub(crate) fn learn(pages: &[Page]) -> Self {
        let words = || pages.iter().flat_map(|page| page.words.windows(2));
        let spaced = words().filter(|pair| is_pair(&pair[0], &pair[1])).count();
        let commas = pages.iter().flat_map(|page| &page.words).filter(|w| has_comma_group(&w.text)).count();
        Self { spaced: spaced >= ENOUGH && spaced > 4 * commas }
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
