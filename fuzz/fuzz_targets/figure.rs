//! One cell.

#![no_main]

// Each target uses one of the ways in.
#[allow(dead_code)]
#[path = "../../crates/crossfoot/tests/hostile/entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|text: &str| {
    entries::figure(text);
});
