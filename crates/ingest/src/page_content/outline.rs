//! The inside of a path, made ready to be asked for many points.

use std::cell::OnceCell;

use hayro_interpret::FillRule;
use hayro_interpret::kurbo::{BezPath, ParamCurve, ParamCurveExtrema, PathEl, PathSeg, Point, Shape};

/// So many edges that follow one another are passed over at once where a point is not at their height.
const BAND: usize = 16;

/// A closed path. Its edges are made when the first point is asked for: most paths lie on no text.
#[derive(Debug)]
pub(crate) struct Outline {
    path: BezPath,
    rule: FillRule,
    edges: OnceCell<Edges>,
}

#[derive(Debug)]
struct Edges {
    all: Vec<Edge>,
    /// From which height to which each [`BAND`] of them goes.
    bands: Vec<(f64, f64)>,
}

/// A line, or a curve that turns back in neither direction.
#[derive(Debug)]
struct Edge {
    /// Its upper end belongs to it, its lower end to the next.
    y: (f64, f64),
    x: (f64, f64),
    /// What it adds to the winding of what lies to the right of it.
    winding: i32,
    path: [PathEl; 2],
}

impl Outline {
    /// What is filled or clipped is closed, even where the path is left open.
    pub(crate) fn new(path: &BezPath, rule: FillRule) -> Self {
        let mut closed = BezPath::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_))
                && !matches!(closed.elements().last(), None | Some(PathEl::ClosePath))
            {
                closed.close_path();
            }
            closed.push(*element);
        }
        if !matches!(closed.elements().last(), None | Some(PathEl::ClosePath)) {
            closed.close_path();
        }
        Self { path: closed, rule, edges: OnceCell::new() }
    }

    /// Whether a point lies inside.
    pub(crate) fn holds(&self, x: f32, y: f32) -> bool {
        let edges = self.edges.get_or_init(|| Edges::of(&self.path));
        let winding = edges.winding(Point::new(f64::from(x), f64::from(y)));
        match self.rule {
            FillRule::NonZero => winding != 0,
            FillRule::EvenOdd => winding % 2 != 0,
        }
    }
}

impl Edges {
    fn of(path: &BezPath) -> Self {
        let parts = |segment: PathSeg| {
            let ranges = segment.extrema_ranges();
            ranges.into_iter().map(move |range| segment.subsegment(range))
        };
        let all: Vec<Edge> = path.segments().flat_map(parts).filter_map(Edge::of).collect();
        let extent = |band: &[Edge]| {
            let ends = (f64::INFINITY, f64::NEG_INFINITY);
            band.iter().fold(ends, |(top, bottom), edge| (top.min(edge.y.0), bottom.max(edge.y.1)))
        };
        let bands = all.chunks(BAND).map(extent).collect();
        Self { all, bands }
    }

    fn winding(&self, at: Point) -> i32 {
        let bands = self.all.chunks(BAND).zip(&self.bands);
        let near = bands.filter(|(_, (top, bottom))| at.y >= *top && at.y < *bottom);
        near.flat_map(|(band, _)| band).map(|edge| edge.winding(at)).sum()
    }
}

impl Edge {
    /// None of what is level: nothing lies to the right of it.
    fn of(part: PathSeg) -> Option<Self> {
        let (start, end) = (part.start(), part.end());
        let winding = if end.y > start.y { -1 } else { 1 };
        let through = match part {
            PathSeg::Line(_) => [start, end],
            PathSeg::Quad(curve) => [curve.p1, curve.p1],
            PathSeg::Cubic(curve) => [curve.p1, curve.p2],
        };
        let x = |pick: fn(f64, f64) -> f64| through.iter().fold(pick(start.x, end.x), |x, point| pick(x, point.x));
        (end.y != start.y).then(|| Self {
            y: (start.y.min(end.y), start.y.max(end.y)),
            x: (x(f64::min), x(f64::max)),
            winding,
            path: [PathEl::MoveTo(start), part.as_path_el()],
        })
    }

    fn winding(&self, at: Point) -> i32 {
        if at.y < self.y.0 || at.y >= self.y.1 || at.x < self.x.0 {
            0
        } else if at.x >= self.x.1 {
            self.winding
        } else {
            self.path.as_slice().winding(at)
        }
    }
}

#[cfg(test)]
mod tests {
    use hayro_interpret::kurbo::{Circle, Rect};

    use super::*;

    /// A ring, a slanted part left open, and a wave of many curves.
    fn path() -> BezPath {
        let mut path = Circle::new((50.0, 50.0), 40.0).to_path(0.01);
        path.extend(Circle::new((50.0, 50.0), 20.0).to_path(0.01));
        path.extend([(100.0, 10.0), (180.0, 40.0), (120.0, 90.0)].iter().enumerate().map(|(i, p)| {
            let p = Point::from(*p);
            if i == 0 { PathEl::MoveTo(p) } else { PathEl::LineTo(p) }
        }));
        path.move_to((0.0, 120.0));
        for i in 0..60 {
            let x = 3.0 * f64::from(i);
            path.curve_to((x + 1.0, 100.0), (x + 2.0, 140.0), (x + 3.0, 120.0));
            path.quad_to((x + 2.0, 125.0), (x + 3.0, 121.0));
        }
        path.line_to((180.0, 150.0));
        path.line_to((0.0, 150.0));
        path
    }

    #[test]
    fn a_point_is_inside_where_the_whole_path_winds_around_it() {
        let path = path();
        let mut closed = BezPath::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) && !closed.elements().is_empty() {
                closed.close_path();
            }
            closed.push(*element);
        }
        closed.close_path();
        for rule in [FillRule::NonZero, FillRule::EvenOdd] {
            let outline = Outline::new(&path, rule);
            let mut inside = 0;
            for (x, y) in (0..200).flat_map(|x| (0..160).map(move |y| (x as f32 * 0.97, y as f32 * 0.99))) {
                let winding = closed.winding(Point::new(f64::from(x), f64::from(y)));
                let expected = if rule == FillRule::NonZero { winding != 0 } else { winding % 2 != 0 };
                assert_eq!(outline.holds(x, y), expected, "{rule:?} {x} {y}");
                inside += usize::from(expected);
            }
            assert!(inside > 3000, "{inside}");
        }
    }

    #[test]
    fn the_upper_and_left_border_is_inside() {
        let outline = Outline::new(&Rect::new(10.0, 10.0, 20.0, 20.0).to_path(0.1), FillRule::NonZero);
        assert!(outline.holds(10.0, 10.0) && outline.holds(19.9, 19.9));
        assert!(!outline.holds(20.0, 15.0) && !outline.holds(15.0, 20.0) && !outline.holds(9.9, 15.0));
    }
}
