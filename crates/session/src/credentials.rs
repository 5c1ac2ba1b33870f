//! Whose credentials a line of `aws` is sent with, as the CLI looks for them: the profile that the line names; the variables
//! `AWS_ACCESS_KEY_ID` and the like; the profile that `AWS_PROFILE` names; the default profile. A profile with `role_arn`
//! assumes that role with the credentials of its `source_profile`, and keeps the session until a quarter of an hour before
//! its end, as botocore does.
//!
//! Not here: what an access key opens (`playground-aws`), the settings of profiles (`tools::settings`).

use std::rc::Rc;

use playground_aws::{AccessKey, BadKey};
use playground_core::ids::Principal;
use playground_core::profile::Profile;

use crate::state::State;

/// Whose credentials a line is sent with.
pub(crate) enum Credentials {
    /// Those of a profile that every world begins with.
    Profile,
    /// Those of a session.
    Session(Principal),
    /// Some that the service refuses.
    Refused(BadKey),
    /// Those of a session that has yet to begin.
    Assume(Assume),
    /// The CLI itself has something to say.
    Trouble(String),
}

/// A session that a profile's settings ask for.
pub(crate) struct Assume {
    /// The profile.
    pub(crate) profile: Rc<str>,
    /// The profile whose credentials begin the session.
    pub(crate) source: Rc<str>,
    /// The line of AWS STS, without a profile.
    pub(crate) words: Vec<String>,
}

/// How many profiles lead from one to the next: the CLI allows any chain that has no circle.
const LONGEST_CHAIN: usize = 8;
/// How long before its end botocore replaces a session of a profile, in seconds.
const REPLACED_BEFORE: u64 = 900;

/// The credentials of a line that names the profile `named` or none, with the variables that stand before it.
pub(crate) fn of_line(state: &State, named: Option<&str>, assigned: &[(&str, String)]) -> Credentials {
    if let Some(named) = named {
        return of_profile(state, named);
    }
    let variable = |name: &str| {
        let here = assigned.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        here.or_else(|| state.variables.get(name).map(ToString::to_string)).filter(|value| !value.is_empty())
    };
    if let Some(id) = variable("AWS_ACCESS_KEY_ID") {
        let Some(secret) = variable("AWS_SECRET_ACCESS_KEY") else {
            return Credentials::Trouble(String::from(
                "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY",
            ));
        };
        let token = variable("AWS_SESSION_TOKEN").or_else(|| variable("AWS_SECURITY_TOKEN"));
        return of_key(state, AccessKey { id: &id, secret: &secret, token: token.as_deref() });
    }
    let profile = variable("AWS_PROFILE").or_else(|| variable("AWS_DEFAULT_PROFILE"));
    of_profile(state, profile.as_deref().unwrap_or("default"))
}

fn of_key(state: &State, key: AccessKey<'_>) -> Credentials {
    match key.owner(&state.world) {
        Ok(session) => Credentials::Session(session),
        Err(why) => Credentials::Refused(why),
    }
}

/// The credentials of a profile.
pub(crate) fn of_profile(state: &State, name: &str) -> Credentials {
    let setting = |key| state.configured(name, key);
    if let Some(role) = setting("role_arn") {
        return of_role(state, name, role);
    }
    // Of other access keys, only that they were set is known.
    match setting("aws_access_key_id").filter(|id| id.starts_with("ASIA")) {
        None => Credentials::Profile,
        Some(id) => {
            let secret = setting("aws_secret_access_key").unwrap_or_default();
            of_key(state, AccessKey { id, secret, token: setting("aws_session_token") })
        }
    }
}

fn of_role(state: &State, name: &str, role: &str) -> Credentials {
    let known = state.assumed.get(name).and_then(|key| state.world.sessions.get(key));
    if let Some(known) = known
        && known.expires > state.world.now.plus(REPLACED_BEFORE)
    {
        return Credentials::Session(known.principal());
    }
    let Some(source) = state.configured(name, "source_profile") else {
        return Credentials::Trouble(
            [
                "Partial credentials found in assume-role, missing: source_profile or credential_source (profile ",
                name,
                ")",
            ]
            .concat(),
        );
    };
    let mut last = source;
    for step in 0.. {
        let next = state.configured(last, "role_arn").and_then(|_| state.configured(last, "source_profile"));
        // A profile may be the source of itself: then its own access key is meant.
        match next.filter(|next| *next != last) {
            None => break,
            Some(_) if step > LONGEST_CHAIN => {
                let text = [
                    "Infinite loop in credential configuration detected. Attempting to load from profile ",
                    name,
                    " which has already been visited.",
                ];
                return Credentials::Trouble(text.concat());
            }
            Some(next) => last = next,
        }
    }
    let session = state
        .configured(name, "role_session_name")
        .map_or_else(|| ["botocore-session-", &state.world.now.0.to_string()].concat(), ToOwned::to_owned);
    let mut words: Vec<String> =
        ["aws", "sts", "assume-role", "--role-arn", role, "--role-session-name", &session]
            .map(String::from)
            .into();
    for (key, option) in [("duration_seconds", "--duration-seconds"), ("external_id", "--external-id")] {
        words.extend(
            state.configured(name, key).into_iter().flat_map(|value| [option.to_owned(), value.to_owned()]),
        );
    }
    Credentials::Assume(Assume { profile: name.into(), source: source.into(), words })
}

/// Returns whether a profile has credentials of its own kind: a role's, or a session's that were copied into it.
pub(crate) fn has_own(state: &State, name: &str) -> bool {
    !matches!(of_profile(state, name), Credentials::Profile)
}

/// The profile that every world begins with from which one takes its credentials: itself, or its `source_profile`.
pub(crate) fn base<'a>(state: &'a State, name: &'a str) -> &'a str {
    if Profile::find(name).is_some() || !state.has_profile(name) {
        return name;
    }
    state.configured(name, "source_profile").unwrap_or("default")
}
