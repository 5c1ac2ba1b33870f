//! Words of a command looked at as options: which value was given, which account and Region is meant.
//! Only for rules and advice about a refused command; reading commands is `playground-aws`'s.

use playground_core::ids::{AccountId, ClusterArn, ClusterId, Region};
use playground_core::profile::Profile;
use playground_core::rds::cluster::Cluster;
use playground_core::world::World;

/// A refused command's words, and what `<<` gave it.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) words: &'a [String],
    pub(crate) input: Option<&'a str>,
}

impl<'a> Asked<'a> {
    /// The value behind an option, `--name value` or `--name=value`, the name in full.
    pub(crate) fn option(&self, name: &str) -> Option<&'a str> {
        let mut words = self.words.iter();
        while let Some(word) = words.next() {
            if word == name {
                return words.next().map(String::as_str);
            }
            if let Some(value) = word.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')) {
                return Some(value);
            }
        }
        None
    }

    /// Whether a word stands there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.words.iter().any(|word| word == name)
    }

    /// `create-db-cluster`, or the second word of any other command.
    pub(crate) fn operation(&self) -> &'a str {
        let mut plain = self.words.iter().skip(1).filter(|word| !word.starts_with('-'));
        let first = plain.next().map_or("", String::as_str);
        if self.words.first().is_some_and(|program| program == "playground") {
            return first;
        }
        plain.next().map_or("", String::as_str)
    }

    /// The profile's name.
    pub(crate) fn profile(&self) -> &'a str {
        self.option("--profile").unwrap_or("default")
    }

    /// The account of the profile.
    pub(crate) fn account(&self) -> Option<AccountId> {
        Profile::find(self.profile()).map(|profile| profile.account)
    }

    /// The Region.
    pub(crate) fn region(&self) -> Region {
        self.option("--region").and_then(|text| Region::parse(text).ok()).unwrap_or(Region::DEFAULT)
    }

    /// The cluster that an option names.
    pub(crate) fn cluster<'w>(&self, world: &'w World, option: &str) -> Option<&'w Cluster> {
        let text = self.option(option)?;
        let arn = match ClusterArn::parse(text) {
            Ok(arn) => arn,
            Err(_) => ClusterArn {
                account: self.account()?,
                region: self.region(),
                id: ClusterId::parse(text).ok()?,
            },
        };
        world.clusters.get(&arn).map(|cluster| &**cluster)
    }
}
