//! What files show under keys and the world of the model hasn't: clusters of other engines than Aurora's, instances that are in no
//! cluster, and what else was left out. No plan moves it, and its key can't go.

use std::rc::Rc;

use playground_core::ids::KeyArn;
use playground_estate::world::Beside;
use playground_estate::{Arn, Estate};
use playground_plan::Beyond;

/// What isn't in the world, with the key of each.
pub(super) fn beyond(estate: &Estate, beside: &[Beside]) -> Rc<[Beyond]> {
    let left_out = |arn: &Arn| beside.iter().any(|one| one.arn == *arn && one.is_left_out());
    let mut all: Vec<Beyond> = Vec::new();
    let mut add = |kind: &str, arn: &Arn, key: Option<&str>, engine: Option<&str>| {
        let key = key.and_then(|name| estate.key_arn(name, arn));
        let Some(key) = key.and_then(|key| KeyArn::parse(key.as_str()).ok()) else { return };
        let what = ["the ", kind, " ", arn.name(), " (", engine.unwrap_or("engine not named"), ")"].concat();
        all.push(Beyond { key, what: what.into() });
    };
    for one in estate.clusters.iter().filter(|one| left_out(&one.arn)) {
        add("cluster", &one.arn, one.encryption.key(), one.engine.as_deref());
    }
    // Those of a cluster are as that is.
    for one in estate.instances.iter().filter(|one| one.cluster.is_none()) {
        add("instance", &one.arn, one.key.as_deref(), one.engine.as_deref());
    }
    for one in estate.snapshots.iter().filter(|one| left_out(&one.arn)) {
        add("snapshot", &one.arn, one.encryption.key(), one.engine.as_deref());
    }
    for one in estate.backups.iter().filter(|one| one.status.as_deref() == Some("retained")) {
        let of = one.cluster.as_ref().unwrap_or(&one.arn);
        if left_out(of) && estate.clusters.get(of.as_str()).is_none() {
            add("retained backup of", of, one.encryption.key(), one.engine.as_deref());
        }
    }
    all.into()
}

#[cfg(test)]
mod tests {
    use playground_core::edition::Edition;

    use crate::session::Session;

    const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
    const LONE: &str = "arn:aws:kms:eu-west-1:111122223333:key/1a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
    const MANAGED: &str = "arn:aws:kms:eu-west-1:111122223333:key/2a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

    fn cluster(name: &str, engine: &str, version: &str, key: &str) -> String {
        format!(
            r#"{{"DBClusterIdentifier":"{name}","DBClusterArn":"arn:aws:rds:eu-west-1:111122223333:cluster:{name}","Engine":"{engine}","EngineVersion":"{version}","Status":"available","StorageEncrypted":true,"KmsKeyId":"{key}","DeletionProtection":true,"ClusterCreateTime":"2025-01-01T00:00:00Z","Port":3307,"BackupRetentionPeriod":7}}"#
        )
    }

    /// A world with a cluster under each of two keys, and what isn't Aurora's beside one and under a third.
    fn session() -> Session {
        let mut session = Session::new(Session::seed_of("beyond"), Edition::Y2026);
        let key = |arn: &str, manager: &str| {
            format!(
                r#"{{"KeyMetadata":{{"Arn":"{arn}","KeyId":"{}","KeyState":"Enabled","Enabled":true,"KeyManager":"{manager}","KeySpec":"SYMMETRIC_DEFAULT","CreationDate":"2024-01-01T00:00:00Z"}}}}"#,
                arn.rsplit('/').next().unwrap_or_default()
            )
        };
        let clusters = [
            cluster("orders", "aurora-postgresql", "13.9", KEY),
            cluster("acme-docs", "docdb", "5.0.0", KEY),
            cluster("acme-graph", "neptune", "1.3.0.0", LONE),
            cluster("stock", "aurora-mysql", "8.0.mysql_aurora.3.05.2", MANAGED),
        ];
        let lines = [
            format!(r#"{{"DBClusters":[{}]}}"#, clusters.join(",")),
            format!(
                r#"{{"DBInstances":[{{"DBInstanceIdentifier":"billing","DBInstanceArn":"arn:aws:rds:eu-west-1:111122223333:db:billing","DBInstanceClass":"db.m5.large","Engine":"postgres","DBInstanceStatus":"available","StorageEncrypted":true,"KmsKeyId":"{KEY}"}}]}}"#
            ),
            key(KEY, "CUSTOMER"),
            key(LONE, "CUSTOMER"),
            key(MANAGED, "AWS"),
            String::from(
                r#"{"Aliases":[{"AliasName":"alias/aws/rds","AliasArn":"arn:aws:kms:eu-west-1:111122223333:alias/aws/rds","TargetKeyId":"2a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"}]}"#,
            ),
        ];
        for (at, line) in lines.iter().enumerate() {
            let sign = if at == 0 { ">" } else { ">>" };
            session.run(&["cat ", sign, " own.jsonl <<'END'\n", line, "\nEND"].concat());
        }
        let text = said(&mut session, "playground import own.jsonl");
        assert!(text.contains("clusters"), "{text}");
        session
    }

    fn said(session: &mut Session, line: &str) -> String {
        let ids = session.run(line);
        let entry = ids.last().and_then(|id| session.timeline().record(*id)).expect("it ran");
        [&*entry.stdout, &*entry.stderr].concat()
    }

    #[test]
    fn what_is_not_simulated_under_a_key_is_named_and_keeps_it() {
        let mut session = session();
        let plan = ["playground plan --goal unused-key --kms-key-id ", KEY].concat();
        let commands = said(&mut session, &plan);
        let (book, script) = (
            said(&mut session, &[&plan, " --as markdown"].concat()),
            said(&mut session, &[&plan, " --as script"].concat()),
        );
        for text in [&commands, &book, &script.replace("\n#", "")] {
            assert!(text.contains("the cluster acme-docs (docdb)"), "{text}");
            assert!(text.contains("the instance billing (postgres)"), "{text}");
        }
        let scheduled = ["schedule-key-deletion \\\n  --key-id ", "0a1b2c3d"].concat();
        assert!(!book.contains(&scheduled) && !script.contains(&scheduled), "{book}");
        let lone = said(&mut session, &["playground plan --goal unused-key --kms-key-id ", LONE].concat());
        assert!(lone.contains("acme-graph (neptune)") && !lone.contains("it is so already"), "{lone}");
    }

    #[test]
    fn a_managed_key_stays() {
        let mut session = session();
        let plan = "playground plan --goal another-key --db-cluster-identifier stock --as ";
        for form in ["markdown", "script"] {
            let book = said(&mut session, &[plan, form].concat());
            assert!(book.contains("AWS manages it"), "{book}");
            assert!(!book.contains("--key-id 2a1b2c3d"), "{book}");
        }
    }

    #[test]
    fn a_new_cluster_is_told_what_the_old_one_has() {
        let mut session = session();
        let plan = "playground plan --goal another-key --db-cluster-identifier orders --as markdown --way ";
        let ways: Vec<String> =
            (1..=3).map(|way| said(&mut session, &[plan, &way.to_string()].concat())).collect();
        assert!(ways.iter().all(|way| way.contains("--deletion-protection")), "{ways:?}");
        let restored =
            ways.iter().find(|way| way.contains("restore-db-cluster-from-snapshot")).expect("a way");
        assert!(restored.contains("--engine-version 13.9"), "{restored}");
        assert!(restored.contains("--profile 111122223333` stands for"), "{restored}");
    }
}
