//! The default decoder: `hayro-interpret`, through a `Device` that collects instead of drawing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphId, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{BezPath, PathEl, Point, Rect as KRect, Shape, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, InterpreterWarning, Paint as PdfPaint, RenderContent, SoftMask, TransformExt, interpret,
    interpret_page,
};

use super::content::Content;
use super::{Decoded, PdfReader, Sheet, contained, parts, structure};
use crate::error::IngestError;
use crate::ink::{Glyph, Heading, Ink, unknown};
use crate::page::{Part, Rect, Unread};

pub(super) struct Hayro;

impl PdfReader for Hayro {
    fn read(&self, bytes: &[u8], password: Option<&str>) -> Result<Decoded, IngestError> {
        let pdf = open(bytes, password)?;
        let tree = structure::Tree::of(&pdf);
        let cache = InterpreterCache::new();
        let mut sheets: Vec<Sheet> = pdf.pages().iter().map(|page| read_page(page, &pdf, &cache)).collect();
        // Before anything else is looked up: a broken reference that no page needs is no damage.
        let rebuilt = structure::is_rebuilt(&pdf) && !structure::is_in_place(bytes);
        let mut parts = parts::Parts::default();
        for (page, sheet) in pdf.pages().iter().zip(&mut sheets) {
            sheet.unread.extend(parts.damaged(page).into_iter().map(Unread::Damaged));
            sheet.unread.dedup();
        }
        let damage = structure::damage(&pdf, bytes, rebuilt, &tree);
        Ok(Decoded { sheets: tree.place(sheets), damage })
    }
}

fn open(bytes: &[u8], password: Option<&str>) -> Result<Pdf, IngestError> {
    Pdf::new_with_password(structure::with_probe(bytes), password.unwrap_or("")).map_err(|e| match e {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) if password.is_none() => {
            IngestError::NeedsPassword
        }
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => IngestError::WrongPassword,
        LoadPdfError::Decryption(_) => IngestError::UnsupportedEncryption,
        LoadPdfError::Invalid => IngestError::Damaged,
    })
}

/// About as many glyphs as a page of small type has.
const USUAL_GLYPHS: usize = 4096;

fn read_page<'a>(page: &PdfPage<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>) -> Sheet {
    let content = Content::of(page);
    let no_font = Arc::new(AtomicBool::new(false));
    let ink = contained(|| draw(page, &content.bytes, pdf, cache, &no_font)).map_err(Unread::Failed);
    let damaged = [(!content.is_whole, Part::Content), (no_font.load(Ordering::Relaxed), Part::Font)];
    let damaged = damaged.into_iter().filter(|(is_damaged, _)| *is_damaged);
    Sheet { ink, unread: damaged.map(|(_, part)| Unread::Damaged(part)).collect() }
}

/// Draws the content of a page; `no_font` is set when a font of it cannot be used.
fn draw<'a>(
    page: &PdfPage<'a>,
    content: &[u8],
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    no_font: &Arc<AtomicBool>,
) -> Ink {
    let (width, height) = page.render_dimensions();
    let paper = KRect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let told = Arc::clone(no_font);
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| {
            told.fetch_or(matches!(warning, InterpreterWarning::UnsupportedFont), Ordering::Relaxed);
        }),
        // The content is drawn from bytes that were checked as they were decoded.
        render_content: RenderContent::ANNOTATIONS,
        ..InterpreterSettings::default()
    };
    let mut context = Context::new(page.initial_transform(true).to_kurbo(), paper, cache, pdf.xref(), settings);
    let glyphs = Vec::with_capacity(USUAL_GLYPHS);
    let ink = Ink { width, height, glyphs, ..Ink::default() };
    let mut collector =
        Collector { ink, clips: vec![Some(paper)], faded: Vec::new(), face: Face::default(), alphabets: Vec::new() };
    interpret(TypedIter::new(content), page.resources(), &mut context, &mut collector);
    interpret_page(page, &mut context, &mut collector);
    collector.ink
}

