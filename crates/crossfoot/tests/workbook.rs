//! The workbook holds what the statements hold: read back with another library, and recalculated by a spreadsheet.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use crossfoot::{BatchOptions, Cell, Fact, Format, ProvenStatement, Summary, Unit};
use rust_decimal::Decimal;

fn releases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/releases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).expect("fixtures").map(|e| e.expect("a file").path()).collect();
    files.sort();
    files
}

fn converted(inputs: &[PathBuf], out: &Path, formats: &[Format]) -> Summary {
    let options = BatchOptions { formats: formats.iter().copied().collect(), ..BatchOptions::default() };
    crossfoot::convert(inputs, out, &options, |_| ()).expect("a summary")
}

/// Writes the fixtures' workbooks, all into one folder, and nothing but them.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let temp = tempfile::tempdir().expect("a folder");
    converted(&releases(), temp.path(), &[Format::Xlsx]);
    let names = releases().into_iter().map(|file| file.file_stem().expect("a name").to_string_lossy().into_owned());
    names
        .map(|name| {
            let made = temp.path().join(&name);
            assert!(!made.join("facts.csv").exists(), "CSV was not asked for");
            let place = folder.join(format!("{name}.xlsx"));
            fs::copy(made.join(format!("{name}.xlsx")), &place).expect("a workbook");
            place
        })
        .collect()
}

fn sheets(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    workbook.worksheets()
}

/// A sheet's line items: label and cells. Those rows have a page at their right end; headings have none.
fn rows(sheet: &Range<Data>, columns: usize) -> Vec<(String, Vec<Data>)> {
    let head = sheet.rows().position(|row| row.get(columns + 2) == Some(&Data::String("Unit".into())));
    let body = sheet.rows().skip(head.expect("headings") + 3);
    let items = body.filter(|row| matches!(row.get(columns + 3), Some(Data::Float(_))));
    items.map(|row| (row[0].to_string(), row[1..=columns].to_vec())).collect()
}

fn decimal(double: f64) -> Decimal {
    double.to_string().parse::<Decimal>().expect("a decimal").normalize()
}

/// A percentage stands in the cell as a hundredth, but for points, which are no share of anything.
fn is_in(fact: &Fact, cell: &Data) -> bool {
    let Data::Float(number) = cell else {
        return false;
    };
    let percent = fact.unit == Unit::Percent && !fact.printed.contains(char::is_alphabetic);
    let expected = if percent { fact.shown / Decimal::ONE_HUNDRED } else { fact.shown };
    decimal(*number) == expected.normalize()
}

fn assert_holds(file: &Path, proven: &ProvenStatement, sheet: &Range<Data>) -> usize {
    let statement = &proven.statement;
    let rows = rows(sheet, statement.columns.len());
    assert_eq!(rows.len(), statement.items.len(), "{} {}", file.display(), statement.id);
    let mut figures = 0;
    for (item, (label, cells)) in statement.items.iter().zip(&rows) {
        assert_eq!(&item.label, label, "{} {}", file.display(), statement.id);
        for (cell, found) in item.cells.iter().zip(cells) {
            let held = match cell {
                Cell::Empty => matches!(found, Data::Empty) || *found == Data::String(String::new()),
                Cell::Text(text) => *found == Data::String(text.clone()),
                Cell::Figure(fact) => is_in(fact, found),
            };
            assert!(held, "{} {} {label}: {cell:?} is {found:?}", file.display(), statement.id);
            figures += usize::from(cell.figure().is_some());
        }
    }
    figures
}

#[test]
fn every_figure_is_in_the_workbook() {
    let temp = tempfile::tempdir().expect("a folder");
    let mut figures = 0;
    for (input, path) in releases().iter().zip(workbooks(temp.path())) {
        let release = crossfoot::read(input).expect("a release");
        let sheets = sheets(&path);
        assert_eq!(sheets.len(), release.statements().len() + 1, "a cover and a sheet per statement");
        for (proven, (_, sheet)) in release.statements().iter().zip(&sheets[1..]) {
            figures += assert_holds(input, proven, sheet);
        }
    }
    assert!(figures > 2_000, "{figures} figures were compared");
}

