//! Managed policies: `CreatePolicy`, `GetPolicy`, `GetPolicyVersion`, `ListPolicies`, `DeletePolicy`. A policy has one version
//! here, since none can be changed.
//!
//! Refused, in this order: values; no IAM permission; no such policy or version; a policy that can't be read or evaluated;
//! quotas; one that exists or is attached.

use super::IamOutput;
use super::access;
use super::document::{IdentityDocument, within};
use super::unique_id::{self, Kind};
use crate::event::IamEvent;
use crate::iam::managed::{Managed, PolicyArn};
use crate::iam::role::Named;
use crate::iam::{IamRefusal, aws_managed};
use crate::ops::Tx;
use crate::ops::rds::values::Tags;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Creates a managed policy.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(AccessDenied, EntityAlreadyExists, LimitExceeded, MalformedPolicyDocument, ValidationError)
)]
pub struct CreatePolicy {
    /// The policy's name.
    #[member(PolicyName)]
    pub name: Rc<str>,
    /// The path; `/` if none is given.
    #[member(Path)]
    pub path: Option<Rc<str>>,
    /// The policy.
    #[member(PolicyDocument)]
    pub document: IdentityDocument,
    /// What it is for.
    #[member(Description)]
    pub description: Option<Rc<str>>,
    /// The tags, which change nothing here.
    #[member(Tags, since(Y2026))]
    pub tags: Tags,
}

/// Shows a managed policy, without its document.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied, InvalidInput, NoSuchEntity))]
pub struct GetPolicy {
    /// The policy's ARN.
    #[member(PolicyArn)]
    pub arn: Rc<str>,
}

/// Shows a managed policy's document.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied, InvalidInput, NoSuchEntity))]
pub struct GetPolicyVersion {
    /// The policy's ARN.
    #[member(PolicyArn)]
    pub arn: Rc<str>,
    /// The version, such as `v1`.
    #[member(VersionId)]
    pub version: Rc<str>,
}

/// Lists managed policies: the account's, and those of AWS's that are known here.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied, ValidationError))]
#[operation(refused(Marker, PolicyUsageFilter = "PermissionsPolicy"))]
pub struct ListPolicies {
    /// Whose: `All`, `AWS` or `Local`.
    #[member(Scope, choices = SCOPES)]
    pub scope: Option<Rc<str>>,
    /// Whether only those that are attached.
    #[member(OnlyAttached)]
    pub only_attached: bool,
    /// Only those with this path.
    #[member(PathPrefix)]
    pub path: Option<Rc<str>>,
}

/// Deletes a managed policy.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(AccessDenied, DeleteConflict, InvalidInput, NoSuchEntity))]
pub struct DeletePolicy {
    /// The policy's ARN.
    #[member(PolicyArn)]
    pub arn: Rc<str>,
}

const SCOPES: &[&str] = &["All", "AWS", "Local"];
/// The quota on a managed policy, in characters.
const LONGEST: usize = 6_144;

/// Reads the ARN of a policy.
pub(super) fn arn(text: &Rc<str>) -> Result<PolicyArn, Refusal> {
    PolicyArn::parse(text).ok_or_else(|| IamRefusal::PolicyArn(text.clone()).into())
}

/// The policy of that ARN, if there is one: of the caller's account, or of AWS's. One of AWS's that isn't known here is
/// refused as such.
pub(super) fn find(tx: &Tx, arn: &PolicyArn) -> Result<Option<Rc<Managed>>, Refusal> {
    if !arn.is_aws() {
        let own = ["arn:aws:iam::", &tx.account.to_string(), ":"].concat();
        return Ok(tx.world.managed_policies.get(arn).filter(|_| arn.text().starts_with(&own)).cloned());
    }
    let edition = tx.world.edition;
    match aws_managed::find(edition, arn) {
        Some(policy) => Ok(Some(Rc::new(policy))),
        None => Err(IamRefusal::NotModelled(arn.clone(), aws_managed::names(edition)).into()),
    }
}

