//! Painted areas in the order they were drawn, and what colour they leave at a point.

use super::area::Area;

/// An area painted over what was there.
#[derive(Debug, Clone)]
pub(crate) struct Paint {
    pub(crate) area: Area,
    /// None for what has no one colour: pictures, gradients, patterns, blends.
    pub(crate) color: Option<[f32; 3]>,
    /// 1 hides what is under it.
    pub(crate) alpha: f32,
    /// A picture. Under one, text can be the text layer of a scan.
    pub(crate) picture: bool,
    /// Position in the drawing order, shared with glyphs.
    pub(crate) order: u32,
}

impl Paint {
    /// Hides what is under it.
    pub(crate) fn is_opaque(&self) -> bool {
        self.alpha > 0.95
    }
}

/// What all paints together show at a point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Backdrop {
    /// What they add to the paper, each weighed by how much of it is seen; none where that cannot be told.
    pub(crate) color: Option<[f32; 3]>,
    /// How much of the paper they hide.
    pub(crate) alpha: f32,
}

impl Backdrop {
    /// The colour on white paper.
    pub(crate) fn on_paper(self) -> Option<[f32; 3]> {
        self.color.map(|color| color.map(|part| part + 1.0 - self.alpha))
    }
}

/// What the paints before a place in the drawing order show at a point.
pub(crate) fn backdrop(paints: &[Paint], before: u32, x: f32, y: f32) -> Backdrop {
    let (mut seen, mut color) = (1.0, Some([0.0; 3]));
    for paint in paints.iter().rev().filter(|p| p.order < before && p.area.contains(x, y)) {
        let alpha = if paint.is_opaque() { 1.0 } else { paint.alpha };
        color = color.zip(paint.color).map(|(sum, own)| [0, 1, 2].map(|i| sum[i] + seen * alpha * own[i]));
        seen *= 1.0 - alpha;
        if seen < 0.02 {
            return Backdrop { color, alpha: 1.0 };
        }
    }
    Backdrop { color, alpha: 1.0 - seen }
}
