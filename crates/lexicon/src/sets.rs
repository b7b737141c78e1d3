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
    /// The part of owners other than the company's.
    OtherOwners = "other_owners",
    /// The name of a statement, as lettered titles have it.
    StatementName = "statement_name",
    /// A remark on the notes that ends a statement.
    SeeNotes = "see_notes",
    /// More of the table before.
    Continued = "continued",
    /// Not audited: said of a whole statement.
    NotAudited = "not_audited",
    /// What is expected, in words alone.
    Outlook = "outlook",
    /// In percent.
    Percent = "percent",
    /// The comparison of two columns.
    ChangeHead = "change_head",
    /// Amounts.
    Amount = "amount",
    /// A column that compares two periods.
    Change = "change",
    /// A change within a period: an adjustment.
    ChangeWithin = "change_within",
    /// Figures to come.
    Forecast = "forecast",
    /// Actual figures.
    Actual = "actual",
    /// Averages.
    Average = "average",
    /// A point in time, not the time up to it.
    PeriodEnd = "period_end",
    /// Numbers of things at a point in time, in a title.
    CountedBalance = "counted_balance",
    /// A line or column that is of a period.
    FlowWord = "flow_word",
    /// A line or column that is of a point in time.
    BalanceWord = "balance_word",
    /// A balance in a roll-forward.
    BalanceAt = "balance_at",
    /// Under the name of who files a report.
    Registrant = "registrant",
    /// After a company's name: it speaks for its group.
    AndSubsidiaries = "and_subsidiaries",
    /// Of the parent company alone, in the title of a statement.
    ParentOnly = "parent_only",
    /// The balance that a roll-forward begins with.
    OpeningBalance = "opening_balance",
    /// The day is that of the year after the one named.
    FollowingYear = "following_year",
    /// The balance that a roll-forward ends with.
    ClosingBalance = "closing_balance",
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
    /// Before `year`, of the company's own.
    CompanysYear = "companys_year",
    /// `ends`, `closes`.
    YearEnds = "year_ends",
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
    /// A currency's code that is a word in a heading set in capitals.
    CodeAsWord = "code_as_word",
    /// A currency's code that a letter for the scale is glued to.
    GluedCode = "glued_code",
    /// Before a scale, a part of it: `ten thousands`.
    TimesTen = "times_ten",
    /// Before a scale, a part of it: `hundreds of millions`.
    TimesHundred = "times_hundred",
    /// `in`.
    In = "in",
    /// `per`.
    Per = "per",
    /// `except`: what follows is not as the note says.
    Except = "except",
    /// After `except`: nothing is excepted.
    ExceptNone = "except_none",
    /// `share`, `unit`: what is owned of a company.
    ShareUnit = "share_unit",
    /// Amounts for a share, in one word.
    PerShareUnit = "per_share_unit",
    /// What a note calls the figures when it speaks of all of them.
    AllFigures = "all_figures",
    /// Before a unit, a number: what follows is an amount.
    NumberBefore = "number_before",
    /// `US`.
    UnitedStates = "united_states",
    /// The first word of a country's name.
    CountryBeginning = "country_beginning",
    /// `cents`.
    CentUnit = "cent_unit",
    /// `percent`.
    PercentUnit = "percent_unit",
    /// `bps`.
    BasisPointUnit = "basis_point_unit",
    /// `Unit`: what follows is one.
    UnitHead = "unit_head",
    /// Stands before a unit in a note.
    BeforeUnit = "before_unit",
    /// Stands after a currency's name in a note.
    AfterCurrency = "after_currency",
    /// Stands after a scale in a note.
    AfterScale = "after_scale",
    /// `unaudited`.
    NotAuditedWord = "not_audited_word",
    /// May stand in a text that is nothing but a unit note.
    UnitNoteWord = "unit_note_word",
    /// After the digits of a figure: basis points.
    SuffixBasisPoints = "suffix_basis_points",
    /// After the digits of a figure: percentage points.
    SuffixPoints = "suffix_points",
    /// After the digits of a figure: percent.
    SuffixPercent = "suffix_percent",
    /// After the digits of a figure: cents.
    SuffixCents = "suffix_cents",
    /// After the digits of a figure: times.
    SuffixTimes = "suffix_times",
    /// A unit set as a word of its own that hangs on the digits before it.
    HangingUnit = "hanging_unit",
    /// Its square is printed with a raised figure.
    SquaredUnit = "squared_unit",
    /// After a figure, its side of the ledger, which tells its sign only with the account.
    LedgerSide = "ledger_side",
    /// Stands in a figure's place and is none.
    TextCell = "text_cell",
    /// A single word that heads a column.
    ColumnHead = "column_head",
    /// The second line of the heading of a change.
    ChangeEnd = "change_end",
    /// Before the number of a page.
    Page = "page",
    /// The first word of a note under a table.
    NoteBeginning = "note_beginning",
    /// The first word of a note that says what stands in place of a figure.
    NoFigureNote = "no_figure_note",
    /// A note of one word over a table.
    NoteAlone = "note_alone",
    /// The head of a column of references to notes.
    NoteColumn = "note_column",
    /// Before `to`: whose it is follows.
    Attributable = "attributable",
    /// The head of a column of serial numbers, letters only.
    SerialHead = "serial_head",
    /// The first word of a numbered caption.
    CaptionName = "caption_name",
    /// The first word of a caption that stands over its table only.
    CaptionAbove = "caption_above",
    /// A line of a label does not end so.
    NeverLast = "never_last",
    /// A line of a label is likely not at its end so.
    OpenEnd = "open_end",
    /// A line of a label does not end so, in small letters.
    OpenVerb = "open_verb",
    /// A label may end so after a comma.
    LastAfterComma = "last_after_comma",
    /// A label does not begin so, but its second line may.
    InsideLabel = "inside_label",
    /// After `of`: items of the line above.
    Which = "which",
    /// Tells a heading of periods even when nothing else does.
    PeriodTelling = "period_telling",
    /// May stand among words of time.
    PeriodFilling = "period_filling",
    /// Ends a company's name and is hardly ever anything else.
    LegalForm = "legal_form",
    /// A form that is written with a full stop: `Inc.`.
    ShortForm = "short_form",
    /// Ends a company's name, but is also a word of its own: `the Company`.
    CompanyForm = "company_form",
    /// A small word inside names.
    NameLink = "name_link",
    /// A small word that no name begins with.
    NeverFirst = "never_first",
    /// With these alone before it a form is no name.
    NoName = "no_name",
    /// Of a name that is not the company's that speaks: an exchange, an auditor.
    NotIssuer = "not_issuer",
    /// A stock exchange, before the sign a share is traded under.
    Exchange = "exchange",
    /// Between a company and its results in a headline.
    ReportsVerb = "reports_verb",
    /// What a headline of results speaks of.
    ResultsWord = "results_word",
}
