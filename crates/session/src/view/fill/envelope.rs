//! The envelope of an image: KMS key → wrapped data key → pages.

use playground_core::ids::hex;
use playground_core::kms::ciphertext;
use playground_core::storage::image::Image;
use playground_core::storage::keyring::KeySlot;
use playground_core::world::World;

use super::names::{self, Names};
use crate::view::{EnvelopeLink, Field, LinkKind, Seal, Section};

/// The chain, outermost first. Inherited data keys come after the image's own.
pub(super) fn section(world: &World, names: &Names<'_>, image: &Image) -> Section {
    let mut chain = Vec::new();
    for (at, slot) in image.slots().enumerate() {
        let known = image.slots().take(at).any(|earlier| earlier.key == slot.key);
        if !known {
            chain.push(key_link(world, names, slot));
        }
        chain.push(wrapped_link(names, slot, at == 0));
    }
    chain.push(pages_link(names, image));
    Section::Envelope(chain)
}

fn key_link(world: &World, names: &Names<'_>, slot: &KeySlot) -> EnvelopeLink {
    let key = world.keys.get(&slot.key);
    let note = match key {
        None => String::from("Deleted. Nothing can replace it."),
        Some(_) if slot.key.is_aws_owned() => [
            "Stays in KMS, in ",
            slot.key.region.as_str(),
            ", and belongs to AWS. No customer account can see it.",
        ]
        .concat(),
        Some(key) => {
            let header = ciphertext::parse(slot.wrapped.blob()).ok();
            let number = header.and_then(|h| key.materials().position(|m| m.id == *h.material_id));
            let mut note = ["Stays in KMS, in ", slot.key.region.as_str(), ". "].concat();
            if let Some(number) = number {
                note.push_str("Its key material ");
                note.push_str(&(number + 1).to_string());
                note.push_str(" decrypts the data key below.");
            }
            note
        }
    };
    EnvelopeLink {
        kind: LinkKind::Key,
        title: if slot.key.is_aws_owned() {
            names.key_name(&slot.key)
        } else {
            ["KMS key ", &names.key_name(&slot.key)].concat()
        },
        note,
        thing: key.map(|key| names::key_thing(&key.arn)),
        seal: names.seal(Some(&slot.key)),
        intact: names.usable(&slot.key),
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
                name: field.name.into(),
                value: if hidden {
                    String::from("known to AWS only")
                } else {
                    text.map_or_else(|| hex(bytes), String::from)
                },
                len,
                note: field.meaning.into(),
            }
        })
        .collect();
    fields.push(Field {
        name: "encryption context".into(),
        value: slot.context.to_string(),
        len: slot.context.canonical().len(),
        note: "not stored in the blob: it must be given to KMS, and be exactly the same".into(),
    });
    let volume = slot.volume.to_string();
    EnvelopeLink {
        kind: LinkKind::Wrapped,
        title: String::from(if own { "Wrapped data key" } else { "Inherited wrapped data key" }),
        note: if own {
            ["Stored beside the pages of ", &volume, ". Only KMS can unwrap it."].concat()
        } else {
            ["For pages that ", &volume, " wrote. They are shared, not copied."].concat()
        },
        thing: None,
        seal: names.seal(Some(&slot.key)),
        intact: names.usable(&slot.key),
        fields,
    }
}

fn pages_link(names: &Names<'_>, image: &Image) -> EnvelopeLink {
    let pages = names::count(image.page_count(), "page", "pages");
    let key = image.slots().next().map(|slot| &slot.key);
    let (title, note) = match key {
        None => {
            ([&*pages, ", unencrypted"].concat(), "No key is involved. Whoever has the disk has the data.")
        }
        Some(_) if image.page_count() == 0 => (
            "No pages yet".into(),
            "Each will be encrypted with AES-256-GCM under a key derived from the data key.",
        ),
        Some(_) => (
            [&*pages, ", encrypted"].concat(),
            "Each encrypted with AES-256-GCM under a key derived from the data key.",
        ),
    };
    EnvelopeLink {
        kind: LinkKind::Pages,
        title,
        note: note.into(),
        thing: None,
        seal: key.map_or(Seal::Plain, |key| names.seal(Some(key))),
        intact: key.is_none_or(|key| names.usable(key)),
        fields: Vec::new(),
    }
}
