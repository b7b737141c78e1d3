//! Figures: numbers as financial statements print them.
//!
//! [`figure`] reads a text that is a figure and nothing else, with whatever print puts around the digits:
//! a currency, a sign or parentheses, a percent sign. [`figure_with_mark`] also takes the footnote mark that
//! may hang on it. [`is_text_cell`] knows the texts that stand in a figure's place, [`strip_marks`] takes the
//! footnote marks off a label.
//!
//! Digits are read as US releases write them: the comma groups by three, the point is decimal. Other styles
//! are read only where they cannot be taken for that: `1.234.567` and `1.234,56` (two points, or a comma after
//! the point), `1'234'567`, `12,34,567` (Indian lakhs), and groups set apart by a no-break or thin space. So
//! `1.234` is one and a bit, and `1,23` is no figure. A plain space never groups: it is what stands between columns.

use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while_m_n};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{map, map_opt, not, opt, peek, recognize, value, verify};
use nom::multi::{many0, many1};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};
use rust_decimal::Decimal;
use std::fmt;

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// The currency codes of ISO 4217 (list one, without funds and metals), and `CNH`, which print uses though the list
/// lacks it.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL \
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR \
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND \
    VUV WST XAF XCD XOF XPF YER ZAR ZMW";

/// Currency signs and short forms, longer ones before those they begin with. A bare `$` is taken for the US dollar and
/// a bare `¥` for the yen; a release that means another says so in its unit note.
const SIGNS: &str = "US$=USD|U.S.$=USD|U.S. $=USD|USD$=USD|CAD$=CAD|CA$=CAD|Cdn$=CAD|C$=CAD|AUD$=AUD|AU$=AUD|\
    A$=AUD|NZ$=NZD|HK$=HKD|NT$=TWD|S$=SGD|MX$=MXN|Mex$=MXN|Ps.=MXN|R$=BRL|RMB¥=CNY|RMB=CNY|CN¥=CNY|JP¥=JPY|\
    $=USD|＄=USD|\\$=USD|€=EUR|£=GBP|￡=GBP|¥=JPY|￥=JPY|円=JPY|元=CNY|₹=INR|Rs.=INR|Rs=INR|₩=KRW|￦=KRW|SFr.=CHF|\
    Fr.=CHF|zł=PLN|Rp=IDR|RM=MYR|₽=RUB|₺=TRY|₪=ILS|฿=THB|₫=VND|₱=PHP|₦=NGN|₴=UAH|₡=CRC|₸=KZT";

macro_rules! currencies {
    ($($name:ident: $what:literal),* $(,)?) => {
        impl Currency {
            $(#[doc = concat!("The ", $what, ".")]
            pub const $name: Self = Self::from_ascii(stringify!($name));)*
        }
    };
}

currencies! {
    USD: "US dollar", EUR: "euro", GBP: "pound sterling", JPY: "Japanese yen", CHF: "Swiss franc", CNY: "Chinese renminbi yuan",
    CAD: "Canadian dollar", AUD: "Australian dollar", NZD: "New Zealand dollar", HKD: "Hong Kong dollar", INR: "Indian rupee",
    KRW: "South Korean won", TWD: "New Taiwan dollar", SEK: "Swedish krona", NOK: "Norwegian krone", DKK: "Danish krone",
    BRL: "Brazilian real", MXN: "Mexican peso", SGD: "Singapore dollar", ZAR: "South African rand", ILS: "Israeli new shekel",
    PLN: "Polish zloty", RUB: "Russian rouble", TRY: "Turkish lira", THB: "Thai baht", IDR: "Indonesian rupiah",
    MYR: "Malaysian ringgit", PHP: "Philippine peso",
}

impl Currency {
    const fn from_ascii(code: &str) -> Self {
        let code = code.as_bytes();
        Self([code[0], code[1], code[2]])
    }

