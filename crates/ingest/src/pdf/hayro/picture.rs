//! Pictures: which of their points hide what is under them, and whether they show lines of text.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, LumaData, SoftMask,
};

/// The grey values of a picture, or how opaque each of its points is.
#[derive(Debug)]
pub(super) struct Pixels {
    width: usize,
    height: usize,
    values: Vec<u8>,
}

impl Pixels {
    fn new(width: u32, height: u32, values: Vec<u8>) -> Option<Self> {
        let (width, height) = (width as usize, height as usize);
        (width > 0 && height > 0 && values.len() >= width * height).then_some(Self { width, height, values })
    }

    fn of(luma: LumaData) -> Option<Self> {
        Self::new(luma.width, luma.height, luma.data)
    }

    /// How opaque each point of a picture is; none where it cannot be decoded.
    pub(super) fn opacity(image: &Image<'_, '_>) -> Option<Self> {
        let mut pixels = None;
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |image, alpha| {
                    pixels = match alpha {
                        Some(alpha) => Self::of(alpha),
                        None => {
                            Self::new(image.width(), image.height(), vec![u8::MAX; area(image.width(), image.height())])
                        }
                    }
                },
                None,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(|luma, _| pixels = Self::of(luma), None),
        }
        pixels
    }

    /// How light each point of a picture is.
    fn grey(image: &Image<'_, '_>) -> Option<Self> {
        let mut pixels = None;
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |image, _| {
                    pixels = match image {
                        ImageData::Luma(luma) => Self::of(luma),
                        ImageData::Rgb(rgb) => {
                            let (points, _) = rgb.data.as_chunks();
                            let grey = points
                                .iter()
                                .map(|[r, g, b]| ((u32::from(*r) * 3 + u32::from(*g) * 6 + u32::from(*b)) / 10) as u8);
                            Self::new(rgb.width, rgb.height, grey.collect())
                        }
                    }
                },
                None,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(
                |luma, _| {
                    let inverted = luma.data.iter().map(|v| 255 - v).collect();
                    pixels = Self::new(luma.width, luma.height, inverted);
                },
                None,
            ),
        }
        pixels
    }

    /// The value at a point, by the parts of the picture's width and height.
    fn at(&self, x: f64, y: f64) -> Option<u8> {
        let place = |part: f64, count: usize| {
            (0.0..=1.0).contains(&part).then(|| ((part * count as f64) as usize).min(count - 1))
        };
        Some(self.values[place(y, self.height)? * self.width + place(x, self.width)?])
    }

    /// The colour of a picture that has only one.
    pub(super) fn plain(image: &Image<'_, '_>) -> Option<[f32; 3]> {
        const FEW: u32 = 64;
        let Image::Raster(raster) = image else { return None };
        if image.width().saturating_mul(image.height()) > FEW {
            return None;
        }
        let mut color = None;
        raster.with_rgba(
            |image, _| {
                let (step, data) = match &image {
                    ImageData::Luma(luma) => (1, &luma.data),
                    ImageData::Rgb(rgb) => (3, &rgb.data),
                };
                let mut points = data.chunks_exact(step);
                let Some(first) = points.next() else { return };
                if points.all(|point| point == first) {
                    color = Some([0, 1, 2].map(|i| f32::from(first[i.min(step - 1)]) / 255.0));
                }
            },
            None,
        );
        color
    }

    /// Whether the picture shows lines of dark text on a light ground, several of them.
    fn shows_text(&self, points_high: f64) -> bool {
        const LINES: usize = 6;
        let mut counts = [0_usize; 256];
        self.values.iter().for_each(|v| counts[*v as usize] += 1);
        let ground = (0..256).max_by_key(|v| counts[v / 8 * 8..v / 8 * 8 + 8].iter().sum::<usize>()).unwrap_or(255);
        let inked = |v: u8| ground.abs_diff(usize::from(v)) > 70;
        let light: usize = (0..256_usize).filter(|v| ground.abs_diff(*v) <= 40).map(|v| counts[v]).sum();
        if light * 10 < self.values.len() * 7 {
            return false;
        }
        // Times that ink begins in a row of points.
        let beginnings = |row: &[u8]| row.windows(2).filter(|two| !inked(two[0]) && inked(two[1])).count();
        let rows: Vec<usize> = self.values.chunks_exact(self.width).map(beginnings).collect();
        // Rules from top to bottom begin in every row.
        let mut sorted = rows.clone();
        sorted.sort_unstable();
        let rules = sorted.get(sorted.len() / 10).copied().unwrap_or(0);
        let high = self.height as f64 / points_high.max(1.0);
        let (mut lines, mut in_lines, mut inked_rows) = (0, 0, 0);
        for line in rows.split(|beginnings| *beginnings < rules + 2) {
            let points = line.len() as f64 / high;
            let most = line.iter().max().copied().unwrap_or(0);
            inked_rows += line.len();
            if (3.0..=24.0).contains(&points) && most >= rules + 10 {
                lines += 1;
                in_lines += line.len();
            }
        }
        // In a chart there is more than its labels.
        lines >= LINES && in_lines * 10 >= inked_rows * 7
    }
}

fn area(width: u32, height: u32) -> usize {
    width as usize * height as usize
}

/// A map of how opaque a picture is where it lies.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) pixels: Pixels,
    /// From the paper to the picture, whose corners are at 0 and 1.
    pub(super) inverse: Affine,
}

impl crate::page_content::Opacity for Placed {
    fn is_opaque(&self, x: f32, y: f32) -> bool {
        let at = self.inverse * hayro_interpret::kurbo::Point::new(f64::from(x), f64::from(y));
        self.pixels.at(at.x, at.y).is_some_and(|value| value > 242)
    }
}

/// Looks into some of the pictures of a page, by their place among those drawn.
pub(super) struct Viewer<'w> {
    pub(super) wanted: &'w [usize],
    pub(super) drawn: usize,
    /// Those that show text.
    pub(super) with_text: Vec<usize>,
}

impl<'a> Device<'a> for Viewer<'_> {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.drawn += 1;
        if self.wanted.contains(&self.drawn) {
            let [_, _, c, d, ..] = props.transform.as_coeffs();
            let points_high = c.hypot(d) * f64::from(image.height());
            if Pixels::grey(&image).is_some_and(|pixels| pixels.shows_text(points_high)) {
                self.with_text.push(self.drawn);
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
