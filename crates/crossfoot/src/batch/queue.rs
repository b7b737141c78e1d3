//! The jobs of a batch, and how many hands take them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::job::Job;

/// Jobs by their place in the batch. Every one is done by someone as long as there are hands at all.
pub(super) struct Queue<I>(Mutex<Jobs<I>>);

struct Jobs<I> {
    coming: I,
    /// Taken by hands that could not do them.
    returned: Vec<(usize, Job)>,
    /// How many hands will still ask for a job.
    hands: usize,
}

impl<I: Iterator<Item = (usize, Job)>> Queue<I> {
    pub(super) fn new(coming: I) -> Self {
        Self(Mutex::new(Jobs { coming, returned: Vec::new(), hands: 0 }))
    }

    /// A pair of hands more.
    pub(super) fn join(&self) {
        self.jobs().hands += 1;
    }

    /// A pair of hands less, which has no job.
    pub(super) fn leave(&self) {
        self.jobs().hands -= 1;
    }

    /// The next job. With none, the hands that asked have left.
    pub(super) fn next(&self) -> Option<(usize, Job)> {
        let mut jobs = self.jobs();
        let next = jobs.returned.pop().or_else(|| jobs.coming.next());
        if next.is_none() {
            jobs.hands -= 1;
        }
        next
    }

    /// Gives a job back and leaves, if there are others who will take it; else it stays with whoever has it.
    pub(super) fn give_back(&self, index: usize, job: Job) -> Option<Job> {
        let mut jobs = self.jobs();
        if jobs.hands < 2 {
            return Some(job);
        }
        jobs.hands -= 1;
        jobs.returned.push((index, job));
        None
    }

    fn jobs(&self) -> MutexGuard<'_, Jobs<I>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(file: &str) -> Job {
        let name = || file.to_owned();
        Job {
            input: name().into(),
            file: name(),
            release: name(),
            fresh: name().into(),
            place: name().into(),
            failed: None,
        }
    }

    #[test]
    fn the_last_hands_keep_their_job() {
        let queue = Queue::new([(0, job("a")), (1, job("b"))].into_iter());
        queue.join();
        queue.join();
        let (index, first) = queue.next().expect("a job");
        assert!(queue.give_back(index, first).is_none(), "there are others");
        let (index, again) = queue.next().expect("a job");
        assert_eq!((index, again.file.as_str()), (0, "a"));
        assert_eq!(queue.give_back(index, again).expect("no one else").file, "a");
        assert_eq!(queue.next().map(|(index, _)| index), Some(1));
        assert!(queue.next().is_none());
    }
}
