//! The map: accounts, Regions, keys, clusters, snapshots, backups.

use playground_estate::{Kind, Severity};

use super::{Phrase, ThingId};

/// The whole map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapView {
    /// Accounts in which something exists, the reader's own first.
    pub accounts: Vec<AccountBox>,
    /// The number of things in this world.
    pub total: usize,
    /// The number of things that the search and the filter find; all of them if nothing is searched for.
    pub found: usize,
    /// What a map of many things can be narrowed to; `None` if there are few.
    pub index: Option<MapIndex>,
    /// The number of accounts that are not listed.
    pub more: usize,
}

/// What is in a world of many things, for those who look for something in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapIndex {
    /// The accounts.
    pub accounts: Vec<String>,
    /// The Regions.
    pub regions: Vec<String>,
    /// The keys that most is encrypted under: each with its name, account and Region.
    pub keys: Vec<(ThingId, String)>,
    /// The number of keys that are not among them.
    pub more_keys: usize,
    /// What is found, worst first, and of how many things.
    pub findings: Vec<(Kind, usize)>,
}

/// What the map is narrowed to; where nothing is chosen, everything is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapFilter {
    /// An account's number.
    pub account: Option<String>,
    /// A Region's code.
    pub region: Option<String>,
    /// A kind of thing. Snapshots and backups are all of them, also those that are listed below their cluster.
    pub kind: Option<MapKind>,
    /// A key, and what is encrypted under it.
    pub key: Option<ThingId>,
    /// What is found of a thing, or of its key.
    pub finding: Option<Kind>,
}

/// Which part of the map the reader looks at. Where there is little, that is all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapFocus {
    /// Words that a thing's name, state, key or engine must contain; upper and lower case are the same.
    pub search: String,
    /// What is chosen from the index.
    pub filter: MapFilter,
    /// The parts of long lists that the reader has turned to. In other lists, the thing in the inspector is in sight.
    pub parts: Vec<MapPart>,
    /// The accounts and Regions that the reader has opened or closed.
    pub folds: Vec<Fold>,
    /// How often the reader has asked for more accounts.
    pub more_accounts: usize,
}

/// An account or a Region that the reader has opened or closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The account's number; of a Region with `/` and its code.
    pub place: String,
    /// Whether it is open.
    pub open: bool,
    /// Whether a step has been taken since. What a step changes opens by itself.
    pub earlier: bool,
}

/// A part of a long list that the reader has turned to.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPart {
    /// The account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// Which of the Region's lists.
    pub kind: MapKind,
    /// The cluster, if it is the list of its snapshots.
    pub of: Option<ThingId>,
    /// The number of things before this part.
    pub first: usize,
}

/// The lists of a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapKind {
    /// KMS keys.
    Keys,
    /// Clusters.
    Clusters,
    /// Snapshots. As a list of a Region, those whose cluster is not in this Region.
    Snapshots,
    /// Automated backups. As a list of a Region, retained ones.
    Backups,
}

impl MapKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Keys, Self::Clusters, Self::Snapshots, Self::Backups];
}

/// Where a list is cut off.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Which list.
    pub kind: MapKind,
    /// The cluster, if it is the list of its snapshots.
    pub of: Option<ThingId>,
    /// Whether only what matters first is listed, because there is much on the map.
    pub brief: bool,
    /// The number of things before those that are listed.
    pub first: usize,
    /// The number of things that are listed.
    pub listed: usize,
    /// The number of things that there are.
    pub found: usize,
}

/// One account.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountBox {
    /// Twelve digits.
    pub id: String,
    /// Whose account it is: "your account", "partner".
    pub label: Phrase,
    /// Whether it is closed: its Regions are left out, and only counted.
    pub folded: bool,
    /// Regions in which something exists.
    pub regions: Vec<RegionBox>,
    /// What is in it.
    pub holds: Holds,
}

/// What is in an account or a Region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// How many keys, clusters, snapshots and backups.
    pub things: Vec<(MapKind, usize)>,
    /// How much is found of them, worst first. Only a map of many things says it.
    pub findings: Vec<(Severity, usize)>,
    /// How many of them the last step has made or changed. Only a map of many things says it.
    pub changed: usize,
}

impl Holds {
    /// The number of things.
    pub fn total(&self) -> usize {
        self.things.iter().map(|(_, count)| count).sum()
    }
}

/// One Region of one account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionBox {
    /// `us-east-1`
    pub code: String,
    /// `N. Virginia`
    pub name: String,
    /// Whether it is closed: its lists are empty, and what is in it is only counted.
    pub folded: bool,
    /// What of it the search and the filter find.
    pub holds: Holds,
    /// Its KMS keys.
    pub keys: Vec<KeyBox>,
    /// Its clusters, each with the snapshots and backups taken from it in this Region.
    pub clusters: Vec<ClusterBox>,
    /// Snapshots whose cluster is not in this Region: copies, or those of deleted clusters.
    pub snapshots: Vec<SnapshotBox>,
    /// Automated backups kept after their cluster was deleted.
    pub backups: Vec<BackupBox>,
    /// Where its lists are cut off, because there are too many things.
    pub cuts: Vec<Cut>,
    /// The number of things that are therefore not listed.
    pub more: usize,
}

/// How a key is recognised: by colour, letter and name together, so that none of them is needed alone.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyTag {
    /// The key's ARN.
    pub thing: ThingId,
    /// Which of the page's key colours: 0 to 9.
    pub hue: u8,
    /// `A`, `B` … in order of creation.
    pub letter: String,
    /// Alias without `alias/`, or the first eight characters of the key id.
    pub name: String,
    /// Whether it can be used.
    pub state: KeyHealth,
}

