//! The work stays bounded: a statement of 2,000 rows and 40 columns is proved in a time that a user does not notice.
//!
//! The time itself is printed by `examples/large.rs`; here only that ten times the rows are not a hundred times the work.

use std::time::{Duration, Instant};

use crossfoot_footing::prove;

#[path = "../examples/large/statement.rs"]
mod statement;

fn spent(rows: usize) -> Duration {
    let large = statement::large(rows, 40);
    let start = Instant::now();
    let proven = prove(vec![large]);
    let spent = start.elapsed();
    assert!(proven[0].relations.iter().any(|r| r.holds));
    spent
}

#[test]
fn work_grows_with_the_rows_and_no_faster() {
    let small = spent(200).max(Duration::from_millis(20));
    let large = spent(2000);
    assert!(large < small * 60, "{small:?} for 200 rows, {large:?} for 2,000");
}
