//! What a figure may have been before it was misprinted or misread: one digit changed, lost or added, two turned, the
//! sign lost, a point for a comma.

use crate::finding::Cause;
use crate::fixed::Num;

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
        for digit in (0..10).filter(|digit| at == digits.len() || *digit != digits[at]) {
            let mut longer = digits.clone();
            longer.insert(at, digit);
            add(&longer, Cause::DigitLost);
        }
    }
    found
}

/// The slip that turns one figure into the other, if one does.
pub(crate) fn cause(printed: Num, value: Num, point: bool) -> Cause {
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
    fn all_originals_differ_from_what_is_printed() {
        for value in [1, 7, 100, 3129, -55_055] {
            let found = originals(num(value), false);
            assert!(found.iter().all(|(original, _)| original.value != num(value).value), "{value}");
        }
    }
}
