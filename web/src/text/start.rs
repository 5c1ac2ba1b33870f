//! Texts of the first screen and of the first minute.

use playground_session::scenario::{Group, Level, list_texts};
use playground_session::view::Edition;

use super::language::{Text, said};

pub(crate) const START_TITLE: Text = Text("See what encryption at rest does to a database");
/// The lead. What names a thing leads to a scenario that shows it, at a step counted from 1.
pub(crate) const START_LEAD: [(Text, Option<(&str, usize)>); 11] = [
    (Text("Create Aurora "), None),
    (Text("clusters"), Some(("create-encrypted", 1))),
    (Text(", "), None),
    (Text("KMS keys"), Some(("customer-key", 1))),
    (Text(" and "), None),
    (Text("snapshots"), Some(("copy-to-another-region", 1))),
    (Text(" with AWS CLI commands, look at "), None),
    (Text("the bytes on the disk"), Some(("on-the-disk", 1))),
    (Text(", and see "), None),
    (Text("what AWS refuses and why"), Some(("change-the-key", 1))),
    (Text("."), None),
];
pub(crate) const START_FACTS: Text =
    Text("Nothing to install, no account needed, nothing leaves this tab. The encryption is real.");
pub(crate) const START_MINUTE: Text = Text("Encrypt a secret, then steal the disk");
pub(crate) const START_MINUTE_TIME: Text = Text("Takes one minute");
pub(crate) const GO_ON: Text = Text("Continue where you left off");
pub(crate) const GO_ON_NEXT: Text = Text("Next scenario");
pub(crate) const SCENARIOS: Text = Text(list_texts::TITLE);
pub(crate) const EDITIONS_NOTE: Text = Text(list_texts::EDITIONS_NOTE);
pub(crate) const PATH_TITLE: Text = Text(list_texts::PATH_TITLE);
pub(crate) const QUESTIONS: Text = Text("Questions");
pub(crate) const QUESTIONS_LEAD: Text = Text(list_texts::QUESTIONS_LEAD);
pub(crate) const QUESTIONS_ALL: Text = Text(list_texts::QUESTIONS_ALL);
pub(crate) const NO_GROUP: Text = Text(list_texts::NO_GROUP);
pub(crate) const DONE_ONCE: Text = Text("Done: ");
pub(crate) const FORGET_DONE: Text = Text("Reset my progress");
pub(crate) const FREE_TITLE: Text = Text("Free play");
pub(crate) const FREE_SUMMARY: Text =
    Text("An empty account and a console. Type aws, sql or playground commands; Tab completes them.");
pub(crate) const FREE_DOORS: [(Edition, Text, Text); 2] = [
    (Edition::Y2020, Text("AWS in December 2020"), Text("The rules of AWS's documentation of that time")),
    (Edition::Y2026, Text("AWS today"), Text("The rules of AWS's documentation in 2026")),
];
pub(crate) const SPECIMEN: Text = Text("The same 60 bytes of a table");
pub(crate) const SPECIMEN_PLAIN: Text = Text("on the disk of an unencrypted cluster");
pub(crate) const SPECIMEN_SEALED: Text = Text("on the disk of an encrypted cluster");
pub(crate) const SPECIMEN_NOTE: Text = Text("Encrypted just now in this tab, under a key made for it.");

/// A question that has a page of its own.
pub(crate) const fn question(of: &'static str) -> Text {
    Text(of)
}

/// A group of scenarios.
pub(crate) const fn group(of: Group) -> Text {
    Text(of.title())
}

/// How much a scenario takes for granted.
pub(crate) const fn level(of: Level) -> Text {
    Text(of.title())
}

/// How long the suggested path is, beside its heading.
pub(crate) fn path_takes(count: usize, minutes: usize) -> String {
    said(&list_texts::path_takes(count, minutes))
}

/// How long a scenario is.
pub(crate) fn takes(steps: usize, minutes: usize) -> String {
    said(&list_texts::takes(steps, minutes))
}

sentences! {
    /// How far the reader is in a scenario.
    takes_from(step: usize, steps: usize) = "step {step} of {steps}";
    /// How many scenarios the reader has done.
    done_of(done: usize, all: usize) = "{done} of {all} done.";
    /// A title and a step.
    at_step(title: &str, step: usize) = "{title}, step {step}";
}

