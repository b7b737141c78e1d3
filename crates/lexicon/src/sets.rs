//! The named sets of words and phrases that decisions are taken by. Their words stand in the data files, under the names given here.

/// Makes an enum of sets, each with its name in the data files.
macro_rules! sets {
    ($(#[$what:meta])* $set:ident, $bits:ident: $($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        $(#[$what])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $set {
            $($(#[$doc])* $name,)*
        }

        impl $set {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in the data files.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// The set of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($key => Some(Self::$name),)*
                    _ => None,
                }
            }
        }

        #[doc = concat!("Some of the [`", stringify!($set), "`]s.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $bits([u64; $set::ALL.len().div_ceil(64)]);

        impl $bits {
            /// None of them.
            pub const NONE: Self = Self([0; $set::ALL.len().div_ceil(64)]);

            /// Whether it holds one.
            pub fn has(&self, one: $set) -> bool {
                let at = one as usize;
                self.0[at / 64] >> (at % 64) & 1 == 1
            }

            pub(crate) fn insert(&mut self, one: $set) {
                let at = one as usize;
                self.0[at / 64] |= 1 << (at % 64);
            }

            /// Whether it holds none.
            pub fn is_empty(&self) -> bool {
                self.0.iter().all(|bits| *bits == 0)
            }
        }
    };
}

sets! {
    /// A set of phrases that a text is searched for: what it speaks of, by the phrases of `roles.toml`.
    Role, RoleSet:
    /// An owner's part other than the company's.
    OtherOwners = "other_owners",
    /// Names of statements, as lettered titles have them.
    StatementName = "statement_name",
    /// A remark that sends the reader to the notes.
    SeeNotes = "see_notes",
    /// Rest of what the table before began.
    Continued = "continued",
    /// Not audited, or audited.
    Audited = "audited",
    /// What is expected, in words alone.
    Outlook = "outlook",
    /// The beginning of what is inside a label.
    BeginsInside = "begins_inside",
    /// Items of the line above.
    OfWhich = "of_which",
    /// The words that a column of changes is headed by.
    ChangeHead = "change_head",
}

sets! {
    /// A set of whole words that a word is looked up in: what the grammars of periods, units and labels are made of.
    WordClass, WordClasses:
    /// `and`.
    And = "and",
    /// `and`, `or`.
    AndOr = "and_or",
    /// `of`.
    Of = "of",
    /// `at`.
    At = "at",
    /// `as`.
    As = "as",
    /// `of`, `at`: after `as`.
    OfOrAt = "of_or_at",
    /// `to`.
    To = "to",
    /// `date`: after `year to`.
    Date = "date",
    /// `over`.
    Over = "over",
    /// `versus`.
    Versus = "versus",
    /// Between the first and the last day of a period.
    RangeTo = "range_to",
    /// After a day in numbers: `30th`.
    DaySuffix = "day_suffix",
    /// A month whose name is a verb in small letters.
    MonthOrVerb = "month_or_verb",
    /// `months`.
    MonthUnit = "month_unit",
    /// `weeks`.
    WeekUnit = "week_unit",
    /// `quarter`.
    QuarterUnit = "quarter_unit",
    /// `half`.
    HalfUnit = "half_unit",
    /// `year`.
    YearUnit = "year_unit",
    /// `period`.
    PeriodUnit = "period_unit",
    /// A quarter, without more.
    OneQuarter = "one_quarter",
    /// A year, without more.
    OneYear = "one_year",
    /// After a length: `ended`.
    Ended = "ended",
    /// The same, also `end`.
    EndedOrEnd = "ended_or_end",
    /// `fiscal`.
    Fiscal = "fiscal",
    /// `calendar`.
    Calendar = "calendar",
    /// `full`, `fiscal`: before `year`.
    WholeYear = "whole_year",
    /// `FY`.
    FiscalYearShort = "fiscal_year_short",
    /// `CY`.
    CalendarYearShort = "calendar_year_short",
    /// `HY`.
    HalfYearShort = "half_year_short",
    /// `YTD`.
    YearToDate = "year_to_date",
    /// `QTD`.
    QuarterToDate = "quarter_to_date",
    /// `trailing`, `last`: before twelve months.
    Trailing = "trailing",
    /// `LTM`.
    TrailingShort = "trailing_short",
    /// Before `quarter`: it is another one than the column's.
    OtherQuarter = "other_quarter",
    /// Two periods are set beside each other: `compared with`.
    PeriodListing = "period_listing",
    /// Of the company that speaks of its period.
    PeriodAside = "period_aside",
    /// Tells a heading of periods even when nothing else does.
    PeriodTelling = "period_telling",
    /// May stand among words of time.
    PeriodFilling = "period_filling",
}
