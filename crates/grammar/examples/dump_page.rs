//! Writes a page of a release down as a dump for a test, names and figures replaced.
//!
//! ```sh
//! cargo run -p crossfoot-grammar --example dump_page -- release.pdf 4 > crates/grammar/tests/pages/kind.page
//! ```
//!
//! Digits of figures become others, each figure as wide as it was; years and days stay. A word that begins with a capital and is not
//! among the words of accounts given with `--keep FILE` (one a line) becomes an invented one of its length. Look at the result: what
//! still tells whose page it was is to be changed by hand. `--as-is` replaces nothing: for invented pages.

use std::collections::BTreeSet;

use crossfoot_ingest::{Options, dump, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (file, page) = match args.as_slice() {
        [file, page, ..] => (file, page.parse::<u32>()?),
        _ => return Err("usage: dump_page FILE PAGE [--keep FILE | --as-is]".into()),
    };
    let keep: BTreeSet<String> = match args.get(2..) {
        Some([flag, list]) if flag == "--keep" => {
            std::fs::read_to_string(list)?.lines().map(str::to_lowercase).collect()
        }
        _ => BTreeSet::new(),
    };
    let document = read(&std::fs::read(file)?, &Options::default())?;
    let mut page = document.pages.into_iter().find(|p| p.number == page).ok_or("no such page")?;
    if !args.iter().any(|arg| arg == "--as-is") {
        page.words.iter_mut().for_each(|word| word.text = replaced(&word.text, &keep).into());
    }
    print!("{}", dump::write(&page));
    Ok(())
}

/// A word as it is to stand in the dump.
fn replaced(text: &str, keep: &BTreeSet<String>) -> String {
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if letters.is_empty() && digits > 0 {
        return if is_date_part(text, digits) { text.to_owned() } else { other_digits(text) };
    }
    let named = letters.starts_with(char::is_uppercase) && digits == 0;
    if named && !keep.contains(&letters.to_lowercase()) { other_letters(text) } else { text.to_owned() }
}

/// `31,`, `2024`: years and days.
fn is_date_part(text: &str, digits: usize) -> bool {
    let bare = text.trim_end_matches(',');
    bare.bytes().all(|b| b.is_ascii_digit())
        && (digits <= 2 || digits == 4 && (bare.starts_with("19") || bare.starts_with("20")))
}

/// Other digits in their places, the first of them never 0.
fn other_digits(text: &str) -> String {
    let mut seed = text.bytes().fold(7_u32, |seed, b| seed.wrapping_mul(31).wrapping_add(u32::from(b)));
    let mut next = |first: bool| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let digit = (seed >> 16) % 10;
        char::from_digit(if first { digit % 9 + 1 } else { digit }, 10).unwrap_or('1')
    };
    let mut first = true;
    text.chars()
        .map(|c| {
            if !c.is_ascii_digit() {
                return c;
            }
            let other = next(first && c != '0');
            first = false;
            if c == '0' && !first { c } else { other }
        })
        .collect()
}

/// An invented word of the same length in the same case, always the same for the same word.
fn other_letters(text: &str) -> String {
    const CONSONANTS: &[u8] = b"bdfgklmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    let mut seed = text.to_lowercase().bytes().fold(11_u32, |seed, b| seed.wrapping_mul(37).wrapping_add(u32::from(b)));
    let mut at = 0_usize;
    text.chars()
        .map(|c| {
            if !c.is_alphabetic() {
                return c;
            }
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let set = if at.is_multiple_of(2) { CONSONANTS } else { VOWELS };
            at += 1;
            let letter = char::from(set[(seed >> 16) as usize % set.len()]);
            if c.is_uppercase() { letter.to_ascii_uppercase() } else { letter }
        })
        .collect()
}
