//! Roles: `CreateRole`, `GetRole`, `ListRoles`, `UpdateAssumeRolePolicy`, `DeleteRole`.
//!
//! Refused, in this order: values; no IAM permission; no such role, or one of that name; a trust policy that can't be read or
//! evaluated, or that names a principal that isn't there; policies that the role still has.

use super::IamOutput;
use super::access;
use super::document::TrustDocument;
use super::holder::{On, OneRole};
use super::unique_id::{self, Kind};
use crate::event::IamEvent;
use crate::iam::role::{Named, Role};
use crate::iam::{Holder, IamRefusal};
use crate::ids::Principal;
use crate::ops::Tx;
use crate::ops::rds::values::Tags;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Creates a role, whose sessions its trust policy lets others begin.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(AccessDenied, EntityAlreadyExists, LimitExceeded, MalformedPolicyDocument, ValidationError)
)]
#[operation(refused(PermissionsBoundary))]
pub struct CreateRole {
    /// The path; `/` if none is given.
    #[member(Path)]
    pub path: Option<Rc<str>>,
    /// The role's name.
    #[member(RoleName)]
    pub name: Rc<str>,
    /// The trust policy: who may assume the role.
    #[member(AssumeRolePolicyDocument)]
    pub trust: TrustDocument,
    /// What it is for.
    #[member(Description)]
    pub description: Option<Rc<str>>,
    /// The longest that a session may last, in seconds; one hour if it is not given.
    #[member(MaxSessionDuration)]
    pub longest_session: Option<u32>,
    /// The tags.
    #[member(Tags)]
    pub tags: Tags,
}

/// Shows a role.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied, NoSuchEntity, ValidationError))]
pub struct GetRole {
    /// The role.
    #[members]
    pub of: OneRole,
}

/// Lists the account's roles.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied))]
#[operation(refused(Marker))]
pub struct ListRoles {
    /// Only those with this path.
    #[member(PathPrefix)]
    pub path: Option<Rc<str>>,
}

/// Replaces a role's trust policy.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(AccessDenied, LimitExceeded, MalformedPolicyDocument, NoSuchEntity, ValidationError)
)]
pub struct UpdateAssumeRolePolicy {
    /// The role.
    #[members]
    pub of: OneRole,
    /// The trust policy.
    #[member(PolicyDocument)]
    pub trust: TrustDocument,
}

/// Deletes a role that has no policies any more.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(AccessDenied, DeleteConflict, NoSuchEntity, ValidationError))]
pub struct DeleteRole {
    /// The role.
    #[members]
    pub of: OneRole,
}

/// How long a session lasts where nothing is said, in seconds.
pub(in crate::ops) const HOUR: u32 = 3_600;
/// The longest that a session of any role may last, in seconds.
pub(in crate::ops) const LONGEST_SESSION: u32 = 43_200;

impl OneRole {
    /// Finds the role, which the caller must have `permission` for.
    fn find(&self, tx: &Tx, permission: &'static str) -> Result<Rc<Role>, Refusal> {
        let on = On { kind: Holder::Role, name: &self.name, permission };
        let found = on.find(tx)?;
        tx.world.role(&found).cloned().ok_or_else(|| on.missing().into())
    }
}

impl CreateRole {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        access::name("roleName", &self.name, 1, 64)?;
        let path = access::path(self.path.as_ref())?;
        let longest_session = self.longest_session.unwrap_or(HOUR);
        access::number("maxSessionDuration", longest_session, HOUR, LONGEST_SESSION)?;
        let named = Named { account: tx.account, path, name: self.name.clone() };
        let arn = Principal::Role(tx.account, named.in_arn()).to_string();
        access::allowed(tx, "iam:CreateRole", &arn, &arn)?;
        let trust = self.trust.policy(tx)?;
        let same = |role: &Rc<Role>| {
            role.named.account == tx.account && role.named.name.eq_ignore_ascii_case(&self.name)
        };
        if tx.world.roles.values().any(same) {
            return Err(IamRefusal::HolderExists(Holder::Role, self.name.clone()).into());
        }
        let (id, created) = (unique_id::new(tx, Kind::Role).into(), tx.world.now);
        let (description, tags) = (self.description.clone(), self.tags.0.clone());
        let role = Rc::new(Role { named, id, created, trust, description, longest_session, tags });
        tx.emit(IamEvent::RolePut(role.clone()).into());
        Ok(IamOutput::NewRole(role))
    }
}

impl GetRole {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        self.of.find(tx, "iam:GetRole").map(IamOutput::Role)
    }
}

impl ListRoles {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let prefix = self.path.as_deref().unwrap_or("/");
        let arn = ["arn:aws:iam::", &tx.account.to_string(), ":role", prefix].concat();
        access::allowed(tx, "iam:ListRoles", &arn, &arn)?;
        let own = tx.world.roles.values().filter(|role| role.named.account == tx.account);
        Ok(IamOutput::Roles(own.filter(|role| role.named.path.starts_with(prefix)).cloned().collect()))
    }
}

impl UpdateAssumeRolePolicy {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let role = self.of.find(tx, "iam:UpdateAssumeRolePolicy")?;
        let trust = self.trust.policy(tx)?;
        tx.emit(IamEvent::RolePut(Rc::new(Role { trust, ..(*role).clone() })).into());
        Ok(IamOutput::Nothing)
    }
}

impl DeleteRole {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let role = self.of.find(tx, "iam:DeleteRole")?;
        without_policies(tx, &role.principal())?;
        tx.emit(IamEvent::RoleRemoved(role.named.account, role.named.name.clone()).into());
        Ok(IamOutput::Nothing)
    }
}

/// Refuses a user or role that has policies.
pub(super) fn without_policies(tx: &Tx, who: &Principal) -> Result<(), IamRefusal> {
    if tx.world.attached_to(who).next().is_some() {
        return Err(IamRefusal::HasAttached);
    }
    if tx.world.policies_of(who).next().is_some() { Err(IamRefusal::HasPolicies) } else { Ok(()) }
}