    /// The currency of an ISO 4217 code in capitals, such as `EUR`.
    pub fn from_code(code: &str) -> Option<Self> {
        (code.len() == 3 && CODES.split_ascii_whitespace().any(|known| known == code)).then(|| Self::from_ascii(code))
    }

    /// The ISO 4217 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Reads a text that is nothing but a currency: a sign (`$`, `HK$`, `€`, `Rs.`) or a code (`JPY`). The codes `ALL` and
/// `TOP` are left out: in a heading set in capitals they are words.
pub fn currency_sign(text: &str) -> Option<Currency> {
    whole(text, currency)
}

/// What follows a figure and says what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Suffix {
    /// Nothing: an amount, a count, or whatever the row and the notes say.
    None,
    /// `%`: hundredths.
    Percent,
    /// `¢`, `cents`: hundredths of the currency's unit.
    Cents,
    /// `2.5x`: a multiple.
    Times,
    /// `25 bps`: hundredths of a percentage point.
    BasisPoints,
    /// `1.2 pp`, `3 pts`: percentage points, or points of an index.
    Points,
}

/// How print marked a figure as negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NegativeMark {
    /// Not at all: the figure is positive, zero or nil.
    None,
    /// A minus or a dash before it.
    Minus,
    /// Parentheses around it, the accountant's minus.
    Parentheses,
    /// A triangle before it (`△` or `▲`), the minus of Japanese statements.
    Triangle,
}

/// A figure as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number with its sign, not scaled: `(1,234.5)` is -1234.5, `12.3%` is 12.3, a dash is 0.
    pub value: Decimal,
    /// How many digits stand after the decimal point.
    pub decimals: u32,
    /// The currency printed with the figure.
    pub currency: Option<Currency>,
    /// What follows the digits.
    pub suffix: Suffix,
    /// A printed dash, which stands for zero.
    pub nil: bool,
    /// Marked as about so much: `~110`.
    pub approximate: bool,
    /// Printed with thousands separators.
    pub grouped: bool,
    /// How print marked it as negative. `(0.0)` carries the mark though its value is zero.
    pub negative_mark: NegativeMark,
}

impl fmt::Display for Figure {
    /// Writes the figure in one canonical style, which [`figure`] reads back the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after) = match self.negative_mark {
            NegativeMark::None => ("", ""),
            NegativeMark::Minus => ("-", ""),
            NegativeMark::Parentheses => ("(", ")"),
            NegativeMark::Triangle => ("△", ""),
        };
        let approximate = if self.approximate { "~" } else { "" };
        let currency = match self.currency {
            Some(Currency::USD) => "$".to_owned(),
            Some(other) => format!("{other} "),
            None => String::new(),
        };
        let digits = match (self.nil, self.grouped) {
            (true, _) => "—".to_owned(),
            (false, grouped) => digits(&self.value.abs(), self.decimals, grouped),
        };
        let suffix = match self.suffix {
            Suffix::None => "",
            Suffix::Percent => "%",
            Suffix::Cents => "¢",
            Suffix::Times => "x",
            Suffix::BasisPoints => " bps",
            Suffix::Points => " pts",
        };
        write!(f, "{approximate}{currency}{before}{digits}{after}{suffix}")
    }
}

