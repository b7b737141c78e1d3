//! The kinds of statements.

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Income, operations, earnings, profit and loss.
    IncomeStatement,
    /// Comprehensive income, where it is a statement of its own.
    ComprehensiveIncome,
    /// Balance sheet, financial position.
    BalanceSheet,
    /// Cash flows.
    CashFlow,
    /// Changes in equity.
    Equity,
    /// Figures by business, product or place.
    Segment,
    /// From one measure to another, GAAP to non-GAAP.
    Reconciliation,
    /// Operating figures and highlights.
    Metrics,
    /// The rest.
    Other,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::IncomeStatement,
        Self::ComprehensiveIncome,
        Self::BalanceSheet,
        Self::CashFlow,
        Self::Equity,
        Self::Segment,
        Self::Reconciliation,
        Self::Metrics,
        Self::Other,
    ];

    /// The name used in files: `income_statement`, `balance_sheet`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::IncomeStatement => "income_statement",
            Self::ComprehensiveIncome => "comprehensive_income",
            Self::BalanceSheet => "balance_sheet",
            Self::CashFlow => "cash_flow",
            Self::Equity => "equity",
            Self::Segment => "segment",
            Self::Reconciliation => "reconciliation",
            Self::Metrics => "metrics",
            Self::Other => "other",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is one of the statements that accounting standards require (IAS 1.10, Regulation S-X 3-01 to 3-04).
    pub fn is_primary(self) -> bool {
        !matches!(self, Self::Segment | Self::Reconciliation | Self::Metrics | Self::Other)
    }
}
