//! Folding: texts are compared in small letters, with one sort of apostrophe and of dash, and with single blanks.

use std::borrow::Cow;

/// A folded text that knows where each of its bytes stood.
pub(crate) struct Folded<'a> {
    pub(crate) text: Cow<'a, str>,
    /// For each byte of the folded text, and for its end, the byte of the original; `None` where they are the same.
    places: Option<Vec<u32>>,
}

impl Folded<'_> {
    /// Where a byte of the folded text stands in the original.
    pub(crate) fn place(&self, at: usize) -> u32 {
        match &self.places {
            Some(places) => places.get(at).copied().unwrap_or(u32::MAX),
            None => u32::try_from(at).unwrap_or(u32::MAX),
        }
    }
}

/// Folds a text.
pub(crate) fn fold(text: &str) -> Folded<'_> {
    let mut folded = fold_but_case(text);
    if folded.text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        folded.text.to_mut().make_ascii_lowercase();
    }
    folded
}

/// Folds a text that is then compared without regard to the case of ASCII: nearly all texts stay as they are.
pub(crate) fn fold_but_case(text: &str) -> Folded<'_> {
    if is_changed(text) { fold_slowly(text) } else { Folded { text: Cow::Borrowed(text), places: None } }
}

/// Whether folding changes more of a text than the case of ASCII.
fn is_changed(text: &str) -> bool {
    let mut after_blank = false;
    text.bytes().any(|byte| {
        let gap = after_blank && byte == b' ';
        after_blank = byte == b' ';
        gap || !(b' '..=b'~').contains(&byte)
    })
}

fn fold_slowly(text: &str) -> Folded<'_> {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        let place = u32::try_from(at).unwrap_or(u32::MAX);
        if c.is_ascii_graphic() && c != '`' {
            folded.push(c.to_ascii_lowercase());
        } else if c.is_whitespace() {
            if folded.ends_with(' ') {
                continue;
            }
            folded.push(' ');
        } else {
            folded.extend(unified(c).to_lowercase());
        }
        places.resize(folded.len(), place);
    }
    places.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    Folded { text: Cow::Owned(folded), places: Some(places) }
}

/// One sort of apostrophe and of dash for all.
fn unified(c: char) -> char {
    match c {
        '’' | '‘' | '′' | '´' | '`' | 'ʼ' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unifies_case_apostrophes_dashes_and_blanks() {
        assert_eq!(fold("Stockholders’  Equity – TOTAL").text, "stockholders' equity - total");
        assert_eq!(fold("net sales").text, "net sales");
    }

    #[test]
    fn places_are_those_of_the_original() {
        let folded = fold("É  Total");
        assert_eq!(folded.text, "é total");
        let at = folded.text.find("total").map(|at| folded.place(at));
        assert_eq!(at, Some(4));
        assert_eq!(folded.place(folded.text.len()), 9);
    }
}
