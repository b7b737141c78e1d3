//! What a PDF decoder sees on a page before it is made into words, and which of it a reader sees.
//!
//! Both readers fill a [`PageContent`]. [`PageContent::into_page`] then does what no decoder does: it leaves out what is clipped away,
//! painted over, drawn in the paper's colour or drawn twice for boldness, and turns a page whose text runs up or down.

use crate::page::{Fill, Page, Rect, Remark, Rule, Unread};
use crate::words;

mod area;
mod drawn;
mod mask;
mod outline;
mod paint;
mod sight;
mod skew;

pub(crate) use area::{Area, Bound, Gradient, Opacity};
pub(crate) use drawn::{Drawn, Picture};
pub(crate) use mask::Mask;
pub(crate) use paint::{Paint, backdrop};
use sight::Sight;
use skew::Skew;

/// Character used for a glyph whose font tells no Unicode: its code, shifted into a private use plane.
/// It never leaves this crate.
const UNKNOWN_BASE: u32 = 0xF0000;

/// Stands for a glyph without Unicode, keeping its code for [`crate::ligatures`].
pub(crate) fn unknown(code: u32) -> char {
    char::from_u32(UNKNOWN_BASE + (code & 0xFFFF)).unwrap_or('\u{FFFD}')
}

/// Whether a character stands for a glyph without Unicode.
pub(crate) fn is_unknown(c: char) -> bool {
    let code = c as u32;
    c == '\u{FFFD}' || (0xE000..0xF900).contains(&code) || code >= UNKNOWN_BASE
}

/// The way a line of text runs over the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heading {
    /// Left to right.
    Right,
    /// Top to bottom.
    Down,
    /// Right to left, upside down.
    Left,
    /// Bottom to top.
    Up,
}

impl Heading {
    /// The quarter nearest to a direction in page space (y down); none for a slant.
    pub(crate) fn of(dx: f32, dy: f32) -> Option<Self> {
        const SLANT: f32 = 0.09; // about 5 degrees
        // Nearly all text: no need to ask for the length.
        if dy == 0.0 && dx != 0.0 {
            return Some(if dx > 0.0 { Self::Right } else { Self::Left });
        }
        let length = dx.hypot(dy);
        if length == 0.0 {
            return None;
        }
        let (dx, dy) = (dx / length, dy / length);
        if dy.abs() < SLANT {
            Some(if dx > 0.0 { Self::Right } else { Self::Left })
        } else if dx.abs() < SLANT {
            Some(if dy > 0.0 { Self::Down } else { Self::Up })
        } else {
            None
        }
    }

    /// Turns a point of the paper (of the given size) so that this heading becomes left to right.
    fn turn(self, x: f32, y: f32, width: f32, height: f32) -> (f32, f32) {
        match self {
            Self::Right => (x, y),
            Self::Down => (y, width - x),
            Self::Left => (width - x, height - y),
            Self::Up => (height - y, x),
        }
    }
}

/// One character drawn on the page, in paper coordinates (origin top left, y down).
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    pub(crate) ch: char,
    /// Origin on the baseline.
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// Advance along the line.
    pub(crate) advance: f32,
    /// Type size.
    pub(crate) size: f32,
    pub(crate) heading: Heading,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) color: [f32; 3],
    pub(crate) invisible: bool,
    /// Position in the drawing order, shared with [`Paint`].
    pub(crate) order: u32,
}

impl Glyph {
    /// The middle of the glyph's body, on the paper.
    pub(crate) fn center(&self) -> (f32, f32) {
        self.inside(0.5, 0.3)
    }

    /// A point of the glyph's body, by the part of its advance along the line and of its size up from it.
    pub(crate) fn inside(&self, along: f32, up: f32) -> (f32, f32) {
        let (along, up) = (self.advance * along, self.size * up);
        match self.heading {
            Heading::Right => (self.x + along, self.y - up),
            Heading::Left => (self.x - along, self.y + up),
            Heading::Down => (self.x + up, self.y + along),
            Heading::Up => (self.x - up, self.y - along),
        }
    }
}

/// All that a decoder saw on a page.
#[derive(Debug, Default)]
pub(crate) struct PageContent {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) glyphs: Vec<Glyph>,
    /// All areas painted over what was there.
    pub(crate) paints: Vec<Paint>,
    /// Rectangles filled with one colour, and its luma.
    pub(crate) fills: Vec<(Rect, f32)>,
    pub(crate) rules: Vec<Rect>,
    pub(crate) images: Vec<Rect>,
    /// What is drawn that may say something without being text.
    pub(crate) drawn: Drawn,
    /// Areas whose text is marked to be taken out.
    pub(crate) removed: Vec<Rect>,
    /// The last place in the drawing order.
    pub(crate) order: u32,
}

