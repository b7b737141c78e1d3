//! The default decoder: `hayro-interpret`, through a `Device` that collects instead of drawing.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_interpret::font::{GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{BezPath, Point, Rect as KRect, Shape, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, InterpreterWarning, RenderContent, SoftMask, TransformExt, interpret, interpret_page,
};

use super::content::Content;
use super::layers::Layers;
use super::{Decoded, PdfReader, Sheet, contained, parts, structure};
use crate::error::IngestError;
use crate::page::{Part, Rect, Unread};
use crate::page_content::{Bound, Glyph, Heading, Mask, PageContent, Picture};

mod areas;
mod glyphs;
mod letters;
mod marks;
mod picture;
mod shade;

use areas::single_rect;
use letters::{Alphabet, Face, KEPT};
use picture::Viewer;
use shade::{Veil, color};

pub(super) struct Hayro;

impl PdfReader for Hayro {
    fn read(&self, bytes: &[u8], password: Option<&str>) -> Result<Decoded, IngestError> {
        let pdf = open(bytes, password)?;
        let tree = structure::Tree::of(&pdf);
        let cache = InterpreterCache::new();
        let layers = Layers::of(pdf.xref());
        let mut sheets: Vec<Sheet> = pdf.pages().iter().map(|page| read_page(page, &pdf, &cache, &layers)).collect();
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

fn read_page<'a>(page: &PdfPage<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>, layers: &'a Layers) -> Sheet {
    let content = Content::of(page);
    let no_font = Arc::new(AtomicBool::new(false));
    let page_content = contained(|| draw(page, &content.bytes, pdf, cache, layers, &no_font)).map_err(Unread::Failed);
    let damaged = [(!content.is_whole, Part::Content), (no_font.load(Ordering::Relaxed), Part::Font)];
    let damaged = damaged.into_iter().filter(|(is_damaged, _)| *is_damaged);
    Sheet { page_content, unread: damaged.map(|(_, part)| Unread::Damaged(part)).collect() }
}

/// Draws a page, its content from bytes that were checked as they were decoded; `no_font` is set when a font of it cannot be used.
fn draw<'a>(
    page: &PdfPage<'a>,
    content: &[u8],
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    layers: &'a Layers,
    no_font: &Arc<AtomicBool>,
) -> PageContent {
    let (width, height) = page.render_dimensions();
    let paper = KRect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let marks = marks::of(page, layers);
    let context = |render_content: RenderContent| {
        let told = Arc::clone(no_font);
        let settings = InterpreterSettings {
            render_content,
            warning_sink: Arc::new(move |warning| {
                told.fetch_or(matches!(warning, InterpreterWarning::UnsupportedFont), Ordering::Relaxed);
            }),
            ..InterpreterSettings::default()
        };
        Context::new(page.initial_transform(true).to_kurbo(), paper, cache, pdf.xref(), settings)
    };
    let glyphs = Vec::with_capacity(USUAL_GLYPHS);
    let page_content = PageContent { width, height, glyphs, removed: marks.removed, ..PageContent::default() };
    let mut collector = Collector::new(page_content, paper, layers);
    interpret(TypedIter::new(content), page.resources(), &mut context(RenderContent::PAGE), &mut collector);
    if marks.any {
        collector.hidden_marks = marks.hidden;
        interpret_page(page, &mut context(RenderContent::ANNOTATIONS), &mut collector);
    }
    let mut page_content = collector.page_content;
    let wanted = page_content.drawn.to_ask(&page_content.glyphs, (width, height));
    if !wanted.is_empty() {
        let mut viewer = Viewer { wanted: &wanted, drawn: 0, with_text: Vec::new() };
        interpret(TypedIter::new(content), page.resources(), &mut context(RenderContent::PAGE), &mut viewer);
        for picture in &mut page_content.drawn.pictures {
            picture.shows_text = viewer.with_text.contains(&picture.index);
        }
    }
    page_content
}

/// What is left of the page by clipping.
#[derive(Debug, Clone)]
struct Clip {
    /// The intersection of the bounding boxes of all clip paths; none when nothing is left.
    bbox: Option<KRect>,
    /// Those of the paths that are more than a box.
    paths: Vec<Rc<Bound>>,
}

