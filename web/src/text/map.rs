//! What the map says about itself. What a card says about its thing comes with the view.

use playground_session::view::{Cut, Edition, Kind, MapKind};

use super::language::Text;

pub(crate) const PLAIN: Text = Text("unencrypted");
pub(crate) const SHARED_PAGES: Text = Text("Striped: shared with the volume that it was made from.");
pub(crate) const EMPTY_MAP: Text =
    Text("Nothing here yet. Keys, clusters and snapshots appear as commands create them.");
pub(crate) const AS_TEXT: Text = Text("As text");
pub(crate) const AS_PICTURE: Text = Text("As picture");
pub(crate) const FIND: Text = Text("Find on the map");
pub(crate) const FIND_BY: Text = Text("Name, state or key");
pub(crate) const FIND_NOTHING: Text = Text("Nothing on the map matches all of these words.");
pub(crate) const FIND_NO_MORE: Text = Text("Show everything");
pub(crate) const EARLIER: Text = Text("Earlier");
pub(crate) const LATER: Text = Text("Later");

/// AWS called them customer master keys until 2021.
pub(crate) fn keys(edition: Edition) -> Text {
    match edition {
        Edition::Y2020 => Text("KMS keys (CMKs)"),
        Edition::Y2026 => Text("KMS keys"),
    }
}

/// What a list of a Region holds.
pub(crate) fn kind(kind: MapKind, edition: Edition) -> Text {
    match kind {
        MapKind::Keys => keys(edition),
        MapKind::Clusters => Text("Clusters"),
        MapKind::Snapshots => Text("Snapshots"),
        MapKind::Backups => Text("Retained backups"),
    }
}

/// Which part of a list is shown: "51 to 100 of 2,000".
pub(crate) fn part(cut: &Cut) -> String {
    say!("{first} to {last} of {all}", first = cut.first + 1, last = cut.first + cut.listed, all = cut.found)
}

/// How much a search finds.
pub(crate) fn found(found: usize, total: usize) -> String {
    say!("{found} of {total}", found, total)
}

/// How much is in an account or a Region.
pub(crate) fn things(count: usize) -> String {
    if count == 1 { say!("1 resource") } else { say!("{count} resources", count) }
}

/// What is encrypted under a key.
pub(crate) fn under(count: usize) -> String {
    say!("encrypts {things}", things = things(count))
}

/// The snapshots and backups of a cluster.
pub(crate) fn leaves(count: usize) -> String {
    if count == 1 { say!("1 backup or snapshot") } else { say!("{count} backups and snapshots", count) }
}

pub(crate) const NARROW: Text = Text("Show only");
pub(crate) const ALL_ACCOUNTS: Text = Text("All accounts");
pub(crate) const ALL_REGIONS: Text = Text("All Regions");
pub(crate) const ALL_KINDS: Text = Text("All kinds");
pub(crate) const ALL_KEYS: Text = Text("All keys");
pub(crate) const ALL_FINDINGS: Text = Text("All findings");
pub(crate) const BY_ACCOUNT: Text = Text("Account");
pub(crate) const BY_REGION: Text = Text("Region");
pub(crate) const BY_KIND: Text = Text("Kind");
pub(crate) const BY_KEY: Text = Text("Key");
pub(crate) const BY_FINDING: Text = Text("Finding");
pub(crate) const WIDEN: Text = FIND_NO_MORE;

/// The kinds of things that the map can be narrowed to.
pub(crate) const fn only(kind: MapKind) -> Text {
    match kind {
        MapKind::Keys => Text("Keys"),
        MapKind::Clusters => Text("Clusters"),
        MapKind::Snapshots => Text("Snapshots"),
        MapKind::Backups => Text("Automated backups"),
    }
}

/// A finding, how bad it is and how often it is there.
pub(crate) fn found_of(kind: Kind, count: usize) -> String {
    let (severity, finding) = (Text(kind.severity().name()).said(), Text(kind.name()).said());
    say!("{severity}: {finding} ({count})", severity, finding, count)
}

/// Keys that can't be chosen, because there are too many.
pub(crate) fn more_keys(count: usize) -> String {
    say!("{count} more: search for their names", count)
}
