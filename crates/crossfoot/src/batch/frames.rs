//! How a batch and its workers talk: JSON text sequences (RFC 7464), a record separator, the text, a line feed.
//!
//! The separator tells a frame from whatever else a decoder may print to standard output.

use std::ffi::OsString;
use std::io::{self, BufRead, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::job::{Answer, Bytes, Job, Orders};
use crate::timings::Timings;

const SEPARATOR: u8 = 0x1E;

/// From the batch to a worker.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Request {
    /// The first one.
    Orders(Orders),
    /// One more input.
    Job(Job),
    /// What else the worker's program is for: its task, on a file or on the bytes that follow.
    Task { input: Option<OsString>, order: String },
    /// So many bytes follow this frame; with none that was all.
    Piece(usize),
}

/// From a worker to the batch.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// The worker is ready, and this is the program it runs.
    Hello(String),
    /// There is not enough of something for it to be a worker.
    Unable(String),
    /// The bytes of the job's input are there.
    Read(Bytes),
    /// The last job is done.
    Done(Box<Answer>, Timings),
    /// What came of the task, or why nothing did.
    Made(Result<String, String>),
}

/// Sends a frame.
pub(crate) fn send(frame: &impl Serialize, mut to: impl Write) -> io::Result<()> {
    let mut text = vec![SEPARATOR];
    serde_json::to_writer(&mut text, frame)?;
    text.push(b'\n');
    to.write_all(&text)?;
    to.flush()
}

/// Waits for the next frame; None when the other side has gone. What is no frame is passed over.
pub(crate) fn receive<T: DeserializeOwned>(from: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let Some(start) = line.iter().rposition(|byte| *byte == SEPARATOR) else { continue };
        if let Ok(frame) = serde_json::from_slice(&line[start + 1..]) {
            return Ok(Some(frame));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_found_among_noise() {
        let mut stream = b"a decoder's remark\nanother, without a line end".to_vec();
        send(&"one\ntwo", &mut stream).expect("memory");
        stream.extend(b"\x1E{broken\n");
        send(&"three", &mut stream).expect("memory");
        let mut stream = stream.as_slice();
        assert_eq!(receive::<String>(&mut stream).expect("memory").as_deref(), Some("one\ntwo"));
        assert_eq!(receive::<String>(&mut stream).expect("memory").as_deref(), Some("three"));
        assert_eq!(receive::<String>(&mut stream).expect("memory"), None);
    }

    #[cfg(unix)]
    #[test]
    fn names_need_not_be_unicode() {
        use std::os::unix::ffi::OsStringExt;
        let name = std::ffi::OsString::from_vec(b"q\xFF2 \"\n.pdf".to_vec());
        let mut stream = Vec::new();
        send(&name, &mut stream).expect("memory");
        let back: Option<std::ffi::OsString> = receive(&mut stream.as_slice()).expect("memory");
        assert_eq!(back, Some(name));
    }
}
