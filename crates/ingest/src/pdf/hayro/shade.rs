//! How much of what is drawn is seen: opacity, blending, soft masks, gradients and patterns.

use std::rc::Rc;

use hayro_interpret::kurbo::Affine;
use hayro_interpret::pattern::{Pattern, ShadingPattern, TilingPattern};
use hayro_interpret::shading::ShadingType;
use hayro_interpret::{BlendMode, CacheKey, FillRule, MaskType, Paint as PdfPaint, SoftMask};

use super::Collector;
use crate::page::Rect;
use crate::page_content::{Bound, Gradient, Mask, backdrop, luma};

/// A transparency group that is open.
pub(super) struct Veil<'a> {
    pub(super) opacity: f32,
    pub(super) blend: BlendMode,
    pub(super) mask: Option<SoftMask<'a>>,
}

/// What a paint does to what is under it.
pub(super) struct Shade {
    /// None when it has no one colour.
    pub(super) color: Option<[f32; 3]>,
    /// 1 hides what is under it; in doubt less.
    pub(super) alpha: f32,
    /// Where alone it paints.
    pub(super) bound: Option<Rc<Bound>>,
}

impl Shade {
    /// Something that leaves what is under it in sight, and of which no more is known.
    pub(super) const TINT: Self = Self { color: None, alpha: 0.5, bound: None };
}

/// The colour and opacity of a paint; patterns count as a see-through grey.
pub(super) fn color(paint: &PdfPaint<'_>) -> ([f32; 3], f32) {
    match paint {
        PdfPaint::Color(c) => {
            let [r, g, b, a] = c.to_rgba().components();
            ([r, g, b], a)
        }
        PdfPaint::Pattern(_) => ([0.5; 3], 0.5),
    }
}

/// Whether a colour hides what is under it in a blend mode: black multiplied stays black, a white screen stays white.
fn hides(blend: BlendMode, color: Option<[f32; 3]>) -> bool {
    match blend {
        BlendMode::Normal => true,
        BlendMode::Multiply | BlendMode::Darken | BlendMode::ColorBurn => color.is_some_and(|c| luma(c) < 0.02),
        BlendMode::Screen | BlendMode::Lighten | BlendMode::ColorDodge => color.is_some_and(|c| luma(c) > 0.98),
        _ => false,
    }
}

impl<'a> Collector<'a> {
    /// How much of what is drawn now is seen, by the groups it is in.
    pub(super) fn opacity(&self) -> f32 {
        self.veils.iter().map(|veil| veil.opacity).product()
    }

    /// What a paint does to what is under it, within the groups that are open.
    pub(super) fn shade(&mut self, paint: &PdfPaint<'a>, blend: BlendMode, mask: Option<&SoftMask<'a>>) -> Shade {
        let mut shade = match paint {
            PdfPaint::Color(_) => {
                let (color, alpha) = color(paint);
                Shade { color: Some(color), alpha, bound: None }
            }
            PdfPaint::Pattern(pattern) => self.pattern(pattern),
        };
        if blend == BlendMode::Normal && mask.is_none() && self.veils.is_empty() {
            return shade;
        }
        let modes = || self.veils.iter().map(|veil| veil.blend).chain([blend]);
        if !modes().all(|mode| hides(mode, shade.color))
            || mask.is_some()
            || self.veils.iter().any(|v| v.mask.is_some())
        {
            return Shade::TINT;
        }
        shade.alpha *= self.opacity();
        shade
    }

    fn pattern(&mut self, pattern: &Pattern<'a>) -> Shade {
        match pattern {
            Pattern::Shading(shading) => gradient(shading),
            Pattern::Tiling(tiling) => {
                let key = pattern.cache_key();
                let known = self.tilings.iter().find(|(known, _)| *known == key).map(|(_, full)| *full);
                let full = known.unwrap_or_else(|| {
                    let full = self.is_full(tiling);
                    self.tilings.push((key, full));
                    full
                });
                let alpha = if full { tiling.opacity } else { 0.5 };
                Shade { color: None, alpha, bound: None }
            }
        }
    }

