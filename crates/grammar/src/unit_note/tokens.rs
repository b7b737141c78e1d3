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
    /// A currency's sign or code, and whether others have it, too.
    Currency(Currency, bool),
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
    /// As a round number, which is a scale beside a currency alone: `NOK 1 000`.
    Digits,
}

/// Cuts a text into tokens, white space left out.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let found: IResult<&str, Vec<Token<'_>>> = many0(preceded(take_while(char::is_whitespace), token)).parse(text);
    joined(found.map(|(_, tokens)| tokens).unwrap_or_default())
}

/// Puts scales together that are written in parts: `1 000`, `ten thousands`, `hundreds of millions`. In a text of little else a
/// thousand or a million in digits is a scale, too: `NOK 1,000`.
fn joined(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let short = tokens.len() <= SHORT_NOTE;
    let mut out: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let Token::Scale(factor, form) = token else {
            match token {
                Token::Number(digits) if short && is_round(digits) => {
                    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
                    out.push(plain.parse().map_or(token, |factor| Token::Scale(factor, Form::Digits)));
                }
                _ => out.push(token),
            }
            continue;
        };
        let times = |word: &str| match lexicon_word(word) {
            found if found.is(WordClass::TimesTen) => Some(Decimal::TEN),
            found if found.is(WordClass::TimesHundred) => Some(Decimal::ONE_HUNDRED),
            _ => None,
        };
        let of = |word: &str| lexicon_word(word).is(WordClass::Of);
        let (parts, factor, form) = match out.as_slice() {
            // `R'm`
            [.., Token::Currency(..), Token::Mark('\'' | '’' | '‘')] => (1, factor, form),
            [.., Token::Number("1")] if form == Form::Long && factor == Decimal::ONE_THOUSAND => {
                (1, factor, Form::Digits)
            }
            [.., Token::Scale(before, Form::Digits)] if factor == Decimal::ONE_THOUSAND => {
                (1, before.checked_mul(factor).unwrap_or(factor), Form::Digits)
            }
            [.., Token::Word(word), Token::Word(between)] if of(between) && times(word).is_some() => {
                (2, times(word).and_then(|n| n.checked_mul(factor)).unwrap_or(factor), form)
            }
            [.., Token::Word(word)] => match times(word).and_then(|n| n.checked_mul(factor)) {
                Some(product) => (1, product, form),
                None => (0, factor, form),
            },
            _ => (0, factor, form),
        };
        out.truncate(out.len() - parts);
        out.push(Token::Scale(factor, form));
    }
    out
}

/// Tokens of a note in which a round number can be nothing but a scale.
const SHORT_NOTE: usize = 4;

/// A thousand or a million in digits.
fn is_round(digits: &str) -> bool {
    matches!(digits, "1000" | "1,000" | "1.000" | "1000000" | "1,000,000" | "1.000.000")
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

/// Whether a character is a letter of a class, in capitals or not.
fn is_letter(c: char, class: WordClass) -> bool {
    lexicon_word(c.encode_utf8(&mut [0; 4])).is(class)
}

/// `000`, `'000`, `000's`, `000s`; `'00,000` are hundreds of thousands.
fn zeros(input: &str) -> IResult<&str, Token<'_>> {
    let apostrophe = || opt(one_of("'’‘"));
    let end = || not(verify(anychar, |c| c.is_alphanumeric() || matches!(c, ',' | '.')));
    let after = (apostrophe(), verify(anychar, |c| is_letter(*c, WordClass::AfterZeros)));
    let zeros = (apostrophe(), tag("000"), opt(after), end());
    let lakhs = (one_of("'’‘"), tag("00,000"), end());
    alt((
        value(Token::Scale(Decimal::ONE_THOUSAND, Form::Long), zeros),
        value(Token::Scale(Decimal::ONE_HUNDRED * Decimal::ONE_THOUSAND, Form::Long), lakhs),
    ))
    .parse(input)
}

/// The `M` of `MSEK`, the `T` of `TEUR` (German *Tausend*), before the codes that are written so.
fn glued_scale(input: &str) -> IResult<&str, Token<'_>> {
    let found = units().glued_scales().find_map(|(letters, power)| {
        let rest = input.strip_prefix(letters)?;
        // `TEUR`, `T€`: the sign takes as many bytes as a code.
        let code = rest.get(..3).filter(|code| !code.contains(char::is_lowercase))?;
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
        let note_sign = || units().note_sign(sign).filter(|_| scale_follows(&input[end..]));
        if inside {
            None
        } else {
            currency_sign(sign).or_else(note_sign).map(|currency| (end, currency, units().is_shared(sign)))
        }
    });
    let (end, currency, shared) =
        found.ok_or_else(|| nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))?;
    Ok((&input[end..], Token::Currency(currency, shared)))
}

/// Whether a scale follows a sign that means a currency there alone: `R'm`, `R million`, `R000`.
fn scale_follows(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\'', '’', '‘']);
    let letters = rest.find(|c: char| !c.is_alphabetic()).map_or(rest, |end| &rest[..end]);
    let ends = !rest[letters.len()..].starts_with(|c: char| c.is_ascii_digit());
    zeros(rest).is_ok() || ends && lexicon_word(letters).scale().is_some()
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
        // `Expressed in millions of Swiss francs.`
        None if found.currency().is_some() => Token::Word(text.trim_end_matches('.')),
        None => Token::Word(text),
    }
}
