//! Text through all stages.

#![no_main]

// Each target uses one of the ways in.
#[allow(dead_code)]
#[path = "../../crates/crossfoot/tests/hostile/entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = entries::text(bytes);
});
