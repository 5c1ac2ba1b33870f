//! Explains the errors that a database client gets, and what to do about them. The engine's errors are
//! recognised by their reasons, and those of a connection by the state of the cluster that did not answer.

use playground_aws::sql::{SCHEMA, TABLES};
use playground_core::database::answer::{Missing, SqlError, SqlReason};
use playground_core::database::{File, PageId};
use playground_core::ids::ClusterArn;
use playground_core::ops::Operation;
use playground_core::ops::rds::describe_db_clusters::DescribeDBClusters;
use playground_core::ops::rds::filters::Filters;
use playground_core::ops::rds::paging::Paging;
use playground_core::ops::sql::SqlOp;
use playground_core::ops::sql::client::Sql;
use playground_core::rds::cluster::Cluster;
use playground_core::rds::instance::Instance;
use playground_core::rds::lifecycle::{ClusterOp, ClusterStatus, InstanceOp};
use playground_core::refusal::Refusal;
use playground_core::refusal::client::ClientRefusal;
use playground_core::storage::image::PageFault;

use playground_plan::{
    Candidate, Choice, Question, Step, Way, from_backup, pause, promote, recovered, tried,
};

use super::why::{GRANT_REVOKED, called, days_left, is_without_grant, key_is_gone};
use crate::entry::{Refused, SqlRun};

/// Statements of other engines, and what to use here instead.
const STATEMENTS: [(&str, &str); 8] = [
    ("SHOW TABLES", "`.tables` lists the tables."),
    ("SHOW CREATE", "`.schema` shows how the tables were created."),
    ("DESCRIBE", "`.schema` shows how the tables were created."),
    ("DESC", "`.schema` shows how the tables were created."),
    ("TRUNCATE", "`DELETE FROM` a table without `WHERE` empties it."),
    ("SHOW DATABASES", ONE_DATABASE),
    ("CREATE DATABASE", ONE_DATABASE),
    ("USE", ONE_DATABASE),
];
const ONE_DATABASE: &str = "Here, a cluster has one database, and you can't create another.";
/// Keywords of other engines.
const WORDS: [(&str, &str); 2] = [
    ("AUTO_INCREMENT", "A column `INTEGER PRIMARY KEY` numbers its rows itself."),
    ("NOW()", "Use `datetime('now')` for the time."),
];

/// Explains the error; `None` if its message says all there is to say.
pub(super) fn why(names: &Question<'_>, refused: &Refused, run: Option<&SqlRun>) -> Option<String> {
    let Some(run) = run else { return Some(nobody(names)) };
    if lost(refused) {
        let parts = [
            "The instance `",
            run.instance.as_str(),
            "` stopped in the middle of the script. What was committed before is in the storage. An unfinished transaction is \
             rolled back from the journal when the next client connects: nobody is ever shown half of it.",
        ];
        return Some(parts.concat());
    }
    if let Some((page, fault)) = &run.fault {
        return Some(page_that_does_not_open(*page, fault));
    }
    run.answer.error.as_ref().and_then(|error| engine(names, run, error))
}

/// Returns whether the connection broke off, which gives the client an error that does not come from the
/// engine.
fn lost(refused: &Refused) -> bool {
    let Some(Refusal::Client(why)) = &refused.refusal else { return false };
    matches!(**why, ClientRefusal::Lost { .. })
}

fn page_name(page: PageId) -> String {
    let file = match page.file {
        File::Database => "",
        File::Journal => " of the rollback journal",
        File::ErrorLog => " of the error log",
        File::GeneralLog => " of the general log",
    };
    ["page ", &page.number.to_string(), file].concat()
}

fn page_that_does_not_open(page: PageId, fault: &PageFault) -> String {
    let name = page_name(page);
    let what = match fault {
        PageFault::Corrupt => {
            ["The authentication tag of ", &name, " doesn't match: its bytes were changed on disk."]
                .concat()
        }
        PageFault::Swapped(other) => [
            "In the place of ",
            &name,
            " is ",
            &page_name(*other),
            ". Its bytes are intact, but the authentication tag also covers a page's place.",
        ]
        .concat(),
        PageFault::OtherVersion { found, expected } => [
            "In the place of ",
            &name,
            " is its version ",
            &found.to_string(),
            ", but version ",
            &expected.to_string(),
            " is the latest. The old page's tag matches, but the storage knows which version was written last.",
        ]
        .concat(),
        PageFault::NoKey(_) => {
            ["The host has no data key for ", &name, ": another volume encrypted it."].concat()
        }
        PageFault::Foreign(_) => ["What is in the place of ", &name, " was encrypted by another volume."].concat(),
        PageFault::NotSealed => {
            ["What is in the place of ", &name, " is unencrypted, but every page of this volume is encrypted."]
                .concat()
        }
        PageFault::Missing => ["There is nothing in the place of ", &name, "."].concat(),
    };
    [&what, " AES-256-GCM then returns nothing, so the client got an error instead of wrong rows."].concat()
}

