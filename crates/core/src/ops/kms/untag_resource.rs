//! `UntagResource`: removing a tag that the key does not have is no error.
//!
//! Refused, in this order: a tag reserved for AWS; key not found; no permission; the key's state.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::condition_key::ConditionKey;
use crate::kms::key::Key;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Removes tags from a key.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        InvalidArnException,
        KMSInvalidStateException,
        NotFoundException,
        TagException,
        ValidationException
    )
)]
pub struct UntagResource {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The names of the tags.
    #[member(TagKeys, required)]
    pub names: Vec<Rc<str>>,
}

impl UntagResource {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        for name in &self.names {
            check::tags(&[(name.clone(), "".into())], 0)?;
        }
        at.knows(self.names.iter().map(|name| (ConditionKey::TagKeys, name.clone())));
        let usable = at.managed(tx, &self.key, Action::UntagResource)?;
        let mut key = Key::clone(&usable.key);
        for name in &self.names {
            key.tags.remove_mut(name);
        }
        tx.emit(Event::KeyPut(Rc::new(key)));
        Ok(KmsOutput::Nothing)
    }
}
