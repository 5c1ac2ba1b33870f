//! What somebody reads from a page: each reader really tries, with the keys that it gets in this world. One that needs a
//! command tries it on a copy of the world.

use std::rc::Rc;

use playground_core::database::NoEngine;
use playground_core::ids::{AccountId, ClusterArn, ClusterId, Principal};
use playground_core::ops::playground::raw::client_keys;
use playground_core::ops::rds::restore_db_cluster_from_snapshot::{
    RestoreDBClusterFromSnapshot, RestoreSettings,
};
use playground_core::ops::rds::{RdsOp, SnapshotRef};
use playground_core::ops::{Operation, Request, readers, submit};
use playground_core::profile::PROFILES;
use playground_core::rds::backup::AutomatedBackup;
use playground_core::rds::cluster::{Cluster, StorageNode};
use playground_core::rds::snapshot::Snapshot;
use playground_core::refusal::Refusal;
use playground_core::storage::file::PageId;
use playground_core::storage::image::{Image, PageFault};
use playground_core::storage::keyring::KeyRing;
use playground_core::world::World;

use crate::view::{Phrase, Reader, phrase};

/// Something with storage.
#[derive(Clone, Copy)]
pub(super) enum Stored<'a> {
    Cluster(&'a Cluster),
    Snapshot(&'a Snapshot),
    Backup(&'a AutomatedBackup),
}

/// Something with storage, in its world.
#[derive(Clone, Copy)]
pub(super) struct Storage<'a> {
    pub(super) world: &'a World,
    pub(super) of: Stored<'a>,
    pub(super) image: &'a Image,
}

/// What a reader reads with.
pub(super) struct Access {
    keys: Rc<KeyRing>,
    /// The image that it reads, if that is another one.
    restored: Option<Image>,
    /// How it got there; empty if that needs no words.
    pub(super) how: Phrase,
}

/// Why a reader reads nothing, and whether that is damage.
pub(super) type Unread = (Phrase, bool);

/// What stands for the rows of somebody's table.
const SAMPLE_ROWS: &str = "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, card TEXT); \
     INSERT INTO customers (name, card) VALUES ('Ada', '5105 5105 5105 5100'), ('Grace Hopper', '1111 1111 1111')";

impl Storage<'_> {
    /// Commands that put sample rows into a cluster whose contents are unknown; `None` if its clients can't write.
    pub(super) fn sample_rows(&self) -> Option<String> {
        let Stored::Cluster(cluster) = self.of else { return None };
        if cluster.replication_source.is_some() || client_keys(cluster).is_err() || cluster.members.is_empty()
        {
            return None;
        }
        let (account, region) = (cluster.arn.account.to_string(), cluster.arn.region.as_str());
        let whose = [
            " --db-cluster-identifier ",
            cluster.arn.id.as_str(),
            " --region ",
            region,
            " --profile ",
            &account,
        ];
        let whose = whose.concat();
        Some(["playground assume-empty", &whose, " && sql", &whose, " \"", SAMPLE_ROWS, "\""].concat())
    }

    /// Why there are no pages.
    pub(super) fn no_pages(&self) -> Phrase {
        match self.of {
            Stored::Cluster(_) => "No pages yet. Add an instance and write a row with sql.".into(),
            Stored::Snapshot(_) | Stored::Backup(_) => "No pages: its cluster had none.".into(),
        }
    }

    /// What the reader reads with, or why it reads nothing at all.
    pub(super) fn access(&self, reader: Reader) -> Result<Access, Phrase> {
        match reader {
            Reader::Client => self.client(),
            Reader::Rds => self.rds(),
            Reader::Developer => self.developer(),
            Reader::Thief => Ok(Access {
                keys: Rc::default(),
                restored: None,
                how: if self.image.is_sealed() { Phrase::default() } else { OPEN.into() },
            }),
            Reader::OtherAccount => self.other_account(),
        }
    }

    /// What the reader reads in a page.
    pub(super) fn read(&self, access: &Access, reader: Reader, page: PageId) -> Result<Vec<u8>, Unread> {
        let image = access.restored.as_ref().unwrap_or(self.image);
        image.read_page(&access.keys, page).map_err(|fault| match (reader, fault) {
            (Reader::Thief, PageFault::NoKey(_)) => (
                "The thief has ciphertext only. The data key beside it is wrapped, and KMS unwraps it for nobody without permission."
                    .into(),
                false,
            ),
            (_, fault) => (Phrase::Own(fault.to_string()), true),
        })
    }

    fn account(&self) -> AccountId {
        match self.of {
            Stored::Cluster(cluster) => cluster.arn.account,
            Stored::Snapshot(snapshot) => snapshot.arn.account,
            Stored::Backup(backup) => backup.cluster.account,
        }
    }

    fn client(&self) -> Result<Access, Phrase> {
        match self.of {
            Stored::Cluster(cluster) => match client_keys(cluster) {
                Ok(keys) => Ok(Access { keys: keys.clone(), restored: None, how: Phrase::default() }),
                Err(why) => Err(Phrase::Own(why.to_string())),
            },
            Stored::Snapshot(_) => {
                Err("A snapshot serves no clients: restore it to a cluster to read it.".into())
            }
            Stored::Backup(_) => {
                Err("A backup serves no clients: restore it to a cluster to read it.".into())
            }
        }
    }

    fn rds(&self) -> Result<Access, Phrase> {
        if !self.image.is_sealed() {
            return Ok(Access { keys: Rc::default(), restored: None, how: OPEN.into() });
        }
        let Stored::Cluster(cluster) = self.of else {
            return Err(
                "RDS has no grant for this: whoever restores it gives RDS one, if they may use the key."
                    .into(),
            );
        };
        let keys = readers::with_grant(self.world, cluster)
            .map_err(|why| refused("KMS refuses RDS.".into(), &why))?;
        let how = "KMS decrypts the data key for RDS, by its grant on the key.".into();
        Ok(Access { keys: Rc::new(keys), restored: None, how })
    }

    fn developer(&self) -> Result<Access, Phrase> {
        let user = PROFILES.iter().find(|profile| profile.name == "dev").map_or("", |profile| profile.user);
        let who = Principal::User(self.account(), user.into());
        let keys = readers::with_permissions(self.world, &who, self.image).map_err(|why| {
            refused("KMS refuses to decrypt the data key for the profile dev.".into(), &why)
        })?;
        let how = if self.image.is_sealed() {
            "KMS decrypts the data key for the profile dev, which may use the key."
        } else {
            OPEN
        };
        Ok(Access { keys: Rc::new(keys), restored: None, how: how.into() })
    }

    fn other_account(&self) -> Result<Access, Phrase> {
        let Stored::Snapshot(snapshot) = self.of else {
            return Err("Another account sees nothing of this: only a manual snapshot can be shared.".into());
        };
        let shared = |account| snapshot.shared_with.iter().any(|with| *with == account);
        let others = || PROFILES.iter().filter(|profile| profile.account != self.account());
        let other = others().find(|profile| shared(profile.account)).or_else(|| others().next());
        let Some(other) = other else { return Err(Phrase::default()) }; // there is always one
        let id = ClusterId::parse(SEEN).map_err(|why| Phrase::Own(why.to_string()))?;
        let arn = ClusterArn { account: other.account, region: snapshot.arn.region, id: id.clone() };
        let restore = RestoreDBClusterFromSnapshot {
            mode: None,
            scaling: None,
            id,
            snapshot: SnapshotRef::Arn(snapshot.arn.clone()),
            engine: snapshot.engine,
            kms_key: None,
            settings: RestoreSettings::default(),
        };
        let operation = Operation::Rds(RdsOp::from(restore));
        let request = Request::new(other.principal(), snapshot.arn.region, operation);
        let account = other.account.to_string();
        let Ok((after, decision)) = submit(self.world, &request, &NoEngine) else {
            return Err(Phrase::default()); // a restore runs no SQL
        };
        if let Err(why) = decision.outcome {
            return Err(refused(phrase!("Account {account} can't restore it.", account = account), &why));
        }
        let restored = after.clusters.get(&arn).cloned();
        match restored.as_deref().map(|cluster| (&cluster.host, cluster.volume.image())) {
            Some((StorageNode::Up(keys), image)) => {
                let how = phrase!(
                    "Account {account} restores it to a cluster of its own, and reads that.",
                    account = account
                );
                Ok(Access { keys: keys.clone(), restored: Some(image.clone()), how })
            }
            Some((StorageNode::Down, _)) | None => Err(Phrase::default()),
        }
    }
}

/// What lets everybody read who gets at the storage.
const OPEN: &str = "Not encrypted: whoever has the storage reads everything, and no key is asked for.";

/// The name of the cluster that another account restores, on a copy of the world.
const SEEN: &str = "seen-by-another-account";

/// What was refused, and AWS's error.
pub(super) fn refused(what: Phrase, why: &Refusal) -> Phrase {
    Phrase::sentences([what, Phrase::Own([why.code().name(), ": ", &why.message()].concat())])
}
