//! Texts of the first screen and of the first minute.

use playground_session::view::Edition;

pub(crate) const START_TITLE: &str = "See what encryption at rest does to a database";
/// The lead. What names a thing leads to a scenario that shows it, at a step counted from 1.
pub(crate) const START_LEAD: [(&str, Option<(&str, usize)>); 9] = [
    ("Run Aurora ", None),
    ("clusters", Some(("create-encrypted", 1))),
    (", ", None),
    ("KMS keys", Some(("customer-key", 1))),
    (" and ", None),
    ("snapshots", Some(("copy-to-another-region", 1))),
    (" with the AWS CLI, look at ", None),
    ("the bytes on the disk", Some(("on-the-disk", 1))),
    (", and try what AWS refuses.", None),
];
pub(crate) const START_FACTS: &str =
    "Nothing to install, no account, nothing is sent: it all runs in this tab. The encryption is real.";
pub(crate) const START_MINUTE: &str = "Encrypt a secret, then steal the disk";
pub(crate) const START_MINUTE_TIME: &str = "Takes one minute";
pub(crate) const GO_ON: &str = "Continue where you left off";
pub(crate) const GO_ON_NEXT: &str = "Next scenario";
pub(crate) const SCENARIOS: &str = "Scenarios";
pub(crate) const PATH_TITLE: &str = "New to this? Take these in order";
pub(crate) const QUESTIONS: &str = "Questions";
pub(crate) const QUESTIONS_LONG: &str = "Questions, answered with commands: encrypt an existing cluster, change its key, KMSKeyNotAccessibleFault …";
pub(crate) const NO_GROUP: &str = "Other scenarios";
pub(crate) const DONE_ONCE: &str = "Done: ";
pub(crate) const FORGET_DONE: &str = "Reset my progress";
pub(crate) const FREE_TITLE: &str = "Free play";
pub(crate) const FREE_SUMMARY: &str =
    "An empty account and a console. Type aws, sql or playground commands; Tab completes them.";
pub(crate) const FREE_DOORS: [(Edition, &str, &str); 2] = [
    (Edition::Y2020, "AWS in December 2020", "The rules of AWS’s documentation of that time"),
    (Edition::Y2026, "AWS today", "The rules of AWS’s documentation in 2026"),
];
pub(crate) const SPECIMEN: &str = "The same 60 bytes of a table";
pub(crate) const SPECIMEN_PLAIN: &str = "on the disk of an unencrypted cluster";
pub(crate) const SPECIMEN_SEALED: &str = "on the disk of an encrypted cluster";
pub(crate) const SPECIMEN_NOTE: &str = "Encrypted just now in this tab, under a key made for it.";

sentences! {
    /// Under the heading of the path.
    path_takes(count: usize, minutes: usize) = " {count} scenarios, about {minutes} minutes";
    /// How long a scenario is.
    takes(steps: usize, minutes: usize) = "{steps} steps · {minutes} min";
    /// How far the reader is in a scenario.
    takes_from(step: usize, steps: usize) = "step {step} of {steps}";
    /// How many scenarios the reader has done.
    done_of(done: usize, all: usize) = "{done} of {all} done.";
    /// A title and a step.
    at_step(title: &str, step: usize) = "{title}, step {step}";
}

// The first minute.
pub(crate) const MINUTE_TITLE: &str = "One minute with an encrypted disk";
pub(crate) const MINUTE_STEPS: [&str; 5] =
    ["Type a secret", "Encrypt the disk", "Steal it", "Flip a bit", "Delete the key"];
pub(crate) const MINUTE_SECRET: &str = "Your secret";
/// What is there if the reader types nothing: AWS's and everybody's example of a card number.
pub(crate) const MINUTE_EXAMPLE: &str = "4111 1111 1111 1111";
pub(crate) const MINUTE_STAYS: &str = "It stays in this tab. It isn't in any link or picture.";
pub(crate) const MINUTE_CLIENT: &str = "What the database reads";
pub(crate) const MINUTE_THIEF: &str = "What the thief can read";
pub(crate) const MINUTE_NOBODY: &str = "What anyone can read";
pub(crate) const MINUTE_DISK: &str = "What is on the disk";
pub(crate) const MINUTE_NOTHING: &str = "Nothing.";
pub(crate) const MINUTE_BYTES: &str = "48 bytes of a page. The arrow keys move from byte to byte.";
pub(crate) const MINUTE_POINT: &str = "Point at a byte, or tap it: its counterpart lights up.";
pub(crate) const MINUTE_KMS: &str = "KMS key";
pub(crate) const MINUTE_DATA_KEY: &str = "Wrapped data key";
pub(crate) const MINUTE_PAGE: &str = "Encrypted page";
pub(crate) const MINUTE_IN_KMS: &str = "never leaves KMS";
pub(crate) const MINUTE_DELETED_KEY: &str = "deleted";
pub(crate) const MINUTE_OPENS: &str = "decrypts";
pub(crate) const MINUTE_OPENS_NOT: &str = "can no longer decrypt";
pub(crate) const MINUTE_ENCRYPTED: &str = "KMS makes a data key and wraps it (encrypts it under the KMS key). Aurora encrypts the page with the data key. That's envelope encryption: the database can still read your secret, the disk no longer shows it.";
pub(crate) const MINUTE_FLIPPED: &str = "One bit on the disk has changed. AES-256-GCM notices, so the database gets an error instead of a wrong value. ";
pub(crate) const MINUTE_DELETED: &str = "The bit is flipped back and the page is intact, with its wrapped data key beside it. But without the KMS key, nobody can unwrap the data key: not you, not the thief, not AWS. At AWS, you have 7 to 30 days to cancel the deletion.";
pub(crate) const MINUTE_KEEP: &str = "All that is left of your secret";
pub(crate) const MINUTE_PICTURE: &str = "48 bytes of ciphertext on coloured squares, and the words: This was a secret. Nobody can read it any more.";
pub(crate) const MINUTE_SAVE: &str = "Save the picture";
pub(crate) const MINUTE_SHARE: &str = "Share the picture";
pub(crate) const MINUTE_AGAIN: &str = "Again";
pub(crate) const MINUTE_ON: &str = "Next: encrypt a cluster";
pub(crate) const MINUTE_HOW: &str = "How long does AWS wait before a key is deleted?";
pub(crate) const MINUTE_FILE: &str = "this-was-a-secret.png";

sentences! {
    /// The disk is not encrypted.
    minute_typed(places: usize, bytes: usize) = "This disk isn't encrypted: whoever has its {bytes} bytes can read your secret. Matches when searching for it: {places}.";
    /// The disk was stolen.
    minute_stolen(bytes: usize, found: usize, tries: u32, opened: usize) = "The thief has all {bytes} bytes and the wrapped data key. Matches for your secret: {found}. Tried {tries} of the 2²⁵⁶ possible keys on the page: {opened} worked.";
    /// The size of something on the disk.
    bytes_on_disk(bytes: usize) = "{bytes} bytes on the disk";
    /// Two bytes at the same place.
    minute_pair(at: usize, one: &str, other: &str) = "Byte {at}: {one} in the database, {other} on the disk.";
    /// A byte that nobody can read but the disk.
    minute_single(at: usize, byte: &str) = "Byte {at}: {byte} on the disk.";
}