/// What was found when the glyphs were looked at that a reader sees.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// The text is the layer under a scan.
    ocr_layer: bool,
    /// Glyphs that can hardly be seen.
    faint: usize,
    /// Glyphs marked to be taken out.
    removed: usize,
}

/// Luma of a colour, by Rec. 709.
pub(crate) fn luma(c: [f32; 3]) -> f32 {
    0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]
}

impl PageContent {
    /// The next place in the drawing order.
    pub(crate) fn next_order(&mut self) -> u32 {
        self.order += 1;
        self.order
    }

    /// Takes a filled rectangle as a rule when it is thin, as a filled area otherwise; tells whether it was an area.
    pub(crate) fn fill_rect(&mut self, bbox: Rect, color: [f32; 3]) -> bool {
        const THIN: f32 = 2.6;
        let (w, h) = (bbox.width(), bbox.height());
        if w <= 0.0 && h <= 0.0 {
            return false;
        }
        if w.min(h) <= THIN && w.max(h) > 3.0 * w.min(h).max(0.5) {
            if luma(color) < 0.97 {
                self.rules.push(bbox);
            }
            return false;
        }
        self.fills.push((bbox, luma(color)));
        true
    }

    /// Paints an area over what was there.
    pub(crate) fn paint(&mut self, area: Area, color: Option<[f32; 3]>, alpha: f32) {
        let order = self.next_order();
        self.paints.push(Paint { area, color, alpha, picture: false, order });
    }

    /// Makes the page that a reader sees.
    pub(crate) fn into_page(mut self, number: u32) -> Page {
        let seen = self.keep_seen();
        let (unknown, all) = self.count_unknown();
        let heading = self.dominant_heading();
        let (paper_w, paper_h) = (self.width, self.height);
        let turn = |x: f32, y: f32| heading.turn(x, y, paper_w, paper_h);
        let turn_rect = |r: &Rect| {
            let ((ax, ay), (bx, by)) = (turn(r.x0, r.y0), turn(r.x1, r.y1));
            Rect::new(ax, ay, bx, by)
        };
        let sideways = matches!(heading, Heading::Up | Heading::Down);
        let (width, height) = if sideways { (paper_h, paper_w) } else { (paper_w, paper_h) };
        let mut lines: Vec<words::Char> = Vec::with_capacity(self.glyphs.len());
        let placed = |g: &&Glyph| g.size > 0.5 && g.x.is_finite() && g.y.is_finite() && g.advance.is_finite();
        lines.extend(self.glyphs.iter().filter(|g| g.heading == heading).filter(placed).map(|g| {
            let (x, y) = turn(g.x, g.y);
            words::Char {
                ch: g.ch,
                x0: x,
                x1: x + g.advance,
                baseline: y,
                size: g.size,
                bold: g.bold,
                italic: g.italic,
            }
        }));
        let skew = Skew::of(&lines, (width / 2.0, height / 2.0));
        skew.into_iter().for_each(|skew| skew.straighten(&mut lines));
        let turn_rect = |r: &Rect| skew.map_or_else(|| turn_rect(r), |skew| skew.level(&turn_rect(r)));
        let mut found = words::words(lines);
        for word in &mut found {
            let place = skew.map_or(word.bbox, |skew| skew.aslant(&word.bbox));
            word.place = unturn(heading, &place, paper_w, paper_h);
        }
        let mut page = Page {
            number,
            width,
            height,
            words: found,
            rules: self.rules.iter().map(|r| Rule { bbox: turn_rect(r) }).collect(),
            fills: self
                .fills
                .iter()
                .filter(|(_, luma)| *luma < 0.985)
                .map(|(bbox, luma)| Fill { bbox: turn_rect(bbox), luma: *luma })
                .collect(),
            cells: Vec::new(),
            images: self.images.iter().map(turn_rect).collect(),
            ocr_layer: seen.ocr_layer,
            unread: Vec::new(),
            remarks: Vec::new(),
        };
        if unknown * 20 > all {
            page.unread.push(Unread::NoUnicode { glyphs: unknown, of: all });
        }
        let covered: f32 = page.images.iter().map(|r| r.width() * r.height()).sum();
        if all == 0 && covered > 0.3 * width * height {
            page.unread.push(Unread::ImageOnly);
        } else {
            page.unread.extend(self.drawn.unread(&self.glyphs, (paper_w, paper_h)));
        }
        if seen.ocr_layer {
            page.unread.push(Unread::OcrLayer);
        }
        if seen.faint > 0 {
            page.remarks.push(Remark::Faint { glyphs: seen.faint });
        }
        if seen.removed > 0 {
            page.remarks.push(Remark::Redacted { glyphs: seen.removed });
        }
        page
    }

