//! Names of things, and the letters and colours of keys. A key's letter and colour follow from the order of
//! creation, which CloudTrail still knows after the key is gone.

use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_core::ids::{AccountId, ClusterArn, KeyArn, Region};
use playground_core::kms::action::Action;
use playground_core::kms::key::{Key, Life};
use playground_core::profile::PROFILES;
use playground_core::rds::backup::BackupKey;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::snapshot::{Snapshot, SnapshotStatus};
use playground_core::sort::sorted;
use playground_core::world::{KeyUse, World};

use crate::view::{KeyHealth, KeyTag, Phrase, Seal, ThingId, counted};

/// The number of colours. Further keys share them, and are told apart by their letters.
const HUES: usize = 10;

/// The names for one world.
pub(super) struct Names<'a> {
    world: &'a World,
    /// How many keys are older, sorted by key.
    rank: Vec<(&'a KeyArn, usize)>,
    /// What leads to a key, sorted by key.
    aliases: Vec<(&'a KeyArn, Vec<String>)>,
    /// How many things are encrypted under a key, sorted by key.
    under: Vec<(&'a KeyArn, usize)>,
}

impl<'a> Names<'a> {
    /// Reads the names from a world.
    pub(super) fn of(world: &'a World) -> Self {
        let of_trail = world.trail.values().filter(|event| event.call.name == "CreateKey");
        let of_trail = of_trail.filter_map(|event| Some((event.time, event.call.key.as_ref()?)));
        // Those that AWS made have no such record.
        let created = of_trail.chain(world.keys.values().map(|key| (key.created, &key.arn)));
        let mut order: Vec<(Time, &KeyArn)> = sorted(created.collect(), Ord::cmp);
        order.dedup();
        let rank = sorted(order.into_iter().map(|(_, key)| key).zip(0..).collect(), Ord::cmp);
        let leads = world.aliases.iter().map(|(alias, to)| (&to.target, alias));
        let leads = sorted(leads.collect(), |(one, _), (other, _)| one.cmp(other));
        let aliases = leads.chunk_by(|(one, _), (other, _)| one == other).filter_map(|all| {
            let names = all.iter().map(|(_, alias)| alias.id.to_string());
            Some((all.first()?.0, names.collect()))
        });
        let mut under: Vec<(&KeyArn, usize)> = Vec::new();
        for (key, _) in world.uses.iter().filter(|(_, what)| holds_data(world, what)) {
            match under.last_mut().filter(|(last, _)| *last == key) {
                Some((_, count)) => *count += 1,
                None => under.push((key, 1)),
            }
        }
        Self { world, rank, aliases: aliases.collect(), under }
    }

    /// Which rules hold.
    pub(super) fn edition(&self) -> Edition {
        self.world.edition
    }

    /// The aliases of a key, with `alias/`. Nobody sees those of an AWS owned key.
    pub(super) fn aliases(&self, key: &KeyArn) -> &[String] {
        found(&self.aliases, key).filter(|_| !key.is_aws_owned()).map_or(&[], Vec::as_slice)
    }

    /// How many clusters, snapshots and backups are encrypted under a key.
    pub(super) fn under(&self, key: &KeyArn) -> usize {
        found(&self.under, key).copied().unwrap_or(0)
    }

    /// An alias without `alias/`, or the start of the key id.
    pub(super) fn key_name(&self, key: &KeyArn) -> String {
        if key.is_aws_owned() {
            return String::from("AWS owned key");
        }
        if let Some(alias) = self.aliases(key).first() {
            return String::from(alias.strip_prefix("alias/").unwrap_or(alias));
        }
        let mut name: String = key.id.to_string();
        name.truncate(8);
        name
    }

    /// Returns whether a key can be used now.
    pub(super) fn usable(&self, key: &KeyArn) -> bool {
        self.world.keys.get(key).is_some_and(|key| is_usable(key))
    }

    /// Whether a key can be used, now or later.
    fn health(&self, key: &KeyArn) -> KeyHealth {
        match self.world.keys.get(key) {
            None => KeyHealth::Deleted,
            Some(key) if is_usable(key) => KeyHealth::Usable,
            Some(key) => match key.life {
                Life::PendingDeletion(_) | Life::PendingReplicaDeletion(_) => KeyHealth::Pending,
                Life::Enabled | Life::Disabled | Life::Creating(_) | Life::Updating(_) => KeyHealth::Paused,
            },
        }
    }

    /// Returns whether a key has not been deleted.
    pub(super) fn exists(&self, key: &KeyArn) -> bool {
        self.world.keys.contains_key(key)
    }

    /// The letter, colour and name of a key.
    pub(super) fn tag(&self, key: &KeyArn) -> KeyTag {
        let rank = found(&self.rank, key).copied().unwrap_or(self.rank.len());
        KeyTag {
            thing: key_thing(key),
            hue: u8::try_from(rank % HUES).unwrap_or(0),
            letter: letter(rank),
            name: self.key_name(key),
            state: self.health(key),
        }
    }

    /// How something is protected: by a key or not at all.
    pub(super) fn seal(&self, key: Option<&KeyArn>) -> Seal {
        key.map_or(Seal::Plain, |key| Seal::Under(self.tag(key)))
    }
}

/// Returns whether something holds data: a snapshot that failed does not.
pub(super) fn holds_data(world: &World, what: &KeyUse) -> bool {
    match what {
        KeyUse::Cluster(_) | KeyUse::Backup(_) => true,
        KeyUse::Snapshot(arn) => {
            world.snapshots.get(arn).is_some_and(|snapshot| snapshot.status != SnapshotStatus::Failed)
        }
    }
}

/// Returns whether a key's state lets data keys be made and opened.
pub(super) fn is_usable(key: &Key) -> bool {
    [Action::GenerateDataKey, Action::Decrypt].iter().all(|action| action.check(key.state()).is_ok())
}

fn found<'a, T>(sorted: &'a [(&KeyArn, T)], key: &KeyArn) -> Option<&'a T> {
    let at = sorted.binary_search_by(|(other, _)| (*other).cmp(key)).ok()?;
    sorted.get(at).map(|(_, found)| found)
}

