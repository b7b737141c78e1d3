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
    let none = || Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)));
    let Some(first) = input.bytes().next().filter(|first| may_begin(*first)) else { return none() };
    for (sign, currency) in units().signs(first) {
        if let Some(rest) = input.strip_prefix(sign) {
            let letters = sign.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
            if !letters {
                return Ok((rest, currency));
            }
        }
    }
    let is_code = |code: &str, rest: &str| {
        code.bytes().all(|b| b.is_ascii_uppercase())
            && !rest.starts_with(char::is_alphabetic)
            && !word(code).is(WordClass::CodeAsWord)
    };
    let code = input.split_at_checked(3).filter(|(code, rest)| is_code(code, rest));
    match code.and_then(|(code, rest)| Some((rest, Currency::from_code(code)?))) {
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