/// The same, once the caller's permission is checked.
fn found(tx: &Tx, text: &Rc<str>, permission: &'static str) -> Result<Rc<Managed>, Refusal> {
    let arn = arn(text)?;
    access::allowed(tx, permission, arn.text(), &["policy ", arn.text()].concat())?;
    find(tx, &arn)?.ok_or_else(|| IamRefusal::NoManagedPolicy(arn).into())
}

/// How many users and roles of the caller's account have a policy.
fn attachments(tx: &Tx, arn: &PolicyArn) -> usize {
    let own = |(who, of): &(crate::ids::Principal, PolicyArn)| who.account() == Some(tx.account) && of == arn;
    tx.world.attached_policies.keys().filter(|key| own(key)).count()
}

impl CreatePolicy {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        access::name("policyName", &self.name, 1, 128)?;
        let path = access::path(self.path.as_ref())?;
        let named = Named { account: tx.account, path: path.clone(), name: self.name.clone() };
        let arn = PolicyArn::of(&named);
        access::allowed(tx, "iam:CreatePolicy", arn.text(), &["policy ", &self.name].concat())?;
        let policy = self.document.policy(tx)?;
        within("PolicySize", LONGEST, &policy)?;
        let own = ["arn:aws:iam::", &tx.account.to_string(), ":"].concat();
        let same = |other: &PolicyArn| {
            other.text().starts_with(&own) && other.name().eq_ignore_ascii_case(&self.name)
        };
        if tx.world.managed_policies.keys().any(same) {
            return Err(IamRefusal::PolicyExists(self.name.clone()).into());
        }
        let (id, now) = (unique_id::new(tx, Kind::Policy).into(), tx.world.now);
        let description = self.description.clone();
        let policy = Rc::new(Managed {
            arn,
            path,
            id,
            description,
            created: now,
            updated: now,
            version: "v1",
            policy,
        });
        tx.emit(IamEvent::ManagedPolicyPut(policy.clone()).into());
        Ok(IamOutput::NewPolicy(policy))
    }
}

impl GetPolicy {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let policy = found(tx, &self.arn, "iam:GetPolicy")?;
        let attached = attachments(tx, &policy.arn);
        Ok(IamOutput::Policy(policy, attached))
    }
}

impl GetPolicyVersion {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let policy = found(tx, &self.arn, "iam:GetPolicyVersion")?;
        if *self.version != *policy.version {
            return Err(IamRefusal::NoVersion(policy.arn.clone(), self.version.clone()).into());
        }
        Ok(IamOutput::PolicyVersion(policy))
    }
}

impl ListPolicies {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let scope = self.scope.as_deref().unwrap_or("All");
        if !SCOPES.contains(&scope) {
            let must = crate::refusal::ValueConstraint::OneOf(SCOPES.to_vec());
            return Err(access::invalid("scope", scope, &must).into());
        }
        let prefix = self.path.as_deref().unwrap_or("/");
        let all = ["arn:aws:iam::", &tx.account.to_string(), ":policy/"].concat();
        access::allowed(tx, "iam:ListPolicies", &all, &["policy path ", prefix].concat())?;
        let of_aws = aws_managed::all(tx.world.edition).map(Rc::new).filter(|_| scope != "Local");
        let own = tx.world.managed_policies.iter().map(|(_, policy)| policy.clone());
        let own = own.filter(|policy| scope != "AWS" && policy.arn.text().starts_with(&all));
        let counted = own.chain(of_aws).filter(|policy| policy.path.starts_with(prefix)).map(|policy| {
            let attached = attachments(tx, &policy.arn);
            (policy, attached)
        });
        Ok(IamOutput::Policies(
            counted.filter(|(_, attached)| !self.only_attached || *attached > 0).collect(),
        ))
    }
}

impl DeletePolicy {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let policy = found(tx, &self.arn, "iam:DeletePolicy")?;
        if policy.arn.is_aws() {
            return Err(IamRefusal::AwsPolicy(policy.arn.clone()).into());
        }
        if attachments(tx, &policy.arn) > 0 {
            return Err(IamRefusal::IsAttached.into());
        }
        tx.emit(IamEvent::ManagedPolicyRemoved(policy.arn.clone()).into());
        Ok(IamOutput::Nothing)
    }
}
