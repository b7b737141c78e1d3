//! Joins characters into words by the gaps between them, relative to the type size.
//!
//! Decoders hand characters through as they were drawn: in pieces cut by kerning, doubled for boldness, in any order.
//! Here they are sorted into lines by their baselines, the doubles dropped, and cut into words where a gap or a
//! space stands. Superscripts are told apart and given the baseline of the line they belong to.

mod runs;

use compact_str::CompactString;

use crate::ligatures;
use crate::page::{Rect, Word};

/// A character in the reading frame (origin top left, y down).
#[derive(Debug, Clone)]
pub(crate) struct Char {
    pub(crate) ch: char,
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

/// A gap wider than this part of the type size parts words. Word spaces are at least 0.2 em in text fonts,
/// kerning and tracking stay below 0.1 em.
const WORD_GAP: f32 = 0.15;
/// Baselines nearer than this part of the type size are one line.
const SAME_LINE: f32 = 0.12;
/// Height of letters above the baseline and depth below it, as parts of the type size.
const ASCENT: f32 = 0.74;
const DESCENT: f32 = 0.21;

/// Makes words of the characters of a page, sorted top to bottom and left to right. All have a size, and stand somewhere.
pub(crate) fn words(chars: Vec<Char>) -> Vec<Word> {
    let mut chars = by_baseline(chars);
    let mut words = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let first = chars[start].baseline;
        let mut end = start + 1;
        while end < chars.len() && chars[end].baseline - first < SAME_LINE * chars[end].size {
            end += 1;
        }
        match runs::apart(&chars[start..end]) {
            None => line_words(&mut chars[start..end], &mut words),
            Some(lines) => lines.into_iter().for_each(|mut line| line_words(&mut line, &mut words)),
        }
        start = end;
    }
    mark_raised(&mut words);
    let mut words = join_spaced_letters(words);
    ligatures::mend(&mut words);
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    words
}

/// Characters sorted by their baselines, in the order they were drawn where these are the same. Those drawn one after the other on one
/// baseline are moved together: there are far fewer such runs than characters.
fn by_baseline(chars: Vec<Char>) -> Vec<Char> {
    let mut runs: Vec<&[Char]> = chars.chunk_by(|a, b| a.baseline == b.baseline).collect();
    if runs.is_sorted_by(|a, b| a[0].baseline <= b[0].baseline) {
        return chars;
    }
    runs.sort_by(|a, b| a[0].baseline.total_cmp(&b[0].baseline));
    let mut sorted = Vec::with_capacity(chars.len());
    runs.into_iter().for_each(|run| sorted.extend_from_slice(run));
    sorted
}

/// Cuts the characters of one line into words.
fn line_words(line: &mut [Char], out: &mut Vec<Word>) {
    line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    // The text of the current word is gathered apart, so that each word's own is made once.
    let mut current: Option<Word> = None;
    let mut text = String::new();
    let mut last: Option<&Char> = None;
    let finish = |word: Option<Word>, text: &str| word.map(|word| Word { text: text.into(), ..word });
    for c in line.iter() {
        if c.ch.is_whitespace() || c.ch == '\u{200B}' {
            // A space drawn on top of a letter is an artefact; one between letters parts words.
            let inside = current.as_ref().is_some_and(|w| c.x1 < w.bbox.x1 - 0.05 * c.size);
            if !inside {
                out.extend(finish(current.take(), &text));
            }
            continue;
        }
        if let (Some(word), Some(prev)) = (&mut current, last) {
            if is_double(prev, c) {
                word.bold = true;
                continue;
            }
            if let Some(sign) = overstruck(prev, c) {
                text.pop();
                text.push(sign);
                word.bbox = word.bbox.union(&char_box(c));
                continue;
            }
            let gap = c.x0 - word.bbox.x1;
            let size = c.size.min(word.size);
            let far_in_size = c.size > 1.4 * word.size || word.size > 1.4 * c.size;
            // The sign of the next figure may follow this one's end closely: `(3)%$ 166.2`.
            let next_figure = c.ch == '$' && matches!(prev.ch, '%' | ')');
            if !next_figure && gap < WORD_GAP * size && gap > -0.8 * size && !far_in_size {
                text.push(c.ch);
                word.bbox = word.bbox.union(&char_box(c));
                last = Some(c);
                continue;
            }
        }
        out.extend(finish(current.take(), &text));
        text.clear();
        text.push(c.ch);
        current = Some(Word {
            text: CompactString::default(),
            bbox: char_box(c),
            baseline: c.baseline,
            size: c.size,
            bold: c.bold,
            italic: c.italic,
            raised: false,
            place: Rect::default(),
            field: None,
        });
        last = Some(c);
    }
    out.extend(finish(current, &text));
}

