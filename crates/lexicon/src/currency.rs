//! Currencies by their codes.

use std::fmt;

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

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

/// The yuan as it is traded outside China: print uses the code though ISO 4217 lacks it.
const OFFSHORE_YUAN: &str = "CNH";

impl Currency {
    pub(crate) const fn from_ascii(code: &str) -> Self {
        let code = code.as_bytes();
        Self([code[0], code[1], code[2]])
    }

    /// The currency of an ISO 4217 code in capitals, such as `EUR`. Funds, metals and codes for tests are none.
    pub fn from_code(code: &str) -> Option<Self> {
        let listed =
            || iso_currency::Currency::from_code(code).is_some_and(|found| !found.is_fund() && !found.is_special());
        let capitals = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        (capitals && (code == OFFSHORE_YUAN || listed())).then(|| Self::from_ascii(code))
    }

    /// The code that ISO 4217 has for "no currency": nothing tells which it is.
    pub const UNKNOWN: Self = Self::from_ascii("XXX");

    /// The ISO 4217 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Decimals of its minor unit: two for most, none for the yen, three for the dinars.
    pub fn minor_units(&self) -> u16 {
        iso_currency::Currency::from_code(self.code()).and_then(|found| found.exponent()).unwrap_or(2)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!("{code} is no code of a currency")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        for code in ["USD", "JPY", "CNH", "ZMW", "SLE"] {
            assert_eq!(Currency::from_code(code).map(|c| c.code().to_owned()).as_deref(), Some(code));
        }
        for code in ["XAU", "XTS", "XXX", "CHE", "usd", "US", "QQQ"] {
            assert_eq!(Currency::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn minor_units_are_those_of_the_standard() {
        let units = [Currency::USD, Currency::JPY, Currency::KRW].map(|currency| currency.minor_units());
        assert_eq!(units, [2, 0, 0]);
        assert_eq!(Currency::from_code("KWD").map(|dinar| dinar.minor_units()), Some(3));
    }
}
