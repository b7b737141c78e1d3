//! Two outputs, figure by figure.

mod figures;
mod report;
#[cfg(test)]
mod tests;
mod tolerance;

use std::collections::BTreeSet;
use std::path::Path;

use crossfoot_export::release_folders;

use crate::book::Book;
use crate::error::CompareError;

pub use report::{Aspect, Change, Counts, DiffReport, Difference, Figure, ReleaseDiff, Side};
pub use tolerance::{Tolerance, ToleranceError};

/// What counts as a difference.
#[derive(Debug, Clone, Copy, Default)]
pub struct DiffOptions {
    /// How far apart two values may be and still be the same.
    pub tolerance: Tolerance,
}

/// Compares two outputs: two folders of releases, by name, or two releases.
///
/// # Errors
///
/// [`CompareError::Read`] when one of them cannot be read or is no output, [`CompareError::NothingInCommon`] when
/// several releases stand against others of which none has the same name.
pub fn diff(old: &Path, new: &Path, options: &DiffOptions) -> Result<DiffReport, CompareError> {
    let (mut olds, mut news) = (Output::read(old)?, Output::read(new)?);
    if olds.alone && news.alone {
        // Two releases are compared whatever they are called.
        let release = figures::compare(&olds.books[0], &news.books[0], options);
        return Ok(DiffReport::of(vec![release], olds.books[0].figures()));
    }
    olds.keep_what(&mut news);
    news.keep_what(&mut olds);
    let (olds, news) = (olds.books, news.books);
    let names: BTreeSet<&str> = olds.iter().chain(&news).map(|book| book.name.as_str()).collect();
    let find = |books: &'_ [Book], name: &str| books.iter().position(|book| book.name == name);
    let pairs: Vec<_> = names.iter().map(|name| (*name, find(&olds, name), find(&news, name))).collect();
    if !pairs.iter().any(|(_, old, new)| old.is_some() && new.is_some()) {
        return Err(CompareError::NothingInCommon { old: old.to_owned(), new: new.to_owned() });
    }
    let compared = olds.iter().map(Book::figures).sum();
    let releases = pairs.into_iter().map(|(_, o, n)| match (o, n) {
        (Some(o), Some(n)) => figures::compare(&olds[o], &news[n], options),
        (Some(o), None) => figures::one_sided(&olds[o], Side::Old),
        (None, n) => figures::one_sided(&news[n.unwrap_or_default()], Side::New),
    });
    Ok(DiffReport::of(releases.collect(), compared))
}

/// An output with its releases.
struct Output {
    books: Vec<Book>,
    /// It is the folder of one release, not one of releases.
    alone: bool,
}

impl Output {
    fn read(folder: &Path) -> Result<Self, CompareError> {
        let folders = release_folders(folder)?;
        let books = folders.iter().map(|folder| Book::read(folder)).collect::<Result<_, _>>()?;
        Ok(Self { books, alone: folders == [folder] })
    }

    /// One release is compared with the other output's release of its name; the rest was not asked about.
    fn keep_what(&self, other: &mut Self) {
        if self.alone {
            other.books.retain(|book| self.books.iter().any(|own| own.name == book.name));
        }
    }
}