/// Collects glyphs, rules, fills and images of a page in paper coordinates.
struct Collector {
    ink: Ink,
    /// The clip in force: the intersection of the bounding boxes of all clip paths; none when nothing is left.
    clips: Vec<Option<KRect>>,
    /// For each open transparency group, whether it is (nearly) see-through.
    faded: Vec<bool>,
    /// That of the last run: the next one is mostly set in the same.
    face: Face,
    /// What the codes of the font programs of this page stand for.
    alphabets: Vec<Alphabet>,
}

/// So many letters of an alphabet are kept; a power of two.
const KEPT: usize = 128;

/// What was asked once of the glyphs of a font program, by the last bits of their codes.
struct Alphabet {
    /// The program, by what the decoder knows it by; none for runs of a font that has none embedded.
    program: Option<u128>,
    letters: Box<[Letter; KEPT]>,
}

/// What a code stands for. The decoder does not tell whether two runs are in one font, only whether their glyphs are of one
/// program: the character is kept for all of them, the width, which a font says for itself, for the run alone.
#[derive(Debug, Clone, Copy, Default)]
struct Letter {
    /// The run it was met in last, by its place in the drawing order; 0 is none.
    run: u32,
    code: u32,
    glyph: GlyphId,
    /// None for what is no single plain character, or not known yet.
    ch: Option<char>,
    /// Thousandths of the type size.
    width: f32,
}

