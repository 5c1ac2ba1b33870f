//! IAM as `get-account-authorization-details` answers it, of which the statements that can be about AWS KMS were kept.

use playground_aws::json::{Object, Value, parse_within};
use playground_core::edition::Edition;
use playground_core::iam::aws_managed;
use playground_core::iam::managed::PolicyArn;

use super::{Answer, texts};
use crate::estate::{Iam, Identity, KeyPolicy};
use crate::read::MAX_FILE;

/// A user, a role or a group.
pub(super) fn identity(of: &Identity) -> Value {
    let Identity { arn, inline, attached, groups, bounded } = of;
    let list = match arn.resource().split('/').next() {
        Some("group") => "GroupPolicyList",
        Some(_) | None => "RolePolicyList",
    };
    let mut out = Answer::of("Arn", arn.as_str());
    let inline = inline.iter().map(|(name, policy)| {
        let mut out = Answer::of("PolicyName", name);
        document(&mut out, "PolicyDocument", policy);
        out.done()
    });
    out.0.with(list, Value::Array(inline.collect()));
    let attached = attached.iter().map(|arn| Answer::of("PolicyArn", arn).done());
    out.0.with("AttachedManagedPolicies", Value::Array(attached.collect()));
    out.0.maybe("GroupList", (!groups.is_empty()).then(|| texts(groups)));
    // Whose it is was not kept.
    out.0.maybe("PermissionsBoundary", bounded.then(|| Object::new().done()));
    out.done()
}

/// A managed policy; nothing of AWS's own, which are known by their names.
pub(super) fn managed(arn: &str, policy: &KeyPolicy) -> Value {
    let known = PolicyArn::parse(arn).and_then(|arn| aws_managed::find(Edition::LATEST, &arn));
    if let (Some(known), KeyPolicy::Read(policy)) = (known, policy)
        && known.policy.text == policy.text
    {
        return Value::Null;
    }
    let mut version = Answer(Object::new());
    version.0.flag("IsDefaultVersion", true);
    document(&mut version, "Document", policy);
    let mut out = Answer::of("Arn", arn);
    out.0.with("PolicyVersionList", Value::Array(vec![version.done()]));
    out.done()
}

/// An account of which everything was read: an answer that is not cut off has one of its users or roles.
pub(super) fn whole(iam: &Iam, account: &str) -> Value {
    let one = iam.identities.iter().find(|one| one.arn.account() == account);
    one.map_or(Value::Null, |one| Answer::of("Arn", one.arn.as_str()).done())
}

/// Its document; of one that could not be read, why not.
fn document(out: &mut Answer, name: &str, policy: &KeyPolicy) {
    match policy {
        KeyPolicy::Read(policy) => {
            let read = parse_within(&policy.text, MAX_FILE, MAX_FILE).unwrap_or_else(|_| {
                // Nothing of it was about AWS KMS.
                let mut nothing = Object::new();
                nothing.text("Version", "2012-10-17").with("Statement", Value::Array(Vec::new()));
                nothing.done()
            });
            out.0.with(name, read);
        }
        KeyPolicy::Unread(why) => {
            out.text("PolicyUnread", Some(why));
        }
    }
}
