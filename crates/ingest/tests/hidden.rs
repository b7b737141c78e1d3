//! What no reader of the paper sees is not read, and what can be seen is, whatever lies around it.

use crossfoot_ingest::{Options, Page, Part, Remark, Unread, read};

/// A page of 400 by 400 points: its content, its resources, more entries of the catalog and of the page, and further objects
/// from number 10 on.
#[derive(Default)]
struct Pdf {
    content: String,
    resources: &'static str,
    catalog: &'static str,
    page: &'static str,
    objects: Vec<String>,
}

impl Pdf {
    fn content(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// The same with resources and further objects.
    fn with<'a>(self, resources: &'static str, objects: impl IntoIterator<Item = &'a str>) -> Self {
        Self { resources, objects: objects.into_iter().map(str::to_owned).collect(), ..self }
    }

    fn bytes(&self) -> Vec<u8> {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R{}/Resources<</Font<</F 5 0 R>>{}>>>>",
            self.page, self.resources
        );
        let mut objects = vec![
            (1, format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog)),
            (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned()),
            (3, page),
            (4, stream("", &self.content)),
            (5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned()),
        ];
        objects.extend((10..).zip(self.objects.iter().cloned()));
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut xref = String::from("xref\n0 1\n0000000000 65535 f \n");
        for (number, object) in &objects {
            xref += &format!("{number} 1\n{:010} 00000 n \n", bytes.len());
            bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        }
        let start = bytes.len();
        bytes.extend(format!("{xref}trailer\n<</Size 40/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
        bytes
    }

    fn read(&self) -> Page {
        let mut release = read(&self.bytes(), &Options::default()).expect("a PDF");
        release.pages.remove(0)
    }

    /// The words that come out.
    fn words(&self) -> String {
        self.read().words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

fn stream(entries: &str, content: &str) -> String {
    format!("<<{entries}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// A form that covers the page; `group` is its transparency group, if any.
fn form(group: &str, content: &str) -> String {
    stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 400 400]{group}"), content)
}

/// A picture of one point.
fn picture(entries: &str, point: char) -> String {
    let size = "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray";
    stream(&format!("{size}/Filter/ASCIIHexDecode{entries}"), if point == 'w' { "ff>" } else { "00>" })
}

/// Text that is in sight, so that the page is not empty, and text in question, at (50, 200).
const SEEN: &str = "0 g BT /F 10 Tf 50 300 Td (seen) Tj ET ";
const TEXT: &str = "0 g BT /F 10 Tf 50 200 Td (9111) Tj ET ";
/// A white box over the text in question.
const BOX: &str = "1 g 40 190 60 30 re f";

fn under(cover: &str) -> Pdf {
    Pdf::content(format!("{SEEN}{TEXT}{cover}"))
}

#[track_caller]
fn hides(pdf: Pdf) {
    assert_eq!(pdf.words(), "seen", "{} {:?}", pdf.content, pdf.objects);
}

#[track_caller]
fn shows(pdf: Pdf) {
    assert_eq!(pdf.words(), "seen 9111", "{} {:?}", pdf.content, pdf.objects);
}

#[test]
fn filled_shapes_of_any_form_hide_what_is_under_them() {
    hides(under(BOX));
    hides(under("1 g 30 190 m 120 180 l 110 230 l 35 225 l h f"));
    hides(under("1 g 30 205 m 30 235 120 235 120 205 c 120 175 30 175 30 205 c f"));
    hides(under("1 G 40 w 30 205 m 120 205 l S"));
}

#[test]
fn shapes_around_or_beside_text_do_not_hide_it() {
    // A frame of two rectangles, an L, a corner below, a line through the text, a dashed band that begins beside it.
    shows(under("1 g 20 170 120 70 re 40 190 60 30 re f*"));
    shows(under("1 g 20 170 m 140 170 l 140 180 l 40 180 l 40 240 l 20 240 l f"));
    shows(under("1 g 40 190 m 140 190 l 140 195 l f"));
    shows(under("0.5 G 3 w 40 203 m 90 203 l S"));
    shows(under("1 G 40 w [1 200] 0 d 20 205 m 120 205 l S"));
}

#[test]
fn what_lies_under_text_does_not_hide_it() {
    shows(Pdf::content(format!("{SEEN}{BOX} {TEXT}")));
    let white = "1 g BT /F 10 Tf 50 200 Td (9111) Tj ET";
    shows(Pdf::content(format!("{SEEN}0 g 30 205 m 30 235 120 235 120 205 c 120 175 30 175 30 205 c f {white}")));
}

#[test]
fn text_in_the_colour_of_what_it_stands_on_is_hidden() {
    hides(Pdf::content(format!("{SEEN}0 g 40 190 60 30 re f {TEXT}")));
    hides(Pdf::content(format!("{SEEN}.85 .9 1 rg 40 190 60 30 re f BT /F 10 Tf 50 200 Td (9111) Tj ET")));
}

#[test]
fn nearly_white_text_is_read_and_told() {
    let page = Pdf::content(format!("{SEEN}0.97 g BT /F 10 Tf 50 200 Td (9111) Tj ET")).read();
    assert_eq!(page.words.len(), 2);
    assert_eq!(page.remarks, [Remark::Faint { glyphs: 4 }]);
    assert_eq!(page.unread, []);
}

#[test]
fn pictures_hide_what_is_under_their_opaque_points() {
    let draw = "q 60 0 0 30 40 190 cm /I Do Q";
    let with = |objects: &[String]| under(draw).with("/XObject<</I 10 0 R>>", objects.iter().map(String::as_str));
    hides(with(&[picture("", 'b')]));
    hides(with(&[picture("/SMask 11 0 R", 'b'), picture("", 'w')]));
    shows(with(&[picture("/SMask 11 0 R", 'b'), picture("", 'b')]));
    hides(under("q 60 0 0 30 40 190 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 7f> EI Q"));
}

#[test]
fn gradients_and_patterns_hide_where_they_paint() {
    let with = |pattern: &str| under("/Pattern cs /P scn 40 190 60 30 re f").with("/Pattern<</P 10 0 R>>", [pattern]);
    let gradient = |ends: &str| {
        let function = "/Function<</FunctionType 2/Domain[0 1]/C0[1]/C1[0.9]/N 1>>";
        format!("<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceGray{ends}{function}>>>>")
    };
    hides(with(&gradient("/Coords[0 0 1 0]/Extend[true true]")));
    shows(with(&gradient("/Coords[0 0 20 0]")));
    let tiles = |tile: &str| {
        let cell = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5/Resources<<>>";
        stream(cell, tile)
    };
    hides(with(&tiles("1 g 0 0 5 5 re f")));
    shows(with(&tiles("1 g 0 0 1 1 re f")));
}

#[test]
fn see_through_covers_do_not_hide() {
    let with = |state: &'static str, cover: &str| under(cover).with(state, []);
    let cover = format!("/G gs {BOX}");
    shows(with("/ExtGState<</G<</ca 0.5>>>>", &cover));
    shows(with("/ExtGState<</G<</BM/Multiply>>>>", &cover));
    hides(with("/ExtGState<</G<</BM/Multiply>>>>", "/G gs 0 g 40 190 60 30 re f"));
    hides(with("/ExtGState<</G<</BM/Screen>>>>", &cover));
}

#[test]
fn what_a_form_paints_hides_unless_its_group_is_see_through() {
    let resources = "/XObject<</X 10 0 R>>/ExtGState<</G<</ca 0.5>>/M<</BM/Multiply>>>>";
    let with = |group: &str, content: &str| under(content).with(resources, [form(group, BOX).as_str()]);
    let group = "/Group<</S/Transparency>>";
    hides(with("", "/X Do"));
    hides(with(group, "/X Do"));
    shows(with(group, "/G gs /X Do"));
    shows(with(group, "/M gs /X Do"));
}

#[test]
fn clips_are_taken_to_the_point() {
    let clipped = |clip: &str| Pdf::content(format!("{SEEN}q {clip} {TEXT} Q"));
    hides(clipped("0 0 m 400 0 l 400 10 l 10 10 l 10 400 l 0 400 l h W n"));
    hides(clipped("0 0 400 400 re 30 180 90 50 re W* n"));
    shows(clipped("0 0 400 400 re 30 180 90 50 re W n"));
    hides(clipped("0 0 m 400 0 l 400 20 l h W n"));
    shows(clipped("0 0 m 400 0 l 400 400 l 0 380 l h W n"));
}

#[test]
fn soft_masks_hide_where_they_let_nothing_through() {
    let luminosity = "/ExtGState<</G<</SMask<</S/Luminosity/G 10 0 R>>>>>>";
    let alpha = "/ExtGState<</G<</SMask<</S/Alpha/G 10 0 R>>>>>>";
    let with = |kind: &'static str, mask: &str| {
        let group = "/Group<</S/Transparency/CS/DeviceGray>>";
        Pdf::content(format!("{SEEN}/G gs {TEXT}")).with(kind, [form(group, mask).as_str()])
    };
    let (black, white, beside) = ("0 g 0 0 400 400 re f", "1 g 0 0 400 400 re f", "1 g 0 300 400 50 re f");
    hides(with(luminosity, black));
    shows(with(luminosity, white));
    hides(with(luminosity, beside));
    shows(with(alpha, black));
    hides(with(alpha, beside));
}

#[test]
fn layers_that_are_off_are_not_read() {
    const ON: &str = "<</Type/OCG/Name(A)>>";
    const USAGE: &str = "<</Type/OCG/Name(B)/Usage<</View<</ViewState/OFF>>/Print<</PrintState/OFF>>>>>>";
    let with = |catalog, layer| {
        let content = Pdf::content(format!("{SEEN}/OC /L BDC {TEXT} EMC"));
        Pdf { catalog, ..content.with("/Properties<</L 11 0 R>>", [ON, layer]) }
    };
    shows(with("/OCProperties<</OCGs[10 0 R 11 0 R]/D<<>>>>", ON));
    hides(with("/OCProperties<</OCGs[10 0 R 11 0 R]/D<</OFF[11 0 R]>>>>", ON));
    hides(with("/OCProperties<</OCGs[10 0 R 11 0 R]/D<</BaseState/OFF>>>>", ON));
    shows(with("/OCProperties<</OCGs[10 0 R 11 0 R]/D<</BaseState/OFF/ON[11 0 R]>>>>", ON));
    let viewed = "/OCProperties<</OCGs[10 0 R 11 0 R]/D<</AS[<</Event/View/Category[/View]/OCGs[11 0 R]>>]>>>>";
    hides(with(viewed, USAGE));
    let printed = "/OCProperties<</OCGs[10 0 R 11 0 R]/D<</AS[<</Event/Print/Category[/Print]/OCGs[11 0 R]>>]>>>>";
    shows(with(printed, USAGE));
    let one = "/OCProperties<</OCGs[10 0 R]/D<<>>>>";
    hides(with(one, "<</Type/OCMD/OCGs 10 0 R/VE[/Not 10 0 R]>>"));
    shows(with(one, "<</Type/OCMD/OCGs 10 0 R/VE[/Or[/Not 10 0 R] 10 0 R]>>"));
    hides(with(one, "<</Type/OCMD/OCGs[10 0 R]/P/AllOff>>"));
    shows(with(one, "<</Type/OCMD/OCGs[10 0 R]/P/AnyOn>>"));
}

#[test]
fn annotations_that_are_hidden_or_of_a_hidden_layer_are_not_read() {
    let entries = "/Type/XObject/Subtype/Form/BBox[0 0 60 30]/Resources<</Font<</F 5 0 R>>>>";
    let look = stream(entries, "BT /F 10 Tf 10 10 Td (9111) Tj ET");
    let with =
        |page, catalog| Pdf { page, catalog, ..Pdf::content(SEEN).with("", [look.as_str(), "<</Type/OCG/Name(A)>>"]) };
    shows(with("/Annots[<</Subtype/Stamp/Rect[40 190 100 220]/AP<</N 10 0 R>>>>]", ""));
    hides(with("/Annots[<</Subtype/Stamp/F 2/Rect[40 190 100 220]/AP<</N 10 0 R>>>>]", ""));
    hides(with("/Annots[<</Subtype/Stamp/F 32/Rect[40 190 100 220]/AP<</N 10 0 R>>>>]", ""));
    let off = "/OCProperties<</OCGs[11 0 R]/D<</OFF[11 0 R]>>>>";
    hides(with("/Annots[<</Subtype/Stamp/OC 11 0 R/Rect[40 190 100 220]/AP<</N 10 0 R>>>>]", off));
}

#[test]
fn text_marked_for_redaction_is_left_out_and_told() {
    let pdf = Pdf { page: "/Annots[<</Subtype/Redact/Rect[40 190 100 220]>>]", ..under("") };
    let page = pdf.read();
    assert_eq!(page.words.len(), 1);
    assert_eq!(page.remarks, [Remark::Redacted { glyphs: 4 }]);
}

/// Lines of text, enough for a page.
fn lines() -> String {
    (0..12).map(|i| format!("BT /F 10 Tf 50 {} Td (Net sales 1,234) Tj ET ", 100 + 20 * i)).collect()
}

#[test]
fn text_without_ink_over_a_scan_is_read_and_told() {
    let scan = |content: String| Pdf::content(content).with("/XObject<</I 10 0 R>>", [picture("", 'b').as_str()]);
    let over = scan(format!("q 400 0 0 400 0 0 cm /I Do Q 3 Tr {}", lines())).read();
    let under = scan(format!("{} q 400 0 0 400 0 0 cm /I Do Q", lines())).read();
    for page in [over, under] {
        assert_eq!(page.words.len(), 36);
        assert!(page.ocr_layer);
        assert_eq!(page.unread, [Unread::OcrLayer]);
    }
}

#[test]
fn text_without_ink_is_not_read_where_nothing_is_drawn() {
    let blank = Pdf::content(format!("3 Tr {}", lines())).read();
    assert!(blank.words.is_empty() && !blank.ocr_layer);
    hides(Pdf::content(format!("{SEEN}3 Tr {TEXT}")));
}

#[test]
fn a_running_head_under_a_photo_is_no_ocr_layer() {
    let head = Pdf::content("BT /F 10 Tf 50 350 Td (Report 5) Tj ET q 400 0 0 400 0 0 cm /I Do Q");
    let page = head.with("/XObject<</I 10 0 R>>", [picture("", 'b').as_str()]).read();
    assert!(!page.ocr_layer && page.words.is_empty());
}

/// Shapes in lines, of many sorts as letters are.
fn outlines(lines: usize, letters: usize) -> String {
    let mut content = String::from("BT /F 10 Tf 50 350 Td (Results) Tj ET 0 g ");
    for (line, letter) in (0..lines).flat_map(|line| (0..letters).map(move |letter| (line, letter))) {
        let (x, y) = (50 + 8 * letter, 300 - 14 * line);
        let (w, h) = (3 + (letter * 7 + line) % 4, 5 + (letter * 5 + line * 3) % 3);
        content += &format!("{x} {y} m {} {y} l {} {} l {x} {} l h f ", x + w, x + w - 1, y + h, y + h - 1);
    }
    content
}

#[test]
fn a_table_drawn_as_shapes_is_told_and_a_logo_is_not() {
    let page = Pdf::content(outlines(8, 30)).read();
    assert_eq!(page.unread, [Unread::TextInShapes { letters: 240 }]);
    assert_eq!(Pdf::content(outlines(2, 30)).read().unread, []);
    let dot = |i: usize| {
        let (x, y) = (50 + 6 * (i % 40), 280 - 8 * (i / 40));
        format!("{x} {y} m {} {y} l {} {} l h f ", x + 3, x + 2, y + 4)
    };
    let dots: String = (0..400).map(dot).collect();
    assert_eq!(Pdf::content(format!("{SEEN} {dots}")).read().unread, []);
}

/// A grey picture of 300 by 200 points, as an inline image.
fn drawing(dark: impl Fn(usize, usize) -> bool) -> Pdf {
    let hex: String = (0..200 * 300).map(|i| if dark(i % 300, i / 300) { "00" } else { "ff" }).collect();
    Pdf::content(format!("{SEEN}q 300 0 0 200 50 50 cm BI /W 300 /H 200 /BPC 8 /CS /G /F /AHx ID {hex}> EI Q"))
}

#[test]
fn a_picture_of_lines_of_text_is_told_and_one_of_bars_is_not() {
    assert_eq!(drawing(|x, y| y % 12 < 6 && x % 5 < 2).read().unread, [Unread::TextInPicture]);
    assert_eq!(drawing(|x, y| x % 60 < 15 && y > x / 2).read().unread, []);
    assert_eq!(drawing(|x, y| (x * y) % 7 < 4).read().unread, []);
}

#[test]
fn a_font_that_shows_other_digits_than_it_says_is_told() {
    let map = |pairs: &str| {
        let codes = "1 begincodespacerange <00> <ff> endcodespacerange";
        stream(
            "",
            &format!("/CIDInit /ProcSet findresource begin 12 dict begin begincmap {codes} {pairs} endcmap end end"),
        )
    };
    let read = |font: &str, pairs: &str| {
        let drawn = form("/Resources<</Font<</G 11 0 R>>>>", "BT /G 12 Tf 50 300 Td (Net income 210) Tj ET");
        let font = format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 12 0 R{font}>>");
        let objects = [drawn.as_str(), font.as_str(), &map(pairs)];
        Pdf::content("/X Do").with("/XObject<</X 10 0 R>>", objects).read().unread
    };
    let told = [Unread::Damaged(Part::Digits)];
    let swapped = "1 beginbfrange <20> <7e> <0020> endbfrange 2 beginbfchar <31> <0037> <37> <0031> endbfchar";
    assert_eq!(read("/Encoding/WinAnsiEncoding", swapped), told);
    assert_eq!(read("/Encoding/WinAnsiEncoding", "1 beginbfrange <20> <7e> <0020> endbfrange"), []);
    // Here the encoding says the same as the map.
    assert_eq!(read("/Encoding<</Differences[49/seven 55/one]>>", swapped), []);
}
