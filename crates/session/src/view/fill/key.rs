//! A KMS key in the inspector: who may use it, its material, and everything that is lost with it.

use playground_core::ids::{KeyArn, ResourceId};
use playground_core::kms::ciphertext;
use playground_core::kms::grant::{Constraint, Grant};
use playground_core::kms::key::{Key, KeyManager, Life, MaterialKind, MultiRegion, Rotation};
use playground_core::storage::image::Image;
use playground_core::storage::volume::Volume;
use playground_core::world::{KeyUse, World};

use super::names::{self, Names};
use super::things::{code, crumbs, details, fact};
use super::{Worlds, documents, map};
use crate::view::{Fact, GrantRow, InspectorView, Link, Part, Phrase, Section, VersionRow, phrase};

/// The inspector's view of a key.
pub(super) fn inspect(worlds: Worlds<'_>, names: &Names<'_>, key: &Key) -> InspectorView {
    let world = worlds.now;
    let grants = world.grants_of(&key.arn).take(ROWS).map(|grant| grant_row(world, grant)).collect();
    let mut sections =
        vec![dependents(world, names, key), Section::Versions(versions(world, key)), Section::Grants(grants)];
    sections.extend(more_grants(world, key));
    let policy = documents::policy(&key.policy.text);
    let before = worlds.base.keys.get(&key.arn).filter(|before| before.policy != key.policy);
    let lines =
        before.map_or(0..0, |before| documents::changed(&documents::policy(&before.policy.text), &policy));
    sections.extend([
        Section::Document {
            title: "Key policy".into(),
            note: "Who may use and manage the key. What it does not allow, no IAM policy can.".into(),
            text: policy,
            changed: lines,
        },
        details(facts(world, names, key)),
    ]);
    let (first, rest): (Vec<_>, Vec<_>) =
        sections.into_iter().partition(|section| changed(worlds, key, Part::of(section)));
    InspectorView {
        thing: names::key_thing(&key.arn),
        crumbs: crumbs(key.arn.account, key.arn.region, "KMS keys"),
        kind: Phrase::list(["KMS key".into(), map::manager(key).into()]),
        title: names.key_name(&key.arn),
        status: map::key_status(key),
        seal: None,
        tag: Some(names.tag(&key.arn)),
        sections: first.into_iter().chain(rest).collect(),
        leads: None,
    }
}

/// Returns whether the last step changed a part of a key that was there before.
fn changed(worlds: Worlds<'_>, key: &Key, part: Part) -> bool {
    let Some(before) = worlds.base.keys.get(&key.arn) else { return false };
    let grants = |world: &World| world.grants_of(&key.arn).map(|grant| grant.id).collect::<Vec<_>>();
    match part {
        Part::Policy => before.policy != key.policy,
        Part::Versions => before.current.id != key.current.id,
        Part::Grants => grants(worlds.base) != grants(worlds.now),
        Part::Pages | Part::Envelope | Part::Relations | Part::Details => false,
    }
}

/// The inspector's view of an AWS owned key: what is under it. Nobody in an account sees its ARN, its policy, its grants or
/// its material.
pub(super) fn inspect_owned(world: &World, names: &Names<'_>, key: &Key) -> InspectorView {
    let facts = vec![
        fact("Owner", Phrase::own("AWS")),
        fact(
            "In RDS responses",
            "StorageEncryptionType is sse-rds, StorageEncrypted is false, and there is no KmsKeyId",
        ),
        fact("CloudTrail", "has no record of its use"),
        fact("Leaves its Region", "never"),
    ];
    InspectorView {
        thing: names::key_thing(&key.arn),
        crumbs: crumbs(key.arn.account, key.arn.region, "AWS owned keys"),
        kind: Phrase::list(["KMS key".into(), map::manager(key).into()]),
        title: names.key_name(&key.arn),
        status: map::key_status(key),
        seal: None,
        tag: Some(names.tag(&key.arn)),
        sections: vec![dependents(world, names, key), details(facts)],
        leads: None,
    }
}

