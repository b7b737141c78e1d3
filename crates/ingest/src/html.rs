//! HTML made into content in document order: lines of words, and tables of declared cells. Nothing is fetched and nothing is run.

mod read;
mod style;
mod submission;
mod table;
mod xhtml;

use scraper::Html;

use crate::flow::{Block, set};
use crate::page::Page;
use crate::{IngestError, MOST_PAGES};

pub(crate) use submission::documents;

/// The pages of an HTML document.
pub(crate) fn pages(text: &str) -> Result<Vec<Page>, IngestError> {
    let text = xhtml::with_end_tags(text);
    let tree = Html::parse_document(&text).tree;
    let blocks = read::blocks(&tree);
    let ends = blocks.iter().filter(|block| **block == Block::PageEnd).count();
    if ends >= MOST_PAGES {
        return Err(IngestError::TooManyPages(ends + 1));
    }
    Ok(set::pages(blocks))
}

#[cfg(test)]
mod tests;
