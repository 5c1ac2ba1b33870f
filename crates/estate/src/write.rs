//! An estate as text again: answers of the AWS CLI, as [`read`](crate::read()) takes them, with no more in them than was kept of
//! the files. So what is stored or shared is read by the same reader as everything else, with its limits and errors.
//!
//! Planned changes of Terraform are not written: they have not happened, and no world has them. Nor is what was said of snapshots
//! that no file describes. IAM: `iam`; keys, grants and aliases: `kms`.

mod iam;
mod kms;

use std::rc::Rc;

use playground_aws::json::{Object, Value, compact};
use playground_core::env::Time;

use crate::arn::Arn;
use crate::estate::{Backup, Cluster, Encryption, Estate, Global, Instance, Sharing, Snapshot};

/// How long a document gets, in bytes, before another one begins.
const LONG: usize = 64 << 10;

/// What one document is a list of.
#[derive(Clone, Copy)]
enum Part {
    Clusters,
    Instances,
    Snapshots,
    /// With whom snapshots are shared, which is an answer of its own.
    Attributes,
    Backups,
    Globals,
    Keys,
    Aliases,
    /// Users and roles.
    Identities,
    Groups,
    Policies,
    /// The accounts of which all of IAM was read.
    Whole,
}

const PARTS: [Part; 12] = [
    Part::Clusters,
    Part::Instances,
    Part::Snapshots,
    Part::Attributes,
    Part::Backups,
    Part::Globals,
    Part::Keys,
    Part::Aliases,
    Part::Identities,
    Part::Groups,
    Part::Policies,
    Part::Whole,
];

/// Writes an estate as JSON documents, one after the other, so that nobody waits for all of them at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Writer {
    part: usize,
    row: usize,
}

impl Writer {
    /// The next document, without line breaks; `None` after the last one.
    pub fn next(&mut self, estate: &Estate) -> Option<String> {
        let mut out = String::new();
        loop {
            let part = *PARTS.get(self.part)?;
            match row(estate, part, self.row) {
                Some(row) if out.len() < LONG => {
                    self.row += 1;
                    if row.is_null() {
                        continue;
                    }
                    if out.is_empty() {
                        out.extend(["{", before(part), "\"", name(part), "\":["]);
                    } else {
                        out.push(',');
                    }
                    out.push_str(&compact(&row));
                    continue;
                }
                Some(_) => {}
                None => *self = Self { part: self.part + 1, row: 0 },
            }
            if !out.is_empty() {
                out.push_str("]}");
                return Some(out);
            }
        }
    }
}

/// All of an estate as text, one document a line.
pub fn written(estate: &Estate) -> String {
    let (mut writer, mut out) = (Writer::default(), String::new());
    while let Some(document) = writer.next(estate) {
        out.extend([&document, "\n"]);
    }
    out
}

/// What stands before a part's list: IAM's is one answer, of which all else is left out.
const fn before(part: Part) -> &'static str {
    match part {
        Part::Clusters
        | Part::Instances
        | Part::Snapshots
        | Part::Attributes
        | Part::Backups
        | Part::Globals
        | Part::Keys
        | Part::Aliases
        | Part::Whole => "",
        Part::Identities => "\"IsTruncated\":true,",
        Part::Groups | Part::Policies => "\"IsTruncated\":true,\"RoleDetailList\":[],",
    }
}

/// The name of a part's list.
const fn name(part: Part) -> &'static str {
    match part {
        Part::Clusters => "DBClusters",
        Part::Instances => "DBInstances",
        Part::Snapshots => "DBClusterSnapshots",
        Part::Attributes => "DBClusterSnapshotAttributesResults",
        Part::Backups => "DBClusterAutomatedBackups",
        Part::Globals => "GlobalClusters",
        Part::Keys => "Keys",
        Part::Aliases => "Aliases",
        Part::Identities | Part::Whole => "RoleDetailList",
        Part::Groups => "GroupDetailList",
        Part::Policies => "Policies",
    }
}

