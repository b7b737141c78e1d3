//! Converts a folder of releases to CSV and workbooks.
//!
//! ```sh
//! cargo run -p crossfoot-examples --bin convert_folder -- fixtures/releases out
//! ```

use std::env;
use std::error::Error;

use crossfoot::{Format, Options, OutputFolder, Progress, State, convert_to};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (Some(folder), Some(out)) = (args.next(), args.next()) else {
        return Err("usage: convert_folder FOLDER OUT".into());
    };
    let out = OutputFolder::open(out)?.with_formats([Format::Csv, Format::Xlsx].into_iter().collect());
    let summary = convert_to(&[folder.into()], &out, &Options::default(), |progress| {
        if let Progress::Done(line) = progress {
            println!("{}: {}, {} figures", line.input, line.state, line.tally.figures);
        }
    })?;
    // A release that cannot be read does not stop the others; the summary knows it.
    for failed in summary.lines.iter().filter(|line| line.state == State::Failed) {
        eprintln!("{}: {}", failed.input, failed.message);
    }
    Ok(())
}
