//! The evaluation of key policies, identity policies and grants: may this principal do this with this key?
//!
//! The order is AWS's. An explicit deny anywhere wins. Then the key policy may allow the caller directly, or
//! pass the decision to the caller's account, whose identity policy must then allow it, or a grant may allow
//! it. A caller from another account needs an identity policy of its own account in any case, in addition to
//! the key policy or the grant: both sides must allow the call. What a session's role has is limited by the session's own
//! policy, if it was begun with one. A role's trust policy decides as a key policy does.

use super::action::Action;
use super::condition_key::ConditionKey;
use super::context::EncryptionContext;
use super::grant::Grant;
use super::pattern::{Budget, Pattern, fits_arn};
use super::policy::{Effect, Element, Policy, Statement};
use super::variable::{self, Target};
use crate::edition::Edition;
use crate::error::Source;
use crate::ids::{AccountId, GrantId, KeyArn, Principal};
use std::rc::Rc;

/// A call as the evaluation sees it.
#[derive(Clone, Debug)]
pub struct RequestContext<'a> {
    /// Who calls: a principal, or a service that acts on its own.
    pub caller: &'a Principal,
    /// `kms:CallerAccount`. A service has no account of its own, so it gets the account of the resource that
    /// it acts for; that lets a deny make an exception for it.
    pub account: Option<AccountId>,
    /// What is asked for.
    pub action: Action,
    /// `kms:ViaService`, such as `rds.us-east-1.amazonaws.com`. It is set when a principal's call comes
    /// through a service, and for calls of a service on its own.
    pub via: Option<Rc<str>>,
    /// The encryption context of the call; empty if the operation has none.
    pub context: &'a EncryptionContext,
    /// `kms:GrantIsForAWSResource`; `None` if the operation is not about grants.
    pub for_aws_resource: Option<bool>,
    /// The values of the other condition keys; a key that has several is there several times.
    pub known: Vec<(ConditionKey, Rc<str>)>,
    /// The policy that the caller's session was begun with: it allows nothing by itself, and limits what its role has.
    pub session: Option<Rc<Policy>>,
    /// What the policies may still take.
    pub budget: Budget,
}

/// A resource with a policy: a key, or a role.
#[derive(Clone, Copy, Debug)]
pub struct Resource<'a> {
    /// Its account.
    pub account: AccountId,
    /// Its ARN.
    pub arn: &'a str,
    /// Its policy: the key policy, or the trust policy.
    pub policy: &'a Policy,
}

/// What allowed a call, for the page to show.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Allowed {
    /// A statement of the key policy names the caller.
    KeyPolicy(Option<Rc<str>>),
    /// The key policy passes the decision to the account, and an identity policy there allows the call.
    IdentityPolicy,
    /// A grant.
    Grant(GrantId),
}

/// Why a call is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Denied {
    /// A statement of the key policy denies it.
    ExplicitInKeyPolicy,
    /// A statement of an identity policy denies it.
    ExplicitInIdentityPolicy,
    /// A service control policy denies it.
    ExplicitInServiceControlPolicy,
    /// The key policy neither allows the caller nor passes the decision on.
    NoKeyPolicy,
    /// The key policy passes the decision on, and no identity policy allows.
    NoIdentityPolicy,
    /// A statement of the session's policy denies it.
    ExplicitInSessionPolicy,
    /// Something allows it, and the session's policy does not.
    NoSessionPolicy,
    /// The policies need more comparisons than [`Budget::COMPARISONS`], so their meaning is unknown.
    Unfinished,
}

impl Denied {
    /// Where the sentence comes from.
    pub const fn source(self) -> Source {
        match self {
            Self::ExplicitInKeyPolicy
            | Self::ExplicitInIdentityPolicy
            | Self::ExplicitInServiceControlPolicy
            | Self::NoKeyPolicy
            | Self::NoIdentityPolicy
            | Self::ExplicitInSessionPolicy
            | Self::NoSessionPolicy => Source::Aws,
            Self::Unfinished => Source::Model,
        }
    }