/// What is said of a row of a part, which may be nothing: `null`. `None` behind the last.
fn row(estate: &Estate, part: Part, at: usize) -> Option<Value> {
    match part {
        Part::Clusters => estate.clusters.at(at).map(cluster),
        Part::Instances => estate.instances.at(at).map(instance),
        Part::Snapshots => estate.snapshots.at(at).map(snapshot),
        Part::Attributes => {
            let said = |one: &Snapshot| match &one.sharing {
                Some(sharing) => attributes(&one.arn, sharing),
                None => Value::Null,
            };
            estate.snapshots.at(at).map(said)
        }
        Part::Backups => estate.backups.at(at).map(backup),
        Part::Globals => estate.globals.at(at).map(global),
        Part::Keys => estate.keys.at(at).map(|one| Value::Array(kms::key(one, &estate.states))),
        Part::Aliases => estate.aliases.at(at).map(kms::alias),
        Part::Identities => estate.iam.identities.at(at).map(iam::identity),
        Part::Groups => estate.iam.groups.at(at).map(iam::identity),
        Part::Policies => estate.iam.managed.iter().nth(at).map(|(arn, policy)| iam::managed(arn, policy)),
        Part::Whole => estate.iam.whole.iter().nth(at).map(|account| iam::whole(&estate.iam, account)),
    }
}

/// An object in the making, whose members may be unknown.
struct Answer(Object);

impl Answer {
    fn of(name: &str, text: &str) -> Self {
        let mut object = Object::new();
        object.text(name, text);
        Self(object)
    }

    fn text(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        self.0.maybe(name, text.map(Value::string));
        self
    }

    /// A member by which the reader knows what the object is: there even if it is unknown.
    fn mark(&mut self, name: &str, value: Option<Value>) -> &mut Self {
        self.0.with(name, value.unwrap_or(Value::Null));
        self
    }

    fn number(&mut self, name: &str, number: Option<u64>) -> &mut Self {
        self.0.maybe(name, number.map(Value::uint));
        self
    }

    fn time(&mut self, name: &str, time: Option<Time>) -> &mut Self {
        self.0.maybe(name, time.map(|time| Value::string(time.to_string())));
        self
    }

    fn encryption(&mut self, of: &Encryption) -> &mut Self {
        match of {
            Encryption::Unknown => {}
            Encryption::Unencrypted => {
                self.0.text("StorageEncryptionType", "none");
            }
            Encryption::AwsOwned => {
                self.0.text("StorageEncryptionType", "sse-rds");
            }
            Encryption::Under(key) => {
                self.0.flag("StorageEncrypted", true);
                self.0.maybe("KmsKeyId", (!key.is_empty()).then(|| Value::string(&**key)));
            }
        }
        self
    }

    fn done(&mut self) -> Value {
        self.0.done()
    }
}

fn texts(of: &[Rc<str>]) -> Value {
    Value::strings(of.iter().map(ToString::to_string))
}

fn marked(text: Option<&Rc<str>>) -> Option<Value> {
    text.map(|text| Value::string(&**text))
}

fn cluster(of: &Cluster) -> Value {
    let Cluster {
        arn,
        engine,
        engine_mode,
        status,
        encryption,
        resource_id,
        created,
        retention,
        earliest,
        latest,
        source,
        replicas,
        version,
        storage_type,
        window,
        port,
        protected,
        writer,
    } = of;
    let mut out = Answer::of("DBClusterIdentifier", arn.name());
    out.text("DBClusterArn", Some(arn.as_str()));
    out.mark("Engine", marked(engine.as_ref())).text("EngineMode", engine_mode.as_deref());
    out.text("EngineVersion", version.as_deref()).text("Status", status.as_deref()).encryption(encryption);
    out.text("StorageType", storage_type.as_deref()).text("DbClusterResourceId", resource_id.as_deref());
    out.time("ClusterCreateTime", *created).number("BackupRetentionPeriod", *retention);
    out.time("EarliestRestorableTime", *earliest).time("LatestRestorableTime", *latest);
    out.text("PreferredBackupWindow", window.as_deref()).number("Port", *port);
    out.text("ReplicationSourceIdentifier", source.as_deref());
    out.0.maybe("ReadReplicaIdentifiers", (!replicas.is_empty()).then(|| texts(replicas)));
    out.0.maybe("DeletionProtection", protected.map(Value::Bool));
    let member = writer.as_deref().map(|writer| {
        let mut member = Object::new();
        member.text("DBInstanceIdentifier", writer).flag("IsClusterWriter", true);
        Value::Array(vec![member.done()])
    });
    out.0.maybe("DBClusterMembers", member);
    out.done()
}

