//! Assets equal liabilities and equity: the one equation that the words of a balance sheet make certain.

use crossfoot_lexicon::{Role, Text};
use crossfoot_statements::{LineItem, Statement};

use crate::book::Book;
use crate::fixed::Class;
use crate::relation::{Place, RelationKind};
use crate::rounding::Slack;

/// What the two grand totals of a balance sheet are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Assets,
    Claims,
}

pub(crate) fn prove(book: &mut Book<'_>, statement: usize) {
    let rows = |side| rows(&book.statements[statement], side);
    let (assets, claims) = (rows(Side::Assets), rows(Side::Claims));
    // Two of either are two balance sheets in one table; which belongs to which is not said.
    let (&[assets], &[claims]) = (assets.as_slice(), claims.as_slice()) else { return };
    for col in 0..book.figures[statement].cols {
        let amount = |row| book.figures[statement].of_class(row, col, Class::Money);
        let (Some(x), Some(y)) = (amount(assets), amount(claims)) else { continue };
        let mut slack = Slack::default();
        slack.add_result(y);
        slack.add_term(x, 1);
        let place = |row| Place { statement, row, col };
        book.enter(RelationKind::Balance, place(claims), [(place(assets), 1)], x.value - y.value, slack);
    }
}

/// The rows of a side's grand total.
pub(crate) fn rows(statement: &Statement, side: Side) -> Vec<usize> {
    let items = statement.items.iter().enumerate();
    items.filter(|(_, item)| self::side(item) == Some(side)).map(|(row, _)| row).collect()
}

fn side(item: &LineItem) -> Option<Side> {
    let label = &item.label;
    if is_only(label, Role::TotalAssets) {
        return Some(Side::Assets);
    }
    let claims = label.has(Role::TotalBeginning)
        && label.has(Role::Liability)
        && label.has(Role::OwnersWord)
        && !label.has(Role::LessWord);
    claims.then_some(Side::Claims)
}

/// Whether a text has no words but those of a role.
pub(crate) fn is_only(text: &Text, role: Role) -> bool {
    let is_silent = |part: Option<&str>| part.is_some_and(|part| !part.contains(char::is_alphanumeric));
    text.tags().places(role).any(|place| is_silent(text.get(..place.start)) && is_silent(text.get(place.end..)))
}

#[cfg(test)]
mod tests {
    use crate::testing::{money, statement, status_line};
    use crate::{RelationKind, Status, prove};

    #[test]
    fn grand_totals_agree() {
        let proven = prove(vec![statement(
            &["2023", "2022"],
            vec![
                money("Total assets", &["92447", "98849"]),
                money("Total liabilities and stockholders’ equity", &["92447", "98850"]),
            ],
        )]);
        let relations: Vec<_> = proven[0].relations.iter().filter(|r| r.kind == RelationKind::Balance).collect();
        assert_eq!(relations.len(), 2);
        assert!(relations.iter().all(|r| r.holds));
        assert_eq!(status_line(&proven[0], 0), [Status::Footed; 2]);
    }

    #[test]
    fn a_broken_balance_is_reported_but_names_no_culprit() {
        let proven = prove(vec![statement(
            &["2023", "2022"],
            vec![
                money("Total assets", &["92447", "98849"]),
                money("Total liabilities and equity", &["92447", "98949"]),
            ],
        )]);
        let broken: Vec<_> = proven[0].relations.iter().filter(|r| !r.holds).collect();
        assert_eq!(broken.len(), 1);
        assert_eq!(broken[0].difference, rust_decimal::Decimal::from(-100));
        assert_eq!(status_line(&proven[0], 1), [Status::Footed, Status::Unproven]);
    }
}
