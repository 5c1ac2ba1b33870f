//! Made-up names: which text is what, and the same made-up one for the same text.

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_core::iam::aws_managed;
use playground_core::iam::managed::PolicyArn;
use playground_core::map::Map;

use crate::arn::Arn;

/// What a name is of. Names of two kinds are told apart, even if they are the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Cluster,
    Instance,
    Snapshot,
    Global,
    Alias,
    Role,
    User,
    Group,
    Policy,
    Session,
    Statement,
    Context,
    Tag,
    /// A name with a wildcard.
    Pattern,
    /// Anything else.
    Value,
    // What is not a word and a number:
    Account,
    Key,
    ResourceId,
    Grant,
    UniqueId,
    Organization,
    Address,
}

impl Kind {
    /// What stands before the number.
    const fn word(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::Instance => "instance",
            Self::Snapshot => "snapshot",
            Self::Global => "global",
            Self::Alias => "alias",
            Self::Role => "role",
            Self::User => "user",
            Self::Group => "group",
            Self::Policy => "policy",
            Self::Session => "session",
            Self::Statement => "statement",
            Self::Context => "context",
            Self::Tag => "tag",
            Self::Pattern => "pattern",
            Self::Value => "value",
            Self::Account => "account",
            Self::Key => "key",
            Self::ResourceId => "resource-id",
            Self::Grant => "grant",
            Self::UniqueId => "unique-id",
            Self::Organization => "organization",
            Self::Address => "address",
        }
    }

    /// The kind of a resource by what its ARN calls it.
    fn of_resource(name: &str) -> Self {
        match name {
            "cluster" => Self::Cluster,
            "db" => Self::Instance,
            "cluster-snapshot" => Self::Snapshot,
            "global-cluster" => Self::Global,
            "role" => Self::Role,
            "user" => Self::User,
            "group" => Self::Group,
            "policy" => Self::Policy,
            _ => Self::Value,
        }
    }
}

/// The made-up names so far.
#[derive(Default)]
pub(super) struct Names {
    /// The number of each name, by its kind's word and its text.
    known: Map<String, usize>,
    counts: Map<&'static str, usize>,
    patterns: usize,
}

impl Names {
    /// How many names with wildcards there were.
    pub(super) const fn patterns(&self) -> usize {
        self.patterns
    }

    /// The number of a name among those of its kind, from 1. RDS and KMS know no capital letters in names.
    fn number(&mut self, kind: Kind, name: &str) -> usize {
        let key = [kind.word(), "/", &name.to_ascii_lowercase()].concat();
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let number = self.counts.get(kind.word()).copied().unwrap_or_default() + 1;
        self.counts.insert_mut(kind.word(), number);
        self.known.insert_mut(key, number);
        number
    }

    fn made_up(&mut self, kind: Kind, name: &str) -> String {
        [kind.word(), "-", &self.number(kind, name).to_string()].concat()
    }

    /// A name of a kind. Automated snapshots are named after their cluster and the time.
    pub(super) fn name(&mut self, kind: Kind, name: &str) -> Rc<str> {
        if let Some(automated) = name.strip_prefix("rds:").filter(|_| kind == Kind::Snapshot) {
            let named =
                automated.char_indices().rev().nth(TIME.len() - 1).map(|(at, _)| automated.split_at(at));
            return match named {
                Some((cluster, time)) if !cluster.is_empty() && is_time(time) => {
                    ["rds:", &self.made_up(Kind::Cluster, cluster), time].concat().into()
                }
                Some(_) | None => ["rds:", &self.made_up(kind, automated)].concat().into(),
            };
        }
        if name.is_empty() { name.into() } else { self.literal(kind, name).into() }
    }

    /// A name, or the pieces of one between wildcards.
    fn literal(&mut self, kind: Kind, name: &str) -> String {
        if !name.contains(['*', '?']) {
            return self.made_up(kind, name);
        }
        let mut out = String::new();
        for piece in name.split_inclusive(['*', '?']) {
            let text = piece.trim_end_matches(['*', '?']);
            if !text.is_empty() {
                self.patterns += 1;
                out.push_str(&self.made_up(Kind::Pattern, text));
            }
            out.push_str(piece.get(text.len()..).unwrap_or_default());
        }
        out
    }

