//! What ends otherwise today: the steps of a scenario of an earlier edition, run under a later one and compared.
//!
//! A step ends otherwise if another command of it is refused, or by another rule; if a cluster, instance or snapshot is
//! in another status or encrypted with another kind of key than it was; or if a command prints another text. What
//! a step before it changed is not said again, and ids, digests, dates and added members are no difference.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use playground_core::database::Pause;
use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_core::ids::{AccountId, KeyArn, Region};
use playground_core::kms::key::KeyManager;
use playground_core::profile::PROFILES;
use playground_core::world::World;

use super::{Lesson, refused};
use crate::entry::Entry;

mod printed;

/// A step that ends otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// The index of the step, from 0.
    pub step: usize,
    /// How, in a sentence. A word of the CLI stands in backticks.
    pub how: String,
    /// The rules that the sentence names, each as its edition has it: their numbers, and the editions.
    pub rules: Vec<(String, Edition)>,
}

/// How a step ends otherwise, before it is known which step that is.
#[derive(Default)]
struct Said {
    how: String,
    rules: Vec<(String, Edition)>,
}

impl From<String> for Said {
    fn from(how: String) -> Self {
        Self { how, ..Self::default() }
    }
}

/// Compares a lesson that has run to its end with the same steps under the latest edition, which are run here: this takes
/// as long as running the lesson. Empty if the lesson is of the latest edition. The steps are in order. Returns the reason
/// if a command has to wait for the database engine.
pub fn otherwise(lesson: &Lesson) -> Result<Vec<Otherwise>, Pause> {
    let mut today = lesson.under(Edition::LATEST);
    if lesson.session.edition() == Edition::LATEST {
        return Ok(Vec::new());
    }
    while let Err(pause) = today.run_all() {
        if pause != Pause::Turn {
            return Err(pause);
        }
    }
    let mut before = Differences::default();
    let mut all = Vec::new();
    for step in 0..lesson.scenario.steps.len() {
        let worlds = Differences::between(world_after(lesson, step), world_after(&today, step));
        let said = refusals(lesson, &today, step)
            .or_else(|| worlds.beyond(&before).sentence(lesson.session.edition()).map(Said::from))
            .or_else(|| prints(lesson, &today, step).map(Said::from));
        all.extend(said.map(|Said { how, rules }| Otherwise { step, how, rules }));
        before = worlds;
    }
    Ok(all)
}

/// A text of commands with its times, such as `2020-12-01T09:10:00Z`, as long after the beginning of another edition's world
/// as they are after that of the first.
pub(super) fn times_moved(text: &str, from: Edition, to: Edition) -> String {
    const LENGTH: usize = "2020-12-01T09:10:00".len();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let time = rest.get(..LENGTH).filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let since = time.and_then(|word| Time::parse(&[word, "Z"].concat()));
        let since = since.and_then(|time| time.0.checked_sub(Time::start(from).0));
        if let Some(seconds) = since {
            out.push_str(Time::start(to).plus(seconds).to_string().trim_end_matches('Z'));
        } else {
            out.push(first);
        }
        rest = rest.get(since.map_or(first.len_utf8(), |_| LENGTH)..).unwrap_or_default();
    }
    out
}

/// The world after a step that has run.
fn world_after(lesson: &Lesson, step: usize) -> &World {
    let state = lesson.session.timeline().state_at(lesson.end_of(step + 1));
    &state.unwrap_or(lesson.session.state()).world
}

/// The commands of a step in both lessons, as far as they ran in both.
fn pairs<'a>(
    then: &'a Lesson,
    today: &'a Lesson,
    step: usize,
) -> impl Iterator<Item = (&'a Entry, &'a Entry)> {
    let entries = |lesson: &'a Lesson| {
        let ids = lesson.entries(step).iter().flatten();
        ids.filter_map(|id| lesson.session.timeline().record(*id)).collect::<Vec<&Entry>>()
    };
    let (today, edition) = (entries(today), today.session.edition());
    let mut next = 0;
    entries(then).into_iter().filter_map(move |entry| {
        let line = times_moved(&entry.line, then.session.edition(), edition);
        let found = today.get(next..)?.iter().position(|other| *other.line == line)?;
        next += found + 1;
        Some((entry, *today.get(next - 1)?))
    })
}

/// The first command of a step that only one edition refuses, or each by something else.
fn refusals(then: &Lesson, today: &Lesson, step: usize) -> Option<Said> {
    pairs(then, today, step).find_map(|(one, other)| {
        let how = refusal(one, other)?;
        let rule = |entry: &Entry, lesson: &Lesson| {
            let rule = Some(entry).filter(|entry| !entry.done()).and_then(|entry| refused(entry).rule);
            rule.map(|rule| (rule, lesson.session.edition()))
        };
        let rules = rule(one, then).into_iter().chain(rule(other, today)).collect();
        Some(Said { how, rules })
    })
}

