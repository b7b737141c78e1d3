//! Filled and stroked areas: rules, shaded cells, shapes, and what they and pictures hide.

use std::rc::Rc;

use hayro_interpret::kurbo::{self, BezPath, PathEl, Point, Rect as KRect, Shape};
use hayro_interpret::{BlendMode, DrawProps, FillRule, Image, ImageDrawProps, StrokeProps};

use super::picture::{Pixels, Placed};
use super::shade::Shade;
use super::{Collector, page_rect};
use crate::page::Rect;
use crate::page_content::{Area, Bound, Glyph, Paint};

impl<'a> Collector<'a> {
    pub(super) fn clipped_rect(&self, r: KRect) -> Option<Rect> {
        let c = self.clip()?;
        // Rules have no extent in one direction, so an empty intersection is judged by its sign.
        let cut = KRect::new(r.x0.max(c.x0), r.y0.max(c.y0), r.x1.min(c.x1), r.y1.min(c.y1));
        (cut.x0 <= cut.x1 && cut.y0 <= cut.y1)
            .then(|| Rect::new(cut.x0 as f32, cut.y0 as f32, cut.x1 as f32, cut.y1 as f32))
    }

    pub(super) fn stroke(&mut self, path: &BezPath) {
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
                self.page_content.rules.push(cut);
            }
            at = to;
        }
    }

    /// Rules, filled areas and letters among the parts of a filled path.
    pub(super) fn parts(&mut self, path: &BezPath, color: [f32; 3]) {
        for part in subpaths(path) {
            match as_rect(part) {
                Some(rect) => {
                    if let Some(cut) = self.clipped_rect(rect) {
                        self.page_content.fill_rect(cut, color);
                    }
                }
                None => self.part(part),
            }
        }
    }

    pub(super) fn part(&mut self, part: &[PathEl]) {
        let ends = part.iter().filter_map(PathEl::end_point);
        let Some(bbox) = ends.map(|p| KRect::from_points(p, p)).reduce(|a, b| a.union(b)) else { return };
        if self.clip().is_some_and(|clip| clip.contains(bbox.center())) {
            self.page_content.drawn.shape(page_rect(bbox), part.len());
        }
    }

    /// Paints over what was there.
    pub(super) fn cover(&mut self, bounds: KRect, path: Option<(BezPath, FillRule)>, shade: Shade) {
        // What is thinner hides no text.
        const THIN: f32 = 2.6;
        let Some(bbox) = self.clipped_rect(bounds) else { return };
        if bbox.width().min(bbox.height()) <= THIN {
            return;
        }
        self.show_stencils(&bbox, shade.color);
        if !self.stencils.is_empty() {
            return;
        }
        let mut bounds = self.clip_paths().to_vec();
        bounds.extend(path.map(|(path, rule)| Rc::new(Bound::path(&path, rule))));
        bounds.extend(shade.bound);
        self.page_content.paint(Area { bbox, bounds }, shade.color, shade.alpha);
    }

    /// What is painted through letters shows them.
    pub(super) fn show_stencils(&mut self, bbox: &Rect, color: Option<[f32; 3]>) {
        for stencil in &self.stencils {
            for glyph in &mut self.page_content.glyphs[stencil.glyphs.clone()] {
                let (x, y) = glyph.center();
                if glyph.invisible && bbox.contains(x, y) {
                    glyph.invisible = false;
                    glyph.color = color.unwrap_or([0.5; 3]);
                }
            }
        }
    }

    /// An area as wide as its stroke.
    pub(super) fn stroked_area(&mut self, path: &BezPath, props: &DrawProps<'a>, stroke: &StrokeProps) {
        let dashes = stroke.dash_array.iter().map(|dash| f64::from(*dash));
        let style = kurbo::Stroke {
            width: f64::from(stroke.line_width),
            join: stroke.line_join,
            miter_limit: f64::from(stroke.miter_limit),
            start_cap: stroke.line_cap,
            end_cap: stroke.line_cap,
            dash_pattern: dashes.collect(),
            dash_offset: f64::from(stroke.dash_offset),
        };
        let outline = props.transform * kurbo::stroke(path.iter(), &style, &kurbo::StrokeOpts::default(), 0.1);
        let shade = self.shade(&props.paint, props.blend_mode, props.soft_mask.as_ref());
        self.cover(outline.bounding_box(), Some((outline, FillRule::NonZero)), shade);
    }

    /// What a picture hides. Where it is not opaque all over, its points are asked only if there is text under it.
    pub(super) fn cover_with(&mut self, image: &Image<'a, '_>, cut: Rect, props: &ImageDrawProps<'a>) {
        let (masked, paint) = match image {
            Image::Raster(raster) => {
                let dict = raster.stream().dict();
                let keys: [&[u8]; 3] = [b"SMask", b"Mask", b"SMaskInData"];
                (keys.iter().any(|key| dict.contains_key(key)), None)
            }
            Image::Stencil(_) => (true, None),
        };
        let groups = self.veils.iter();
        let plain = groups.clone().all(|veil| veil.blend == BlendMode::Normal && veil.mask.is_none());
        let shade = if plain { Shade { color: paint, alpha: self.opacity(), bound: None } } else { Shade::TINT };
        let size = (f64::from(image.width()), f64::from(image.height()));
        let mut bounds = self.clip_paths().to_vec();
        let [_, b, c, ..] = props.transform.as_coeffs();
        if (b, c) != (0.0, 0.0) {
            let corners = props.transform * KRect::new(0.0, 0.0, size.0, size.1).to_path(0.1);
            bounds.push(Rc::new(Bound::path(&corners, FillRule::NonZero)));
        }
        let (mut alpha, mut color) = (shade.alpha, shade.color);
        if !masked && plain {
            color = Pixels::plain(image);
        } else if masked && alpha > 0.95 {
            let under = |g: &Glyph| {
                let (x, y) = g.center();
                cut.contains(x, y)
            };
            let pixels = self.page_content.glyphs.iter().any(under).then(|| Pixels::opacity(image)).flatten();
            match pixels {
                Some(pixels) => {
                    let inverse = (props.transform * kurbo::Affine::scale_non_uniform(size.0, size.1)).inverse();
                    bounds.push(Rc::new(Bound::Picture(Box::new(Placed { pixels, inverse }))));
                }
                None => alpha = 0.5,
            }
        }
        let order = self.page_content.next_order();
        self.page_content.paints.push(Paint { area: Area { bbox: cut, bounds }, color, alpha, picture: true, order });
    }
}

