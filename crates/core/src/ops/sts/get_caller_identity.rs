//! `GetCallerIdentity`, which needs no permission.

use super::StsOutput;
use crate::ids::{AccountId, Principal};
use crate::ops::Tx;
use crate::ops::iam::unique_id::user_id;
use crate::refusal::Refusal;

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
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<StsOutput, Refusal> {
        let arn = tx.who.clone();
        Ok(StsOutput::Caller(Caller { user_id: user_id(&arn), account: tx.account, arn }))
    }
}
