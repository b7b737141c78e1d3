//! Whether a PDF is whole: what its end, its cross-reference, its page tree and the streams of its structure say, against
//! what the decoder found. The decoder repairs what it can and tells nothing of it.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use memchr::memmem;

use super::Sheet;
use super::streams::{self, Health};
use crate::page::{Damage, Unread};
use crate::page_content::PageContent;

/// The number of an object that no file has: the most objects that ISO 32000-1, Annex C knows of are fewer.
const PROBE: u32 = 99_999_999;

/// The bytes with an object behind their end that no cross-reference knows. The decoder finds it only by searching the file,
/// which it does when the cross-reference is wrong.
pub(super) fn with_probe(bytes: &[u8]) -> Vec<u8> {
    [bytes, format!("\n{PROBE} 0 obj\ntrue\nendobj\n").as_bytes()].concat()
}

/// Whether the file's one cross-reference table has every object where it stands, or at the blanks before it: the decoder
/// searches the file for those, and nothing is lost.
pub(super) fn is_in_place(bytes: &[u8]) -> bool {
    table_is_right(bytes).unwrap_or(false)
}

fn table_is_right(bytes: &[u8]) -> Option<bool> {
    let start = leading_number(&bytes[memmem::rfind(bytes, b"startxref")? + 9..])?.0;
    let mut rest = bytes.get(start..)?.trim_ascii_start().strip_prefix(b"xref")?;
    while !rest.trim_ascii_start().starts_with(b"trailer") {
        let (first, after) = leading_number(rest)?;
        let (count, after) = leading_number(after)?;
        let entries = after.trim_ascii_start();
        for number in first..first.checked_add(count)? {
            let entry = entries.get((number - first).checked_mul(20)?..)?.get(..20)?;
            let object = bytes.get(leading_number(entry)?.0..).unwrap_or_default();
            if entry[17] == b'n' && leading_number(object).map(|(there, _)| there) != Some(number) {
                return Some(false);
            }
        }
        rest = &entries[count * 20..];
    }
    let trailer = &rest[..memmem::find(rest, b"startxref")?];
    // What an earlier table says was not looked at.
    Some(memmem::find(trailer, b"/Prev").is_none() && memmem::find(trailer, b"/XRefStm").is_none())
}

/// The number that bytes begin with, after blanks, and what follows it.
fn leading_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let bytes = bytes.trim_ascii_start();
    let (digits, rest) = bytes.split_at(bytes.iter().take_while(|b| b.is_ascii_digit()).count());
    Some((number(digits)?, rest))
}

/// Whether the decoder made a cross-reference of its own. Asked before what no page needs is looked up.
pub(super) fn is_rebuilt(pdf: &Pdf) -> bool {
    pdf.xref().get::<Object<'_>>(ObjectIdentifier::new(PROBE, 0)).is_some()
}

/// What is wrong with the file as a whole.
pub(super) fn damage(pdf: &Pdf, bytes: &[u8], is_rebuilt: bool, tree: &Tree) -> Vec<Damage> {
    let mut damage = end_mark(bytes);
    if is_rebuilt {
        damage.push(Damage::Rebuilt);
    }
    if tree.is_broken {
        damage.push(Damage::PageTree);
    }
    let found = tree.places.len() as u32;
    if let Some(told) = tree.told.filter(|told| *told != found) {
        damage.push(Damage::PageCount { told, found: pdf.pages().len() as u32 });
    }
    if has_damaged_streams(pdf, bytes) {
        damage.push(Damage::Structure);
    }
    damage
}

/// Whether the file goes on to its end: no object stands behind the last `%%EOF` (ISO 32000-1, 7.5.5), and a file made for
/// the web is as long as it says.
pub(super) fn end_mark(bytes: &[u8]) -> Vec<Damage> {
    let behind = memmem::rfind(bytes, b"%%EOF").map(|at| &bytes[at..]);
    let is_whole = behind.is_some_and(|behind| memmem::find(behind, b" obj").is_none());
    if is_whole && linear_length(bytes).is_none_or(|length| length <= bytes.len()) {
        Vec::new()
    } else {
        vec![Damage::CutShort]
    }
}

