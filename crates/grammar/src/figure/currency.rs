//! Currencies: their codes, and the signs and short forms that print uses for them.

use super::text::whole;
use nom::IResult;
use std::fmt;
use std::sync::LazyLock;

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

/// The same as pairs by their first byte, taken apart once: whatever may be a figure is asked for its currency.
static SIGN_TABLE: LazyLock<Vec<Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut table = vec![Vec::new(); 256];
    for (sign, code) in SIGNS.split('|').filter_map(|pair| pair.split_once('=')) {
        table[usize::from(sign.as_bytes()[0])].push((sign, code));
    }
    table
});

/// The codes, sorted as they are written.
static CODE_TABLE: LazyLock<Vec<&str>> = LazyLock::new(|| CODES.split_ascii_whitespace().collect());

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
        CODE_TABLE.binary_search(&code).is_ok().then(|| Self::from_ascii(code))
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

/// A currency's sign or code, from the start of the input.
pub(super) fn currency(input: &str) -> IResult<&str, Currency> {
    let none = || Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)));
    let Some(first) = input.bytes().next().filter(|first| may_begin(*first)) else { return none() };
    for (sign, code) in &SIGN_TABLE[usize::from(first)] {
        if let Some(rest) = input.strip_prefix(sign) {
            let letters = sign.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic);
            if !letters {
                return Ok((rest, Currency::from_ascii(code)));
            }
        }
    }
    let is_code = |code: &str, rest: &str| {
        code.bytes().all(|b| b.is_ascii_uppercase())
            && !rest.starts_with(char::is_alphabetic)
            && !matches!(code, "ALL" | "TOP")
    };
    let code = input.split_at_checked(3).filter(|(code, rest)| is_code(code, rest));
    match code.and_then(|(code, rest)| Some((rest, Currency::from_code(code)?))) {
        Some(found) => Ok(found),
        None => none(),
    }
}

/// Whether a sign or a code may begin with a byte. Nearly all words do not.
fn may_begin(first: u8) -> bool {
    first.is_ascii_uppercase() || matches!(first, b'$' | b'\\' | b'z') || !first.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_currencies() {
        assert_eq!((currency_sign(" US$ "), currency_sign("Rs.")), (Some(Currency::USD), Some(Currency::INR)));
        assert_eq!((currency_sign("ALL"), currency_sign("$5"), currency_sign("")), (None, None, None));
        for code in SIGNS.split('|').filter_map(|pair| pair.split_once('=')).map(|(_, code)| code) {
            assert!(Currency::from_code(code).is_some(), "{code}");
        }
    }
}
