//! THE list of rules: every statement of "Encrypting Amazon Aurora resources", numbered, in our words, with its place
//! in the source, for each edition of that page in a file of its own. The page shows exactly these texts, and refusals
//! name them.
//!
//! No rule is enforced here.

mod y2020;
mod y2026;

use crate::edition::Edition;
use std::fmt;

/// The published address of the source document, in every edition.
pub const SOURCE_URL: &str =
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html";

/// How the model enforces a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum RuleKind {
    /// A command is refused.
    Refuses,
    /// A default value is filled in.
    Defaults,
    /// A consequence of another command.
    Follows,
    /// No state of a world can break it.
    Shape,
    /// It can be seen in a world.
    Shows,
}

impl RuleKind {
    /// What the playground does with such a rule, for a label: `a command is refused`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Refuses => "a command is refused",
            Self::Defaults => "a value is filled in",
            Self::Follows => "it follows from a command",
            Self::Shape => "no state can break it",
            Self::Shows => "it can be seen",
        }
    }
}

macro_rules! ids {
    ($($id:ident)*) => {
        /// A rule's number. The letter is the section that first had it: S for the introduction, O for Overview, E for
        /// Enabling, A for Availability, L for Limitations; and N, D and T for what the edition of 2026 added.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
        pub enum RuleId { $(#[doc = concat!("Rule ", stringify!($id))] $id,)* }

        impl RuleId {
            /// Every number of every edition.
            pub const ALL: &[Self] = &[$(Self::$id,)*];

            /// The rule's number as it is written: `L08`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$id => stringify!($id),)* }
            }
        }
    };
}

ids! {
    S01 S02 S03 S04
    O01 O02 O03 O04 O05 O06 O07 O08 O09
    E01 E02 E03 E04 E05 E06 E07 E08 E09
    A01 A02
    L01 L02 L03 L04 L05 L06 L07 L08 L09 L10 L11 L12
    N01 N02 N03 N04 N05 N06 N07 N08 N09 N10 N11 N12 N13 N14 N15 N16 N17
    D01
    T01 T02 T03
}

/// A section of the source document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum RuleSection {
    /// Before the first heading.
    Introduction,
    /// "Overview of encrypting Amazon Aurora resources"
    Overview,
    /// 2020: "Enabling encryption for an Amazon Aurora DB cluster"
    Enabling,
    /// 2026: "Encrypting an Amazon Aurora DB cluster"
    Encrypting,
    /// 2026: "Determining whether encryption is turned on for a DB cluster"
    Determining,
    /// "Availability of Amazon Aurora encryption"
    Availability,
    /// 2026: "Encryption in transit"
    InTransit,
    /// "Limitations of Amazon Aurora encrypted DB clusters"
    Limitations,
}

impl RuleSection {
    /// A short name, for breadcrumbs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Introduction => "Introduction",
            Self::Overview => "Overview",
            Self::Enabling => "Enabling encryption",
            Self::Encrypting => "Encrypting a DB cluster",
            Self::Determining => "Determining whether encryption is on",
            Self::Availability => "Availability",
            Self::InTransit => "Encryption in transit",
            Self::Limitations => "Limitations",
        }
    }

    /// The fragment of the section's heading in the published page.
    pub const fn fragment(self) -> &'static str {
        match self {
            Self::Introduction => "",
            Self::Overview => "#Overview.Encryption.Overview",
            Self::Enabling | Self::Encrypting => "#Overview.Encryption.Enabling",
            Self::Determining => "#Overview.Encryption.Determining",
            Self::Availability => "#Overview.Encryption.Availability",
            Self::InTransit => "#Overview.Encryption.InTransit",
            Self::Limitations => "#Overview.Encryption.Limitations",
        }
    }
}

/// Where in its section a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The paragraph, counted from 1; list items and notes count as paragraphs.
    Paragraph(u8),
    /// In its text.
    Section,
    /// In a box headed "Note".
    Note,
    /// In a box headed "Important".
    Important,
}

/// What the edition before said of the same matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing.
    New,
    /// The same, under the same number.
    Same,
    /// Something narrower or wider, under the same number.
    Changed,
    /// Something else, under these numbers.
    Instead(&'static [RuleId]),
}

/// One statement of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// The section that it is in.
    pub section: RuleSection,
    /// Where in that section.
    pub place: Place,
    /// How the model enforces it.
    pub kind: RuleKind,
    /// What the edition before said.
    pub earlier: Earlier,
    /// The statement, in our words.
    pub statement: &'static str,
}

impl Rule {
    /// Section and place, as a reader looks it up: `Limitations, paragraph 6`.
    pub fn place(&self) -> String {
        let section = self.section.name();
        match self.place {
            Place::Paragraph(number) => [section, ", paragraph ", &number.to_string()].concat(),
            Place::Section => section.into(),
            Place::Note => [section, ", note"].concat(),
            Place::Important => [section, ", important note"].concat(),
        }
    }
}