fn engine(names: &Question<'_>, run: &SqlRun, error: &SqlError) -> Option<String> {
    let text = match error.reason() {
        SqlReason::ReadOnly => return Some(read_only(names, run)),
        SqlReason::Duplicate => {
            "There's already a row with this value, and the table allows only one. Nothing of the statement was kept."
        }
        SqlReason::NotNull => {
            "The column must have a value, but the statement gives it none. Nothing of the statement was kept."
        }
        SqlReason::ForeignKey => {
            "The row refers to one that doesn't exist, or others refer to it. Nothing of the statement was kept."
        }
        SqlReason::Constraint => {
            "The row doesn't meet one of the table's conditions. Nothing of the statement was kept."
        }
        SqlReason::Missing(missing) => return Some(statement(names, error, Some(missing))),
        SqlReason::Statement => return Some(statement(names, error, None)),
        SqlReason::Damaged if !run.encrypted => {
            "A page doesn't have the form that the engine expects, and the engine noticed. Without an authentication tag that's \
             luck: nobody notices a change that keeps the form."
        }
        SqlReason::Damaged
        | SqlReason::Interrupted
        | SqlReason::Full
        | SqlReason::Memory
        | SqlReason::TooBig
        | SqlReason::Other => return None,
    };
    Some(String::from(text))
}

fn read_only(names: &Question<'_>, run: &SqlRun) -> String {
    let source = names.cluster().and_then(|cluster| cluster.replication_source.as_ref());
    if let Some(source) = source {
        let parts = [
            "`",
            run.cluster.id.as_str(),
            "` is a read replica: its data comes only from its source, `",
            source.id.as_str(),
            "` in `",
            source.region.as_str(),
            "`.",
        ];
        return parts.concat();
    }
    let parts = [
        "The endpoint led to `",
        run.instance.as_str(),
        "`, a reader. All instances of a cluster read its storage, but only one writes to it.",
    ];
    parts.concat()
}

/// Explains a statement that the engine does not understand, or that names something that does not exist.
fn statement(names: &Question<'_>, error: &SqlError, missing: Option<Missing>) -> String {
    const ENGINE: &str = "The engine is SQLite, standing in for Aurora's, and it takes SQLite's SQL. ";
    let text = error.statement.to_ascii_uppercase();
    let statement = STATEMENTS.iter().find(|(word, _)| text.starts_with(word));
    if let Some((_, hint)) = statement.or_else(|| WORDS.iter().find(|(word, _)| text.contains(word))) {
        return [ENGINE, hint].concat();
    }
    String::from(match missing {
        Some(Missing::Table) if had_tables(names) => "This cluster's database has no table of this name.",
        Some(Missing::Table) => {
            "This cluster's database has no table of this name. Each cluster has its own database, which is empty at first."
        }
        Some(Missing::QuotedColumn) => "Double quotes are for names. Put text in single quotes: `'Ada'`.",
        Some(Missing::Column) => "No table in the statement has a column of this name.",
        None => ENGINE.trim_end(),
    })
}

/// Returns whether the database in question has or had tables: until the first one it has no page.
fn had_tables(names: &Question<'_>) -> bool {
    names.cluster().is_some_and(|cluster| cluster.volume.image().count_of(File::Database) > 0)
}

/// Explains why no instance answered.
fn nobody(names: &Question<'_>) -> String {
    let Some(cluster) = names.cluster() else {
        return String::from(
            "There's no cluster of this name in this account and Region, so the endpoint doesn't exist.",
        );
    };
    let name = cluster.arn.id.as_str();
    if cluster.status.is_inaccessible() {
        let key = cluster.encryption.key().map_or_else(String::new, |key| called(names, key));
        let left = days_left(names);
        let until = if cluster.status != ClusterStatus::Recoverable {
            String::new()
        } else if is_without_grant(names) {
            [" ", GRANT_REVOKED].concat()
        } else {
            [" It can be recovered ", &left, ": enable the key, then start the cluster."].concat()
        };
        let parts = [
            "`",
            name,
            "` lost access to ",
            &key,
            ". Its host no longer has the data key, so nothing can decrypt pages for a client. The encrypted pages are still there.",
            &until,
            if key_is_gone(names) {
                " The key is deleted: nothing under it can ever be read again."
            } else {
                ""
            },
        ];
        return parts.concat();
    }
    if cluster.members.is_empty() {
        let parts = [
            "`",
            name,
            "` has no instance: it's only storage. An endpoint leads to an instance; without one, it has no address.",
        ];
        return parts.concat();
    }
    String::from(if ClusterOp::Connect.takes().contains(&cluster.status) {
        "The instance behind the endpoint isn't available, and here no other takes its place on its own."
    } else {
        "In this status, the cluster's instances accept no connections."
    })
}