    /// AWS's error message. `permission` is as a policy writes it: `kms:Decrypt`. If `resource` is empty, the
    /// message names none. Which kind of policy decided is said since 2021.
    pub fn message(self, edition: Edition, caller: &Principal, permission: &str, resource: &str) -> String {
        let caller = caller.to_string();
        let head = ["User: ", &caller, " is not authorized to perform: ", permission].concat();
        let on = if resource.is_empty() { "" } else { " on resource: " };
        let because = match self {
            Self::ExplicitInKeyPolicy
            | Self::ExplicitInIdentityPolicy
            | Self::ExplicitInServiceControlPolicy
            | Self::ExplicitInSessionPolicy
                if edition == Edition::Y2020 =>
            {
                " with an explicit deny"
            }
            Self::NoKeyPolicy | Self::NoIdentityPolicy | Self::NoSessionPolicy
                if edition == Edition::Y2020 =>
            {
                ""
            }
            Self::ExplicitInKeyPolicy => " with an explicit deny in a resource-based policy",
            Self::ExplicitInIdentityPolicy => " with an explicit deny in an identity-based policy",
            Self::ExplicitInServiceControlPolicy => " with an explicit deny in a service control policy",
            Self::NoKeyPolicy => " because no resource-based policy allows the ",
            Self::NoIdentityPolicy => " because no identity-based policy allows the ",
            Self::ExplicitInSessionPolicy => " with an explicit deny in a session policy",
            Self::NoSessionPolicy => " because no session policy allows the ",
            Self::Unfinished => {
                " because its policies take more than 2,000,000 comparisons of characters, at which the playground stops"
            }
        };
        let tail = match self {
            Self::NoKeyPolicy | Self::NoIdentityPolicy | Self::NoSessionPolicy
                if edition >= Edition::Y2026 =>
            {
                [permission, " action"].concat()
            }
            Self::NoKeyPolicy
            | Self::NoIdentityPolicy
            | Self::NoSessionPolicy
            | Self::ExplicitInKeyPolicy
            | Self::ExplicitInIdentityPolicy
            | Self::ExplicitInServiceControlPolicy
            | Self::ExplicitInSessionPolicy
            | Self::Unfinished => String::new(),
        };
        [&head, on, resource, because, &tail].concat()
    }
}

/// Decides a call that uses a key.
///
/// `identity` holds the identity policies of the caller (a service has none). `grants` holds the grants that
/// could matter; the evaluation itself checks grantee, operation and constraints.
pub fn on_key(
    call: &RequestContext<'_>,
    key: &KeyArn,
    key_policy: &Policy,
    identity: &[&Policy],
    grants: &mut dyn Iterator<Item = &Grant>,
) -> Result<Allowed, Denied> {
    let (permission, arn) = (call.action.permission(), key.to_string());
    let of = Resource { account: key.account, arn: &arn, policy: key_policy };
    on_resource(call, &permission, of, identity, grants)
}

/// Decides a call about a resource that has a policy. `permission` is as a policy writes it; `grants` are those on a key.
pub fn on_resource(
    call: &RequestContext<'_>,
    permission: &str,
    of: Resource<'_>,
    identity: &[&Policy],
    grants: &mut dyn Iterator<Item = &Grant>,
) -> Result<Allowed, Denied> {
    call.finished(decide_on_resource(call, permission, of, identity, grants))
}

fn decide_on_resource(
    call: &RequestContext<'_>,
    permission: &str,
    of: Resource<'_>,
    identity: &[&Policy],
    grants: &mut dyn Iterator<Item = &Grant>,
) -> Result<Allowed, Denied> {
    let applies = |s: &&Statement| s.is_about(call, permission, of.arn);
    let denies = |s: &Statement| s.effect == Effect::Deny;
    let ours = || of.policy.statements.iter().filter(applies);
    let theirs = || identity.iter().flat_map(|p| &p.statements).filter(applies);

    if ours().filter(|s| s.is_aimed_at(call.caller)).any(denies) {
        return Err(Denied::ExplicitInKeyPolicy);
    }
    if theirs().any(denies) {
        return Err(Denied::ExplicitInIdentityPolicy);
    }
    let within = call.within_session(permission, of.arn)?;

    let foreign = call.caller.account().is_some_and(|account| account != of.account);
    let identity_allows = theirs().any(|s| s.effect == Effect::Allow);
    let allowing = || ours().filter(|s| s.effect == Effect::Allow);
    let names_session = allowing().find(|s| s.names_session(call.caller));
    let names_caller = names_session.or_else(|| allowing().find(|s| s.names(call.caller)));
    let passes_on = allowing().any(|s| s.passes_on_to(call.caller));
    let mut permitting = grants.filter(|grant| grant.permits(call.caller, call.action, call.context));

    if let Some(statement) = names_session
        && !foreign
    {
        return Ok(Allowed::KeyPolicy(statement.sid.clone()));
    }
    if let Some(statement) = names_caller
        && (!foreign || identity_allows)
    {
        return within.map(|()| Allowed::KeyPolicy(statement.sid.clone()));
    }
    if passes_on && identity_allows {
        return within.map(|()| Allowed::IdentityPolicy);
    }
    let granted = permitting.next();
    if let Some(grant) = granted
        && (!foreign || identity_allows)
    {
        return within.map(|()| Allowed::Grant(grant.id));
    }
    if passes_on || names_caller.is_some() || granted.is_some() {
        return Err(Denied::NoIdentityPolicy);
    }
    Err(Denied::NoKeyPolicy)
}

