//! `ModifyDBClusterSnapshotAttribute`: shares a snapshot.
//!
//! Refused, in this order: the snapshot isn't there; an attribute other than `restore`; not manual; not
//! available; under the AWS managed key; made public while encrypted.

use super::find::{self, SnapshotRef};
use super::values::no_id;
use super::{RdsOutput, access};
use crate::event::Event;
use crate::ids::AccountId;
use crate::ops::Tx;
use crate::ops::api::{Argument, Member, Shape, Value};
use crate::quota::Quota;
use crate::rds::refusal::RdsRefusal;
use crate::rds::snapshot::{Snapshot, SnapshotEncryption, SnapshotKind};
use crate::refusal::Refusal;
use std::rc::Rc;

/// Whom a snapshot is shared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Grantee {
    /// One account.
    Account(AccountId),
    /// `all`: public.
    All,
}

/// Shares a snapshot with other accounts, or stops sharing it.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(InvalidParameterValue, DBClusterSnapshotNotFoundFault, InvalidDBClusterSnapshotStateFault)
)]
#[operation(errors(SharedSnapshotQuotaExceeded))]
#[operation(on(id))]
pub struct ModifyDBClusterSnapshotAttribute {
    /// The snapshot.
    #[member(DBClusterSnapshotIdentifier)]
    pub id: SnapshotRef,
    /// The attribute's name: `restore`.
    #[member(AttributeName)]
    pub attribute: Rc<str>,
    /// Whom to share it with.
    #[member(ValuesToAdd)]
    pub add: Vec<Grantee>,
    /// Whom to stop sharing it with.
    #[member(ValuesToRemove)]
    pub remove: Vec<Grantee>,
}

impl ModifyDBClusterSnapshotAttribute {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<RdsOutput, Refusal> {
        let found = find::own_snapshot(tx, &self.id)?;
        if &*self.attribute != "restore" {
            return Err(RdsRefusal::UnknownAttribute { name: self.attribute.clone() }.into());
        }
        if found.kind == SnapshotKind::Automated {
            return Err(RdsRefusal::AutomatedSnapshotShared { id: found.arn.id.clone() }.into());
        }
        find::available(&found)?;
        if let (SnapshotEncryption::Under(key), false) = (&found.encryption, self.add.is_empty()) {
            if access::is_aws_managed(tx, key) {
                return Err(RdsRefusal::DefaultKeyShared { id: found.arn.id.clone() }.into());
            }
            if self.add.contains(&Grantee::All) {
                return Err(RdsRefusal::EncryptedPublic { id: found.arn.id.clone() }.into());
            }
        }
        let mut snapshot: Snapshot = (*found).clone();
        for value in &self.add {
            match value {
                Grantee::All => snapshot.public = true,
                Grantee::Account(account) => snapshot.shared_with.insert_mut(*account),
            }
        }
        for value in &self.remove {
            match value {
                Grantee::All => snapshot.public = false,
                Grantee::Account(account) => {
                    snapshot.shared_with.remove_mut(account);
                }
            }
        }
        let most = tx.world.quota(tx.account, tx.region, Quota::SharedAccounts);
        if snapshot.shared_with.size() > most {
            return Err(RdsRefusal::TooManyAccounts { most }.into());
        }
        let snapshot = Rc::new(snapshot);
        tx.emit(Event::SnapshotPut(snapshot.clone()));
        Ok(RdsOutput::Attributes(snapshot.arn.clone(), snapshot))
    }
}

impl Grantee {
    /// The value as it is given and shown.
    pub fn text(self) -> String {
        match self {
            Self::Account(account) => account.to_string(),
            Self::All => "all".into(),
        }
    }

    /// Parses an account's twelve digits, or `all`.
    pub fn parse(text: &str) -> Result<Self, crate::ids::IdError> {
        if text == "all" { Ok(Self::All) } else { AccountId::parse(text).map(Self::Account) }
    }
}

impl Argument for Vec<Grantee> {
    const SHAPE: Shape = Shape::Texts;
    const ABSENT: Option<fn() -> Self> = Some(Self::new);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let texts = Vec::<Rc<str>>::read(member, value)?;
        texts.iter().map(|text| Grantee::parse(text).map_err(no_id)).collect()
    }

    fn write(&self) -> Option<Value> {
        Some(Value::List(self.iter().map(|grantee| Value::text(grantee.text())).collect()))
    }
}
