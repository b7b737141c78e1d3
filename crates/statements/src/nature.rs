//! What sort of time a table is of, as its words tell: figures to come, balances at a point in time, flows over a period.

use crossfoot_grammar::Table;
use crossfoot_lexicon::{Role, Tags, tag};

/// `Quarter End`, `at year-end`: a point in time, not the time up to it, where the figures are no flows (`Fiscal year end 2023`).
pub(crate) fn names_end(heading: &str) -> bool {
    tag(heading).has(Role::PeriodEnd)
}

/// Whether a title or heading is of figures to come.
pub(crate) fn is_forecast(text: &str) -> bool {
    let tags = tag(text);
    tags.has(Role::Forecast) && !tags.has(Role::Actual)
}

/// Whether a title says that figures are balances at a point in time: numbers of things.
pub(crate) fn counts_stock(title: &str) -> bool {
    let tags = tag(title);
    tags.has(Role::CountedBalance) && !tags.has(Role::Average)
}

/// Whether the lines of a table that is no statement are of periods: most name a flow and none a balance.
pub(crate) fn is_of_flows(table: &Table) -> bool {
    let mut lines = table.rows.iter().filter(|r| r.has_figures()).map(|r| r.label.tags());
    // Segments by measure: `Trading operating profit | Margin in % | Capital additions`.
    let heads = table.columns.iter().map(|c| tag(&c.heading_text())).collect::<Vec<_>>();
    are_of_flows(&mut lines) || are_of_flows(&mut heads.iter())
}

/// Whether most of some texts name a flow and none a balance.
fn are_of_flows(texts: &mut dyn Iterator<Item = &Tags>) -> bool {
    let (mut all, mut flows) = (0, 0);
    for tags in texts {
        if tags.has(Role::BalanceWord) {
            return false;
        }
        all += 1;
        flows += usize::from(tags.has(Role::FlowWord));
    }
    flows * 2 > all
}
