//! What files say of IAM's users, roles, groups and managed policies: of each policy, the statements that can be about AWS KMS.
//!
//! Not here: what they allow (`access`).

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_core::iam::aws_managed;
use playground_core::iam::managed::PolicyArn;
use playground_core::map::{Map, Set};
use playground_core::sort::sorted;

use super::{KeyPolicy, Table};
use crate::arn::Arn;

/// IAM as files say it.
#[derive(Clone, Debug, Default)]
pub struct Iam {
    /// Users and roles.
    pub identities: Table<Identity>,
    /// Groups.
    pub groups: Table<Identity>,
    /// Managed policies by ARN.
    pub managed: Map<Rc<str>, KeyPolicy>,
    /// The accounts of which everything was read.
    pub whole: Set<Rc<str>>,
}

/// A user, a role or a group.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Its ARN.
    pub arn: Arn,
    /// Its inline policies by name.
    pub inline: Vec<(Rc<str>, KeyPolicy)>,
    /// The ARNs of its managed policies.
    pub attached: Vec<Rc<str>>,
    /// Of a user, the names of its groups.
    pub groups: Vec<Rc<str>>,
    /// Whether a permissions boundary limits it.
    pub bounded: bool,
}

/// A policy of somebody, by name; `None` if no file has it.
pub(crate) struct Held<'a> {
    pub(crate) name: &'a str,
    pub(crate) policy: Option<&'a KeyPolicy>,
}

impl Identity {
    /// One that only its ARN is known of.
    pub(crate) fn new(arn: Arn) -> Self {
        Self { arn, inline: Vec::new(), attached: Vec::new(), groups: Vec::new(), bounded: false }
    }

    /// Its name without its path.
    pub fn name(&self) -> &str {
        self.arn.name().rsplit('/').next().unwrap_or_default()
    }

    /// Gives it an inline policy, or another text for one that it has.
    pub(crate) fn put(&mut self, name: &str, policy: KeyPolicy) {
        match self.inline.iter_mut().find(|(known, _)| **known == *name) {
            Some((_, known)) => *known = policy,
            None => self.inline.push((name.into(), policy)),
        }
    }

    /// Attaches a managed policy.
    pub(crate) fn attach(&mut self, arn: &str) {
        if !self.attached.iter().any(|known| **known == *arn) {
            self.attached.push(arn.into());
        }
    }
}

impl Iam {
    /// Returns whether nothing was read.
    pub(crate) fn is_empty(&self) -> bool {
        self.identities.is_empty() && self.groups.is_empty() && self.managed.is_empty()
    }

    /// The users and roles of an account, by ARN.
    pub fn of_account<'a>(&'a self, account: &str) -> Vec<&'a Identity> {
        let all: Vec<&Identity> = self.identities.iter().filter(|one| one.arn.account() == account).collect();
        sorted(all, |one, other| one.arn.cmp(&other.arn))
    }

    /// The user or role with this ARN, or the role of a session: of that, no ARN says the path.
    pub fn named(&self, arn: &str) -> Option<&Identity> {
        if let Some(found) = self.identities.get(arn) {
            return Some(found);
        }
        let arn = Arn::parse(arn)?;
        let role = arn.resource().strip_prefix("assumed-role/")?.split('/').next()?;
        let is_it = |one: &&Identity| {
            one.arn.account() == arn.account()
                && one.arn.resource().starts_with("role/")
                && one.name() == role
        };
        self.identities.iter().find(is_it)
    }

    /// Keeps a policy of AWS's own that a file only names, as today's edition has it.
    pub(crate) fn knows(&mut self, arn: &str) {
        let find = |arn: &PolicyArn| aws_managed::find(Edition::LATEST, arn);
        if arn.starts_with("arn:aws:iam::aws:")
            && self.managed.get(arn).is_none()
            && let Some(found) = PolicyArn::parse(arn).as_ref().and_then(find)
        {
            self.managed.insert_mut(arn.into(), KeyPolicy::Read(found.policy));
        }
    }

    /// All policies of a user or role: its own, its managed ones, and those of its groups.
    pub(crate) fn policies<'a>(&'a self, of: &'a Identity) -> Vec<Held<'a>> {
        let in_group = |group: &&Identity| {
            group.arn.account() == of.arn.account() && of.groups.iter().any(|name| **name == *group.name())
        };
        let all = [of].into_iter().chain(self.groups.iter().filter(in_group));
        let mut held = Vec::new();
        for one in all {
            held.extend(one.inline.iter().map(|(name, policy)| Held { name, policy: Some(policy) }));
            held.extend(one.attached.iter().map(|arn| Held {
                name: arn.rsplit('/').next().unwrap_or(arn),
                policy: self.managed.get(arn),
            }));
        }
        held
    }
}
