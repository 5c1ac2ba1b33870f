//! The report as JSON, for programs. Its schema is published with the page (`web/static/report.schema.json`).

use playground_aws::json::{self, Object, Value};
use playground_core::kms::action::Action;

use super::{All, replaced, table};
use crate::access::Access;
use crate::depends::{Loss, Without};
use crate::detail::{Detail, Details};
use crate::rows::keys;

/// The schema's name.
const SCHEMA: &str = "report.schema.json";

/// The report as JSON.
pub(super) fn text(all: &All<'_>, details: &mut Details<'_>) -> String {
    let rows = table(all, details);
    let mut rows = rows.into_iter();
    let names: Vec<String> = rows.next().unwrap_or_default().iter().map(|name| camel(name)).collect();
    let resources = rows.map(|row| {
        let cells = names.iter().cloned().zip(row.into_iter().map(Value::String));
        Value::Object(cells.collect())
    });
    let found = all.found.iter().map(|finding| {
        let mut object = Object::new();
        object
            .text("severity", finding.kind.severity().name())
            .text("kind", finding.kind.name())
            .text("rule", finding.kind.rule().name())
            .text("arn", finding.about.as_str())
            .text("finding", &finding.what)
            .text("wayOut", finding.way_out());
        object.done()
    });
    let read = all.files.iter().map(|file| {
        let mut object = Object::new();
        let problems = file.unread(all.estate).map(|problem| {
            let mut object = Object::new();
            object.text("place", &problem.place).text("message", &problem.message);
            object.done()
        });
        let counts = file.found.iter().map(|(what, count)| ((*what).to_owned(), number(*count))).collect();
        object
            .text("name", &file.name)
            .with("found", Value::Object(counts))
            .with("problems", Value::Array(problems.collect()));
        object.done()
    });
    let clusters = all.estate.clusters.iter().filter(|cluster| cluster.is_aurora());
    let clusters: Vec<Value> = clusters.map(|cluster| of_cluster(&details.cluster(cluster))).collect();
    let accounts = all.depends.accounts().into_iter().map(|account| {
        let loss = all.depends.without(&Without::Account(account.clone()));
        Object::new().text("account", &account).with("withoutIt", of_loss(&loss)).done()
    });
    let keys = keys(all.estate).into_iter().map(|key| {
        let loss = all.depends.without(&Without::Key(key.arn.as_str().into()));
        let mut object = Object::new();
        object
            .text("arn", key.arn.as_str())
            .text("name", &key.name)
            .text("state", &key.state)
            .text("rotation", key.rotation)
            .text("lostWithoutIt", &key.lost)
            .with("access", of_access(&details.access(&key.arn)))
            .with("withoutIt", of_loss(&loss));
        object.done()
    });
    let mut object = Object::new();
    object
        .text("$schema", SCHEMA)
        .text("format", "aurora-encryption-playground/report")
        .int("version", 1)
        .with("findings", Value::Array(found.collect()))
        .with("keys", Value::Array(keys.collect()))
        .with("clusters", Value::Array(clusters))
        .with("accounts", Value::Array(accounts.collect()))
        .with("resources", Value::Array(resources.collect()))
        .with("replacements", replaced::json(all.estate))
        .with("files", Value::Array(read.collect()));
    json::pretty(&object.done()) + "\n"
}

fn of_cluster(detail: &Detail) -> Value {
    let parts = detail.parts.iter().map(|part| {
        let mut object = Object::new();
        object
            .text("type", part.kind)
            .text("arn", part.arn.as_str())
            .text("encryption", part.encryption)
            .text("key", &part.key)
            .text("keyState", &part.key_state)
            .text("sharedWith", &part.shared);
        object.done()
    });
    let mut object = Object::new();
    object
        .text("arn", detail.arn.as_str())
        .text("encryption", detail.encryption)
        .text("key", &detail.key)
        .text("keyOf", &detail.whose)
        .text("keyState", &detail.key_state)
        .text("rotation", &detail.rotation)
        .text("backups", &detail.backups)
        .with("parts", Value::Array(parts.collect()));
    object.done()
}

/// Who may do what, by what. A way that can't be told has the reason as `doubt`.
fn of_access(access: &Access) -> Value {
    let names = |actions: &[Action]| Value::strings(actions.iter().map(|action| action.name().to_owned()));
    let ways = access.ways.iter().map(|way| {
        let mut object = Object::new();
        object
            .text("who", &way.who)
            .text("by", &way.by)
            .with("uses", names(&way.uses))
            .with("administers", names(&way.administers))
            .maybe("doubt", way.doubt.as_ref().map(|doubt| Value::String(doubt.to_string())));
        object.done()
    });
    let mut object = Object::new();
    object.with("ways", Value::Array(ways.collect())).with(
        "unknown",
        Value::strings(access.unknown.iter().cloned().chain(access.grants.map(String::from))),
    );
    object.done()
}

fn of_loss(loss: &Loss) -> Value {
    let helps = loss.helps.iter().map(|help| {
        let mut object = Object::new();
        object
            .text("what", &help.what)
            .maybe("command", help.command.clone().map(Value::String))
            .text("lastDay", &help.until.words());
        object.done()
    });
    let rows = loss.rows.iter().map(|row| {
        let mut object = Object::new();
        object
            .text("type", row.kind)
            .text("arn", row.arn.as_str())
            .text("of", &row.of)
            .text("why", &row.why)
            .text("whatHelps", &row.help.what)
            .text("lastDay", &row.help.until.words())
            .with("staysReadable", Value::strings(row.kept.iter().cloned()));
        object.done()
    });
    let mut object = Object::new();
    object.with("helps", Value::Array(helps.collect())).with("dependents", Value::Array(rows.collect()));
    object.done()
}

fn number(number: usize) -> Value {
    Value::uint(number as u64)
}

/// `key state` as a member's name: `keyState`.
fn camel(name: &str) -> String {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default().to_ascii_lowercase();
    let rest = words.map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        [&*first.to_ascii_uppercase(), rest].concat()
    });
    first + &rest.collect::<String>()
}
