//! For every operation and edition, the members in its answer, and in its record of CloudTrail, are those of that edition.
//!
//! Every answer of every scenario, in both editions, of the allowed command of every row and of `members/corpus.txt` is
//! taken whole, without `--query`. What is seen must be what `members/table.txt` says (`UPDATE_EXPECT=1` writes it), and
//! what is seen in 2026 only must be declared in [`LATER`], by hand. All of it, and the errors that the operations declare,
//! must be in botocore's models as well (`shapes`).
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

mod lists;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};

use lists::{BESIDE, LATER, NAMED_BEFORE, OWN_NAMES, RENAMED};
use playground_aws::json::{self, Value};
use playground_aws::output::MAX_ANSWER;
use playground_aws::{model, record};
use playground_core::edition::Edition;
use playground_core::ops::api::{Fate, Group};
use playground_core::ops::iam::IamOp;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::sts::StsOp;
use playground_core::ops::trail::TrailOp;
use playground_core::trail::Service;
use playground_session::Session;
use playground_session::scenario::parse;
use playground_session::timeline::EntryId;
use playground_tests::SCENARIOS;
use playground_tests::table::{before, filled, rows};
use shapes::Shapes;

/// What has been seen: by operation (`kms CreateKey`, `record of CreateKey`; `record of all` for what all records have) and member, in which editions.
#[derive(Default)]
struct Seen {
    members: BTreeMap<(String, String), BTreeSet<Edition>>,
    operations: BTreeSet<(String, Edition)>,
    /// What differs from botocore's models.
    wrong: BTreeSet<String>,
}

impl Seen {
    /// Takes an answer.
    fn take(&mut self, operation: &str, edition: Edition, answer: &Value) {
        self.operations.insert((operation.to_owned(), edition));
        let mut paths = BTreeSet::new();
        collect("", answer, &mut paths);
        for path in paths {
            self.members.entry((operation.to_owned(), path)).or_default().insert(edition);
        }
    }

    /// A paragraph for each operation: a line with its members for each edition that had new ones.
    fn table(&self) -> String {
        let mut text = String::from(
            "What is in answers and records, by the first edition that has it; written by the tests.\n",
        );
        for operation in self.operations.iter().map(|(name, _)| name).collect::<BTreeSet<_>>() {
            text += &["\n", operation, "\n"].concat();
            for edition in Edition::ALL {
                let of = self.members.iter().filter(|((name, _), _)| name == operation);
                let new = of.filter(|(_, editions)| editions.first() == Some(&edition));
                let new: Vec<_> = new.map(|((_, path), _)| path.as_str()).collect();
                if !new.is_empty() {
                    text += &["  ", edition.name(), ": ", &new.join(", "), "\n"].concat();
                }
            }
        }
        text
    }

    /// Takes the answers of a session's commands, each asked for again in full at its place in the history.
    fn take_answers(&mut self, session: &mut Session) {
        let edition = session.world().edition;
        for id in 1..=session.timeline().len() {
            let Some((line, parent)) = asked(session, id) else { continue };
            let Some((service, operation, line)) = whole(&line, edition) else { continue };
            session.timeline_mut().jump(parent);
            let Some(entry) = session.preview(&line).pop() else { continue };
            assert!(entry.done(), "{line}\n{}", entry.stderr);
            let answer = if entry.stdout.is_empty() {
                Value::Null
            } else {
                json::parse_up_to(&entry.stdout, MAX_ANSWER).unwrap()
            };
            let wrong = Shapes::of(edition).wrong(service, operation, &answer);
            self.wrong.extend(wrong.into_iter().map(|what| format!("{}: {what}", edition.name())));
            self.take(&[service, " ", operation].concat(), edition, &answer);
        }
    }

