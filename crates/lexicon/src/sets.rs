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
    /// Units of several words.
    TradePhrase = "trade_phrase",
    /// Units of several words that prices are for.
    PricedPhrase = "priced_phrase",
    /// Customers won: `Paid net additions`, but not `Net additions to property`.
    Addition = "addition",
    /// What is said of things that are counted.
    Counting = "counting",
    /// `Wholesale units (000)`
    UnitsScaled = "units_scaled",
    /// Units of trades that `revenue` is part of the name of.
    RevenueUnits = "revenue_units",
    /// An amount for each of something.
    PerEach = "per_each",
    /// A price of a day.
    DailyRate = "daily_rate",
    /// For each day.
    PerDay = "per_day",
    /// It is a price that is by the day.
    DayPrice = "day_price",
    /// Numbers of days.
    Days = "days",
    /// The same, unless of money or of a time limit.
    DaysEnd = "days_end",
    /// Numbers of weekdays.
    WeekdaysEnd = "weekdays_end",
    /// A time limit.
    Within = "within",
    /// In hundredths of a percent.
    BasisPoints = "basis_points",
    /// In hundredths of a percent, as a remark.
    BasisPointsNote = "basis_points_note",
    /// A heading over percentages.
    PercentHead = "percent_head",
    /// Changes in amounts.
    AmountChange = "amount_change",
    /// A heading over rates of change.
    RateOfChange = "rate_of_change",
    /// `shares`
    SharesWord = "shares_word",
    /// Amounts of common stock, in a statement of changes in equity.
    StockAmount = "stock_amount",
    /// For each share, without `per`.
    ByShare = "by_share",
    /// Shares that were bought, whose price would have a sign of money.
    SharesBought = "shares_bought",
    /// In thousands or millions, as a remark.
    ScaledNote = "scaled_note",
    /// Surely numbers of shares.
    SharesUsed = "shares_used",
    /// Shares that are held.
    Outstanding = "outstanding",
    /// Common shares.
    CommonShares = "common_shares",
    /// At the end of the period.
    PeriodClosing = "period_closing",
    /// Par value of shares.
    ParValue = "par_value",
    /// A value of shares, or a class of stock.
    StatedValue = "stated_value",
    /// What would make the shares more.
    Dilutive = "dilutive",
    /// Beside `dilutive`: shares.
    DilutiveEffect = "dilutive_effect",
    /// Averages, which are of shares beside words of shares.
    AverageNumber = "average_number",
    /// Words of shares.
    ShareWord = "share_word",
    /// An average that is a price.
    AveragePrice = "average_price",
    /// Numbers of shares.
    ShareNumber = "share_number",
    /// Amounts of a share or of shares.
    ShareAmount = "share_amount",
    /// A label of percentages.
    PercentWord = "percent_word",
    /// Staff, counted in full-time posts.
    Staff = "staff",
    /// Ratios that are told in percent.
    PercentageName = "percentage_name",
    /// Surely counted.
    NumberOrWeighted = "number_or_weighted",
    /// Shares that are held.
    SharesOutstanding = "shares_outstanding",
    /// The same, at the end of a label.
    SharesOutstandingEnd = "shares_outstanding_end",
    /// The same, at a day.
    SharesOutstandingAt = "shares_outstanding_at",
    /// Equity divided by the shares.
    ValuePer = "value_per",
    /// In cents, as a remark.
    CentsNote = "cents_note",
    /// Amounts that are told for a share.
    ShareIncome = "share_income",
    /// Amounts that are told for a share, or shares.
    ShareIncomeWord = "share_income_word",
    /// One amount divided by another: `Net debt / EBITDA`, `Debt to equity (b/a)`.
    QuotientEnd = "quotient_end",
    /// The same, by letters of lines.
    QuotientNote = "quotient_note",
    /// Multiples of what is held.
    Turnover = "turnover",
    /// Debt as a multiple.
    Leverage = "leverage",
    /// Multiples.
    MultipleEnd = "multiple_end",
    /// Multiples, as a remark.
    MultipleNote = "multiple_note",
    /// Rates of exchange and others that are plain numbers.
    ExchangeRate = "exchange_rate",
    /// Rates, at the end of a label.
    RateEnd = "rate_end",
    /// Ratios.
    Ratio = "ratio",
    /// An effect, in money.
    Effect = "effect",
    /// Changes.
    Changes = "changes",
    /// People and places that are counted.
    HeldNumber = "held_number",
    /// A number of something.
    NumberOf = "number_of",
    /// Costs of people, and other amounts beside words of things that are counted.
    OfStaffCosts = "of_staff_costs",
    /// A heading over percentages of something.
    PercentSection = "percent_section",
    /// `basic`
    Basic = "basic",
    /// A number of something, at the beginning.
    BeginsNumberOf = "begins_number_of",
    /// A scale before what is counted: `thousands of units`.
    ScaleOf = "scale_of",
    /// A scale after what is counted: `vehicles in thousands`.
    InScale = "in_scale",
    /// Losses, as a remark.
    LossesNote = "losses_note",
    /// Ends of labels whose figures are in whole units of money, whatever the table is in.
    WholeUnits = "whole_units",
    /// A sentence that speaks for the whole release.
    OfAll = "of_all",
    /// Something is excepted.
    Excepted = "excepted",
    /// Titles of tables in percent of something.
    OfWhole = "of_whole",
    /// Volumes, in a heading.
    VolumeHead = "volume_head",
    /// `Average shares: Basic`
    BasicEnd = "basic_end",
    /// What follows a line of basic shares or earnings.
    DilutedStart = "diluted_start",
    /// Sales and what is left of them.
    SalesLine = "sales_line",
    /// Numbers of shares, in a statement of changes in equity.
    ClassCounted = "class_counted",
    /// Amounts, beside numbers of shares.
    AmountEnd = "amount_end",
    /// The whole heading of a column of numbers of shares.
    SharesAlone = "shares_alone",
    /// A total.
    TotalStart = "total_start",
    /// A title: a statement, or accounts.
    TitleStatement = "title_statement",
    /// A title: a reconciliation, or measures that are reconciled.
    TitleReconciliation = "title_reconciliation",
    /// A title: a primary statement all the same.
    TitleWithReconciliation = "title_with_reconciliation",
    /// A title: average balances.
    TitleAverages = "title_averages",
    /// A title: a balance sheet.
    TitleBalance = "title_balance",
    /// A title: cash flows.
    TitleCashFlow = "title_cash_flow",
    /// A title: additions to a statement.
    TitleSupplement = "title_supplement",
    /// A title of a statement: equity.
    TitleEquity = "title_equity",
    /// A title: `income`.
    TitleIncomeWord = "title_income_word",
    /// A title of a statement: income.
    TitleIncome = "title_income",
    /// A title: comprehensive income.
    TitleComprehensive = "title_comprehensive",
    /// A title: income and comprehensive income in one.
    TitleCombined = "title_combined",
    /// A title: changes in equity.
    TitleEquityChanges = "title_equity_changes",
    /// A title: results of operations.
    TitleResults = "title_results",
    /// A title: profit and loss.
    TitleProfitAndLoss = "title_profit_and_loss",
    /// A title: segments.
    TitleSegmentWord = "title_segment_word",
    /// A title: figures by business, product or place.
    TitleSegment = "title_segment",
    /// A title: operating figures and highlights.
    TitleMetrics = "title_metrics",
    /// A title: parts of sales.
    TitleParts = "title_parts",
    /// Rows of an income statement: what is left.
    RowResult = "row_result",
    /// Rows of an income statement: where it begins.
    RowSalesOrIncome = "row_sales_or_income",
    /// Rows of comprehensive income.
    RowComprehensive = "row_comprehensive",
    /// Rows of a balance sheet alone.
    RowBalanceTotal = "row_balance_total",
    /// Current assets.
    RowCurrentAssets = "row_current_assets",
    /// Current liabilities.
    RowCurrentLiabilities = "row_current_liabilities",
    /// Rows of cash flows.
    RowFlow = "row_flow",
    /// Cash.
    RowCash = "row_cash",
    /// Rows of changes in equity.
    RowEquity = "row_equity",
    /// Labels of balances that begin so.
    RowEquityAt = "row_equity_at",
    /// Sales.
    RowSales = "row_sales",
    /// Costs.
    RowCosts = "row_costs",
    /// What operations left.
    RowOperating = "row_operating",
    /// Taxes on income.
    RowTax = "row_tax",
    /// What is left at the end.
    RowNetIncome = "row_net_income",
    /// Not in a whole income statement.
    RowNoIncomeStatement = "row_no_income_statement",
    /// Total assets.
    RowTotalAssets = "row_total_assets",
    /// The liabilities as a whole.
    RowLiabilities = "row_liabilities",
    /// What is the owners'.
    RowOwners = "row_owners",
    /// Cash flows of operations.
    RowOperatingFlow = "row_operating_flow",
    /// Cash flows of investing.
    RowInvestingFlow = "row_investing_flow",
    /// Cash flows of financing.
    RowFinancingFlow = "row_financing_flow",
    /// What was earned.
    RowEarned = "row_earned",
    /// What was sold.
    RowSold = "row_sold",
    /// Cost of what was sold.
    RowCostOf = "row_cost_of",
    /// Taxes on income, or what is set aside for them.
    RowIncomeTax = "row_income_tax",
    /// Earnings for a share.
    RowPerShare = "row_per_share",
    /// Not as standards have it.
    RowAdjusted = "row_adjusted",
    /// Rows of reconciliations.
    RowReconciled = "row_reconciled",
    /// Columns with and without what standards want.
    HeadingGaap = "heading_gaap",
    /// Rows of operating figures.
    RowMetric = "row_metric",
    /// Begins the line of a result in an income statement.
    IncomeResult = "income_result",
    /// Begins the name of a gross result.
    GrossResult = "gross_result",
    /// Begins the name of the result of operations.
    OperatingResult = "operating_result",
    /// Begins the name of the net result.
    NetResult = "net_result",
    /// The result after taxes.
    AfterTax = "after_tax",
    /// The result, without more.
    BareResult = "bare_result",
    /// Before a result: that of the group.
    OfTheGroup = "of_the_group",
    /// A measure of the company's own.
    OwnMeasure = "own_measure",
    /// Before something.
    BeforeWord = "before_word",
    /// A tax.
    Tax = "tax",
    /// Begins what is before taxes.
    PretaxBeginning = "pretax_beginning",
    /// The line is about a tax and not the tax.
    BesideTax = "beside_tax",
    /// The result with the share of others.
    WholeResult = "whole_result",
    /// Begins a line that is taken away.
    LessBeginning = "less_beginning",
    /// Whose the result is.
    Attributed = "attributed",
    /// Before whose the result is.
    AttributedTo = "attributed_to",
    /// Common stock.
    CommonStockWord = "common_stock_word",
    /// What is left for someone.
    LeftFor = "left_for",
    /// Operations.
    OperationWord = "operation_word",
    /// A result.
    ResultWord = "result_word",
    /// Expenses.
    ExpenseWord = "expense_word",
    /// Begins the total of operating expenses.
    TotalOperatingExpenses = "total_operating_expenses",
    /// Operating expenses.
    OperatingExpenses = "operating_expenses",
    /// Begins a heading of what is no part of the operations.
    BesideOperations = "beside_operations",
    /// A heading of revenues.
    RevenueHeading = "revenue_heading",
    /// Begins a line of revenue.
    RevenueBeginning = "revenue_beginning",
    /// Revenue.
    RevenueWord = "revenue_word",
    /// Costs.
    CostWord = "cost_word",
    /// Begins the costs of sales.
    CostBeginning = "cost_beginning",
    /// Gross.
    GrossWord = "gross_word",
    /// A heading of lines that are added.
    AddedHeading = "added_heading",
    /// Operations given up.
    DiscontinuedOperations = "discontinued_operations",
    /// Given up.
    DiscontinuedWord = "discontinued_word",
    /// Operations that go on.
    ContinuingOperations = "continuing_operations",
    /// Begins a total.
    TotalBeginning = "total_beginning",
    /// A total.
    TotalWord = "total_word",
    /// Begins a result or total that one line may give.
    GrossOrTotalBeginning = "gross_or_total_beginning",
    /// The line closes nothing, whatever else it says.
    NotClosing = "not_closing",
    /// The total of assets.
    TotalAssets = "total_assets",
    /// Liabilities.
    Liability = "liability",
    /// What is the owners', in a grand total.
    OwnersWord = "owners_word",
    /// Less.
    LessWord = "less_word",
    /// Begins what is left of assets.
    NetAssetsBeginning = "net_assets_beginning",
    /// What is the owners', in any total.
    EquityWord = "equity_word",
    /// Begins a total of equity.
    EquityOrTotalBeginning = "equity_or_total_beginning",
    /// Begins a part of the equity.
    CapitalBeginning = "capital_beginning",
    /// It can be redeemed.
    Redeemable = "redeemable",
    /// Current assets.
    CurrentAssets = "current_assets",
    /// Current liabilities.
    CurrentLiabilities = "current_liabilities",
    /// The total of current assets.
    TotalCurrentAssets = "total_current_assets",
    /// The total of current liabilities.
    TotalCurrentLiabilities = "total_current_liabilities",
    /// Cash.
    Cash = "cash",
    /// One of the three activities.
    CashActivity = "cash_activity",
    /// Activities.
    Activities = "activities",
    /// Not the whole of an activity.
    ActivityAside = "activity_aside",
    /// Net, or cash.
    NetOrCash = "net_or_cash",
    /// Exchange rates, as a cash flow statement names them.
    RateOnCash = "rate_on_cash",
    /// Their effect on cash.
    EffectOnCash = "effect_on_cash",
    /// Exchange.
    ExchangeWord = "exchange_word",
    /// The balance at the beginning.
    Opening = "opening",
    /// The same, in one word.
    OpeningWord = "opening_word",
    /// The balance at the end.
    Closing = "closing",
    /// The same, in one word.
    ClosingWord = "closing_word",
    /// At the end.
    AtEnd = "at_end",
    /// The change of cash.
    CashChange = "cash_change",
    /// Any movement of cash.
    CashMovement = "cash_movement",
    /// A change.
    ChangeWord = "change_word",
    /// About the change of cash, and not the change.
    NotTheChange = "not_the_change",
    /// Operating activities.
    OperatingActivity = "operating_activity",
    /// Investing activities.
    InvestingActivity = "investing_activity",
    /// Financing activities.
    FinancingActivity = "financing_activity",
    /// Cash, or activities.
    CashOrActivities = "cash_or_activities",
    /// Begins the cash of an activity.
    ActivityBeginning = "activity_beginning",
    /// Adjusted.
    Adjustment = "adjustment",
    /// Begins a sum of cash flows.
    NetCashBeginning = "net_cash_beginning",
    /// Net.
    NetWord = "net_word",
    /// In cash.
    InCash = "in_cash",
    /// A column that compares others.
    Compares = "compares",
    /// Digits are cut off.
    DigitsCut = "digits_cut",
    /// What comes once.
    OneOff = "one_off",
    /// Other things, charges.
    OtherOrCharge = "other_or_charge",
    /// Expenses that come alike.
    RunningExpense = "running_expense",
    /// Costs.
    CostOrMarketing = "cost_or_marketing",
    /// Depreciation.
    Depreciation = "depreciation",
    /// Amortization.
    Amortization = "amortization",
    /// Dividends.
    Dividends = "dividends",
    /// Goodwill.
    Goodwill = "goodwill",
    /// Stock at its nominal value.
    NominalStock = "nominal_stock",
    /// Capital stock.
    CapitalStock = "capital_stock",
    /// Paid in.
    PaidIn = "paid_in",
    /// What is soon turned to cash.
    Liquid = "liquid",
    /// What is owed.
    ReceivableOrPayable = "receivable_or_payable",
    /// The part that is soon due.
    CurrentPortion = "current_portion",
    /// Inventories.
    Inventory = "inventory",
    /// Accrued.
    Accrued = "accrued",
    /// Leases.
    Lease = "lease",
    /// Property.
    Property = "property",
    /// Intangibles.
    Intangible = "intangible",
    /// Retained earnings, totals.
    RetainedOrTotal = "retained_or_total",
    /// Compensation.
    Compensation = "compensation",
    /// Cash flows that come alike.
    StandingFlow = "standing_flow",
    /// Other.
    OtherWord = "other_word",
    /// Gains and losses.
    GainOrLoss = "gain_or_loss",
    /// Debt.
    Debt = "debt",
    /// Investments, and what is owed.
    InvestmentOrPayable = "investment_or_payable",
    /// What becomes more or less.
    RiseOrFall = "rise_or_fall",
    /// Acquisitions.
    Acquisition = "acquisition",
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
    /// Units of measure of the trades that publish operating figures.
    TradeUnit = "trade_unit",
    /// Rates that have names of their own.
    RateName = "rate_name",
    /// Rates of a seat mile, which are printed in cents whether they say so or not.
    SeatRate = "seat_rate",
    /// Things counted by number; they name segments and accounts, too, and count only beside words that say so.
    Thing = "thing",
    /// Amounts of things that are not counted one by one.
    Volume = "volume",
    /// Words of money: a label with one of them is of money, whatever is sold.
    MoneyWord = "money_word",
    /// What a number in brackets counts, too.
    Bracketed = "bracketed",
    /// What titles call people that are counted.
    CountedPerson = "counted_person",
    /// What is done with things that are counted: `transactions per account`.
    Act = "act",
    /// Between `per` and what a price is for.
    BeforePriced = "before_priced",
    /// `units`, as things sold.
    UnitThings = "unit_things",
    /// What a price is for, where it is a share.
    PricedShare = "priced_share",
    /// Headings over rates.
    RateWord = "rate_word",
    /// Words by which a line of a title names a company.
    CompanyWord = "company_word",
    /// Before the number or letter of what is attached.
    Attached = "attached",
    /// Shares themselves.
    ShareAlone = "share_alone",
    /// Before the name of what is totalled.
    TotalOrNet = "total_or_net",
    /// Says which time a column speaks of, and not what of.
    TimeWord = "time_word",
    /// Which way a figure goes: cash comes in.
    WayProvided = "way_provided",
    /// Cash goes out.
    WayUsed = "way_used",
    /// It becomes more.
    WayIncrease = "way_increase",
    /// It becomes less.
    WayDecrease = "way_decrease",
    /// A gain.
    WayGain = "way_gain",
    /// A loss.
    WayLoss = "way_loss",
    /// An expense.
    WayExpense = "way_expense",
    /// A credit.
    WayCredit = "way_credit",
    /// A provision.
    WayProvision = "way_provision",
    /// A benefit.
    WayBenefit = "way_benefit",
    /// Joins which way a figure goes to what it is of: `used in`.
    WayJoint = "way_joint",
    /// After `income`: it is the tax on it.
    TaxWord = "tax_word",
    /// Says nothing of what an item is.
    Passing = "passing",
    /// In the label of a line that closes others.
    ClosingLine = "closing_line",
    /// In the label of a line that closes others beyond doubt.
    SureTotal = "sure_total",
    /// In the head of a column that closes others.
    ClosingHead = "closing_head",
    /// In the label of a line that is taken away.
    TakenAway = "taken_away",
    /// The same in a balance sheet.
    Contra = "contra",
    /// The same among cash flows.
    Deducted = "deducted",
    /// The same in the head of a column.
    TakenAwayHead = "taken_away_head",
    /// In the label of a line whose loss may be printed positive.
    LossLine = "loss_line",
    /// Tells the day of a balance.
    BalanceDay = "balance_day",
    /// Stands with the day of a balance.
    BalanceDayFilling = "balance_day_filling",
}
