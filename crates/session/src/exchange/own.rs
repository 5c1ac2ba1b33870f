//! What was read of people's own accounts, to keep in the browser and to hand on: a session that begins with it is made again
//! from it, and not from its commands alone.
//!
//! Each form holds documents of `playground_estate::Writer`, which the reader of files reads again, so that nothing that a
//! stranger made is trusted more than a file that is dropped on the page.
//!
//! | form | what it is |
//! |---|---|
//! | kept in the browser | with the commands since (`store`): each document as base64url of raw DEFLATE |
//! | link | base64url of raw DEFLATE of `aurora-own 1 2026 redacted SUM`, or `as-is`, and the documents, one a line |
//! | file | one JSON object whose `answers` are the documents |

use std::rc::Rc;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use playground_aws::base64;
use playground_aws::json::{Object, Value};
use playground_core::edition::Edition;
use playground_estate::{Estate, Writer, written};

use super::link::{packed, sum, unpacked};
use super::{TooLong, Unreadable};

/// The most characters of all documents of one session together.
const MAX_KEPT: usize = 3 << 20;
/// The most bytes of one document.
const MAX_DOCUMENT: usize = 4 << 20;
/// The compression level of DEFLATE, of 10: documents are written while the reader waits.
const EFFORT: u8 = 6;

const NAME: &str = "aurora-own";
const VERSION: &str = "1";
const REDACTED: &str = "redacted";
const AS_IS: &str = "as-is";

/// The format of a file.
pub const OWN_FORMAT: &str = "aurora-encryption-playground/own-account";

/// What a session began with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Whether its names are made up.
    pub redacted: bool,
    /// The documents, packed.
    pub documents: Rc<[Rc<str>]>,
}

/// Packs an estate, one document after the other, so that nobody waits for all of it at once.
#[derive(Clone, Debug, Default)]
pub struct Packer {
    writer: Writer,
    documents: Vec<Rc<str>>,
    length: usize,
}

impl Packer {
    /// Packs one more document. Returns whether there may be another.
    ///
    /// # Errors
    ///
    /// If it is too much to be kept.
    pub fn step(&mut self, estate: &Estate) -> Result<bool, TooLong> {
        let Some(document) = self.writer.next(estate) else { return Ok(false) };
        let text = base64::encode_url(&compress_to_vec(document.as_bytes(), EFFORT));
        self.length += text.len();
        if self.length > MAX_KEPT || document.len() > MAX_DOCUMENT {
            return Err(TooLong { why: String::from("It is more than the browser keeps.") });
        }
        self.documents.push(text.into());
        Ok(true)
    }

    /// What was packed.
    pub fn done(self, redacted: bool) -> Own {
        Own { redacted, documents: self.documents.into() }
    }
}

impl Own {
    /// Unpacks a document: what a file has.
    pub fn document(packed: &str) -> Result<String, Unreadable> {
        let damaged = || Unreadable::stored("What it says of the accounts is damaged.");
        let bytes = base64::decode_url(packed).ok_or_else(damaged)?;
        let bytes = decompress_to_vec_with_limit(&bytes, MAX_DOCUMENT).map_err(|_| damaged())?;
        String::from_utf8(bytes).map_err(|_| damaged())
    }

    /// As a member of a stored session.
    pub(super) fn value(&self) -> Value {
        let documents = self.documents.iter().map(|one| Value::string(&**one)).collect();
        let mut out = Object::new();
        out.flag("redacted", self.redacted).with("documents", Value::Array(documents));
        out.done()
    }

    /// Reads what [`Self::value`] wrote.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let documents = value.get("documents")?.as_array()?;
        let documents: Option<Vec<Rc<str>>> =
            documents.iter().map(|one| Some(Rc::from(one.as_str()?))).collect();
        let documents: Rc<[Rc<str>]> = documents?.into();
        let length: usize = documents.iter().map(|one| one.len()).sum();
        let redacted = value.get("redacted")?.as_bool()?;
        (length <= MAX_KEPT).then_some(Self { redacted, documents })
    }
}

/// What a link says of somebody's accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Whether its names are made up.
    pub redacted: bool,
    /// The documents, one a line: what a file has.
    pub text: String,
}

/// The payload of `#v1/own/<payload>`: what an estate says, with the names that it has.
pub fn own_link(estate: &Estate, redacted: bool) -> Result<String, TooLong> {
    let head = head(Edition::LATEST.name(), redacted);
    let rest = ["\n", &written(estate)].concat();
    packed(&[NAME, " ", VERSION, " ", &head, " ", &sum(&head, &rest), &rest].concat(), "It is")
}

fn head(edition: &str, redacted: bool) -> String {
    [edition, " ", if redacted { REDACTED } else { AS_IS }].concat()
}

/// Reads what [`own_link`] wrote. What the documents say is not looked at.
pub fn open_own_link(payload: &str) -> Result<Given, Unreadable> {
    read(&unpacked("#v1/own/", payload)?).map_err(Unreadable::link)
}

fn read(text: &str) -> Result<Given, String> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut words = first.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let (name, version, edition, redacted, given) = (word(), word(), word(), word(), word());
    if name != NAME {
        return Err(String::from("It was not made by this playground, or it is damaged."));
    }
    if version != VERSION {
        return Err(String::from("It was made by a newer version of the playground. Reload the page first."));
    }
    let redacted = redacted == REDACTED;
    let behind = ["\n", rest].concat();
    if words.next().is_some() || sum(&head(edition, redacted), &behind) != given {
        return Err(String::from("It is damaged: some of it was changed or lost."));
    }
    Edition::parse(edition).ok_or_else(super::no_edition)?;
    Ok(Given { redacted, text: rest.to_owned() })
}