fn instance(of: &Instance) -> Value {
    let Instance { arn, cluster, class, engine, status, key } = of;
    let mut out = Answer::of("DBInstanceIdentifier", arn.name());
    out.text("DBInstanceArn", Some(arn.as_str())).mark("DBInstanceClass", marked(class.as_ref()));
    out.text("DBClusterIdentifier", cluster.as_deref()).text("Engine", engine.as_deref());
    out.text("DBInstanceStatus", status.as_deref()).text("KmsKeyId", key.as_deref());
    out.done()
}

fn snapshot(of: &Snapshot) -> Value {
    let Snapshot {
        arn,
        cluster,
        kind,
        engine,
        version,
        status,
        encryption,
        created,
        resource_id,
        source,
        sharing: _, // an answer of its own
    } = of;
    let mut out = Answer::of("DBClusterSnapshotIdentifier", arn.name());
    out.text("DBClusterSnapshotArn", Some(arn.as_str())).text("DBClusterIdentifier", cluster.as_deref());
    out.text("SnapshotType", kind.as_deref()).mark("Engine", marked(engine.as_ref()));
    out.text("EngineVersion", version.as_deref()).text("Status", status.as_deref()).encryption(encryption);
    out.time("SnapshotCreateTime", *created).text("DbClusterResourceId", resource_id.as_deref());
    out.text("SourceDBClusterSnapshotArn", source.as_deref());
    out.done()
}

fn attributes(arn: &Arn, sharing: &Sharing) -> Value {
    let Sharing { public, accounts } = sharing;
    let with = public.then(|| String::from("all")).into_iter();
    let with = with.chain(accounts.iter().map(ToString::to_string));
    let mut restore = Object::new();
    restore.text("AttributeName", "restore").with("AttributeValues", Value::strings(with));
    let mut out = Answer::of("DBClusterSnapshotIdentifier", arn.as_str());
    out.0.with("DBClusterSnapshotAttributes", Value::Array(vec![restore.done()]));
    out.done()
}

fn backup(of: &Backup) -> Value {
    let Backup {
        arn,
        cluster,
        encryption,
        earliest,
        latest,
        retention,
        status,
        resource_id,
        engine,
        version,
    } = of;
    let named = cluster.as_ref().unwrap_or(arn);
    let mut out = Answer::of("DBClusterIdentifier", named.name());
    out.text("DBClusterAutomatedBackupsArn", Some(arn.as_str()));
    out.text("DBClusterArn", cluster.as_ref().map(Arn::as_str)).encryption(encryption);
    let mut window = Answer(Object::new());
    window.time("EarliestTime", *earliest).time("LatestTime", *latest);
    out.0.with("RestoreWindow", window.done());
    out.number("BackupRetentionPeriod", *retention).text("Status", status.as_deref());
    out.text("DbClusterResourceId", resource_id.as_deref()).text("Engine", engine.as_deref());
    out.text("EngineVersion", version.as_deref());
    out.done()
}

fn global(of: &Global) -> Value {
    let Global { arn, members } = of;
    let member = |(at, arn): (usize, &Rc<str>)| {
        let mut member = Object::new();
        member.text("DBClusterArn", arn).flag("IsWriter", at == 0);
        member.done()
    };
    let mut out = Answer::of("GlobalClusterIdentifier", arn.name());
    out.text("GlobalClusterArn", Some(arn.as_str()));
    out.0.with("GlobalClusterMembers", Value::Array(members.iter().enumerate().map(member).collect()));
    out.done()
}
