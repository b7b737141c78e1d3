//! Layers (optional content, ISO 32000-2, 8.11) that are not shown, as far as the decoder does not know of it.
//!
//! The decoder knows groups that the document's configuration turns off, and the policies of membership dictionaries. Here are
//! groups that their own usage turns off on a screen, visibility expressions, and membership dictionaries that stand where they
//! are used.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_interpret::hayro_syntax::xref::XRef;

/// Expressions nest; no honest one does so deeply.
const DEEPEST: usize = 32;

/// Which groups of a document are turned off.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: HashSet<ObjectIdentifier>,
}

impl Layers {
    pub(super) fn of(xref: &XRef) -> Self {
        let catalog: Option<Dict<'_>> = xref.get(xref.root_id());
        let Some(properties) = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"OCProperties")) else {
            return Self::default();
        };
        let config = properties.get::<Dict<'_>>(b"D").unwrap_or_default();
        let groups = |from: &Dict<'_>, key: &[u8]| from.get::<Array<'_>>(key).map(|a| ids(&a)).unwrap_or_default();
        let mut off = HashSet::new();
        if config.get::<Name<'_>>(b"BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
            off.extend(groups(&properties, b"OCGs"));
        }
        for id in groups(&config, b"ON") {
            off.remove(&id);
        }
        off.extend(groups(&config, b"OFF"));
        // Usage counts only where the configuration says for which event: here the document is viewed.
        for usage in config.get::<Array<'_>>(b"AS").iter().flat_map(|a| a.iter::<Dict<'_>>()) {
            if usage.get::<Name<'_>>(b"Event").is_some_and(|event| event.as_ref() == b"View") {
                let categories = usage.get::<Array<'_>>(b"Category");
                let categories: Vec<Name<'_>> = categories.iter().flat_map(|a| a.iter::<Name<'_>>()).collect();
                let hidden = |id: &ObjectIdentifier| {
                    let group: Option<Dict<'_>> = xref.get(*id);
                    group.is_some_and(|group| turned_off(&group, &categories))
                };
                off.extend(groups(&usage, b"OCGs").into_iter().filter(hidden));
            }
        }
        Self { off }
    }

    /// Whether what belongs to a group or a membership dictionary is not shown.
    pub(super) fn hides(&self, content: &Dict<'_>, id: Option<ObjectIdentifier>) -> bool {
        let membership = content.get::<Name<'_>>(b"Type").is_some_and(|sort| sort.as_ref() == b"OCMD");
        if !membership {
            return id.is_some_and(|id| self.off.contains(&id));
        }
        if let Some(expression) = content.get::<Array<'_>>(b"VE") {
            return !self.holds(&expression, 0);
        }
        let groups = match content.get::<Array<'_>>(b"OCGs") {
            Some(groups) => ids(&groups),
            None => content.get_ref(b"OCGs").map(Into::into).into_iter().collect(),
        };
        if groups.is_empty() {
            return false;
        }
        let off = |id: &ObjectIdentifier| self.off.contains(id);
        match content.get::<Name<'_>>(b"P").as_ref().map(AsRef::as_ref) {
            Some(b"AllOn") => groups.iter().any(off),
            Some(b"AnyOff") => !groups.iter().any(off),
            Some(b"AllOff") => !groups.iter().all(off),
            _ => groups.iter().all(off),
        }
    }

    /// Whether a visibility expression holds. What is none does.
    fn holds(&self, expression: &Array<'_>, depth: usize) -> bool {
        if depth > DEEPEST {
            return true;
        }
        let mut parts = expression.raw_iter();
        let Some(MaybeRef::NotRef(Object::Name(operator))) = parts.next() else { return true };
        let mut each = parts.map(|term| match term {
            MaybeRef::NotRef(Object::Array(inner)) => self.holds(&inner, depth + 1),
            MaybeRef::Ref(group) => !self.off.contains(&group.into()),
            MaybeRef::NotRef(_) => true,
        });
        match operator.as_ref() {
            b"And" => each.all(|on| on),
            b"Or" => each.any(|on| on),
            b"Not" => !each.next().unwrap_or(false),
            _ => true,
        }
    }
}

/// Whether a group's own usage turns it off on a screen, at its natural size.
fn turned_off(group: &Dict<'_>, categories: &[Name<'_>]) -> bool {
    let Some(usage) = group.get::<Dict<'_>>(b"Usage") else { return false };
    categories.iter().any(|category| {
        let Some(of) = usage.get::<Dict<'_>>(category.as_ref()) else { return false };
        let off = |key: &[u8]| of.get::<Name<'_>>(key).is_some_and(|state| state.as_ref() == b"OFF");
        match category.as_ref() {
            b"View" => off(b"ViewState"),
            b"Print" => off(b"PrintState"),
            b"Export" => off(b"ExportState"),
            b"Zoom" => {
                of.get::<f32>(b"min").is_some_and(|min| min > 1.0)
                    || of.get::<f32>(b"max").is_some_and(|max| max <= 1.0)
            }
            _ => false,
        }
    })
}

fn ids(groups: &Array<'_>) -> Vec<ObjectIdentifier> {
    groups.raw_iter().filter_map(|item| item.as_obj_ref()).map(Into::into).collect()
}
