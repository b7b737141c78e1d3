//! Currencies: their codes, and the signs and short forms that print uses for them.

use super::text::whole;
pub use crossfoot_lexicon::Currency;
use crossfoot_lexicon::{WordClass, units, word};
use nom::IResult;

/// Reads a text that is nothing but a currency: a sign (`$`, `HK$`, `€`, `Rs.`) or a code (`JPY`). The codes `ALL` and
/// `TOP` are left out: in a heading set in capitals they are words.
pub fn currency_sign(text: &str) -> Option<Currency> {
    whole(text, currency)
}

/// A currency's sign or code, from the start of the input.
pub(super) fn currency(input: &str) -> IResult<&str, Currency> {
    told_currency(input).map(|(rest, (currency, _))| (rest, currency))
}

/// A scale in letters and the currency they are glued to, as `k€`, `MSEK`, `TEUR`: its power of ten and the currency.
pub(crate) fn scaled_currency(input: &str) -> IResult<&str, (u8, Currency)> {
    let found = units().glued_scales().find_map(|(letters, power)| {
        let rest = input.strip_prefix(letters)?;
        // `k€`: the sign takes as many bytes as a code.
        let code = rest.get(..3).filter(|code| word(code).is(WordClass::GluedCode) && *code == code.to_uppercase())?;
        let (currency, len) = (Currency::from_code(code).or_else(|| currency_sign(code))?, code.len());
        let rest = &rest[len..];
        (!rest.starts_with(char::is_alphanumeric)).then_some((rest, (power, currency)))
    });
    found.ok_or_else(|| nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))
}

/// The same, and whether the sign is one that other currencies have, too.
pub(super) fn told_currency(input: &str) -> IResult<&str, (Currency, bool)> {
    let none = || Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)));
    let Some(first) = input.bytes().next().filter(|first| may_begin(*first)) else { return none() };
    for (sign, currency) in units().signs(first) {
        if let Some(rest) = input.strip_prefix(sign) {
            let letters = sign.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
            if !letters {
                return Ok((rest, (currency, units().is_shared(sign))));
            }
        }
    }
    let is_code = |code: &str, rest: &str| {
        code.bytes().all(|b| b.is_ascii_uppercase())
            && !rest.starts_with(char::is_alphabetic)
            && !word(code).is(WordClass::CodeAsWord)
    };
    let code = input.split_at_checked(3).filter(|(code, rest)| is_code(code, rest));
    match code.and_then(|(code, rest)| Some((rest, (Currency::from_code(code)?, false)))) {
        Some(found) => Ok(found),
        None => none(),
    }
}

/// Whether a sign or a code may begin with a byte. Nearly all words do not.
fn may_begin(first: u8) -> bool {
    first.is_ascii_uppercase() || units().signs(first).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_currencies() {
        assert_eq!((currency_sign(" US$ "), currency_sign("Rs.")), (Some(Currency::USD), Some(Currency::INR)));
        assert_eq!((currency_sign("ALL"), currency_sign("$5"), currency_sign("")), (None, None, None));
        for (sign, currency) in units().all_signs() {
            assert_eq!(currency_sign(sign), Some(currency), "{sign}");
        }
    }
}