    /// An account id, with or without wildcards.
    fn account(&mut self, text: &str) -> String {
        if is_account(text) {
            return format!("1000{:08}", self.number(Kind::Account, text));
        }
        // AWS's own resources are of the account `aws`. Of a number with wildcards no digit stays.
        text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
    }

    /// The id of a key, with its `mrk-` if it is a multi-Region key; or the ARN of a key, or an alias.
    pub(super) fn key(&mut self, text: &str) -> Rc<str> {
        if text.is_empty() || text.starts_with("arn:") || text.starts_with("alias/") {
            return self.text(text);
        }
        if text.contains(['*', '?']) {
            return self.literal(Kind::Key, text).into();
        }
        let number = self.number(Kind::Key, text);
        if text.starts_with("mrk-") {
            format!("mrk-{:020}{number:012}", 0).into()
        } else {
            format!("00000000-0000-4000-8000-{number:012}").into()
        }
    }

    /// The id that a cluster keeps for life, with its `cluster-` if it has one.
    pub(super) fn resource_id(&mut self, text: &str) -> Rc<str> {
        let (before, id) = match text.split_once('-') {
            Some((before @ ("cluster" | "db"), id)) => ([before, "-"].concat(), id),
            Some(_) | None => (String::new(), text),
        };
        let mut number = self.number(Kind::ResourceId, id);
        let mut digits = [b'A'; 26];
        for place in digits.iter_mut().rev().take(12) {
            *place = BASE32.get(number & 31).copied().unwrap_or(b'A');
            number >>= 5;
        }
        [before, digits.map(char::from).iter().collect()].concat().into()
    }

    /// The id of a grant: 64 hexadecimal digits.
    pub(super) fn grant(&mut self, text: &str) -> Rc<str> {
        if text.is_empty() { text.into() } else { format!("{:064x}", self.number(Kind::Grant, text)).into() }
    }

    /// A name in an encryption context. AWS's own begin with `aws:`.
    pub(super) fn context(&mut self, name: &str) -> Rc<str> {
        if name.starts_with("aws:") || name == "*" {
            return name.into();
        }
        self.literal(Kind::Context, name).into()
    }

    /// The name of a tag.
    pub(super) fn tag(&mut self, name: &str) -> Rc<str> {
        if name == "*" { name.into() } else { self.literal(Kind::Tag, name).into() }
    }

    /// The name of a statement, which has letters and digits only: the collector keeps none, but answers name the statement that decides.
    pub(super) fn statement(&mut self, name: &str) -> Rc<str> {
        ["statement", &self.number(Kind::Statement, name).to_string()].concat().into()
    }

    /// An address or a range of them: one of those for documentation (RFC 5737, RFC 3849).
    pub(super) fn address(&mut self, text: &str) -> Rc<str> {
        if matches!(text, "0.0.0.0/0" | "::/0") {
            return text.into();
        }
        let number = self.number(Kind::Address, text);
        if text.contains(':') {
            format!("2001:db8::{number:x}/128").into()
        } else {
            format!("192.0.2.{}/32", number % 256).into()
        }
    }

    /// An ARN, which stays one.
    pub(super) fn arn(&mut self, arn: &Arn) -> Arn {
        Arn::parse(&self.arn_text(arn.as_str())).unwrap_or_else(|| arn.clone())
    }

    /// A text that is an ARN, or a pattern of ARNs.
    fn arn_text(&mut self, text: &str) -> String {
        if PolicyArn::parse(text).is_some_and(|arn| aws_managed::find(Edition::LATEST, &arn).is_some()) {
            return text.to_owned();
        }
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let [arn, partition, service, region, account, resource] = parts.as_slice() else {
            return self.literal(Kind::Value, text);
        };
        let words = [partition, service, region];
        let plain = |word: &&&str| word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-*?".contains(&b));
        if !words.iter().all(plain) {
            return self.literal(Kind::Value, text);
        }
        let resource = self.resource(service, resource);
        [arn, ":", partition, ":", service, ":", region, ":", &self.account(account), ":", &resource].concat()
    }

