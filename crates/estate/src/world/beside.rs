//! In what a world differs from what was read.

use std::fmt;
use std::rc::Rc;

use crate::arn::Arn;

/// Something that was left out of a world, or that the world assumes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it is about.
    pub arn: Arn,
    /// Why.
    pub why: Why,
}

impl Beside {
    /// Returns whether it isn't in the world at all. Otherwise it is there, with something assumed.
    pub const fn is_left_out(&self) -> bool {
        match self.why {
            Why::Engine(_)
            | Why::Region
            | Why::EncryptionUnknown
            | Why::KeyUnnamed
            | Why::KeyUnreadable(_)
            | Why::KeyElsewhere(_)
            | Why::Name
            | Why::NoCluster
            | Why::WithCluster
            | Why::Spec(_)
            | Why::Grantee(_) => true,
            Why::KeyNotDescribed
            | Why::KeyState(_)
            | Why::PolicyNotRead
            | Why::PolicyUnread(_)
            | Why::NoSource
            | Why::NoPrimary
            | Why::Retention(_)
            | Why::RecoverableSince
            | Why::StoppedSince
            | Why::PublicUnlikely
            | Why::MemberNotRead => false,
        }
    }
}

/// Why something was left out, or what is assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its engine is not one of Aurora's.
    Engine(Rc<str>),
    /// It is in a partition or Region that the model hasn't.
    Region,
    /// No file says how it is encrypted.
    EncryptionUnknown,
    /// It is encrypted, and no file names its key.
    KeyUnnamed,
    /// The key's id is none that AWS KMS gives.
    KeyUnreadable(Rc<str>),
    /// Its key is in another Region, where RDS can't use it.
    KeyElsewhere(Rc<str>),
    /// Its name is none that RDS takes.
    Name,
    /// Its cluster is in no file.
    NoCluster,
    /// Its cluster is left out.
    WithCluster,
    /// It is no key for symmetric encryption.
    Spec(Rc<str>),
    /// A grant is to somebody that the model can't name.
    Grantee(Rc<str>),
    /// No file describes the key: it is taken to be enabled.
    KeyNotDescribed,
    /// A key in a state that the model hasn't: it is taken to be disabled.
    KeyState(Rc<str>),
    /// No file has the key's policy: it is taken to be the default one.
    PolicyNotRead,
    /// The policy can't be evaluated: the default one stands in its place.
    PolicyUnread(Rc<str>),
    /// Its source isn't there: it is taken to be a cluster of its own.
    NoSource,
    /// No file has the primary key of its related keys: this one is taken to be it.
    NoPrimary,
    /// Backups are kept for a number of days that RDS doesn't take: 1 is assumed.
    Retention(u64),
    /// It can be recovered for seven days from when it lost its key, and no file says when that was.
    RecoverableSince,
    /// It is stopped, and no file says since when.
    StoppedSince,
    /// It is encrypted, and a file says that it is shared with everybody.
    PublicUnlikely,
    /// Some members of the global cluster aren't there: it is left out, and the others are clusters of their own.
    MemberNotRead,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(engine) => write!(f, "not simulated: its engine is {engine}"),
            Self::Region => f.write_str("not simulated: its partition or Region isn't in the model"),
            Self::EncryptionUnknown => f.write_str(
                "left out: no file says how it is encrypted. Add the whole output of a newer AWS CLI, with StorageEncryptionType",
            ),
            Self::KeyUnnamed => f.write_str("left out: it is encrypted, but no file names its key"),
            Self::KeyUnreadable(key) => write!(f, "left out: {key} isn't a valid key ARN"),
            Self::KeyElsewhere(region) => {
                write!(f, "left out: its key is in {region}, where RDS couldn't use it")
            }
            Self::Name => f.write_str("left out: RDS doesn't allow this name"),
            Self::NoCluster => f.write_str("left out: its cluster isn't in the files"),
            Self::WithCluster => f.write_str("left out with its cluster"),
            Self::RecoverableSince => f.write_str(
                "no file says when it lost its key, so the end of the seven days is unknown: here it can be recovered on any day",
            ),
            Self::StoppedSince => f.write_str(
                "no file says when it was stopped: here RDS starts it again seven days from now",
            ),
            Self::PublicUnlikely => f.write_str(
                "it is encrypted, and an encrypted snapshot can't be public: assumed to be shared only with the accounts that are named",
            ),
            Self::Spec(spec) => write!(f, "not needed: a {spec} key can't encrypt a cluster"),
            Self::Grantee(who) => write!(f, "one of its grants is left out: the model doesn't have {who}"),
            Self::KeyNotDescribed => f.write_str("no file describes it: assumed to be enabled"),
            Self::KeyState(state) => write!(f, "its state {state} isn't in the model: assumed to be disabled"),
            Self::PolicyNotRead => f.write_str(
                "no file has its policy: assumed to be the default policy, which lets the account's IAM policies decide",
            ),
            Self::PolicyUnread(why) => {
                write!(f, "its policy can't be evaluated ({why}): the default policy is used instead")
            }
            Self::NoSource => {
                f.write_str("its source isn't in the files: assumed to be a standalone cluster")
            }
            Self::NoPrimary => {
                f.write_str("its primary key isn't in the files: this replica key is used instead")
            }
            Self::Retention(days) => {
                write!(f, "its backups are kept for {days} days, which RDS doesn't allow: 1 is assumed")
            }
            Self::MemberNotRead => f.write_str(
                "some of its clusters aren't in the files: it is left out, and the others are standalone clusters",
            ),
        }
    }
}
