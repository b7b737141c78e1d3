//! Why a worker died in the middle of a file: by the file, or by something outside.

use std::process::ExitStatus;

use crate::error::ReadError;
use crate::memory;

/// How much room a worker had.
pub(super) struct Room {
    /// What the batch allows in bytes, unless the system allows less.
    max_memory: Option<u64>,
    /// Its stack is as large as it is to be.
    full_stack: bool,
}

impl Room {
    /// That of a worker of this process.
    pub(super) fn under(max_memory: Option<u64>) -> Self {
        let limit = memory::system_limit();
        let max_memory = max_memory.filter(|ours| limit.is_none_or(|limit| *ours <= limit));
        Self { max_memory, full_stack: memory::stack(limit) == memory::STACK }
    }
}

/// Why a worker ended in the middle of a file, by its exit status and its last words.
pub(super) fn cause_of_death(status: Option<ExitStatus>, words: &[u8], room: &Room) -> ReadError {
    let words = String::from_utf8_lossy(words);
    // The words of Rust's own runtime, as it ends the process.
    if words.contains("has overflowed its stack") {
        // With less of a stack than usual it is not the file that is to blame.
        return if room.full_stack { ReadError::TooDeep } else { ReadError::OutOfMemory { limit: room.max_memory } };
    }
    if words.contains("memory allocation of") {
        return ReadError::OutOfMemory { limit: room.max_memory };
    }
    if let Some(cause) = ended_by_signal(status) {
        return cause;
    }
    ReadError::Crashed(status.map_or_else(|| "no exit status".to_owned(), |status| status.to_string()))
}

/// Whether something outside of a process ended it.
pub(super) fn came_from_outside(status: Option<ExitStatus>) -> bool {
    matches!(ended_by_signal(status), Some(ReadError::Killed | ReadError::Ended(_)))
}

/// What a process does wrong the system tells it by a few signals; all others come from outside: from whoever shuts the
/// system down (`SIGTERM`, `SIGHUP`), from a limit that it was started under (`SIGXCPU`, `SIGXFSZ`), from a user.
#[cfg(unix)]
fn ended_by_signal(status: Option<ExitStatus>) -> Option<ReadError> {
    use signal_hook::consts::{SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGKILL, SIGSEGV, SIGSYS, SIGTRAP};
    let signal = std::os::unix::process::ExitStatusExt::signal(&status?)?;
    Some(match signal {
        SIGABRT | SIGBUS | SIGFPE | SIGILL | SIGSEGV | SIGSYS | SIGTRAP => {
            ReadError::Crashed(format!("signal {signal}"))
        }
        // Not by us: we would know.
        SIGKILL => ReadError::Killed,
        _ => ReadError::Ended(signal_hook::low_level::signal_name(signal).unwrap_or("a signal")),
    })
}

/// Other systems have no signals.
#[cfg(not(unix))]
fn ended_by_signal(_: Option<ExitStatus>) -> Option<ReadError> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt;

    fn cause(raw: i32) -> ReadError {
        cause_of_death(Some(ExitStatus::from_raw(raw)), b"", &Room { max_memory: None, full_stack: true })
    }

    #[test]
    fn only_its_own_faults_are_a_worker_s_own() {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGKILL, SIGTERM, SIGXCPU, SIGXFSZ};
        for outside in [SIGHUP, SIGINT, SIGKILL, SIGTERM, SIGXCPU, SIGXFSZ] {
            assert!(cause(outside).may_pass(), "{outside}");
            assert!(came_from_outside(Some(ExitStatus::from_raw(outside))), "{outside}");
        }
        assert_eq!(cause(SIGTERM).to_string(), "its worker was ended by SIGTERM from outside");
        for own in [signal_hook::consts::SIGSEGV, signal_hook::consts::SIGABRT] {
            assert!(!cause(own).may_pass() && !came_from_outside(Some(ExitStatus::from_raw(own))), "{own}");
        }
        // An exit with status 3.
        assert!(!cause(3 << 8).may_pass());
    }

    #[test]
    fn last_words_tell_more_than_the_signal() {
        let cause = |words: &[u8], full_stack| {
            cause_of_death(Some(ExitStatus::from_raw(6)), words, &Room { max_memory: Some(1 << 30), full_stack })
        };
        assert!(matches!(cause(b"thread has overflowed its stack\n", true), ReadError::TooDeep));
        assert!(cause(b"thread has overflowed its stack\n", false).may_pass());
        assert!(cause(b"memory allocation of 99 bytes failed\n", true).may_pass());
    }
}