// The first minute.
pub(crate) const MINUTE_TITLE: Text = Text("One minute with an encrypted disk");
pub(crate) const MINUTE_STEPS: [Text; 5] = [
    Text("Type a secret"),
    Text("Encrypt the disk"),
    Text("Steal it"),
    Text("Flip a bit"),
    Text("Delete the key"),
];
pub(crate) const MINUTE_SECRET: Text = Text("Your secret");
/// What is there if the reader types nothing: AWS's and everybody's example of a card number.
pub(crate) const MINUTE_EXAMPLE: &str = "4111 1111 1111 1111";
pub(crate) const MINUTE_NO_SECRET: Text = Text("Type a secret.");
pub(crate) const MINUTE_CLIENT: Text = Text("The database reads");
pub(crate) const MINUTE_THIEF: Text = Text("The thief reads");
pub(crate) const MINUTE_NOBODY: Text = Text("Anyone can read");
pub(crate) const MINUTE_DISK: Text = Text("On the disk");
pub(crate) const MINUTE_NOTHING: Text = Text("Nothing.");
pub(crate) const MINUTE_BYTES: Text = Text("48 bytes of a page. The arrow keys move from byte to byte.");
pub(crate) const MINUTE_POINT: Text = Text("Point at a byte, or tap it: its counterpart lights up.");
pub(crate) const MINUTE_KMS: Text = Text("KMS key");
pub(crate) const MINUTE_DATA_KEY: Text = Text("Data key");
pub(crate) const MINUTE_PAGE: Text = Text("Page");
pub(crate) const MINUTE_IN_KMS: Text = Text("never leaves KMS");
pub(crate) const MINUTE_DELETED_KEY: Text = Text("deleted");
pub(crate) const MINUTE_IN_MEMORY: Text = Text("in memory, wrapped on disk");
pub(crate) const MINUTE_FORGOTTEN: Text = Text("wrapped on disk only");
pub(crate) const MINUTE_UNWRAPS: Text = Text("unwraps");
pub(crate) const MINUTE_UNWRAPS_NOT: Text = Text("can't unwrap");
pub(crate) const MINUTE_FLIPPED: Text = Text(
    "One bit on the disk has changed. AES-256-GCM notices, so the database gets an error instead of a wrong value. ",
);
pub(crate) const MINUTE_DELETED: Text = Text(
    "The bit is flipped back and the page is intact, with its wrapped data key beside it. But without the KMS key, nobody can unwrap the data key: not you, not the thief, not AWS. AWS waits 7 to 30 days before it deletes a key. Until then you can cancel.",
);
pub(crate) const MINUTE_KEEP: Text = Text("All that is left of your secret");
pub(crate) const MINUTE_PICTURE: Text = Text(
    "48 bytes of ciphertext on colored squares, and the words: This was a secret. Nobody can read it any more.",
);
pub(crate) const MINUTE_SAVE: Text = Text("Save the picture");
pub(crate) const MINUTE_SHARE: Text = Text("Share the picture");
pub(crate) const MINUTE_AGAIN: Text = Text("Again");
pub(crate) const MINUTE_ON: Text = Text("Next: encrypt a cluster");
pub(crate) const MINUTE_HOW: Text = Text("How long does AWS wait before a key is deleted?");
pub(crate) const MINUTE_FILE: &str = "this-was-a-secret.png";

sentences! {
    /// The disk is not encrypted.
    minute_typed(bytes: usize) = "This disk isn't encrypted: whoever has its {bytes} bytes can read your secret.";
    /// The disk was stolen.
    minute_stolen(bytes: usize) = "The thief has all {bytes} bytes, but the data key only in wrapped form. Unwrapping it takes the KMS key; guessing it means trying up to 2²⁵⁶ keys.";
    /// What the input takes, and where that goes.
    minute_stays(most: usize) = "At most {most} bytes. Stays in this tab, in no link or picture.";
    /// The disk is encrypted.
    minute_encrypted(added: usize) = "A data key encrypts the page: {added} bytes more, for a header, a nonce and a tag. The KMS key encrypts (wraps) the data key. That's envelope encryption: the database can still read your secret; the disk no longer shows it.";
    /// How large the page is on the disk.
    minute_page(bytes: usize) = "{bytes} bytes";
    /// A byte that is a character, in hexadecimal and as the character.
    minute_sign(number: &str, sign: &str) = "“{sign}” (hex {number})";
    /// A byte that is no character, in hexadecimal.
    minute_number(number: &str) = "hex {number}";
    /// Two bytes at the same place.
    minute_pair(at: usize, one: &str, other: &str) = "Byte {at}: the database reads {one}, the disk holds {other}.";
    /// A byte that nobody can read but the disk.
    minute_single(at: usize, byte: &str) = "Byte {at}: the disk holds {byte}.";
}

/// In how many places of the disk a search finds the secret.
pub(crate) fn minute_found(places: usize) -> String {
    match places {
        0 => say!("A search finds your secret nowhere."),
        1 => say!("A search of the disk finds it once."),
        _ => say!("A search of the disk finds it {places} times.", places),
    }
}

/// The same, where the disk is encrypted: a short text is found in noise as well.
pub(crate) fn minute_found_sealed(places: usize) -> String {
    if places == 0 {
        minute_found(0)
    } else {
        say!("A search finds so short a secret by chance: {places}.", places)
    }
}
