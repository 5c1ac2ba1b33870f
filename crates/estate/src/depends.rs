//! What can't be read any more without a key, or without an account, across accounts and Regions; what helps, until which day, and
//! what of the same data stays readable.

use std::rc::Rc;

use playground_core::env::Time;
use playground_core::sort::sorted;

use crate::arn::Arn;
use crate::detail::day;
use crate::estate::{Backup, Cluster, Encryption, Estate, Key, Snapshot};
use crate::family::{Family, Member};
use crate::rows::{KeyNames, key_state};

const NOT_DESCRIBED: &str = "no file describes the key";

/// What is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Without {
    /// A key, by its ARN: deleted, disabled, or not allowed any more.
    Key(Rc<str>),
    /// An account, with all that is in it: it is closed, or leaves.
    Account(Rc<str>),
}

/// What depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What keeps all of it, in words, with the last day on which that helps.
    pub helps: Vec<Help>,
    /// Each thing that can't be read without it.
    pub rows: Vec<Dependent>,
}

/// Something that helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What to do.
    pub what: String,
    /// The command for it, if there is one.
    pub command: Option<String>,
    /// The last day on which it helps.
    pub until: Until,
}

/// The last day on which something helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// This day, the last whole one.
    Day(String),
    /// No day is set.
    NoEnd,
    /// Why it can't be told.
    Unknown(&'static str),
}

impl Until {
    /// In words: a day, `none is set`, or `can't tell, because …`.
    pub fn words(&self) -> String {
        match self {
            Self::Day(day) => day.clone(),
            Self::NoEnd => String::from("none is set"),
            Self::Unknown(why) => ["can't tell, because ", why].concat(),
        }
    }

    /// The day before something ends.
    fn before(end: Time) -> Self {
        Self::Day(day(Time(end.0.saturating_sub(Time::DAY))))
    }

    /// Whichever ends first.
    fn or_sooner(self, other: Self) -> Self {
        match (self, other) {
            (Self::Day(one), Self::Day(other)) => Self::Day(if other < one { other } else { one }),
            (Self::Day(day), Self::NoEnd | Self::Unknown(_))
            | (Self::NoEnd | Self::Unknown(_), Self::Day(day)) => Self::Day(day),
            (Self::Unknown(why), Self::NoEnd | Self::Unknown(_)) | (Self::NoEnd, Self::Unknown(why)) => {
                Self::Unknown(why)
            }
            (Self::NoEnd, Self::NoEnd) => Self::NoEnd,
        }
    }
}

/// Something that can't be read any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// `cluster`, `snapshot`, `automated snapshot`, `copy` or `automated backup`.
    pub kind: &'static str,
    /// Its ARN.
    pub arn: Arn,
    /// The cluster whose data it has, by name.
    pub of: Rc<str>,
    /// Why it depends on what is gone.
    pub why: String,
    /// What helps for it.
    pub help: Help,
    /// What has the same data and stays readable, as far as the files say.
    pub kept: Vec<String>,
}

/// Tells what depends on what; what all answers have in common is looked up once.
pub struct Depends<'a> {
    estate: &'a Estate,
    family: Family<'a>,
    names: KeyNames,
    items: Vec<Item<'a>>,
}

/// Something that has data.
struct Item<'a> {
    arn: &'a Arn,
    of: Option<&'a Cluster>,
    /// The name of its cluster, whether or not a file has it.
    name: &'a str,
    /// What it is, if it isn't a cluster.
    member: Option<Member<'a>>,
    key: Option<Arn>,
}

impl<'a> Depends<'a> {
    /// For the resources of an estate.
    pub fn of(estate: &'a Estate) -> Self {
        let family = Family::of(estate);
        let item = |arn: &'a Arn,
                    of: Option<&'a Cluster>,
                    named: Option<&'a str>,
                    encryption: &'a Encryption,
                    member| {
            let name = of.map(|of| of.arn.name()).or(named).unwrap_or_default();
            Item { arn, of, name, member, key: encryption.key().and_then(|name| estate.key_arn(name, arn)) }
        };
        let clusters =
            estate.clusters.iter().map(|one| item(&one.arn, Some(one), None, &one.encryption, None));
        let snapshots = estate.snapshots.iter().map(|one| {
            let of = family.cluster_of(one);
            item(&one.arn, of, one.cluster.as_deref(), &one.encryption, Some(Member::Snapshot(one)))
        });
        let backups = estate.backups.iter().map(|one| {
            let arn = one.cluster.as_ref().unwrap_or(&one.arn);
            let of = estate.clusters.get(arn.as_str());
            item(arn, of, Some(arn.name()), &one.encryption, Some(Member::Backup(one)))
        });
        let items = clusters.chain(snapshots).chain(backups).collect();
        Self { estate, family, names: KeyNames::of(estate), items }
    }