/// Whether a key can be used, and if not, whether it ever can again. Each is drawn in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyHealth {
    /// It can be used.
    Usable,
    /// It is disabled or not ready yet, and can be used once that is over.
    Paused,
    /// Its deletion is scheduled, and can still be canceled.
    Pending,
    /// It is deleted, for good.
    Deleted,
}

impl KeyHealth {
    /// In words, beside its name; empty if it can be used.
    pub fn words(self) -> Phrase {
        match self {
            Self::Usable => Phrase::default(),
            Self::Paused => "not usable now".into(),
            Self::Pending => "pending deletion".into(),
            Self::Deleted => "deleted".into(),
        }
    }
}

/// How a thing's bytes are protected.
#[derive(Clone, Debug, PartialEq)]
pub enum Seal {
    /// Not sealed.
    Plain,
    /// Pages sealed under a data key that this KMS key wraps.
    Under(KeyTag),
}

/// How good or bad a state is. The page shows it as an icon next to the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Works.
    Good,
    /// In transition.
    Busy,
    /// Switched off on purpose; can be switched on again.
    Idle,
    /// Needs attention.
    Warn,
    /// Broken.
    Bad,
}

/// A state in AWS's words, or in ours where AWS has none, and its tone.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// `available`, `Enabled`, `inaccessible-encryption-credentials` …
    pub word: Phrase,
    /// Its tone.
    pub tone: Tone,
}

/// A relation to another thing, drawn as a chip that selects it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// "replica of", "restored from", "copy of", "replicates to" …
    pub label: Phrase,
    /// The other thing; `None` if it no longer exists.
    pub thing: Option<ThingId>,
    /// Its name.
    pub name: String,
}

/// A KMS key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyBox {
    /// Colour, letter and name.
    pub tag: KeyTag,
    /// "AWS managed" or "customer managed".
    pub manager: Phrase,
    /// Key state.
    pub status: Status,
    /// Every alias, with `alias/`.
    pub aliases: Vec<String>,
    /// The number of backing keys so far; more than one after a rotation.
    pub versions: usize,
    /// "KMS deletes it at …", "rotates every year" …; empty if there is nothing to say.
    pub note: Phrase,
    /// How many clusters, snapshots and backups are encrypted under it.
    pub under: usize,
}

/// A cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterBox {
    /// Its ARN.
    pub thing: ThingId,
    /// `orders`
    pub id: String,
    /// `aurora-mysql`
    pub engine: String,
    /// Lifecycle state.
    pub status: Status,
    /// How volume, logs and backups are protected.
    pub seal: Seal,
    /// Its instances, writer first.
    pub instances: Vec<InstanceBox>,
    /// The volume's pages.
    pub volume: VolumeView,
    /// "primary cluster of shop": its place in a global cluster; empty if it is in none.
    pub global: Phrase,
    /// Links to replica, source and restore.
    pub links: Vec<Link>,
    /// What threatens it, and what to do: "Its key can't be used: …".
    pub warnings: Vec<Phrase>,
    /// Snapshots taken from it in this Region.
    pub snapshots: Vec<SnapshotBox>,
    /// Its automated backup.
    pub backup: Option<BackupBox>,
    /// Whether it is one of many and takes one line: volume, links, backup and snapshots are left out.
    pub row: bool,
    /// The number of its snapshots and backups, listed or not.
    pub leaves: usize,
    /// Where the list of its snapshots is cut off.
    pub cut: Option<Cut>,
}

impl ClusterBox {
    /// The number of its snapshots and backups that are not listed.
    pub fn unlisted(&self) -> usize {
        self.leaves.saturating_sub(self.snapshots.len() + usize::from(self.backup.is_some()))
    }
}

/// An instance of a cluster, which has no key of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct InstanceBox {
    /// `orders-1`
    pub id: String,
    /// `db.r5.large`
    pub class: String,
    /// "writer" or "reader".
    pub role: Phrase,
    /// Lifecycle state.
    pub status: Status,
}

/// The pages of a volume in order, as runs of equal pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VolumeView {
    /// The number of pages.
    pub pages: u32,
    /// The number of bytes of a page.
    pub page_size: u32,
    /// The runs. Their counts add up to `pages` unless they are cut off.
    pub extents: Vec<Extent>,
}

/// A run of adjacent pages that look the same.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "four marks that do not depend on each other")]
pub struct Extent {
    /// The number of pages.
    pub pages: u32,
    /// Whether they are sealed.
    pub sealed: bool,
    /// Whether they are shared with the volume that this one was cloned, restored or copied from.
    pub shared: bool,
    /// Whether the last step wrote them.
    pub changed: bool,
    /// Whether they don't open: flipped, swapped or rolled back.
    pub damaged: bool,
}

/// A cluster snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct SnapshotBox {
    /// Its ARN.
    pub thing: ThingId,
    /// `orders-s1`, `rds:orders-2020-12-01-09-00`
    pub id: String,
    /// "manual", "automated" or "shared".
    pub kind: Phrase,
    /// Lifecycle state, or that its key can't be used.
    pub status: Status,
    /// How it is protected.
    pub seal: Seal,
    /// Links to its cluster or to the source of a copy.
    pub links: Vec<Link>,
    /// The ids of accounts that may restore it; `all` if it is public.
    pub shared_with: Vec<Phrase>,
}

/// An automated backup of a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupBox {
    /// `backup:` and the cluster's resource id.
    pub thing: ThingId,
    /// The cluster's name.
    pub cluster: String,
    /// "active", "retained", or that its key can't be used.
    pub status: Status,
    /// How it is protected.
    pub seal: Seal,
    /// "backups kept 7 days, from …".
    pub window: Phrase,
}
