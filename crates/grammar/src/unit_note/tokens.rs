//! The pieces of a note: words, numbers, currencies, scales, marks.

use crate::figure::{Currency, currency_sign};
use crossfoot_lexicon::{Scale, ScaleForm, WordClass, units, word as lexicon_word};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{anychar, digit1, one_of};
use nom::combinator::{map, not, opt, recognize, value, verify};
use nom::multi::many0;
use nom::sequence::preceded;
use nom::{IResult, Parser};
use rust_decimal::Decimal;

/// A piece of a note.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    /// A word, with the points, hyphens and apostrophes inside it.
    Word(&'a str),
    /// A number that is not a scale.
    Number(&'a str),
    /// A currency's sign or code.
    Currency(Currency),
    /// A scale: `million`, `'000`, `bn`.
    Scale(Decimal, Form),
    /// `%`.
    Percent,
    /// `¢`, `cents`, `pence`.
    Cents(&'a str),
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A comma, semicolon, colon or other mark.
    Mark(char),
}

/// How a scale is written, which decides where it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Form {
    /// As a word in the plural, or in zeros.
    Long,
    /// As a word in the singular, which at the beginning of a text is more often the end of an amount on the line
    /// before.
    Single,
    /// As a letter or two, which mean a scale only after a currency: `€m`, `$B`.
    Short,
    /// As a letter glued before a currency's code: `MSEK`, `TEUR`.
    Glued,
}

/// Cuts a text into tokens, white space left out.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let found: IResult<&str, Vec<Token<'_>>> = many0(preceded(take_while(char::is_whitespace), token)).parse(text);
    found.map(|(_, tokens)| tokens).unwrap_or_default()
}

fn token(input: &str) -> IResult<&str, Token<'_>> {
    // Most tokens are told by how they begin. What goes on in small letters is a word; `zł` and a glued scale are not.
    match input.as_bytes() {
        [b'1'..=b'9', ..] => return number(input),
        [b'a'..=b'y', next, ..] if next.is_ascii_lowercase() => return map(word, classify).parse(input),
        _ => {}
    }
    alt((
        value(Token::Open, one_of("([{")),
        value(Token::Close, one_of(")]}")),
        value(Token::Percent, one_of("%％")),
        map(recognize(one_of("¢￠")), Token::Cents),
        zeros,
        glued_scale,
        currency,
        number,
        map(word, classify),
        map(anychar, Token::Mark),
    ))
    .parse(input)
}

/// `000`, `'000`, `000's`, `000s`.
fn zeros(input: &str) -> IResult<&str, Token<'_>> {
    let apostrophe = || opt(one_of("'’‘"));
    let end = not(verify(anychar, |c| c.is_alphanumeric() || matches!(c, ',' | '.')));
    let zeros = (apostrophe(), tag("000"), opt((apostrophe(), tag("s"))), end);
    value(Token::Scale(Decimal::ONE_THOUSAND, Form::Long), zeros).parse(input)
}

/// The `M` of `MSEK`, the `T` of `TEUR` (German *Tausend*), before the codes that are written so.
fn glued_scale(input: &str) -> IResult<&str, Token<'_>> {
    let found = units().glued_scales().find_map(|(letters, power)| {
        let rest = input.strip_prefix(letters)?;
        let code = rest.get(..3).filter(|code| code.bytes().all(|b| b.is_ascii_uppercase()))?;
        let ends = !rest[3..].starts_with(char::is_alphanumeric);
        (ends && lexicon_word(code).is(WordClass::GluedCode)).then_some((rest, power))
    });
    let (rest, power) =
        found.ok_or_else(|| nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))?;
    Ok((rest, Token::Scale(power_of_ten(power), Form::Glued)))
}

/// Ten to a power.
fn power_of_ten(power: u8) -> Decimal {
    Decimal::from(10_i64.pow(u32::from(power.min(18))))
}

/// A currency's sign or code; what is glued to it is left for the next token: `€m`, `$000`, `RMB'000`.
fn currency(input: &str) -> IResult<&str, Token<'_>> {
    let part = |c: char| !c.is_whitespace() && !c.is_ascii_digit() && !"()[],;:'’/%".contains(c);
    let (_, run) = take_while1(part).parse(input)?;
    // The longest beginning that is a currency. A code ends inside a run of letters only before a scale: `EURm`, not
    // `EUROPE`.
    let ends = run.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    let found = ends.into_iter().skip_while(|end| *end > LONGEST_SIGN).find_map(|end| {
        let (sign, after) = run.split_at(end);
        let inside =
            sign.ends_with(char::is_alphabetic) && !(after.is_empty() || after == "." || is_small_scale(after));
        if inside { None } else { currency_sign(sign).map(|currency| (end, currency)) }
    });
    let (end, currency) =
        found.ok_or_else(|| nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))?;
    Ok((&input[end..], Token::Currency(currency)))
}

/// A scale of a letter or two in small letters: what is glued to a currency's code.
fn is_small_scale(text: &str) -> bool {
    let short = |scale: Scale| scale.form == ScaleForm::Short;
    text.bytes().all(|b| b.is_ascii_lowercase()) && lexicon_word(text).scale().is_some_and(short)
}

/// Bytes of the longest sign without a space in it.
const LONGEST_SIGN: usize = 6;

fn number(input: &str) -> IResult<&str, Token<'_>> {
    let inner = take_while(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    map(recognize((opt(tag(".")), digit1, inner)), |d: &str| Token::Number(d.trim_end_matches([',', '.']))).parse(input)
}

/// A word: letters, with points, hyphens and apostrophes inside.
fn word(input: &str) -> IResult<&str, &str> {
    let inner = take_while(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\''));
    recognize((verify(anychar, |c| c.is_alphabetic()), inner)).parse(input)
}

/// Tells scales and cents from other words.
fn classify(text: &str) -> Token<'_> {
    let found = lexicon_word(text.trim_end_matches('.'));
    match found.scale() {
        Some(Scale { power, form }) => {
            let form = match form {
                ScaleForm::Plural => Form::Long,
                ScaleForm::Singular => Form::Single,
                ScaleForm::Short => Form::Short,
            };
            Token::Scale(power_of_ten(power), form)
        }
        None if found.is(WordClass::CentUnit) => Token::Cents(text),
        None => Token::Word(text),
    }
}
