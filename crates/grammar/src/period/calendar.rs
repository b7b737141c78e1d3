//! The Gregorian calendar, as far as periods need it.

/// How many days a month has; without a year February has 29.
pub(super) fn days_in_month(year: Option<i32>, month: u8) -> u8 {
    let leap = year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from one date (year, month, day) to another.
pub(super) fn days_between(from: (i32, u8, u8), to: (i32, u8, u8)) -> i32 {
    day_number(to) - day_number(from)
}

/// Days since the beginning of the year 1.
fn day_number((year, month, day): (i32, u8, u8)) -> i32 {
    let past = year - 1;
    let leap_days = past / 4 - past / 100 + past / 400;
    let this_year: i32 = (1..month).map(|m| i32::from(days_in_month(Some(year), m))).sum();
    past * 365 + leap_days + this_year + i32::from(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_days() {
        assert_eq!((days_in_month(Some(2023), 2), days_in_month(Some(2000), 2), days_in_month(None, 2)), (28, 29, 29));
        assert_eq!(days_between((2023, 1, 29), (2023, 4, 29)), 90);
        assert_eq!(days_between((2022, 12, 31), (2024, 12, 31)), 731);
    }
}
