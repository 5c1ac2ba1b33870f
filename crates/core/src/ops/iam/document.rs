//! Policy documents as members of IAM's and AWS STS's operations, and what is checked of them.

use crate::iam::IamRefusal;
use crate::kms::policy::{Policy, PolicyInput, Who};
use crate::ops::Tx;
use crate::ops::api::{Argument, Member, Shape, Value};
use crate::ops::kms::create_key::{may_exist, readable, readable_identity};
use crate::refusal::Refusal;
use std::rc::Rc;

/// An identity policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityDocument(pub PolicyInput);

/// The trust policy of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustDocument(pub PolicyInput);

macro_rules! documents {
    ($($type:ident: $shape:ident;)*) => {
        $(impl Argument for $type {
            const SHAPE: Shape = Shape::$shape;

            fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
                PolicyInput::read(member, value).map(Self)
            }

            fn write(&self) -> Option<Value> {
                self.0.write()
            }
        })*
    };
}

documents! {
    IdentityDocument: IdentityPolicy;
    TrustDocument: TrustPolicy;
}

impl IdentityDocument {
    /// The policy, if it can be read.
    pub(in crate::ops) fn policy(&self, tx: &Tx) -> Result<Rc<Policy>, Refusal> {
        Ok(readable_identity(&self.0, tx.world.edition).map_err(IamRefusal::Policy)?)
    }
}

/// The quota on a trust policy, in characters.
const LONGEST_TRUST: usize = 2_048;

impl TrustDocument {
    /// The policy, if it can be read and names principals that are there.
    pub(super) fn policy(&self, tx: &Tx) -> Result<Rc<Policy>, Refusal> {
        let policy = readable(&self.0, tx.world.edition).map_err(IamRefusal::Policy)?;
        let mut named = policy.statements.iter().flat_map(|statement| &statement.who);
        if let Some(who) = named.find(|who| !may_exist(&tx.world, who)) {
            let arn = match who {
                Who::One(principal) => principal.to_string().into(),
                Who::Session(_, arn) => arn.clone(),
                Who::Anyone => "*".into(),
            };
            return Err(IamRefusal::NoPrincipal(arn).into());
        }
        within("ACLSizePerRole", LONGEST_TRUST, &policy)?;
        Ok(policy)
    }
}

/// Refuses a policy that is longer than a quota, without white space.
pub(super) fn within(quota: &'static str, most: usize, policy: &Policy) -> Result<(), IamRefusal> {
    if length(policy) > most { Err(IamRefusal::Quota(quota, most)) } else { Ok(()) }
}

/// The length of a policy without white space.
pub(super) fn length(policy: &Policy) -> usize {
    policy.text.chars().filter(|c| !c.is_ascii_whitespace()).count()
}