    /// What stands behind the account in an ARN.
    fn resource(&mut self, service: &str, text: &str) -> String {
        if text == "*" || (service == "iam" && text == "root") {
            return text.to_owned();
        }
        let Some(at) = text.find([':', '/']) else { return self.literal(Kind::Value, text) };
        let (kind, rest) = text.split_at(at);
        let (between, name) = rest.split_at(1);
        let of_aws = service == "iam" && name.starts_with("aws-service-role/");
        let made_up = match kind {
            _ if name == "*" || (of_aws && kind == "role") => name.to_owned(),
            "key" => self.key(name).to_string(),
            "alias" => return self.alias(text).to_string(),
            "assumed-role" => match name.split_once('/') {
                Some((role, "*")) => [&*self.name(Kind::Role, role), "/*"].concat(),
                Some((role, session)) => {
                    [&*self.name(Kind::Role, role), "/", &self.name(Kind::Session, session)].concat()
                }
                None => self.name(Kind::Role, name).to_string(),
            },
            // Names are unique in an account, whatever their path is, and sessions have the name alone.
            "role" | "user" | "group" | "policy" => {
                let last = name.rsplit('/').next().filter(|last| *last != "*").unwrap_or(name);
                self.name(Kind::of_resource(kind), last).to_string()
            }
            _ => self.name(Kind::of_resource(kind), name).to_string(),
        };
        let kind = if kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') { kind } else { "resource" };
        [kind, between, &made_up].concat()
    }

    /// `alias/NAME`. AWS's own begin with `alias/aws/`.
    fn alias(&mut self, text: &str) -> Rc<str> {
        match text.strip_prefix("alias/") {
            Some(name) if !name.starts_with("aws/") && name != "*" => {
                ["alias/", &self.literal(Kind::Alias, name)].concat().into()
            }
            Some(_) | None => text.into(),
        }
    }

    /// A text that may be anything: an ARN, an account, a service, the id of something, or a value.
    pub(super) fn text(&mut self, text: &str) -> Rc<str> {
        if text.is_empty() || text == "*" || is_service(text) || is_plain(text) {
            return text.into();
        }
        if text.starts_with("arn:") {
            return self.arn_text(text).into();
        }
        if is_account(text) {
            return self.account(text).into();
        }
        if text.starts_with("alias/") {
            return self.alias(text);
        }
        if is_key_id(text) {
            return self.key(text);
        }
        if text.starts_with("cluster-") || text.starts_with("db-") {
            return self.resource_id(text);
        }
        if text.starts_with("o-") {
            return format!("o-{:010}", self.number(Kind::Organization, text)).into();
        }
        // The unique id of a role or a user, perhaps with the name of a session.
        let (id, session) = text.split_once(':').unwrap_or((text, ""));
        if let Some(kind) = id.get(..4).filter(|kind| ["AIDA", "AROA"].contains(kind)) {
            let id = format!("{kind}{:017}", self.number(Kind::UniqueId, id));
            return match session {
                "" => id.into(),
                "*" => [&id, ":*"].concat().into(),
                name => [&id, ":", &self.literal(Kind::Session, name)].concat().into(),
            };
        }
        self.literal(Kind::Value, text).into()
    }
}

/// How the name of an automated snapshot ends.
const TIME: &str = "-2026-12-01-03-05";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn is_time(text: &str) -> bool {
    text.len() == TIME.len()
        && text
            .bytes()
            .zip(TIME.bytes())
            .all(|(one, like)| if like == b'-' { one == b'-' } else { one.is_ascii_digit() })
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A UUID, or the id of a multi-Region key.
fn is_key_id(text: &str) -> bool {
    let id = text.strip_prefix("mrk-").unwrap_or(text);
    id.len() >= 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// The name of a service, or of one in a Region: `rds.eu-west-1.amazonaws.com`. Hosts have more parts.
fn is_service(text: &str) -> bool {
    let name = text.strip_suffix(".amazonaws.com").or_else(|| text.strip_suffix(".amazonaws.com.cn"));
    name.is_some_and(|name| name.split('.').count() <= 2 && name.len() <= 40)
}

/// A policy variable, `true`, `false`, or a number that is no account.
fn is_plain(text: &str) -> bool {
    let variable = text.starts_with("${aws:") && text.find('}') == Some(text.len() - 1);
    let number = text.len() < 12 && text.bytes().all(|b| b.is_ascii_digit());
    variable || number || matches!(text, "true" | "false")
}
