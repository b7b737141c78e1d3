//! Prints how long a large statement takes to prove.
//!
//!     cargo run --release -p crossfoot-footing --example large

mod statement;

fn main() {
    for rows in [200, 500, 1000, 2000] {
        let large = statement::large(rows, 40);
        let start = std::time::Instant::now();
        let proven = crossfoot_footing::prove(vec![large]);
        let held = proven[0].relations.iter().filter(|r| r.holds).count();
        println!("{rows:>5} rows, 40 columns: {:?}, {held} relations hold", start.elapsed());
    }
}
