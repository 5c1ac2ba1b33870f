//! `ListKeyRotations`: the completed rotations, oldest first.
//!
//! Refused, in this order: an invalid limit; key not found; no permission.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use super::page::Page;
use crate::ids::{KeyRef, hex};
use crate::kms::action::Action;
use crate::kms::key::{KeyMaterial, MaterialKind};
use crate::ops::Tx;
use crate::ops::api::{Argument, Member, Shape, Value};
use crate::refusal::Refusal;

/// Lists the rotations of a key's material.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(
    AccessDeniedException,
    InvalidArnException,
    InvalidMarkerException,
    NotFoundException,
    ValidationException
))]
pub struct ListKeyRotations {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// Whether to list the first material as well.
    #[member(IncludeKeyMaterial, choices("ROTATIONS_ONLY", "ALL_KEY_MATERIAL"))]
    pub material: IncludedMaterial,
    /// Which page of the list.
    #[members]
    pub page: Page,
}

/// What `ListKeyRotations` lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IncludedMaterial {
    /// `ROTATIONS_ONLY`
    #[default]
    Rotations,
    /// `ALL_KEY_MATERIAL`: the first material too.
    All,
}

impl Argument for IncludedMaterial {
    const SHAPE: Shape = Shape::Text;
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let text = value.as_text().ok_or_else(|| Refusal::misshapen(member.name))?;
        check::one_of(member.told, text, member.choices)?;
        Ok(if text == "ALL_KEY_MATERIAL" { Self::All } else { Self::Rotations })
    }

    fn write(&self) -> Option<Value> {
        Some(Value::text(match self {
            Self::Rotations => "ROTATIONS_ONLY",
            Self::All => "ALL_KEY_MATERIAL",
        }))
    }

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl ListKeyRotations {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        self.page.check()?;
        let usable = at.managed(tx, &self.key, Action::ListKeyRotations)?;
        let shown =
            |m: &&KeyMaterial| self.material == IncludedMaterial::All || m.kind != MaterialKind::Initial;
        let all = usable.key.materials().filter(shown).cloned().collect();
        let listing = self.page.cut(all, |material: &KeyMaterial| hex(&material.id))?;
        Ok(KmsOutput::Rotations(usable.key.arn.clone(), listing))
    }
}
