//! Lines: the words of a page gathered by their baselines, rules drawn with characters and dot leaders taken out.

use crossfoot_ingest::{Page, Rect, Rule, Word};

use crate::collapsed;
use crate::number_style::NumberStyle;
use crate::tokens::{Token, tokens};

/// How far apart, in ems, things may stand and still belong together. Type of fixed pitch has wide spaces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spacing {
    /// A wider gap parts two pieces of text.
    pub(crate) phrase: f32,
    /// A figure this near to a word is part of the sentence, not a cell.
    pub(crate) prose: f32,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { phrase: 0.85, prose: 0.55 }
    }
}

impl Spacing {
    /// Measured on a page: by the usual space between words.
    fn of(groups: &[Vec<Word>]) -> Self {
        let is_word = |w: &Word| w.text.len() > 1 && w.text.chars().all(|c| c.is_alphabetic());
        let mut gaps: Vec<f32> = groups
            .iter()
            .flat_map(|g| g.windows(2))
            .filter(|p| is_word(&p[0]) && is_word(&p[1]) && p[0].field.is_none())
            .map(|p| (p[1].bbox.x0 - p[0].bbox.x1) / p[1].size)
            .filter(|gap| *gap > 0.05 && *gap < 1.0)
            .collect();
        gaps.sort_by(f32::total_cmp);
        let space = gaps.get(gaps.len() / 2).copied().unwrap_or(0.25);
        let usual = Self::default();
        Self { phrase: usual.phrase.max(1.5 * space), prose: usual.prose.max(1.4 * space) }
    }
}

/// Baselines nearer than this many ems are one line.
const SAME_LINE: f32 = 0.3;

/// A line of a page.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) baseline: f32,
    pub(crate) bbox: Rect,
    pub(crate) size: f32,
    pub(crate) tokens: Vec<Token>,
    /// All its text; see [`Line::retell`].
    text: String,
}

impl Line {
    /// All its text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// To be called when tokens were taken out of the line.
    pub(crate) fn retell(&mut self) {
        self.text = text_of(&self.tokens);
    }

    /// Whether it holds a figure that is no bare year.
    pub(crate) fn has_figure(&self) -> bool {
        self.tokens.iter().any(|t| t.figure().is_some())
    }

    pub(crate) fn is_bold(&self) -> bool {
        self.tokens.iter().all(|t| t.bold)
    }

    /// The same line with some of its tokens only; none when none is left.
    pub(crate) fn with_tokens(&self, tokens: Vec<Token>) -> Option<Self> {
        let first = tokens.first()?;
        let bbox = tokens.iter().fold(first.bbox, |b, t| b.union(&t.bbox));
        let text = text_of(&tokens);
        Some(Self { bbox, tokens, text, ..*self })
    }
}

