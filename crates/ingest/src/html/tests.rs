use super::*;

/// The words of a page line by line.
fn lines(text: &str) -> Vec<String> {
    let pages = pages(text).unwrap();
    let mut out = Vec::new();
    for page in &pages {
        let mut words: Vec<_> = page.words.iter().collect();
        words.sort_by(|a, b| (a.baseline, a.bbox.x0).partial_cmp(&(b.baseline, b.bbox.x0)).unwrap());
        let rows = words.chunk_by(|a, b| a.baseline == b.baseline);
        out.extend(rows.map(|row| row.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")));
    }
    out
}

#[test]
fn what_opens_and_closes_a_figure_is_put_back_to_it() {
    let text = "<table><tr><td>Sales</td><td>$</td><td>1,204</td><td></td></tr>\
        <tr><td>Loss</td><td colspan=2>(31</td><td>)</td></tr><tr><td>Rate</td><td></td><td>4.5</td><td>%</td></tr></table>";
    assert_eq!(lines(text), ["Sales $ 1,204", "Loss (31)", "Rate 4.5%"]);
    let cells = &pages(text).unwrap()[0].cells[0];
    assert_eq!(cells.xs.len(), 3);
}

#[test]
fn headings_span_the_columns_of_their_figures() {
    let text = "<table><tr><td></td><td colspan=3>2024</td><td></td><td colspan=3>2023</td></tr>\
        <tr><td>Sales</td><td>$</td><td>1,204</td><td></td><td></td><td>$</td><td>1,187</td><td></td></tr>\
        <tr><td>Loss</td><td colspan=2>(31</td><td>)</td><td></td><td colspan=2>12</td><td></td></tr></table>";
    let cells = &pages(text).unwrap()[0].cells[0];
    let heads: Vec<(usize, usize)> = cells.cells[..2].iter().map(|cell| (cell.left, cell.right)).collect();
    assert_eq!((heads, cells.xs.len()), (vec![(1, 1), (2, 2)], 4));
}

#[test]
fn what_is_not_seen_is_left_out() {
    let text = "<html><head><title>T</title></head><body><div style=\"display:none\">a<p>b</div><ix:header>c</ix:header>\
        <script>d</script><p hidden>e</p>So&shy;ld&#8203; &nbsp;1&nbsp;234</body>";
    assert_eq!(lines(text), ["Sold 1\u{a0}234"]);
}

#[test]
fn raised_marks_stand_apart() {
    let pages = pages("<p>Revenue<sup>(1)</sup> and <span style='position:relative;top:-3pt'>2</span></p>").unwrap();
    let raised: Vec<bool> = pages[0].words.iter().map(|word| word.raised).collect();
    assert_eq!(raised, [false, true, false, true]);
    assert_eq!(pages[0].words[0].bbox.x1, pages[0].words[1].bbox.x0);
}

#[test]
fn pages_end_where_the_source_says_so() {
    let text = "<p>a</p><hr style='page-break-after:always'><p>b</p><p>- 2 -</p><hr><p style='page-break-before:always'>c<hr>d";
    let counts: Vec<usize> = pages(text).unwrap().iter().map(|page| page.words.len()).collect();
    assert_eq!(counts, [1, 4, 2]);
}

#[test]
fn tables_that_hold_tables_are_for_the_looks() {
    let text = "<TABLE><TR><TD>Title<TR><TD><TABLE><TR><TD>Sales<TD>5<TR><TD>Costs<TD>4</TABLE></TABLE>";
    assert_eq!(lines(text), ["Title", "Sales 5", "Costs 4"]);
    assert_eq!(pages(text).unwrap()[0].cells.len(), 1);
}

#[test]
fn preformatted_lines_keep_their_columns() {
    let pages = pages("<pre>\nSales      1,204\nCosts        387\n</pre>").unwrap();
    let ends: Vec<f32> = pages[0].words.iter().map(|word| word.bbox.x1).collect();
    assert_eq!(ends[1], ends[3]);
}

#[test]
fn hostile_tables_end() {
    let deep = "<table><tr><td>".repeat(10_000) + "5";
    assert_eq!(lines(&deep), ["5"]);
    let wide = "<table><tr><td colspan=1000000 rowspan=1000000>a<td colspan=1000 rowspan=65534>b</table>".repeat(300);
    assert_eq!(lines(&wide).len(), 300);
    let open = "<b><i><font>".repeat(2000) + "x";
    assert_eq!(lines(&open), ["x"]);
    let cell = format!("<table><tr><td>{}<td>5</table>", "word ".repeat(100_000));
    assert!(lines(&cell).len() > 100);
}
