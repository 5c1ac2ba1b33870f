//! `AssumeRole`.
//!
//! Refused, in this order: values; a role that isn't there, or whose trust policy or the caller's policies don't allow it,
//! which AWS does not tell apart; a session that would be too long; a session policy that can't be read or evaluated.

use super::StsOutput;
use crate::env::Purpose;
use crate::event::IamEvent;
use crate::iam::IamRefusal;
use crate::iam::role::Role;
use crate::iam::session::{Credentials, SECRET_LEN, TOKEN_LEN};
use crate::ids::{Principal, Region, Session};
use crate::kms::authorize::{self, Denied, Resource};
use crate::kms::condition_key::ConditionKey;
use crate::kms::context::EncryptionContext;
use crate::ops::Tx;
use crate::ops::iam::access;
use crate::ops::iam::document::IdentityDocument;
use crate::ops::iam::roles::{HOUR, LONGEST_SESSION};
use crate::ops::iam::unique_id::{self, Kind};
use crate::ops::kms::attempt::identity_policies;
use crate::refusal::{Refusal, ValueConstraint};
use std::rc::Rc;

/// Begins a session of a role, with credentials that hold for a while.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied, MalformedPolicyDocument, ValidationError))]
#[operation(refused(PolicyArns: ANYS, Tags: TAGS, TransitiveTagKeys: Texts, SerialNumber, TokenCode))]
#[operation(refused(since(Y2026): SourceIdentity, ProvidedContexts: ANYS))]
pub struct AssumeRole {
    /// The role's ARN.
    #[member(RoleArn)]
    pub role: Rc<str>,
    /// The session's name.
    #[member(RoleSessionName)]
    pub name: Rc<str>,
    /// A policy that limits what the role has.
    #[member(Policy)]
    pub policy: Option<IdentityDocument>,
    /// How long the session lasts, in seconds; one hour if it is not given.
    #[member(DurationSeconds)]
    pub seconds: Option<u32>,
    /// What tells the caller's customers apart.
    #[member(ExternalId)]
    pub external_id: Option<Rc<str>>,
}

/// The shortest that a session may last, in seconds.
const SHORTEST: u32 = 900;

impl AssumeRole {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<StsOutput, Refusal> {
        access::name("roleSessionName", &self.name, 2, 64)?;
        let seconds = self.seconds.unwrap_or(HOUR);
        access::number("durationSeconds", seconds, SHORTEST, LONGEST_SESSION)?;
        let named = self.named()?;
        let role = self.trusted(tx, &named).map_err(|by| {
            let (edition, who) = (tx.world.edition, tx.who.clone());
            IamRefusal::AssumeRole { edition, who, role: named, by }
        })?;
        if matches!(tx.who, Principal::Session(_)) && seconds > HOUR {
            return Err(IamRefusal::LongChain.into());
        }
        if seconds > role.longest_session {
            return Err(IamRefusal::LongSession.into());
        }
        let policy = self.policy.as_ref().map(|document| document.policy(tx)).transpose()?;
        let session = Rc::new(Session {
            account: role.named.account,
            role: role.named.in_arn(),
            role_id: role.id.clone(),
            name: self.name.clone(),
            key: unique_id::new(tx, Kind::AccessKey).into(),
            since: tx.world.now.0,
        });
        let secret = tx.env.bytes::<SECRET_LEN>(Purpose::Credentials);
        let token = tx.env.bytes::<TOKEN_LEN>(Purpose::Credentials);
        let expires = tx.world.now.plus(seconds.into());
        let credentials = Rc::new(Credentials { session, secret, token, expires, policy });
        tx.emit(IamEvent::SessionBegan(credentials.clone()).into());
        Ok(StsOutput::Assumed(credentials))
    }

    /// The role that the request names.
    fn named(&self) -> Result<Principal, IamRefusal> {
        match Principal::parse(&self.role) {
            Ok(role @ Principal::Role(..)) => Ok(role),
            _ if self.role.chars().count() < 20 => {
                Err(access::invalid("roleArn", &self.role, &ValueConstraint::Shortest(20)))
            }
            _ => Err(IamRefusal::RoleArn(self.role.clone())),
        }
    }

    /// The role, if its trust policy and the caller's policies let the caller begin a session.
    fn trusted(&self, tx: &Tx, named: &Principal) -> Result<Rc<Role>, Denied> {
        let role = tx.world.role(named).ok_or(Denied::NoKeyPolicy)?;
        let (context, arn) = (EncryptionContext::default(), named.to_string());
        let mut asked = vec![(ConditionKey::RoleSessionName, self.name.clone())];
        asked.extend(self.external_id.iter().map(|id| (ConditionKey::ExternalId, id.clone())));
        let call = access::call(tx, Region::DEFAULT, &context, asked);
        if let Some(limits) = tx.world.limits_of(&tx.who) {
            authorize::within(&call, "sts:AssumeRole", &arn, limits)?;
        }
        let of = Resource { account: role.named.account, arn: &arn, policy: &role.trust };
        let identity = identity_policies(&tx.world, &tx.who);
        let decided =
            authorize::on_resource(&call, "sts:AssumeRole", of, &identity, &mut core::iter::empty());
        decided.map(|_| role.clone())
    }
}