fn text_of(tokens: &[Token]) -> String {
    tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The lines of a page, top to bottom, and the rules on it, those drawn with characters included.
pub(crate) fn lines(page: &Page, style: NumberStyle) -> (Vec<Line>, Vec<Rule>) {
    let mut rules = page.rules.clone();
    let mut lines = Vec::new();
    let mut words = Vec::with_capacity(page.words.len());
    let watermarks = watermarks(&page.words);
    let seen = page.words.iter().enumerate().filter(|(i, _)| !watermarks.contains(i));
    seen.for_each(|(_, word)| split_leaders(word, &mut words));
    let groups = group_lines(words);
    let spacing = Spacing::of(&groups);
    let mut worded: Vec<Vec<Word>> = Vec::with_capacity(groups.len());
    for group in groups {
        let (drawn, words): (Vec<Word>, Vec<Word>) = if group.iter().any(is_drawn_rule) {
            group.into_iter().partition(is_drawn_rule)
        } else {
            (Vec::new(), group)
        };
        let only_rules = words.is_empty();
        rules.extend(drawn.iter().filter(|w| only_rules || w.text.chars().count() > 3).map(|w| Rule {
            bbox: Rect::new(w.bbox.x0, w.baseline - 0.2 * w.size, w.bbox.x1, w.baseline - 0.2 * w.size),
        }));
        let words = if only_rules { words } else { restore_dashes(words, drawn) };
        let mut words = style.join_groups(words);
        style.mark(&mut words);
        worded.push(words);
    }
    collapsed::set_apart(&mut worded);
    lines.extend(worded.into_iter().filter_map(|words| line_of(words, spacing)));
    (lines, rules)
}

/// Type this many times as large as that of the page may be a watermark's.
const WATERMARK: f32 = 2.5;

/// The places of words in large type that lie over several others: `DRAFT` across a page. None is part of what they lie over.
fn watermarks(words: &[Word]) -> Vec<usize> {
    /// A word over fewer others may stand among them.
    const LEAST: usize = 3;
    /// A page with more large words is set in them.
    const MOST: usize = 20;
    let mean = words.iter().map(|word| word.size).sum::<f32>() / words.len().max(1) as f32;
    let large: Vec<usize> = (0..words.len()).filter(|i| words[*i].size > WATERMARK * mean).collect();
    let lies_over = |i: &usize| {
        let (large, area) = (&words[*i], words[*i].bbox);
        let inside = |w: &&Word| w.size * WATERMARK < large.size && area.contains(w.bbox.center_x(), w.bbox.center_y());
        large.text.chars().all(char::is_alphabetic) && words.iter().filter(inside).count() >= LEAST
    };
    if large.len() > MOST { Vec::new() } else { large.into_iter().filter(lies_over).collect() }
}

/// Words whose baselines are (nearly) the same, each group sorted left to right. Words that stand close together are kept
/// together, and raised words have no say in where a line runs: they go to the line they are raised from.
fn group_lines(words: Vec<Word>) -> Vec<Vec<Word>> {
    let (raised, mut words): (Vec<Word>, Vec<Word>) = words.into_iter().partition(|w| w.raised);
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let phrases = Phrases::of(&words);
    let mut words: Vec<Option<Word>> = words.into_iter().map(Some).collect();
    let mut groups: Vec<Vec<Word>> = Vec::new();
    let mut base = f32::MIN;
    let mut size = 0.0_f32;
    for phrase in &phrases.found {
        let own = phrase.size;
        let tolerance = SAME_LINE * if size > 0.0 { size.min(own) } else { own };
        if groups.is_empty() || phrase.baseline - base > tolerance {
            base = phrase.baseline;
            size = own;
            groups.push(Vec::new());
        }
        size = size.max(own);
        if let Some(group) = groups.last_mut() {
            group.extend(phrases.words_of(phrase).filter_map(|at| words[at].take()));
        }
    }
    for word in raised {
        match raised_from(&groups, &word) {
            Some(at) => groups[at].push(word),
            None => groups.push(vec![word]),
        }
    }
    groups.sort_by(|a, b| a[0].baseline.total_cmp(&b[0].baseline));
    for group in &mut groups {
        group.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    }
    groups
}

/// A run of words set side by side at a word space.
struct Phrase {
    /// The middle of the baselines of its words.
    baseline: f32,
    /// The type size of its first word.
    size: f32,
    first: usize,
    last: usize,
}

/// The phrases of a page by the places of their words.
struct Phrases {
    /// Sorted by their baselines.
    found: Vec<Phrase>,
    /// For each word the one after it in its phrase.
    next: Vec<Option<usize>>,
}

impl Phrases {
    /// Those of words sorted by their baselines.
    fn of(words: &[Word]) -> Self {
        let mut phrases = Self { found: Vec::new(), next: vec![None; words.len()] };
        let mut start = 0;
        let mut band: Vec<usize> = Vec::new();
        while start < words.len() {
            // A band of words at about one height; lines set close to each other may chain into one band.
            let in_band = |pair: &&[Word]| pair[1].baseline - pair[0].baseline < SAME_LINE * pair[1].size;
            let end = start + 1 + words[start..].windows(2).take_while(in_band).count();
            band.clear();
            band.extend(start..end);
            band.sort_by(|a, b| words[*a].bbox.x0.total_cmp(&words[*b].bbox.x0));
            let from = phrases.found.len();
            band.iter().for_each(|at| phrases.add(words, *at, from));
            start = end;
        }
        for i in 0..phrases.found.len() {
            phrases.found[i].baseline = phrases.middle(words, &phrases.found[i]);
        }
        phrases.found.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        phrases
    }

    /// Adds a word to the nearest in height of the phrases of its band, the first of which is `from`, that end near to it.
    fn add(&mut self, words: &[Word], at: usize, from: usize) {
        /// No wider gap, in ems, is taken for a space between words here.
        const SPACE: f32 = 0.8;
        let word = &words[at];
        let em = word.size;
        let height = |phrase: &Phrase| (words[phrase.last].baseline - word.baseline).abs();
        let near = |phrase: &&mut Phrase| {
            let last = &words[phrase.last];
            let gap = word.bbox.x0 - last.bbox.x1;
            gap < SPACE * em && gap > -0.5 * em && height(phrase) < SAME_LINE * em.min(last.size)
        };
        let nearest = self.found[from..].iter_mut().filter(near).min_by(|a, b| height(a).total_cmp(&height(b)));
        match nearest {
            Some(phrase) => {
                self.next[phrase.last] = Some(at);
                phrase.last = at;
            }
            None => self.found.push(Phrase { baseline: word.baseline, size: em, first: at, last: at }),
        }
    }

    fn words_of(&self, phrase: &Phrase) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(phrase.first), |at| self.next[*at])
    }

    /// The middle of the baselines of a phrase.
    fn middle(&self, words: &[Word], phrase: &Phrase) -> f32 {
        let baselines = || self.words_of(phrase).map(|at| words[at].baseline);
        if baselines().all(|baseline| baseline == phrase.baseline) {
            return phrase.baseline;
        }
        let mut baselines: Vec<f32> = baselines().collect();
        baselines.sort_by(f32::total_cmp);
        (baselines[(baselines.len() - 1) / 2] + baselines[baselines.len() / 2]) / 2.0
    }
}

