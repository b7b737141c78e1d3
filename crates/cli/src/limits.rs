//! Times and sizes as people write them.

use std::time::Duration;

use bytesize::ByteSize;

/// The least memory a worker can do anything with: its own code, its stacks, and a small release.
const LEAST_MEMORY: u64 = 256 << 20;

/// A limit, or none. (Not an [`Option`], which clap would take for an argument that may be left out.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit<T>(pub(crate) Option<T>);

/// `90` and `1.5` (seconds), `90s`, `2m`, `1h 30m`; `0` is no limit.
pub(crate) fn time(text: &str) -> Result<Limit<Duration>, &'static str> {
    let unreadable = "write seconds, or a time such as 90s or 2m";
    let time = match text.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).map_err(|_| unreadable)?,
        Err(_) => {
            let time: jiff::SignedDuration = text.parse().map_err(|_| unreadable)?;
            Duration::try_from(time).map_err(|_| unreadable)?
        }
    };
    Ok(Limit((!time.is_zero()).then_some(time)))
}

/// `512MiB`, `4GiB`, `2G`, or bytes; `0` is no limit.
pub(crate) fn memory(text: &str) -> Result<Limit<u64>, &'static str> {
    let size: ByteSize = text.parse().map_err(|_| "write a size such as 512MiB or 4GiB")?;
    match size.as_u64() {
        0 => Ok(Limit(None)),
        bytes if bytes < LEAST_MEMORY => Err("the program itself needs 256MiB"),
        bytes => Ok(Limit(Some(bytes))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units_or_are_seconds() {
        let seconds = |text| time(text).ok().map(|limit| limit.0.map(|time| time.as_secs_f64()));
        assert_eq!(seconds("90"), Some(Some(90.0)));
        assert_eq!(seconds("1.5"), Some(Some(1.5)));
        assert_eq!(seconds("250ms"), Some(Some(0.25)));
        assert_eq!(seconds("1h 30m"), Some(Some(5400.0)));
        assert_eq!(seconds("0"), Some(None));
        for wrong in ["", "soon", "-1", "-2s", "1e400", "NaN"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn sizes_have_units_or_are_bytes() {
        let bytes = |text| memory(text).ok().map(|limit| limit.0);
        assert_eq!(bytes("512MiB"), Some(Some(512 << 20)));
        assert_eq!(bytes("2GiB"), Some(Some(2 << 30)));
        assert_eq!(bytes("1000000000"), Some(Some(1_000_000_000)));
        assert_eq!(bytes("0"), Some(None));
        for wrong in ["", "much", "-1", "1KiB"] {
            assert_eq!(bytes(wrong), None, "{wrong}");
        }
    }
}