fn char_box(c: &Char) -> Rect {
    Rect::new(c.x0, c.baseline - ASCENT * c.size, c.x1.max(c.x0), c.baseline + DESCENT * c.size)
}

/// The same glyph drawn a second time, slightly aside, to look bold (or by a careless producer).
fn is_double(a: &Char, b: &Char) -> bool {
    a.ch == b.ch && (b.x0 - a.x0) < 0.35 * (a.x1 - a.x0).min(0.5 * a.size) && (a.size - b.size).abs() < 0.1 * a.size
}

/// The sign of money that a letter and the strokes drawn over it show, in whatever order: `P` and `=` on one place are `₱`. Fonts
/// without the sign are helped so.
fn overstruck(a: &Char, b: &Char) -> Option<char> {
    let sign = match (a.ch, b.ch) {
        ('P', '=') | ('=', 'P') => '₱',
        ('Y', '=') | ('=', 'Y') => '¥',
        ('C', '=') | ('=', 'C') => '€',
        ('W', '=') | ('=', 'W') => '₩',
        ('N', '=') | ('=', 'N') => '₦',
        _ => return None,
    };
    let overlap = a.x1.min(b.x1) - a.x0.max(b.x0);
    (overlap > 0.7 * (a.x1 - a.x0).min(b.x1 - b.x0)).then_some(sign)
}

/// Tells superscripts: clearly smaller than a word they touch or follow closely, and standing higher.
fn mark_raised(words: &mut [Word]) {
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    for i in 0..words.len() {
        let mark = &words[i];
        if mark.text.chars().count() > 9 {
            continue;
        }
        let letter = mark.text.len() == 1 && mark.text.starts_with(|c: char| c.is_ascii_lowercase());
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '(' | ')' | '*' | '†' | '‡');
        let numbers = || letter || mark.text.chars().all(is_number);
        let mut best: Option<(f32, f32)> = None;
        // Bases stand lower on the page: look down over at most one type size of the largest text.
        let below = words[i + 1..].iter().take_while(|w| w.baseline - mark.baseline < 14.0);
        for base in below {
            let rise = base.baseline - mark.baseline;
            // Some print marks hardly smaller than the text, but glued to it and well above its line.
            let glued = || (mark.bbox.x0 - base.bbox.x1).abs() < 0.06 * base.size;
            let hardly_smaller = || mark.size < 0.92 * base.size && rise > 0.18 * base.size && glued() && numbers();
            if mark.size >= 0.82 * base.size && !hardly_smaller() {
                continue;
            }
            let after = mark.bbox.x0 - base.bbox.x1;
            let before = base.bbox.x0 - mark.bbox.x1;
            let opens = before > -0.3 * base.size && before < 1.2 * base.size && is_note_number(&mark.text);
            let gap = if opens { before } else { after };
            if rise > 0.12 * base.size
                && rise < 0.75 * base.size
                && gap > -0.3 * base.size
                && gap < 0.9 * base.size
                && best.is_none_or(|(g, _)| gap.abs() < g)
            {
                best = Some((gap.abs(), base.baseline));
            }
        }
        if let Some((_, baseline)) = best {
            words[i].raised = true;
            words[i].baseline = baseline;
        }
    }
    chain_raised(words);
}

/// `1`, `(2)`, `*`: what begins a note as well as what refers to it.
fn is_note_number(text: &str) -> bool {
    text.chars().count() <= 4 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '(' | ')' | '*' | '†' | '‡'))
}

