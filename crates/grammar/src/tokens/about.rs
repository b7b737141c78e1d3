//! Figures that are said to be about so much: `Approximately $30` in a column of figures.

use crossfoot_ingest::Word;
use crossfoot_lexicon::{WordClass, word};

use super::Token;
use super::hang::first_figure;

/// A figure with the word before it that says that it is about so much, where both stand apart from the words to their left. In a
/// label or a sentence they are words.
pub(super) fn about_figure(tokens: &[Token], words: &[Word]) -> Option<(Token, usize)> {
    let about = words.first().filter(|first| !first.raised)?;
    let before = tokens.last().filter(|before| about.bbox.x0 - before.reach > 1.5 * about.size)?;
    if !word(about.text.trim_end_matches('.')).is(WordClass::About) {
        return None;
    }
    let (mut token, used) = first_figure(&words[1..])?;
    let near = |gap: f32| gap < 0.55 * about.size;
    let goes_on = words.get(used + 1).is_some_and(|next| near(next.bbox.x0 - token.reach));
    let fits = token.figure().is_some_and(|figure| !figure.nil) && about.field == before.field && !goes_on;
    if !fits || !near(token.left - about.bbox.x1) {
        return None;
    }
    let sign = token.sign.take().map(|sign| format!("{} ", sign.text)).unwrap_or_default();
    token.text = format!("{} {sign}{}", about.text, token.text);
    if let super::Kind::Figure(figure) = &mut token.kind {
        figure.approximate = true;
    }
    token.bbox = token.bbox.union(&about.bbox);
    token.place = token.place.union(&about.place);
    token.left = about.bbox.x0;
    Some((token, used + 1))
}
