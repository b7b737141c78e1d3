//! Why a person should look at a figure, whatever arithmetic says of it.

/// A reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Its page is a picture, and its text what a machine took the picture to say.
    OcrLayer,
    /// Its table could be read in another way nearly as well.
    Reading,
    /// Nothing tells what it counts, or in which currency.
    Unit,
    /// Nothing tells what it is multiplied by.
    Scale,
    /// Nothing tells what time it speaks of.
    Period,
}

impl Doubt {
    const ALL: [Self; 5] = [Self::OcrLayer, Self::Reading, Self::Unit, Self::Scale, Self::Period];

    /// As files name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OcrLayer => "ocr_layer",
            Self::Reading => "reading",
            Self::Unit => "unit",
            Self::Scale => "scale",
            Self::Period => "period",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// All reasons of a figure; mostly none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Doubts(u8);

impl Doubts {
    /// No reason.
    pub const NONE: Self = Self(0);

    /// Adds a reason.
    pub fn insert(&mut self, doubt: Doubt) {
        self.0 |= doubt.bit();
    }

    /// Takes a reason away that something else has answered.
    pub fn remove(&mut self, doubt: Doubt) {
        self.0 &= !doubt.bit();
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The reasons, in order.
    pub fn iter(self) -> impl Iterator<Item = Doubt> {
        Doubt::ALL.into_iter().filter(move |doubt| self.0 & doubt.bit() != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_is_there_once_it_is_added() {
        let mut doubts = Doubts::default();
        assert!(doubts.is_empty() && doubts.iter().next().is_none());
        doubts.insert(Doubt::OcrLayer);
        doubts.insert(Doubt::OcrLayer);
        assert_eq!(doubts.iter().map(Doubt::name).collect::<Vec<_>>(), ["ocr_layer"]);
    }
}