#[test]
fn the_same_release_gives_the_same_bytes() {
    let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    for (a, b) in workbooks(first.path()).iter().zip(workbooks(second.path())) {
        assert!(fs::read(a).expect("a file") == fs::read(&b).expect("a file"), "{} differs", b.display());
    }
}

#[test]
fn proved_totals_are_live() {
    let temp = tempfile::tempdir().expect("a folder");
    let mut live = 0;
    for path in workbooks(temp.path()) {
        live += formulas(&path);
    }
    assert!(live > 300, "{live} formulas");
}

/// How many formulas a workbook has.
fn formulas(path: &Path) -> usize {
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let names = workbook.sheet_names();
    let sheets = names.iter().map(|name| workbook.worksheet_formula(name).expect("formulas"));
    let cells: Vec<usize> =
        sheets.map(|sheet| sheet.used_cells().filter(|(.., text)| !text.is_empty()).count()).collect();
    cells.iter().sum()
}

/// Tells the spreadsheet to compute everything anew, whatever results a file brings along.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"#;

/// Has LibreOffice open workbooks, compute them and write them to another folder. False where there is no LibreOffice.
fn recalculate(files: &[PathBuf], to: &Path) -> bool {
    let profile = to.join("profile");
    fs::create_dir_all(profile.join("user")).expect("a folder");
    fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_RECALCULATE).expect("a profile");
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(to)
        .args(files)
        .output();
    match run {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            true
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => panic!("soffice: {error}"),
    }
}

#[test]
fn a_spreadsheet_computes_what_is_printed() {
    let (written, computed) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let files = workbooks(written.path());
    let mut probe = rust_xlsxwriter::Workbook::new();
    let formula = rust_xlsxwriter::Formula::new("=1+1").set_result("3");
    probe.add_worksheet().write_formula(0, 0, formula).expect("a formula");
    let probe_file = written.path().join("probe.xlsx");
    probe.save(&probe_file).expect("a workbook");
    let all: Vec<PathBuf> = files.iter().cloned().chain([probe_file]).collect();
    if !recalculate(&all, computed.path()) {
        eprintln!("skipped: soffice (LibreOffice) is not installed");
        return;
    }
    let probe = sheets(&computed.path().join("probe.xlsx"));
    assert_eq!(probe[0].1.get((0, 0)), Some(&Data::Float(2.0)), "it does not take a file's word for results");
    for file in &files {
        let after = sheets(&computed.path().join(file.file_name().expect("a name")));
        for ((name, before), (_, after)) in sheets(file).iter().zip(&after) {
            assert_only_rounding(&format!("{} {name}", file.display()), before, after);
        }
    }
}

/// Every number is as it was, within two units of the last place that its row prints.
fn assert_only_rounding(what: &str, before: &Range<Data>, after: &Range<Data>) {
    let values = |sheet: &Range<Data>| -> HashMap<(u32, u32), f64> {
        let (row0, col0) = sheet.start().unwrap_or_default();
        let cells = sheet.used_cells().filter_map(|(row, col, cell)| match cell {
            Data::Float(number) => Some(((row0 + row as u32, col0 + col as u32), *number)),
            _ => None,
        });
        cells.collect()
    };
    let (before, after) = (values(before), values(after));
    for (at, printed) in &before {
        let row = before.iter().filter(|((row, _), _)| *row == at.0);
        let places = row.map(|(_, number)| decimal(*number).scale()).max().unwrap_or(0);
        let unit = Decimal::new(1, places);
        let computed = after.get(at).unwrap_or_else(|| panic!("{what}: the cell at {at:?} is gone"));
        let change = (Decimal::try_from(*computed).expect("a number") - decimal(*printed)).abs();
        assert!(change <= Decimal::TWO * unit, "{what}: the cell at {at:?} was {printed} and is {computed}");
    }
}
