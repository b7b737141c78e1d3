//! A scan with the text layer of an OCR program.

use std::fs;

use crate::common::{Place, RELEASE};

/// A page that is a picture, with a text over it that is drawn without ink.
fn scan(text: &str) -> Vec<u8> {
    let line = |(i, line): (usize, &str)| {
        let line = line.replace('(', "\\(").replace(')', "\\)");
        format!("BT /F 10 Tf 50 {} Td ({line}) Tj ET\n", 740 - 14 * i)
    };
    let layer: String = text.lines().enumerate().map(line).collect();
    let stream = |entries: &str, data: &str| format!("<<{entries}/Length {}>>stream\n{data}\nendstream", data.len());
    let picture =
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/ASCIIHexDecode";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R\
         /Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>"
            .to_owned(),
        stream("", &format!("q 612 0 0 792 0 0 cm /I Do Q 3 Tr\n{layer}")),
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_owned(),
        stream(picture, "ee>"),
    ];
    let mut pdf = String::from("%PDF-1.7\n");
    let mut xref = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        xref += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = pdf.len();
    pdf += &format!("{xref}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    pdf.into_bytes()
}

#[test]
fn figures_of_a_text_layer_are_told_and_unsure() {
    let place = Place::new();
    // Nothing but the picture is to be doubted: a form of the United States tells the dollar.
    place.file("scan.pdf", scan(&format!("{RELEASE}\nSee the notes in our report on Form 10-Q.\n")));
    let first = place.run(&["convert", "scan.pdf", "-o", "out"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.contains("6 unsure"), "{}", first.out);
    let line = &place.summary("out")[0];
    assert_eq!(line[2], "partial");
    assert!(line[3].starts_with("page 1: OCR layer"), "{}", line[3]);
    let summary = || fs::read_to_string(place.path("out/summary.csv")).expect("a summary");
    assert!(summary().trim_end().ends_with(",6,\"Larkfield Instruments, Inc.\",USD,2023-06-30"), "{}", summary());
    let json = fs::read_to_string(place.path("out/scan/release.json")).expect("a release");
    assert_eq!(json.matches("\"ocr_layer\"]").count(), 6);
    // What an earlier run wrote says the same again.
    place.run(&["convert", "scan.pdf", "-o", "out"]);
    assert_eq!(&place.summary("out")[0], line);
    assert!(summary().trim_end().ends_with(",6,\"Larkfield Instruments, Inc.\",USD,2023-06-30"), "{}", summary());
}
