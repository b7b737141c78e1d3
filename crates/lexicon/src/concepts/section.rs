//! Parts of statements that concepts stand in.

use serde::Deserialize;

macro_rules! sections {
    ($($(#[doc = $doc:literal])* $variant:ident $name:literal,)*) => {
        /// A part of a statement.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Section { $($(#[doc = $doc])* $variant,)* }

        impl Section {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name used in the data files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

sections! {
    /// Assets, current or not.
    Assets "assets",
    /// Current assets.
    CurrentAssets "current_assets",
    /// Assets that are not current.
    NoncurrentAssets "noncurrent_assets",
    /// Liabilities, current or not.
    Liabilities "liabilities",
    /// Current liabilities.
    CurrentLiabilities "current_liabilities",
    /// Liabilities that are not current.
    NoncurrentLiabilities "noncurrent_liabilities",
    /// Equity.
    Equity "equity",
    /// Revenue.
    Revenue "revenue",
    /// Costs and expenses of operations.
    Costs "costs",
    /// Income and expense beside operations.
    Nonoperating "nonoperating",
    /// To whom a result belongs.
    Attribution "attribution",
    /// Other comprehensive income.
    Comprehensive "comprehensive",
    /// Amounts for each share.
    PerShare "per_share",
    /// Numbers of shares.
    Shares "shares",
    /// Interest and dividends that a bank earns.
    InterestIncome "interest_income",
    /// Interest that a bank pays.
    InterestExpense "interest_expense",
    /// What a bank earns beside interest.
    NoninterestIncome "noninterest_income",
    /// What a bank spends beside interest.
    NoninterestExpense "noninterest_expense",
    /// Operating cash flows.
    Operating "operating",
    /// Changes in working capital, among operating cash flows.
    WorkingCapital "working_capital",
    /// Investing cash flows.
    Investing "investing",
    /// Financing cash flows.
    Financing "financing",
    /// Cash before and after, and what changes it beside the activities.
    Cash "cash",
    /// What is told beside the cash flows.
    Supplemental "supplemental",
    /// Operations that were given up.
    Discontinued "discontinued",
    /// Operations that go on, where the others are told apart.
    Continuing "continuing",
}

impl Section {
    /// The section that this one is a part of.
    pub fn whole(self) -> Option<Self> {
        match self {
            Self::CurrentAssets | Self::NoncurrentAssets => Some(Self::Assets),
            Self::CurrentLiabilities | Self::NoncurrentLiabilities => Some(Self::Liabilities),
            Self::WorkingCapital => Some(Self::Operating),
            Self::InterestIncome | Self::NoninterestIncome => Some(Self::Revenue),
            Self::InterestExpense | Self::NoninterestExpense => Some(Self::Costs),
            _ => None,
        }
    }
}
