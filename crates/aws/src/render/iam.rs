//! IAM. The CLI shows a policy document as JSON, not as a text.

use super::{Iso, dynamic, tags};
use crate::json::{Object, Value, parse};
use playground_core::iam::Holder;
use playground_core::iam::managed::Managed;
use playground_core::iam::role::{Role, User};
use playground_core::kms::policy::Policy;
use playground_core::ops::iam::IamOutput;

pub(super) fn render(output: &IamOutput) -> Value {
    let mut out = Object::new();
    match output {
        IamOutput::Nothing => &mut out,
        IamOutput::Inline(holder, of, name, policy) => {
            let member = match holder {
                Holder::User => "UserName",
                Holder::Role => "RoleName",
            };
            out.text(member, of).text("PolicyName", name).with("PolicyDocument", document(policy))
        }
        IamOutput::PolicyNames(names) => {
            out.with("PolicyNames", Value::strings(names.iter().map(ToString::to_string)))
        }
        IamOutput::Attached(policies) => {
            let one = |policy: &Managed| {
                Object::new()
                    .text("PolicyName", policy.arn.name())
                    .text("PolicyArn", policy.arn.text())
                    .done()
            };
            out.with("AttachedPolicies", Value::Array(policies.iter().map(|policy| one(policy)).collect()))
        }
        IamOutput::NewRole(it) => out.with("Role", role(it, Shown::New)),
        IamOutput::Role(it) => out.with("Role", role(it, Shown::Whole)),
        IamOutput::Roles(roles) => {
            let roles = roles.iter().map(|it| role(it, Shown::Listed));
            out.with("Roles", Value::Array(roles.collect()))
        }
        IamOutput::User(it) => out.with("User", user(it, Shown::Whole)),
        IamOutput::Users(users) => {
            let users = users.iter().map(|it| user(it, Shown::Listed));
            out.with("Users", Value::Array(users.collect()))
        }
        IamOutput::NewPolicy(policy) => out.with("Policy", managed(policy, 0, Shown::New)),
        IamOutput::Policy(policy, attached) => out.with("Policy", managed(policy, *attached, Shown::Whole)),
        IamOutput::Policies(policies) => {
            let policies =
                policies.iter().map(|(policy, attached)| managed(policy, *attached, Shown::Listed));
            out.with("Policies", Value::Array(policies.collect()))
        }
        IamOutput::PolicyVersion(policy) => {
            let version = Object::new()
                .with("Document", document(&policy.policy))
                .text("VersionId", policy.version)
                .flag("IsDefaultVersion", true)
                .show("CreateDate", &Iso(policy.updated))
                .done();
            out.with("PolicyVersion", version)
        }
    }
    .done()
}

/// Which answer a thing stands in: some of its members are only in some of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// That of its creation.
    New,
    /// Its own.
    Whole,
    /// A list.
    Listed,
}

fn document(policy: &Policy) -> Value {
    parse(&policy.text).unwrap_or_else(|_| Value::string(&*policy.text))
}

fn role(it: &Role, shown: Shown) -> Value {
    let mut out = Object::new();
    out.text("Path", &it.named.path)
        .text("RoleName", &it.named.name)
        .text("RoleId", &it.id)
        .show("Arn", &it.principal())
        .show("CreateDate", &Iso(it.created))
        .with("AssumeRolePolicyDocument", document(&it.trust));
    if shown != Shown::New {
        out.maybe_show("Description", dynamic(it.description.as_ref()))
            .with("MaxSessionDuration", Value::Number(it.longest_session.to_string()));
    }
    if shown != Shown::Listed && !it.tags.is_empty() {
        out.with("Tags", tags(&it.tags, "Key", "Value"));
    }
    out.done()
}

fn user(it: &User, shown: Shown) -> Value {
    let mut out = Object::new();
    out.text("Path", &it.named.path)
        .text("UserName", &it.named.name)
        .text("UserId", &it.id)
        .show("Arn", &it.principal())
        .show("CreateDate", &Iso(it.created));
    if shown != Shown::Listed && !it.tags.is_empty() {
        out.with("Tags", tags(&it.tags, "Key", "Value"));
    }
    out.done()
}

fn managed(it: &Managed, attached: usize, shown: Shown) -> Value {
    let mut out = Object::new();
    out.text("PolicyName", it.arn.name())
        .text("PolicyId", &it.id)
        .text("Arn", it.arn.text())
        .text("Path", &it.path)
        .text("DefaultVersionId", it.version)
        .with("AttachmentCount", Value::Number(attached.to_string()))
        .with("PermissionsBoundaryUsageCount", Value::Number("0".to_owned()))
        .flag("IsAttachable", true);
    if shown == Shown::Whole {
        out.maybe_show("Description", dynamic(it.description.as_ref()));
    }
    out.show("CreateDate", &Iso(it.created)).show("UpdateDate", &Iso(it.updated)).done()
}
