//! `ListKeyRotations`: the completed rotations, oldest first.
//!
//! Refused, in this order: an invalid limit; key not found; no permission; a key that is not for
//! symmetric encryption.

use super::KmsOutput;
use super::attempt::Attempt;
use super::page::Page;
use crate::ids::{KeyRef, hex};
use crate::kms::action::Action;
use crate::kms::key::{KeyMaterial, MaterialKind};
use crate::ops::Tx;
use crate::ops::api::choices;
use crate::refusal::Refusal;

/// Lists the rotations of a key's material.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    since(Y2026),
    errors(
        AccessDeniedException,
        InvalidArnException,
        InvalidMarkerException,
        NotFoundException,
        UnsupportedOperationException,
        ValidationException
    )
)]
pub struct ListKeyRotations {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// Whether to list the first material as well.
    #[member(IncludeKeyMaterial)]
    pub material: IncludedMaterial,
    /// Which page of the list.
    #[members]
    pub page: Page,
}

/// What `ListKeyRotations` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncludedMaterial {
    /// `ROTATIONS_ONLY`
    Rotations,
    /// `ALL_KEY_MATERIAL`: the first material too.
    All,
}

choices! {
    IncludedMaterial { "ALL_KEY_MATERIAL": Self::All, "ROTATIONS_ONLY": Self::Rotations } or Self::Rotations;
}

impl ListKeyRotations {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let usable = at.managed(tx, &self.key, Action::ListKeyRotations)?;
        let all = self.material == IncludedMaterial::All;
        let shown = |m: &&KeyMaterial| all || m.kind != MaterialKind::Initial;
        let all = usable.key.materials().filter(shown).cloned().collect();
        let listing = self.page.cut(all, |material: &KeyMaterial| hex(&material.id))?;
        Ok(KmsOutput::Rotations(usable.key.arn.clone(), listing))
    }
}
