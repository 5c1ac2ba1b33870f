//! CloudTrail's records beside AWS's published samples, whose members are in `trail/samples.txt`: each record has those of
//! its sample, in the same forms, and no others but for what is said there with a reason. And what RDS has no sample for: a
//! record's answer is the one that the caller got, under CloudTrail's names.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::collections::{BTreeMap, BTreeSet};

use playground_aws::json::{self, Value};
use playground_aws::record;
use playground_core::edition::Edition;
use playground_core::env::Time;
use playground_session::Session;

const SAMPLES: &str = include_str!("../trail/samples.txt");

/// Members by path, with their form.
type Members = BTreeMap<String, &'static str>;

const FORMS: [&str; 10] =
    ["text", "flag", "integer", "uuid", "time", "date", "map", "list", "object", "null"];

/// A sample as it holds in one edition.
struct Sample {
    edition: Edition,
    operation: &'static str,
    runs: Vec<&'static str>,
    members: Members,
    /// Paths that ours has besides, and paths that it has not.
    besides: Vec<&'static str>,
    without: Vec<&'static str>,
}

impl Sample {
    /// Takes a line of what follows a sample's first.
    fn take(&mut self, line: &'static str, envelopes: &BTreeMap<&str, Members>) {
        let (first, rest) = line.split_once(' ').unwrap();
        match first {
            "run" => self.runs.push(rest),
            "has" => self.members.extend(envelopes[rest].clone()),
            "+" | "-" => {
                let (paths, reason) = rest.split_once(": ").unwrap();
                assert!(!reason.is_empty());
                let into = if first == "+" { &mut self.besides } else { &mut self.without };
                into.extend(paths.split(' '));
            }
            path => _ = self.members.insert(path.into(), form(rest)),
        }
    }

    /// What differs.
    fn compare(&self, ours: &Members) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut used = BTreeSet::new();
        let mut said = |listed: &[&'static str], path: &str| {
            let fits = |known: &&&str| {
                known.strip_suffix('*').map_or(path == **known, |begin| path.starts_with(begin))
            };
            let found = listed.iter().find(fits);
            used.extend(found.copied());
            found.is_some()
        };
        for (path, form) in ours {
            match self.members.get(path) {
                Some(known) if known == form => {}
                _ if said(&self.besides, path) => {}
                Some(known) => wrong.push(format!("{path} is {form}, and {known} in the sample")),
                None => wrong.push(format!("{path} ({form}) is not in the sample")),
            }
        }
        for path in self.members.keys().filter(|path| !ours.contains_key(*path)) {
            if !said(&self.without, path) {
                wrong.push(format!("{path} is missing"));
            }
        }
        let listed = self.besides.iter().chain(&self.without);
        wrong.extend(
            listed.filter(|path| !used.contains(*path)).map(|path| format!("{path} does not differ")),
        );
        let about = [self.edition.name(), " ", self.operation, ": "].concat();
        wrong.into_iter().map(|what| about.clone() + &what).collect()
    }
}

fn form(name: &'static str) -> &'static str {
    assert!(FORMS.contains(&name), "{name} is no form");
    name
}

/// The samples, each once for every edition that it speaks for.
fn samples() -> Vec<Sample> {
    let mut envelopes: BTreeMap<&str, Members> = BTreeMap::new();
    let mut samples: Vec<Sample> = Vec::new();
    let mut current: Vec<Edition> = Vec::new();
    let mut envelope = None;
    for line in SAMPLES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some(inside) = line.strip_prefix("  ") else {
            envelope = line.strip_prefix("envelope ");
            let mut words = line.split(' ');
            let names: Vec<_> = words.by_ref().take_while(|word| word.starts_with("20")).collect();
            let operation = line.split(' ').nth(names.len());
            current = Edition::ALL.into_iter().filter(|edition| names.contains(&edition.name())).collect();
            for edition in current.iter().copied() {
                let (runs, members) = (Vec::new(), Members::new());
                let operation = operation.unwrap();
                samples.push(Sample {
                    edition,
                    operation,
                    runs,
                    members,
                    besides: Vec::new(),
                    without: Vec::new(),
                });
            }
            continue;
        };
        if let Some(name) = envelope {
            let (path, of) = inside.split_once(' ').unwrap();
            envelopes.entry(name).or_default().insert(path.into(), form(of));
            continue;
        }
        let only = Edition::ALL.into_iter().find_map(|edition| {
            inside
                .strip_prefix(edition.name())
                .and_then(|line| line.strip_prefix(' '))
                .map(|line| (edition, line))
        });
        let count = samples.len() - current.len();
        for sample in samples.iter_mut().skip(count) {
            match only {
                Some((edition, line)) if edition == sample.edition => sample.take(line, &envelopes),
                Some(_) => {}
                None => sample.take(inside, &envelopes),
            }
        }
    }
    samples
}