impl Letter {
    /// Takes what is kept as it is, or asks the glyph for what is not.
    fn ask(&mut self, glyph: &PdfGlyph<'_>, run: u32, has_program: bool) {
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

/// The length of a vector; most are upright.
fn length(v: Vec2) -> f64 {
    match (v.x == 0.0, v.y == 0.0) {
        (true, _) => v.y.abs(),
        (_, true) => v.x.abs(),
        _ => v.hypot(),
    }
}

impl Collector {
    fn clip(&self) -> Option<KRect> {
        self.clips.last().copied().flatten()
    }

    /// Where what is drawn can be seen, for glyphs. Half a point of mercy: clips are often set exactly at the edge of a cell.
    fn window(&self) -> Option<KRect> {
        self.clip().map(|c| c.inflate(0.5, 0.5))
    }

    fn push_clip(&mut self, bounds: KRect) {
        let next = self.clip().and_then(|c| {
            let cut = c.intersect(bounds);
            (cut.width() > 0.0 && cut.height() > 0.0).then_some(cut)
        });
        self.clips.push(next);
    }

    fn hidden_by_group(&self) -> bool {
        self.faded.iter().any(|f| *f)
    }

    fn clipped_rect(&self, r: KRect) -> Option<Rect> {
        let c = self.clip()?;
        // Rules have no extent in one direction, so an empty intersection is judged by its sign.
        let cut = KRect::new(r.x0.max(c.x0), r.y0.max(c.y0), r.x1.min(c.x1), r.y1.min(c.y1));
        (cut.x0 <= cut.x1 && cut.y0 <= cut.y1)
            .then(|| Rect::new(cut.x0 as f32, cut.y0 as f32, cut.x1 as f32, cut.y1 as f32))
    }

    fn stroke(&mut self, path: &BezPath, width: f64) {
        let mut at = Point::ZERO;
        let mut first = Point::ZERO;
        for element in path.elements() {
            let to = match *element {
                PathEl::MoveTo(p) => {
                    (at, first) = (p, p);
                    continue;
                }
                PathEl::LineTo(p) => p,
                PathEl::ClosePath => first,
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                    at = p;
                    continue;
                }
            };
            let straight = (to.x - at.x).abs() < 0.6 || (to.y - at.y).abs() < 0.6;
            let line = KRect::from_points(at, to);
            if straight
                && line.width().max(line.height()) > 1.0
                && let Some(cut) = self.clipped_rect(line)
            {
                // A very thick stroke is an area, not a rule.
                if width > 6.0 {
                    continue;
                }
                self.ink.rules.push(cut);
            }
            at = to;
        }
    }

    fn fill(&mut self, path: &BezPath, color: [f32; 3], opaque: bool) {
        for rect in subpaths(path).filter_map(as_rect) {
            self.fill_area(rect, color, opaque);
        }
    }

    fn fill_area(&mut self, area: KRect, color: [f32; 3], opaque: bool) {
        if let Some(cut) = self.clipped_rect(area) {
            self.ink.fill_rect(cut, color, opaque);
        }
    }
}

/// Whether what is painted hides what is under it.
fn is_opaque(props: &DrawProps<'_>, alpha: f32) -> bool {
    alpha > 0.95 && props.blend_mode == BlendMode::Normal && props.soft_mask.is_none()
}

/// How the type of a font looks, by what the font says of itself.
#[derive(Debug, Default)]
struct Face {
    name: String,
    weight: Option<u32>,
    slanted: bool,
    bold: bool,
    italic: bool,
}

impl Face {
    fn new(name: String, weight: Option<u32>, slanted: bool) -> Self {
        let words = name.to_lowercase();
        let bold =
            weight.is_some_and(|w| w >= 600) || ["bold", "black", "heavy", "demi"].iter().any(|w| words.contains(w));
        let italic = slanted || words.contains("italic") || words.contains("oblique");
        Self { name, weight, slanted, bold, italic }
    }
}

/// The colour and opacity of a paint; patterns count as a see-through grey.
fn color(paint: &PdfPaint<'_>) -> ([f32; 3], f32) {
    match paint {
        PdfPaint::Color(c) => {
            let [r, g, b, a] = c.to_rgba().components();
            ([r, g, b], a)
        }
        PdfPaint::Pattern(_) => ([0.5; 3], 0.5),
    }
}

/// The parts of a path between its moves.
fn subpaths(path: &BezPath) -> impl Iterator<Item = &[PathEl]> {
    let elements = path.elements();
    let mut starts: Vec<usize> =
        elements.iter().enumerate().filter(|(_, e)| matches!(e, PathEl::MoveTo(_))).map(|(i, _)| i).collect();
    starts.push(elements.len());
    (0..starts.len() - 1).map(move |i| &elements[starts[i]..starts[i + 1]])
}

/// The rectangle a subpath draws, if it is one with upright sides.
fn as_rect(sub: &[PathEl]) -> Option<KRect> {
    let mut points = Vec::with_capacity(6);
    for element in sub {
        match *element {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => points.push(p),
            PathEl::ClosePath => {}
            _ => return None,
        }
    }
    if points.len() < 2 || points.len() > 6 {
        return None;
    }
    let upright = points.windows(2).all(|p| (p[0].x - p[1].x).abs() < 0.3 || (p[0].y - p[1].y).abs() < 0.3);
    upright.then(|| points.iter().skip(1).fold(KRect::from_points(points[0], points[0]), |r, p| r.union_pt(*p)))
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let (rgb, alpha) = color(&props.paint);
        if alpha < 0.05 || self.hidden_by_group() {
            return;
        }
        let path = props.transform * path;
        let opaque = is_opaque(&props, alpha);
        if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
            self.fill(&path, rgb, opaque);
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let scale = props.transform.determinant().abs().sqrt();
            self.stroke(&path, f64::from(stroke.line_width) * scale);
        }
    }

    fn draw_rect(&mut self, rect: &KRect, props: DrawProps<'a>, mode: &DrawMode) {
        let [_, b, c, ..] = props.transform.as_coeffs();
        if (b, c) != (0.0, 0.0) || !matches!(mode, DrawMode::Fill(_)) {
            self.draw_path(&rect.to_path(0.1), props, mode);
            return;
        }
        // Cells are shaded and rules drawn so: no need of a path.
        let (rgb, alpha) = color(&props.paint);
        if alpha >= 0.05 && !self.hidden_by_group() {
            let opaque = is_opaque(&props, alpha);
            self.fill_area(props.transform.transform_rect_bbox(*rect), rgb, opaque);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &KRect) {
        self.push_clip(*rect);
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.faded.push(opacity < 0.05);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if self.hidden_by_group() {
            return;
        }
        let (rgb, alpha) = color(&props.paint);
        let invisible = matches!(mode, DrawMode::Invisible) || alpha < 0.05;
        let Some(window) = self.window() else { return };
        let (bold, italic, program) = self.style(run);
        let alphabet = self.alphabet(program);
        let order = self.ink.next_order();
        let glyphs = run.glyphs();
        let placed = |i: usize| glyphs.get(i).map(|glyph: &PositionedGlyph<'_>| props.transform * glyph.transform());
        let mut following = placed(0);
        for (i, glyph) in glyphs.iter().enumerate() {
            let Some(transform) = following else { break };
            following = placed(i + 1);
            let origin = transform.translation();
            let [a, b, c, d, ..] = transform.as_coeffs();
            // Where the corners of the em square come to lie, seen from the origin.
            let from_origin = |x: f64, y: f64| Vec2::new(x * 1000.0 + origin.x, y * 1000.0 + origin.y) - origin;
            let (across, up) = (from_origin(a, b), from_origin(c, d));
            let Some(heading) = Heading::of(across.x as f32, across.y as f32) else { continue };
            let size = length(up) as f32;
            let letter = &mut self.alphabets[alphabet].letters[glyph.char_code() as usize % KEPT];
            letter.ask(glyph, order, program.is_some());
            let letter = *letter;
            let mut advance = letter.width / 1000.0 * size;
            if let Some(next) = following {
                // Text set tight, or squeezed: the next origin is nearer than the advance says.
                let step = length(next.translation() - origin) as f32;
                if step > 0.5 * advance && step < advance {
                    advance = step;
                }
            }
            let template = Glyph {
                ch: letter.ch.unwrap_or(' '),
                x: origin.x as f32,
                y: origin.y as f32,
                advance,
                size,
                heading,
                bold,
                italic,
                color: rgb,
                invisible,
                order,
            };
            match letter.ch {
                Some(_) => self.push(template, window),
                None => self.push_glyph(&template, glyph, window),
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = KRect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(size);
        if let Some(cut) = self.clipped_rect(area) {
            self.ink.next_order();
            self.ink.images.push(cut);
        }
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn pop_transparency_group(&mut self) {
        self.faded.pop();
    }
}

impl Collector {
    /// Whether a run is set bold and whether italic, from the font's own words, and what its font program is known by.
    fn style(&mut self, run: &GlyphRun<'_, '_>) -> (bool, bool, Option<u128>) {
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
    fn alphabet(&mut self, program: Option<u128>) -> usize {
        self.alphabets.iter().position(|known| known.program == program).unwrap_or_else(|| {
            self.alphabets.push(Alphabet { program, letters: Box::new([Letter::default(); KEPT]) });
            self.alphabets.len() - 1
        })
    }

    /// Adds the characters a glyph stands for that is not one plain character, side by side over its advance.
    fn push_glyph(&mut self, template: &Glyph, glyph: &PdfGlyph<'_>, window: KRect) {
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

    fn push_letters(&mut self, template: &Glyph, letters: impl Iterator<Item = char> + Clone, window: KRect) {
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
    fn push(&mut self, glyph: Glyph, window: KRect) {
        let (x, y) = glyph.center();
        if window.contains(Point::new(f64::from(x), f64::from(y))) {
            self.ink.glyphs.push(glyph);
        }
    }
}

/// The letters of a character that is several.
fn ligature(c: char) -> Option<&'static str> {
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
fn plain(c: char) -> Option<char> {
    match c {
        '\u{AD}' => Some('-'),
        '\u{0}' | '\u{FEFF}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

/// Both of a character.
fn expand(c: char) -> impl Iterator<Item = char> {
    let letters = ligature(c);
    let single = if letters.is_some() { None } else { plain(c) };
    letters.unwrap_or_default().chars().chain(single)
}