/// What is otherwise about a command that was run in both editions, if one of them refuses it, or each by something else.
fn refusal(one: &Entry, other: &Entry) -> Option<String> {
    let name = command(&one.line);
    match (one.done(), other.done()) {
        (true, true) => None,
        (false, true) => Some(format!("`{name}` was refused ({}); today it is carried out.", by(one))),
        (true, false) if other.refused.is_none() => {
            Some(format!("`{name}` can't run today, since a step before it ended otherwise."))
        }
        (true, false) => {
            let by = by(other);
            let there =
                if by.ends_with("AlreadyExistsFault") { ": a step before it created the same" } else { "" };
            Some(format!("`{name}` was carried out; today it is refused ({by}){there}."))
        }
        (false, false) if same_error(one, other) => None,
        (false, false) => {
            Some(format!("`{name}` is refused in both: by {} in 2020, by {} today.", by(one), by(other)))
        }
    }
}

/// Returns whether two refusals are one for the reader: by the same rule, or with the same text.
fn same_error(one: &Entry, other: &Entry) -> bool {
    let (was, is) = (refused(one), refused(other));
    was == is || (was.code == is.code && printed::difference(&one.stderr, &other.stderr).is_none())
}

/// The rule, or the error code where no rule of the page was enforced.
fn by(entry: &Entry) -> String {
    let refused = refused(entry);
    refused.rule.map_or(refused.code, |rule| ["rule ", &rule].concat())
}

/// The words of a command up to its first option: `aws rds copy-db-cluster-snapshot`. Of `sql`, which a step often asks
/// several clusters with, also the cluster: `sql … orders`.
fn command(line: &str) -> String {
    let line = line.split_once("$(").filter(|(name, _)| name.ends_with('=')).map_or(line, |(_, inner)| inner);
    let words = line.split_whitespace().take_while(|word| !word.starts_with(['-', '$', '\\', '\'', '"']));
    let name = words.take(3).collect::<Vec<_>>().join(" ");
    let cluster = line.split_once("--db-cluster-identifier ").filter(|_| name == "sql");
    match cluster.and_then(|(_, rest)| rest.split_whitespace().next()) {
        Some(cluster) => [&name, " … ", cluster].concat(),
        None => name,
    }
}

/// The first command of a step that prints another text.
fn prints(then: &Lesson, today: &Lesson, step: usize) -> Option<String> {
    pairs(then, today, step).filter(|(one, other)| one.done() && other.done()).find_map(|(one, other)| {
        let (was, is) = printed::difference(&one.stdout, &other.stdout)?;
        Some(format!("`{}` printed `{was}`; today it prints `{is}`.", command(&one.line)))
    })
}

/// What the things of two worlds differ in: by thing and member, the values in each.
#[derive(Default)]
struct Differences(BTreeMap<(String, Member), (String, String)>);

/// A member of a thing that can differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Member {
    /// What protects it at rest.
    Encryption,
    /// Its status.
    Status,
}

impl Differences {
    fn between(then: &World, today: &World) -> Self {
        let (then, today) = (facts(then), facts(today));
        let shared = then.into_iter().filter_map(|(fact, was)| {
            let is = today.get(&fact)?.clone();
            (was != is).then_some((fact, (was, is)))
        });
        Self(shared.collect())
    }

    /// Those that are not in another list.
    fn beyond(&self, before: &Self) -> Self {
        let new = self.0.iter().filter(|(fact, values)| before.0.get(fact) != Some(values));
        Self(new.map(|(fact, values)| (fact.clone(), values.clone())).collect())
    }

    /// The first of them, with everything that differs in the same way.
    fn sentence(&self, first: Edition) -> Option<String> {
        let ((_, member), (was, is)) = self.0.iter().min_by_key(|((_, member), _)| *member)?;
        let alike = self
            .0
            .iter()
            .filter(|((_, other), values)| other == member && *values == &(was.clone(), is.clone()));
        let things: Vec<&str> = alike.map(|((thing, _), _)| thing.as_str()).collect();
        let (was_verb, is_verb, them) =
            if things.len() == 1 { ("was", "is", "it is") } else { ("were", "are", "they are") };
        let (things, year) = (capital(&listed(&things)), first.name());
        Some(match member {
            Member::Encryption => format!("{things} {was_verb} {was} in {year}; today {them} {is}."),
            Member::Status => format!("{things} {was_verb} `{was}` in {year} and {is_verb} `{is}` today."),
        })
    }
}

/// The text with a capital letter at its beginning.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}

/// `a`, `a and b`, `a, b and c`
fn listed(things: &[&str]) -> String {
    match things {
        [first @ .., last] if !first.is_empty() => [&first.join(", "), " and ", last].concat(),
        few => few.concat(),
    }
}

/// Encryption and status of everything in a world.
fn facts(world: &World) -> BTreeMap<(String, Member), String> {
    let mut all = BTreeMap::new();
    let mut add = |thing: String, key: Option<Option<&KeyArn>>, status: Option<&str>| {
        if let Some(key) = key {
            all.insert((thing.clone(), Member::Encryption), protection(world, key));
        }
        if let Some(status) = status {
            all.insert((thing, Member::Status), String::from(status));
        }
    };
    for (arn, it) in &world.clusters {
        let thing = thing("cluster", &arn.id.to_string(), arn.account, arn.region);
        add(thing, Some(it.encryption.key()), Some(it.status.name()));
    }
    for (arn, it) in &world.instances {
        add(thing("instance", &arn.id.to_string(), arn.account, arn.region), None, Some(it.status.name()));
    }
    for (arn, it) in &world.snapshots {
        let thing = thing("snapshot", &arn.id.to_string(), arn.account, arn.region);
        add(thing, Some(it.encryption.key()), Some(it.status.name()));
    }
    all
}

