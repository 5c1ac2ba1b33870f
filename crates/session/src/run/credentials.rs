//! Runs a line of `aws` with the credentials that it is sent with, and begins the session that a profile asks for before.
//!
//! Not here: whose credentials those are (`crate::credentials`).

use playground_aws::{BadKey, Caller, Given, Parsed, parse_with};
use playground_core::ids::{AccountId, Principal};

use super::Runner;
use crate::chain;
use crate::credentials::{self, Credentials};
use crate::tools;

impl Runner<'_> {
    /// Runs `aws …`, `playground …` or `sql …` with credentials, and begins the session that a profile asks for before.
    pub(super) fn with_credentials(
        &mut self,
        words: &[String],
        input: Option<&str>,
        credentials: Credentials,
    ) -> (Vec<u8>, String) {
        match credentials {
            Credentials::Profile => self.aws(words, input, Caller::Profile),
            Credentials::Session(session) => self.aws(words, input, Caller::Session(&session)),
            Credentials::Refused(why) => self.aws(words, input, Caller::Refused(why)),
            Credentials::Trouble(message) if self.calls(words, input) => {
                self.exit_code = 255;
                chain::take_events(&mut self.hasher, &[]);
                (Vec::new(), ["\n", &message, "\n"].concat())
            }
            Credentials::Assume(assume) if self.calls(words, input) => {
                let inner = credentials::of_profile(self.state, &assume.source);
                let mut line = assume.words;
                line.extend([String::from("--profile"), assume.source.to_string()]);
                tools::with_profile(&mut line, self.state);
                let before = self.state.world.sessions.clone();
                let (_, stderr) = self.with_credentials(&line, None, inner);
                if self.exit_code != 0 || self.paused.is_some() {
                    return (Vec::new(), stderr);
                }
                // Of those that the line began, the last: its source may have begun one before.
                let sessions = self.state.world.sessions.iter().map(|(_, known)| known);
                let begun = sessions.filter(|known| !before.contains_key(&known.session.key));
                let begun = begun.max_by_key(|known| known.session.since);
                let Some(begun) = begun.cloned() else { return (Vec::new(), stderr) };
                self.state.assumed.insert_mut(assume.profile, begun.session.key.clone());
                self.aws(words, input, Caller::Session(&begun.principal()))
            }
            // The line itself is wrong, or asks for help: nobody calls.
            Credentials::Assume(_) | Credentials::Trouble(_) => {
                self.aws(words, input, Caller::Refused(BadKey::Unknown))
            }
        }
    }

    /// Returns whether a line calls a service, and is not turned down by the CLI.
    fn calls(&self, words: &[String], input: Option<&str>) -> bool {
        let files = self.state.files.clone();
        let file = |name: &str| files.get(name.trim_start_matches("./")).cloned();
        // The profile is not one of the model's; whose credentials they are does not matter here.
        let given = Given { input, file: &file, caller: Caller::Session(&ANYBODY) };
        matches!(parse_with(words, &given, self.state.world.edition), Ok(Parsed::Run(_)))
    }
}

/// Whoever calls, where only the form of a line matters.
const ANYBODY: Principal = Principal::Root(AccountId::AWS);

/// The profile that a line names.
pub(super) fn named_profile(words: &[String]) -> Option<String> {
    let inline = words.iter().find_map(|word| word.strip_prefix("--profile="));
    let at = words.iter().position(|word| word == "--profile");
    inline.or_else(|| words.get(at? + 1).map(String::as_str)).map(str::to_owned)
}
