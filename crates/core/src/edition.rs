//! Which rules hold: the page of December 2020, or AWS as it is in 2026.

/// Editions are never blended: a world belongs to one for its whole life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum Edition {
    /// The source document, "Encrypting Amazon Aurora resources" of December 2020.
    Y2020,
}

impl Edition {
    /// `2020`, as it is written in links and scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Y2020 => "2020",
        }
    }

    /// Reads what [`Edition::name`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "2020" => Some(Self::Y2020),
            _ => None,
        }
    }
}
