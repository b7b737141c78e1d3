//! No cell that we write is run by a spreadsheet, whatever a release, or its file's name, says.

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use crossfoot::compare::{StackOptions, stack};
use crossfoot::{BatchOptions, Format};

/// Labels, sections, headings, titles and cells that a spreadsheet would run.
const HOSTILE: &str = "\
=HYPERLINK(\"http://example.com\",\"Statements of Income\")
(In thousands)

                                   =2+5+cmd|' /C calc'!A0     @SUM(A1)
                                     2023           2022
Revenue                         $    1,250      $   1,100
=1+1                                   830            790
+Other income                          830            790
-Cost of sales                        (830)          (790)
@SUM(B1:B9)                            830            790
=Section:
  '=quoted                              35             12
  -1+1                                 =1+1            12
Total                           $    2,080      $   1,890
";

/// The same in columns set apart by tabs, whose cells keep what a page could not show.
const TABBED: &str = "Balance Sheets\n(In thousands)\n\n\t2023\t2022\n=1+1\t1,250\t1,100\n＝2\t830\t790\n\
    Total assets\t2,080\t1,890\n";

fn convert(inputs: &[PathBuf], out: &Path) {
    let formats = [Format::Csv, Format::Xlsx].into_iter().collect();
    let options = BatchOptions { formats, combine: true, ..BatchOptions::default() };
    let summary = crossfoot::convert(inputs, out, &options, |_| ()).expect("a summary");
    assert_eq!((summary.inputs, summary.failed), (inputs.len(), 0));
    assert!(summary.tally.figures > 10, "{summary:?}");
}

/// All files below a folder that end so.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found
}

/// How many cells of a CSV file were neutralised; that none is left that is not, is asserted.
fn neutralised(name: &str, csv: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    let mut cells = 0;
    for record in reader.records() {
        for cell in record.expect("a line").iter() {
            let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
            assert!(!starts || cell == "-" || cell.parse::<f64>().is_ok(), "{name}: {cell}");
            cells += usize::from(cell.starts_with('\''));
        }
    }
    cells
}

#[test]
fn no_cell_is_a_formula() {
    let temp = tempfile::tempdir().expect("a folder");
    let names = ["=cmd|'calc'.txt", "@q2.txt", "-tabs.txt"];
    let inputs: Vec<PathBuf> = names.iter().map(|name| temp.path().join(name)).collect();
    for (input, text) in inputs.iter().zip([HOSTILE, HOSTILE, TABBED]) {
        // The two of one text differ by a figure, so that one is restated.
        let text = if input.ends_with("@q2.txt") { text.replace("1,250", "1,260") } else { text.to_owned() };
        fs::write(input, text).expect("a file");
    }
    let out = temp.path().join("out");
    convert(&inputs, &out);
    let mut cells = 0;
    for file in files(&out, "csv") {
        cells += neutralised(&file.display().to_string(), &fs::read(&file).expect("a file"));
    }
    assert!(cells >= 60, "{cells} cells were neutralised");

    let series = stack(&[out], &StackOptions { mixed: true }).expect("a series");
    let (mut rows, mut restated, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    series.write_csv(&mut rows).expect("writes to memory");
    series.write_restated_csv(&mut restated).expect("writes to memory");
    series.write_sources_csv(&mut sources).expect("writes to memory");
    assert!(neutralised("series", &rows) >= 5);
    assert!(neutralised("sources", &sources) >= 10);
    assert!(neutralised("restated", &restated) >= 1, "{}", String::from_utf8_lossy(&restated));
    let labels: Vec<&str> = series.rows.iter().map(|row| row.label.as_str()).collect();
    for label in ["=1+1", "'=quoted", "＝2"] {
        assert!(labels.contains(&label), "{label} is read back as it was: {labels:?}");
    }
}

#[test]
fn cells_of_a_workbook_are_text_as_printed() {
    let temp = tempfile::tempdir().expect("a folder");
    let input = temp.path().join("=1+1.txt");
    fs::write(&input, HOSTILE).expect("a file");
    convert(&[input], &temp.path().join("out"));
    let mut texts = Vec::new();
    for file in files(&temp.path().join("out"), "xlsx") {
        let mut workbook: Xlsx<_> = open_workbook(&file).expect("a workbook");
        for (name, sheet) in workbook.worksheets() {
            let formulas = workbook.worksheet_formula(&name).expect("formulas");
            let run: Vec<&String> = formulas.cells().map(|(.., formula)| formula).filter(|f| !f.is_empty()).collect();
            assert!(run.iter().all(|formula| formula.starts_with("SUM(")), "{run:?}");
            texts.extend(sheet.cells().filter_map(|(.., cell)| match cell {
                Data::String(text) => Some(text.clone()),
                _ => None,
            }));
        }
    }
    for text in ["=1+1", "+Other income", "-Cost of sales", "@SUM(B1:B9)", "'=quoted"] {
        assert!(texts.iter().any(|t| t == text), "{text} is text among {texts:?}");
    }
}
