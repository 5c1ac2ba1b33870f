//! Who calls at present, and what was set of callers: whose credentials a line without `--profile` is sent with, from which
//! addresses users call, and which account is in an organization. Nothing of what every world begins with is said.

use playground_core::env::Time;
use playground_core::ids::{AccountId, Principal};
use playground_core::profile::Profile;

use super::names;
use crate::credentials::{self, Credentials};
use crate::state::State;
use crate::view::{Phrase, phrase};

/// Sentences, each about one thing.
pub(super) fn sentences(state: &State) -> Vec<Phrase> {
    let world = &state.world;
    let mut all: Vec<Phrase> = present(state).into_iter().collect();
    for (who, address) in &world.origins {
        let address = Phrase::own(address);
        all.push(phrase!("The address of {who}: {address}.", who = named(who), address = address));
    }
    for (account, organization) in &world.organizations {
        all.push(phrase!(
            "Account {account} is in the organization {organization}.",
            account = account.to_string(),
            organization = Phrase::own(organization)
        ));
    }
    all
}

/// Whoever a line without `--profile` calls as, if it is not the user of the default profile.
fn present(state: &State) -> Option<Phrase> {
    Some(match credentials::of_line(state, None, &[]) {
        Credentials::Session(session) => {
            let expires = state.world.credentials(&session)?.expires;
            session_until(&session, expires, state.world.now)
        }
        Credentials::Refused(_) => {
            Phrase::from("Without --profile, commands use an access key that nobody here has.")
        }
        Credentials::Trouble(message) => Phrase::own(&message),
        Credentials::Assume(assume) => phrase!(
            "Without --profile, commands first assume the role of profile {profile}.",
            profile = Phrase::own(&assume.profile)
        ),
        Credentials::Profile => {
            let chosen =
                state.variables.get("AWS_PROFILE").or_else(|| state.variables.get("AWS_DEFAULT_PROFILE"))?;
            let profile =
                Profile::find(credentials::base(state, chosen)).filter(|one| one.name != "default")?;
            phrase!("Without --profile, commands run as {who}.", who = named(&profile.principal()))
        }
    })
}

/// Longer than any session that AWS STS begins: ten years, in seconds.
const LONG: u64 = 10 * 365 * Time::DAY;

fn session_until(who: &Principal, expires: Time, now: Time) -> Phrase {
    let (who, time) = (named(who), names::clock(expires));
    if expires <= now {
        return phrase!(
            "Without --profile, commands run as {who}, whose credentials expired at {time}.",
            who = who,
            time = time
        );
    }
    // An administrator who stands for the owner of imported accounts has no end that matters.
    if expires > now.plus(LONG) {
        return phrase!("Without --profile, commands run as {who}.", who = who);
    }
    phrase!("Without --profile, commands run as {who}, until {time}.", who = who, time = time)
}

/// A caller with its account.
fn named(who: &Principal) -> Phrase {
    let account = who.account().unwrap_or(AccountId::AWS).to_string();
    phrase!("{who} in account {account}", who = super::trail::who(who, None), account = account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Session;
    use playground_core::edition::Edition;

    #[test]
    fn what_differs_from_the_beginning_is_said() {
        let mut session = Session::new(Session::seed_of("1"), Edition::Y2026);
        let said = |session: &Session| {
            let all = sentences(session.state());
            all.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert!(said(&session).is_empty());
        session.run("playground set-caller --source-ip 198.51.100.7 --profile dev\nexport AWS_PROFILE=dev");
        let as_dev = "Without --profile, commands run as user dev in account 111122223333.";
        assert_eq!(
            said(&session),
            [as_dev, "The address of user dev in account 111122223333: 198.51.100.7."]
        );
        session.run("playground set-caller --organization o-a1b2c3d4e5\nexport AWS_PROFILE=default");
        assert!(said(&session)[1].ends_with("111122223333 is in the organization o-a1b2c3d4e5."));
        session.run(
            "aws iam create-role --role-name app --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"sts:AssumeRole\"}]}'\n\
             C=$(aws sts assume-role --role-arn arn:aws:iam::111122223333:role/app --role-session-name alice --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)\n\
             export AWS_ACCESS_KEY_ID=$(echo \"$C\" | cut -f1) AWS_SECRET_ACCESS_KEY=$(echo \"$C\" | cut -f2) AWS_SESSION_TOKEN=$(echo \"$C\" | cut -f3)",
        );
        let role = "Without --profile, commands run as role app, session alice in account 111122223333";
        assert!(
            said(&session)[0].starts_with(&[role, ", until 2026-12-01 10:00"].concat()),
            "{:?}",
            said(&session)
        );
        session.run("playground wait 1h");
        assert!(said(&session)[0].starts_with(&[role, ", whose credentials expired at "].concat()));
        session.run("AWS_SESSION_TOKEN=other");
        assert_eq!(said(&session)[0], "Without --profile, commands use an access key that nobody here has.");
    }
}