    /// Takes the records of a session's trail.
    fn take_records(&mut self, session: &Session) {
        let world = session.world();
        for event in world.trail.values() {
            let Value::Object(members) = record(world.edition, event) else { continue };
            let of_its_own = |(name, _): &(String, Value)| {
                matches!(
                    name.as_str(),
                    "requestParameters" | "responseElements" | "additionalEventData" | "serviceEventDetails"
                )
            };
            let (own, common): (Vec<_>, Vec<_>) = members.into_iter().partition(of_its_own);
            // What RDS answered is seen in its answers; `samples` compares it.
            let own = own.into_iter().map(|(name, value)| {
                let answered = name == "responseElements" && event.call.service == Service::Rds;
                (name, if answered { Value::Null } else { value })
            });
            self.take(
                &["record of ", event.call.name].concat(),
                world.edition,
                &Value::Object(own.collect()),
            );
            self.take("record of all", world.edition, &Value::Object(common));
        }
    }
}

/// The line of a command that succeeded, and the entry before it.
fn asked(session: &Session, id: EntryId) -> Option<(String, EntryId)> {
    let entry = session.timeline().record(id)?;
    entry.done().then_some((entry.line.to_string(), session.timeline().parent(id)?))
}

/// The paths of all members: `KeyMetadata.KeyId`, `Keys[].KeyArn`.
fn collect(path: &str, value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let path = if path.is_empty() { name.clone() } else { [path, ".", name].concat() };
                out.insert(path.clone());
                if !OWN_NAMES.contains(&name.as_str()) {
                    collect(&path, value, out);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(&[path, "[]"].concat(), item, out)),
        _ => {}
    }
}

/// A command of an AWS service as it is asked for in full: without what it is assigned to, without `--query` and
/// `--output`.
fn whole(line: &str, edition: Edition) -> Option<(&'static str, &'static str, String)> {
    let start = line.find("aws ")?;
    let line = line.get(start..)?;
    let line = if start > 0 { line.trim_end().strip_suffix(')')? } else { line };
    let mut words = Vec::new();
    let mut shown = tokens(line).into_iter();
    while let Some(word) = shown.next() {
        match word.as_str() {
            "|" => break,
            "--query" | "--output" => drop(shown.next()),
            _ => words.push(word),
        }
    }
    let service = model::service(words.get(1)?, edition)?;
    let command = words.get(2)?;
    let operation = service.operations.iter().find(|known| known.cli_name() == *command)?;
    Some((service.name, operation.name, words.join(" ")))
}

/// The words of a line, quotes included.
fn tokens(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = None;
    for c in line.chars() {
        if quoted.is_none() && matches!(c, ' ' | '\n') {
            out.push(String::new());
            continue;
        }
        if quoted == Some(c) {
            quoted = None;
        } else if quoted.is_none() && matches!(c, '\'' | '"') {
            quoted = Some(c);
        }
        out.last_mut().unwrap().push(c);
    }
    out.retain(|word| !word.is_empty() && word != "\\");
    out
}

fn engine() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
}

/// Everything that can be seen.
fn seen() -> Seen {
    engine();
    let mut seen = Seen::default();
    for edition in Edition::ALL {
        // The commands of a scenario of 2020 are run in both editions; those of 2026 ask for what 2020 has not.
        for scenario in SCENARIOS.iter().map(|file| parse(file.text).unwrap()) {
            if scenario.edition <= edition {
                let mut session = Session::new(Session::seed_of(&scenario.seed), edition);
                scenario.runs().for_each(|run| drop(session.run(&run.text)));
                seen.take_records(&session);
                seen.take_answers(&mut session);
            }
        }
        for row in rows().filter(|row| row.editions.contains(&edition)) {
            let mut session = Session::new(Session::seed_of(row.case), edition);
            let lines = before(edition).into_iter().chain(row.stage.iter().copied()).chain([row.allowed]);
            lines.for_each(|line| drop(session.run(&filled(line))));
            seen.take_records(&session);
            seen.take_answers(&mut session);
        }
        let mut session = Session::new(Session::seed_of("members"), edition);
        for line in include_str!("../../members/corpus.txt").lines() {
            let (since, line) =
                line.strip_prefix("2026 ").map_or((Edition::Y2020, line), |line| (Edition::Y2026, line));
            if line.is_empty() || line.starts_with('#') || since > edition {
                continue;
            }
            let id = *session.run(line).last().unwrap();
            let entry = session.timeline().record(id).unwrap();
            assert!(entry.done(), "{edition:?}: {line}\n{}", entry.stderr);
        }
        seen.take_records(&session);
        seen.take_answers(&mut session);
    }
    seen
}