    /// Leaves out the glyphs that no reader sees. Invisible ones, and ones under a picture, are kept where they are all there is
    /// of the page's text: the text layer of a scan.
    fn keep_seen(&mut self) -> Seen {
        let sights = sight::sights(&self.glyphs, &self.paints, &self.removed);
        let mut seen = Seen::default();
        if sights.iter().all(|s| *s == Sight::Seen) {
            return seen;
        }
        let inked = || self.glyphs.iter().zip(&sights).filter(|(g, _)| !g.ch.is_whitespace());
        let count = |sight: Sight| inked().filter(|(_, s)| **s == sight).count();
        let layer = |s: Sight| matches!(s, Sight::Invisible | Sight::UnderPicture);
        seen.faint = count(Sight::Faint);
        seen.removed = inked().filter(|(g, _)| self.is_removed(g)).count();
        let in_layer = count(Sight::Invisible) + count(Sight::UnderPicture);
        if in_layer > 0 && (count(Sight::Seen) + seen.faint) * 10 <= in_layer {
            let over_ink = |g: &Glyph| self.drawn.is_at(g.center(), (self.width, self.height));
            let shown = inked().filter(|(g, s)| layer(**s) && over_ink(g)).count();
            // A running head under a photo is no text layer.
            seen.ocr_layer = in_layer >= 40 && shown * 5 > in_layer * 4;
        }
        let keep = |s: Sight| matches!(s, Sight::Seen | Sight::Faint) || (seen.ocr_layer && layer(s));
        let mut each = sights.iter();
        self.glyphs.retain(|_| each.next().is_none_or(|s| keep(*s)));
        seen
    }

    fn is_removed(&self, glyph: &Glyph) -> bool {
        let (x, y) = glyph.center();
        self.removed.iter().any(|r| r.contains(x, y))
    }

    /// Glyphs without Unicode, and all glyphs.
    fn count_unknown(&self) -> (usize, usize) {
        let inked = self.glyphs.iter().filter(|g| !g.ch.is_whitespace());
        let unknown = inked.clone().filter(|g| is_unknown(g.ch)).count();
        (unknown, inked.count())
    }

    /// The way most of the text runs.
    fn dominant_heading(&self) -> Heading {
        let mut count = [0_usize; 4];
        for g in self.glyphs.iter().filter(|g| !g.ch.is_whitespace()) {
            count[g.heading as usize] += 1;
        }
        [Heading::Right, Heading::Down, Heading::Left, Heading::Up]
            .into_iter()
            .max_by_key(|h| (count[*h as usize], *h == Heading::Right))
            .unwrap_or(Heading::Right)
    }
}

/// The rectangle on the paper of one in the reading frame.
fn unturn(heading: Heading, r: &Rect, paper_w: f32, paper_h: f32) -> Rect {
    match heading {
        Heading::Right => *r,
        Heading::Down => Rect::new(paper_w - r.y0, r.x0, paper_w - r.y1, r.x1),
        Heading::Left => Rect::new(paper_w - r.x0, paper_h - r.y0, paper_w - r.x1, paper_h - r.y1),
        Heading::Up => Rect::new(r.y0, paper_h - r.x0, r.y1, paper_h - r.x1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(ch: char, x: f32, heading: Heading, color: f32, order: u32) -> Glyph {
        Glyph {
            ch,
            x,
            y: 100.0,
            advance: 5.0,
            size: 10.0,
            heading,
            bold: false,
            italic: false,
            color: [color; 3],
            invisible: false,
            order,
        }
    }

    #[test]
    fn turning_there_and_back_is_the_identity() {
        for heading in [Heading::Right, Heading::Down, Heading::Left, Heading::Up] {
            let r = Rect::new(10.0, 20.0, 50.0, 28.0);
            let (a, b) = (heading.turn(r.x0, r.y0, 600.0, 800.0), heading.turn(r.x1, r.y1, 600.0, 800.0));
            let turned = Rect::new(a.0, a.1, b.0, b.1);
            assert_eq!(unturn(heading, &turned, 600.0, 800.0), r, "{heading:?}");
        }
    }

    #[test]
    fn text_in_the_papers_colour_and_text_painted_over_are_left_out() {
        let mut page_content = PageContent { width: 600.0, height: 800.0, ..PageContent::default() };
        page_content.glyphs.push(glyph('a', 10.0, Heading::Right, 1.0, 1)); // white on paper
        page_content.glyphs.push(glyph('b', 50.0, Heading::Right, 0.0, 2)); // painted over below
        page_content.glyphs.push(glyph('c', 90.0, Heading::Right, 0.0, 3));
        page_content.order = 3;
        page_content.paint(Rect::new(45.0, 80.0, 60.0, 110.0).into(), Some([1.0; 3]), 1.0);
        page_content.paint(Rect::new(120.0, 80.0, 160.0, 110.0).into(), Some([0.0; 3]), 1.0);
        let order = page_content.next_order();
        page_content.glyphs.push(glyph('d', 130.0, Heading::Right, 1.0, order)); // white on black
        let page = page_content.into_page(1);
        let text: Vec<_> = page.words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(text, ["c", "d"]);
    }
}
