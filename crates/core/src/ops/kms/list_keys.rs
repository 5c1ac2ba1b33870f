//! `ListKeys`: the keys of the caller's account in this Region, AWS managed keys included.

use super::KmsOutput;
use super::attempt::Attempt;
use super::page::Page;
use crate::ids::KeyArn;
use crate::kms::action::Action;
use crate::ops::Tx;
use crate::refusal::Refusal;

/// Lists the keys of this account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Operation)]
#[operation(errors(AccessDeniedException, InvalidMarkerException, ValidationException))]
pub struct ListKeys {
    /// Which page of the list.
    #[members]
    pub page: Page,
}

impl ListKeys {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        at.by_identity(tx, Action::ListKeys, None)?;
        let place = (at.account(), at.region());
        let first = KeyArn::first_in(place.0, place.1);
        let keys = tx.world.keys.from_key_while(&first, move |key| (key.account, key.region) == place);
        let all = keys.map(|(arn, _)| arn.clone()).collect();
        self.page.cut(all, |arn: &KeyArn| arn.id.to_string()).map(KmsOutput::Keys)
    }
}