/// Text that clips what is drawn after it, and is seen where something is.
#[derive(Debug)]
struct Stencil {
    glyphs: Range<usize>,
    /// How many clips are in force as long as this one is.
    depth: usize,
}

/// Collects glyphs, rules, fills and images of a page in paper coordinates.
struct Collector<'a> {
    page_content: PageContent,
    clips: Vec<Clip>,
    veils: Vec<Veil<'a>>,
    layers: &'a Layers,
    /// For each open sequence of marked content, whether it is of a layer that is not shown.
    hidden_content: Vec<bool>,
    /// Annotations that are not shown, though the decoder draws them.
    hidden_marks: Vec<KRect>,
    /// How many clips are in force as long as such an annotation is drawn.
    in_hidden_mark: Option<usize>,
    /// The glyphs drawn without ink last, which may come to be a clip.
    inkless: Range<usize>,
    stencils: Vec<Stencil>,
    /// Soft masks, drawn.
    masks: Vec<(SoftMask<'a>, Rc<Mask>)>,
    /// Patterns, and whether their tiles leave no gap.
    tilings: Vec<(u128, bool)>,
    /// How many pictures were drawn.
    pictures: usize,
    /// That of the last run: the next one is mostly set in the same.
    face: Face,
    /// What the codes of the font programs of this page stand for.
    alphabets: Vec<Alphabet>,
}

/// The length of a vector; most are upright.
fn length(v: Vec2) -> f64 {
    match (v.x == 0.0, v.y == 0.0) {
        (true, _) => v.y.abs(),
        (_, true) => v.x.abs(),
        _ => v.hypot(),
    }
}

impl<'a> Collector<'a> {
    fn new(page_content: PageContent, paper: KRect, layers: &'a Layers) -> Self {
        Self {
            page_content,
            clips: vec![Clip { bbox: Some(paper), paths: Vec::new() }],
            veils: Vec::new(),
            layers,
            hidden_content: Vec::new(),
            hidden_marks: Vec::new(),
            in_hidden_mark: None,
            inkless: 0..0,
            stencils: Vec::new(),
            masks: Vec::new(),
            tilings: Vec::new(),
            pictures: 0,
            face: Face::default(),
            alphabets: Vec::new(),
        }
    }

    /// For what is drawn apart from the page: a mask, a tile.
    fn inside(&self) -> Self {
        Self::new(PageContent::default(), KRect::new(-1e6, -1e6, 1e6, 1e6), self.layers)
    }

    fn clip(&self) -> Option<KRect> {
        self.clips.last().and_then(|clip| clip.bbox)
    }

    fn clip_paths(&self) -> &[Rc<Bound>] {
        self.clips.last().map_or(&[], |clip| &clip.paths)
    }

    /// Where what is drawn can be seen, for glyphs. Half a point of mercy: clips are often set exactly at the edge of a cell.
    fn window(&self) -> Option<KRect> {
        self.clip().map(|c| c.inflate(0.5, 0.5))
    }

    fn push_clip(&mut self, bounds: KRect, path: Option<Bound>) {
        let bbox = self.clip().and_then(|c| {
            let cut = c.intersect(bounds);
            (cut.width() > 0.0 && cut.height() > 0.0).then_some(cut)
        });
        let mut paths = self.clip_paths().to_vec();
        paths.extend(path.map(Rc::new));
        self.clips.push(Clip { bbox, paths });
    }

    /// Whether nothing that is drawn now is seen.
    fn is_hidden(&self) -> bool {
        self.in_hidden_mark.is_some() || self.hidden_content.contains(&true) || self.opacity() < 0.05
    }
}

fn page_rect(r: KRect) -> Rect {
    Rect::new(r.x0 as f32, r.y0 as f32, r.x1 as f32, r.y1 as f32)
}