/// Members whose names are the caller's own.
const MAPS: [&str; 5] = [
    "encryptionContext",
    "encryptionContextSubset",
    "encryptionContextEquals",
    "sourceEncryptionContext",
    "destinationEncryptionContext",
];

/// The members of a record, by path.
fn members(path: &str, value: &Value, out: &mut Members) {
    let name = path.rsplit('.').next().unwrap_or_default();
    let mut put = |form| _ = out.insert(path.to_owned(), form);
    match value {
        Value::Object(_) if MAPS.contains(&name) => put("map"),
        Value::Object(inside) if inside.is_empty() => put("object"),
        Value::Object(inside) => {
            for (name, value) in inside {
                let path = if path.is_empty() { name.clone() } else { [path, ".", name].concat() };
                members(&path, value, out);
            }
        }
        Value::Array(items) if items.is_empty() => put("list"),
        Value::Array(items) => items.iter().for_each(|item| members(&[path, "[]"].concat(), item, out)),
        Value::Null => put("null"),
        Value::Bool(_) => put("flag"),
        Value::Number(_) => put("integer"),
        Value::String(text) => put(form_of(text)),
    }
}

fn form_of(text: &str) -> &'static str {
    let parts: Vec<_> = text.split('-').map(str::len).collect();
    let hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    if Time::parse(text).is_some() {
        "time"
    } else if is_date(text) {
        "date"
    } else if parts == [8, 4, 4, 4, 12] && text.chars().all(hex) {
        "uuid"
    } else {
        "text"
    }
}

/// `Jun 30, 2020 2:34:07 AM`, or with a comma after the year.
fn is_date(text: &str) -> bool {
    let words: Vec<_> = text.split(' ').collect();
    let [month, day, _, clock, half] = *words else { return false };
    month.len() == 3 && day.ends_with(',') && clock.split(':').count() == 3 && matches!(half, "AM" | "PM")
}

fn session(edition: Edition) -> Session {
    let mut session = Session::new(Session::seed_of("samples"), edition);
    session.run("KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)");
    session
}

/// The last record of an operation.
fn last(session: &Session, operation: &str) -> Value {
    let world = session.world();
    let event = world.trail.values().rev().find(|event| event.call.name == operation);
    record(world.edition, event.unwrap())
}

