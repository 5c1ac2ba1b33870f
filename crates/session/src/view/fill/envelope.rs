//! The envelope of an image: KMS key → wrapped data key → pages. Whether a link opens the next one is tried, and not
//! looked up.

use playground_core::ids::{KeyArn, hex};
use playground_core::kms::action::Action;
use playground_core::kms::ciphertext;
use playground_core::kms::key::Life;
use playground_core::ops::playground::raw::client_keys;
use playground_core::ops::readers;
use playground_core::rds::cluster::{Cluster, StorageNode};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::storage::image::Image;
use playground_core::storage::keyring::KeySlot;
use playground_core::world::World;

use super::Worlds;
use super::names::{self, Names};
use super::readers::{Storage, Stored, refused};
use crate::view::twin::pages;
use crate::view::{EnvelopeLink, EnvelopeView, Field, Join, LinkKind, PagesUsed, Phrase, Seal, phrase};

/// The envelope, outermost link first. Inherited data keys come after the image's own.
pub(super) fn envelope(names: &Names<'_>, storage: Storage<'_>) -> EnvelopeView {
    let Storage { world, of, image } = storage;
    let unwraps = unwraps(world, of, image);
    let mut chain = Vec::new();
    for (at, slot) in image.slots().enumerate() {
        let known = image.slots().take(at).any(|earlier| earlier.key == slot.key);
        if !known {
            let join = if at == 0 { Join::First } else { Join::Beside };
            chain.push(EnvelopeLink { join, ..key_link(world, names, slot) });
        }
        let join = if known { Join::Beside } else { join(&unwraps) };
        let intact = unwraps.is_ok();
        let link =
            if image.is_unknown() { stand_in(names, slot) } else { wrapped_link(names, slot, at == 0) };
        chain.push(EnvelopeLink { join, intact, ..link });
    }
    let (join, intact) =
        if image.is_sealed() { pages_open(of, image, &unwraps) } else { (Join::First, true) };
    // Where there are no pages, none are lost.
    let intact = intact || (image.page_count() == 0 && !image.is_unknown());
    chain.push(EnvelopeLink { join, intact, ..pages_link(names, image) });
    let missing = chain.iter().find_map(|link| match &link.join {
        Join::Missing(why) => Some(why.clone()),
        Join::First | Join::Beside | Join::Opens(_) => None,
    });
    EnvelopeView { chain, broken: missing.unwrap_or_default(), ..EnvelopeView::default() }
}

/// What the last step did with the pages of a cluster.
pub(super) fn used(worlds: Worlds<'_>, cluster: &Cluster) -> Option<PagesUsed> {
    let before = worlds.base.clusters.get(&cluster.arn)?;
    if before.volume.writes() != cluster.volume.writes() {
        return Some(PagesUsed::Written);
    }
    let opened = |world: &World| {
        let members = cluster.members.iter().filter_map(|arn| world.instances.get(arn));
        members.map(|instance| instance.cache.opened()).sum::<u64>()
    };
    (opened(worlds.now) > opened(worlds.base)).then_some(PagesUsed::Read)
}

/// Returns whether KMS decrypted a data key of the cluster in the last step, as CloudTrail has it.
pub(super) fn unwrapped(worlds: Worlds<'_>, cluster: &Cluster) -> bool {
    let calls = worlds.now.trail.from_key(&worlds.base.trail_next).map(|(_, event)| &event.call);
    let mut keys = calls.filter(|call| call.name == "Decrypt" && call.error.is_none());
    let context = cluster.context();
    keys.any(|call| call.key.as_ref() == cluster.encryption.key() && call.context.as_ref() == Some(&context))
}

/// Whether somebody can have the data keys unwrapped now, in words either way.
type Unwraps = Result<Phrase, Phrase>;

fn join(unwraps: &Unwraps) -> Join {
    match unwraps {
        Ok(how) => Join::Opens(how.clone()),
        Err(why) => Join::Missing(why.clone()),
    }
}