/// Checks that the service control policy of the caller's account does not deny a call. It allows nothing by itself, and
/// `FullAWSAccess`, which stays attached, leaves all else to the other policies.
pub fn within(
    call: &RequestContext<'_>,
    permission: &str,
    resource: &str,
    limits: &Policy,
) -> Result<(), Denied> {
    let denies = |s: &Statement| s.effect == Effect::Deny && s.is_about(call, permission, resource);
    if limits.statements.iter().any(denies) {
        return Err(Denied::ExplicitInServiceControlPolicy);
    }
    call.finished(Ok(Allowed::IdentityPolicy)).map(|_| ())
}

/// Decides a call that uses no key, or an alias: identity policies alone decide, within the limits of a service control
/// policy. `permission` is as a policy writes it. `resource` is an ARN, or `*` where AWS has no resource.
pub fn by_identity(
    call: &RequestContext<'_>,
    permission: &str,
    resource: &str,
    identity: &[&Policy],
    limits: Option<&Policy>,
) -> Result<Allowed, Denied> {
    if let Some(limits) = limits {
        within(call, permission, resource, limits)?;
    }
    let applies = |s: &&Statement| s.is_about(call, permission, resource);
    let theirs = || identity.iter().flat_map(|p| &p.statements).filter(applies);
    call.finished(if theirs().any(|s| s.effect == Effect::Deny) {
        Err(Denied::ExplicitInIdentityPolicy)
    } else {
        let within = call.within_session(permission, resource);
        within.and_then(|within| match theirs().next() {
            Some(_) => within.map(|()| Allowed::IdentityPolicy),
            None => Err(Denied::NoIdentityPolicy),
        })
    })
}

/// The lockout check of `CreateKey` and `PutKeyPolicy`. Returns whether the caller or its account could
/// replace this policy again.
pub fn can_put_policy_later(call: &RequestContext<'_>, key: &KeyArn, key_policy: &Policy) -> bool {
    let call = RequestContext { action: Action::PutKeyPolicy, ..call.clone() };
    let arn = key.to_string();
    let permission = call.action.permission();
    let about_caller = |s: &&Statement| s.is_aimed_at(call.caller) && s.is_about(&call, &permission, &arn);
    let mut allowed = false;
    for statement in key_policy.statements.iter().filter(about_caller) {
        match statement.effect {
            Effect::Deny => return false,
            Effect::Allow => allowed = true,
        }
    }
    allowed && !call.budget.is_spent()
}

impl RequestContext<'_> {
    /// What the session's policy says of a call: an explicit deny, which holds whatever allows the call; or else whether it
    /// lets pass what its role has.
    fn within_session(&self, permission: &str, resource: &str) -> Result<Result<(), Denied>, Denied> {
        let Some(policy) = &self.session else { return Ok(Ok(())) };
        let applying = || policy.statements.iter().filter(|s| s.is_about(self, permission, resource));
        if applying().any(|s| s.effect == Effect::Deny) {
            return Err(Denied::ExplicitInSessionPolicy);
        }
        Ok(if applying().next().is_some() { Ok(()) } else { Err(Denied::NoSessionPolicy) })
    }

    /// A decision, if the policies were compared to the end.
    fn finished(&self, decided: Result<Allowed, Denied>) -> Result<Allowed, Denied> {
        if self.budget.is_spent() { Err(Denied::Unfinished) } else { decided }
    }
}

impl Statement {
    /// Returns whether action, resource and conditions match. The principal is not looked at.
    fn is_about(&self, call: &RequestContext<'_>, permission: &str, resource: &str) -> bool {
        let action = self.actions.iter().any(|pattern| pattern.fits_action(permission, &call.budget));
        let about_action = action != self.inverts(Element::Action);
        about_action
            && self.resources.iter().any(|pattern| self.covers(pattern, call, resource))
                != self.inverts(Element::Resource)
            && self.conditions.iter().all(|condition| condition.holds(call, self.variables))
    }

    fn covers(&self, pattern: &Pattern, call: &RequestContext<'_>, resource: &str) -> bool {
        if !self.variables {
            return fits_arn(pattern.as_str(), resource, &call.budget);
        }
        let pattern = variable::expanded(pattern.as_str(), call, Target::Pattern);
        pattern.is_some_and(|pattern| fits_arn(&pattern, resource, &call.budget))
    }
}

#[cfg(test)]
mod tests;
