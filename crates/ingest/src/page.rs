//! What a page is once it is decoded: words with their place, rules, shaded areas, images.
//!
//! All coordinates are `f32` points. The origin is the top left corner of the page as it is *read*:
//! x grows to the right, y grows downwards. A page whose text runs up or down the paper is turned first,
//! so that lines always run from left to right; [`Word::place`] keeps where the word stands on the paper.

use compact_str::CompactString;

/// A rectangle in points, origin at the page's top left, `x0 <= x1` and `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Rect {
    /// A rectangle from any two opposite corners.
    pub fn new(ax: f32, ay: f32, bx: f32, by: f32) -> Self {
        Self { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) }
    }

    /// Width in points.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The x of the middle.
    pub fn center_x(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// The y of the middle.
    pub fn center_y(&self) -> f32 {
        (self.y0 + self.y1) / 2.0
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Whether the point lies inside or on the border.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    /// Length of the overlap of the two rectangles' x extents; 0 when they are apart.
    pub fn overlap_x(&self, other: &Self) -> f32 {
        (self.x1.min(other.x1) - self.x0.max(other.x0)).max(0.0)
    }
}

/// A word: glyphs that stand together without a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The characters, in reading order. Nearly all words are short: their text lies in the word itself.
    pub text: CompactString,
    /// Where it stands in the reading frame of the page.
    pub bbox: Rect,
    /// The y of the line it stands on. A raised mark has the baseline of the line it belongs to.
    pub baseline: f32,
    /// Type size in points.
    pub size: f32,
    /// Set in a bold face.
    pub bold: bool,
    /// Set in an italic face.
    pub italic: bool,
    /// A superscript: smaller and higher than its neighbours (a footnote mark, mostly).
    pub raised: bool,
    /// Where it stands on the paper: PDF points from the top left; for text input, character columns and lines.
    pub place: Rect,
    /// For text whose cells are marked by tabs or pipes: the 0-based number of the field the word is in.
    pub field: Option<u32>,
}

/// A straight rule: a stroke, or a fill too thin to be anything else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Its extent; a horizontal rule has next to no height.
    pub bbox: Rect,
}

impl Rule {
    /// Whether it runs from left to right.
    pub fn is_horizontal(&self) -> bool {
        self.bbox.width() >= self.bbox.height()
    }
}

/// A filled area that is not a rule, such as the shading of every other row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// Its extent.
    pub bbox: Rect,
    /// Brightness, 0 black to 1 white.
    pub luma: f32,
}

/// Something on a page that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Glyphs whose font gives no Unicode: how many, of how many on the page.
    NoUnicode {
        /// Glyphs without Unicode.
        glyphs: usize,
        /// All glyphs on the page.
        of: usize,
    },
    /// The page is a picture without text.
    ImageOnly,
    /// The decoder failed on the page, with its words.
    Failed(String),
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoUnicode { glyphs, of } => {
                write!(f, "{glyphs} of {of} glyphs have no Unicode")
            }
            Self::ImageOnly => write!(f, "the page is a picture without text"),
            Self::Failed(why) => write!(f, "the decoder failed: {why}"),
        }
    }
}

/// One page of a release.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// 1-based number in the document.
    pub number: u32,
    /// Width in points, as read.
    pub width: f32,
    /// Height in points, as read.
    pub height: f32,
    /// The words, top to bottom and left to right.
    pub words: Vec<Word>,
    /// Horizontal and vertical rules.
    pub rules: Vec<Rule>,
    /// Shaded areas.
    pub fills: Vec<Fill>,
    /// Areas covered by pictures.
    pub images: Vec<Rect>,
    /// What could not be read.
    pub unread: Vec<Unread>,
}
