//! Members that IAM's operations share: which policy of which user, and a policy document.

use crate::iam::IamRefusal;
use crate::ids::{Principal, Region};
use crate::kms::action::Action;
use crate::kms::authorize;
use crate::kms::context::EncryptionContext;
use crate::kms::pattern::Budget;
use crate::kms::policy::{Policy, PolicyInput};
use crate::ops::Tx;
use crate::ops::api::{Argument, Member, Shape, Value};
use crate::ops::kms::attempt::identity_policies;
use crate::ops::kms::known::{self, Way};
use crate::profile::PROFILES;
use crate::refusal::Refusal;
use std::rc::Rc;

/// A policy of a user of the caller's account, by name.
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Members)]
pub struct UserPolicy {
    /// The user's name.
    #[member(UserName)]
    pub user: Rc<str>,
    /// The policy's name.
    #[member(PolicyName)]
    pub policy: Rc<str>,
}

/// An identity policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityDocument(pub PolicyInput);

impl Argument for IdentityDocument {
    const SHAPE: Shape = Shape::IdentityPolicy;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        PolicyInput::read(member, value).map(Self)
    }

    fn write(&self) -> Option<Value> {
        self.0.write()
    }
}

impl UserPolicy {
    /// Finds the user, whom the caller must have `permission` to manage.
    pub(super) fn user(&self, tx: &Tx, permission: &'static str) -> Result<Principal, Refusal> {
        let known = PROFILES.iter().any(|p| p.account == tx.account && p.user == &*self.user);
        let user = Principal::User(tx.account, self.user.clone());
        let context = EncryptionContext::default();
        let call = authorize::RequestContext {
            caller: &tx.who,
            account: Some(tx.account),
            action: Action::DescribeKey, // not used: the permission is given below
            via: None,
            context: &context,
            for_aws_resource: None,
            known: known::of_caller(&tx.world, &tx.who, Way::Direct, Region::DEFAULT),
            budget: Budget::default(),
        };
        let (identity, resource) = (identity_policies(&tx.world, &tx.who), user.to_string());
        let limits = tx.world.limits_of(&tx.who);
        let allowed = authorize::by_identity(&call, permission, &resource, &identity, limits);
        allowed.map_err(|by| {
            let (who, user) = (tx.who.clone(), user.clone());
            IamRefusal::Denied { edition: tx.world.edition, who, permission, user, by }
        })?;
        if known { Ok(user) } else { Err(IamRefusal::NoUser(self.user.clone()).into()) }
    }

    /// Finds the user and the policy. Refuses if either does not exist.
    pub(super) fn find(&self, tx: &Tx, permission: &'static str) -> Result<(Principal, Rc<Policy>), Refusal> {
        let user = self.user(tx, permission)?;
        let found = tx.world.identity_policies.get(&(user.clone(), self.policy.clone())).cloned();
        let policy = found.ok_or_else(|| IamRefusal::NoPolicy(self.policy.clone()))?;
        Ok((user, policy))
    }
}
