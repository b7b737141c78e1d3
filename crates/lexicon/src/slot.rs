//! The slots of the table of words: the build puts each word in its own, the program looks for it there.

/// About twice as many as there are words, so that nearly all words of a release come to an empty one.
pub(crate) const SLOTS: usize = 2048;

/// The slot of a word. Capitals are as small letters.
#[inline]
pub(crate) fn slot(word: &[u8]) -> usize {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(byte & 31)).wrapping_mul(0x0100_0193);
    let hash = word.iter().fold(word.len() as u32, mix);
    (hash ^ hash >> 15) as usize % SLOTS
}
