//! The second decoder: `pdf-extract`. It shares no code with the first, so a figure both read alike is confirmed.
//!
//! It knows nothing of clipping, weight or images, and it may panic; the caller contains that page by page.

use pdf_extract::{
    ColorSpace, Dictionary, Document, MediaBox, Object, OutputDev, OutputError, Path, PathOp, Transform,
    output_doc_page,
};

use super::{Decoded, PdfReader, Sheet, contained, structure};
use crate::error::IngestError;
use crate::page::{Rect, Unread};
use crate::page_content::{Glyph, Heading, PageContent};

pub(super) struct PdfExtract;

impl PdfReader for PdfExtract {
    fn read(&self, bytes: &[u8], password: Option<&str>) -> Result<Decoded, IngestError> {
        let mut document = Document::load_mem(bytes).map_err(|_| IngestError::Damaged)?;
        if document.is_encrypted() && document.decrypt(password.unwrap_or("")).is_err() {
            return Err(match password {
                None => IngestError::NeedsPassword,
                Some(_) => IngestError::WrongPassword,
            });
        }
        let pages = document.get_pages();
        let sheets = pages.iter().map(|(number, id)| {
            let rotation = rotation(&document, document.get_dictionary(*id).ok());
            let page_content = contained(|| {
                let mut collector = Collector { rotation, ..Collector::default() };
                output_doc_page(&document, &mut collector, *number)
                    .map(|()| collector.page_content)
                    .map_err(|e| e.to_string())
            });
            Sheet { page_content: page_content.and_then(|page| page).map_err(Unread::Failed), unread: Vec::new() }
        });
        Ok(Decoded { sheets: sheets.collect(), damage: structure::end_mark(bytes) })
    }
}

/// The page's `/Rotate`, its own or inherited, in degrees from 0 to 270.
fn rotation(document: &Document, page: Option<&Dictionary>) -> i64 {
    let mut at = page;
    // A page tree is shallow; the bound guards against one that loops.
    for _ in 0..32 {
        let Some(dict) = at else { break };
        if let Ok(Object::Integer(degrees)) = dict.get(b"Rotate") {
            return degrees.rem_euclid(360);
        }
        at = dict.get(b"Parent").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id)).ok();
    }
    0
}

#[derive(Default)]
struct Collector {
    page_content: PageContent,
    media: (f64, f64, f64, f64),
    rotation: i64,
}

impl Collector {
    /// A point of PDF user space on the paper: origin top left, y down, `/Rotate` applied.
    fn on_paper(&self, x: f64, y: f64) -> (f32, f32) {
        let (llx, lly, urx, ury) = self.media;
        let (x, y) = match self.rotation {
            90 => (y - lly, x - llx),
            180 => (urx - x, y - lly),
            270 => (ury - y, urx - x),
            _ => (x - llx, ury - y),
        };
        (x as f32, y as f32)
    }

    fn rect_on_paper(&self, ctm: &Transform, x0: f64, y0: f64, x1: f64, y1: f64) -> Rect {
        let place = |x: f64, y: f64| {
            let (px, py) = (x * ctm.m11 + y * ctm.m21 + ctm.m31, x * ctm.m12 + y * ctm.m22 + ctm.m32);
            self.on_paper(px, py)
        };
        let ((ax, ay), (bx, by)) = (place(x0, y0), place(x1, y1));
        Rect::new(ax, ay, bx, by)
    }
}

/// The colour where the decoder tells it plainly; black where it does not.
fn color(space: &ColorSpace, parts: &[f64]) -> [f32; 3] {
    match (space, parts) {
        (ColorSpace::DeviceGray, [g]) => [*g as f32; 3],
        (ColorSpace::DeviceRGB | ColorSpace::ICCBased(_), [r, g, b]) => [*r as f32, *g as f32, *b as f32],
        (ColorSpace::ICCBased(_), [g]) => [*g as f32; 3],
        (ColorSpace::DeviceCMYK, [c, m, y, k]) => {
            let page_content = |v: f64| ((1.0 - v) * (1.0 - k)) as f32;
            [page_content(*c), page_content(*m), page_content(*y)]
        }
        _ => [0.0; 3],
    }
}

impl OutputDev for Collector {
    fn begin_page(&mut self, _: u32, media: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.media = (media.llx, media.lly, media.urx, media.ury);
        let (w, h) = ((media.urx - media.llx) as f32, (media.ury - media.lly) as f32);
        (self.page_content.width, self.page_content.height) = if self.rotation % 180 == 90 { (h, w) } else { (w, h) };
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let (x, y) = self.on_paper(trm.m31, trm.m32);
        let (ax, ay) = self.on_paper(trm.m31 + trm.m11, trm.m32 + trm.m12);
        let Some(heading) = Heading::of(ax - x, ay - y) else { return Ok(()) };
        let size = (trm.m21.hypot(trm.m22) * font_size) as f32;
        let advance = (trm.m11.hypot(trm.m12) * font_size * width) as f32;
        let chars: Vec<char> = text.chars().filter(|c| *c != '\0').collect();
        let step = advance / chars.len().max(1) as f32;
        let order = self.page_content.next_order();
        for (i, ch) in chars.into_iter().enumerate() {
            let along = step * i as f32;
            let (dx, dy) = match heading {
                Heading::Right => (along, 0.0),
                Heading::Left => (-along, 0.0),
                Heading::Down => (0.0, along),
                Heading::Up => (0.0, -along),
            };
            self.page_content.glyphs.push(Glyph {
                ch: if ch.is_control() { ' ' } else { ch },
                x: x + dx,
                y: y + dy,
                advance: step,
                size,
                heading,
                bold: false,
                italic: false,
                color: [0.0; 3],
                invisible: false,
                order,
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(&mut self, ctm: &Transform, _: &ColorSpace, _: &[f64], path: &Path) -> Result<(), OutputError> {
        let mut at = (0.0, 0.0);
        for op in &path.ops {
            match *op {
                PathOp::MoveTo(x, y) => at = (x, y),
                PathOp::LineTo(x, y) => {
                    let line = self.rect_on_paper(ctm, at.0, at.1, x, y);
                    if line.width().min(line.height()) < 0.6 && line.width().max(line.height()) > 1.0 {
                        self.page_content.rules.push(line);
                    }
                    at = (x, y);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn fill(&mut self, ctm: &Transform, space: &ColorSpace, parts: &[f64], path: &Path) -> Result<(), OutputError> {
        for op in &path.ops {
            if let PathOp::Rect(x, y, w, h) = *op {
                let area = self.rect_on_paper(ctm, x, y, x + w, y + h);
                // Glyph colours are not told, so nothing may be taken as painted over.
                self.page_content.fill_rect(area, color(space, parts));
            }
        }
        Ok(())
    }
}
