//! What signals mean to the program.

use crossfoot::Stop;

/// What a shell gives for a program that Ctrl-C ended.
pub(crate) const INTERRUPTED: u8 = 130;

/// A file-size limit (`ulimit -f`) makes the write fail that goes beyond it, as a full disk does, and ends no process.
#[cfg(unix)]
pub(crate) fn outlive_file_size_limits() {
    use std::sync::atomic::AtomicBool;
    static SEEN: AtomicBool = AtomicBool::new(false);
    // Caught and passed over, which comes to the same as ignored. If it cannot be, all is as it was before.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, &SEEN);
}

/// Ctrl-C, or the system's wish that we end, ends a batch in good order; a second one at once.
#[cfg(unix)]
pub(crate) fn stop_batch(stop: &Stop) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag::{register, register_conditional_shutdown};
    for signal in [SIGINT, SIGTERM] {
        register_conditional_shutdown(signal, INTERRUPTED.into(), stop.flag())?;
        register(signal, stop.flag())?;
    }
    // A terminal that is closed sends more than one of these, and a service manager one after its SIGTERM: that is no
    // user's impatience.
    if !is_ignored(SIGHUP) {
        register(SIGHUP, stop.flag())?;
    }
    Ok(())
}

/// Whether whoever started us did so with a signal ignored, as `nohup` does.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

/// The same for systems with other signals.
#[cfg(not(unix))]
pub(crate) fn stop_batch(stop: &Stop) -> Result<(), ctrlc::Error> {
    let stop = stop.clone();
    ctrlc::set_handler(move || {
        if stop.is_raised() {
            std::process::exit(INTERRUPTED.into());
        }
        stop.raise();
    })
}

/// Other systems have no such limits.
#[cfg(not(unix))]
pub(crate) fn outlive_file_size_limits() {}
