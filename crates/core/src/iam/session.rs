//! The credentials of a role's session, as `AssumeRole` gives them. They are derived from the world's seed and open nothing
//! outside of it.

use crate::env::Time;
use crate::ids::{Principal, Session};
use crate::kms::policy::Policy;
use std::rc::Rc;

/// The length of a secret access key, in bytes: 40 characters of base64.
pub const SECRET_LEN: usize = 30;
/// The length of a session token, in bytes. AWS's are longer and of no fixed length.
pub const TOKEN_LEN: usize = 120;

/// The credentials of a session, and until when they hold.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Credentials {
    /// The session; its `key` is `AccessKeyId`.
    pub session: Rc<Session>,
    /// `SecretAccessKey`
    pub secret: [u8; SECRET_LEN],
    /// `SessionToken`
    pub token: [u8; TOKEN_LEN],
    /// `Expiration`
    pub expires: Time,
    /// The session's own policy, if it was begun with one.
    pub policy: Option<Rc<Policy>>,
}

impl Credentials {
    /// Whoever has them.
    pub fn principal(&self) -> Principal {
        Principal::Session(self.session.clone())
    }
}
