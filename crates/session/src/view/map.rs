//! The map: accounts, Regions, keys, clusters, snapshots, backups.

use super::ThingId;

/// The whole map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapView {
    /// Accounts in which something exists, the reader's own first.
    pub accounts: Vec<AccountBox>,
}

/// One account.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountBox {
    /// Twelve digits.
    pub id: String,
    /// Who that is: "your account", "partner".
    pub label: String,
    /// Regions in which something exists.
    pub regions: Vec<RegionBox>,
}

/// One Region of one account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegionBox {
    /// `us-east-1`
    pub code: String,
    /// `N. Virginia`
    pub name: String,
    /// Its KMS keys.
    pub keys: Vec<KeyBox>,
    /// Its clusters, each with the snapshots and backups taken from it here.
    pub clusters: Vec<ClusterBox>,
    /// Snapshots whose cluster is not in this Region (copies, or the cluster is gone).
    pub snapshots: Vec<SnapshotBox>,
    /// Automated backups kept after their cluster was deleted.
    pub backups: Vec<BackupBox>,
    /// Things left out because there are too many to draw.
    pub more: usize,
}

/// How a key is worn: colour, letter and name together, so that none of them has to be enough alone.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyTag {
    /// The key's ARN.
    pub thing: ThingId,
    /// 0 to 9: which of the page's key colours.
    pub hue: u8,
    /// `A`, `B` … in order of creation.
    pub letter: String,
    /// Alias without `alias/`, or the first eight characters of the key id.
    pub name: String,
    /// Whether the key can be used now.
    pub usable: bool,
}

/// What protects a thing's bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Seal {
    /// Nothing: the bytes lie there as they are.
    Plain,
    /// Pages sealed under a data key that this KMS key wraps.
    Under(KeyTag),
}

/// How good or bad a state is; the page turns it into an icon beside the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Works.
    Good,
    /// On its way.
    Busy,
    /// Off on purpose, can come back.
    Idle,
    /// Needs attention.
    Warn,
    /// Broken.
    Bad,
}

/// A state as AWS writes it, and its tone.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// `available`, `Enabled`, `inaccessible-encryption-credentials` …
    pub word: String,
    /// How it is meant.
    pub tone: Tone,
}

/// A relation to another thing, drawn as a chip that selects it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// "replica of", "restored from", "copy of", "replicates to" …
    pub label: String,
    /// The other thing; `None` when it no longer exists.
    pub thing: Option<ThingId>,
    /// Its name.
    pub name: String,
}

/// A KMS key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyBox {
    /// Colour, letter, name.
    pub tag: KeyTag,
    /// "AWS managed" or "customer managed".
    pub manager: String,
    /// Key state.
    pub status: Status,
    /// Every alias, with `alias/`.
    pub aliases: Vec<String>,
    /// Backing keys so far; more than one after a rotation.
    pub versions: usize,
    /// "deleted in 7 days", "rotates yearly" …; empty when nothing is to be said.
    pub note: String,
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
    /// What protects volume, logs and backups.
    pub seal: Seal,
    /// Writer first.
    pub instances: Vec<InstanceBox>,
    /// The volume's pages.
    pub volume: Volume,
    /// Replica, source, restore.
    pub links: Vec<Link>,
    /// Said about this cluster: "no backup outlives this cluster" (E09) …
    pub warnings: Vec<String>,
    /// Snapshots taken from it in this Region.
    pub snapshots: Vec<SnapshotBox>,
    /// Its automated backup.
    pub backup: Option<BackupBox>,
}

/// An instance of a cluster. It has no key of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct InstanceBox {
    /// `orders-1`
    pub id: String,
    /// `db.r5.large`
    pub class: String,
    /// "writer" or "reader".
    pub role: String,
    /// Lifecycle state.
    pub status: Status,
}

/// Pages of a volume, as runs of equal ones, in page order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Volume {
    /// Pages in all.
    pub pages: u32,
    /// Bytes a page.
    pub page_size: u32,
    /// The runs; their counts add up to `pages` unless cut off.
    pub extents: Vec<Extent>,
}

/// A run of neighbouring pages that look the same.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "four marks that do not depend on each other")]
pub struct Extent {
    /// How many.
    pub pages: u32,
    /// Sealed or plain.
    pub sealed: bool,
    /// Shared with the volume it was cloned, restored or copied from.
    pub shared: bool,
    /// Written by the last step.
    pub changed: bool,
    /// Does not open: flipped, swapped or rolled back.
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
    pub kind: String,
    /// Lifecycle state.
    pub status: Status,
    /// What protects it.
    pub seal: Seal,
    /// Cluster, copy source.
    pub links: Vec<Link>,
    /// Account ids that may restore it; `all` when public.
    pub shared_with: Vec<String>,
}

/// An automated backup of a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupBox {
    /// `backup:` and the cluster's resource id.
    pub thing: ThingId,
    /// The cluster's name.
    pub cluster: String,
    /// "active" or "retained".
    pub status: Status,
    /// What protects it.
    pub seal: Seal,
    /// "7 days, restorable from … to …".
    pub window: String,
}
