//! What a page is once it is decoded: words with their place, rules, shaded areas, images.
//!
//! All coordinates are `f32` points. The origin is the top left corner of the page as it is *read*:
//! x grows to the right, y grows downwards. A page whose text runs up or down the paper is turned first,
//! so that lines always run from left to right; [`Word::place`] keeps where the word stands on the paper.

use compact_str::CompactString;

use crate::cells::CellGrid;

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

    /// Whether the two have a point in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 <= other.x1 && other.x0 <= self.x1 && self.y0 <= other.y1 && other.y0 <= self.y1
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
    /// Where it stands on the paper: PDF points from the top left; for text input, character columns and lines; for HTML, its
    /// [`CellRef`](crate::CellRef), and nothing outside of tables.
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
    /// The page's text is a layer that nobody sees, under or over a scan: what a machine took the picture to say.
    OcrLayer,
    /// Part of the page is a picture of text.
    TextInPicture,
    /// Part of the page is text drawn as shapes.
    TextInShapes {
        /// How many letters, about.
        letters: usize,
    },
    /// The decoder failed on the page, with its words.
    Failed(String),
    /// The file has no such page, though its page tree lists one here.
    Lost,
    /// Something that the page is made of is damaged or missing.
    Damaged(Part),
    /// The file as a whole is damaged. It stands on the first page, as it is of no single one.
    File(Damage),
}

/// What a page is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What is drawn on it.
    Content,
    /// The list of its fonts and drawings.
    Resources,
    /// A font.
    Font,
    /// What a font says of its digits: it shows other ones.
    Digits,
    /// A drawing that is kept apart, such as a letterhead that several pages share.
    Drawing,
}

/// What is wrong with a file as a whole, so that more may be missing than is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It ends before its end mark.
    CutShort,
    /// Its cross-reference, the list of where everything stands, is wrong: the decoder made one by searching.
    Rebuilt,
    /// Its page tree cannot be followed: the decoder found its pages by searching.
    PageTree,
    /// It has another number of pages than it says.
    PageCount {
        /// What it says.
        told: u32,
        /// What there is.
        found: u32,
    },
    /// A stream that holds part of its structure is damaged.
    Structure,
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoUnicode { glyphs, of } => {
                write!(f, "{glyphs} of {of} glyphs have no Unicode")
            }
            Self::ImageOnly => write!(f, "the page is a picture without text"),
            Self::OcrLayer => write!(f, "OCR layer: the text is what a machine took a picture to say"),
            Self::TextInPicture => write!(f, "part of the page is a picture of text"),
            Self::TextInShapes { letters } => {
                write!(f, "part of the page is text drawn as shapes, about {letters} letters")
            }
            Self::Failed(why) => write!(f, "the decoder failed: {why}"),
            Self::Lost => write!(f, "missing in the file"),
            Self::Damaged(Part::Content) => write!(f, "the content is damaged"),
            Self::Damaged(Part::Resources) => write!(f, "the list of fonts and drawings is damaged"),
            Self::Damaged(Part::Font) => write!(f, "a font is damaged"),
            Self::Damaged(Part::Digits) => write!(f, "a font shows other digits than it says"),
            Self::Damaged(Part::Drawing) => write!(f, "a drawing is damaged"),
            Self::File(damage) => damage.fmt(f),
        }
    }
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::CutShort => write!(f, "the file is cut short"),
            Self::Rebuilt => write!(f, "the file's cross-reference is broken and was rebuilt"),
            Self::PageTree => write!(f, "the file's page tree is broken, its pages may be out of order"),
            Self::PageCount { told, found } => {
                let plural = if *told == 1 { "" } else { "s" };
                write!(f, "the file says it has {told} page{plural}, and has {found}")
            }
            Self::Structure => write!(f, "part of the file's structure is damaged"),
        }
    }
}

/// What a user should know of a page although all of it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Text nearly in the colour of what it stands on: it is read, but hardly anyone sees it.
    Faint {
        /// Glyphs of such text.
        glyphs: usize,
    },
    /// Text that a redaction marks to be taken out: it is left out.
    Redacted {
        /// Glyphs of such text.
        glyphs: usize,
    },
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Faint { glyphs } => write!(f, "{glyphs} glyphs nearly in the colour of what they stand on"),
            Self::Redacted { glyphs } => write!(f, "{glyphs} glyphs marked for redaction left out"),
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
    /// Tables whose cells the source declares, top to bottom.
    pub cells: Vec<CellGrid>,
    /// Areas covered by pictures.
    pub images: Vec<Rect>,
    /// Its text is a layer that nobody sees, under or over a scan.
    pub ocr_layer: bool,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// What else there is to know.
    pub remarks: Vec<Remark>,
}
