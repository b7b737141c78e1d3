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

include!(concat!(env!("OUT_DIR"), "/sets.rs"));
