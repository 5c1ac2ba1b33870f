//! What the map says about itself. What a card says about its thing comes with the view.

use playground_session::view::{Cut, Edition, MapKind};

pub(crate) const PLAIN: &str = "unencrypted";
pub(crate) const EMPTY_MAP: &str =
    "Nothing here yet. Keys, clusters and snapshots appear as commands create them.";
pub(crate) const AS_TEXT: &str = "As text";
pub(crate) const AS_PICTURE: &str = "As picture";
pub(crate) const FIND: &str = "Find on the map";
pub(crate) const FIND_BY: &str = "Name, state or key";
pub(crate) const FIND_NOTHING: &str = "Nothing on the map matches all of these words.";
pub(crate) const FIND_NO_MORE: &str = "Show everything";
pub(crate) const EARLIER: &str = "Earlier";
pub(crate) const LATER: &str = "Later";

/// AWS called them customer master keys until 2021.
pub(crate) fn keys(edition: Edition) -> &'static str {
    match edition {
        Edition::Y2020 => "KMS keys (CMKs)",
        Edition::Y2026 => "KMS keys",
    }
}

/// What a list of a Region holds.
pub(crate) fn kind(kind: MapKind, edition: Edition) -> &'static str {
    match kind {
        MapKind::Keys => keys(edition),
        MapKind::Clusters => "Clusters",
        MapKind::Snapshots => "Snapshots",
        MapKind::Backups => "Retained backups",
    }
}

/// Which part of a list is shown: "51 to 100 of 2,000".
pub(crate) fn part(cut: &Cut) -> String {
    let [first, last, all] = [cut.first + 1, cut.first + cut.listed, cut.found].map(number);
    format!("{first} to {last} of {all}")
}

/// How much a search finds.
pub(crate) fn found(found: usize, total: usize) -> String {
    format!("{} of {}", number(found), number(total))
}

/// How much is in an account or a Region.
pub(crate) fn things(count: usize) -> String {
    if count == 1 { String::from("1 resource") } else { format!("{} resources", number(count)) }
}

/// What is encrypted under a key.
pub(crate) fn under(count: usize) -> String {
    format!("encrypts {}", things(count))
}

/// The snapshots and backups of a cluster.
pub(crate) fn leaves(count: usize) -> String {
    if count == 1 {
        String::from("1 backup or snapshot")
    } else {
        format!("{} backups and snapshots", number(count))
    }
}

/// The snapshots and backups of a cluster that are not listed.
pub(crate) fn unlisted(count: usize) -> String {
    format!("{} more: find them by name", number(count))
}

/// A number with a comma after its thousands.
fn number(count: usize) -> String {
    let digits = count.to_string();
    match digits.len().checked_sub(3).filter(|at| *at > 0).and_then(|at| digits.split_at_checked(at)) {
        Some((thousands, rest)) => format!("{thousands},{rest}"),
        None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn thousands_have_a_comma() {
        assert_eq!([0, 999, 1_000, 12_345].map(number), ["0", "999", "1,000", "12,345"]);
    }
}
