//! The named sets of words and phrases that decisions are taken by: an enum of those that stand under `[phrases]` in the data files, and
//! one of those under `[words]`. A set that no data file has is unknown to the compiler; one that no code asks for, a test tells.

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
        pub struct $bits(pub(crate) [u64; $set::ALL.len().div_ceil(64)]);

        impl $bits {
            /// None of them.
            pub const NONE: Self = Self([0; $set::ALL.len().div_ceil(64)]);

            /// Whether it holds one.
            pub fn has(&self, one: $set) -> bool {
                let at = one as usize;
                self.0[at / 64] >> (at % 64) & 1 == 1
            }

            /// Takes one in.
            pub fn insert(&mut self, one: $set) {
                let at = one as usize;
                self.0[at / 64] |= 1 << (at % 64);
            }

            /// Takes in all of another.
            pub fn insert_all(&mut self, other: &Self) {
                self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own |= other);
            }

            /// What both hold.
            pub fn common(&self, other: &Self) -> Self {
                let mut common = *self;
                common.0.iter_mut().zip(other.0).for_each(|(own, other)| *own &= other);
                common
            }

            /// Whether it holds all of another.
            pub fn has_all(&self, other: &Self) -> bool {
                self.common(other) == *other
            }

            /// Whether it holds one of another.
            pub fn has_any(&self, other: &Self) -> bool {
                !self.common(other).is_empty()
            }

            /// Whether it holds none.
            pub fn is_empty(&self) -> bool {
                self.0.iter().all(|bits| *bits == 0)
            }
        }
    };
}

pub(crate) use sets;

include!(concat!(env!("OUT_DIR"), "/sets.rs"));
