//! Where something is painted, to the point.

use std::rc::Rc;

use hayro_interpret::FillRule;
use hayro_interpret::kurbo::{Affine, BezPath, Point};

use super::outline::Outline;
use crate::page::Rect;

/// A part of the page: a box, narrowed by what else bounds it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Area {
    pub(crate) bbox: Rect,
    /// All of these hold within the area; nearly always none.
    pub(crate) bounds: Vec<Rc<Bound>>,
}

impl From<Rect> for Area {
    fn from(bbox: Rect) -> Self {
        Self { bbox, bounds: Vec::new() }
    }
}

impl Area {
    /// Whether the point lies in the area.
    pub(crate) fn contains(&self, x: f32, y: f32) -> bool {
        self.bbox.contains(x, y) && self.bounds.iter().all(|bound| bound.holds(x, y))
    }
}

/// What narrows an area.
#[derive(Debug)]
pub(crate) enum Bound {
    /// Inside a path.
    Path(Outline),
    /// Where a gradient has a colour.
    Gradient(Gradient),
    /// Where a picture is opaque.
    Picture(Box<dyn Opacity>),
}

/// What is opaque at some points and not at others.
pub(crate) trait Opacity: std::fmt::Debug {
    fn is_opaque(&self, x: f32, y: f32) -> bool;
}

impl Bound {
    /// Inside a path.
    pub(crate) fn path(path: &BezPath, rule: FillRule) -> Self {
        Self::Path(Outline::new(path, rule))
    }

    pub(crate) fn holds(&self, x: f32, y: f32) -> bool {
        match self {
            Self::Path(outline) => outline.holds(x, y),
            Self::Gradient(gradient) => gradient.paints(x, y),
            Self::Picture(picture) => picture.is_opaque(x, y),
        }
    }
}

/// A gradient along a line or between two circles. Beyond its ends it has a colour only where it is extended.
#[derive(Debug)]
pub(crate) struct Gradient {
    /// From the paper to the gradient's own space.
    pub(crate) inverse: Affine,
    /// Both ends; x, y and, between circles, the radius.
    pub(crate) ends: [[f64; 3]; 2],
    pub(crate) extend: [bool; 2],
    pub(crate) axial: bool,
}

impl Gradient {
    fn paints(&self, x: f32, y: f32) -> bool {
        if self.extend == [true; 2] && self.axial {
            return true;
        }
        let at = self.inverse * Point::new(f64::from(x), f64::from(y));
        let [start, end] = self.ends;
        if !self.axial {
            return self.paints_between_circles(at);
        }
        let along = (end[0] - start[0], end[1] - start[1]);
        let length = along.0 * along.0 + along.1 * along.1;
        let t = ((at.x - start[0]) * along.0 + (at.y - start[1]) * along.1) / length;
        t.is_finite() && (self.extend[0] || t >= 0.0) && (self.extend[1] || t <= 1.0)
    }

    /// Circles within each other, as nearly all are. Of others only their discs are sure.
    fn paints_between_circles(&self, at: Point) -> bool {
        let inside = |end: [f64; 3]| (at.x - end[0]).hypot(at.y - end[1]) <= end[2];
        let [start, end] = self.ends;
        let apart = (start[0] - end[0]).hypot(start[1] - end[1]);
        let nested = apart <= (start[2] - end[2]).abs();
        let (inner, outer) = if start[2] <= end[2] { (0, 1) } else { (1, 0) };
        if inside(self.ends[inner]) {
            return self.extend[inner];
        }
        if inside(self.ends[outer]) { nested } else { nested && self.extend[outer] }
    }
}
