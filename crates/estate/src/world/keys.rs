//! Keys, aliases and grants.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::ids::{AccountId, AliasArn, KeyArn, Principal};
use playground_core::kms::action::Action;
use playground_core::kms::builtin::{default_key_policy, rds_key_policy};
use playground_core::kms::grant::GrantTerms;
use playground_core::kms::key::{KeyManager, Life, MultiRegion};
use playground_core::kms::policy::Policy;
use playground_core::ops::inventory::HeldKey;

use super::{Making, Why};
use crate::arn::{Arn, in_aws};
use crate::estate::{Encryption, Grant, Key, KeyPolicy};

/// What an inventory has of KMS.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) held: Vec<HeldKey>,
    pub(super) aliases: Vec<(AliasArn, KeyArn)>,
    pub(super) grants: Vec<(KeyArn, GrantTerms, AccountId)>,
}

/// The keys that files describe, and those that something is encrypted under.
pub(super) fn of(making: &mut Making<'_>) -> Keys {
    let mut keys = Keys::default();
    let estate = making.estate;
    for key in estate.keys.iter() {
        keys.add(making, &key.arn, Some(key));
    }
    for (encryption, beside) in encrypted(making) {
        if let Some(arn) = encryption.key().and_then(|name| estate.key_arn(name, beside)) {
            keys.add(making, &arn, None);
        }
    }
    keys.one_primary(making);
    for alias in estate.aliases.iter() {
        let Some(target) = alias.target.as_deref() else { continue };
        let target = alias.arn.beside(&["key/", target].concat());
        let Some(target) = target.and_then(|arn| KeyArn::parse(arn.as_str()).ok()) else { continue };
        if let Ok(name) = AliasArn::parse(alias.arn.as_str())
            && keys.has(&target)
        {
            keys.aliases.push((name, target));
        }
    }
    keys
}

/// Everything that may be encrypted, with the ARN beside which its key is named.
fn encrypted<'a>(making: &Making<'a>) -> Vec<(&'a Encryption, &'a Arn)> {
    let estate = making.estate;
    let clusters = estate.clusters.iter().map(|one| (&one.encryption, &one.arn));
    let snapshots = estate.snapshots.iter().map(|one| (&one.encryption, &one.arn));
    let backups =
        estate.backups.iter().map(|one| (&one.encryption, one.cluster.as_ref().unwrap_or(&one.arn)));
    clusters.chain(snapshots).chain(backups).collect()
}

impl Keys {
    fn has(&self, arn: &KeyArn) -> bool {
        self.held.iter().any(|key| key.arn == *arn)
    }

    fn add(&mut self, making: &mut Making<'_>, named: &Arn, key: Option<&Key>) {
        let Ok(arn) = KeyArn::parse(named.as_str()) else { return };
        if self.has(&arn) || making.place(named).is_none() {
            return;
        }
        if let Some(spec) = key.and_then(|key| key.spec.clone()).filter(|spec| &**spec != "SYMMETRIC_DEFAULT")
        {
            return making.note(named, Why::Spec(spec));
        }
        if key.is_none_or(|key| key.state.is_none()) {
            making.note(named, Why::KeyNotDescribed);
        }
        let by_aws = making.estate.is_aws_managed(named);
        let policy = policy(making, named, &arn, key, by_aws);
        let rotates = key.and_then(|key| key.rotates).unwrap_or(by_aws);
        let days = key.and_then(|key| key.period).and_then(|days| u32::try_from(days).ok()).unwrap_or(365);
        self.held.push(HeldKey {
            created: key.and_then(|key| key.created).unwrap_or(Time(making.now.0.saturating_sub(Time::DAY))),
            manager: if by_aws { KeyManager::Aws } else { KeyManager::Customer },
            life: life(making, named, key),
            policy,
            rotation: rotates.then_some(days),
            multi_region: arn.id.is_multi_region().then_some(
                match key.and_then(|key| key.multi_region.as_deref()) {
                    Some("PRIMARY") => MultiRegion::Primary,
                    Some(_) | None => MultiRegion::Replica,
                },
            ),
            arn: arn.clone(),
        });
        for grant in key.and_then(|key| key.grants.as_ref()).into_iter().flatten() {
            match terms(grant) {
                Some(terms) => self.grants.push((arn.clone(), terms, arn.account)),
                None => making.note(named, Why::Grantee(grant.grantee.clone())),
            }
        }
    }

    /// Of related keys, one must be the primary key: the first of those whose primary key no file has.
    fn one_primary(&mut self, making: &mut Making<'_>) {
        let is_primary = |key: &HeldKey| key.multi_region == Some(MultiRegion::Primary);
        let primaries: Vec<KeyArn> =
            self.held.iter().filter(|key| is_primary(key)).map(|key| key.arn.clone()).collect();
        let related = |one: &KeyArn, other: &KeyArn| one.id == other.id && one.account == other.account;
        let mut done: Vec<KeyArn> = primaries;
        for key in &mut self.held {
            if key.multi_region.is_some() && !done.iter().any(|known| related(known, &key.arn)) {
                key.multi_region = Some(MultiRegion::Primary);
                done.push(key.arn.clone());
                if let Some(arn) = Arn::parse(&key.arn.to_string()) {
                    making.note(&arn, Why::NoPrimary);
                }
            }
        }
    }
}

fn policy(making: &mut Making<'_>, named: &Arn, arn: &KeyArn, key: Option<&Key>, by_aws: bool) -> Rc<Policy> {
    let default = || {
        let policy =
            if by_aws { rds_key_policy(arn.account, arn.region) } else { default_key_policy(arn.account) };
        Rc::new(policy)
    };
    match key.and_then(|key| key.policy.as_ref()) {
        Some(KeyPolicy::Read(policy)) => policy.clone(),
        Some(KeyPolicy::Unread(why)) => {
            making.note(named, Why::PolicyUnread(why.as_str().into()));
            default()
        }
        None if by_aws => default(),
        None => {
            making.note(named, Why::PolicyNotRead);
            default()
        }
    }
}

fn life(making: &mut Making<'_>, named: &Arn, key: Option<&Key>) -> Life {
    let state = key.and_then(|key| key.state.as_deref()).unwrap_or("Enabled");
    let deletion = key.and_then(|key| key.deletion);
    match (state, deletion) {
        // The last two end within minutes.
        ("Enabled" | "Creating" | "Updating", _) => Life::Enabled,
        ("Disabled", _) => Life::Disabled,
        ("PendingDeletion", Some(end)) => Life::PendingDeletion(end.max(making.now.plus(1))),
        // The longest that it can be, as the day isn't known.
        ("PendingDeletion", None) => Life::PendingDeletion(making.now.plus(30 * Time::DAY)),
        ("PendingReplicaDeletion", _) => Life::PendingReplicaDeletion(30),
        (other, _) => {
            making.note(named, Why::KeyState(other.into()));
            Life::Disabled
        }
    }
}

/// What a grant says; `None` if it is to somebody that the model can't name.
pub(crate) fn terms(grant: &Grant) -> Option<GrantTerms> {
    let principal = |text: &str| Principal::parse_party(&in_aws(text)).ok();
    let retiring = match grant.retiring.as_deref() {
        Some(text) => Some(principal(text)?),
        None => None,
    };
    let constraint = grant.constraint().ok()?;
    Some(GrantTerms {
        grantee: principal(&grant.grantee)?,
        retiring,
        operations: grant.operations.iter().filter_map(|name| Action::grantable(name)).collect(),
        constraint,
        name: None,
    })
}