/// `the cluster orders (eu-west-1)`
fn thing(kind: &str, name: &str, account: AccountId, region: Region) -> String {
    let mut text = format!("the {kind} `{name}`");
    if region != Region::DEFAULT {
        let _ = write!(text, " in {region}");
    }
    if PROFILES.first().is_none_or(|home| home.account != account) {
        let _ = write!(text, " of account {account}");
    }
    text
}

/// What protects something at rest, in words.
fn protection(world: &World, key: Option<&KeyArn>) -> String {
    let Some(key) = key else { return String::from("not encrypted") };
    if key.is_aws_owned() {
        return String::from("encrypted under the AWS owned key");
    }
    String::from(match world.keys.get(key).map(|key| key.manager) {
        Some(KeyManager::Aws) => "encrypted under the AWS managed key",
        Some(KeyManager::Customer) | None => "encrypted under a customer managed key",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_commands_move_with_the_world() {
        let moved = |text: &str| times_moved(text, Edition::Y2020, Edition::Y2026);
        let table = [
            ("--restore-to-time 2020-12-01T09:10:00Z", "--restore-to-time 2026-12-01T09:10:00Z"),
            ("'2020-12-24T23:59:59+01:00' é", "'2026-12-24T23:59:59+01:00' é"),
            ("\"Version\": \"2012-10-17\"", "\"Version\": \"2012-10-17\""),
            ("2019-01-01T00:00:00Z", "2019-01-01T00:00:00Z"),
        ];
        for (then, today) in table {
            assert_eq!(moved(then), today);
        }
    }

    #[test]
    fn a_command_is_named_up_to_its_options_and_a_client_by_its_cluster() {
        let table = [
            ("aws rds create-db-cluster --db-cluster-identifier a", "aws rds create-db-cluster"),
            ("X=$(aws kms create-key --query K)", "aws kms create-key"),
            ("sql --db-cluster-identifier a \"SELECT 1\"", "sql … a"),
            ("sql --region x --db-cluster-identifier b <<'SQL'", "sql … b"),
            ("sql", "sql"),
        ];
        for (line, name) in table {
            assert_eq!(command(line), name);
        }
    }

    #[test]
    fn the_same_error_by_another_rule_is_no_difference() {
        let create = "aws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql \
            --master-username u --master-user-password not-a-secret";
        let snapshot = "aws rds create-db-cluster-snapshot --db-cluster-identifier a \
            --db-cluster-snapshot-identifier s --storage-encrypted";
        let reader = "aws rds create-db-cluster --db-cluster-identifier r --engine aurora-mysql \
            --replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:a --region eu-west-1";
        let file = [
            "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\n---\n\n## A\n\n```aws\n",
            &format!(
                "{create} --storage-encrypted --query DBCluster.Status\nplayground wait 1h\n```\n\n## B\n\n```aws\n{snapshot}\n```\n"
            ),
            &format!("```output refused: Usage\nx\n```\n\n## C\n\n```aws\n{reader}\n```\n"),
            "```output refused: L07 InvalidParameterCombination\nx\n```\n",
        ];
        let mut then = Lesson::open("t", &file.concat()).unwrap();
        then.run_all().unwrap();
        assert_eq!(otherwise(&then).unwrap(), []);
    }

    #[test]
    fn the_same_steps_under_another_edition_are_no_fault_of_the_file() {
        let file = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\n---\n\n## A\n\n\
            ```aws\naws rds create-db-cluster --db-cluster-identifier a --engine aurora-mysql --master-username u \
            --master-user-password not-a-secret --query DBCluster.StorageEncryptionType\n```\n\
            ```output\nnull\n```\n\n## B\n\n```aws\necho $(aws kms list-key-rotations --key-id x) 1\n```\n\
            ```output refused: Usage\nno\n```\n";
        let mut then = Lesson::open("t", file).unwrap();
        then.run_all().unwrap();
        let mut today = then.under(Edition::Y2026);
        today.run_all().unwrap();
        assert_eq!(
            (today.outcome(0), today.outcome(1)),
            (crate::view::Outcome::Done, crate::view::Outcome::Refused)
        );
        assert_eq!(
            otherwise(&then).unwrap(),
            [
                Otherwise {
                    step: 0,
                    how: "The cluster `a` was not encrypted in 2020; today it is encrypted under the AWS owned key."
                        .into(),
                    rules: Vec::new(),
                },
                Otherwise {
                    step: 1,
                    how: "`echo` is refused in both: by Usage in 2020, by NotFoundException today.".into(),
                    rules: Vec::new(),
                }
            ]
        );
        assert_eq!(otherwise(&today), Ok(Vec::new()));
    }
}
