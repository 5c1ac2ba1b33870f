//! Names to put into advice: what the command spoke of, which key would do, how a command is written.

use playground_core::ids::{AccountId, KeyArn, Region, SnapshotArn, SnapshotId};
use playground_core::kms::key::KeyManager;
use playground_core::kms::state::KeyState;
use playground_core::map::Map;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::snapshot::Snapshot;
use playground_core::world::World;

use crate::entry::{Refused, SqlRun};
use crate::run::State;
use crate::session::attempt;
use crate::view::Inline;
use crate::words::Asked;

/// The world and the words of the refused command.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) world: &'a World,
    pub(super) asked: Asked<'a>,
}

impl<'a> Names<'a> {
    /// Whether it was the database's client that was refused, by a database or because nobody answered: not for its words.
    pub(super) fn by_client(&self, refused: &Refused, run: Option<&SqlRun>) -> bool {
        let client = self.asked.words.first().is_some_and(|program| program == "sql");
        client && (run.is_some() || refused.refusal.is_some())
    }

    /// The value of an option, or a placeholder in capitals.
    pub(super) fn or(&self, option: &str, otherwise: &'static str) -> &'a str {
        self.asked.option(option).unwrap_or(otherwise)
    }

    /// The cluster that the command speaks of, or that of its instance.
    pub(super) fn cluster(&self) -> Option<&'a Cluster> {
        let options =
            ["--source-db-cluster-identifier", "--replication-source-identifier", "--db-cluster-identifier"];
        let named = options.iter().find_map(|option| self.asked.cluster(self.world, option));
        named.or_else(|| {
            let instance = self.instance("--db-instance-identifier")?;
            self.world.clusters.get(&instance.cluster).map(|cluster| &**cluster)
        })
    }

