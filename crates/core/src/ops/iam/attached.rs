//! Managed policies of users and roles: `AttachUserPolicy`, `AttachRolePolicy`, `Detach…Policy`, `ListAttached…Policies`.
//!
//! Refused, in this order: a text that is no ARN of a policy; no IAM permission; no such user or role; no such policy; more
//! policies than one may have.

use super::IamOutput;
use super::holder::{On, of_users_and_roles};
use super::managed::{self, arn};
use crate::event::IamEvent;
use crate::iam::managed::PolicyArn;
use crate::iam::{Holder, IamRefusal};
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

of_users_and_roles! {
    #[operation(writes, errors(AccessDenied, InvalidInput, LimitExceeded, NoSuchEntity, ValidationError))]
    AttachUserPolicy "Attaches a managed policy to a user.", AttachRolePolicy "Attaches a managed policy to a role."
    {
        /// The policy's ARN.
        #[member(PolicyArn)]
        policy: Rc<str>,
    } = attach
}

of_users_and_roles! {
    #[operation(writes, errors(AccessDenied, InvalidInput, NoSuchEntity, ValidationError))]
    DetachUserPolicy "Takes a managed policy from a user.", DetachRolePolicy "Takes a managed policy from a role."
    {
        /// The policy's ARN.
        #[member(PolicyArn)]
        policy: Rc<str>,
    } = detach
}

of_users_and_roles! {
    #[operation(errors(AccessDenied, NoSuchEntity, ValidationError))]
    #[operation(refused(Marker))]
    ListAttachedUserPolicies "Lists a user's managed policies.", ListAttachedRolePolicies "Lists a role's managed policies."
    {
        /// Only those with this path.
        #[member(PathPrefix)]
        path: Option<Rc<str>>,
    } = list
}

/// The quota on managed policies of one user or role.
const MOST: usize = 10;

fn attach(tx: &mut Tx, on: &On<'_>, policy: &Rc<str>) -> Result<IamOutput, Refusal> {
    let arn = arn(policy)?;
    let holder = on.find(tx)?;
    let policy = managed::find(tx, &arn)?.ok_or_else(|| IamRefusal::NotAttachable(arn.clone()))?;
    let has = tx.world.attached_policies.contains_key(&(holder.clone(), arn));
    if !has && tx.world.attached_to(&holder).count() >= MOST {
        return Err(IamRefusal::Quota(on.kind.attached_quota(), MOST).into());
    }
    if !has {
        tx.emit(IamEvent::PolicyAttached(holder, policy).into());
    }
    Ok(IamOutput::Nothing)
}

fn detach(tx: &mut Tx, on: &On<'_>, policy: &Rc<str>) -> Result<IamOutput, Refusal> {
    let arn: PolicyArn = arn(policy)?;
    let holder = on.find(tx)?;
    if !tx.world.attached_policies.contains_key(&(holder.clone(), arn.clone())) {
        return Err(IamRefusal::NoManagedPolicy(arn).into());
    }
    tx.emit(IamEvent::PolicyDetached(holder, arn).into());
    Ok(IamOutput::Nothing)
}

#[expect(clippy::ref_option, reason = "a member as the declaration has it")]
fn list(tx: &mut Tx, on: &On<'_>, path: &Option<Rc<str>>) -> Result<IamOutput, Refusal> {
    let holder = on.find(tx)?;
    let prefix = path.as_deref().unwrap_or("/");
    let all = tx.world.attached_to(&holder).filter(|policy| policy.path.starts_with(prefix));
    Ok(IamOutput::Attached(all.cloned().collect()))
}
