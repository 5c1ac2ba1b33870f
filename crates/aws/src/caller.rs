//! Whose credentials a line is sent with: those of its profile, or an access key.
//!
//! Not here: where credentials come from (variables, profiles of roles); the shell knows.

use crate::base64;
use crate::model::Operation;
use crate::usage::{Usage, service_error};
use playground_core::ids::Principal;
use playground_core::ops::{self, Protocol};
use playground_core::profile::{PROFILES, Profile};
use playground_core::world::World;

/// Whose credentials a line is sent with.
#[derive(Clone, Copy, Debug)]
pub enum Caller<'a> {
    /// Those of the profile that the line names.
    Profile,
    /// Those of a session.
    Session(&'a Principal),
    /// Some that the service refuses.
    Refused(BadKey),
}

/// Why a service refuses credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadKey {
    /// Nobody has that access key, or its token is another.
    Unknown,
    /// The secret is another: what is signed with it does not fit.
    Secret,
}

/// An access key as it was given.
#[derive(Clone, Copy, Debug)]
pub struct AccessKey<'a> {
    /// `AccessKeyId`
    pub id: &'a str,
    /// `SecretAccessKey`
    pub secret: &'a str,
    /// `SessionToken`, if there is one.
    pub token: Option<&'a str>,
}

impl AccessKey<'_> {
    /// Whose it is.
    pub fn owner(&self, world: &World) -> Result<Principal, BadKey> {
        let known = world.sessions.get(self.id).ok_or(BadKey::Unknown)?;
        if self.token.and_then(base64::decode).as_deref() != Some(&known.token[..]) {
            return Err(BadKey::Unknown);
        }
        if base64::decode(self.secret).as_deref() != Some(&known.secret[..]) {
            return Err(BadKey::Secret);
        }
        Ok(known.principal())
    }
}

/// Returns whether the text is part of credentials that a world has given.
pub fn is_of_session(world: &World, text: &str) -> bool {
    let bytes = base64::decode(text);
    let is = |known: &[u8]| bytes.as_deref() == Some(known);
    world.sessions.iter().any(|(key, known)| &**key == text || is(&known.secret) || is(&known.token))
}

const UNKNOWN: &str = "The security token included in the request is invalid.";
const SIGNATURE: &str = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

impl BadKey {
    /// The answer of the service that an operation is of.
    fn answer(self, protocol: Protocol, operation: &Operation) -> Box<Usage> {
        let (code, message) = match (self, protocol) {
            (Self::Unknown, Protocol::Json) => ("UnrecognizedClientException", UNKNOWN),
            (Self::Unknown, Protocol::Query) => ("InvalidClientTokenId", UNKNOWN),
            (Self::Secret, Protocol::Json) => ("InvalidSignatureException", SIGNATURE),
            (Self::Secret, Protocol::Query) => ("SignatureDoesNotMatch", SIGNATURE),
        };
        Usage::plain(254, &service_error(code, operation.name, message))
    }
}

impl Caller<'_> {
    /// Who calls with a profile's name, or else with what is `asked`: the service's answer where it refuses the credentials,
    /// the CLI's where there is no such profile. Programs that call no service need no credentials.
    pub(crate) fn of(
        self,
        profile: Option<&str>,
        asked: &ops::Operation,
        operation: &Operation,
    ) -> Result<Principal, Box<Usage>> {
        match (self, asked.protocol()) {
            (Self::Session(session), _) => Ok(session.clone()),
            (Self::Refused(why), Some(protocol)) => Err(why.answer(protocol, operation)),
            (Self::Refused(_) | Self::Profile, _) => {
                found(profile.unwrap_or("default")).map(Profile::principal)
            }
        }
    }
}

/// The profile of that name.
pub(crate) fn found(name: &str) -> Result<&'static Profile, Box<Usage>> {
    Profile::find(name).ok_or_else(|| {
        let names: Vec<&str> = PROFILES.iter().map(|profile| profile.name).collect();
        let text =
            ["The config profile (", name, ") could not be found (here there are ", &names.join(", "), ")"];
        Usage::plain(255, &text.concat())
    })
}