/// Returns whether a declared line is about a member.
fn is_about((service, member, _): &(&str, &str, &str), operation: &str, path: &str) -> bool {
    let (of, name) = operation.rsplit_once(' ').unwrap();
    let (about, member) =
        member.split_once('.').map_or((None, *member), |(about, member)| (Some(about), member));
    let parts: Vec<&str> = path.split('.').map(|part| part.trim_end_matches("[]")).collect();
    let inside = |at: usize| at.checked_sub(1).and_then(|outer| parts.get(outer).copied());
    let fits = |at: usize| about.is_none_or(|about| about == name || Some(about) == inside(at));
    *service == of && parts.iter().enumerate().any(|(at, part)| *part == member && fits(at))
}

/// Returns whether a record's parameter is an input that the operation declares to be of a later edition.
fn echoes_later_input(operation: &str, path: &str) -> bool {
    let Some(name) = operation.strip_prefix("record of ") else { return false };
    let Some(parameter) = path.strip_prefix("requestParameters.") else { return false };
    let mut operations = model::services(Edition::LATEST).iter().flat_map(|service| &service.operations);
    operations.any(|operation| {
        operation.name == name
            && operation
                .params()
                .any(|param| parameter.split('.').next() == Some(param.told) && param.since > Edition::Y2020)
    })
}

/// Returns whether a record's answer has a member that came to the answer later.
fn echoes_later_answer(operation: &str, path: &str) -> bool {
    let Some(name) = operation.strip_prefix("record of ") else { return false };
    let Some(answer) = path.strip_prefix("responseElements.") else { return false };
    let upper = |part: &str| [&part[..1].to_ascii_uppercase(), &part[1..]].concat();
    let answer = answer.split('.').map(upper).collect::<Vec<_>>().join(".");
    let of_kms =
        model::service("kms", Edition::LATEST).unwrap().operations.iter().any(|one| one.name == name);
    of_kms && LATER.iter().any(|line| is_about(line, &["kms ", name].concat(), &answer))
}

/// Returns whether a record of a re-encryption or of cryptography has something beside it, which only 2026 has.
fn is_beside(operation: &str, path: &str) -> bool {
    path == "additionalEventData" && operation != "record of RetireGrant"
}