/// The parts of a path between its moves.
pub(super) fn subpaths(path: &BezPath) -> impl Iterator<Item = &[PathEl]> {
    let elements = path.elements();
    let mut starts: Vec<usize> =
        elements.iter().enumerate().filter(|(_, e)| matches!(e, PathEl::MoveTo(_))).map(|(i, _)| i).collect();
    starts.push(elements.len());
    (0..starts.len() - 1).map(move |i| &elements[starts[i]..starts[i + 1]])
}

/// The rectangle a subpath draws, if it is one with upright sides.
pub(super) fn as_rect(sub: &[PathEl]) -> Option<KRect> {
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
    let near = |a: f64, b: f64| (a - b).abs() < 0.3;
    let upright = points.windows(2).all(|p| near(p[0].x, p[1].x) || near(p[0].y, p[1].y));
    let rect = points.iter().skip(1).fold(KRect::from_points(points[0], points[0]), |r, p| r.union_pt(*p));
    // An upright path can also be an L, or half a rectangle.
    let corner = |p: &Point| (near(p.x, rect.x0) || near(p.x, rect.x1)) && (near(p.y, rect.y0) || near(p.y, rect.y1));
    let whole = points.len() > 3 || near(rect.width().min(rect.height()), 0.0);
    (upright && whole && points.iter().all(corner)).then_some(rect)
}

/// The one rectangle a path is.
pub(super) fn single_rect(path: &BezPath) -> Option<KRect> {
    let elements = path.elements();
    let moves = elements.iter().filter(|e| matches!(e, PathEl::MoveTo(_))).count();
    if moves == 1 { as_rect(elements) } else { None }
}