/// Every rule of an edition, in the order of its source.
pub const fn rules(edition: Edition) -> &'static [Rule] {
    match edition {
        Edition::Y2020 => y2020::RULES,
        Edition::Y2026 => y2026::RULES,
    }
}

impl RuleId {
    /// Parses what [`RuleId::name`] returns.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|id| id.name() == text)
    }

    /// The rule with this number in an edition; `None` where that edition makes no such statement.
    pub fn rule(self, edition: Edition) -> Option<&'static Rule> {
        rules(edition).iter().find(|rule| rule.id == self)
    }

    /// The rule of an edition by which it refuses what another edition refuses by this number: the one with this number, or
    /// else one that stands instead of it, if possible one that refuses.
    pub fn in_edition(self, edition: Edition) -> Option<&'static Rule> {
        let instead = |rule: &&Rule| match rule.earlier {
            Earlier::Instead(old) => old.contains(&self),
            Earlier::New | Earlier::Same | Earlier::Changed => false,
        };
        let instead = || rules(edition).iter().filter(instead);
        let refuses = || instead().find(|rule| rule.kind == RuleKind::Refuses);
        self.rule(edition).or_else(refuses).or_else(|| instead().next())
    }
}

/// The numbers of an edition's rules, as a sentence lists them: `S01 to S04, …, A01, A02 and L01 to L11`.
pub fn numbers(edition: Edition) -> String {
    let mut parts: Vec<String> = Vec::new();
    for section in rules(edition).chunk_by(|one, next| one.section == next.section) {
        match section {
            [first, .., last] if section.len() > 2 => {
                parts.push([first.id.name(), " to ", last.id.name()].concat());
            }
            few => parts.extend(few.iter().map(|rule| rule.id.name().into())),
        }
    }
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { [&parts.join(", "), " and ", &last].concat() }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Makes the list of an edition from rows: number, section, place, kind, what the edition before said, statement.
macro_rules! statements {
    ($($id:ident $section:ident $place:ident $(($number:literal))? $kind:ident $earlier:ident $(($($old:ident),*))?
       $statement:literal)*) => {
        pub(super) const RULES: &[Rule] = &[$(Rule {
            id: RuleId::$id,
            section: RuleSection::$section,
            place: Place::$place $(($number))?,
            kind: RuleKind::$kind,
            earlier: Earlier::$earlier $((&[$(RuleId::$old),*]))?,
            statement: $statement,
        },)*];
    };
}
use statements;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_edition_has_its_rules_each_once_and_found_by_its_name() {
        assert_eq!(Edition::ALL.map(|edition| rules(edition).len()), [35, 49]);
        for id in RuleId::ALL {
            assert_eq!(RuleId::parse(id.name()), Some(*id));
            assert!(Edition::ALL.iter().any(|edition| id.rule(*edition).is_some()), "{id} is in no edition");
        }
        for edition in Edition::ALL {
            for rule in rules(edition) {
                assert_eq!(rule.id.rule(edition), Some(rule), "{} twice", rule.id);
            }
        }
        assert_eq!(numbers(Edition::Y2020), "S01 to S04, O01 to O09, E01 to E09, A01, A02 and L01 to L11");
    }

    #[test]
    fn a_refusal_of_2020_has_its_rule_in_2026() {
        let today = |id: RuleId| id.in_edition(Edition::Y2026).map(|rule| rule.id);
        assert_eq!([RuleId::E07, RuleId::E08].map(today), [Some(RuleId::N12); 2], "lost for good");
        assert_eq!(
            [RuleId::L02, RuleId::L07, RuleId::N10].map(today),
            [Some(RuleId::L02), None, Some(RuleId::N10)]
        );
        assert_eq!(RuleId::N10.in_edition(Edition::Y2020), None);
    }

    #[test]
    fn what_an_edition_says_of_the_one_before_is_so() {
        for rule in rules(Edition::Y2020) {
            assert_eq!(rule.earlier, Earlier::New, "{}", rule.id);
        }
        for rule in rules(Edition::Y2026) {
            let before = rule.id.rule(Edition::Y2020).is_some();
            match rule.earlier {
                Earlier::New => assert!(!before, "{}", rule.id),
                Earlier::Same | Earlier::Changed => assert!(before, "{}", rule.id),
                Earlier::Instead(old) => {
                    assert!(!before && !old.is_empty(), "{}", rule.id);
                    assert!(old.iter().all(|id| id.rule(Edition::Y2020).is_some()), "{}", rule.id);
                }
            }
        }
    }
}
