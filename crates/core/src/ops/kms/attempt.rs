//! One call to KMS, from the caller's permission to CloudTrail's record. All calls are made this way: a
//! user's own, those that RDS forwards for a user, and those that RDS makes with its grant.
//!
//! All operations check in this order: invalid values (`ValidationException`), the key (`NotFoundException`),
//! grant tokens, permission (`AccessDeniedException`), the key's state, what the operation itself needs, and
//! last `DryRun`.

use super::KmsOutput;
use super::find::{self, Forms};
use super::kind::suits;
use super::known::{self, Known, Way};
use crate::edition::Edition;
use crate::ids::{AccountId, AliasArn, GrantId, KeyArn, KeyRef, Principal, Region};
use crate::kms::action::Action;
use crate::kms::authorize::{self, Allowed, Denied};
use crate::kms::condition_key::ConditionKey;
use crate::kms::context::EncryptionContext;
use crate::kms::grant::Grant;
use crate::kms::key::{Key, KeyManager};
use crate::kms::pattern::Budget;
use crate::kms::policy::Policy;
use crate::kms::refusal::{KeyNotFound, KmsRefusal};
use crate::kms::spec::SYMMETRIC_DEFAULT;
use crate::ops::{Output, Tx};
use crate::refusal::Refusal;
use crate::trail::{Service, Told, TrailCall};
use crate::world::World;
use std::rc::Rc;

/// Whose authority a call is made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ops) enum Authority {
    /// The caller calls KMS.
    Caller,
    /// RDS calls KMS with the caller's authority (forward access).
    ForwardedByRds,
    /// RDS calls KMS with its own grant.
    Rds(GrantId),
}

/// A call in progress. [`Attempt::finish`] records it.
pub(in crate::ops) struct Attempt {
    edition: Edition,
    authority: Authority,
    caller: Principal,
    region: Region,
    /// The account of the caller; for RDS, the account of the resource that it acts for, once a key is known.
    account: AccountId,
    call: TrailCall,
    /// What the request says for condition keys.
    known: Known,
    /// The policy of the caller's session.
    session: Option<Rc<Policy>>,
}

/// Proof that a call may use a key now: the key exists, the caller has permission, and the key's state allows
/// it.
pub(in crate::ops) struct Usable {
    /// The key.
    pub key: Rc<Key>,
    /// What allowed the call.
    pub allowed: Allowed,
}

/// The name of RDS in a Region: the grantee of its grants, and the value of `kms:ViaService`.
pub(in crate::ops) fn rds_in(region: Region) -> Rc<str> {
    ["rds.", region.as_str(), ".amazonaws.com"].concat().into()
}

impl Attempt {
    /// Begins a call of the operation `name` in `region`.
    pub(in crate::ops) fn new(tx: &Tx, authority: Authority, region: Region, name: &'static str) -> Self {
        let (caller, via) = match authority {
            Authority::Caller => (tx.who.clone(), None),
            Authority::ForwardedByRds => (tx.who.clone(), Some("rds.amazonaws.com")),
            Authority::Rds(_) => (Principal::Service(rds_in(region)), None),
        };
        let who = match authority {
            Authority::Rds(_) => Principal::Service("rds.amazonaws.com".into()),
            _ => caller.clone(),
        };
        let call = TrailCall { via, ..TrailCall::new(Service::Kms, name, who, region, tx.account) };
        let edition = tx.world.edition;
        let account = tx.account;
        let session = tx.world.session_policy(&caller);
        Self { edition, authority, caller, region, account, call, known: Known::new(), session }
    }

    /// Begins the call that KMS makes for the caller in another Region, as part of an operation that is about two.
    pub(in crate::ops) fn elsewhere(tx: &Tx, region: Region, name: &'static str) -> Self {
        let mut there = Self::new(tx, Authority::Caller, region, name);
        there.call.via = Some("kms.amazonaws.com");
        there.writes();
        there
    }

    /// Marks the call as one that changes something.
    pub(in crate::ops) fn writes(&mut self) {
        self.call.read_only = false;
    }

    /// Notes what the request says for condition keys.
    pub(in crate::ops) fn knows(&mut self, known: impl IntoIterator<Item = (ConditionKey, Rc<str>)>) {
        self.known.extend(known);
    }

