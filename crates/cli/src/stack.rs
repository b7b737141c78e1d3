//! `crossfoot stack`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use crossfoot::compare::{CompareError, Series, stack};

use crate::args::StackArgs;

pub(crate) fn run(args: &StackArgs) -> anyhow::Result<ExitCode> {
    let series = stack(&args.outputs)?;
    write(&args.out, |out| series.write_csv(out))?;
    if let Some(restated) = &args.restated {
        write(restated, |out| series.write_restated_csv(out))?;
    }
    if !args.quiet {
        // Standard output may be the series itself.
        let _ = writeln!(io::stderr(), "{} -> {}", report(&series), args.out.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> Result<(), CompareError>) -> anyhow::Result<()> {
    let write = || -> anyhow::Result<()> {
        if path == Path::new("-") {
            return Ok(content(&mut io::stdout().lock())?);
        }
        let mut out = BufWriter::new(File::create(path)?);
        content(&mut out)?;
        Ok(out.flush()?)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

fn report(series: &Series) -> String {
    let joined = series.rows.iter().filter(|row| !row.formerly.is_empty()).count();
    format!(
        "{} releases ({}): {} line items, {} periods, {} restated figures, {joined} renamed items; {} figures without a period left out",
        series.releases.len(),
        series.releases.join(", "),
        series.rows.len(),
        series.periods.len(),
        series.restated.len(),
        series.without_period
    )
}