/// The digits of a positive number with exactly `decimals` decimals.
fn digits(number: &Decimal, decimals: u32, grouped: bool) -> String {
    let plain = format!("{number:.places$}", places = decimals as usize);
    if !grouped {
        return plain;
    }
    let (units, fraction) = plain.find('.').map_or((plain.as_str(), ""), |point| plain.split_at(point));
    let mut out = String::new();
    for (at, digit) in units.char_indices() {
        if at > 0 && (units.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

/// Reads a text that is a figure and nothing else; `None` for anything more or less, such as a date, a range, a
/// figure cut in half (`(1,234`) or one with a footnote mark (see [`figure_with_mark`]).
///
/// A dash (hyphen, en, em, minus; one or two of them) alone, or with only a currency, parentheses or a percent sign
/// around it, is a nil. A minus may be any dash close to the digits; apart from them (`- 5`) only the hyphen and the
/// true minus are read as one, for a wider dash there is a nil in the next column. `▲` is negative, as in Japan, not a
/// rise. `+5` is 5. Parentheses make a minus negative once: `(-5)` is -5.
pub fn figure(text: &str) -> Option<Figure> {
    whole(text, printed)
}

/// Reads a figure followed by a footnote mark, such as `1,234(a)`, `(551) (7)`, `12.3%*` or `110 [2]`, and returns the
/// mark as printed. `None` where there is no mark. One or two digits in parentheses after a whole figure are a mark,
/// not a second figure.
pub fn figure_with_mark(text: &str) -> Option<(Figure, &str)> {
    let (rest, figure) = preceded(space, printed).parse(text).ok()?;
    let mark = rest.trim();
    // `1)` needs a space before it, else `(5 1)` or `12)` would be figures with marks.
    let bare = mark.starts_with(|c: char| c.is_ascii_alphanumeric());
    (footnote_mark(mark) && (!bare || rest.starts_with(char::is_whitespace))).then_some((figure, mark))
}

/// Reads a bare year from 1900 to 2099.
pub fn is_year(text: &str) -> Option<i32> {
    let text = text.trim();
    let shape = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| shape && (1900..2100).contains(year))
}

/// True for a text that stands in a figure's place and is none: not meaningful (`NM`, `n.m.`, `nmf`), not available or
/// applicable (`N/A`), no change (`N/C`, `unch`), stars and other marks that send the reader to a note, the words `nil`
/// and `none` (OUTPUT.md counts a printed dash as zero, but keeps a word as text), and bounds (`>100%`, `<1`), which
/// say where a number lies, not what it is. A percent sign, parentheses or a footnote mark may go with it.
pub fn is_text_cell(text: &str) -> bool {
    const WORDS: &str = "nm|n/m|nmf|n.m|na|n/a|n.a|nc|n/c|n.c|nd|n/d|n.d|nr|n/r|n.r|unch|unchanged|nil|none|flat|tbd|\
        not meaningful|not applicable|not available|not material|not disclosed";
    let text = text.trim();
    if let Some(bounded) = text.strip_prefix(['<', '>', '≤', '≥']) {
        return figure(bounded.trim_start_matches('=')).is_some_and(|f| !f.nil);
    }
    let symbols = text.trim_end_matches('%').trim();
    if !symbols.is_empty() && symbols.chars().all(|c| matches!(c, '*' | '#' | '^' | '†' | '‡' | '＊' | '※')) {
        return true;
    }
    let (bare, _) = strip_marks(text);
    let bare = bare.trim_end_matches('%').trim();
    let bare = bare.strip_prefix(['(', '[']).and_then(|b| b.strip_suffix([')', ']'])).unwrap_or(bare);
    let bare = bare.trim().trim_end_matches('.').to_ascii_lowercase();
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    WORDS.split('|').any(|word| word == bare)
}

/// True for a text that is a footnote mark, or several: `(1)`, `(a)`, `(iv)`, `[2]`, `(2)(3)`, `(1, 2)`, `1)`, `*`,
/// `†`, `¹`.
pub fn footnote_mark(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && (whole(text, many1(mark)).is_some() || whole(text, half_open_mark).is_some())
}

/// Takes the footnote marks off the end of a label and returns them in printed order, without the white space between.
///
/// A mark in parentheses is one or two digits or letters of a list (`(1)`, `(a)`, `(iv)`, `(2,3)`), so
/// `Net income (loss)`, `(in millions)` and `Notes (2023)` stay whole. Digits that were raised in print and came down
/// glued to a word (`% change1`, `Sales1,2`) are marks where the word ends in four small letters or more: names that
/// end in a digit are short or in capitals. A closing colon stays.
pub fn strip_marks(label: &str) -> (String, Vec<String>) {
    let mut rest = label.trim_end();
    let colon = rest.strip_suffix(':').map(|before| rest = before.trim_end()).is_some();
    let mut marks = Vec::new();
    while let Some(at) = last_mark(rest) {
        marks.push(rest[at..].trim().to_owned());
        rest = rest[..at].trim_end();
    }
    marks.reverse();
    if marks.is_empty() {
        return (label.trim().to_owned(), marks);
    }
    let end = if colon { ":" } else { "" };
    (format!("{}{end}", rest.trim_start()), marks)
}

/// Where the last footnote mark of a label begins.
fn last_mark(label: &str) -> Option<usize> {
    let from = |open: &[char]| label.rfind(open).filter(|&at| whole(&label[at..], mark).is_some());
    let raised = label.trim_end_matches(|c| is_superscript(c) || is_star(c));
    let squared = ["m", "km", "ft"].iter().any(|unit| raised.rsplit(' ').next() == Some(unit));
    let closed = |at: usize| label[..at].matches('(').count() == label[..at].matches(')').count();
    let half_open =
        label.rfind(char::is_whitespace).filter(|&at| closed(at) && whole(&label[at..], half_open_mark).is_some());
    from(&['(', '['])
        .or_else(|| (raised.len() < label.len() && !squared).then_some(raised.len()))
        .or(half_open)
        .or_else(|| glued_mark(label))
}

/// Where raised digits begin that came down to the line at the end of a word.
fn glued_mark(label: &str) -> Option<usize> {
    let before = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    let word = before.len() - before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
    let marks = whole(&label[before.len()..], listed(number_of_mark)).is_some();
    (marks && (word >= 4 || before.ends_with(')'))).then_some(before.len())
}

fn is_superscript(c: char) -> bool {
    matches!(c, '⁰'..='⁹' | '¹' | '²' | '³' | '⁽' | '⁾')
}

fn is_star(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '＊' | '※' | '^')
}

/// One footnote mark.
fn mark(input: &str) -> IResult<&str, &str> {
    let item = || {
        alt((
            number_of_mark,
            letter_of_mark,
            recognize(many1(verify(nom::character::complete::anychar, |c| is_star(*c)))),
        ))
    };
    preceded(
        space,
        alt((
            recognize(delimited(char('('), listed(item()), preceded(space, char(')')))),
            recognize(delimited(char('['), listed(item()), preceded(space, char(']')))),
            recognize((take_while_m_n(1, 9, is_superscript), many0((char(','), take_while_m_n(1, 9, is_superscript))))),
            take_while_m_n(1, 4, is_star),
        )),
    )
    .parse(input)
}

/// `1)`, `a)`: a mark with its closing parenthesis only.
fn half_open_mark(input: &str) -> IResult<&str, &str> {
    preceded(space, recognize((alt((number_of_mark, letter_of_mark)), char(')')))).parse(input)
}

fn listed<'a>(item: impl Read<'a, &'a str>) -> impl Read<'a, &'a str> {
    let comma = recognize((space, alt((tag(","), tag("&"), tag("and"))), space));
    let separator = alt((comma, nom::character::complete::space1));
    recognize((space, nom::multi::separated_list1(separator, item)))
}