#[test]
fn the_members_of_every_answer_are_those_of_its_edition() {
    let seen = seen();
    let mut wrong: Vec<_> = seen.wrong.iter().cloned().collect();
    let mut used = BTreeSet::new();
    let in_2020 = |operation: &str| seen.operations.contains(&(operation.to_owned(), Edition::Y2020));
    for ((operation, path), editions) in &seen.members {
        let first = *editions.first().unwrap();
        let named_before = NAMED_BEFORE.iter().any(|name| operation.ends_with(name));
        let lines = LATER.iter().filter(|(_, member, _)| !(named_before && member.ends_with(".keyId")));
        let declared = lines.clone().find(|line| is_about(line, operation, path));
        used.extend(declared.and_then(|line| LATER.iter().position(|known| known == line)));
        let declared = declared.is_some()
            || is_beside(operation, path)
            || echoes_later_input(operation, path)
            || echoes_later_answer(operation, path);
        match (first, declared) {
            (Edition::Y2020, true) => {
                wrong.push([operation, " ", path, " is of 2026, and is in 2020"].concat());
            }
            (Edition::Y2026, false) if in_2020(operation) => {
                wrong.push(
                    [operation, " ", path, " is in 2026 only: declare it in LATER, or show it in 2020"]
                        .concat(),
                );
            }
            _ => {}
        }
        if !editions.contains(&Edition::LATEST) && !path.ends_with(RENAMED) {
            wrong.push([operation, " ", path, " is in 2020 only"].concat());
        }
    }
    let stale = LATER.iter().enumerate().filter(|(at, _)| !used.contains(at));
    wrong.extend(stale.map(|(_, (service, member, _))| [service, " ", member, ": never seen"].concat()));
    for edition in Edition::ALL {
        for service in ["kms", "rds", "iam", "sts", "cloudtrail"] {
            for operation in &model::service(service, edition).unwrap().operations {
                let name = [service, " ", operation.name].concat();
                if !seen.operations.contains(&(name.clone(), edition)) {
                    wrong.push(
                        [&name, " is never asked for in ", edition.name(), ": add it to members/corpus.txt"]
                            .concat(),
                    );
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let table = seen.table();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/members/table.txt");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap_or_default(),
        table,
        "run with UPDATE_EXPECT=1 and read the difference"
    );
}

/// Each service with its operations, and the errors that all of them can have, whose models don't repeat them.
fn services() -> [(&'static str, &'static Group, &'static [&'static str]); 5] {
    let json: &[_] = &["AccessDeniedException", "SerializationException", "ValidationException"];
    let query: &[_] = &[
        "AccessDenied",
        "InternalFailure",
        "InvalidParameterCombination",
        "InvalidParameterValue",
        "ValidationError",
        "ValidationException",
    ];
    [
        ("cloudtrail", TrailOp::GROUP, json),
        ("iam", IamOp::GROUP, query),
        ("kms", KmsOp::GROUP, json),
        ("rds", RdsOp::GROUP, query),
        ("sts", StsOp::GROUP, query),
    ]
}

/// What AWS KMS lists when it refuses another value. Whatever the value, a member that isn't modelled at all is refused.
#[test]
fn members_of_kms_take_the_values_that_the_model_of_the_api_lists() {
    for edition in Edition::ALL {
        let shapes = Shapes::of(edition);
        for declaration in KmsOp::GROUP.declarations().filter(|operation| operation.since <= edition) {
            for member in declaration.members().into_iter().filter(|member| member.since <= edition) {
                let listed = shapes.values("kms", declaration.name, member.name);
                if member.fate != Fate::Refused || !member.modelled.is_empty() {
                    assert_eq!(
                        member.choices(edition),
                        listed,
                        "{} {} {edition:?}",
                        declaration.name,
                        member.name
                    );
                }
            }
        }
    }
}

/// That the operations answer no others is checked in their own tests.
#[test]
fn every_declared_error_is_one_that_the_operation_names_or_that_all_have() {
    let known = Edition::ALL.map(Shapes::of);
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for (service, group, common) in services() {
        for declaration in group.declarations() {
            let (operation, errors) = (declaration.name, declaration.errors.iter().map(|code| code.name()));
            for code in errors.filter(|code| !common.contains(code)) {
                let beside = BESIDE.iter().position(|(of, name, _)| (*of, *name) == (operation, code));
                used.extend(beside);
                let has = |errors: &[&str]| errors.contains(&code);
                let named = known.iter().any(|shapes| shapes.errors(service, operation).is_some_and(has));
                match (named, beside) {
                    (false, None) => wrong.push(format!("{service} {operation} does not answer {code}")),
                    (true, Some(_)) => wrong.push(format!("{operation} names {code}")),
                    _ => {}
                }
            }
        }
    }
    let stale = BESIDE.iter().enumerate().filter(|(at, _)| !used.contains(at));
    wrong.extend(stale.map(|(_, (operation, code, _))| format!("{operation} {code}: not declared")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