/// A mark in pieces, such as `(1)` `(2)`: pieces beside a raised piece, at its height, are raised too.
fn chain_raised(words: &mut [Word]) {
    let raised: Vec<(Rect, f32, f32)> =
        words.iter().filter(|w| w.raised).map(|w| (w.bbox, w.size, w.baseline)).collect();
    for word in words.iter_mut().filter(|w| !w.raised && w.text.chars().count() <= 9) {
        let near = raised.iter().find(|(b, size, _)| {
            (b.y1 - word.bbox.y1).abs() < 0.15 * size
                && (word.size - size).abs() < 0.15 * size
                && word.bbox.x0 - b.x1 < 0.6 * size
                && word.bbox.x0 >= b.x1 - 0.2 * size
        });
        if let Some((_, _, baseline)) = near {
            word.raised = true;
            word.baseline = *baseline;
        }
    }
}

/// Letter-spaced names (`R E V E N U E`): a run of four or more single letters at even gaps becomes words again,
/// cut where the gap is clearly wider than the others.
fn join_spaced_letters(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let is_letter = |w: &Word| {
        let mut chars = w.text.chars();
        matches!((chars.next(), chars.next()), (Some(c), None) if c.is_alphabetic())
    };
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut words = words.into_iter();
    while let [first, ..] = words.as_slice() {
        let goes_on = |pair: &&[Word]| {
            is_letter(&pair[0])
                && is_letter(&pair[1])
                && (pair[1].baseline - first.baseline).abs() < 0.1 * first.size
                && pair[1].bbox.x0 - pair[0].bbox.x1 < 1.6 * first.size
        };
        let length = 1 + words.as_slice().windows(2).take_while(goes_on).count();
        if length >= 4 {
            join_run(&words.as_slice()[..length], &mut out);
            words.by_ref().take(length).for_each(drop);
        } else {
            out.extend(words.by_ref().take(length));
        }
    }
    out
}

