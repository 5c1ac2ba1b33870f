//! The page's addresses: the part after the `#`. Old addresses must keep working, so `v1` is read forever.
//!
//! | address | what it opens |
//! |---|---|
//! | nothing | the list of scenarios |
//! | `#v1/free` | free play |
//! | `#v1/<scenario>/<step>` | a scenario, at a step counted from 1 |
//! | `#v1/do/<payload>` | commands, as [`crate::exchange::link`] writes them |
//!
//! Each of them may be followed by `?edition=2020`. Reading a browser's location is not done here.

use playground_core::edition::Edition;

use crate::exchange::{TooLong, Unreadable, no_edition};
use crate::scenario::is_id;

/// What an address opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The list of scenarios.
    Home,
    /// Free play.
    Free,
    /// A scenario, and the index of the step in it.
    Scenario(String, usize),
    /// Commands: the payload, which [`crate::exchange::open_link`] reads.
    Commands(String),
    /// Nothing that can be opened; the text says why.
    Unknown(Unreadable),
}

const FREE: &str = "free";
const COMMANDS: &str = "do";

impl Address {
    /// Parses a location's hash, with or without its `#`.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if hash.is_empty() {
            return Self::Home;
        }
        read(hash).unwrap_or_else(|why| Self::Unknown(Unreadable::address(&why)))
    }

    /// The hash that opens it.
    pub fn hash(&self) -> String {
        match self {
            Self::Home | Self::Unknown(_) => String::from("#"),
            Self::Free => ["#v1/", FREE].concat(),
            Self::Scenario(id, step) => ["#v1/", id, "/", &step.saturating_add(1).to_string()].concat(),
            Self::Commands(payload) => ["#v1/", COMMANDS, "/", payload].concat(),
        }
    }

    /// The address that opens the commands of a saved session.
    pub fn of(saved: &crate::exchange::Saved) -> Result<Self, TooLong> {
        crate::exchange::link(saved).map(Self::Commands)
    }
}

fn read(hash: &str) -> Result<Address, String> {
    let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
    let mut parts = path.split('/');
    let version = parts.next().unwrap_or_default();
    if version != "v1" {
        let number = version.strip_prefix('v').unwrap_or_default();
        let newer = !number.is_empty() && number.len() < 4 && number.bytes().all(|b| b.is_ascii_digit());
        return Err(if newer {
            ["It is of version ", number, ", and this page reads version 1."].concat()
        } else {
            String::from("It does not begin with #v1/.")
        });
    }
    edition(query)?;
    let id = parts.next().unwrap_or_default();
    let rest = parts.next();
    let more = parts.next().is_some();
    match id {
        "" if rest.is_none() => Ok(Address::Home),
        FREE => Ok(Address::Free),
        COMMANDS => match rest {
            _ if more => Err(String::from("It has more parts than an address has.")),
            Some(payload) if !payload.is_empty() => Ok(Address::Commands(String::from(payload))),
            _ => Err(String::from("Its commands are missing.")),
        },
        _ if !is_id(id) => {
            Err(String::from("Behind #v1/ stands the id of a scenario: small letters, digits and hyphens."))
        }
        _ => {
            // A text that is not a step number opens the first step.
            let step = rest.and_then(|text| text.parse::<u32>().ok()).unwrap_or(1);
            Ok(Address::Scenario(String::from(id), step.saturating_sub(1) as usize))
        }
    }
}

/// Checks `edition=2020` in the text after the `?`. Other parameters are ignored.
fn edition(query: &str) -> Result<(), String> {
    for pair in query.split('&') {
        if let Some(name) = pair.strip_prefix("edition=")
            && Edition::parse(name).is_none()
        {
            return Err(no_edition());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Address::{self, Commands, Free, Home, Scenario, Unknown};

    #[test]
    fn reads_what_it_writes() {
        for a in [Home, Free, Scenario("lose-the-key".into(), 4), Commands("Ab-_9".into())] {
            assert_eq!(Address::parse(&a.hash()), a);
        }
    }

    #[test]
    fn old_and_careless_addresses_open() {
        for (hash, want) in [
            ("", Home),
            ("#", Home),
            ("#v1", Home),
            ("#v1/", Home),
            ("v1/free", Free),
            ("#v1/free?edition=2020", Free),
            ("#v1/a/x", Scenario("a".into(), 0)),
            ("#v1/a", Scenario("a".into(), 0)),
            ("#v1/a/", Scenario("a".into(), 0)),
            ("#v1/a/3/", Scenario("a".into(), 2)),
            ("#v1/a/0?edition=2020", Scenario("a".into(), 0)),
            ("#v1/a/3?theme=dark&edition=2020", Scenario("a".into(), 2)),
            ("#v1/a/99999999999999999999", Scenario("a".into(), 0)),
            ("#v1/do/abc?edition=2020", Commands("abc".into())),
        ] {
            assert_eq!(Address::parse(hash), want, "{hash}");
        }
        assert_eq!(Scenario("a".into(), usize::MAX).hash(), format!("#v1/a/{}", usize::MAX));
    }

    #[test]
    fn what_cannot_be_opened_says_why() {
        for (hash, why) in [
            ("#v2/a/1", "version 2"),
            ("#v1234567/a", "does not begin with #v1/"),
            ("#main", "does not begin with #v1/"),
            ("#v1/../x", "the id of a scenario"),
            ("#v1//x", "the id of a scenario"),
            ("#v1/A", "the id of a scenario"),
            ("#v1/<b>", "the id of a scenario"),
            ("#v1/do/a/b", "more parts"),
            ("#v1/do", "commands are missing"),
            ("#v1/do/", "commands are missing"),
            ("#v1/a/1?edition=2026", "edition"),
            ("#v1/free?edition=", "edition"),
        ] {
            match Address::parse(hash) {
                Unknown(found) => assert!(found.to_string().contains(why), "{hash}: {found}"),
                other => panic!("{hash}: {other:?}"),
            }
        }
    }
}