#[test]
fn records_have_the_members_of_their_samples() {
    let mut wrong = Vec::new();
    for sample in samples() {
        let mut session = session(sample.edition);
        sample.runs.iter().for_each(|line| drop(session.run(line)));
        let mut ours = Members::new();
        members("", &last(&session, sample.operation), &mut ours);
        // A key's id is a UUID, too.
        for (path, form) in &mut ours {
            if sample.members.get(path) == Some(&"text") && *form == "uuid" {
                *form = "text";
            }
        }
        wrong.extend(sample.compare(&ours));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_member_more_or_less_or_of_another_form_is_found() {
    let samples = samples();
    let sample = samples.iter().find(|sample| sample.operation == "Decrypt").unwrap();
    assert_eq!(sample.compare(&sample.members), Vec::<String>::new());
    let mut other = sample.members.clone();
    other.remove("requestID");
    other.insert("apiVersion".into(), "text");
    other.insert("readOnly".into(), "text");
    let found = sample.compare(&other).join("\n");
    for what in ["requestID is missing", "apiVersion (text) is not in", "readOnly is text, and flag"] {
        assert!(found.contains(what), "{found}");
    }
    assert!(samples.iter().filter(|sample| sample.edition == Edition::Y2020).count() >= 30);
}

/// An answer as CloudTrail would write it, read from what the CLI printed: a reading of its own.
fn expected(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let lower = |name: &str| [&name[..1].to_lowercase(), &name[1..]].concat();
            Value::Object(members.iter().map(|(name, value)| (lower(name), expected(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(expected).collect()),
        Value::String(text) if text.ends_with("+00:00") => Value::string("a date"),
        other => other.clone(),
    }
}

fn without_dates(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(members.into_iter().map(|(name, value)| (name, without_dates(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_dates).collect()),
        Value::String(text) if is_date(&text) => Value::string("a date"),
        other => other,
    }
}

#[test]
fn the_answer_of_a_record_of_rds_is_the_one_that_was_printed() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    for edition in Edition::ALL {
        let mut session = session(edition);
        let mut compared = 0;
        for line in [
            "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --master-username u --master-user-password hunter2hunter2 --storage-encrypted --kms-key-id $KEY --tags Key=team,Value=orders",
            "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier c --engine aurora-mysql --db-instance-class db.r5.large",
            "aws rds wait db-instance-available --db-instance-identifier i",
            "aws rds modify-db-cluster --db-cluster-identifier c --backup-retention-period 3",
            "playground wait 15m",
            "aws rds create-db-cluster-snapshot --db-cluster-identifier c --db-cluster-snapshot-identifier s",
            "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
            "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s --attribute-name restore --values-to-add 444455556666",
            "aws rds restore-db-cluster-from-snapshot --db-cluster-identifier r --snapshot-identifier s --engine aurora-mysql",
            "playground wait 15m",
            "aws rds create-global-cluster --global-cluster-identifier g --source-db-cluster-identifier arn:aws:rds:us-east-1:111122223333:cluster:r",
            "aws rds add-tags-to-resource --resource-name arn:aws:rds:us-east-1:111122223333:cluster:c --tags Key=a,Value=b",
            "aws rds reboot-db-instance --db-instance-identifier i",
            "aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier s",
        ] {
            let id = *session.run(line).last().unwrap();
            let entry = session.timeline().record(id).unwrap();
            assert!(entry.done(), "{edition:?} {line}\n{}", entry.stderr);
            let printed = json::parse(&entry.stdout).unwrap_or(Value::Null);
            let world = session.world();
            let event =
                world.trail.values().rev().find(|event| event.call.service.source() == "rds.amazonaws.com");
            let record = record(world.edition, event.unwrap());
            if line.contains(" wait ") {
                continue;
            }
            let inner = printed.as_object().and_then(|members| members.first()).map(|(_, value)| value);
            let wanted = inner.map_or(Value::Null, expected);
            let answer = without_dates(record.get("responseElements").unwrap().clone());
            assert_eq!(answer, wanted, "{edition:?} {line}");
            compared += usize::from(!wanted.is_null());
        }
        assert_eq!(compared, 9);
        // What only reads answers nothing, nor does what was refused.
        session.run("aws rds describe-db-clusters");
        assert_eq!(last(&session, "DescribeDBClusters").get("responseElements"), Some(&Value::Null));
        session.run("aws rds delete-db-cluster --db-cluster-identifier c --skip-final-snapshot");
        assert_eq!(last(&session, "DeleteDBCluster").get("responseElements"), Some(&Value::Null));
    }
}

#[test]
fn an_answer_stays_as_it_was() {
    let mut session = session(Edition::Y2026);
    let created = |session: &Session| {
        let record = last(session, "CreateDBCluster");
        record.get("responseElements").unwrap().clone()
    };
    session.run("aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --master-username u --master-user-password hunter2hunter2");
    let then = created(&session);
    assert_eq!(then.get("status"), Some(&Value::string("creating")));
    session.run("playground wait 2d");
    session.run("aws rds delete-db-cluster --db-cluster-identifier c --skip-final-snapshot");
    session.run("playground wait 1d");
    assert_eq!(created(&session), then);
}

#[test]
fn one_call_in_two_trails_has_one_shared_id_and_one_request() {
    for edition in Edition::ALL {
        let mut session = session(edition);
        session.run("aws kms put-key-policy --key-id $KEY --policy '{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::111122223333:root\",\"arn:aws:iam::444455556666:root\"]},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}'");
        session.run("aws kms encrypt --profile partner --plaintext aGVsbG8= --key-id arn:aws:kms:us-east-1:111122223333:key/$KEY");
        let world = session.world();
        let of_encrypt = world.trail.values().filter(|event| event.call.name == "Encrypt");
        let records: Vec<_> = of_encrypt.map(|event| record(edition, event)).collect();
        let of = |member: &str| {
            records.iter().map(|record| record.get(member).unwrap().clone()).collect::<Vec<_>>()
        };
        assert_eq!(of("recipientAccountId"), [Value::string("111122223333"), Value::string("444455556666")]);
        for (member, same) in [("sharedEventID", true), ("requestID", true), ("eventID", false)] {
            let values = of(member);
            assert_eq!(values[0] == values[1], same, "{member} {values:?}");
        }
        assert_ne!(of("sharedEventID"), of("requestID"));
        assert!(last(&session, "PutKeyPolicy").get("sharedEventID").is_none());
    }
}

#[test]
fn events_are_found_by_the_access_key() {
    let mut session = session(Edition::Y2020);
    session.run("aws kms list-keys --profile dev");
    let id = *session
        .run("aws cloudtrail lookup-events --query 'Events[].[AccessKeyId,Username]' --output text")
        .last()
        .unwrap();
    let all = session.timeline().record(id).unwrap().stdout.to_string();
    let mut seen: Vec<(&str, &str)> = all.lines().filter_map(|line| line.split_once('\t')).collect();
    seen.dedup();
    assert_eq!(seen.iter().map(|(_, user)| *user).collect::<Vec<_>>(), ["dev", "admin"]);
    assert_ne!(seen[0].0, seen[1].0);
    for (key, user) in seen {
        assert!(key.starts_with("AKIA") && key.len() == 20, "{key}");
        let line = format!(
            "aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue={key} --query 'Events[].Username' --output text"
        );
        let id = *session.run(&line).last().unwrap();
        assert_eq!(session.timeline().record(id).unwrap().stdout.trim(), user);
    }
}

#[test]
fn the_event_history_goes_back_90_days() {
    let mut session = session(Edition::Y2026);
    for (line, events) in [("playground wait 89d", "1"), ("playground wait 1d", "0")] {
        session.run(line);
        let id = *session
            .run("aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateKey --start-time 2020-01-01T00:00:00Z --query 'length(Events)'")
            .last()
            .unwrap();
        assert_eq!(session.timeline().record(id).unwrap().stdout.trim(), events, "after {line}");
    }
}

#[test]
fn no_record_holds_a_secret() {
    let (blob, key) = ("CiphertextBlob", "Plaintext");
    for edition in Edition::ALL {
        let mut session = session(edition);
        let secrets: Vec<String> = [
            ("aws kms encrypt --key-id $KEY --plaintext aGVsbG8gaGVsbG8=", blob),
            ("aws kms generate-data-key --key-id $KEY --key-spec AES_256", blob),
            ("aws kms generate-data-key --key-id $KEY --key-spec AES_256", key),
            ("aws kms generate-random --number-of-bytes 32", key),
            (
                "aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/dev --operations Decrypt",
                "GrantToken",
            ),
        ]
        .map(|(line, member)| {
            let id = *session.run(line).last().unwrap();
            let answer = json::parse(&session.timeline().record(id).unwrap().stdout).unwrap();
            answer.get(member).and_then(Value::as_str).unwrap().to_owned()
        })
        .to_vec();
        session.run(&["aws kms decrypt --ciphertext-blob ", &secrets[0]].concat());
        session.run("aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --master-username u --master-user-password hunter2hunter2");
        let world = session.world();
        let all: String = world.trail.values().map(|event| json::compact(&record(edition, event))).collect();
        assert!(all.contains("GenerateDataKey") && all.contains("masterUserPassword"));
        for secret in secrets.iter().map(String::as_str).chain(["aGVsbG8gaGVsbG8=", "hunter2"]) {
            assert!(!all.contains(secret), "{secret}");
        }
    }
}

#[test]
fn more_records_than_an_answer_may_have_are_refused_in_a_sentence() {
    let mut session = session(Edition::Y2026);
    let policy = format!(
        "{{\"Statement\":[{{\"Sid\":\"{}\",\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"arn:aws:iam::111122223333:root\"}},\"Action\":\"kms:*\",\"Resource\":\"*\"}}]}}",
        "a".repeat(30_000)
    );
    // Such a record has the policy twice: it was given, and answered.
    for _ in 0..28 {
        session.run("MRK=$(aws kms create-key --multi-region --query KeyMetadata.KeyId --output text)");
        session.run(&format!(
            "aws kms replicate-key --key-id $MRK --replica-region eu-west-1 --policy '{policy}'"
        ));
    }
    let mut ask = |most: usize| {
        let line = format!(
            "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=ReplicateKey --max-items {most} --query 'length(Events)'"
        );
        let id = *session.run(&line).last().unwrap();
        let entry = session.timeline().record(id).unwrap();
        (entry.stdout.to_string(), entry.stderr.to_string())
    };
    assert_eq!(ask(20).0, "20\n");
    let (stdout, stderr) = ask(28);
    assert_eq!(stdout, "");
    assert!(stderr.contains("longer than 2 MiB") && stderr.contains("--max-items"), "{stderr}");
}