fn join_run(run: &[Word], out: &mut Vec<Word>) {
    let mut gaps: Vec<f32> = run.windows(2).map(|p| p[1].bbox.x0 - p[0].bbox.x1).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps[gaps.len() / 2];
    let mut joined = run[0].clone();
    for pair in run.windows(2) {
        let gap = pair[1].bbox.x0 - pair[0].bbox.x1;
        if gap > usual + 0.2 * pair[0].size {
            out.push(std::mem::replace(&mut joined, pair[1].clone()));
        } else {
            joined.text.push_str(&pair[1].text);
            joined.bbox = joined.bbox.union(&pair[1].bbox);
        }
    }
    out.push(joined);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters of 5 points each at 10 point type, a space of 3 points.
    fn chars(text: &str, x: f32, baseline: f32, size: f32) -> Vec<Char> {
        let mut at = x;
        text.chars()
            .map(|ch| {
                let advance = if ch == ' ' { 0.3 } else { 0.5 } * size;
                let c = Char { ch, x0: at, x1: at + advance, baseline, size, bold: false, italic: false };
                at += advance;
                c
            })
            .collect()
    }

    fn texts(words: &[Word]) -> Vec<&str> {
        words.iter().map(|w| w.text.as_str()).collect()
    }

    #[test]
    fn characters_are_sorted_as_by_a_stable_sort() {
        // Lines drawn out of order, in pieces, and one of them twice.
        let mut all = Vec::new();
        for (text, x, baseline) in [
            ("b", 0.0, 50.0),
            ("a", 0.0, 10.0),
            ("c", 5.0, 50.0),
            ("de", 0.0, 30.0),
            ("f", 9.0, 10.0),
            ("b", 0.0, 50.0),
        ] {
            all.extend(chars(text, x, baseline, 10.0));
        }
        let mut stable = all.clone();
        stable.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        let text = |chars: &[Char]| chars.iter().map(|c| (c.ch, c.x0)).collect::<Vec<_>>();
        assert_eq!(text(&by_baseline(all.clone())), text(&stable));
        assert_eq!(text(&by_baseline(stable.clone())), text(&stable));
    }

    #[test]
    fn pieces_cut_by_kerning_are_one_figure() {
        let mut all = chars("1,2", 0.0, 100.0, 10.0);
        all.extend(chars("34", 15.4, 100.0, 10.0));
        assert_eq!(texts(&words(all)), ["1,234"]);
    }

    #[test]
    fn gaps_and_spaces_part_words() {
        assert_eq!(texts(&words(chars("net sales", 0.0, 100.0, 10.0))), ["net", "sales"]);
        let mut all = chars("12", 0.0, 100.0, 10.0);
        all.extend(chars("34", 12.0, 100.0, 10.0));
        assert_eq!(texts(&words(all)), ["12", "34"]);
    }

    #[test]
    fn signs_before_the_next_figure_are_not_of_this_one() {
        let line = chars("(3)%$", 100.0, 50.0, 10.0);
        assert_eq!(texts(&words(line)), ["(3)%", "$"]);
        let line = chars("US$12", 100.0, 50.0, 10.0);
        assert_eq!(texts(&words(line)), ["US$12"]);
    }

    #[test]
    fn doubled_glyphs_are_bold_not_double() {
        let mut all = chars("Total", 0.0, 100.0, 10.0);
        all.extend(chars("Total", 0.3, 100.0, 10.0));
        let words = words(all);
        assert_eq!(texts(&words), ["Total"]);
        assert!(words[0].bold);
    }

    #[test]
    fn words_printed_twice_are_bold_words() {
        let mut all = chars("Gross profit", 0.0, 100.0, 10.0);
        all.extend(chars("19,095", 100.0, 100.0, 10.0));
        all.extend(chars("Gross profit", 1.2, 100.0, 10.0));
        all.extend(chars("19,095", 101.2, 100.0, 10.0));
        let words = words(all);
        assert_eq!(texts(&words), ["Gross", "profit", "19,095"]);
        assert!(words.iter().all(|word| word.bold));
    }

    #[test]
    fn a_figure_under_the_end_of_a_label_stays_whole() {
        let mut all = chars("trade receivables", 0.0, 100.0, 10.0);
        all.extend(chars("4,411", 75.0, 100.0, 10.0));
        all.extend(chars("4,250", 150.0, 100.0, 10.0));
        assert_eq!(texts(&words(all)), ["trade", "receivables", "4,411", "4,250"]);
    }

    #[test]
    fn strokes_over_a_letter_make_a_sign_of_money() {
        let mut all = chars("P17,299", 0.0, 100.0, 10.0);
        all.extend(chars("=", 0.1, 100.0, 10.0));
        assert_eq!(texts(&words(all)), ["₱17,299"]);
        assert_eq!(texts(&words(chars("P=17", 0.0, 100.0, 10.0))), ["P=17"]);
    }

    #[test]
    fn repeated_letters_stay() {
        assert_eq!(texts(&words(chars("1,000 bookkeeper", 0.0, 100.0, 10.0))), ["1,000", "bookkeeper"]);
    }

    #[test]
    fn raised_marks_join_the_line_they_follow() {
        let mut all = chars("Other", 0.0, 100.0, 10.0);
        all.extend(chars("(2)", 25.0, 96.5, 6.0));
        let words = words(all);
        assert_eq!(texts(&words), ["Other", "(2)"]);
        assert!(words[1].raised);
        assert_eq!(words[1].baseline, 100.0);
    }

    #[test]
    fn marks_hardly_smaller_are_raised_where_they_are_glued_on() {
        let mark = |x: f32, y: f32| {
            let mut all = chars("Revenue", 0.0, 100.0, 10.0);
            all.extend(chars("2,3", x, y, 8.5));
            words(all).iter().filter(|word| word.raised).count()
        };
        assert_eq!(mark(35.2, 97.5), 1);
        assert_eq!((mark(35.2, 99.5), mark(40.0, 97.5)), (0, 0));
    }

    #[test]
    fn spaced_letters_become_words() {
        let mut all = Vec::new();
        let mut x = 0.0;
        for c in "NEWS RELEASE".chars() {
            if c != ' ' {
                all.extend(chars(&c.to_string(), x, 50.0, 10.0));
            }
            x += if c == ' ' { 6.0 } else { 9.0 };
        }
        assert_eq!(texts(&words(all)), ["NEWS", "RELEASE"]);
    }
}
