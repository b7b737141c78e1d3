//! Annotations: which of them are not shown, and which mark text that is to be taken out.

use hayro_interpret::TransformExt;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{Affine, Point, Rect as KRect};

use super::page_rect;
use crate::page::Rect;
use crate::pdf::layers::Layers;

/// What there is to know of a page's annotations before they are drawn; all on the paper.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) any: bool,
    /// Where those stand that belong to a layer that is not shown.
    pub(super) hidden: Vec<KRect>,
    /// What redactions mark.
    pub(super) removed: Vec<Rect>,
}

pub(super) fn of(page: &PdfPage<'_>, layers: &Layers) -> Marks {
    let mut marks = Marks::default();
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return marks };
    let on_paper = page.initial_transform(true).to_kurbo();
    for annotation in annotations.iter::<Dict<'_>>() {
        marks.any = true;
        let place = annotation
            .get::<PdfRect>(b"Rect")
            .map(|r| on_paper.transform_rect_bbox(KRect::new(r.x0, r.y0, r.x1, r.y1)));
        let layer = annotation.get::<Dict<'_>>(b"OC");
        if layer.is_some_and(|layer| layers.hides(&layer, annotation.get_ref(b"OC").map(Into::into))) {
            marks.hidden.extend(place);
        } else if annotation.get::<Name<'_>>(b"Subtype").is_some_and(|sort| sort.as_ref() == b"Redact") {
            let parts = quads(&annotation, on_paper);
            if parts.is_empty() {
                marks.removed.extend(place.map(page_rect));
            }
            marks.removed.extend(parts);
        }
    }
    marks
}

/// The boxes of an annotation's `/QuadPoints`, eight numbers each.
fn quads(annotation: &Dict<'_>, on_paper: Affine) -> Vec<Rect> {
    let Some(points) = annotation.get::<Array<'_>>(b"QuadPoints") else { return Vec::new() };
    let numbers: Vec<f32> = points.iter::<f32>().collect();
    let quad = |eight: &[f32]| {
        let corners = eight.chunks_exact(2).map(|p| on_paper * Point::new(f64::from(p[0]), f64::from(p[1])));
        corners.map(|p| KRect::from_points(p, p)).reduce(|a, b| a.union(b)).map(page_rect)
    };
    numbers.chunks_exact(8).filter_map(quad).collect()
}