impl<'a> Device<'a> for Collector<'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        // A wider stroke is an area, not a rule.
        const RULE: f64 = 6.0;
        const AREA: f64 = 2.6;
        let (rgb, alpha) = color(&props.paint);
        if alpha < 0.05 || self.is_hidden() {
            return;
        }
        self.inkless = 0..0;
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let width = f64::from(stroke.line_width) * props.transform.determinant().abs().sqrt();
            if width <= RULE {
                self.stroke(&(props.transform * path));
            }
            if width > AREA {
                self.stroked_area(path, &props, stroke);
            }
        }
        if let DrawMode::Fill(rule) | DrawMode::FillAndStroke(rule, _) = mode {
            let path = props.transform * path;
            self.parts(&path, rgb);
            let shade = self.shade(&props.paint, props.blend_mode, props.soft_mask.as_ref());
            match single_rect(&path) {
                Some(rect) => self.cover(rect, None, shade),
                None => self.cover(path.bounding_box(), Some((path, *rule)), shade),
            }
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
        if alpha < 0.05 || self.is_hidden() {
            return;
        }
        self.inkless = 0..0;
        let area = props.transform.transform_rect_bbox(*rect);
        if let Some(cut) = self.clipped_rect(area)
            && self.page_content.fill_rect(cut, rgb)
        {
            let shade = self.shade(&props.paint, props.blend_mode, props.soft_mask.as_ref());
            self.cover(area, None, shade);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        let depth = self.clips.len();
        let inkless = std::mem::replace(&mut self.inkless, 0..0);
        if let Some(first) = self.page_content.glyphs[inkless.clone()].first() {
            let (x, y) = first.center();
            if bounds.inflate(1.0, 1.0).contains(Point::new(f64::from(x), f64::from(y))) {
                self.stencils.push(Stencil { glyphs: inkless, depth });
            }
        }
        let same = |mark: &KRect| {
            (mark.origin() - bounds.origin()).hypot() < 0.5 && (mark.size() - bounds.size()).to_vec2().hypot() < 0.5
        };
        if depth == 1 && self.in_hidden_mark.is_none() && self.hidden_marks.iter().any(same) {
            self.in_hidden_mark = Some(depth);
        }
        let path = single_rect(&clip.path).is_none().then(|| Bound::path(&clip.path, clip.fill));
        self.push_clip(bounds, path);
    }

    fn push_clip_rect(&mut self, rect: &KRect) {
        self.push_clip(*rect, None);
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.veils.push(Veil { opacity, blend, mask });
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let layer = properties.filter(|_| tag == b"OC");
        self.hidden_content.push(layer.is_some_and(|layer| self.layers.hides(layer, layer.obj_id())));
    }

    fn end_marked_content(&mut self) {
        self.hidden_content.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if self.is_hidden() {
            return;
        }
        let (rgb, alpha) = color(&props.paint);
        let invisible = matches!(mode, DrawMode::Invisible) || alpha < 0.05;
        let Some(window) = self.window() else { return };
        let masks = self.masks(props.soft_mask.as_ref());
        let start = self.page_content.glyphs.len();
        let (bold, italic, program) = self.style(run);
        let alphabet = self.alphabet(program);
        let order = self.page_content.next_order();
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
        if !masks.is_empty() {
            self.drop_masked(start, &masks);
        }
        self.note_inkless(start, matches!(mode, DrawMode::Invisible));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.pictures += 1;
        if self.is_hidden() {
            return;
        }
        self.inkless = 0..0;
        let size = KRect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(size);
        let Some(cut) = self.clipped_rect(area) else { return };
        self.page_content.images.push(cut);
        self.page_content.drawn.pictures.push(Picture { bbox: cut, index: self.pictures, shows_text: false });
        self.page_content.drawn.shape(cut, 1000 + (image.width() * 97 + image.height()) as usize);
        self.show_stencils(&cut, None);
        if self.stencils.is_empty() {
            self.cover_with(&image, cut, &props);
        }
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
        let depth = self.clips.len();
        self.stencils.retain(|stencil| stencil.depth < depth);
        self.in_hidden_mark = self.in_hidden_mark.filter(|of| *of < depth);
    }

    fn pop_transparency_group(&mut self) {
        self.veils.pop();
    }
}
