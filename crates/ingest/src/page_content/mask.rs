//! What a soft mask lets through, point by point.

use super::luma;
use super::paint::{Backdrop, Paint, backdrop};
use crate::page::Rect;

/// A soft mask: what is drawn in it, and how that is taken.
#[derive(Debug)]
pub(crate) struct Mask {
    pub(crate) paints: Vec<Paint>,
    /// Where text is drawn in the mask. Its letters let something through, but which points is not asked.
    pub(crate) texts: Vec<Rect>,
    /// Its brightness counts, not its opacity.
    pub(crate) by_luminosity: bool,
    /// The brightness where nothing is drawn.
    pub(crate) paper: f32,
    /// What becomes of each of 256 values; none when they stay.
    pub(crate) transfer: Option<Vec<u8>>,
}

impl Mask {
    /// How much of what is drawn through the mask is seen at a point: 0 is nothing. What cannot be told is 1.
    pub(crate) fn value(&self, x: f32, y: f32) -> f32 {
        if self.texts.iter().any(|text| text.contains(x, y)) {
            return 1.0;
        }
        let Backdrop { color, alpha } = backdrop(&self.paints, u32::MAX, x, y);
        let value = match color {
            _ if !self.by_luminosity => alpha,
            Some(color) => luma(color) + (1.0 - alpha) * self.paper,
            None => return 1.0,
        };
        match &self.transfer {
            Some(table) => table.get((value.clamp(0.0, 1.0) * 255.0) as usize).map_or(1.0, |v| f32::from(*v) / 255.0),
            None => value,
        }
    }
}
