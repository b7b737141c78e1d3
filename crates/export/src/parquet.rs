//! `facts.parquet`: the figures of all releases of an output folder, with typed columns.
//!
//! The columns are those of `facts.csv`. Values are decimals, days are days, and text that repeats is a dictionary, so
//! that a database reads the file without guessing and without converting. Releases are read back one by one from what
//! has been written of them: what was written in an earlier run, or by another process, goes in as well, and no more
//! than a row group is in memory.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use arrow_array::builder::{Date32Builder, Decimal128Builder, StringDictionaryBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Float64Array, Int32Array, RecordBatch, StringArray};
use arrow_schema::ArrowError;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use crate::error::ExportError;
use crate::recorded::{ReadBackError, RecordedFact, read_facts};

/// Digits of a value behind the point. No release prints so many; in front there is room for 28.
const SCALE: u32 = 10;
/// Who made the file, as it says itself.
const MAKER: &str = concat!("crossfoot ", env!("CARGO_PKG_VERSION"));
/// Figures in a row group.
const ROW_GROUP: usize = 1 << 17;

/// Writes the figures of some releases' folders to a new file.
pub(crate) fn write(folders: impl IntoIterator<Item = PathBuf>, file: &Path) -> Result<(), ExportError> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(MAKER.to_owned());
    let properties = properties.set_max_row_group_row_count(Some(ROW_GROUP)).build();
    let schema = batch(&[])?.schema();
    let mut writer = ArrowWriter::try_new(File::create_new(file)?, schema, Some(properties))?;
    for folder in folders {
        writer.write(&batch(&read_facts(&folder)?)?)?;
    }
    writer.close()?;
    Ok(())
}

fn batch(facts: &[RecordedFact]) -> Result<RecordBatch, ExportError> {
    let columns = [
        ("release", words(facts, |f| Some(&f.release)), false),
        ("statement", words(facts, |f| Some(&f.statement)), false),
        ("kind", words(facts, |f| Some(&f.kind)), false),
        ("title", words(facts, |f| Some(&f.title)), false),
        ("page", numbers(facts, |f| f.page), false),
        ("row", numbers(facts, |f| f.row), false),
        ("col", numbers(facts, |f| f.col), false),
        ("section", words(facts, |f| Some(&f.section)), false),
        ("label", words(facts, |f| Some(&f.label)), false),
        ("column", words(facts, |f| Some(&f.column)), false),
        ("period_start", days(facts, |f| f.period_start), true),
        ("period_end", days(facts, |f| f.period_end), true),
        ("duration", words(facts, |f| Some(f.duration.as_str()).filter(|text| !text.is_empty())), true),
        ("value", values(facts)?, false),
        ("unit", words(facts, |f| Some(&f.unit)), false),
        ("decimals", Arc::new(facts.iter().map(|f| Some(f.decimals)).collect::<Int32Array>()), false),
        ("printed", Arc::new(facts.iter().map(|f| Some(&f.printed)).collect::<StringArray>()), false),
        ("status", words(facts, |f| Some(&f.status)), false),
        ("x0", places(facts, |f| f.x0), true),
        ("y0", places(facts, |f| f.y0), true),
        ("x1", places(facts, |f| f.x1), true),
        ("y1", places(facts, |f| f.y1), true),
        ("concept", words(facts, |f| Some(f.concept.as_str()).filter(|text| !text.is_empty())), true),
        ("unit_from", words(facts, |f| Some(&f.unit_from)), false),
        ("scale_from", words(facts, |f| Some(&f.scale_from)), false),
        ("period_from", words(facts, |f| Some(&f.period_from)), false),
    ];
    Ok(RecordBatch::try_from_iter_with_nullable(columns)?)
}

/// Text that repeats.
fn words<'a>(facts: &'a [RecordedFact], text: impl Fn(&'a RecordedFact) -> Option<&'a str>) -> ArrayRef {
    let mut words = StringDictionaryBuilder::<Int32Type>::new();
    facts.iter().for_each(|fact| words.append_option(text(fact)));
    Arc::new(words.finish())
}

fn numbers(facts: &[RecordedFact], number: impl Fn(&RecordedFact) -> u32) -> ArrayRef {
    Arc::new(facts.iter().map(|fact| i32::try_from(number(fact)).ok()).collect::<Int32Array>())
}

fn places(facts: &[RecordedFact], place: impl Fn(&RecordedFact) -> Option<f64>) -> ArrayRef {
    Arc::new(facts.iter().map(place).collect::<Float64Array>())
}

fn days(facts: &[RecordedFact], day: impl Fn(&RecordedFact) -> Option<Date>) -> ArrayRef {
    const EPOCH: Date = date(1970, 1, 1);
    let mut days = Date32Builder::new();
    facts.iter().for_each(|fact| days.append_option(day(fact).map(|day| (day - EPOCH).get_days())));
    Arc::new(days.finish())
}

fn values(facts: &[RecordedFact]) -> Result<ArrayRef, ExportError> {
    let mut values = Decimal128Builder::with_capacity(facts.len()).with_precision_and_scale(38, SCALE as i8)?;
    for fact in facts {
        values
            .append_value(scaled(fact.value).ok_or_else(|| io::Error::other(format!("{} is too large", fact.value)))?);
    }
    Ok(Arc::new(values.finish()))
}

/// The value in units of the last place.
fn scaled(value: Decimal) -> Option<i128> {
    let value = value.round_dp(SCALE);
    value.mantissa().checked_mul(10i128.checked_pow(SCALE - value.scale())?)
}

impl From<ParquetError> for ExportError {
    fn from(error: ParquetError) -> Self {
        Self::Sink(io::Error::other(error.to_string()))
    }
}

impl From<ArrowError> for ExportError {
    fn from(error: ArrowError) -> Self {
        Self::Sink(io::Error::other(error.to_string()))
    }
}

impl From<ReadBackError> for ExportError {
    fn from(error: ReadBackError) -> Self {
        Self::Sink(io::Error::other(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_scaled_exactly() {
        let scaled = |text: &str| scaled(text.parse().expect("a decimal"));
        assert_eq!(scaled("-1234500000"), Some(-12_345_000_000_000_000_000));
        assert_eq!(scaled("0.0123"), Some(123_000_000));
        assert_eq!(scaled("0"), Some(0));
        assert_eq!(scaled("79228162514264337593543950335"), None, "38 digits hold 28 before the point");
    }

    #[test]
    fn no_figures_make_a_file_with_all_columns() {
        let columns = batch(&[]).expect("a batch").schema();
        let columns: Vec<&str> = columns.fields().iter().map(|field| field.name().as_str()).collect();
        assert_eq!(columns, crate::facts::HEADER);
    }
}