fn number_of_mark(input: &str) -> IResult<&str, &str> {
    verify(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), |n: &str| !n.starts_with('0')).parse(input)
}

/// One letter, or a small Roman numeral.
fn letter_of_mark(input: &str) -> IResult<&str, &str> {
    let roman = take_while_m_n(2, 4, |c| matches!(c, 'i' | 'v' | 'x'));
    terminated(
        alt((roman, take_while_m_n(1, 1, |c: char| c.is_ascii_alphabetic()))),
        not(nom::character::complete::alpha1),
    )
    .parse(input)
}

/// A nom parser over text, under a shorter name.
trait Read<'a, T>: Parser<&'a str, Output = T, Error = nom::error::Error<&'a str>> {}

impl<'a, T, P: Parser<&'a str, Output = T, Error = nom::error::Error<&'a str>>> Read<'a, T> for P {}

/// White space of any kind, none included.
fn space(input: &str) -> IResult<&str, &str> {
    take_while(char::is_whitespace).parse(input)
}

/// Runs a parser over a whole text, white space around it apart.
fn whole<'a, T>(text: &'a str, mut parser: impl Read<'a, T>) -> Option<T> {
    let (rest, read) = parser.parse(text.trim()).ok()?;
    rest.trim().is_empty().then_some(read)
}