    /// Whether the tiles of a pattern leave no gap: asked at points all over a tile.
    fn is_full(&self, tiling: &TilingPattern<'a>) -> bool {
        const POINTS: u32 = 9;
        let tile = tiling.bbox;
        let (across, down) = (f64::from(tiling.x_step.abs()), f64::from(tiling.y_step.abs()));
        if across > tile.width() + 0.01 || down > tile.height() + 0.01 {
            return false;
        }
        let mut inside = self.inside();
        // Larger, so that no part of a tile is taken for a thin line.
        tiling.interpret(&mut inside, Affine::scale(64.0), false);
        let paints = inside.page_content.paints;
        let at =
            |i: u32, from: f64, step: f64| ((from + step * (f64::from(i) + 0.5) / f64::from(POINTS)) * 64.0) as f32;
        (0..POINTS * POINTS).all(|i| {
            let (x, y) = (at(i % POINTS, tile.x0, across), at(i / POINTS, tile.y0, down));
            backdrop(&paints, u32::MAX, x, y).alpha >= 1.0
        })
    }

    /// How much is seen at a point through the soft masks in force.
    pub(super) fn masks(&mut self, own: Option<&SoftMask<'a>>) -> Vec<Rc<Mask>> {
        let masks: Vec<SoftMask<'a>> =
            self.veils.iter().filter_map(|veil| veil.mask.clone()).chain(own.cloned()).collect();
        masks.iter().map(|mask| self.mask(mask)).collect()
    }

    fn mask(&mut self, mask: &SoftMask<'a>) -> Rc<Mask> {
        if let Some((_, known)) = self.masks.iter().find(|(known, _)| known == mask) {
            return Rc::clone(known);
        }
        let mut inside = self.inside();
        mask.interpret(&mut inside);
        let texts = inside.page_content.glyphs.iter().map(|g| {
            let ((ax, ay), (bx, by)) = (g.inside(-0.1, -0.3), g.inside(1.1, 1.0));
            Rect::new(ax, ay, bx, by)
        });
        let [r, g, b, _] = mask.background_color().to_rgba().components();
        let drawn = Rc::new(Mask {
            texts: texts.collect(),
            paints: inside.page_content.paints,
            by_luminosity: mask.mask_type() == MaskType::Luminosity,
            paper: luma([r, g, b]),
            transfer: mask.transfer_function().map(|transfer| {
                let mut table: Vec<u8> = (0..=u8::MAX).collect();
                transfer.apply_to(&mut table);
                table
            }),
        });
        self.masks.push((mask.clone(), Rc::clone(&drawn)));
        drawn
    }
}

fn gradient(pattern: &ShadingPattern) -> Shade {
    let shading = &pattern.shading;
    if shading.clip_path.is_some() {
        return Shade::TINT;
    }
    let bound = match &*shading.shading_type {
        ShadingType::RadialAxial { coords, extend, axial, .. } => {
            let [a, b, c, d, e, f] = coords.map(f64::from);
            let ends = if *axial { [[a, b, 0.0], [c, d, 0.0]] } else { [[a, b, c], [d, e, f]] };
            Bound::Gradient(Gradient { inverse: pattern.matrix.inverse(), ends, extend: *extend, axial: *axial })
        }
        ShadingType::FunctionBased { domain, matrix, .. } => {
            use hayro_interpret::kurbo::{Rect as KRect, Shape};
            let [x0, x1, y0, y1] = domain.map(f64::from);
            let path = pattern.matrix * *matrix * KRect::new(x0, y0, x1, y1).to_path(0.1);
            Bound::path(&path, FillRule::NonZero)
        }
        _ => return Shade::TINT,
    };
    Shade { color: None, alpha: pattern.opacity, bound: Some(Rc::new(bound)) }
}
