//! Inline policies of users and roles: `PutUserPolicy`, `PutRolePolicy`, `Get…Policy`, `List…Policies`, `Delete…Policy`.
//!
//! Refused, in this order: no IAM permission; no such user or role; a policy that can't be read or evaluated; policies that
//! are too long together; no such policy.

use super::IamOutput;
use super::access;
use super::document::{IdentityDocument, length};
use super::holder::{On, of_users_and_roles};
use crate::event::Event;
use crate::iam::{Holder, IamRefusal};
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

of_users_and_roles! {
    #[operation(writes, errors(AccessDenied, LimitExceeded, MalformedPolicyDocument, NoSuchEntity, ValidationError))]
    PutUserPolicy "Gives a user a policy.", PutRolePolicy "Gives a role a policy."
    {
        /// The policy's name.
        #[member(PolicyName)]
        policy: Rc<str>,
        /// The policy.
        #[member(PolicyDocument)]
        document: IdentityDocument,
    } = put
}

of_users_and_roles! {
    #[operation(errors(AccessDenied, NoSuchEntity, ValidationError))]
    GetUserPolicy "Shows a user's policy.", GetRolePolicy "Shows a role's policy."
    {
        /// The policy's name.
        #[member(PolicyName)]
        policy: Rc<str>,
    } = get
}

of_users_and_roles! {
    #[operation(errors(AccessDenied, NoSuchEntity, ValidationError))]
    #[operation(refused(Marker))]
    ListUserPolicies "Lists the names of a user's own policies.", ListRolePolicies "Lists the names of a role's own policies."
    {} = list
}

of_users_and_roles! {
    #[operation(writes, errors(AccessDenied, NoSuchEntity, ValidationError))]
    DeleteUserPolicy "Removes a policy from a user.", DeleteRolePolicy "Removes a policy from a role."
    {
        /// The policy's name.
        #[member(PolicyName)]
        policy: Rc<str>,
    } = delete
}

fn put(tx: &mut Tx, on: &On<'_>, name: &Rc<str>, document: &IdentityDocument) -> Result<IamOutput, Refusal> {
    access::name("policyName", name, 1, 128)?;
    let holder = on.find(tx)?;
    let policy = document.policy(tx)?;
    let others =
        tx.world.policies_of(&holder).filter(|(other, _)| *other != name).map(|(_, other)| length(other));
    if others.sum::<usize>() + length(&policy) > on.kind.inline_quota() {
        return Err(IamRefusal::TooLong(on.kind, on.name.clone()).into());
    }
    tx.emit(Event::IdentityPolicyPut(holder, name.clone(), policy));
    Ok(IamOutput::Nothing)
}

fn get(tx: &mut Tx, on: &On<'_>, name: &Rc<str>) -> Result<IamOutput, Refusal> {
    let holder = on.find(tx)?;
    let policy = tx.world.identity_policies.get(&(holder, name.clone())).cloned();
    let policy = policy.ok_or_else(|| IamRefusal::NoPolicy(on.kind, name.clone()))?;
    Ok(IamOutput::Inline(on.kind, on.name.clone(), name.clone(), policy))
}

fn list(tx: &mut Tx, on: &On<'_>) -> Result<IamOutput, Refusal> {
    let holder = on.find(tx)?;
    Ok(IamOutput::PolicyNames(tx.world.policies_of(&holder).map(|(name, _)| name.clone()).collect()))
}

fn delete(tx: &mut Tx, on: &On<'_>, name: &Rc<str>) -> Result<IamOutput, Refusal> {
    let holder = on.find(tx)?;
    if !tx.world.identity_policies.contains_key(&(holder.clone(), name.clone())) {
        return Err(IamRefusal::NoPolicy(on.kind, name.clone()).into());
    }
    tx.emit(Event::IdentityPolicyRemoved(holder, name.clone()));
    Ok(IamOutput::Nothing)
}
