//! A PDF through the default decoder and our device, and all stages after them.

#![no_main]

// Each target uses one of the ways in.
#[allow(dead_code)]
#[path = "../../crates/crossfoot/tests/hostile/entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = entries::pdf(bytes);
});
