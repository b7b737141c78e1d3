//! Inputs that do harm on purpose, so that tests can see that it is contained. Only in builds with debug assertions.

use std::hint::black_box;
use std::thread;
use std::time::Duration;

/// Does what an input orders that begins with `crossfoot-test-hook:`.
pub(super) fn obey(bytes: &[u8]) {
    let Some(order) = bytes.strip_prefix(b"crossfoot-test-hook: ") else { return };
    match order.split(|byte| *byte == b'\n').next().unwrap_or_default() {
        b"panic" => panic!("told to\npanic"),
        b"loop" => loop {
            thread::sleep(Duration::from_millis(1));
        },
        // Says where the file is being read that it is, and never ends.
        b"mark and loop" => {
            let _ = std::fs::write("marked", "");
            loop {
                thread::sleep(Duration::from_millis(1));
            }
        }
        b"recurse" => {
            black_box(recurse(0));
        }
        b"allocate" => allocate(),
        b"exit" => std::process::exit(3),
        // Slow, but in its right mind.
        b"nap" => thread::sleep(Duration::from_millis(300)),
        _ => {}
    }
}

fn recurse(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    if frame[0] == u64::MAX { 0 } else { recurse(depth + 1).wrapping_add(black_box(frame)[63]) }
}

fn allocate() {
    let mut all = Vec::new();
    loop {
        all.push(black_box(vec![1u8; 16 << 20]));
    }
}