fn currency(input: &str) -> IResult<&str, Currency> {
    let signs = SIGNS.split('|').filter_map(|pair| pair.split_once('='));
    for (sign, code) in signs {
        if let Some(rest) = input.strip_prefix(sign) {
            let letters = sign.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
            if !letters {
                return Ok((rest, Currency::from_ascii(code)));
            }
        }
    }
    let code = take_while_m_n(3, 3, |c: char| c.is_ascii_uppercase());
    let code = map_opt(code, |code| Currency::from_code(code).filter(|_| !matches!(code, "ALL" | "TOP")));
    terminated(code, not(peek(verify(nom::character::complete::anychar, |c| c.is_alphabetic())))).parse(input)
}

/// What may stand before the digits, in whatever order.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Before {
    Minus,
    Plus,
    Triangle,
    Open,
    About,
    Currency(Currency),
}

/// What may stand after the digits.
#[derive(Debug, Clone, Copy, PartialEq)]
enum After {
    Close,
    Suffix(Suffix),
    Currency(Currency),
}

const DASHES: &str = "-‐‑‒–—―−─－";

fn before(input: &str) -> IResult<&str, Before> {
    let minus = alt((terminated(one_of(DASHES), not(one_of(" \t\u{a0}"))), one_of("-−")));
    alt((
        map(currency, Before::Currency),
        value(Before::Open, one_of("(（")),
        value(Before::Triangle, one_of("△▲")),
        value(Before::About, one_of("~≈∼～")),
        value(Before::Plus, one_of("+＋")),
        value(Before::Minus, minus),
    ))
    .parse(input)
}

fn after(input: &str) -> IResult<&str, After> {
    let word =
        |suffix, text| value(suffix, terminated(tag_no_case(text), not(nom::character::complete::alphanumeric1)));
    let basis = alt((
        word(Suffix::BasisPoints, "bps"),
        word(Suffix::BasisPoints, "bp"),
        word(Suffix::BasisPoints, "basis points"),
    ));
    let points = alt((
        word(Suffix::Points, "percentage points"),
        word(Suffix::Points, "%-pts"),
        word(Suffix::Points, "% pts"),
        word(Suffix::Points, "ppts"),
        word(Suffix::Points, "ppt"),
        word(Suffix::Points, "pp"),
        word(Suffix::Points, "points"),
        word(Suffix::Points, "pts"),
        word(Suffix::Points, "pt"),
    ));
    let percent = alt((
        value(Suffix::Percent, one_of("%％")),
        word(Suffix::Percent, "percent"),
        word(Suffix::Percent, "per cent"),
    ));
    let cents = alt((value(Suffix::Cents, one_of("¢￠")), word(Suffix::Cents, "cents")));
    let times = alt((word(Suffix::Times, "x"), word(Suffix::Times, "times"), value(Suffix::Times, char('×'))));
    alt((
        value(After::Close, one_of(")）")),
        map(alt((basis, points, percent, cents, times)), After::Suffix),
        // A dollar sign after a figure belongs to the next column.
        map(preceded(not((take_while(|c: char| c.is_ascii_alphabetic()), char('$'))), currency), After::Currency),
    ))
    .parse(input)
}

/// A figure with all that belongs to it, from the start of the input.
fn printed(input: &str) -> IResult<&str, Figure> {
    let number = (around_before(before), map(number, Some), around_after);
    let nil = (around_before(not_minus), map(nil, |()| None), around_after);
    alt((
        map_opt(number, |(before, number, after)| assemble(&before, number, &after)),
        map_opt(nil, |(before, number, after)| assemble(&before, number, &after)),
    ))
    .parse(input)
}

