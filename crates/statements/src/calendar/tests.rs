use super::*;
use crossfoot_grammar::period::read;
use jiff::civil::date;

fn end(calendar: &Calendar, heading: &str) -> Option<Date> {
    calendar.resolve(&read(heading)?, false).map(|p| p.end)
}

#[test]
fn quarters_of_a_year_that_ends_in_march() {
    let c = Calendar::learn(
        ["Results for the second quarter of the year ending March 31, 2004", "Revenues in 2Q03"].into_iter(),
        ["Sept 30, 2003", "Sept 30, 2003", "Sept 30, 2002", "2Q03"].into_iter(),
    );
    assert_eq!(end(&c, "2Q03"), Some(date(2003, 9, 30)));
    assert_eq!(end(&c, "1Q03"), Some(date(2003, 6, 30)));
}

#[test]
fn weeks_and_sundays() {
    let c = Calendar::learn(
        ["for the second quarter ended July 2, 2023", "second quarter ended July 3, 2022"].into_iter(),
        std::iter::empty(),
    );
    assert_eq!(end(&c, "SECOND QUARTER 2023"), Some(date(2023, 7, 2)));
    assert_eq!(end(&c, "Six Months 2022"), Some(date(2022, 7, 3)));
}

#[test]
fn quarters_between_sundays_end_on_sundays() {
    let c = Calendar::learn(
        ["first quarter ended April 3, 2022", "first quarter ended April 2, 2023", "year ended January 1, 2023"]
            .into_iter(),
        std::iter::empty(),
    );
    let ends = ["Q2 2022", "Q3 2022", "FY 2021", "Q2 2023"].map(|heading| end(&c, heading));
    let days = [(2022, 7, 3), (2022, 10, 2), (2022, 1, 2), (2023, 7, 2)];
    assert_eq!(ends, days.map(|(year, month, day)| Some(date(year, month, day))));
    let c = Calendar::learn(
        ["quarter ended March 31, 2023", "quarter ended June 30, 2023"].into_iter(),
        std::iter::empty(),
    );
    assert_eq!(end(&c, "Q3 2023"), Some(date(2023, 9, 30)), "no year of weeks, though both are Fridays");
}

#[test]
fn full_years_named_after_their_beginning() {
    let c = Calendar::learn(
        ["year ended January 28, 2023", "year ended January 29, 2022"].into_iter(),
        ["Fourth Quarter 2022", "January 28, 2023", "January 28, 2023", "January 29, 2022"].into_iter(),
    );
    assert_eq!(end(&c, "Full Year 2022"), Some(date(2023, 1, 28)));
    assert_eq!(end(&c, "Full Year 2021"), Some(date(2022, 1, 29)));
}

#[test]
fn years_to_date_go_as_far_as_the_quarter_of_a_release_without_days() {
    let c = Calendar::learn(std::iter::empty(), ["Q2'23", "Q1'23", "Q4'22", "Q2'22", "YTD'23", "YTD'22"].into_iter());
    assert_eq!(c.resolve(&read("YTD'22").expect("a period"), false), Some(period(date(2022, 6, 30), Span::Months(6))));
}

#[test]
fn the_quarter_that_is_forecast_is_not_the_first_of_the_year_reported_on() {
    let c = Calendar::learn(
        ["Three months ending June 30, 2023", "first quarter fiscal year 2024"].into_iter(),
        ["Three Months Ended March 31, 2023", "Twelve Months Ended March 31, 2023", "Q1 FY23", "Q4 FY23", "Q4 FY23"]
            .into_iter(),
    );
    assert_eq!(end(&c, "Q1 FY23"), Some(date(2022, 6, 30)));
    assert_eq!(end(&c, "Q4 FY22"), Some(date(2022, 3, 31)));
}

#[test]
fn the_year_of_a_day_is_no_name_of_a_fiscal_year() {
    let c = Calendar::learn(
        ["the fiscal year ending March 31, 2024"].into_iter(),
        [
            "For the first quarter ended June 30, 2023",
            "For the first quarter ended June 30, 2022",
            "For the first quarter ended June 30, 2023",
            "FY2023 first quarter",
            "FY2024 first quarter",
        ]
        .into_iter(),
    );
    assert_eq!(end(&c, "FY2024 first quarter"), Some(date(2023, 6, 30)));
    assert_eq!(end(&c, "FY2023 first quarter"), Some(date(2022, 6, 30)));
}

#[test]
fn starts() {
    assert_eq!(period(date(2023, 6, 30), Span::Months(3)).start, Some(date(2023, 4, 1)));
    assert_eq!(period(date(2024, 2, 29), Span::Months(12)).start, Some(date(2023, 3, 1)));
    assert_eq!(period(date(2023, 6, 17), Span::Weeks(12)).start, Some(date(2023, 3, 26)));
}