    /// Adds a request parameter for CloudTrail, replacing one of the same name.
    pub(in crate::ops) fn asked(&mut self, name: &'static str, value: impl Into<Told>) {
        let value = value.into();
        match self.call.request.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.call.request.push((name, value)),
        }
    }

    /// Adds a request parameter that is an encryption context, if it has pairs.
    pub(in crate::ops) fn asked_context(&mut self, name: &'static str, context: &EncryptionContext) {
        if !context.is_empty() {
            self.asked(name, context);
        }
    }

    /// Notes something that CloudTrail shows beside the request and the answer.
    pub(in crate::ops) fn beside(&mut self, name: &'static str, value: impl Into<Told>) {
        self.call.beside = Some((name, value.into()));
    }

    /// Keeps what the call answers for its record, if it changed something, and without secrets.
    pub(in crate::ops) fn answers(&mut self, tx: &Tx, output: &KmsOutput) {
        let told = output.told().filter(|_| !self.call.read_only);
        self.call.answer = told.map(|output| tx.kept_answer(Output::Kms(output)));
    }

    /// Sets the encryption context that the ciphertext is bound to.
    pub(in crate::ops) fn bind(&mut self, context: &EncryptionContext) {
        self.call.context = (!context.is_empty()).then(|| context.clone());
    }

    /// Sets the key that the call is about.
    pub(in crate::ops) fn about(&mut self, key: KeyArn) {
        self.call.key = Some(key);
    }

    /// Sets the key material that is used.
    pub(in crate::ops) fn uses(&mut self, material: [u8; 32]) {
        self.call.material = Some(material);
    }

    /// Records the call in the trail of the caller's account. If it succeeded on a key of another account,
    /// records it in that account's trail as well.
    pub(in crate::ops) fn finish(mut self, tx: &mut Tx, refused: Option<&Refusal>) {
        self.call.error = refused.map(|refusal| (refusal.code(), refusal.message()));
        let owner = self.call.key.as_ref().map_or(self.account, |key| key.account);
        let caller = self.call.recipient;
        match self.authority {
            Authority::Rds(_) => tx.record_shared(&self.call, &[owner]),
            Authority::Caller | Authority::ForwardedByRds if owner != caller && refused.is_none() => {
                tx.record_shared(&self.call, &[owner, caller]);
            }
            Authority::Caller | Authority::ForwardedByRds => tx.record(self.call),
        }
    }

    /// Finds the key, then checks the caller's permission and the key's state.
    pub(in crate::ops) fn key(
        &mut self,
        tx: &Tx,
        key: &KeyRef,
        forms: Forms,
        action: Action,
        context: &EncryptionContext,
    ) -> Result<Usable, Refusal> {
        let parameter = match action {
            Action::ReEncryptFrom => "sourceKeyId",
            Action::ReEncryptTo => "destinationKeyId",
            Action::CreateAlias | Action::UpdateAlias => "targetKeyId",
            _ => "keyId",
        };
        self.asked(parameter, key.to_string());
        self.known.retain(|(key, _)| *key != ConditionKey::RequestAlias);
        let alias = match key {
            KeyRef::AliasName(name) => Some(name),
            KeyRef::AliasArn(arn) => Some(&arn.id),
            KeyRef::Id(_) | KeyRef::Arn(_) | KeyRef::Malformed(_) => None,
        };
        self.known.extend(alias.map(|name| (ConditionKey::RequestAlias, name.to_string().into())));
        let found = find::key(&tx.world, self.account, self.region, key, forms);
        let key = found.map_err(|error| self.not_found(action, error))?;
        self.on(tx, key, action, context)
    }

    /// Like [`Attempt::key`], for operations that manage a key: they take no alias and have no encryption
    /// context.
    pub(in crate::ops) fn managed(
        &mut self,
        tx: &Tx,
        key: &KeyRef,
        action: Action,
    ) -> Result<Usable, Refusal> {
        self.key(tx, key, Forms::KeyOnly, action, &EncryptionContext::default())
    }

    /// Checks the caller's permission and not the key's state. The refusal is AWS's.
    pub(in crate::ops) fn permitted(
        &mut self,
        tx: &Tx,
        key: &Key,
        action: Action,
        context: &EncryptionContext,
    ) -> Result<Allowed, Refusal> {
        self.about(key.arn.clone());
        let foreign = self.caller.account().is_some_and(|account| account != key.arn.account);
        if foreign && !action.works_across_accounts() {
            return Err(self.denied(Denied::NoKeyPolicy, action, &key.arn.to_string()));
        }
        let allowed = self
            .may(&tx.world, key, action, context)
            .map_err(|denied| self.denied(denied, action, &key.arn.to_string()))?;
        // Policies that AWS writes for its managed keys allow none of this. One that was read from a file might.
        if key.manager == KeyManager::Aws && action.is_for_customer_managed() {
            return Err(self.denied(Denied::NoKeyPolicy, action, &key.arn.to_string()));
        }
        Ok(allowed)
    }

    fn denied(&self, denied: Denied, action: Action, resource: &str) -> Refusal {
        let resource = (!resource.is_empty()).then(|| resource.to_owned());
        KmsRefusal::Denied { edition: self.edition, who: self.caller.clone(), action, resource, by: denied }
            .into()
    }

    /// Like [`Attempt::key`], for a key that has been found already.
    pub(in crate::ops) fn on(
        &mut self,
        tx: &Tx,
        key: Rc<Key>,
        action: Action,
        context: &EncryptionContext,
    ) -> Result<Usable, Refusal> {
        let allowed = self.permitted(tx, &key, action, context)?;
        let state = key.state();
        action.check(state).map_err(|error| KmsRefusal::State { key: key.arn.clone(), state, error })?;
        suits(&key, action)?;
        Ok(Usable { key, allowed })
    }

    /// Decides whether the caller may use the key, whatever its state.
    pub(in crate::ops) fn may(
        &self,
        world: &World,
        key: &Key,
        action: Action,
        context: &EncryptionContext,
    ) -> Result<Allowed, Denied> {
        let identity = identity_policies(world, &self.caller);
        let limits = world.limits_of(&self.caller);
        let known = self.known(world, action, Some(key), &[&[&*key.policy], &*identity].concat());
        let call = authorize::RequestContext { known, ..self.authorize_call(action, context) };
        if let Some(limits) = limits {
            authorize::within(&call, &action.permission(), &key.arn.to_string(), limits)?;
        }
        if let Authority::Rds(grant) = self.authority {
            // RDS names its grant, so only one is looked at, however many the key has.
            let grant = world.grants.get(&(key.arn.clone(), grant));
            let account = grant.map_or(key.arn.account, |grant| grant.issuer);
            let mut call = authorize::RequestContext { account: Some(account), ..call };
            call.known.push((ConditionKey::SourceAccount, account.to_string().into()));
            let mut grants = grant.into_iter().map(|grant| &**grant);
            return authorize::on_key(&call, &key.arn, &key.policy, &[], &mut grants);
        }
        let mut grants = world.grants_of(&key.arn).map(|grant| &**grant);
        authorize::on_key(&call, &key.arn, &key.policy, &identity, &mut grants)
    }

    /// Decides by the caller's identity policies alone, for an alias or for no resource.
    pub(in crate::ops) fn by_identity(
        &mut self,
        tx: &Tx,
        action: Action,
        alias: Option<&AliasArn>,
    ) -> Result<(), Refusal> {
        self.call.alias = alias.cloned();
        let resource = alias.map_or_else(|| String::from("*"), ToString::to_string);
        let context = EncryptionContext::default();
        let identity = identity_policies(&tx.world, &self.caller);
        let limits = tx.world.limits_of(&self.caller);
        let known = self.known(&tx.world, action, None, &identity);
        let call = authorize::RequestContext { known, ..self.authorize_call(action, &context) };
        let permission = action.permission();
        let allowed = authorize::by_identity(&call, &permission, &resource, &identity, limits);
        allowed.map(|_| ()).map_err(|denied| {
            let shown = if alias.is_some() { &*resource } else { "" };
            self.denied(denied, action, shown)
        })
    }

    /// Checks that the caller may retire a grant: by the grant itself, or by an identity policy in the
    /// account that created it, and that no identity policy denies it.
    pub(in crate::ops) fn may_retire(&mut self, tx: &Tx, grant: &Grant) -> Result<(), Refusal> {
        self.about(grant.key.clone());
        let context = EncryptionContext::default();
        let (permission, resource) = (Action::RetireGrant.permission(), grant.key.to_string());
        let identity = identity_policies(&tx.world, &self.caller);
        let key = tx.world.keys.get(&grant.key).map(|key| &**key);
        let limits = tx.world.limits_of(&self.caller);
        let known = self.known(&tx.world, Action::RetireGrant, key, &identity);
        let call = authorize::RequestContext { known, ..self.authorize_call(Action::RetireGrant, &context) };
        let allowed = authorize::by_identity(&call, &permission, &resource, &identity, limits);
        let allowed = match allowed {
            // An explicit deny holds whatever allows it.
            Err(
                Denied::ExplicitInIdentityPolicy
                | Denied::ExplicitInServiceControlPolicy
                | Denied::ExplicitInSessionPolicy
                | Denied::Unfinished,
            ) => allowed,
            _ if grant.may_be_retired_by(&self.caller) => return Ok(()),
            Ok(_) | Err(_) if grant.issuer == self.account => allowed,
            Ok(_) | Err(_) => Err(Denied::NoKeyPolicy),
        };
        allowed.map(|_| ()).map_err(|denied| self.denied(denied, Action::RetireGrant, &resource))
    }

    /// Makes the key found so far the one that a `ReEncrypt` decrypts with; the next one encrypts.
    pub(in crate::ops) fn now_the_destination(&mut self) {
        self.call.source_key = self.call.key.take();
        self.call.source_material = self.call.material.take();
    }

    /// Makes this grant RDS's authority, for the other half of a `ReEncrypt`.
    pub(in crate::ops) fn use_grant(&mut self, grant: GrantId) {
        self.authority = Authority::Rds(grant);
    }

    /// The lockout check: the caller or its account must be able to replace this policy again.
    pub(in crate::ops) fn keeps_a_way_back(
        &self,
        tx: &Tx,
        key: &KeyArn,
        policy: &Policy,
    ) -> Result<(), Refusal> {
        let context = EncryptionContext::default();
        let known = self.known(&tx.world, Action::PutKeyPolicy, None, &[policy]);
        let call = authorize::RequestContext { known, ..self.authorize_call(Action::PutKeyPolicy, &context) };
        if authorize::can_put_policy_later(&call, key, policy) {
            return Ok(());
        }
        Err(KmsRefusal::Lockout.into())
    }

    /// What the call has for condition keys, if one of these policies, that of the caller's session or the one that limits
    /// its account looks at it.
    fn known(&self, world: &World, action: Action, key: Option<&Key>, policies: &[&Policy]) -> Known {
        let limits = world.limits_of(&self.caller);
        let policies = [policies, limits.as_slice(), self.session.as_deref().as_slice()].concat();
        if !policies.iter().any(|policy| policy.looks_at_calls()) {
            return Known::new();
        }
        let way = match self.authority {
            Authority::ForwardedByRds => Way::Through(None),
            Authority::Caller if self.call.via.is_some() => Way::Through(self.call.via),
            Authority::Caller | Authority::Rds(_) => Way::Direct,
        };
        let mut known = known::of_caller(world, &self.caller, way, self.region);
        known.extend(self.known.iter().cloned());
        if action.is_cryptographic() {
            known.push((ConditionKey::EncryptionAlgorithm, SYMMETRIC_DEFAULT.into()));
        }
        if let Some(key) = key {
            let aliases = policies.iter().any(|policy| policy.asks_for(&ConditionKey::ResourceAliases));
            known.extend(known::of_key(world, key, aliases));
        }
        // Identity policies may ask for keys that RDS had before KMS.
        known.retain(|(key, _)| key.since() <= self.edition);
        known
    }

    fn authorize_call<'a>(
        &'a self,
        action: Action,
        context: &'a EncryptionContext,
    ) -> authorize::RequestContext<'a> {
        let about_grants = matches!(action, Action::CreateGrant | Action::ListGrants | Action::RevokeGrant);
        authorize::RequestContext {
            caller: &self.caller,
            account: Some(self.account),
            action,
            via: (self.authority != Authority::Caller).then(|| rds_in(self.region)),
            context,
            for_aws_resource: about_grants.then_some(self.authority != Authority::Caller),
            known: Known::new(),
            session: self.session.clone(),
            budget: Budget::default(),
        }
    }

    /// The refusal for a key that was not found. In another account it is the same as for a key that the
    /// caller may not use, so that nobody learns which ids exist.
    fn not_found(&self, action: Action, error: KeyNotFound) -> Refusal {
        if let KeyNotFound::NoKey(arn) = &error
            && arn.account != self.account
        {
            return self.denied(Denied::NoKeyPolicy, action, &arn.to_string());
        }
        KmsRefusal::Key(error).into()
    }

    /// The edition.
    pub(in crate::ops) const fn edition(&self) -> Edition {
        self.edition
    }

    /// The caller's account.
    pub(in crate::ops) const fn account(&self) -> AccountId {
        self.account
    }

    /// The Region of the call.
    pub(in crate::ops) const fn region(&self) -> Region {
        self.region
    }
}

/// Ends a call with `DryRun`, which is refused to say that it would have succeeded.
pub(in crate::ops) fn dry_run(asked: bool) -> Result<(), Refusal> {
    if asked { Err(KmsRefusal::DryRun.into()) } else { Ok(()) }
}

/// The identity policies of a principal, inline and attached; of a session, those of its role.
pub(in crate::ops) fn identity_policies<'a>(world: &'a World, who: &Principal) -> Vec<&'a Policy> {
    let holder = who.holder();
    let inline = world.policies_of(&holder).map(|(_, policy)| &**policy);
    inline.chain(world.attached_to(&holder).map(|managed| &*managed.policy)).collect()
}
