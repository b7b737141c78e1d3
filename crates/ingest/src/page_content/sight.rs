//! Which glyphs a reader of the paper sees.

use super::paint::{Paint, backdrop};
use super::{Glyph, luma};
use crate::page::Rect;

/// Colours this near to each other are the same to the eye.
const SAME: f32 = 0.02;
/// Colours this near can hardly be told from each other.
const FAINT: f32 = 0.08;

/// How a reader sees a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Plainly.
    Seen,
    /// Hardly: nearly in the colour of what it stands on.
    Faint,
    /// Drawn without ink.
    Invisible,
    /// Not at all, because a picture lies on it.
    UnderPicture,
    /// Not at all.
    Hidden,
}

/// What every glyph of a page comes to. Paints and glyphs stand in the order they were drawn.
pub(super) fn sights(glyphs: &[Glyph], paints: &[Paint], removed: &[Rect]) -> Vec<Sight> {
    let covers: Vec<&Paint> = paints.iter().filter(|p| p.is_opaque()).collect();
    // The extent of each cover and all after it. Pages are mostly drawn from top to bottom: what is drawn later lies lower.
    let mut reach: Vec<Rect> = covers.iter().map(|p| p.area.bbox).collect();
    for i in (1..reach.len()).rev() {
        reach[i - 1] = reach[i - 1].union(&reach[i]);
    }
    // What holds for one glyph of a run holds for all: the covers drawn after it, and what its colour could be lost on.
    let (mut later, mut look) = (0, Look::default());
    let mut sights = Vec::with_capacity(glyphs.len());
    for run in glyphs.chunk_by(|a, b| a.order == b.order) {
        let Some(first) = run.first() else { continue };
        later += covers[later..].iter().take_while(|p| p.order <= first.order).count();
        look.turn_to(first.color, paints);
        let reached = reach.get(later).is_some_and(|reach| run.iter().any(|g| contains(reach, g)));
        if !reached && !look.is_at_risk() && !first.invisible && removed.is_empty() {
            sights.extend(run.iter().map(|_| Sight::Seen));
            continue;
        }
        let over: Vec<&Paint> = if reached { over(run, &covers[later..]) } else { Vec::new() };
        sights.extend(run.iter().map(|g| {
            if removed.iter().any(|r| contains(r, g)) {
                return Sight::Hidden;
            }
            match covered(g, &over) {
                Some(Cover::Paint) => Sight::Hidden,
                Some(Cover::Picture) => Sight::UnderPicture,
                None if g.invisible => Sight::Invisible,
                None if look.is_at_risk() => look.on(g, paints),
                None => Sight::Seen,
            }
        }));
    }
    sights
}

fn contains(r: &Rect, g: &Glyph) -> bool {
    let (x, y) = g.center();
    r.contains(x, y)
}

/// The covers that come near a run.
fn over<'a>(run: &[Glyph], covers: &[&'a Paint]) -> Vec<&'a Paint> {
    let middles = run.iter().map(|g| g.center()).map(|(x, y)| Rect::new(x, y, x, y));
    let Some(extent) = middles.reduce(|a, b| a.union(&b)) else { return Vec::new() };
    let near = |p: &&&Paint| p.area.bbox.overlaps(&extent);
    covers.iter().filter(near).copied().collect()
}

/// What lies on a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cover {
    Picture,
    Paint,
}

/// What lies on the whole of a glyph: a line through it hides no more than a part.
fn covered(g: &Glyph, covers: &[&Paint]) -> Option<Cover> {
    if covers.is_empty() {
        return None;
    }
    let at = |(x, y): (f32, f32)| {
        let mut on = covers.iter().filter(|p| p.area.contains(x, y)).peekable();
        on.peek()?;
        Some(if on.all(|p| p.picture) { Cover::Picture } else { Cover::Paint })
    };
    let middle = at(g.center())?;
    let rest = [(0.25, 0.3), (0.75, 0.3), (0.5, 0.1), (0.5, 0.5)].map(|(along, up)| at(g.inside(along, up)));
    rest.iter().all(Option::is_some).then(|| {
        let pictures = middle == Cover::Picture && rest.iter().all(|c| *c == Some(Cover::Picture));
        if pictures { Cover::Picture } else { Cover::Paint }
    })
}

/// The colour of a run of glyphs and what it could be lost on.
#[derive(Debug, Default)]
struct Look {
    color: Option<[f32; 3]>,
    /// Nearly the colour of paper.
    light: bool,
    /// The paints of nearly its colour, by their place; these alone need to be asked.
    alike: Vec<usize>,
}

impl Look {
    fn turn_to(&mut self, color: [f32; 3], paints: &[Paint]) {
        if self.color == Some(color) {
            return;
        }
        self.color = Some(color);
        self.light = luma(color) >= 0.9;
        self.alike.clear();
        let alike = |p: &Paint| {
            let shown = p.color.map(|own| own.map(|part| part * p.alpha + 1.0 - p.alpha));
            shown.is_some_and(|shown| difference(shown, color) < FAINT)
        };
        self.alike.extend((0..paints.len()).filter(|i| alike(&paints[*i])));
    }

    fn is_at_risk(&self) -> bool {
        self.light || !self.alike.is_empty()
    }

    /// How a glyph is seen on what was painted before it.
    fn on(&self, g: &Glyph, paints: &[Paint]) -> Sight {
        let (x, y) = g.center();
        let on_alike = |i: &usize| paints[*i].order < g.order && paints[*i].area.contains(x, y);
        if !self.light && !self.alike.iter().any(on_alike) {
            return Sight::Seen;
        }
        match backdrop(paints, g.order, x, y).on_paper().map(|under| difference(under, g.color)) {
            Some(difference) if difference <= SAME => Sight::Hidden,
            Some(difference) if difference < FAINT => Sight::Faint,
            _ => Sight::Seen,
        }
    }
}

/// How far two colours are apart, in the part where they differ most.
fn difference(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}
