//! The kinds of findings: how bad each is, the rule behind it and the way out. Not here: when there is one (`find`).

use playground_core::rules::RuleId;

use crate::arn::Arn;

/// How bad it is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Data is lost or open to everybody, or will be on a known day.
    Critical,
    /// Data is not protected, or in another's hands.
    High,
    /// A way out is missing when it is needed.
    Medium,
    /// To be known, or to be done when there is time.
    Low,
}

impl Severity {
    /// All of them, worst first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// As reports show it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $severity:ident $rule:ident $name:literal $out:literal;)*) => {
        /// A kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// All kinds, worst first.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// How bad it is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$kind => Severity::$severity,)* }
            }

            /// The rule of 2026 behind it.
            pub const fn rule(self) -> RuleId {
                match self { $(Self::$kind => RuleId::$rule,)* }
            }

            /// Its name in reports.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The way out.
            pub const fn way_out(self) -> &'static str {
                match self { $(Self::$kind => $out,)* }
            }
        }
    };
}

kinds! {
    /// A cluster that can't use its key.
    Inaccessible Critical N12 "cluster without its key"
        "Make its key usable again, or restore a backup under a key that works.";
    /// A key in use that is to be deleted.
    KeyPendingDeletion Critical N12 "key pending deletion"
        "Cancel the deletion (aws kms cancel-key-deletion), then enable the key. If the key has to go, first copy what you need under another key.";
    /// A key in use that is disabled.
    KeyDisabled Critical N09 "disabled key"
        "Enable the key (aws kms enable-key), then start the clusters under it.";
    /// A snapshot that everybody may restore.
    PublicSnapshot Critical L02 "public snapshot"
        "Stop sharing it publicly.";
    /// A key whose policy lets everybody use it.
    OpenKey Critical O07 "key that anyone may use"
        "Name accounts in the statement instead of *, or add a condition on kms:CallerAccount or aws:PrincipalOrgID.";
    /// An unencrypted cluster.
    Unencrypted High L04 "unencrypted cluster"
        "Take a snapshot, copy it under a customer managed key, restore the copy, and move the clients.";
    /// An unencrypted manual snapshot.
    UnencryptedSnapshot High N16 "unencrypted snapshot"
        "Copy it under a customer managed key, then delete the original.";
    /// Something under a key of another account.
    ForeignKey High N15 "key of another account"
        "Copy a snapshot under a key of your own, then restore the copy.";
    /// A snapshot that is shared with an account that can't use its key.
    SharedWithoutKey Medium N14 "snapshot shared without its key"
        "Let the account use the key in the key policy, or stop sharing the snapshot.";
    /// An encrypted snapshot of which a file says that everybody may restore it.
    DoubtfulSharing Medium N14 "public, but encrypted"
        "Check again with aws rds describe-db-cluster-snapshot-attributes: an encrypted snapshot can't be public.";
    /// Backups are kept for one day.
    OneDayOfBackups Medium E09 "backups kept for one day"
        "Keep backups longer (aws rds modify-db-cluster --backup-retention-period 7).";
    /// A key that isn't described.
    UnknownKey Medium N09 "key that no file describes"
        "Run aws kms describe-key in the key's account, and add its output here.";
    /// A key whose policy can't be evaluated.
    UnreadPolicy Low O07 "key policy that can't be evaluated"
        "Read the policy yourself: the playground can't say who may use the key.";
    /// Something under the key that AWS manages.
    AwsManagedKey Low N08 "AWS managed key"
        "Nothing to do, unless you need to share a snapshot: then copy it under a customer managed key first.";
    /// A customer managed key that isn't rotated.
    NotRotated Low O07 "key without rotation"
        "Turn on automatic rotation (aws kms enable-key-rotation).";
    /// No copy in another Region.
    OneRegion Low L08 "no copy in another Region"
        "Copy a snapshot to another Region, under a key of that Region.";
    /// One key for every cluster of an account and Region.
    OneKey Low N15 "one key for everything"
        "Use separate keys for separate workloads, so that losing one key doesn't lose everything.";
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding it is.
    pub kind: Kind,
    /// The resource that it is about.
    pub about: Arn,
    /// What is so, in a sentence.
    pub what: String,
    /// The way out of this one, where that of its kind doesn't say all.
    pub own_way_out: Option<String>,
}

impl Finding {
    /// The way out: its own, or that of its kind.
    pub fn way_out(&self) -> &str {
        self.own_way_out.as_deref().unwrap_or_else(|| self.kind.way_out())
    }
}

/// The way out that all of these findings have; `None` if they have different ones.
pub fn one_way_out<'a>(findings: &[&'a Finding]) -> Option<&'a str> {
    let (first, others) = findings.split_first()?;
    others.iter().all(|other| other.way_out() == first.way_out()).then(|| first.way_out())
}
