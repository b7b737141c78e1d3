//! Pulls one line item out of many releases: a line for each figure, with what arithmetic says of it.
//!
//! ```sh
//! cargo run -p crossfoot-examples --bin one_line_item -- "Total assets" fixtures/releases/*.pdf
//! ```

use std::env;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let label = args.next().ok_or("usage: one_line_item LABEL FILE...")?;
    for file in args {
        let release = match crossfoot::read(&file) {
            Ok(release) => release,
            Err(error) => {
                eprintln!("{error}");
                continue;
            }
        };
        for proven in release.statements() {
            for found in proven.figures(&label) {
                let period = found.column.period.map(|period| format!("{} {}", period.end, period.length));
                println!(
                    "{file}\t{}\t{}\t{} {}\t{}",
                    proven.statement.id,
                    period.as_deref().unwrap_or(&found.column.heading),
                    found.fact.value.normalize(),
                    found.fact.unit,
                    found.status.name()
                );
            }
        }
    }
    Ok(())
}
