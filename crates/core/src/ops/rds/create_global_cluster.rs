//! `CreateGlobalCluster`: a global cluster without members, or around a cluster that becomes its primary cluster.
//!
//! Refused, in this order: parameter values; the name is taken; too many; what comes from the source; the source isn't
//! there, is a member of another global cluster, part of a replication, or not available; no engine.

use super::values::Tags;
use super::{RdsOutput, find, global};
use crate::edition::Edition;
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{ClusterArn, GlobalClusterId, ResourceId};
use crate::map::Set;
use crate::ops::Tx;
use crate::rds::catalog::default_version;
use crate::rds::cluster::{Cluster, Engine, StorageEncryptionType};
use crate::rds::defaults::encrypts_unasked;
use crate::rds::global::{GlobalCluster, Members};
use crate::rds::global_refusal::GlobalRefusal;
use crate::rds::lifecycle::ClusterOp;
use crate::rds::refusal::RdsRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

/// The global clusters that an account can have (model: AWS publishes no number).
const MOST: usize = 40;

/// Creates an Aurora global database, which spans Regions.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(InvalidParameterValue, GlobalClusterAlreadyExistsFault))]
#[operation(errors(GlobalClusterQuotaExceededFault, InvalidParameterCombination))]
#[operation(errors(DBClusterNotFoundFault, InvalidDBClusterStateFault))]
#[operation(ignored(since(Y2026): EngineLifecycleSupport))]
#[operation(on(id, source?), tags(tags))]
pub struct CreateGlobalCluster {
    /// The name.
    #[member(GlobalClusterIdentifier)]
    pub id: GlobalClusterId,
    /// The cluster that becomes the primary cluster.
    #[member(SourceDBClusterIdentifier)]
    pub source: Option<ClusterArn>,
    /// The engine.
    #[member(Engine)]
    pub engine: Option<Engine>,
    /// The engine's version.
    #[member(EngineVersion)]
    pub engine_version: Option<Rc<str>>,
    /// Deletion protection.
    #[member(DeletionProtection)]
    pub deletion_protection: bool,
    /// The name of the database to create.
    #[member(DatabaseName)]
    pub database_name: Option<Rc<str>>,
    /// Whether its clusters are encrypted under keys of the account.
    #[member(StorageEncrypted)]
    pub storage_encrypted: Option<bool>,
    /// Tags.
    #[member(Tags, since(Y2026))]
    pub tags: Tags,
}

impl CreateGlobalCluster {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let arn = global::free(tx, &self.id)?;
        if tx.world.global_clusters_of(tx.account).count() >= MOST {
            return Err(GlobalRefusal::TooMany {}.into());
        }
        let source = self.source.as_ref().map(|source| self.source(tx, source)).transpose()?;
        let engine = match &source {
            Some(source) => source.engine,
            None => self.engine_or_default(tx.world.edition)?,
        };
        let given = |of: fn(&Cluster) -> Option<Rc<str>>, own: &Option<Rc<str>>| {
            source.as_ref().map_or_else(|| own.clone(), |source| of(source))
        };
        let default = || default_version(tx.world.edition, engine).map(Rc::from);
        let version =
            given(|source| Some(source.engine_version.clone()), &self.engine_version).or_else(default);
        let Some(engine_version) = version else {
            return Err(RdsRefusal::UnknownEngine { name: engine.name().into() }.into());
        };
        let global = GlobalCluster {
            arn,
            resource_id: ResourceId(tx.env.bytes(Purpose::ResourceId)),
            engine,
            engine_version,
            database_name: given(|source| source.database_name.clone(), &self.database_name),
            storage: match &source {
                Some(source) => StorageEncryptionType::of(source.encryption.key()),
                None => self.storage(tx),
            },
            deletion_protection: self.deletion_protection,
            tags: self.tags.0.clone(),
            members: source.map(|source| Members { primary: source.arn.clone(), secondaries: Set::new() }),
            failover: None,
        };
        let global = Rc::new(global);
        tx.emit(Event::GlobalClusterPut(global.clone()));
        Ok(RdsOutput::GlobalCluster(global))
    }

    fn source(&self, tx: &Tx, arn: &ClusterArn) -> Result<Rc<Cluster>, Refusal> {
        let own = [
            ("Engine", self.engine.is_some()),
            ("EngineVersion", self.engine_version.is_some()),
            ("DatabaseName", self.database_name.is_some()),
            ("StorageEncrypted", self.storage_encrypted.is_some()),
        ];
        if let Some((member, _)) = own.into_iter().find(|(_, given)| *given) {
            return Err(GlobalRefusal::FromSource { member }.into());
        }
        let found = tx.world.clusters.get(arn).filter(|source| source.arn.account == tx.account).cloned();
        let source = found.ok_or_else(|| RdsRefusal::SourceNotFound { source: arn.clone() })?;
        global::no_member(tx, &source)?;
        if source.replication_source.is_some() || !source.replicas.is_empty() {
            return Err(GlobalRefusal::Replica { id: source.arn.id.clone() }.into());
        }
        find::takes(tx, &source, ClusterOp::Replicate)?;
        Ok(source)
    }

    /// In 2020 the engine was Aurora `MySQL` 1 if none was named; today it has to be named.
    fn engine_or_default(&self, edition: Edition) -> Result<Engine, Refusal> {
        match (self.engine, edition) {
            (Some(engine), _) => Ok(engine),
            (None, Edition::Y2020) => Ok(Engine::Aurora),
            (None, Edition::Y2026) => Err(RdsRefusal::Blank { member: "Engine" }.into()),
        }
    }

    /// How the primary cluster will be encrypted where nobody names one yet.
    fn storage(&self, tx: &Tx) -> StorageEncryptionType {
        if self.storage_encrypted == Some(true) {
            StorageEncryptionType::SseKms
        } else if encrypts_unasked(tx.world.edition, tx.world.now) {
            StorageEncryptionType::SseRds
        } else {
            StorageEncryptionType::None
        }
    }
}
