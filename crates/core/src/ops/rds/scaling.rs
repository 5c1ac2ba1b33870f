//! Settings of clusters that come back in answers and that depend on the engine: the logs to export, and backtracking. The engine mode: `serverless`.

use crate::edition::Edition;
use crate::ops::api::{Argument, Inner, Member, Shape, Value};
use crate::rds::cluster::{Cluster, Engine};
use crate::rds::kept::Kept;
use crate::rds::setting_refusal::SettingRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

const ENABLE: &str = "EnableLogTypes";
const DISABLE: &str = "DisableLogTypes";

/// `CloudwatchLogsExportConfiguration`: which logs to export from now on, and which no more.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LogExports {
    /// From now on.
    pub enable: Vec<Rc<str>>,
    /// No more.
    pub disable: Vec<Rc<str>>,
}

impl Argument for LogExports {
    const SHAPE: Shape = Shape::Structure(&[(ENABLE, Inner::Texts), (DISABLE, Inner::Texts)]);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let part = |name| match value.member(name) {
            None => Ok(Vec::new()),
            Some(list) => Argument::read(member, list.clone()),
        };
        Ok(Self { enable: part(ENABLE)?, disable: part(DISABLE)? })
    }

    fn write(&self) -> Option<Value> {
        let part = |name: &str, logs: &Vec<Rc<str>>| Some((name.into(), logs.write()?));
        let parts = [(ENABLE, &self.enable), (DISABLE, &self.disable)];
        let given = parts.into_iter().filter(|(_, logs)| !logs.is_empty());
        Some(Value::Structure(given.filter_map(|(name, logs)| part(name, logs)).collect()))
    }
}

impl LogExports {
    /// The exported logs of a cluster that had others.
    pub(super) fn over(&self, had: &[Rc<str>]) -> Vec<Rc<str>> {
        let added = self.enable.iter().filter(|log| !had.contains(log));
        let stays = |log: &&Rc<str>| !self.disable.contains(log);
        had.iter().chain(added).filter(stays).cloned().collect()
    }
}

/// Refuses settings that a cluster's engine doesn't have.
pub(super) fn check_settings(edition: Edition, cluster: &Cluster) -> Result<(), Refusal> {
    check_logs(edition, cluster)?;
    check_backtrack(cluster)
}

/// Refuses backtracking for an engine or a version that doesn't have it: Aurora `MySQL` 2 before 2.06, Aurora Serverless v1
/// and Aurora `PostgreSQL` (Aurora User Guide, "Backtracking an Aurora DB cluster").
fn check_backtrack(cluster: &Cluster) -> Result<(), Refusal> {
    let Some(kept) = cluster.kept.as_deref().filter(|kept| kept.backtrack.is_some()) else { return Ok(()) };
    let (engine, version) = (cluster.engine, cluster.engine_version.clone());
    let has = match engine {
        Engine::AuroraPostgresql => return Err(SettingRefusal::BacktrackEngine { engine }.into()),
        Engine::Aurora => true,
        Engine::AuroraMysql => match version.split_once("mysql_aurora.2.") {
            Some((_, minor)) => minor.split('.').next().and_then(|minor| minor.parse().ok()) >= Some(6_u8),
            None => version.contains("mysql_aurora."),
        },
    };
    if has && !kept.serverless {
        return Ok(());
    }
    Err(SettingRefusal::BacktrackVersion { version, serverless: kept.serverless }.into())
}

/// Refuses backtracking for a cluster that was made without it, or has lost it: `before` is what it had.
pub(super) fn backtrack_stays(before: Option<&Kept>, after: Option<&Kept>) -> Result<(), Refusal> {
    let on = |kept: Option<&Kept>| kept.is_some_and(|kept| kept.backtrack.is_some());
    if on(after) && !on(before) { Err(SettingRefusal::BacktrackOff {}.into()) } else { Ok(()) }
}

/// Refuses logs that a cluster's engine doesn't export (Aurora User Guide, "Publishing … logs to Amazon `CloudWatch` Logs").
fn check_logs(edition: Edition, cluster: &Cluster) -> Result<(), Refusal> {
    let logs = cluster.kept.as_deref().map_or(&[][..], |kept| &kept.log_exports);
    let own: &[&str] = match cluster.engine {
        Engine::Aurora | Engine::AuroraMysql => &["audit", "error", "general", "slowquery"],
        Engine::AuroraPostgresql => &["postgresql"],
    };
    let later: &[&str] = match edition {
        Edition::Y2020 => &[],
        Edition::Y2026 => &["iam-db-auth-error", "instance"],
    };
    let unknown = |log: &&Rc<str>| !own.contains(&&***log) && !later.contains(&&***log);
    let unknown: Vec<&str> = logs.iter().filter(unknown).map(|log| &**log).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let (types, engine, version) = (unknown.join(", "), cluster.engine, cluster.engine_version.clone());
    Err(SettingRefusal::LogTypes { types, engine, version }.into())
}
