//! What a figure may have been before it was misprinted or misread: one digit changed, lost or added, two turned, the
//! sign lost, a point for a comma.

use crate::finding::Cause;
use crate::fixed::Num;
use crate::odds::log;

/// Digits of the longest figures that are taken apart.
const LONGEST: usize = 15;

/// Everything that one slip could have turned into `num`, itself excluded; `point` says whether it is printed with a
/// decimal point and three digits after it.
pub(crate) fn originals(num: Num, point: bool) -> Vec<(Num, Cause)> {
    let unit = num.unit.max(1);
    let count = num.value.abs() / unit;
    let digits: Vec<u8> = count.to_string().bytes().map(|b| b - b'0').collect();
    if num.value % unit != 0 || digits.len() > LONGEST || num.value == 0 {
        return Vec::new();
    }
    let mut found = vec![(Num { value: -num.value, unit }, Cause::Sign)];
    if point {
        found.push((Num { value: num.value * 1000, unit: unit * 1000 }, Cause::Point));
    }
    let mut add = |digits: &[u8], cause: Cause| {
        // A figure does not begin with a nought, but for a fraction.
        if digits.first().is_some_and(|first| *first != 0 || unit < 1_000_000) {
            let count = digits.iter().fold(0i128, |count, digit| 10 * count + i128::from(*digit));
            found.push((Num { value: count * unit * num.value.signum(), unit }, cause));
        }
    };
    for at in 0..digits.len() {
        let mut other = digits.clone();
        for digit in (0..10).filter(|digit| *digit != digits[at]) {
            other[at] = digit;
            add(&other, Cause::Digit);
        }
        if at + 1 < digits.len() && digits[at] != digits[at + 1] {
            let mut turned = digits.clone();
            turned.swap(at, at + 1);
            add(&turned, Cause::DigitsTurned);
        }
        if digits.len() > 1 && (at == 0 || digits[at] != digits[at - 1]) {
            let mut shorter = digits.clone();
            shorter.remove(at);
            add(&shorter, Cause::DigitAdded);
        }
    }
    for at in 0..=digits.len() {
        let mut longer = digits.clone();
        longer.insert(at, 0);
        for digit in (0..10).filter(|digit| at == digits.len() || *digit != digits[at]) {
            longer[at] = digit;
            add(&longer, Cause::DigitLost);
        }
    }
    found
}

/// How rare this very slip is, in sixteenths of a bit: among all slips of its sort that the value could have suffered, and that it
/// was so large a figure at all.
pub(crate) fn rarity(cause: Cause, printed: Num, value: Num) -> i32 {
    let digits = |num: Num| u128::from((num.value.abs() / num.unit.max(1)).unsigned_abs().max(1).ilog10() + 1);
    let slips = match cause {
        Cause::Sign | Cause::Point | Cause::Swapped | Cause::RunTogether => 1,
        Cause::Digit => 9 * digits(value),
        Cause::DigitLost => digits(value),
        // Those who type turn digits, who reads does not.
        Cause::DigitsTurned => 8 * digits(value),
        // Digits are lost or misread, and hardly ever come in.
        Cause::DigitAdded => 40 * digits(printed),
        Cause::Other => 1000 * (value.value.unsigned_abs() / printed.unit.max(1).unsigned_abs() + 1),
    };
    // Figures spread evenly by their digits: of two as unlike the others, the larger is the rarer.
    let size = |num: Num| log(num.value.unsigned_abs().max(num.unit.max(1).unsigned_abs()));
    log(slips) + size(value) - size(printed)
}

/// Whether one slip turns one figure into the other; quicker than [`originals`].
pub(crate) fn is_slip(printed: Num, value: Num) -> bool {
    let unit = printed.unit.max(1);
    if printed.value == -value.value {
        return true;
    }
    if (printed.value < 0) != (value.value < 0) || value.value == 0 || value.value % unit != 0 {
        return false;
    }
    let digits = |num: Num| (num.value.abs() / unit).to_string().into_bytes();
    let (a, b) = (digits(printed), digits(value));
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    match long.len() - short.len() {
        0 => {
            let rest = same + 1;
            a[rest..] == b[rest..]
                || (rest < a.len() && a[same] == b[rest] && a[rest] == b[same] && a[rest + 1..] == b[rest + 1..])
        }
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

/// How many slips of its sort, about, a slip is one of.
pub(crate) fn alike(printed: Num, value: Num) -> usize {
    let digits = |num: Num| (num.value / num.unit.max(1)).unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
    if printed.value == -value.value {
        1
    } else if digits(printed) == digits(value) {
        9 * digits(value)
    } else {
        10 * digits(value)
    }
}

/// The slip that turns one figure into the other, if one does.
pub(crate) fn cause(printed: Num, value: Num, point: bool) -> Cause {
    // Most are none.
    if !point && value.value != 0 && !is_slip(printed, value) {
        return Cause::Other;
    }
    let found = originals(printed, point).into_iter().find(|(num, _)| num.value == value.value);
    found.map_or(Cause::Other, |(_, cause)| cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn num(value: i128) -> Num {
        Num { value: value * 1_000_000, unit: 1_000_000 }
    }

    #[test]
    fn each_slip_is_undone() {
        let slips = [
            (3129, 3729, Cause::Digit),
            (319, 3129, Cause::DigitLost),
            (31129, 3129, Cause::DigitAdded),
            (3219, 3129, Cause::DigitsTurned),
            (-3129, 3129, Cause::Sign),
        ];
        for (printed, value, expected) in slips {
            assert_eq!(cause(num(printed), num(value), false), expected, "{printed}");
        }
        assert_eq!(cause(num(3129), num(4711), false), Cause::Other);
        let point = Num { value: 38_633_000, unit: 1_000 };
        assert_eq!(cause(point, num(38_633), true), Cause::Point);
    }

    #[test]
    fn the_quick_look_agrees() {
        for printed in [7, 55, 120, 3129, -4410] {
            for (original, _) in originals(num(printed), false) {
                assert!(original.value == 0 || is_slip(num(printed), original), "{printed} {original:?}");
            }
        }
        assert!(!is_slip(num(3129), num(4711)) && !is_slip(num(3129), num(31)));
    }

    #[test]
    fn all_originals_differ_from_what_is_printed() {
        for value in [1, 7, 100, 3129, -55_055] {
            let found = originals(num(value), false);
            assert!(found.iter().all(|(original, _)| original.value != num(value).value), "{value}");
        }
    }
}