fn facts(world: &World, names: &Names<'_>, key: &Key) -> Vec<Fact> {
    let mut facts = vec![code("ARN", key.arn.to_string())];
    let aliases = names.aliases(&key.arn);
    if !aliases.is_empty() {
        facts.push(code("Aliases", aliases.join(", ")));
    }
    if !key.description.is_empty() {
        facts.push(fact("Description", Phrase::own(&key.description)));
    }
    facts.push(fact("Created", Phrase::Own(names::clock(key.created))));
    facts.push(fact(
        "Automatic rotation",
        match key.rotation {
            Rotation::Off => Phrase::from("off"),
            Rotation::Every { days, next } => {
                let who: Phrase = match key.manager {
                    KeyManager::Aws => "by AWS".into(),
                    KeyManager::Customer => Phrase::default(),
                };
                let next = phrase!("next at {time}", time = names::clock(next));
                Phrase::list([map::every(world.edition, days), who, next])
            }
        },
    ));
    if let Life::PendingDeletion(at) = key.life {
        facts.push(fact("KMS deletes it at", Phrase::Own(names::clock(at))));
    }
    if let Some(part) = key.multi_region {
        facts.push(fact(
            "Multi-Region",
            if part == MultiRegion::Primary { "the primary key" } else { "a replica" },
        ));
        let others = world.related(&key.arn).filter(|other| other.arn != key.arn);
        let others: Vec<_> = others.map(|other| other.arn.region.as_str()).collect();
        if !others.is_empty() {
            facts.push(fact("Same key material in", Phrase::Own(others.join(", "))));
        }
    }
    facts.push(fact(
        "Leaves its Region",
        if key.multi_region.is_some() { "only within KMS, to its replicas" } else { "never" },
    ));
    facts
}

fn uses<'a>(world: &'a World, key: &'a KeyArn) -> impl Iterator<Item = &'a KeyUse> {
    let of_key = world.uses.iter().filter(move |(of, _)| of == key).map(|(_, what)| what);
    of_key.filter(|what| names::holds_data(world, what))
}

/// The most rows of a list here. The map can be searched for the rest.
const ROWS: usize = 100;

/// A section that says how many grants are not listed.
fn more_grants(world: &World, key: &Key) -> Option<Section> {
    let left = world.grants_of(&key.arn).count().checked_sub(ROWS).filter(|left| *left > 0)?;
    Some(Section::Things {
        title: phrase!("Further grants: {count}", count = left),
        note: "aws kms list-grants lists them all.".into(),
        fate: None,
        links: Vec::new(),
    })
}

