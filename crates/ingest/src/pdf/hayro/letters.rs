//! Characters of glyphs, and how a font looks.

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphId};
use hayro_interpret::hayro_cmap::BfString;

/// So many letters of an alphabet are kept; a power of two.
pub(super) const KEPT: usize = 128;

/// What was asked once of the glyphs of a font program, by the last bits of their codes.
pub(super) struct Alphabet {
    /// The program, by what the decoder knows it by; none for runs of a font that has none embedded.
    pub(super) program: Option<u128>,
    pub(super) letters: Box<[Letter; KEPT]>,
}

/// What a code stands for. The decoder does not tell whether two runs are in one font, only whether their glyphs are of one
/// program: the character is kept for all of them, the width, which a font says for itself, for the run alone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Letter {
    /// The run it was met in last, by its place in the drawing order; 0 is none.
    pub(super) run: u32,
    pub(super) code: u32,
    pub(super) glyph: GlyphId,
    /// None for what is no single plain character, or not known yet.
    pub(super) ch: Option<char>,
    /// Thousandths of the type size.
    pub(super) width: f32,
}

impl Letter {
    /// Takes what is kept as it is, or asks the glyph for what is not.
    pub(super) fn ask(&mut self, glyph: &PdfGlyph<'_>, run: u32, has_program: bool) {
        let code = glyph.char_code();
        if (self.run, self.code) == (run, code) {
            return;
        }
        let (id, width) = match glyph {
            PdfGlyph::Outline(g) => (g.glyph_id(), g.advance_width()),
            PdfGlyph::Type3(g) => (GlyphId::NOTDEF, g.advance_width()),
        };
        let kept = self.ch.filter(|_| has_program && self.run > 0 && (self.code, self.glyph) == (code, id));
        let ch = kept.or_else(|| match glyph.as_unicode() {
            Some(BfString::Char(c)) if ligature(c).is_none() => plain(c),
            _ => None,
        });
        *self = Self { run, code, glyph: id, ch, width: width.unwrap_or(500.0) };
    }
}

/// How the type of a font looks, by what the font says of itself.
#[derive(Debug, Default)]
pub(super) struct Face {
    pub(super) name: String,
    pub(super) weight: Option<u32>,
    pub(super) slanted: bool,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Face {
    pub(super) fn new(name: String, weight: Option<u32>, slanted: bool) -> Self {
        let words = name.to_lowercase();
        let bold =
            weight.is_some_and(|w| w >= 600) || ["bold", "black", "heavy", "demi"].iter().any(|w| words.contains(w));
        let italic = slanted || words.contains("italic") || words.contains("oblique");
        Self { name, weight, slanted, bold, italic }
    }
}

/// The letters of a character that is several.
pub(super) fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// Control characters become nothing or a space, a soft hyphen a hyphen.
pub(super) fn plain(c: char) -> Option<char> {
    match c {
        '\u{AD}' => Some('-'),
        '\u{0}' | '\u{FEFF}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

/// Both of a character.
pub(super) fn expand(c: char) -> impl Iterator<Item = char> {
    let letters = ligature(c);
    let single = if letters.is_some() { None } else { plain(c) };
    letters.unwrap_or_default().chars().chain(single)
}
