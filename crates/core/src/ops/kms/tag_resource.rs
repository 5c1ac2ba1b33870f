//! `TagResource`: adds tags, or changes the values of present ones.
//!
//! Refused, in this order: invalid tags; key not found; no permission; the key's state; too many tags.

use super::KmsOutput;
use super::attempt::Attempt;
use super::check;
use super::known;
use super::members::Tags;
use crate::event::Event;
use crate::ids::KeyRef;
use crate::kms::action::Action;
use crate::kms::key::Key;
use crate::ops::Tx;
use crate::refusal::Refusal;
use std::rc::Rc;

/// Adds tags to a key, or changes them.
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
pub struct TagResource {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The tags.
    #[member(Tags, required)]
    pub tags: Tags,
}

impl TagResource {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        check::tags(&self.tags.0, 0)?;
        at.knows(known::of_tags(&self.tags.0));
        let usable = at.managed(tx, &self.key, Action::TagResource)?;
        let mut key = Key::clone(&usable.key);
        let present = |name: &Rc<str>| self.tags.0.iter().any(|(new, _)| new == name);
        check::tags(&self.tags.0, key.tags.keys().filter(|name| !present(name)).count())?;
        for (name, value) in &self.tags.0 {
            key.tags.insert_mut(name.clone(), value.clone());
        }
        tx.emit(Event::KeyPut(Rc::new(key)));
        Ok(KmsOutput::Nothing)
    }
}