/// Everything encrypted under the key: how many, and the first of them.
fn dependents(world: &World, names: &Names<'_>, key: &Key) -> Section {
    let here = key.arn.region;
    let count = names.under(&key.arn);
    let links: Vec<Link> = uses(world, &key.arn)
        .take(ROWS)
        .map(|what| match what {
            KeyUse::Cluster(arn) => Link {
                label: "cluster".into(),
                thing: Some(arn.to_string().into()),
                name: names::name_from(here, &arn.id, arn.region),
            },
            KeyUse::Snapshot(arn) => Link {
                label: "snapshot".into(),
                thing: Some(arn.to_string().into()),
                name: names::name_from(here, &arn.id, arn.region),
            },
            KeyUse::Backup(at) => Link {
                label: "automated backup of".into(),
                thing: Some(names::backup_thing(at)),
                name: world.backups.get(at).map_or_else(String::new, |b| b.cluster.id.to_string()),
            },
        })
        .collect();
    let owned = key.arn.is_aws_owned();
    let fate = match key.life {
        _ if owned => None,
        Life::Enabled | Life::Updating(_) => Some("would be lost"),
        Life::Disabled => Some("can't be read now"),
        Life::Creating(_) => Some("can't be read yet"),
        Life::PendingDeletion(_) | Life::PendingReplicaDeletion(_) => Some("will be lost"),
    };
    let note = match (links.is_empty(), key.life) {
        _ if owned => "Customer accounts can't manage or delete this key, so nobody can lose these with it.",
        (true, _) => {
            "Nothing is encrypted under this key. It could serve other services as well: S3, EBS, Redshift."
        }
        (false, Life::Enabled | Life::Updating(_)) if key.multi_region.is_some() => {
            "If this key is deleted, RDS can't read these again, even if a related key remains in another Region."
        }
        (false, Life::Enabled | Life::Updating(_)) => {
            "If the key is deleted, nobody can read these again. Not you, not AWS."
        }
        (false, Life::Disabled) => "Nobody can decrypt these while the key is disabled.",
        (false, Life::Creating(_)) => "Nobody can decrypt these while the key is being created.",
        (false, Life::PendingDeletion(_) | Life::PendingReplicaDeletion(_)) => {
            "When the key is deleted, nobody can read these again. Until then the deletion can be canceled."
        }
    };
    let more = (count > links.len()).then(|| {
        let (left, name) = (count - links.len(), names.key_name(&key.arn));
        phrase!("{left} more are on the map: search it for “{name}”.", left = left, name = name)
    });
    let note = Phrase::sentences([note.into()].into_iter().chain(more));
    let title = phrase!("Encrypted under this key: {count}", count = count);
    Section::Things { title, note, fate: fate.map(Phrase::from), links }
}

fn image_of<'a>(world: &'a World, what: &KeyUse) -> Option<&'a Image> {
    match what {
        KeyUse::Cluster(arn) => world.clusters.get(arn).map(|cluster| cluster.volume.image()),
        KeyUse::Snapshot(arn) => world.snapshots.get(arn).map(|snapshot| &snapshot.image),
        KeyUse::Backup(at) => world.backups.get(at)?.volume.as_ref().map(Volume::image),
    }
}

/// The backing keys, newest first, with the number of wrapped data keys that need each.
fn versions(world: &World, key: &Key) -> Vec<VersionRow> {
    let images = uses(world, &key.arn).filter_map(|what| image_of(world, what));
    let needed: Vec<[u8; 32]> = images
        .flat_map(Image::slots)
        .filter(|slot| slot.key == key.arn)
        .filter_map(|slot| ciphertext::parse(slot.wrapped.blob()).ok().map(|header| *header.material_id))
        .collect();
    let mut rows: Vec<VersionRow> = (1..)
        .zip(key.materials())
        .map(|(number, material)| VersionRow {
            number,
            since: names::clock(material.since),
            how: Phrase::from(match material.kind {
                MaterialKind::Initial => "created with the key",
                MaterialKind::Automatic => "rotated automatically",
                MaterialKind::OnDemand => "rotated on demand",
            }),
            current: material.id == key.current.id && names::is_usable(key),
            opens: needed.iter().filter(|id| **id == material.id).count(),
        })
        .collect();
    rows.reverse();
    rows
}

fn grant_row(world: &World, grant: &Grant) -> GrantRow {
    let context = match &grant.terms.constraint {
        Some(Constraint::Equals(context) | Constraint::Subset(context)) => Some(context),
        None => None,
    };
    let cluster = context.and_then(|context| context.get_ignoring_case("aws:rds:dbc-id")).and_then(|id| {
        let id = ResourceId::parse(id.strip_prefix("cluster-").unwrap_or(id)).ok()?;
        world.clusters.values().find(|cluster| cluster.resource_id == id)
    });
    GrantRow {
        id: grant.id.to_string(),
        grantee: grant.terms.grantee.to_string(),
        operations: grant.terms.operations.iter().map(|action| action.name().into()).collect(),
        constraint: context.map(ToString::to_string).unwrap_or_default(),
        link: cluster.map(|cluster| Link {
            label: "for cluster".into(),
            thing: Some(names::cluster_thing(cluster)),
            name: cluster.arn.id.to_string(),
        }),
    }
}
