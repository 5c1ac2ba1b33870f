//! What kind of object an object is, told by the names of its members.

use playground_aws::json::Value;

use crate::fields::Fields;

/// An object that says something about a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Cluster,
    Instance,
    Snapshot,
    SnapshotAttributes,
    Backup,
    Global,
    Key,
    Alias,
    Grant,
    /// The answer of `list-grants` for a key that has none.
    NoGrants,
    Rotation,
    Rotated,
    Policy,
    /// The answer of `get-account-authorization-details`.
    Iam,
    /// A resource of Terraform, with the same members under other names.
    Terraform,
    /// A record of CloudTrail.
    Event,
}

impl Shape {
    /// The shape of an object, if it is one that is read.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let fields = Fields::of(value);
        let is = |names: &[&str]| fields.have(names);
        // The most special first: a snapshot has the members by which a cluster is known.
        Some(match () {
            () if is(&["eventname", "eventsource"]) => Self::Event,
            () if is(&["type", "instances", "mode"]) || is(&["type", "values", "address"]) => Self::Terraform,
            () if is(&["roledetaillist"]) || is(&["userdetaillist"]) => Self::Iam,
            () if is(&["globalclusteridentifier", "globalclustermembers"]) => Self::Global,
            () if is(&["dbclustersnapshotidentifier", "dbclustersnapshotattributes"]) => {
                Self::SnapshotAttributes
            }
            () if is(&["dbclustersnapshotidentifier", "engine"]) => Self::Snapshot,
            () if is(&["restorewindow"]) && fields.has("dbclusteridentifier") => Self::Backup,
            () if is(&["dbinstanceidentifier", "dbinstanceclass"]) => Self::Instance,
            () if is(&["dbclusteridentifier", "engine"]) => Self::Cluster,
            () if is(&["grantid", "granteeprincipal"]) => Self::Grant,
            () if fields.any(&["grants"]).and_then(Value::as_array).is_some_and(<[_]>::is_empty) => {
                Self::NoGrants
            }
            () if is(&["aliasname"]) && (fields.has("aliasarn") || fields.has("targetkeyid")) => Self::Alias,
            () if is(&["keyrotationenabled"]) => Self::Rotation,
            () if is(&["keyid", "rotationdate"]) => Self::Rotated,
            () if is(&["keyid", "arn"]) && (fields.has("keystate") || fields.has("keymanager")) => Self::Key,
            // `get-key-policy` answers with a policy and its name, or, before 2023, with the policy alone.
            () if is(&["policy"]) && (is(&["policyname"]) || fields.count() == 1) => Self::Policy,
            () => return None,
        })
    }
}
