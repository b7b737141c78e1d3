//! The kinds of statements: one table says what each is.

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal $primary:literal,)*) => {
        /// What a table is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// All kinds.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$kind,)*];

            /// The name used in files: `income_statement`, `balance_sheet`, ...
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// Whether it is one of the statements that accounting standards require (IAS 1.10, Regulation S-X 3-01 to 3-04).
            pub fn is_primary(self) -> bool {
                match self { $(Self::$kind => $primary,)* }
            }
        }
    };
}

// Its name in files, and whether it is a primary statement. What speaks for it stands in `data/kinds.toml`.
kinds! {
    /// Income, operations, earnings, profit and loss.
    IncomeStatement "income_statement" true,
    /// Comprehensive income, where it is a statement of its own.
    ComprehensiveIncome "comprehensive_income" true,
    /// Balance sheet, financial position.
    BalanceSheet "balance_sheet" true,
    /// Cash flows.
    CashFlow "cash_flow" true,
    /// Changes in equity.
    Equity "equity" true,
    /// Figures by business, product or place.
    Segment "segment" false,
    /// From one measure to another, GAAP to non-GAAP.
    Reconciliation "reconciliation" false,
    /// Operating figures and highlights.
    Metrics "metrics" false,
    /// The rest.
    Other "other" false,
}

impl Kind {
    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