    /// The accounts that have something, or keys that something is under, each once.
    pub fn accounts(&self) -> Vec<Rc<str>> {
        let all = self.items.iter().flat_map(|item| [Some(item.arn), item.key.as_ref()]).flatten();
        let mut accounts = sorted(all.map(|arn| Rc::from(arn.account())).collect(), Ord::cmp);
        accounts.dedup();
        accounts
    }

    /// What a cluster can be restored from: its snapshots, their copies and its automated backup.
    pub(crate) fn sources_of(&self, cluster: &str) -> Vec<(&'static str, Arn)> {
        let Some(cluster) = self.estate.clusters.get(cluster) else { return Vec::new() };
        let own = ("automated backup", cluster.arn.clone());
        let snapshots = self.family.members(cluster).into_iter().filter_map(|member| match member {
            Member::Snapshot(snapshot) => Some((member.kind(&cluster.arn), snapshot.arn.clone())),
            Member::Backup(_) | Member::Replica(_) => None,
        });
        std::iter::once(own).chain(snapshots).collect()
    }

    /// What depends on a key or an account.
    pub fn without(&self, gone: &Without) -> Loss {
        let rows = self.items.iter().filter_map(|item| {
            Some(Dependent {
                kind: item
                    .member
                    .map_or("cluster", |member| member.kind(item.of.map_or(item.arn, |of| &of.arn))),
                arn: item.arn.clone(),
                of: item.name.into(),
                why: self.why(gone, item)?,
                help: self.help(gone, item),
                kept: item.of.map(|of| self.kept(gone, of, item.arn)).unwrap_or_default(),
            })
        });
        let helps = match gone {
            Without::Key(arn) => self.helps_of_key(arn),
            Without::Account(_) => vec![Help {
                what: String::from(
                    "Copy what you need to another account, under a key of that account, and check that it can be restored there.",
                ),
                command: None,
                until: Until::Unknown("the files don't say when the account leaves"),
            }],
        };
        Loss { rows: rows.collect(), helps }
    }

    /// Why something can't be read any more; none if it can.
    fn why(&self, gone: &Without, Item { arn, key, member, .. }: &Item<'_>) -> Option<String> {
        match gone {
            Without::Key(gone) => (key.as_ref()?.as_str() == &**gone).then(|| String::from("under the key")),
            Without::Account(gone) if *arn.account() == **gone => {
                let shared = member.and_then(Member::sharing);
                let shared = shared.filter(|shared| shared.public || !shared.accounts.is_empty());
                Some(match shared {
                    None => String::from("in the account"),
                    Some(shared) => {
                        let with = crate::detail::shared(Some(shared), false);
                        ["in the account, and shared from it with ", &with].concat()
                    }
                })
            }
            Without::Account(gone) => key
                .as_ref()
                .filter(|key| *key.account() == **gone)
                .map(|key| ["under ", &*self.names.name(key), ", a key of the account"].concat()),
        }
    }

    /// What helps for one thing.
    fn help(&self, gone: &Without, Item { arn, key, member, of, .. }: &Item<'_>) -> Help {
        let under = match gone {
            Without::Key(_) => " under another key.",
            Without::Account(gone) if *arn.account() == **gone => {
                " to another account, under a key of that account, after sharing it."
            }
            Without::Account(_) => " under a key of its own account.",
        };
        let (what, end) = match member {
            None | Some(Member::Replica(_)) => return self.help_of_cluster(*of, key.as_ref(), under),
            Some(Member::Snapshot(snapshot)) => ("Copy it", end_of_snapshot(snapshot, *of)),
            Some(Member::Backup(backup)) => {
                ("Restore it, take a snapshot and copy that", end_of_backup(backup))
            }
        };
        self.help_with_key(key.as_ref(), &[what, under].concat(), end)
    }

    fn help_of_cluster(&self, cluster: Option<&Cluster>, key: Option<&Arn>, under: &str) -> Help {
        const RECOVERABLE: &str =
            "no file says when the cluster lost its key: it can be started for seven days after that";
        match cluster.and_then(|cluster| cluster.status.as_deref()) {
            Some("inaccessible-encryption-credentials") => Help {
                what: String::from(
                    "Restore a backup: the cluster itself can no longer be started (rule N12).",
                ),
                command: None,
                until: Until::NoEnd,
            },
            Some("inaccessible-encryption-credentials-recoverable") => {
                let what = ["Start the cluster, take a snapshot and copy it", under];
                self.help_with_key(key, &what.concat(), Until::Unknown(RECOVERABLE))
            }
            Some(_) | None => {
                self.help_with_key(key, &["Take a snapshot and copy it", under].concat(), Until::NoEnd)
            }
        }
    }

    /// What helps needs the key.
    fn help_with_key(&self, key: Option<&Arn>, what: &str, end: Until) -> Help {
        let described = key.and_then(|key| self.estate.keys.get(key.as_str()));
        let works = described.is_none_or(|key| matches!(key.state.as_deref(), Some("Enabled") | None));
        let first = if works { "" } else { "Make the key work again first. " };
        let of_key = match (key, described) {
            (None, _) => Until::NoEnd,
            (Some(_), None) => Until::Unknown(NOT_DESCRIBED),
            (Some(_), Some(key)) => until_of_key(key),
        };
        Help { what: [first, what].concat(), command: None, until: end.or_sooner(of_key) }
    }

