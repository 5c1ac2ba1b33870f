//! `ListKeyRotations`: the rotations that are over, oldest first.
//!
//! Refused, in this order: a limit that can't be; key not found; no permission.

use super::KmsOutput;
use super::attempt::Attempt;
use super::find::Forms;
use super::page::Page;
use crate::ids::{KeyRef, hex};
use crate::kms::action::Action;
use crate::kms::context::EncryptionContext;
use crate::kms::key::{KeyMaterial, MaterialKind};
use crate::ops::Tx;
use crate::refusal::Refusal;

/// `ListKeyRotations`
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct ListKeyRotations {
    /// `KeyId`: a key id or key ARN.
    pub key: KeyRef,
    /// `IncludeKeyMaterial` is `ALL_KEY_MATERIAL`: the first material too.
    pub all_material: bool,
    /// `Limit`, `Marker`
    pub page: Page,
}

impl ListKeyRotations {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        self.page.check()?;
        let none = EncryptionContext::default();
        let usable = at.key(tx, &self.key, Forms::KeyOnly, Action::ListKeyRotations, &none)?;
        let shown = |m: &&KeyMaterial| self.all_material || m.kind != MaterialKind::Initial;
        let all = usable.key.materials().filter(shown).cloned().collect();
        let listing = self.page.cut(all, |material: &KeyMaterial| hex(&material.id))?;
        Ok(KmsOutput::Rotations(usable.key.arn.clone(), listing))
    }
}