/// A file of what an estate says, which "Your own account" and `playground import` read.
pub fn own_file(estate: &Estate, redacted: bool) -> String {
    let mut out = ["{\"format\":\"", OWN_FORMAT, "\",\"version\":1,\"redacted\":"].concat();
    out.extend([if redacted { "true" } else { "false" }, ",\"answers\":["]);
    let mut writer = Writer::default();
    let mut between = "\n";
    while let Some(document) = writer.next(estate) {
        out.extend([between, &document]);
        between = ",\n";
    }
    out.push_str("\n]}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Session;
    use crate::exchange::{MAX_PAYLOAD, Replay, Saved, Stored, read_store, store_text};
    use playground_core::env::Seed;
    use playground_estate::{File, demo, read, redacted};

    fn company() -> Estate {
        read(&[File { name: "company", bytes: demo().as_bytes() }]).0
    }

    fn read_text(text: &str) -> Estate {
        let (estate, reads) = read(&[File { name: "it", bytes: text.as_bytes() }]);
        assert_eq!(reads[0].problems, []);
        estate
    }

    fn own_of(estate: &Estate) -> Own {
        let mut packer = Packer::default();
        while packer.step(estate).unwrap() {}
        packer.done(false)
    }

    #[test]
    fn a_redacted_company_fits_into_a_link_and_comes_back() {
        let estate = redacted(&company()).estate;
        let payload = own_link(&estate, true).unwrap();
        assert!(payload.len() < MAX_PAYLOAD, "{}", payload.len());
        let given = open_own_link(&payload).unwrap();
        assert!(given.redacted);
        assert_eq!(written(&read_text(&given.text)), written(&estate));
        assert_eq!(written(&read_text(&own_file(&estate, true))), written(&estate));
    }

    #[test]
    fn what_is_no_link_is_refused() {
        let pack = |text: &str| packed(text, "It is").unwrap();
        let good = |edition: &str, rest: &str| {
            let head = head(edition, true);
            [NAME, " 1 ", &head, " ", &sum(&head, rest), rest].concat()
        };
        assert!(open_own_link(&pack(&good("2026", "\n{}\n"))).is_ok());
        for (payload, why) in [
            (String::new(), "Its end is missing"),
            (String::from("a!"), "Character 2 after #v1/own/"),
            ("A".repeat((64 << 10) + 1), "longer than 64 KiB"),
            (pack("x"), "not made by this playground"),
            (pack("aurora 2 2026"), "not made by this playground"),
            (pack("aurora-own 2 2026 redacted 0"), "newer version"),
            (pack("aurora-own 1 2026 redacted 00000000\n{}"), "damaged"),
            (pack(&good("2026", "\n{}").replace("{}", "[]")), "damaged"),
            (pack(&good("2026", "\n{}").replace(REDACTED, AS_IS)), "damaged"),
            (pack(&good("2031", "\n{}")), "an edition of the rules that does not exist"),
            (base64::encode_url(&compress_to_vec(&vec![b' '; (256 << 10) + 1], 9)), "more than 256 KiB"),
        ] {
            let refused = open_own_link(&payload).unwrap_err().to_string();
            assert!(refused.contains(why), "{why}: {refused}");
        }
    }

    #[test]
    fn a_kept_session_begins_with_its_accounts() {
        let estate = Rc::new(company());
        let begin = |estate| Session::of_files(Seed([7; 16]), Edition::LATEST, estate, Vec::new());
        let mut session = begin(estate.clone());
        session.run("aws kms disable-key --key-id alias/main\nplayground wait 1d");
        assert_eq!(Saved::of(&session, "", None).own, None, "nothing is kept before it is asked for");
        session.keep(Some(own_of(&estate)));
        let saved = Saved::of(&session, "Mine", None);
        let stored = Stored { name: String::from("Mine"), updated: 1, revision: 1, saved };
        let again = read_store(&store_text(&stored)).unwrap();
        let own = again.saved.own.clone().unwrap();
        let text: String = own.documents.iter().map(|one| Own::document(one).unwrap() + "\n").collect();
        let mut replay = Replay::on(again.saved, begin(Rc::new(read_text(&text))));
        replay.advance(usize::MAX);
        assert_eq!(replay.notice(), None);
        let replayed = replay.finish();
        assert_eq!(replayed.digest(), session.digest());
        assert_eq!(replayed.kept(), Some(&own), "and goes on being kept");
    }

    #[test]
    fn what_is_kept_and_damaged_is_refused() {
        let estate = company();
        let mut session =
            Session::of_files(Seed([7; 16]), Edition::LATEST, Rc::new(estate.clone()), Vec::new());
        session.keep(Some(own_of(&estate)));
        let saved = Saved::of(&session, "", None);
        let text = store_text(&Stored { name: String::new(), updated: 1, revision: 1, saved });
        assert!(text.contains("\"version\":2"), "an older page says that it is newer");
        let before = "\"redacted\":false";
        assert!(text.contains(before));
        let refused = read_store(&text.replace(before, "\"redacted\":0")).unwrap_err();
        assert!(refused.to_string().contains("accounts"), "{refused}");
        for packed in ["!", "AAAA", "eJw", ""] {
            assert!(Own::document(packed).is_err(), "{packed}");
        }
    }
}
