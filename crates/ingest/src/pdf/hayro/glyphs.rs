//! Glyphs: their characters, how their font looks, and which of them are clipped or masked away.

use std::rc::Rc;

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Point, Rect as KRect};

use super::Collector;
use super::letters::{Alphabet, Face, KEPT, Letter, expand, ligature, plain};
use crate::page_content::{Glyph, Heading, Mask, unknown};

impl Collector<'_> {
    /// Leaves out the glyphs, from a place on, that soft masks let nothing of be seen.
    pub(super) fn drop_masked(&mut self, start: usize, masks: &[Rc<Mask>]) {
        let run = self.page_content.glyphs.split_off(start);
        let seen = |g: &Glyph| {
            let (x, y) = g.center();
            masks.iter().map(|mask| mask.value(x, y)).product::<f32>() >= 0.05
        };
        self.page_content.glyphs.extend(run.into_iter().filter(seen));
    }

    /// Remembers glyphs drawn without ink, one run after the other.
    pub(super) fn note_inkless(&mut self, start: usize, inkless: bool) {
        let end = self.page_content.glyphs.len();
        self.inkless = match inkless {
            false => 0..0,
            true if self.inkless.end == start && !self.inkless.is_empty() => self.inkless.start..end,
            true => start..end,
        };
    }

    /// Whether a run is set bold and whether italic, from the font's own words, and what its font program is known by.
    pub(super) fn style(&mut self, run: &GlyphRun<'_, '_>) -> (bool, bool, Option<u128>) {
        const PLAIN: (bool, bool, Option<u128>) = (false, false, None);
        let Some(first) = run.glyphs().first() else { return PLAIN };
        let PdfGlyph::Outline(glyph) = &**first else { return PLAIN };
        let Some(font) = glyph.font_data() else { return PLAIN };
        let name = font.postscript_name.unwrap_or_default();
        if self.face.name != name || self.face.weight != font.weight || self.face.slanted != font.is_italic {
            self.face = Face::new(name, font.weight, font.is_italic);
        }
        (self.face.bold, self.face.italic, Some(font.cache_key))
    }

    /// The place of the alphabet of a font program.
    pub(super) fn alphabet(&mut self, program: Option<u128>) -> usize {
        self.alphabets.iter().position(|known| known.program == program).unwrap_or_else(|| {
            self.alphabets.push(Alphabet { program, letters: Box::new([Letter::default(); KEPT]) });
            self.alphabets.len() - 1
        })
    }

    /// Adds the characters a glyph stands for that is not one plain character, side by side over its advance.
    pub(super) fn push_glyph(&mut self, template: &Glyph, glyph: &PdfGlyph<'_>, window: KRect) {
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => match ligature(c) {
                Some(letters) => self.push_letters(template, letters.chars(), window),
                None => self.push_letters(template, plain(c).into_iter(), window),
            },
            Some(BfString::String(s)) => {
                let letters: Vec<char> = s.chars().flat_map(expand).collect();
                self.push_letters(template, letters.into_iter(), window);
            }
            None => self.push_letters(template, std::iter::once(unknown(glyph.char_code())), window),
        }
    }

    pub(super) fn push_letters(
        &mut self,
        template: &Glyph,
        letters: impl Iterator<Item = char> + Clone,
        window: KRect,
    ) {
        let step = template.advance / letters.clone().count() as f32;
        for (i, ch) in letters.enumerate() {
            let along = step * i as f32;
            let (dx, dy) = match template.heading {
                Heading::Right => (along, 0.0),
                Heading::Left => (-along, 0.0),
                Heading::Down => (0.0, along),
                Heading::Up => (0.0, -along),
            };
            self.push(Glyph { ch, x: template.x + dx, y: template.y + dy, advance: step, ..template.clone() }, window);
        }
    }

    /// Adds a glyph unless it is clipped away.
    pub(super) fn push(&mut self, glyph: Glyph, window: KRect) {
        let (x, y) = glyph.center();
        if window.contains(Point::new(f64::from(x), f64::from(y))) && self.within_clips(x, y) {
            self.page_content.glyphs.push(glyph);
        }
    }

    /// Whether a point is inside the clips that are more than boxes, or as good as.
    pub(super) fn within_clips(&self, x: f32, y: f32) -> bool {
        const NEAR: [(f32, f32); 5] = [(0.0, 0.0), (0.5, 0.0), (-0.5, 0.0), (0.0, 0.5), (0.0, -0.5)];
        self.clip_paths().iter().all(|path| NEAR.iter().any(|(dx, dy)| path.holds(x + dx, y + dy)))
    }
}
