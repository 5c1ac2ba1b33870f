//! An estate under made-up names: account ids, names, key ids, resource ids, principals and what policies say of them are
//! replaced, each by the same made-up one wherever it stands, so that everything that is found in it is found again. Names are of
//! the form that the collector's `--redact` gives them: `1000` and eight digits for an account, `cluster-1`, `alias/alias-1`.
//!
//! AWS's own words stay: Regions, services, engines, versions, states, operations, AWS managed aliases and keys' states, and
//! times and numbers. A name with a wildcard, in a policy, becomes a pattern that fits none of the made-up names: how many there
//! are is told.
//!
//! Not here: what stands in a policy (`policy`), and which text is what (`names`).

mod contents;
mod iam;
mod names;
mod policy;

use std::rc::Rc;

pub use contents::contents;

use crate::arn::Arn;
use crate::estate::{
    Alias, Backup, Cluster, Encryption, Estate, Global, Grant, Identity, Instance, Key, Sharing, Snapshot,
    Table,
};
use names::{Kind, Names};

/// An estate with made-up names.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    /// The estate. Planned changes of Terraform are not in it.
    pub estate: Estate,
    /// How many names in policies have wildcards: what they fit may have changed.
    pub patterns: usize,
}

/// Redacts an estate.
pub fn redacted(estate: &Estate) -> Redaction {
    let Estate {
        clusters,
        instances,
        snapshots,
        backups,
        globals,
        keys,
        aliases,
        iam: of_iam,
        changes: _,
        unplaced: _, // of snapshots that nobody knows
        states,
    } = estate;
    let mut names = Names::default();
    let estate = Estate {
        clusters: each(clusters, &mut names, cluster),
        instances: each(instances, &mut names, instance),
        snapshots: each(snapshots, &mut names, snapshot),
        backups: each(backups, &mut names, backup),
        globals: each(globals, &mut names, global),
        keys: each(keys, &mut names, key),
        aliases: each(aliases, &mut names, alias),
        iam: iam::redacted(&mut names, of_iam),
        changes: Vec::new(),
        unplaced: Vec::new(),
        states: states.renamed(|key| names.text(key)),
    };
    Redaction { estate, patterns: names.patterns() }
}

fn each<T: Located>(of: &Table<T>, names: &mut Names, one: impl Fn(&mut Names, &T) -> T) -> Table<T> {
    let mut out = Table::default();
    for row in of.iter() {
        let row = one(names, row);
        let arn = row.arn().clone();
        let _ = out.entry(&arn, |_| row);
    }
    out
}

/// What has an ARN.
trait Located {
    fn arn(&self) -> &Arn;
}

macro_rules! located {
    ($($kind:ty)*) => {
        $(impl Located for $kind {
            fn arn(&self) -> &Arn {
                &self.arn
            }
        })*
    };
}

located! { Cluster Instance Snapshot Backup Global Key Alias Identity }

fn encryption(names: &mut Names, of: &Encryption) -> Encryption {
    match of {
        Encryption::Unknown => Encryption::Unknown,
        Encryption::Unencrypted => Encryption::Unencrypted,
        Encryption::AwsOwned => Encryption::AwsOwned,
        Encryption::Under(key) => Encryption::Under(names.key(key)),
    }
}

fn name(names: &mut Names, kind: Kind, of: Option<&Rc<str>>) -> Option<Rc<str>> {
    of.map(|name| names.name(kind, name))
}

fn texts(names: &mut Names, of: &[Rc<str>]) -> Vec<Rc<str>> {
    of.iter().map(|text| names.text(text)).collect()
}

fn resource_id(names: &mut Names, of: Option<&Rc<str>>) -> Option<Rc<str>> {
    of.map(|id| names.resource_id(id))
}