/// Lists what can be done about it.
pub(super) fn ways(names: &Question<'_>, refused: &Refused, run: Option<&SqlRun>) -> Vec<Way> {
    tried(names, choices(names, refused, run).unwrap_or_default())
}

fn choices(names: &Question<'_>, refused: &Refused, run: Option<&SqlRun>) -> Option<Vec<Choice>> {
    let Some(run) = run else {
        let saved = names.cluster().is_some_and(|cluster| cluster.status == ClusterStatus::Recoverable);
        let first = saved.then(|| recovered(names)).flatten();
        return Some(first.into_iter().chain(to_somebody(names)).collect());
    };
    if lost(refused) {
        let wait = names.await_instance(run.cluster.region, run.instance.clone());
        let look = client(names, &run.cluster, TABLES);
        let text = "Wait until it's back, and see what is there.";
        return Some(vec![vec![Candidate::new(text, vec![wait, look])]]);
    }
    let backup = || from_backup(names).map(|choice| vec![choice]);
    if run.fault.is_some() {
        return backup();
    }
    match run.answer.error.as_ref()?.reason() {
        SqlReason::ReadOnly => writable(names, names.cluster()?),
        SqlReason::Duplicate
        | SqlReason::NotNull
        | SqlReason::ForeignKey
        | SqlReason::Constraint
        | SqlReason::Missing(_)
        | SqlReason::Statement => {
            let look = client(names, &run.cluster, SCHEMA);
            let text = "See which tables there are, and what they allow.";
            Some(vec![vec![Candidate::new(text, vec![look])]])
        }
        SqlReason::Damaged => backup(),
        SqlReason::Interrupted
        | SqlReason::Full
        | SqlReason::Memory
        | SqlReason::TooBig
        | SqlReason::Other => None,
    }
}

/// The same script on an endpoint that may write.
fn writable(names: &Question<'_>, cluster: &Cluster) -> Option<Vec<Choice>> {
    let Operation::Sql(SqlOp::Sql(asked)) = &names.request.operation else { return None };
    let writes = Sql { endpoint: None, ..asked.clone() };
    let Some(source) = &cluster.replication_source else {
        let again = names.again_at(names.region(), Operation::Sql(writes.into()));
        return Some(vec![vec![Candidate::new("Use the writer endpoint.", vec![again])]]);
    };
    let there = Sql { cluster: source.id.clone(), ..writes.clone() };
    let at_source = names.again_at(source.region, Operation::Sql(there.into()));
    let again = names.again_at(names.region(), Operation::Sql(writes.into()));
    let promoted = vec![promote(names, &cluster.arn), names.await_cluster(&cluster.arn), again];
    Some(vec![
        vec![Candidate::new("Write to the source.", vec![at_source])],
        vec![Candidate::new("Or promote the replica to a cluster of its own.", promoted)],
    ])
}

/// What makes an instance answer.
fn to_somebody(names: &Question<'_>) -> Option<Choice> {
    let Some(cluster) = names.cluster() else {
        let list = DescribeDBClusters { id: None, filters: Filters::default(), paging: Paging::default() };
        let list = names.rds_step(names.region(), list).querying("DBClusters[].DBClusterIdentifier");
        return Some(vec![Candidate::new("See which clusters there are.", vec![list])]);
    };
    if cluster.status.is_inaccessible() {
        return from_backup(names);
    }
    let (arn, again) = (&cluster.arn, || names.again());
    if cluster.members.is_empty() {
        let new = names.free_instance(arn.region, arn.id.as_str())?;
        let create = names.add_instance(cluster, new.clone());
        let steps = vec![create, names.await_instance(arn.region, new), again()];
        return Some(vec![Candidate::new("Add an instance, and wait for it.", steps)]);
    }
    let up = |one: &Instance| InstanceOp::Connect.takes().contains(&one.status);
    let instances = cluster.members.iter().filter_map(|arn| names.world.instances.get(arn));
    let wait = || names.await_cluster(arn);
    let mut choice = vec![Candidate::new("Wait, then try again.", vec![wait(), again()])];
    for one in instances.filter(|one| !up(one)) {
        let steps = vec![names.await_instance(arn.region, one.arn.id.clone()), again()];
        choice.push(Candidate::new("Wait for the instance, then try again.", steps));
    }
    let started = vec![names.start(arn), wait(), again()];
    choice.push(Candidate::new("Start the cluster, and wait for it.", started));
    let stopped = vec![pause(names), names.start(arn), wait(), again()];
    choice.push(Candidate::new("Let it stop, then start it again.", stopped));
    Some(choice)
}

fn client(names: &Question<'_>, cluster: &ClusterArn, statements: &str) -> Step {
    let client = Sql { cluster: cluster.id.clone(), endpoint: None, script: Some(statements.into()) };
    names.step(cluster.region, Operation::Sql(client.into()))
}
