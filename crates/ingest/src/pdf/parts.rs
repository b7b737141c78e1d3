//! Whether the fonts and drawings that pages are made of are there and whole. Without them text is lost or turns into other
//! text, and the decoder does not tell.

use std::collections::{BTreeSet, HashMap, HashSet};

use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::xref::XRef;

use super::content::is_content;
use super::digits;
use super::streams::{self, Health};
use crate::page::Part;

/// Deeper than drawings are nested, or page trees.
const DEEPEST: usize = 32;

/// What was found damaged, so that what pages share is looked at once.
#[derive(Default)]
pub(super) struct Parts {
    /// By where the dictionary of fonts or drawings begins in the file.
    lists: HashMap<*const u8, BTreeSet<Part>>,
    /// Fonts, and what is wrong with them.
    fonts: HashMap<ObjRef, Option<Part>>,
    /// Drawings that were looked at.
    drawings: HashMap<ObjRef, BTreeSet<Part>>,
    /// Those whose own drawings are being looked at.
    open: HashSet<ObjRef>,
}

impl Parts {
    /// What of the things a page uses is damaged.
    pub(super) fn damaged(&mut self, page: &PdfPage<'_>) -> BTreeSet<Part> {
        match resources(page) {
            Ok(Some(resources)) => self.of_resources(&resources, page.xref()),
            Ok(None) => BTreeSet::new(),
            Err(Missing) => BTreeSet::from([Part::Resources]),
        }
    }

    fn of_resources(&mut self, resources: &Dict<'_>, xref: &XRef) -> BTreeSet<Part> {
        let key = resources.data().as_ptr();
        if let Some(known) = self.lists.get(&key) {
            return known.clone();
        }
        let mut damaged = BTreeSet::new();
        for list in ["Font", "XObject"] {
            if resources.contains_key(list) && resources.get::<Dict<'_>>(list).is_none() && !is_null(resources, list) {
                damaged.insert(Part::Resources);
            }
        }
        for (_, font) in entries(resources, "Font") {
            damaged.extend(self.of_font(font, xref));
        }
        for (_, drawing) in entries(resources, "XObject") {
            damaged.extend(self.of_drawing(drawing, xref));
        }
        self.lists.insert(key, damaged.clone());
        damaged
    }

    fn of_font(&mut self, font: MaybeRef<Object<'_>>, xref: &XRef) -> Option<Part> {
        let wrong = |font: Option<Dict<'_>>| match font {
            Some(font) if is_whole_font(&font) => digits::are_others(&font).then_some(Part::Digits),
            _ => Some(Part::Font),
        };
        match font {
            MaybeRef::NotRef(object) => wrong(object.into_dict()),
            MaybeRef::Ref(id) => *self.fonts.entry(id).or_insert_with(|| wrong(xref.get::<Dict<'_>>(id.into()))),
        }
    }

    fn of_drawing(&mut self, drawing: MaybeRef<Object<'_>>, xref: &XRef) -> BTreeSet<Part> {
        let MaybeRef::Ref(id) = drawing else { return BTreeSet::new() };
        if let Some(known) = self.drawings.get(&id) {
            return known.clone();
        }
        if self.open.len() >= DEEPEST || !self.open.insert(id) {
            return BTreeSet::new();
        }
        let damaged = match xref.get::<Stream<'_>>(id.into()) {
            Some(stream) => self.of_stream(&stream, xref),
            None => BTreeSet::from([Part::Drawing]),
        };
        self.open.remove(&id);
        self.drawings.insert(id, damaged.clone());
        damaged
    }

    fn of_stream(&mut self, stream: &Stream<'_>, xref: &XRef) -> BTreeSet<Part> {
        let mut damaged = BTreeSet::new();
        // Pictures are not read.
        if stream.dict().get::<Name<'_>>("Subtype").as_deref() == Some(b"Image") {
            return damaged;
        }
        let is_whole = match streams::health(stream) {
            Health::Whole => true,
            Health::Unknown => stream.decoded_data().is_ok_and(|bytes| is_content(&bytes)),
            Health::Damaged => false,
        };
        if !is_whole {
            damaged.insert(Part::Drawing);
        }
        if let Some(resources) = stream.dict().get::<Dict<'_>>("Resources") {
            damaged.extend(self.of_resources(&resources, xref));
        }
        damaged
    }
}

/// Named in the file, but not there.
struct Missing;

/// The dictionary of what a page uses, its own or an inherited one.
fn resources<'a>(page: &PdfPage<'a>) -> Result<Option<Dict<'a>>, Missing> {
    let mut node = page.raw().clone();
    for _ in 0..DEEPEST {
        if node.contains_key("Resources") && !is_null(&node, "Resources") {
            return node.get::<Dict<'_>>("Resources").map(Some).ok_or(Missing);
        }
        let Some(parent) = node.get::<Dict<'_>>("Parent") else { break };
        node = parent;
    }
    Ok(None)
}

fn is_null(dict: &Dict<'_>, key: &str) -> bool {
    matches!(dict.get_raw::<Object<'_>>(key), Some(MaybeRef::NotRef(Object::Null(_))))
}

fn entries<'a>(resources: &Dict<'a>, list: &str) -> Vec<(Name<'a>, MaybeRef<Object<'a>>)> {
    resources.get::<Dict<'_>>(list).map(|list| list.entries().collect()).unwrap_or_default()
}

/// Whether all of a font is there that text is read by: what its codes stand for and how wide its glyphs are.
fn is_whole_font(font: &Dict<'_>) -> bool {
    let codes = ["ToUnicode", "Encoding", "Widths", "FontDescriptor", "DescendantFonts", "W"];
    if codes.iter().any(|key| is_dangling(font, key)) {
        return false;
    }
    let map = font.get::<Stream<'_>>("ToUnicode");
    if map.as_ref().is_some_and(|map| streams::health(map) == Health::Damaged) {
        return false;
    }
    let descendant = font.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    if font.contains_key("DescendantFonts") {
        return descendant
            .is_some_and(|font| !codes.iter().any(|key| is_dangling(&font, key)) && has_program(&font, map.is_some()));
    }
    has_program(font, map.is_some())
}

/// Whether the font program is there if one is named. It matters only without a map to Unicode whether it is whole: the
/// decoder then asks it what the codes stand for.
fn has_program(font: &Dict<'_>, has_map: bool) -> bool {
    let Some(descriptor) = font.get::<Dict<'_>>("FontDescriptor") else { return true };
    ["FontFile", "FontFile2", "FontFile3"].iter().all(|key| {
        if !descriptor.contains_key(key) {
            return true;
        }
        let program = descriptor.get::<Stream<'_>>(key);
        program.is_some_and(|program| has_map || streams::health(&program) != Health::Damaged)
    })
}

/// Whether an entry names an object that is not there.
fn is_dangling(dict: &Dict<'_>, key: &str) -> bool {
    matches!(dict.get_raw::<Object<'_>>(key), Some(MaybeRef::Ref(_))) && dict.get::<Object<'_>>(key).is_none()
}
