//! `crossfoot stack`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use crossfoot::compare::{CompareError, Series, StackOptions, stack};

use crate::args::StackArgs;
use crate::convert::counted;
use crate::print_data;
use crate::visible::visible;

pub(crate) fn run(args: &StackArgs) -> anyhow::Result<ExitCode> {
    let series = stack(&args.outputs, &StackOptions { mixed: args.mixed }).map_err(advised)?;
    write(&args.out, |out| series.write_csv(out))?;
    if let Some(restated) = &args.restated {
        write(restated, |out| series.write_restated_csv(out))?;
    }
    if let Some(sources) = &args.sources {
        write(sources, |out| series.write_sources_csv(out))?;
    }
    if !args.quiet {
        // Standard output may be the series itself.
        let _ = writeln!(io::stderr(), "{}", visible(&format!("{} -> {}", report(&series), args.out.display())));
    }
    Ok(ExitCode::SUCCESS)
}

/// What to do where there is more than one company.
fn advised(error: CompareError) -> anyhow::Error {
    let advice = match &error {
        CompareError::Companies { .. } => "; name the releases of one, or give --mixed to stack them all the same",
        _ => "",
    };
    anyhow::anyhow!("{error}{advice}")
}

fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> Result<(), CompareError>) -> anyhow::Result<()> {
    let write = || -> anyhow::Result<()> {
        if path == Path::new("-") {
            let mut csv = Vec::new();
            content(&mut csv)?;
            return print_data(&csv);
        }
        let mut out = BufWriter::new(File::create(path)?);
        content(&mut out)?;
        Ok(out.flush()?)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

fn report(series: &Series) -> String {
    let joined = series.rows.iter().filter(|row| !row.formerly.is_empty()).count();
    let outlook =
        series.rows.iter().flat_map(|row| &row.readings).filter(|readings| readings.iter().any(|r| r.outlook));
    format!(
        "{} ({}): {}, {}, {}, {}, {}; {} without a period left out",
        counted(series.releases.len(), "release"),
        series.releases.join(", "),
        counted(series.rows.len(), "line item"),
        counted(series.periods.len(), "period"),
        counted(series.restated.len(), "restated figure"),
        counted(joined, "renamed item"),
        counted(outlook.count(), "outlook"),
        counted(series.without_period, "figure"),
    )
}