fn not_minus(input: &str) -> IResult<&str, Before> {
    verify(before, |b| *b != Before::Minus).parse(input)
}

fn around_before<'a>(part: impl Read<'a, Before>) -> impl Read<'a, Vec<Before>> {
    terminated(many0(preceded(space, part)), space)
}

fn around_after(input: &str) -> IResult<&str, Vec<After>> {
    many0(preceded(space, after)).parse(input)
}

/// A dash or two in place of digits, or the typist's `-0-`.
fn nil(input: &str) -> IResult<&str, ()> {
    let dashes =
        terminated(recognize((one_of(DASHES), opt(one_of(DASHES)))), not(alt((one_of(DASHES), one_of("0123456789.")))));
    value((), alt((tag("-0-"), dashes))).parse(input)
}

/// Digits read.
struct Number {
    value: Decimal,
    decimals: u32,
    grouped: bool,
}

/// Puts the parts together; `None` where they contradict: two signs, two currencies, a parenthesis without its other
/// half.
fn assemble(before: &[Before], number: Option<Number>, after: &[After]) -> Option<Figure> {
    let count = |part: Before| before.iter().filter(|b| **b == part).count();
    let (open, minus) = (count(Before::Open), count(Before::Minus));
    let signs = minus + count(Before::Plus) + count(Before::Triangle);
    let close = after.iter().filter(|a| **a == After::Close).count();
    let mut currencies = before
        .iter()
        .filter_map(|b| if let Before::Currency(c) = b { Some(*c) } else { None })
        .chain(after.iter().filter_map(|a| if let After::Currency(c) = a { Some(*c) } else { None }));
    let mut suffixes = after.iter().filter_map(|a| if let After::Suffix(s) = a { Some(*s) } else { None });
    let (currency, suffix) = (currencies.next(), suffixes.next().unwrap_or(Suffix::None));
    // `(-5)` is read, `-(5)` is not: that is a nil with the mark (5), or a slip.
    let inside = before.iter().position(|b| *b == Before::Minus) >= before.iter().position(|b| *b == Before::Open);
    let odd_sign = signs > 1 || (open == 1 && (signs > minus || (minus == 1 && !inside)));
    if open != close
        || open > 1
        || odd_sign
        || currencies.next().is_some()
        || suffixes.next().is_some()
        || count(Before::About) > 1
    {
        return None;
    }
    let nil = number.is_none();
    let number = number.unwrap_or(Number { value: Decimal::ZERO, decimals: 0, grouped: false });
    let negative_mark = match () {
        () if nil => NegativeMark::None,
        () if open == 1 => NegativeMark::Parentheses,
        () if minus == 1 => NegativeMark::Minus,
        () if count(Before::Triangle) == 1 => NegativeMark::Triangle,
        () => NegativeMark::None,
    };
    let negative = negative_mark != NegativeMark::None && !number.value.is_zero();
    let value = if negative { -number.value } else { number.value };
    let approximate = count(Before::About) == 1;
    Some(Figure {
        value,
        decimals: number.decimals,
        currency,
        suffix,
        nil,
        approximate,
        grouped: number.grouped,
        negative_mark,
    })
}

/// Digits with their separators; fails where more digits, separators or letters hang on, for then it is something else.
fn number(input: &str) -> IResult<&str, Number> {
    let digits = terminated(alt((us, indian, by_space, by_point, plain)), not(one_of("0123456789,.'/:’-–")));
    map_opt(digits, |(units, fraction)| {
        let plain: String = units.chars().filter(char::is_ascii_digit).collect();
        let grouped = plain.len() < units.chars().count();
        if grouped && plain.starts_with('0') {
            return None;
        }
        let decimals = u32::try_from(fraction.len()).ok()?;
        let point = if decimals == 0 { "" } else { "." };
        let value = Decimal::from_str_exact(&format!("0{plain}{point}{fraction}")).ok()?;
        Some(Number { value, decimals, grouped })
    })
    .parse(input)
}

