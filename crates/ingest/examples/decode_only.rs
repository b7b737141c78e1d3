//! Decodes PDFs with hayro and does nothing with what it draws: the floor that reading a release stands on.
//!
//!     cargo run --release -p crossfoot-ingest --example decode_only -- FILE.pdf...
//!
//! `scripts/bench.sh` times it as a whole process beside the program's own `convert`.

use std::env;
use std::error::Error;
use std::fs;

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

/// Counts the glyphs and looks at nothing else.
#[derive(Default)]
struct Counter {
    glyphs: usize,
}

impl<'a> Device<'a> for Counter {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        self.glyphs += run.glyphs().iter().filter(|glyph| glyph.as_unicode().is_some()).count();
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn main() -> Result<(), Box<dyn Error>> {
    for path in env::args_os().skip(1) {
        let name = path.display().to_string();
        let Ok(pdf) = Pdf::new(fs::read(&path)?) else {
            println!("{name}: not read");
            continue;
        };
        let cache = InterpreterCache::new();
        let mut counter = Counter::default();
        for page in pdf.pages().iter() {
            let (width, height) = page.render_dimensions();
            let paper = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let upright = page.initial_transform(true).to_kurbo();
            let mut context = Context::new(upright, paper, &cache, pdf.xref(), InterpreterSettings::default());
            interpret_page(page, &mut context, &mut counter);
        }
        println!("{name}: {} pages, {} glyphs", pdf.pages().len(), counter.glyphs);
    }
    Ok(())
}
