//! The few operations of IAM and STS that the playground needs to show both sides of cross-account access:
//! inline policies of users, and who am I. Users are those of [`PROFILES`]; IAM has no Region, so these calls
//! stand in the trail of us-east-1, as at AWS.
//!
//! Refused, in this order: no permission by IAM; a user or policy that is not there; a policy that can't be
//! read or evaluated.

use super::Tx;
use super::kms::attempt::identity_policies;
use super::kms::create_key::{PolicyInput, readable};
use crate::event::Event;
use crate::ids::{AccountId, Principal, Region, ResourceId};
use crate::kms::action::Action;
use crate::kms::authorize;
use crate::kms::context::EncryptionContext;
use crate::kms::policy::Policy;
use crate::refusal::Refusal;
use crate::trail::{Call, Service, TrailKind};
use crate::world::PROFILES;
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// An operation of IAM or STS.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum IamOp {
    /// `iam:PutUserPolicy`: the user and policy, and the document.
    PutUserPolicy(UserPolicy, PolicyInput),
    /// `iam:GetUserPolicy`
    GetUserPolicy(UserPolicy),
    /// `iam:DeleteUserPolicy`
    DeleteUserPolicy(UserPolicy),
    /// `sts:GetCallerIdentity`, which nobody needs a permission for.
    GetCallerIdentity,
}

/// Which policy of which user of the caller's account.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct UserPolicy {
    /// `UserName`
    pub user: Rc<str>,
    /// `PolicyName`
    pub policy: Rc<str>,
}

/// What an operation of IAM or STS answers.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum IamOutput {
    /// An empty answer.
    Nothing,
    /// `GetUserPolicy`
    UserPolicy(UserPolicy, Rc<Policy>),
    /// `GetCallerIdentity`
    Caller {
        /// `UserId`
        user_id: String,
        /// `Account`
        account: AccountId,
        /// `Arn`
        arn: Principal,
    },
}

impl IamOp {
    /// The API's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::PutUserPolicy(..) => "PutUserPolicy",
            Self::GetUserPolicy(_) => "GetUserPolicy",
            Self::DeleteUserPolicy(_) => "DeleteUserPolicy",
            Self::GetCallerIdentity => "GetCallerIdentity",
        }
    }

    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let outcome = self.run(tx);
        let mut request = Vec::new();
        if let Self::PutUserPolicy(which, _) | Self::GetUserPolicy(which) | Self::DeleteUserPolicy(which) =
            self
        {
            request.push(("userName", which.user.to_string()));
            request.push(("policyName", which.policy.to_string()));
        }
        let sts = matches!(self, Self::GetCallerIdentity);
        tx.record(Call {
            service: if sts { Service::Sts } else { Service::Iam },
            name: self.name(),
            who: tx.who.clone(),
            via: None,
            region: if sts { tx.region } else { Region::DEFAULT },
            recipient: tx.account,
            key: None,
            source_key: None,
            context: None,
            request,
            response: Vec::new(),
            error: outcome.as_ref().err().map(|refusal| (refusal.code, refusal.message.clone())),
            read_only: matches!(self, Self::GetUserPolicy(_) | Self::GetCallerIdentity),
            kind: TrailKind::ApiCall,
        });
        outcome
    }

    fn run(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        match self {
            Self::GetCallerIdentity => {
                let arn = tx.who.clone();
                Ok(IamOutput::Caller { user_id: user_id(&arn), account: tx.account, arn })
            }
            Self::PutUserPolicy(which, document) => {
                let user = self.user(tx, which)?;
                let policy = readable(document).map_err(|refusal| Refusal {
                    code: if refusal.code == "LimitExceededException" {
                        "LimitExceeded"
                    } else {
                        "MalformedPolicyDocument"
                    },
                    ..refusal
                })?;
                tx.emit(Event::IdentityPolicyPut(user, which.policy.clone(), policy));
                Ok(IamOutput::Nothing)
            }
            Self::GetUserPolicy(which) => {
                let policy = self.policy(tx, which)?.1;
                Ok(IamOutput::UserPolicy(which.clone(), policy))
            }
            Self::DeleteUserPolicy(which) => {
                let user = self.policy(tx, which)?.0;
                tx.emit(Event::IdentityPolicyRemoved(user, which.policy.clone()));
                Ok(IamOutput::Nothing)
            }
        }
    }

    /// A user of the caller's account whom the caller may manage.
    fn user(&self, tx: &Tx, which: &UserPolicy) -> Result<Principal, Refusal> {
        let known = PROFILES.iter().any(|p| p.account == tx.account && p.user == &*which.user);
        let user = Principal::User(tx.account, which.user.clone());
        let permission = ["iam:", self.name()].concat();
        let context = EncryptionContext::default();
        let call = authorize::Call {
            caller: &tx.who,
            account: Some(tx.account),
            action: Action::DescribeKey, // not looked at: the permission is named below
            via: None,
            context: &context,
            for_aws_resource: None,
        };
        let (identity, resource) = (identity_policies(&tx.world, &tx.who), user.to_string());
        authorize::by_identity(&call, &permission, &resource, &identity).map_err(|denied| {
            Refusal::aws("AccessDenied", denied.message(&tx.who, &permission, &resource))
        })?;
        if known {
            return Ok(user);
        }
        let text = ["The user with name ", &which.user, " cannot be found."].concat();
        Err(Refusal::aws("NoSuchEntity", text))
    }

    fn policy(&self, tx: &Tx, which: &UserPolicy) -> Result<(Principal, Rc<Policy>), Refusal> {
        let user = self.user(tx, which)?;
        let found = tx.world.identity_policies.get(&(user.clone(), which.policy.clone())).cloned();
        let policy = found.ok_or_else(|| {
            let text = ["The user policy with name ", &which.policy, " cannot be found."].concat();
            Refusal::aws("NoSuchEntity", text)
        })?;
        Ok((user, policy))
    }
}

/// An IAM user's unique id: `AIDA` and 17 characters, here derived from the ARN.
fn user_id(who: &Principal) -> String {
    let digest: [u8; 32] = Sha256::digest(who.to_string()).into();
    let (half, _) = digest.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
    ["AIDA", ResourceId(*half).to_string().get(9..).unwrap_or_default()].concat()
}
