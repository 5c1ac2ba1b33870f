//! The operations of IAM for what decides calls here: roles, users, their inline and their managed policies. IAM has no
//! Region, so its calls are recorded in the trail of us-east-1, as at AWS.
//!
//! Operations that do the same to users and to roles are declared once (`holder`).

pub mod access;
pub mod attached;
pub mod document;
pub mod holder;
pub mod inline;
pub mod managed;
pub mod roles;
pub mod unique_id;
pub mod users;

use super::api::{operations, told};
use super::{Output, Tx};
use crate::iam::Holder;
use crate::iam::managed::Managed;
use crate::iam::role::{Role, User};
use crate::ids::Region;
use crate::kms::policy::Policy;
use crate::refusal::Refusal;
use crate::trail::{Service, TrailCall};
use std::rc::Rc;

operations! {
    /// An operation of IAM.
    IamOp -> IamOutput, Operation::Iam, Some(Service::Iam);
    fn run(input, tx: &mut Tx) = input.decide(tx);
    attached::AttachRolePolicy,
    attached::AttachUserPolicy,
    managed::CreatePolicy,
    roles::CreateRole,
    users::CreateUser,
    managed::DeletePolicy,
    roles::DeleteRole,
    inline::DeleteRolePolicy,
    users::DeleteUser,
    inline::DeleteUserPolicy,
    attached::DetachRolePolicy,
    attached::DetachUserPolicy,
    managed::GetPolicy,
    managed::GetPolicyVersion,
    roles::GetRole,
    inline::GetRolePolicy,
    users::GetUser,
    inline::GetUserPolicy,
    attached::ListAttachedRolePolicies,
    attached::ListAttachedUserPolicies,
    managed::ListPolicies,
    inline::ListRolePolicies,
    roles::ListRoles,
    inline::ListUserPolicies,
    users::ListUsers,
    inline::PutRolePolicy,
    inline::PutUserPolicy,
    roles::UpdateAssumeRolePolicy,
}

/// The output of an operation of IAM.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum IamOutput {
    /// Nothing.
    Nothing,
    /// `GetUserPolicy`, `GetRolePolicy`: whose, its name, and the policy.
    Inline(Holder, Rc<str>, Rc<str>, Rc<Policy>),
    /// The names of inline policies.
    PolicyNames(Vec<Rc<str>>),
    /// Managed policies that are attached.
    Attached(Vec<Rc<Managed>>),
    /// `CreateRole`
    NewRole(Rc<Role>),
    /// `GetRole`
    Role(Rc<Role>),
    /// `ListRoles`
    Roles(Vec<Rc<Role>>),
    /// `CreateUser`, `GetUser`
    User(Rc<User>),
    /// `ListUsers`
    Users(Vec<Rc<User>>),
    /// `CreatePolicy`
    NewPolicy(Rc<Managed>),
    /// `GetPolicy`, with how many have it.
    Policy(Rc<Managed>, usize),
    /// `ListPolicies`, each with how many have it.
    Policies(Vec<(Rc<Managed>, usize)>),
    /// `GetPolicyVersion`
    PolicyVersion(Rc<Managed>),
}

impl IamOp {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let outcome = self.run(tx);
        let refused = outcome.as_ref().err();
        let call = tx.call(Service::Iam, self.declaration(), told(&self.write()), refused);
        let answer = outcome.as_ref().ok().filter(|output| **output != IamOutput::Nothing).cloned();
        let answer = tx.answer(self.declaration(), answer.map(Output::Iam));
        tx.record(TrailCall { region: Region::DEFAULT, answer, ..call });
        outcome
    }
}