/// The length that a file made for the web says it has (ISO 32000-1, Annex F).
fn linear_length(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(1024)];
    let dict = &head[memmem::find(head, b"/Linearized")?..];
    let dict = &dict[..memmem::find(dict, b">>")?];
    let value = dict[memmem::find(dict, b"/L ")? + 3..].trim_ascii_start();
    number(&value[..value.iter().take_while(|b| b.is_ascii_digit()).count()])
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Whether a stream that holds objects, or the cross-reference, is damaged. Those that are of an earlier state of the file
/// and can no longer be reached are passed over.
fn has_damaged_streams(pdf: &Pdf, bytes: &[u8]) -> bool {
    let is_locked = memmem::find(bytes, b"/Encrypt").is_some();
    // A cross-reference is never encrypted, and the decoder would decrypt it.
    let kinds: &[&str] = if is_locked { &["ObjStm"] } else { &["ObjStm", "XRef"] };
    kinds.iter().any(|kind| {
        memmem::find_iter(bytes, format!("/{kind}").as_bytes()).any(|at| {
            let stream = object_before(&bytes[..at]).and_then(|id| pdf.xref().get::<Stream<'_>>(id));
            stream.is_some_and(|stream| {
                stream.dict().get::<Name<'_>>("Type").as_deref() == Some(kind.as_bytes())
                    && streams::health(&stream) == Health::Damaged
            })
        })
    })
}

/// The identifier of the object whose dictionary the bytes end in.
fn object_before(bytes: &[u8]) -> Option<ObjectIdentifier> {
    let near = &bytes[bytes.len().saturating_sub(1024)..];
    let head = near[..memmem::rfind(near, b"obj")?].trim_ascii_end();
    let (head, generation) = last_number(head)?;
    let (_, object) = last_number(head.trim_ascii_end())?;
    Some(ObjectIdentifier::new(u32::try_from(object).ok()?, i32::try_from(generation).ok()?))
}

fn last_number(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let digits = bytes.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let (head, digits) = bytes.split_at(bytes.len() - digits);
    Some((head, number(digits)?))
}

/// Places are made up for lost pages only in documents of so many.
const MOST_LOST: usize = 10_000;

/// Deeper than any page tree.
const DEEPEST: usize = 256;

/// The places of the pages in the document.
pub(super) struct Tree {
    places: Vec<Place>,
    /// Whether the decoder did not find its pages by the tree.
    is_broken: bool,
    /// How many pages the file says it has.
    told: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// One that the decoder has.
    Found,
    /// One that is listed and not there.
    Lost,
    /// One that was listed before: the decoder gives it once.
    Again,
}

impl Tree {
    /// Follows the page tree as the decoder did.
    pub(super) fn of(pdf: &Pdf) -> Self {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let root = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("Pages"));
        let told = root.as_ref().and_then(count);
        let mut walk = Walk { pdf, next: 0, seen: HashSet::new(), places: Vec::new(), depth: 0 };
        let followed = root.is_some_and(|root| {
            walk.seen.extend(root.obj_id());
            walk.node(&root).is_some()
        });
        if followed && walk.next == pdf.pages().len() {
            return Self { places: walk.places, is_broken: false, told };
        }
        Self { places: vec![Place::Found; pdf.pages().len()], is_broken: true, told }
    }

    /// Puts the pages that the decoder has into their places.
    pub(super) fn place(&self, sheets: Vec<Sheet>) -> Vec<Sheet> {
        let mut sheets = sheets.into_iter();
        let blank = |page_content| Sheet { page_content, unread: Vec::new() };
        let place = |place: &Place| match place {
            Place::Found => sheets.next(),
            Place::Lost => Some(blank(Err(Unread::Lost))),
            Place::Again => Some(blank(Ok(PageContent::default()))),
        };
        self.places.iter().filter_map(place).collect()
    }
}

/// How many pages a node says are below it.
fn count(node: &Dict<'_>) -> Option<u32> {
    node.get::<u32>("Count")
}

struct Walk<'a> {
    pdf: &'a Pdf,
    /// The page of the decoder's that is to come next.
    next: usize,
    seen: HashSet<ObjectIdentifier>,
    places: Vec<Place>,
    depth: usize,
}

impl<'a> Walk<'a> {
    /// Goes through the pages below a node; none if it has none or the tree is too deep.
    fn node(&mut self, node: &Dict<'a>) -> Option<()> {
        let kids = node.get::<Array<'_>>("Kids")?;
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let start = self.places.len();
        let mut last_lost = None;
        for kid in kids.raw_iter() {
            let before = self.places.len();
            if self.kid(kid) == Some(Place::Lost) {
                last_lost = Some(before);
            }
        }
        self.depth -= 1;
        // What is lost may have been a node with many pages: the count of this one tells.
        let here = self.places.len() - start;
        let told = count(node).map_or(0, |told| told as usize);
        if let Some(at) = last_lost
            && told > here
            && told - here + self.places.len() <= MOST_LOST
        {
            self.places.splice(at..at, vec![Place::Lost; told - here]);
        }
        Some(())
    }

    /// Goes through a child. What a page is, is given back.
    fn kid(&mut self, kid: MaybeRef<Object<'a>>) -> Option<Place> {
        let place = match kid {
            MaybeRef::Ref(id) if !self.seen.insert(id.into()) => Place::Again,
            MaybeRef::Ref(id) if self.is_next(|page| page.obj_id() == Some(id.into())) => Place::Found,
            MaybeRef::Ref(id) => match self.pdf.xref().get::<Dict<'_>>(id.into()) {
                Some(node) => return self.unknown(&node),
                None => Place::Lost,
            },
            MaybeRef::NotRef(object) => match object.into_dict() {
                Some(node) => return self.unknown(&node),
                None => Place::Lost,
            },
        };
        self.put(place)
    }

    /// A child that is not known to be a page.
    fn unknown(&mut self, node: &Dict<'a>) -> Option<Place> {
        if node.get::<Name<'_>>("Type").as_deref() == Some(b"Pages") {
            return match self.node(node) {
                Some(()) => None,
                None => self.put(Place::Lost),
            };
        }
        let data = node.data();
        if self.is_next(|page| std::ptr::eq(page.data(), data)) {
            self.put(Place::Found)
        } else {
            self.put(Place::Lost)
        }
    }

    fn is_next(&self, is: impl FnOnce(&Dict<'_>) -> bool) -> bool {
        self.pdf.pages().get(self.next).is_some_and(|page| is(page.raw()))
    }

    fn put(&mut self, place: Place) -> Option<Place> {
        self.next += usize::from(place == Place::Found);
        self.places.push(place);
        Some(place)
    }
}