fn cluster(names: &mut Names, of: &Cluster) -> Cluster {
    let Cluster {
        arn,
        engine,
        engine_mode,
        status,
        encryption: under,
        resource_id: id,
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
    Cluster {
        arn: names.arn(arn),
        engine: engine.clone(),
        engine_mode: engine_mode.clone(),
        status: status.clone(),
        encryption: encryption(names, under),
        resource_id: resource_id(names, id.as_ref()),
        created: *created,
        retention: *retention,
        earliest: *earliest,
        latest: *latest,
        source: source.as_deref().map(|source| names.text(source)),
        replicas: texts(names, replicas),
        version: version.clone(),
        storage_type: storage_type.clone(),
        window: window.clone(),
        port: *port,
        protected: *protected,
        writer: name(names, Kind::Instance, writer.as_ref()),
    }
}

fn instance(names: &mut Names, of: &Instance) -> Instance {
    let Instance { arn, cluster, class, engine, status, key } = of;
    Instance {
        arn: names.arn(arn),
        cluster: name(names, Kind::Cluster, cluster.as_ref()),
        class: class.clone(),
        engine: engine.clone(),
        status: status.clone(),
        key: key.as_deref().map(|key| names.key(key)),
    }
}

fn snapshot(names: &mut Names, of: &Snapshot) -> Snapshot {
    let Snapshot {
        arn,
        cluster,
        kind,
        engine,
        version,
        status,
        encryption: under,
        created,
        resource_id: id,
        source,
        sharing,
    } = of;
    let sharing = sharing.as_ref().map(|sharing| {
        let Sharing { public, accounts } = sharing;
        Sharing { public: *public, accounts: texts(names, accounts) }
    });
    Snapshot {
        arn: names.arn(arn),
        cluster: name(names, Kind::Cluster, cluster.as_ref()),
        kind: kind.clone(),
        engine: engine.clone(),
        version: version.clone(),
        status: status.clone(),
        encryption: encryption(names, under),
        created: *created,
        resource_id: resource_id(names, id.as_ref()),
        source: source.as_deref().map(|source| names.text(source)),
        sharing,
    }
}

fn backup(names: &mut Names, of: &Backup) -> Backup {
    let Backup {
        arn,
        cluster,
        encryption: under,
        earliest,
        latest,
        retention,
        status,
        resource_id: id,
        engine,
        version,
    } = of;
    Backup {
        arn: names.arn(arn),
        cluster: cluster.as_ref().map(|cluster| names.arn(cluster)),
        encryption: encryption(names, under),
        earliest: *earliest,
        latest: *latest,
        retention: *retention,
        status: status.clone(),
        resource_id: resource_id(names, id.as_ref()),
        engine: engine.clone(),
        version: version.clone(),
    }
}

fn global(names: &mut Names, of: &Global) -> Global {
    let Global { arn, members } = of;
    Global { arn: names.arn(arn), members: texts(names, members) }
}

fn key(names: &mut Names, of: &Key) -> Key {
    let Key {
        arn,
        state,
        aws_managed,
        deletion,
        rotates,
        rotated,
        rotates_next,
        created,
        period,
        spec,
        multi_region,
        policy: document,
        grants,
    } = of;
    Key {
        arn: names.arn(arn),
        state: state.clone(),
        aws_managed: *aws_managed,
        deletion: *deletion,
        rotates: *rotates,
        rotated: *rotated,
        rotates_next: *rotates_next,
        created: *created,
        period: *period,
        spec: spec.clone(),
        multi_region: multi_region.clone(),
        policy: document.as_ref().map(|document| policy::redacted(names, document, policy::Kind::Key)),
        grants: grants.as_ref().map(|grants| grants.iter().map(|one| grant(names, one)).collect()),
    }
}

fn grant(names: &mut Names, of: &Grant) -> Grant {
    let Grant { id, grantee, operations, retiring, context } = of;
    Grant {
        id: names.grant(id),
        grantee: names.text(grantee),
        operations: operations.clone(),
        retiring: retiring.as_deref().map(|text| names.text(text)),
        context: context.as_ref().map(|(matching, pairs)| {
            let pair = |(name, value): &(Rc<str>, Rc<str>)| (names.context(name), names.text(value));
            (*matching, pairs.iter().map(pair).collect())
        }),
    }
}

fn alias(names: &mut Names, of: &Alias) -> Alias {
    let Alias { arn, target } = of;
    Alias { arn: names.arn(arn), target: target.as_deref().map(|id| names.key(id)) }
}

#[cfg(test)]
mod tests;
