//! THE list of rules: every statement of "Encrypting Amazon Aurora resources" (December 2020), numbered, in
//! our words, with its place in the source. The page shows exactly these texts, and refusals name them.
//!
//! No rule is enforced here.

use std::fmt;

/// The published address of the source document.
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

macro_rules! rules {
    ($($id:ident $section:ident $paragraph:literal $kind:ident $statement:literal)*) => {
        /// A rule's number. The letter is the section: S for the introduction, O for Overview, E for Enabling,
        /// A for Availability, L for Limitations.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
        pub enum RuleId { $(#[doc = $statement] $id,)* }

        impl RuleId {
            /// The rule's number as it is written: `L08`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$id => stringify!($id),)* }
            }
        }

        impl RuleId {
            /// The rule with this number.
            pub const fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$id => &Rule {
                        id: RuleId::$id,
                        section: RuleSection::$section,
                        paragraph: $paragraph,
                        kind: RuleKind::$kind,
                        statement: $statement,
                    },)*
                }
            }
        }

        /// Every rule, in the order of the source.
        pub const RULES: &[&Rule] = &[$(RuleId::$id.rule(),)*];
    };
}

/// A section of the source document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum RuleSection {
    /// Before the first heading.
    Introduction,
    /// "Overview of encrypting Amazon Aurora resources"
    Overview,
    /// "Enabling encryption for an Amazon Aurora DB cluster"
    Enabling,
    /// "Availability of Amazon Aurora encryption"
    Availability,
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
            Self::Availability => "Availability",
            Self::Limitations => "Limitations",
        }
    }

    /// The fragment of the section's heading in the published page.
    pub const fn fragment(self) -> &'static str {
        match self {
            Self::Introduction => "",
            Self::Overview => "#Overview.Encryption.Overview",
            Self::Enabling => "#Overview.Encryption.Enabling",
            Self::Availability => "#Overview.Encryption.Availability",
            Self::Limitations => "#Overview.Encryption.Limitations",
        }
    }
}

/// One statement of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// The section that it is in.
    pub section: RuleSection,
    /// The paragraph in that section, counted from 1; list items and notes count as paragraphs.
    pub paragraph: u8,
    /// How the model enforces it.
    pub kind: RuleKind,
    /// The statement, in our words.
    pub statement: &'static str,
}

impl RuleId {
    /// Parses what [`RuleId::name`] returns.
    pub fn parse(text: &str) -> Option<Self> {
        RULES.iter().map(|rule| rule.id).find(|id| id.name() == text)
    }
}

/// The numbers of all rules, as a sentence lists them: `S01 to S04, …, A01, A02 and L01 to L11`.
pub fn numbers() -> String {
    let mut parts: Vec<String> = Vec::new();
    for section in RULES.chunk_by(|one, next| one.section == next.section) {
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

rules! {
    S01 Introduction 1 Shape "Encryption at rest covers the storage under the cluster, its automated backups, its read replicas and its snapshots."
    S02 Introduction 2 Shape "The algorithm is AES-256, and it runs on the host that serves the cluster."
    S03 Introduction 2 Shows "Access is authenticated and data decrypted without the client noticing: programs need no change, and the cost is small."
    S04 Introduction 3 Shows "Between a source and its read replicas data is encrypted in transit, for encrypted and unencrypted clusters alike, across Regions too."
    O01 Overview 1 Shows "Encryption at rest guards against somebody who reaches the underlying storage itself."
    O02 Overview 2 Shape "In an encrypted cluster every instance, log, backup and snapshot is encrypted."
    O03 Overview 2 Follows "A read replica of an encrypted cluster can be encrypted."
    O04 Overview 2 Shape "The key that encrypts is a KMS key (CMK) of AWS KMS."
    O05 Overview 2 Shape "Every instance of a cluster uses the cluster's own KMS key (CMK)."
    O06 Overview 2 Follows "A copy of an encrypted snapshot may be under another KMS key (CMK) than its source."
    O07 Overview 3 Follows "A KMS key (CMK) is AWS managed or customer managed; customer managed ones are made in KMS, with a policy that controls their use."
    O08 Overview 3 Follows "Every use of a KMS key (CMK) is recorded by CloudTrail, so that it can be audited."
    O09 Overview 3 Shows "The same KMS key (CMK) can serve other services as well: Amazon S3, Amazon EBS, Amazon Redshift."
    E01 Enabling 2 Follows "Encryption is switched on when the cluster is created, with --storage-encrypted (StorageEncrypted=true)."
    E02 Enabling 3 Defaults "Where no key is named, the AWS managed KMS key (CMK) for Aurora is used."
    E03 Enabling 3 Defaults "Aurora creates that AWS managed KMS key (CMK) for the account; each Region has its own."
    E04 Enabling 4 Refuses "The KMS key (CMK) of an encrypted cluster can't be changed later."
    E05 Enabling 5 Follows "--kms-key-id takes any key identifier: key id, key ARN, alias name or alias ARN."
    E06 Enabling 5 Refuses "A KMS key (CMK) of another account must be named by key ARN or alias ARN."
    E07 Enabling 6 Follows "Aurora can lose access to the KMS key (CMK), for example when RDS's access to it is revoked; the cluster then goes into a terminal state."
    E08 Enabling 6 Refuses "Out of that terminal state only a restore from a backup helps."
    E09 Enabling 6 Shows "Backups should always be on for encrypted clusters, against the loss of the data with the key."
    A01 Availability 1 Shape "Every database engine and storage type can be encrypted."
    A02 Availability 2 Refuses "Encryption is not available for the instance class db.t2.micro."
    L01 Limitations 1 Refuses "Encryption can't be switched off on an encrypted cluster."
    L02 Limitations 2 Refuses "An encrypted snapshot of an unencrypted cluster can't be made."
    L03 Limitations 3 Refuses "A snapshot of an encrypted cluster is under the cluster's own KMS key (CMK)."
    L04 Limitations 4 Refuses "An unencrypted cluster can't be converted to an encrypted one."
    L05 Limitations 4 Follows "An unencrypted snapshot can be restored to an encrypted cluster by naming a KMS key (CMK)."
    L06 Limitations 5 Refuses "An unencrypted cluster can't have an encrypted replica."
    L07 Limitations 5 Refuses "An encrypted cluster can't have an unencrypted replica."
    L08 Limitations 6 Refuses "A copy of an encrypted snapshot to another Region must name a KMS key (CMK) of that Region."
    L09 Limitations 6 Refuses "A KMS key (CMK) belongs to the Region it was created in."
    L10 Limitations 7 Shape "The source snapshot stays encrypted all through the copy."
    L11 Limitations 7 Shape "The copy is protected by envelope encryption: its data key is unwrapped under one KMS key (CMK) and wrapped under the other."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_five_rules_each_found_by_its_name() {
        assert_eq!(RULES.len(), 35);
        for &rule in RULES {
            assert_eq!(RuleId::parse(rule.id.name()), Some(rule.id));
            assert_eq!(rule.id.rule(), rule);
        }
        assert!(RULES.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert_eq!(numbers(), "S01 to S04, O01 to O09, E01 to E09, A01, A02 and L01 to L11");
    }
}
