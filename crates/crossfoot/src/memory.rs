//! How much memory there may be, by a limit that this process was started under (`ulimit -v`).

/// Stack in bytes of a thread that reads documents: they nest deeper than a thread's usual stack is meant for.
pub(crate) const STACK: usize = 64 << 20;

/// No stack is smaller: without so much no document can be read.
const LEAST_STACK: usize = 2 << 20;

/// The stack of such a thread where the system allows so much memory in all: a small part of it, as most is for what is read.
pub(crate) fn stack(limit: Option<u64>) -> usize {
    let part = limit.map_or(STACK, |limit| usize::try_from(limit / 8).unwrap_or(STACK));
    part.clamp(LEAST_STACK, STACK)
}

/// How many bytes of memory the system allows this process.
#[cfg(target_os = "linux")]
pub(crate) fn system_limit() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::As).current
}

/// Other systems know no such limit, or do not hold to it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn system_limit() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_leaves_most_of_the_memory() {
        assert_eq!([stack(None), stack(Some(4 << 30)), stack(Some(1))], [STACK, STACK, LEAST_STACK]);
        assert_eq!(stack(Some(80 << 20)), 10 << 20);
    }
}
