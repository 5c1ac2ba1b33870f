//! Which rules hold: the page of December 2020, or AWS as it is in 2026.

/// Editions are never blended: a world belongs to one for its whole life. Later editions are greater. An address, an
/// element or a call that names none means the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub enum Edition {
    /// The source document, "Encrypting Amazon Aurora resources" of December 2020, and AWS of that time.
    #[default]
    Y2020 = 2020,
    /// The page at the same address, and AWS, in 2026.
    Y2026 = 2026,
}

impl Edition {
    /// The last edition, which has every operation and member of those before.
    pub const LATEST: Self = Self::Y2026;
    /// Every edition, oldest first.
    pub const ALL: [Self; 2] = [Self::Y2020, Self::Y2026];

    /// `2020`, as it is written in links and scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Y2020 => "2020",
            Self::Y2026 => "2026",
        }
    }

    /// What stands beside a headline: `December 2020`.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Y2020 => "December 2020",
            Self::Y2026 => "AWS today (2026)",
        }
    }

    /// What it means for a world, as a sentence.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Y2020 => {
                "Rules and answers are those of AWS in December 2020, as its documentation described them."
            }
            Self::Y2026 => {
                "Rules and answers are those of AWS today, as its documentation describes them in 2026."
            }
        }
    }

    /// Reads what [`Edition::name`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.name() == text)
    }

    /// The names of all editions, as a sentence lists them: `2020 and 2026`.
    pub fn names() -> String {
        Self::ALL.map(Self::name).join(" and ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_read_back_and_later_ones_are_greater() {
        for edition in Edition::ALL {
            assert_eq!(Edition::parse(edition.name()), Some(edition));
        }
        assert_eq!(Edition::parse("2023"), None);
        assert!(Edition::ALL.is_sorted());
        assert_eq!(Edition::names(), "2020 and 2026");
    }
}