fn unwraps(world: &World, of: Stored<'_>, image: &Image) -> Unwraps {
    if let Some(why) = image.slots().find_map(|slot| closed(world, &slot.key)) {
        return Err(why);
    }
    let Stored::Cluster(cluster) = of else {
        return Ok("KMS decrypts it for RDS once someone who may use the key restores this.".into());
    };
    readers::with_grant(world, cluster).map_err(|why| {
        let what = if world.grant_is_gone(cluster) {
            "RDS's grant on the key was revoked, and no other grant takes its place (model)."
        } else {
            "RDS may not use the key."
        };
        refused(what.into(), &why)
    })?;
    Ok("KMS decrypts it for RDS, which has a grant on the key.".into())
}

/// Why a key decrypts nothing now.
fn closed(world: &World, key: &KeyArn) -> Option<Phrase> {
    let Some(key) = world.keys.get(key) else {
        return Some("The KMS key is deleted. Nothing can take its place.".into());
    };
    Action::Decrypt.check(key.state()).err()?;
    Some(match key.life {
        Life::PendingDeletion(at) => {
            phrase!(
                "The KMS key is pending deletion and decrypts nothing. Unless that is canceled, it is deleted at {time}.",
                time = names::clock(at)
            )
        }
        Life::PendingReplicaDeletion(_) => {
            "The KMS key is pending deletion, after its replicas, and decrypts nothing.".into()
        }
        Life::Disabled => "The KMS key is disabled: it decrypts nothing until it is enabled.".into(),
        Life::Enabled | Life::Creating(_) | Life::Updating(_) => {
            "The KMS key is not ready yet, and decrypts nothing.".into()
        }
    })
}

/// How the data keys reach the pages, and whether these can be opened at all.
fn pages_open(of: Stored<'_>, image: &Image, unwraps: &Unwraps) -> (Join, bool) {
    let Stored::Cluster(cluster) = of else {
        return match unwraps {
            Ok(_) => (Join::Opens("Decrypted by the host of the cluster it's restored to.".into()), true),
            Err(_) => (Join::Missing("Nobody can restore it: its data key stays wrapped.".into()), false),
        };
    };
    let holds = |node: &StorageNode| match node {
        StorageNode::Up(ring) => image.slots().all(|slot| ring.get(slot.volume).is_some()),
        StorageNode::Down => false,
    };
    if holds(&cluster.host) {
        let how = match unwraps {
            Ok(_) => "Decrypted by the cluster's host, which keeps the data key in memory.",
            Err(_) => {
                "Still decrypted by the cluster's host, which keeps the data key in memory. RDS notices when it next asks KMS."
            }
        };
        return (Join::Opens(how.into()), true);
    }
    let why = client_keys(cluster).err().map(|why| why.to_string()).unwrap_or_default();
    let lost = cluster.status == ClusterStatus::InaccessibleEncryptionCredentials;
    let why = Phrase::sentences(["No host has the data key in its memory.".into(), Phrase::Own(why)]);
    (Join::Missing(why), unwraps.is_ok() && !lost)
}

fn key_link(world: &World, names: &Names<'_>, slot: &KeySlot) -> EnvelopeLink {
    let key = world.keys.get(&slot.key);
    let region = Phrase::own(slot.key.region.as_str());
    let note: Phrase = match key {
        None => "Deleted. Nothing can replace it.".into(),
        Some(_) if slot.key.is_aws_owned() => phrase!(
            "Stays in KMS, in {region}, and belongs to AWS. No customer account can see it.",
            region = region
        ),
        Some(key) => {
            let header = ciphertext::parse(slot.wrapped.blob()).ok();
            let number = header.and_then(|h| key.materials().position(|m| m.id == *h.material_id));
            let material = number.map(|number| {
                phrase!("Its key material {number} decrypts the data key below.", number = number + 1)
            });
            let place = phrase!("Stays in KMS, in {region}.", region = region);
            Phrase::sentences([place].into_iter().chain(material))
        }
    };
    EnvelopeLink {
        kind: LinkKind::Key,
        title: if slot.key.is_aws_owned() {
            Phrase::Own(names.key_name(&slot.key))
        } else {
            phrase!("KMS key {name}", name = names.key_name(&slot.key))
        },
        short: [
            "KMS key".into(),
            if slot.key.is_aws_owned() {
                "owned by AWS".into()
            } else {
                Phrase::Own(names.key_name(&slot.key))
            },
        ],
        note,
        thing: key.map(|key| names::key_thing(&key.arn)),
        seal: names.seal(Some(&slot.key)),
        join: Join::First,
        intact: closed(world, &slot.key).is_none(),
        fields: Vec::new(),
    }
}

