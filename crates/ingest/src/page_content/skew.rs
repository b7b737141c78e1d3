//! Pages that were scanned a little askew: their text runs at a slant, as the text layer has it. It is set level before it is read.

use crate::page::Rect;
use crate::words::Char;

/// A slope flatter than this (about 0.05 degrees) is no matter on any page.
const LEVEL: f32 = 0.0009;

/// A slope steeper than this (about 3 degrees) is meant.
const STEEPEST: f32 = 0.053;

/// Characters enough to tell by.
const ENOUGH: usize = 40;

/// How a page is turned against the level, around its middle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Skew {
    sin: f32,
    cos: f32,
    middle: (f32, f32),
}

impl Skew {
    /// That of a page's text: the usual slope from a character to the one drawn after it, if nearly all have it.
    pub(super) fn of(chars: &[Char], middle: (f32, f32)) -> Option<Self> {
        let follows = |pair: &&[Char]| {
            let step = pair[1].x0 - pair[0].x0;
            step > 0.15 * pair[0].size && step < 1.5 * pair[0].size && pair[0].size == pair[1].size
        };
        let rise = |pair: &[Char]| pair[1].baseline - pair[0].baseline;
        let level = chars.windows(2).filter(follows).filter(|pair| rise(pair) == 0.0).count();
        if 2 * level > chars.len() {
            return None;
        }
        let slope = |pair: &[Char]| rise(pair) / (pair[1].x0 - pair[0].x0);
        let near = |pair: &&[Char]| rise(pair).abs() < 0.1 * pair[0].size;
        let mut slopes: Vec<f32> = chars.windows(2).filter(follows).filter(near).map(slope).collect();
        slopes.sort_by(f32::total_cmp);
        let usual = *slopes.get(slopes.len() / 2)?;
        let alike = slopes.iter().filter(|slope| (*slope - usual).abs() < 0.2 * usual.abs()).count();
        let told = slopes.len() >= ENOUGH && 10 * alike > 9 * slopes.len();
        let (sin, cos) = usual.atan().sin_cos();
        (told && usual.abs() > LEVEL && usual.abs() < STEEPEST).then_some(Self { sin, cos, middle })
    }

    fn turned(self, x: f32, y: f32, sin: f32) -> (f32, f32) {
        let (dx, dy) = (x - self.middle.0, y - self.middle.1);
        (self.middle.0 + dx * self.cos + dy * sin, self.middle.1 + dy * self.cos - dx * sin)
    }

    /// Sets characters level. What was drawn in one go gets one baseline.
    pub(super) fn straighten(self, chars: &mut [Char]) {
        const NOISE: f32 = 0.02;
        let mut last = f32::MIN;
        for c in chars {
            let width = c.x1 - c.x0;
            (c.x0, c.baseline) = self.turned(c.x0, c.baseline, self.sin);
            c.x1 = c.x0 + width;
            if (c.baseline - last).abs() < NOISE * c.size {
                c.baseline = last;
            }
            last = c.baseline;
        }
    }

    /// Where something of the page is when that is level.
    pub(super) fn level(self, r: &Rect) -> Rect {
        self.moved(r, self.sin)
    }

    /// Where something that is level is on the page.
    pub(super) fn aslant(self, r: &Rect) -> Rect {
        self.moved(r, -self.sin)
    }

    fn moved(self, r: &Rect, sin: f32) -> Rect {
        let (x, y) = self.turned(r.center_x(), r.center_y(), sin);
        let (w, h) = (r.width() / 2.0, r.height() / 2.0);
        Rect::new(x - w, y - h, x + w, y + h)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(slope: f32) -> Vec<Char> {
        let line = |n: usize| {
            let at = move |i: usize| (50.0 + 5.0 * i as f32, 100.0 + 12.0 * n as f32);
            (0..30).map(at).map(move |(x, y)| {
                let (x, y) = (x - slope * y, y + slope * x);
                Char { ch: 'a', x0: x, x1: x + 5.0, baseline: y, size: 10.0, bold: false, italic: false }
            })
        };
        (0..4).flat_map(line).collect()
    }

    #[test]
    fn slanted_text_is_set_level() {
        for slope in [0.003, -0.03] {
            let mut chars = chars(slope);
            let skew = Skew::of(&chars, (300.0, 400.0)).expect("a skew");
            skew.straighten(&mut chars);
            assert!(chars[..30].iter().all(|c| c.baseline == chars[0].baseline), "{slope}");
            assert!((chars[0].x0 - chars[90].x0).abs() < 0.05, "{slope}");
            let r = Rect::new(10.0, 20.0, 30.0, 40.0);
            assert!((skew.aslant(&skew.level(&r)).x0 - r.x0).abs() < 0.01);
        }
    }

    #[test]
    fn level_text_stays_as_it_is() {
        assert!(Skew::of(&chars(0.0), (300.0, 400.0)).is_none());
        assert!(Skew::of(&chars(0.1), (300.0, 400.0)).is_none());
    }
}
