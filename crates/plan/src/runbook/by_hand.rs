//! What people do by hand, in words: outside AWS's interfaces, or what the model does not simulate.

use playground_core::ids::ClusterArn;
use playground_core::rds::cluster::Engine;

use crate::plan::Outside;

/// A cluster's name, with what tells it from another of the same name.
fn apart(cluster: &ClusterArn, other: &ClusterArn) -> String {
    let name = cluster.id.as_str();
    if cluster.id != other.id {
        String::from(name)
    } else if cluster.account == other.account {
        [name, " in ", cluster.region.as_str()].concat()
    } else {
        [name, " of ", &cluster.account.to_string()].concat()
    }
}

/// What people do, as a title, in sentences, and how they go back.
pub fn by_hand(outside: &Outside) -> (String, String, &'static str) {
    match outside {
        Outside::StopWrites(cluster) => (
            ["Stop writing to ", cluster.id.as_str()].concat(),
            "Stop the applications that write, or revoke their database users' write permissions. What is written after this isn't in the new cluster.".into(),
            "Let the applications write again.",
        ),
        Outside::SwitchEndpoint { from, to } => (
            ["Use ", &apart(to, from), " instead of ", &apart(from, to)].concat(),
            ["Give the applications the endpoints of ", &apart(to, from), ", and let them write again. It has its own parameter groups, security groups, alarms and IAM permissions: compare them with those of ", &apart(from, to), " first."].concat(),
            "Give the applications the old endpoints. What was written to the new cluster isn't in the old one.",
        ),
        Outside::TurnOnReplication { of, engine } => turned_on(of, *engine),
        Outside::CatchUp { from, to, global } => (
            ["Wait until ", &apart(to, from), " has everything"].concat(),
            ["The playground doesn't simulate the lag. Writes have stopped; continue when the lag is 0. ", if *global {
                "`AuroraGlobalDBReplicationLag` of the new cluster in CloudWatch is 0, and the last row that was written is there."
            } else {
                "Aurora MySQL: `SHOW REPLICA STATUS` (before version 3, `SHOW SLAVE STATUS`) on the new cluster's writer shows 0 seconds behind, as `AuroraBinlogReplicaLag` in CloudWatch does, and the last row that was written is there. Aurora PostgreSQL: in `pg_replication_slots` of the old cluster, `confirmed_flush_lsn` is `pg_current_wal_lsn()`."
            }].concat(),
            "Let the applications write to the old cluster again.",
        ),
        Outside::ReplicateLogically { from, to } => (
            ["Replicate logically from ", &apart(from, to), " to ", &apart(to, from)].concat(),
            "The playground doesn't simulate this. Aurora MySQL: the new cluster follows from the position of the binary log that its snapshot or clone has (`mysql.rds_set_external_master`, in version 3 `mysql.rds_set_external_source`, then `mysql.rds_start_replication`). Aurora PostgreSQL: a subscription in the new cluster, without copying the data, that uses the slot and begins at `aurora_volume_logical_start_lsn()` of the new cluster. Continue when it's only seconds behind.".into(),
            "End the replication. The old cluster is as it was.",
        ),
    }
}

/// What is done so that a cluster can replicate logically.
fn turned_on(of: &ClusterArn, engine: Engine) -> (String, String, &'static str) {
    match engine {
        Engine::Aurora | Engine::AuroraMysql => (
            ["Turn on the binary log of ", of.id.as_str()].concat(),
            "The playground doesn't simulate this. If `binlog_format` is `OFF`, which is the default: set it to `MIXED` or `ROW` in a cluster parameter group of its own, give that to the cluster, and reboot its writer. Keep the log long enough: `CALL mysql.rds_set_configuration('binlog retention hours', 144)`.".into(),
            "Set `binlog_format` back, and reboot the writer.",
        ),
        Engine::AuroraPostgresql => (
            ["Turn on logical replication of ", of.id.as_str()].concat(),
            "The playground doesn't simulate this. If `rds.logical_replication` is 0, which is the default: set it to 1 in a cluster parameter group of its own, give that to the cluster, and reboot its writer. Then create a publication of all tables, each of which needs a primary key or a replica identity, and a replication slot.".into(),
            "Drop the slot and the publication. A slot that nobody reads keeps the log, and fills the volume.",
        ),
    }
}
