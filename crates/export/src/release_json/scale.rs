//! What bears out or contradicts the scale of a statement, as `release.json` has it.

use crossfoot_footing::{Other, ProvenStatement, ScaleProof, Witness};
use serde::Serialize;

use super::JsonPlace;
use crate::release::Numbering;

#[derive(Serialize)]
pub(super) struct JsonScaleProof<'a> {
    /// Something bears the scale out, and nothing contradicts it.
    proved: bool,
    agreeing: Vec<JsonWitness<'a>>,
    contradicting: Vec<JsonWitness<'a>>,
}

#[derive(Serialize)]
struct JsonWitness<'a> {
    kind: &'static str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
    other: JsonOther<'a>,
    /// The power of ten that the figure would have to be multiplied by to agree.
    #[serde(skip_serializing_if = "is_zero")]
    power: i32,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonOther<'a> {
    Figure(JsonPlace<'a>),
    Prose { page: u32, printed: &'a str, line: &'a str },
}

fn is_zero(power: &i32) -> bool {
    *power == 0
}

impl<'a> JsonScaleProof<'a> {
    /// None where nothing speaks of the scale.
    pub(super) fn of(
        proof: &'a ScaleProof,
        statements: &'a [ProvenStatement],
        numberings: &[Numbering],
    ) -> Option<Self> {
        let place = |place| JsonPlace::of(place, statements, numberings);
        let witness = |witness: &'a Witness| JsonWitness {
            kind: witness.kind.name(),
            place: place(witness.place),
            other: match &witness.other {
                Other::Figure(other) => JsonOther::Figure(place(*other)),
                Other::Prose(amount) => {
                    JsonOther::Prose { page: amount.page, printed: &amount.printed, line: &amount.line }
                }
            },
            power: witness.power,
        };
        let all = |witnesses: &'a [Witness]| witnesses.iter().map(witness).collect::<Vec<_>>();
        let (agreeing, contradicting) = (all(&proof.agreeing), all(&proof.contradicting));
        let speaks = !agreeing.is_empty() || !contradicting.is_empty();
        speaks.then_some(Self { proved: proof.is_proved(), agreeing, contradicting })
    }
}
