//! Pages as plain text, one line for each thing on them: what tests of layouts are made of.
//!
//! ```text
//! page 612 792
//! rule 72 100 540 100.5
//! fill 72 110 540 122 0.9
//! word 72 112 95.5 120 9 b Revenue
//! word 480 112 512 120 9 - 1,234
//! ```
//!
//! A word has its left edge, its top, its right edge, its baseline, its type size, its flags and its text. The flags are `b` for bold,
//! `i` for italic, `r` for raised, `f` and a number for the field it is in; `-` stands for none.

use crate::page::{Fill, Page, Rect, Rule, Word};
use std::fmt::Write;

/// A line of a dump that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the page dump: {what}")]
pub struct DumpError {
    /// 1-based number of the line.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Depth of letters below the baseline, as a part of the type size.
const DESCENT: f32 = 0.21;

/// Writes a page down.
pub fn write(page: &Page) -> String {
    let mut out = format!("page {} {}\n", short(page.width), short(page.height));
    let four = |r: &Rect| [r.x0, r.y0, r.x1, r.y1].map(short).join(" ");
    for rule in &page.rules {
        let _ = writeln!(out, "rule {}", four(&rule.bbox));
    }
    for fill in &page.fills {
        let _ = writeln!(out, "fill {} {}", four(&fill.bbox), short(fill.luma));
    }
    for word in &page.words {
        let place = [word.bbox.x0, word.bbox.y0, word.bbox.x1, word.baseline, word.size].map(short).join(" ");
        let _ = writeln!(out, "word {place} {} {}", flags(word), word.text);
    }
    out
}

/// Reads pages that were written down one after the other.
///
/// # Errors
///
/// Where a line is none of a dump.
pub fn read(text: &str) -> Result<Vec<Page>, DumpError> {
    let mut pages: Vec<Page> = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
        let fault = |what| DumpError { line: at + 1, what };
        let (kind, rest) = line.split_once(' ').ok_or(fault("no numbers"))?;
        let mut fields = rest.split(' ');
        let mut number =
            || fields.next().and_then(|field| field.parse::<f32>().ok()).ok_or(fault("a number is missing"));
        if kind == "page" {
            let (width, height) = (number()?, number()?);
            pages.push(Page { number: pages.len() as u32 + 1, width, height, ..Page::default() });
            continue;
        }
        let page = pages.last_mut().ok_or(fault("no page is begun"))?;
        let [x0, y0, x1, y1] = [number()?, number()?, number()?, number()?];
        let bbox = Rect { x0, y0, x1, y1 };
        match kind {
            "rule" => page.rules.push(Rule { bbox }),
            "fill" => page.fills.push(Fill { bbox, luma: number()? }),
            "word" => {
                let (baseline, size) = (y1, number()?);
                let flags = fields.next().ok_or(fault("the flags are missing"))?;
                let text = fields.next().ok_or(fault("the text is missing"))?.into();
                let bbox = Rect { y1: baseline + DESCENT * size, ..bbox };
                page.words.push(Word {
                    text,
                    bbox,
                    baseline,
                    size,
                    bold: flags.contains('b'),
                    italic: flags.contains('i'),
                    raised: flags.contains('r'),
                    place: bbox,
                    field: flags.split_once('f').and_then(|(_, field)| field.parse().ok()),
                });
            }
            _ => return Err(fault("neither page, rule, fill nor word")),
        }
    }
    Ok(pages)
}

fn flags(word: &Word) -> String {
    let all = [(word.bold, 'b'), (word.italic, 'i'), (word.raised, 'r')];
    let mut flags: String = all.iter().filter(|(set, _)| *set).map(|(_, flag)| flag).collect();
    if let Some(field) = word.field {
        let _ = write!(flags, "f{field}");
    }
    if flags.is_empty() { "-".into() } else { flags }
}

/// A number to a hundredth, without zeros at its end.
fn short(number: f32) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "page 612 792\nrule 72 100 540 100.5\nfill 72 110 540 122 0.9\n\
                        word 72 112 95.5 120 9 b Revenue\nword 480 112 512.25 120 9 - 1,234\nword 513 110 516 120 6 rf2 (1)\n";

    #[test]
    fn a_page_is_written_as_it_was_read() {
        let pages = read(PAGE).unwrap();
        assert_eq!(write(&pages[0]), PAGE);
        assert_eq!(pages[0].words[2].field, Some(2));
    }

    #[test]
    fn a_fault_is_told_with_its_line() {
        assert_eq!(read("page 1 1\nword 1 2 3").unwrap_err().line, 2);
        assert_eq!(read("word 1 2 3 4 5 - a").unwrap_err().what, "no page is begun");
    }
}
