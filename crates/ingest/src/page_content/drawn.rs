//! What is drawn on a page and may say something without being text: letters as shapes, and pictures.

use std::collections::HashSet;

use super::Glyph;
use crate::page::{Rect, Unread};

/// A part of a page smaller than this is no place for a table.
const WORTH: f32 = 0.08;

/// Shapes and pictures of a page, on the paper.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    /// Filled shapes of the size of letters.
    pub(crate) letters: Vec<Shape>,
    pub(crate) pictures: Vec<Picture>,
}

/// A filled shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) bbox: Rect,
    /// The lines and curves around it.
    pub(crate) sides: usize,
}

/// A picture, or the part of it that is not clipped away.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Picture {
    pub(crate) bbox: Rect,
    /// Its place among the pictures the decoder draws.
    pub(crate) index: usize,
    /// Whether it shows lines of text; not known before it is asked.
    pub(crate) shows_text: bool,
}

impl Drawn {
    /// Takes a filled shape if it has the size of a letter. Shapes within the one before are holes in it.
    pub(crate) fn shape(&mut self, bbox: Rect, sides: usize) {
        let (w, h) = (bbox.width(), bbox.height());
        if !(0.4..=25.0).contains(&w) || !(3.0..=20.0).contains(&h) || sides < 3 {
            return;
        }
        let within = |outer: &Rect| outer.contains(bbox.x0, bbox.y0) && outer.contains(bbox.x1, bbox.y1);
        if !self.letters.last().is_some_and(|last| within(&last.bbox)) {
            self.letters.push(Shape { bbox, sides });
        }
    }

    /// Whether something is drawn at a point that the glyph there may be the text of: a scan, or a letter.
    pub(super) fn is_at(&self, (x, y): (f32, f32), (width, height): (f32, f32)) -> bool {
        let scanned: f32 = self.pictures.iter().map(|p| size(&p.bbox)).sum();
        let at = |r: &Rect| x >= r.x0 - 3.0 && x <= r.x1 + 3.0 && y >= r.y0 - 3.0 && y <= r.y1 + 3.0;
        (scanned >= 0.5 * width * height && self.pictures.iter().any(|p| at(&p.bbox)))
            || self.letters.iter().any(|letter| at(&letter.bbox))
    }

    /// The pictures that are large and have next to no text on them, by their place among those drawn.
    pub(crate) fn to_ask(&self, glyphs: &[Glyph], paper: (f32, f32)) -> Vec<usize> {
        self.bare(glyphs, paper).map(|picture| picture.index).collect()
    }

    fn bare(&self, glyphs: &[Glyph], (width, height): (f32, f32)) -> impl Iterator<Item = &Picture> {
        let large = move |picture: &&Picture| size(&picture.bbox) > WORTH * width * height;
        let on = |bbox: &Rect, g: &&Glyph| {
            let (x, y) = g.center();
            bbox.contains(x, y) && !g.ch.is_whitespace()
        };
        let bare = move |picture: &&Picture| {
            let text: f32 = glyphs.iter().filter(|g| on(&picture.bbox, g)).map(|g| g.advance * g.size).sum();
            text < 0.02 * size(&picture.bbox)
        };
        self.pictures.iter().filter(large).filter(bare)
    }

    /// What the page says without text.
    pub(super) fn unread(&self, glyphs: &[Glyph], paper: (f32, f32)) -> Option<Unread> {
        if self.bare(glyphs, paper).any(|picture| picture.shows_text) {
            return Some(Unread::TextInPicture);
        }
        let letters = self.letters_without_text(glyphs);
        (letters > 0).then_some(Unread::TextInShapes { letters })
    }

    /// How many shapes stand in lines as letters do and have no text at their place; 0 for so few that they are no table.
    fn letters_without_text(&self, glyphs: &[Glyph]) -> usize {
        const LINE: usize = 5;
        const LINES: usize = 4;
        const LETTERS: usize = 80;
        // A stamp or a seal is narrower than a table.
        const WIDE: f32 = 150.0;
        if self.letters.len() < LETTERS {
            return 0;
        }
        let texts = Texts::of(glyphs);
        let mut bare: Vec<Shape> = self.letters.iter().filter(|l| !texts.is_at(&l.bbox)).copied().collect();
        bare.sort_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1));
        let (mut letters, mut lines, mut looks) = (0, 0, HashSet::new());
        let mut extent: Option<Rect> = None;
        let mut rest = bare.as_slice();
        while let Some(first) = rest.first() {
            let end = rest.iter().take_while(|l| l.bbox.y1 - first.bbox.y1 <= 0.7).count();
            let (line, after) = rest.split_at(end);
            rest = after;
            if line.len() >= LINE {
                letters += line.len();
                lines += 1;
                extent = line.iter().map(|l| l.bbox).chain(extent).reduce(|a, b| a.union(&b));
                looks.extend(line.iter().map(Shape::look));
            }
        }
        // The dots of a pattern are all alike; letters are of many sorts.
        let wide = extent.is_some_and(|extent| extent.width() >= WIDE);
        if letters >= LETTERS && lines >= LINES && wide && looks.len() >= 10 { letters } else { 0 }
    }
}

impl Shape {
    fn look(&self) -> (u32, u32, usize) {
        ((self.bbox.width() * 2.0) as u32, (self.bbox.height() * 2.0) as u32, self.sides)
    }
}

fn size(r: &Rect) -> f32 {
    r.width() * r.height()
}

/// Where the text of a page stands, in squares of 8 points.
struct Texts(HashSet<(i32, i32)>);

impl Texts {
    fn square(x: f32, y: f32) -> (i32, i32) {
        ((x / 8.0) as i32, (y / 8.0) as i32)
    }

    fn of(glyphs: &[Glyph]) -> Self {
        let inked = glyphs.iter().filter(|g| !g.ch.is_whitespace());
        Self(inked.map(|g| g.center()).map(|(x, y)| Self::square(x, y)).collect())
    }

    fn is_at(&self, r: &Rect) -> bool {
        let (x, y) = Self::square(r.center_x(), r.center_y());
        (-1..=1).any(|dx| (-1..=1).any(|dy| self.0.contains(&(x + dx, y + dy))))
    }
}