/// The digits before and after the decimal point.
type Digits<'a> = (&'a str, &'a str);

fn grouped_by<'a>(separators: &'static str) -> impl Read<'a, &'a str> {
    move |input: &'a str| {
        let (_, first) =
            preceded(take_while_m_n(1, 3, |c: char| c.is_ascii_digit()), one_of(separators)).parse(input)?;
        // One separator all through: `1,234'567` is nothing.
        terminated(recognize((digit1, many1((char(first), three)))), not(digit1)).parse(input)
    }
}

fn three(input: &str) -> IResult<&str, &str> {
    take_while_m_n(3, 3, |c: char| c.is_ascii_digit()).parse(input)
}

fn fraction<'a>(point: &'static str) -> impl Read<'a, &'a str> {
    map(opt(preceded(tag(point), digit1)), Option::unwrap_or_default)
}

fn us(input: &str) -> IResult<&str, Digits<'_>> {
    (grouped_by(",'’"), fraction(".")).parse(input)
}

/// Groups of two above the last group of three.
fn indian(input: &str) -> IResult<&str, Digits<'_>> {
    let digits = |n| take_while_m_n(n, 2, |c: char| c.is_ascii_digit());
    let groups = many1(terminated((char(','), digits(2)), peek(char(','))));
    (recognize((digits(1), groups, char(','), three)), fraction(".")).parse(input)
}

/// Groups set apart by a no-break, thin or narrow no-break space, the style of SI and of French print.
fn by_space(input: &str) -> IResult<&str, Digits<'_>> {
    (grouped_by("\u{a0}\u{2009}\u{202f}"), alt((preceded(one_of(".,"), digit1), map(space_none, |()| "")))).parse(input)
}

fn space_none(input: &str) -> IResult<&str, ()> {
    not(one_of(".,")).parse(input)
}

/// Groups set apart by points: two of them, or one with a decimal comma after it.
fn by_point(input: &str) -> IResult<&str, Digits<'_>> {
    verify((grouped_by("."), fraction(",")), |(units, fraction): &Digits<'_>| {
        !fraction.is_empty() || units.matches('.').count() > 1
    })
    .parse(input)
}

fn plain(input: &str) -> IResult<&str, Digits<'_>> {
    alt(((digit1, fraction(".")), preceded(char('.'), map(digit1, |fraction| ("", fraction))))).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_stands_around_the_digits() {
        let read = figure("~€(1,234.50)%").expect("a figure");
        assert_eq!((read.decimals, read.currency, read.suffix), (2, Some(Currency::EUR), Suffix::Percent));
        assert!(read.grouped && read.approximate && !read.nil);
        assert_eq!(read.negative_mark, NegativeMark::Parentheses);
        assert_eq!(figure("▲5").map(|f| f.negative_mark), Some(NegativeMark::Triangle));
        assert_eq!(figure("67 cents").map(|f| f.suffix), Some(Suffix::Cents));
    }

    #[test]
    fn prints_what_it_reads() {
        for text in ["$(1,234.50)", "△5", "—%", "~110", "JPY 3,236", "-0.5x", "(25) bps", "1234"] {
            assert_eq!(figure(text).map(|f| f.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn knows_currencies_and_years() {
        assert_eq!((currency_sign(" US$ "), currency_sign("Rs.")), (Some(Currency::USD), Some(Currency::INR)));
        assert_eq!((currency_sign("ALL"), currency_sign("$5"), currency_sign("")), (None, None, None));
        assert_eq!(
            (is_year("2023"), is_year("1899"), is_year("02023"), is_year("+202")),
            (Some(2023), None, None, None)
        );
        for code in SIGNS.split('|').filter_map(|pair| pair.split_once('=')).map(|(_, code)| code) {
            assert!(Currency::from_code(code).is_some(), "{code}");
        }
    }
}
