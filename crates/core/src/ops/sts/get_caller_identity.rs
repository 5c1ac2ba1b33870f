//! `GetCallerIdentity`, which needs no permission.

use crate::ids::{AccountId, Principal, ResourceId};
use crate::ops::Tx;
use crate::refusal::Refusal;
use sha2::{Digest, Sha256};

/// Shows who is asking.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
pub struct GetCallerIdentity {}

/// The caller's identity.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Caller {
    /// `UserId`
    pub user_id: String,
    /// `Account`
    pub account: AccountId,
    /// `Arn`
    pub arn: Principal,
}

impl GetCallerIdentity {
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as all operations")]
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<Caller, Refusal> {
        let arn = tx.who.clone();
        Ok(Caller { user_id: user_id(&arn), account: tx.account, arn })
    }
}

/// An IAM user's unique id: `AIDA` and 17 characters, which are derived from the ARN here.
pub fn user_id(who: &Principal) -> String {
    ["AIDA", &characters(&who.to_string())].concat()
}

/// 17 characters of an id, derived from a text.
pub(super) fn characters(of: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(of).into();
    let (half, _) = digest.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
    ResourceId(*half).to_string().get(9..).unwrap_or_default().into()
}
