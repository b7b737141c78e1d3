//! How explanations compare: likelihoods as logarithms, in sixteenths of a bit, and the share that one of them has in
//! what all of them together would explain.

/// Sixteenths in a bit.
const FINE: i32 = 16;

/// `2^(n/16)` for n from 0 to 15, times 2^32.
const POWERS: [u64; 16] = [
    4_294_967_296,
    4_485_124_873,
    4_683_701_619,
    4_891_070_291,
    5_107_620_144,
    5_333_757_667,
    5_569_907_344,
    5_816_512_459,
    6_074_035_920,
    6_342_961_131,
    6_623_792_898,
    6_917_058_371,
    7_223_308_035,
    7_543_116_738,
    7_877_084_763,
    8_225_838_955,
];

/// The binary logarithm in sixteenths of a bit, rounded down; zero for zero.
pub(crate) fn log(x: u128) -> i32 {
    let Some(whole) = x.checked_ilog2() else { return 0 };
    // The mantissa, from 2^31 to 2^32, is squared for each bit of the fraction.
    let mut mantissa = if whole > 31 { x >> (whole - 31) } else { x << (31 - whole) };
    let mut fraction = 0;
    for _ in 0..4 {
        mantissa = (mantissa * mantissa) >> 31;
        let over = mantissa >> 32 != 0;
        fraction = 2 * fraction + i32::from(over);
        if over {
            mantissa >>= 1;
        }
    }
    FINE * i32::try_from(whole).unwrap_or(i32::MAX / FINE) + fraction
}

/// What likelihoods come to together, against one of `best`: 2^32 is that one.
pub(crate) fn mass(likelihoods: impl IntoIterator<Item = i32>, best: i32) -> u64 {
    let one = |likelihood: i32| {
        let above = (likelihood - best).clamp(-40 * FINE, 20 * FINE);
        let power = POWERS[usize::try_from(above.rem_euclid(FINE)).unwrap_or(0)];
        let bits = above.div_euclid(FINE);
        if bits < 0 { power >> bits.unsigned_abs() } else { power << bits.unsigned_abs() }
    };
    likelihoods.into_iter().fold(0, |sum, likelihood| u64::saturating_add(sum, one(likelihood)))
}

/// The odds, a thousandfold, that it is one of some and none of the others.
pub(crate) fn odds(some: impl IntoIterator<Item = i32>, others: impl IntoIterator<Item = i32>, best: i32) -> u64 {
    let (some, others) = (mass(some, best), mass(others, best));
    if others == 0 { u64::MAX } else { u64::try_from(u128::from(some) * 1000 / u128::from(others)).unwrap_or(u64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_those_of_the_tables() {
        assert_eq!([0, 1, 2, 3, 10, 1000].map(log), [0, 0, 16, 25, 53, 159]);
        assert_eq!(log(1 << 100), 1600);
    }

    #[test]
    fn odds_count_what_all_rivals_come_to() {
        assert_eq!(odds([0], [0], 0), 1000);
        assert_eq!(odds([0], [-16, -16], 0), 1000, "two half as likely are as likely");
        assert_eq!(odds([0, 0], [-32], 0), 8000);
        assert_eq!(odds([5], [], 5), u64::MAX);
    }
}