/// The line a word is raised from: the nearest of those less than a line's height off.
fn raised_from(groups: &[Vec<Word>], word: &Word) -> Option<usize> {
    let distance = |g: &[Word]| (g[0].baseline - word.baseline).abs() / g[0].size.max(word.size);
    let near = (0..groups.len()).filter(|i| distance(&groups[*i]) < 0.7);
    near.min_by(|a, b| distance(&groups[*a]).total_cmp(&distance(&groups[*b])))
}

/// `-----`, `=====` and `_____` are rules drawn with characters.
fn is_drawn_rule(word: &Word) -> bool {
    let mut chars = word.text.chars();
    let Some(first) = chars.next() else { return false };
    matches!(first, '-' | '=' | '_' | '─' | '━') && word.text.chars().count() >= 3 && chars.all(|c| c == first)
}

/// Three dashes beside figures are a nil, not a rule.
fn restore_dashes(mut words: Vec<Word>, drawn: Vec<Word>) -> Vec<Word> {
    for mut word in drawn {
        if word.text == "---" {
            word.text = "--".into();
            words.push(word);
        }
    }
    words.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    words
}

/// Cuts dot leaders away: `Revenue......1,234` is two words, `....` none.
fn split_leaders(word: &Word, out: &mut Vec<Word>) {
    let text = &word.text;
    // Hardly a word has any of their characters.
    if !text.bytes().any(|b| matches!(b, b'.' | b'_') || !b.is_ascii()) {
        out.push(word.clone());
        return;
    }
    let is_leader = |c: char| matches!(c, '.' | '…' | '·' | '_');
    if text.chars().all(is_leader) && (text.chars().count() > 1 || matches!(text.as_str(), "…" | "." | "·")) {
        if text.starts_with('_') {
            out.push(word.clone());
        }
        return;
    }
    if !(text.contains("...") || text.contains('…') || text.contains("___")) {
        out.push(word.clone());
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let step = word.bbox.width() / chars.len() as f32;
    let place_step = word.place.width() / chars.len() as f32;
    let mut start = 0;
    while start < chars.len() {
        let run = chars[start..].iter().take_while(|c| is_leader(**c)).count();
        if run >= 3 || (run > 0 && chars[start] == '…') {
            start += run;
            continue;
        }
        let mut end = start + 1;
        while end < chars.len()
            && !(chars[end..].iter().take(3).filter(|c| is_leader(**c)).count() == 3 || chars[end] == '…')
        {
            end += 1;
        }
        let mut piece = word.clone();
        piece.text = chars[start..end].iter().collect();
        (piece.bbox.x0, piece.bbox.x1) = (word.bbox.x0 + step * start as f32, word.bbox.x0 + step * end as f32);
        (piece.place.x0, piece.place.x1) =
            (word.place.x0 + place_step * start as f32, word.place.x0 + place_step * end as f32);
        out.push(piece);
        start = end;
    }
}

fn line_of(words: Vec<Word>, spacing: Spacing) -> Option<Line> {
    let first = words.first()?;
    let bbox = words.iter().fold(first.bbox, |b, w| b.union(&w.bbox));
    let size = words.iter().filter(|w| !w.raised).map(|w| w.size).fold(0.0_f32, f32::max);
    let baseline = words.iter().find(|w| !w.raised).map_or(first.baseline, |w| w.baseline);
    let size = if size > 0.0 { size } else { first.size };
    let tokens = tokens(words, spacing);
    let text = text_of(&tokens);
    Some(Line { baseline, bbox, size, tokens, text })
}