    /// The snapshot that the command reads.
    pub(super) fn snapshot(&self) -> Option<&'a Snapshot> {
        let options = [
            "--source-db-cluster-snapshot-identifier",
            "--snapshot-identifier",
            "--db-cluster-snapshot-identifier",
        ];
        let text = options.iter().find_map(|option| self.asked.option(option))?;
        let arn = SnapshotArn::parse(text).ok().or_else(|| {
            let (account, region) = (self.asked.account()?, self.asked.region());
            Some(SnapshotArn { account, region, id: SnapshotId::parse(text).ok()? })
        })?;
        self.world.snapshots.get(&arn).map(|snapshot| &**snapshot)
    }

    /// A key as a person calls it: its alias if it has one, else its id; from elsewhere, its ARN.
    pub(super) fn key(&self, key: &KeyArn) -> String {
        let mut aliases = self.world.aliases.iter().filter(|(_, alias)| alias.target == *key);
        let here = Some(key.account) == self.asked.account() && key.region == self.asked.region();
        match (aliases.next(), here) {
            (Some((alias, _)), true) => alias.id.to_string(),
            (Some((alias, _)), false) => alias.to_string(),
            (None, true) => key.id.to_string(),
            (None, false) => key.to_string(),
        }
    }

    /// A key that would do in this Region: commands that make one if there is none, and its name.
    pub(super) fn some_key(&self, region: Region, except: Option<&KeyArn>) -> (Vec<String>, String) {
        let account = self.asked.account();
        let found = self.world.keys.iter().map(|(_, key)| key).find(|key| {
            Some(key.arn.account) == account
                && key.arn.region == region
                && key.manager == KeyManager::Customer
                && key.state() == KeyState::Enabled
                && Some(&key.arn) != except
        });
        if let Some(key) = found {
            let mut aliases = self.world.aliases.iter().filter(|(_, alias)| alias.target == key.arn);
            let name =
                aliases.next().map_or_else(|| key.arn.id.to_string(), |(alias, _)| alias.id.to_string());
            return (Vec::new(), name);
        }
        let create = self.aws_in(region, "kms create-key --query KeyMetadata.KeyId --output text");
        (vec![["KEY=$(", &create, ")"].concat()], String::from("$KEY"))
    }

    /// A command in the Region and with the profile of the refused one.
    pub(super) fn aws(&self, rest: &str) -> String {
        self.aws_in(self.asked.region(), rest)
    }

    /// A command in another Region.
    pub(super) fn aws_in(&self, region: Region, rest: &str) -> String {
        let mut line = ["aws ", rest].concat();
        if region != Region::DEFAULT {
            line.push_str(" --region ");
            line.push_str(region.as_str());
        }
        if self.asked.profile() != "default" {
            line.push_str(" --profile ");
            line.push_str(self.asked.profile());
        }
        line
    }

    /// The database's client, in the Region and with the profile of the refused command.
    pub(super) fn client(&self, region: Region, cluster: &str, statements: &str) -> String {
        let mut line = ["sql --db-cluster-identifier ", cluster].concat();
        if region != Region::DEFAULT {
            line.extend([" --region ", region.as_str()]);
        }
        if self.asked.profile() != "default" {
            line.extend([" --profile ", self.asked.profile()]);
        }
        line.push(' ');
        push_quoted(&mut line, statements);
        line
    }

    /// The refused command without some options and their values, and with others at its end.
    pub(super) fn again(&self, without: &[&str], with: &str) -> String {
        let mut line = String::new();
        let mut words = self.asked.words.iter().peekable();
        while let Some(word) = words.next() {
            let name = word.split_once('=').map_or(word.as_str(), |(name, _)| name);
            if without.contains(&name) {
                if !word.contains('=') && words.peek().is_some_and(|next| !next.starts_with("--")) {
                    words.next();
                }
                continue;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            push_quoted(&mut line, word);
        }
        if !with.is_empty() {
            line.push(' ');
            line.push_str(with);
        }
        if let Some(input) = self.asked.input {
            push_lines(&mut line, input);
        }
        line
    }

    /// Whether commands would all succeed, one after the other, on the world of the refusal.
    pub(super) fn would_work(&self, commands: &[String]) -> bool {
        let state = State { world: self.world.clone(), variables: Map::new() };
        let tried = attempt(&state, [0; 32], &commands.join("\n")).unwrap_or_default();
        tried.iter().all(|(_, entry)| entry.done())
    }

    /// The key that an identifier names, in any account of this Region.
    pub(super) fn named(&self, text: &str) -> Option<&'a KeyArn> {
        let here = |region: Region| region == self.asked.region();
        let mut aliases = self.world.aliases.iter();
        let alias =
            aliases.find(|(arn, _)| here(arn.region) && (arn.id.as_str() == text || arn.to_string() == text));
        let mut keys = self.world.keys.keys();
        let key =
            || keys.find(|arn| here(arn.region) && (arn.id.to_string() == text || arn.to_string() == text));
        alias.map(|(_, alias)| &alias.target).or_else(key)
    }

    /// The account of the profile, for an ARN.
    pub(super) fn account(&self) -> AccountId {
        self.asked.account().unwrap_or(AccountId::from_number(0))
    }
}

/// A word as the shell takes it back.
fn push_quoted(line: &mut String, word: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@,+%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        line.push_str(word);
        return;
    }
    line.push('\'');
    line.push_str(&word.replace('\'', "'\\''"));
    line.push('\'');
}

/// Lines by `<<`, with an end that is none of them.
fn push_lines(line: &mut String, input: &str) {
    let mut end = String::from("SQL");
    while input.lines().any(|one| one == end) {
        end.push('_');
    }
    line.extend([
        " <<'",
        &end,
        "'\n",
        input,
        if input.is_empty() || input.ends_with('\n') { "" } else { "\n" },
        &end,
    ]);
}

/// Text with `code` in it as runs.
pub(super) fn prose(text: &str) -> Vec<Inline> {
    let runs = text.split('`').enumerate().filter(|(_, run)| !run.is_empty());
    runs.map(
        |(at, run)| {
            if at % 2 == 0 { Inline::Text(String::from(run)) } else { Inline::Code(String::from(run)) }
        },
    )
    .collect()
}
