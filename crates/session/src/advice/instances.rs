//! Ways for instances: waiting for one, failing over to another, adding a reader.

use playground_core::ids::{InstanceArn, InstanceId, Region};
use playground_core::rds::cluster::Cluster;
use playground_core::rds::instance::Instance;

use super::names::Names;
use super::ways::way;
use crate::view::Way;

impl<'a> Names<'a> {
    /// The instance that an option names.
    pub(super) fn instance(&self, option: &str) -> Option<&'a Instance> {
        let id = InstanceId::parse(self.asked.option(option)?).ok()?;
        let arn = InstanceArn { account: self.asked.account()?, region: self.asked.region(), id };
        self.world.instances.get(&arn).map(|instance| &**instance)
    }

    /// A name for a new instance: the stem with the first number that is free.
    pub(super) fn free_instance(&self, region: Region, stem: &str) -> String {
        let account = self.account();
        let taken = |name: &str| {
            let id = InstanceId::parse(name);
            id.is_ok_and(|id| self.world.instances.contains_key(&InstanceArn { account, region, id }))
        };
        let mut number = 1_u32;
        loop {
            let name = [stem, "-", &number.to_string()].concat();
            if !taken(&name) {
                return name;
            }
            number += 1;
        }
    }

    fn await_instance(&self, region: Region, id: &str) -> String {
        self.aws_in(region, &["rds wait db-instance-available --db-instance-identifier ", id].concat())
    }
}

/// An instance is in a status in which it can't be done.
pub(super) fn wait_for_instance(names: &Names<'_>, again: String) -> Vec<Way> {
    let options = ["--target-db-instance-identifier", "--db-instance-identifier"];
    let Some(instance) = options.iter().find_map(|option| names.instance(option)) else { return Vec::new() };
    let wait = names.await_instance(instance.arn.region, instance.arn.id.as_str());
    let waited = vec![wait, again];
    if names.would_work(&waited) {
        return vec![way("Wait, then try again.", waited)];
    }
    let anybody = vec![names.again(&["--target-db-instance-identifier"], "")];
    if names.asked.has("--target-db-instance-identifier") && names.would_work(&anybody) {
        return vec![way("Let Aurora choose the reader.", anybody)];
    }
    Vec::new()
}

/// A failover of a cluster with no reader to fail over to.
pub(super) fn reader_first(names: &Names<'_>, cluster: &Cluster, again: String) -> Vec<Way> {
    let region = cluster.arn.region;
    let readers = cluster.members.iter().skip(1).filter_map(|arn| names.world.instances.get(arn));
    let waits =
        readers.map(|reader| vec![names.await_instance(region, reader.arn.id.as_str()), again.clone()]);
    if let Some(waited) = waits.into_iter().find(|waited| names.would_work(waited)) {
        return vec![way("Wait for a reader, then try again.", waited)];
    }
    let mut commands = Vec::new();
    // The first instance of a cluster is its writer.
    let first = cluster.members.is_empty().then(|| names.free_instance(region, cluster.arn.id.as_str()));
    let reader = names.free_instance(region, &[cluster.arn.id.as_str(), "-reader"].concat());
    for id in first.iter().chain([&reader]) {
        let create = [
            "rds create-db-instance --db-instance-identifier ",
            id,
            " --db-instance-class db.r5.large --engine ",
            cluster.engine.name(),
            " --db-cluster-identifier ",
            cluster.arn.id.as_str(),
        ];
        commands.push(names.aws_in(region, &create.concat()));
    }
    commands.push(names.await_instance(region, &reader));
    commands.push(again);
    vec![way("Add a reader first.", commands)]
}

/// Instead of a reboot with failover.
pub(super) fn fail_over(names: &Names<'_>) -> Vec<Way> {
    let Some(cluster) = names.cluster() else { return Vec::new() };
    let fail_over = ["rds failover-db-cluster --db-cluster-identifier ", cluster.arn.id.as_str()];
    let failed_over = vec![names.aws_in(cluster.arn.region, &fail_over.concat())];
    let rebooted = vec![names.again(&["--force-failover"], "")];
    let ways = [("Fail the cluster over.", failed_over), ("Reboot without failover.", rebooted)];
    let work = ways.into_iter().filter(|(_, commands)| names.would_work(commands));
    work.map(|(text, commands)| way(text, commands)).collect()
}