    /// What has a cluster's data and stays readable.
    fn kept(&self, gone: &Without, cluster: &Cluster, but: &Arn) -> Vec<String> {
        let itself = (cluster.arn != *but).then_some(("cluster", &cluster.arn, &cluster.encryption));
        let members = self.family.members(cluster).into_iter();
        let members = members.map(|one| (one.kind(&cluster.arn), one.arn(), one.encryption()));
        let kept = itself.into_iter().chain(members).filter_map(|(kind, arn, encryption)| {
            let key = encryption.key().and_then(|name| self.estate.key_arn(name, arn));
            let works = match encryption {
                Encryption::Unencrypted | Encryption::AwsOwned => true,
                Encryption::Under(_) => key_state(self.estate, key.as_ref()) == "Enabled",
                Encryption::Unknown => false,
            };
            let item = Item { arn, of: None, name: "", member: None, key };
            let place = [arn.account(), ", ", arn.region()].concat();
            (works && self.why(gone, &item).is_none())
                .then(|| [kind, " ", arn.name(), " (", &place, ")"].concat())
        });
        kept.collect()
    }

    /// What brings the key back, and related keys.
    fn helps_of_key(&self, arn: &str) -> Vec<Help> {
        let Some(key) = self.estate.keys.get(arn) else {
            return vec![Help {
                what: String::from("Run aws kms describe-key in the key's account, and add its output here."),
                command: None,
                until: Until::Unknown(NOT_DESCRIBED),
            }];
        };
        let (what, command) = match key.state.as_deref() {
            Some("PendingDeletion") => {
                ("Cancel the deletion, then enable the key.", Some("aws kms cancel-key-deletion"))
            }
            Some("Disabled") => ("Enable the key.", Some("aws kms enable-key")),
            Some("PendingImport") => {
                ("Reimport the same key material.", Some("aws kms get-parameters-for-import"))
            }
            Some("Enabled") => (
                "Keep the key enabled, and all of it stays readable. A scheduled deletion takes 7 to 30 days and can be canceled until then.",
                None,
            ),
            Some(_) | None => ("Find out why the key can't be used.", Some("aws kms describe-key")),
        };
        let command = command.map(|it| [it, " --key-id ", arn, " --region ", key.arn.region()].concat());
        let own = Help { what: what.to_owned(), command, until: until_of_key(key) };
        std::iter::once(own).chain(self.related(key)).collect()
    }

    /// The related keys of a multi-Region key: from one of them, it can be replicated into its Region again.
    fn related(&self, key: &Key) -> Option<Help> {
        let multi_region = key.arn.name().starts_with("mrk-");
        let same = |other: &&Key| {
            other.arn != key.arn
                && (other.arn.account(), other.arn.name()) == (key.arn.account(), key.arn.name())
        };
        let related =
            self.estate.keys.iter().filter(same).filter(|other| other.state.as_deref() == Some("Enabled"));
        let regions: Vec<&str> = related.map(|other| other.arn.region()).collect();
        (multi_region && !regions.is_empty()).then(|| Help {
            what: [
                "It is a multi-Region key, and a related key is in ",
                &*regions.join(", "),
                ": if this one is a replica and is deleted, replicate the primary key to ",
                key.arn.region(),
                " again (aws kms replicate-key).",
            ]
            .concat(),
            command: None,
            until: Until::NoEnd,
        })
    }
}

/// Until when a key can be brought back.
fn until_of_key(key: &Key) -> Until {
    match (key.state.as_deref(), key.deletion) {
        (Some("PendingDeletion"), Some(end)) => Until::before(end),
        (Some("PendingDeletion"), None) => Until::Unknown("no file says when the key will be deleted"),
        (Some(_), _) => Until::NoEnd,
        (None, _) => Until::Unknown("no file has the key's state"),
    }
}

/// Until when the backup of a deleted cluster is kept; that of another one moves on with the time.
fn end_of_backup(backup: &Backup) -> Until {
    if backup.status.as_deref() != Some("retained") {
        return Until::NoEnd;
    }
    match backup.latest.zip(backup.retention) {
        Some((latest, days)) => Until::before(latest.plus(days.saturating_mul(Time::DAY))),
        None => Until::Unknown("no file says how long the retained backup is kept"),
    }
}

/// Until when an automated snapshot is kept; others are kept until somebody deletes them.
fn end_of_snapshot(snapshot: &Snapshot, of: Option<&Cluster>) -> Until {
    if snapshot.kind.as_deref() != Some("automated") {
        return Until::NoEnd;
    }
    match snapshot.created.zip(of.and_then(|of| of.retention)) {
        Some((created, days)) => Until::before(created.plus(days.saturating_mul(Time::DAY))),
        None => Until::Unknown("no file says how long the automated snapshot is kept"),
    }
}