/// `A` to `Z`, then `A1` …
fn letter(rank: usize) -> String {
    let first = u8::try_from(rank % 26).unwrap_or(0) + b'A';
    let mut letter = String::from(char::from(first));
    if rank >= 26 {
        letter.push_str(&(rank / 26).to_string());
    }
    letter
}

/// The id of a key: its ARN. Nobody sees that of an AWS owned key, of which there is one in each Region.
pub(super) fn key_thing(key: &KeyArn) -> ThingId {
    if key.is_aws_owned() {
        return [OWNED_KEY, key.region.as_str()].concat().into();
    }
    key.to_string().into()
}

/// The AWS owned key with that id.
pub(super) fn owned_key<'a>(world: &'a World, id: &str) -> Option<&'a Key> {
    let region = id.strip_prefix(OWNED_KEY)?;
    world
        .keys
        .values()
        .map(|key| &**key)
        .find(|key| key.arn.is_aws_owned() && key.arn.region.as_str() == region)
}

/// How the id of an AWS owned key begins; its Region follows.
const OWNED_KEY: &str = "aws-owned-key:";

pub(super) fn cluster_thing(cluster: &Cluster) -> ThingId {
    cluster_at(&cluster.arn)
}

pub(super) fn cluster_at(arn: &ClusterArn) -> ThingId {
    arn.to_string().into()
}

pub(super) fn snapshot_thing(snapshot: &Snapshot) -> ThingId {
    snapshot.arn.to_string().into()
}

/// The id of an automated backup, which has no ARN: account, Region and the cluster's resource id.
pub(super) fn backup_thing((account, region, cluster): &BackupKey) -> ThingId {
    let parts = [account.to_string(), region.to_string(), cluster.to_string()];
    ["backup:", &parts.join("/")].concat().into()
}

/// A name, with its Region if that is another one.
pub(super) fn name_from(here: Region, name: &dyn core::fmt::Display, region: Region) -> String {
    let mut text = name.to_string();
    if region != here {
        text.push_str(" (");
        text.push_str(region.as_str());
        text.push(')');
    }
    text
}

/// Describes whose account it is.
pub(super) fn account_label(account: AccountId) -> Phrase {
    if account == AccountId::AWS {
        return "owned by AWS, not visible in any account".into();
    }
    let known = PROFILES.iter().find(|profile| profile.account == account);
    Phrase::from(match known.map(|profile| profile.name) {
        Some("default") => "Your account",
        Some("partner") => "Partner's account",
        Some("stranger") => "A stranger's account",
        _ => "Account",
    })
}

/// An account's number; of AWS's own, nobody knows it.
pub(super) fn account_id(account: AccountId) -> String {
    if account == AccountId::AWS { String::from("AWS") } else { account.to_string() }
}

/// The location of a Region, as the AWS console names it; empty if unknown.
pub(super) fn region_name(region: Region) -> &'static str {
    match region.as_str() {
        "us-east-1" => "N. Virginia",
        "us-east-2" => "Ohio",
        "us-west-1" => "N. California",
        "us-west-2" => "Oregon",
        "ca-central-1" => "Canada",
        "eu-west-1" => "Ireland",
        "eu-west-2" => "London",
        "eu-west-3" => "Paris",
        "eu-central-1" => "Frankfurt",
        "eu-north-1" => "Stockholm",
        "eu-south-1" => "Milan",
        "ap-northeast-1" => "Tokyo",
        "ap-northeast-2" => "Seoul",
        "ap-northeast-3" => "Osaka",
        "ap-southeast-1" => "Singapore",
        "ap-southeast-2" => "Sydney",
        "ap-south-1" => "Mumbai",
        "ap-east-1" => "Hong Kong",
        "sa-east-1" => "São Paulo",
        "af-south-1" => "Cape Town",
        "me-south-1" => "Bahrain",
        _ => "",
    }
}

/// `2020-12-01 09:00:12`
pub(super) fn clock(time: Time) -> String {
    let text = time.to_string();
    text.trim_end_matches('Z').replace('T', " ")
}

/// "1 day", "3 days".
pub(super) fn days(n: usize) -> Phrase {
    counted!(n, "1 day", "{count} days")
}

/// "1 hour", "3 hours".
pub(super) fn hours(n: usize) -> Phrase {
    counted!(n, "1 hour", "{count} hours")
}