fn wrapped_link(names: &Names<'_>, slot: &KeySlot, own: bool) -> EnvelopeLink {
    let blob = slot.wrapped.blob();
    let mut fields: Vec<Field> = ciphertext::describe(blob)
        .iter()
        .map(|field| {
            let (start, len) = (field.offset as usize, field.length as usize);
            let bytes = blob.get(start..start + len).unwrap_or_default();
            let text =
                matches!(field.name, "magic" | "key ARN").then(|| core::str::from_utf8(bytes).ok()).flatten();
            let hidden = slot.key.is_aws_owned() && field.name == "key ARN";
            Field {
                name: field.name,
                value: if hidden {
                    "known to AWS only".into()
                } else {
                    Phrase::Own(text.map_or_else(|| hex(bytes), String::from))
                },
                len,
                note: field.meaning.into(),
            }
        })
        .collect();
    fields.push(Field {
        name: "encryption context",
        value: Phrase::Own(slot.context.to_string()),
        len: slot.context.canonical().len(),
        note: "not stored in the blob: it must be given to KMS, and be exactly the same".into(),
    });
    let volume = slot.volume.to_string();
    EnvelopeLink {
        kind: LinkKind::Wrapped,
        title: Phrase::from(if own { "Wrapped data key" } else { "Inherited wrapped data key" }),
        short: ["Data key".into(), "wrapped".into()],
        note: if own {
            phrase!("Stored beside the pages of {volume}. Only KMS can unwrap it.", volume = volume)
        } else {
            phrase!("For pages that {volume} wrote. They are shared, not copied.", volume = volume)
        },
        thing: None,
        seal: names.seal(Some(&slot.key)),
        join: Join::First,
        intact: true,
        fields,
    }
}

/// A wrapped data key that nobody has seen.
fn stand_in(names: &Names<'_>, slot: &KeySlot) -> EnvelopeLink {
    EnvelopeLink {
        kind: LinkKind::Wrapped,
        title: "Wrapped data key".into(),
        short: ["Data key".into(), "wrapped".into()],
        note: "There is one beside the pages. No description has its bytes, so none are shown.".into(),
        thing: None,
        seal: names.seal(Some(&slot.key)),
        join: Join::First,
        intact: true,
        fields: Vec::new(),
    }
}

fn pages_link(names: &Names<'_>, image: &Image) -> EnvelopeLink {
    let pages = pages(image.page_count());
    let key = image.slots().next().map(|slot| &slot.key);
    let (title, short, note) = match key {
        _ if image.is_unknown() => (
            "Contents unknown".into(),
            ["Pages".into(), "unknown".into()],
            "Descriptions say how something is encrypted, not what it holds. No byte is made up.",
        ),
        None => (
            Phrase::list([pages.clone(), "unencrypted".into()]),
            [pages, "unencrypted".into()],
            "No key is involved. Whoever has the disk has the data.",
        ),
        Some(_) if image.page_count() == 0 => (
            "No pages yet".into(),
            ["Pages".into(), "none yet".into()],
            "Each will be encrypted with AES-256-GCM under a key derived from the data key.",
        ),
        Some(_) => (
            Phrase::list([pages.clone(), "encrypted".into()]),
            [pages, "encrypted".into()],
            "Each encrypted with AES-256-GCM under a key derived from the data key.",
        ),
    };
    EnvelopeLink {
        kind: LinkKind::Pages,
        title,
        short,
        note: note.into(),
        thing: None,
        seal: key.map_or(Seal::Plain, |key| names.seal(Some(key))),
        join: Join::First,
        intact: true,
        fields: Vec::new(),
    }
}
