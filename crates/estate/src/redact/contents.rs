//! What is in an estate, by kind: what somebody should see before it is stored or shared.

use std::rc::Rc;

use playground_core::map::Set;

use crate::estate::{Estate, KeyPolicy};

/// The texts of each kind that an estate has, each text once, in the order in which they were read. Kinds of which there are
/// none are left out. All else in an estate is AWS's own words, times and numbers.
pub fn contents(estate: &Estate) -> Vec<(&'static str, Vec<Rc<str>>)> {
    let Estate {
        clusters,
        instances,
        snapshots,
        backups,
        globals,
        keys,
        aliases,
        iam,
        changes: _,
        unplaced: _, // not written
        states: _,   // of the keys
    } = estate;
    let mut accounts = Distinct::default();
    let mut principals = Distinct::default();
    let mut policies = Distinct::default();
    let mut ids = Distinct::default();
    let arns = clusters.iter().map(|one| &one.arn).chain(instances.iter().map(|one| &one.arn));
    let arns = arns.chain(snapshots.iter().map(|one| &one.arn)).chain(keys.iter().map(|one| &one.arn));
    let identities = || iam.identities.iter().chain(iam.groups.iter());
    for arn in arns.chain(aliases.iter().map(|one| &one.arn)).chain(identities().map(|one| &one.arn)) {
        accounts.add(arn.account());
    }
    for sharing in snapshots.iter().filter_map(|one| one.sharing.as_ref()) {
        sharing.accounts.iter().for_each(|account| accounts.add(account));
    }
    for id in clusters.iter().filter_map(|one| one.resource_id.as_ref()) {
        ids.add(id);
    }
    for key in keys.iter() {
        if let Some(KeyPolicy::Read(policy)) = &key.policy {
            policies.add(&policy.text);
        }
        for grant in key.grants.iter().flatten() {
            principals.add(&grant.grantee);
            grant.retiring.iter().for_each(|who| principals.add(who));
        }
    }
    let mut of_iam = Distinct::default();
    let inline = identities().flat_map(|one| one.inline.iter().map(|(name, policy)| (name, policy)));
    for (name, policy) in inline.chain(iam.managed.iter()) {
        of_iam.add(name);
        if let KeyPolicy::Read(policy) = policy {
            of_iam.add(&policy.text);
        }
    }
    let of = |arns: &mut dyn Iterator<Item = &crate::arn::Arn>| arns.map(|arn| arn.as_str().into()).collect();
    let all = [
        ("account IDs", accounts.texts),
        ("DB clusters", of(&mut clusters.iter().map(|one| &one.arn))),
        ("DB instances", of(&mut instances.iter().map(|one| &one.arn))),
        ("DB cluster snapshots", of(&mut snapshots.iter().map(|one| &one.arn))),
        ("automated backups", of(&mut backups.iter().map(|one| &one.arn))),
        ("global clusters", of(&mut globals.iter().map(|one| &one.arn))),
        ("KMS keys", of(&mut keys.iter().map(|one| &one.arn))),
        ("aliases", of(&mut aliases.iter().map(|one| &one.arn))),
        ("key policies", policies.texts),
        ("IAM users, roles and groups", of(&mut identities().map(|one| &one.arn))),
        ("IAM policies", of_iam.texts),
        ("principals of grants", principals.texts),
        ("resource IDs", ids.texts),
    ];
    all.into_iter().filter(|(_, texts): &(_, Vec<Rc<str>>)| !texts.is_empty()).collect()
}

/// Texts, each once.
#[derive(Default)]
struct Distinct {
    texts: Vec<Rc<str>>,
    known: Set<Rc<str>>,
}

impl Distinct {
    fn add(&mut self, text: &str) {
        let text: Rc<str> = text.into();
        if !text.is_empty() && !self.known.contains(&text) {
            self.known.insert_mut(text.clone());
            self.texts.push(text);
        }
    }
}
