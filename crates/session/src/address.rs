//! The page's addresses: the part after the `#`. Old addresses must keep working, so `v1` is read forever.
//!
//! | address | what it opens |
//! |---|---|
//! | nothing | the list of scenarios |
//! | `#v1/first-minute` | the first minute: a secret is encrypted, stolen, tampered with and lost |
//! | `#v1/free` | free play in the edition of 2020 |
//! | `#v1/<scenario>/<step>` | a scenario, at a step counted from 1, in its own edition |
//! | `#v1/challenge/<id>` | a challenge |
//! | `#v1/quiz` | the quiz, and with an edition its questions |
//! | `#v1/do/<payload>` | commands, as [`crate::exchange::link`] writes them, with their edition |
//! | `#v1/own-account` | what files say of the reader's own accounts: the findings |
//! | `#v1/own-account/<section>` | the same, at another section: [`OwnSection`] |
//! | `#v1/own-account/world` | the same as a world, while this tab has the files or the browser keeps them |
//! | `#v1/own/<payload>` | what somebody's files say, as [`crate::exchange::own_link`] writes it, as a world |
//! | `#v1/what-changed` | both editions beside each other |
//! | `#v1/what-changed/<rule>` | the same, at a statement |
//! | `#v1/what-is-real` | what is real here and what is a model |
//!
//! `?edition=2026` behind free play and a scenario names another edition: free play in it, or the commands of the
//! scenario in a world of it. Behind the quiz it chooses the questions. Behind the others it says nothing. Reading a
//! browser's location is not done here.

use playground_core::edition::Edition;
use playground_core::rules::RuleId;

use crate::exchange::{TooLong, Unreadable, no_edition};
use crate::scenario::is_id;

/// What an address opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The list of scenarios.
    Home,
    /// The first minute.
    FirstMinute,
    /// Free play.
    Free(Edition),
    /// A scenario, at a step.
    Scenario {
        /// The scenario's id, or the address of an author's file.
        id: String,
        /// The index of the step.
        step: usize,
        /// The edition in whose world its commands run; `None` for its own.
        edition: Option<Edition>,
    },
    /// A challenge, by its id.
    Challenge(String),
    /// The quiz: its questions in an edition, or the choice of one.
    Quiz(Option<Edition>),
    /// The reader's own accounts, from files, at a section.
    OwnAccount(OwnSection),
    /// The reader's own accounts as a world.
    OwnWorld,
    /// What somebody's files say, as a world: the payload, which [`crate::exchange::open_own_link`] reads.
    Given(String),
    /// Both editions beside each other, at a statement if one is named.
    WhatChanged(Option<RuleId>),
    /// What is real and what is a model.
    WhatIsReal,
    /// Commands: the payload, which [`crate::exchange::open_link`] reads.
    Commands(String),
    /// Nothing that can be opened; the text says why.
    Unknown(Unreadable),
}

/// A section of the page about the reader's own accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnSection {
    /// What was found, worst first.
    #[default]
    Findings,
    /// The clusters, snapshots and backups.
    Data,
    /// The keys, and what depends on one of them or on an account.
    Depends,
    /// What would happen if.
    WhatIf,
    /// A goal, and the ways to it.
    Plan,
    /// What plans of Terraform would replace.
    Terraform,
    /// An error, and why it came.
    Refused,
    /// The files, and more of them.
    Files,
}

impl OwnSection {
    /// All of them, as the page shows them.
    pub const ALL: [Self; 8] = [
        Self::Findings,
        Self::Data,
        Self::Depends,
        Self::WhatIf,
        Self::Plan,
        Self::Terraform,
        Self::Refused,
        Self::Files,
    ];

    /// Its name in an address.
    const fn name(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Data => "data",
            Self::Depends => "depends",
            Self::WhatIf => "what-if",
            Self::Plan => "plan",
            Self::Terraform => "terraform",
            Self::Refused => "why-refused",
            Self::Files => "files",
        }
    }

    /// The section that a part of an address names; the findings if it names none.
    fn named(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|section| name == Some(section.name())).unwrap_or_default()
    }
}

const FIRST_MINUTE: &str = "first-minute";
const FREE: &str = "free";
const COMMANDS: &str = "do";
const WHAT_CHANGED: &str = "what-changed";
const OWN_ACCOUNT: &str = "own-account";
const OWN_WORLD: &str = "world";
const GIVEN: &str = "own";
const WHAT_IS_REAL: &str = "what-is-real";
const CHALLENGE: &str = "challenge";
const QUIZ: &str = "quiz";

impl Address {
    /// A scenario at a step, in its own edition.
    pub const fn scenario(id: String, step: usize) -> Self {
        Self::Scenario { id, step, edition: None }
    }

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
            Self::FirstMinute => ["#v1/", FIRST_MINUTE].concat(),
            Self::Free(edition) => {
                ["#v1/", FREE, &query(Some(*edition).filter(|it| *it != Edition::default()))].concat()
            }
            Self::Scenario { id, step, edition } => {
                ["#v1/", id, "/", &step.saturating_add(1).to_string(), &query(*edition)].concat()
            }
            Self::Challenge(id) => ["#v1/", CHALLENGE, "/", id].concat(),
            Self::Quiz(edition) => ["#v1/", QUIZ, &query(*edition)].concat(),
            Self::OwnAccount(OwnSection::Findings) => ["#v1/", OWN_ACCOUNT].concat(),
            Self::OwnAccount(section) => ["#v1/", OWN_ACCOUNT, "/", section.name()].concat(),
            Self::OwnWorld => ["#v1/", OWN_ACCOUNT, "/", OWN_WORLD].concat(),
            Self::Given(payload) => ["#v1/", GIVEN, "/", payload].concat(),
            Self::WhatChanged(None) => ["#v1/", WHAT_CHANGED].concat(),
            Self::WhatChanged(Some(rule)) => ["#v1/", WHAT_CHANGED, "/", rule.name()].concat(),
            Self::WhatIsReal => ["#v1/", WHAT_IS_REAL].concat(),
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
    let edition = edition(query)?;
    let id = parts.next().unwrap_or_default();
    let rest = parts.next();
    let more = parts.next().is_some();
    match id {
        "" if rest.is_none() => Ok(Address::Home),
        FIRST_MINUTE => Ok(Address::FirstMinute),
        FREE => Ok(Address::Free(edition.unwrap_or_default())),
        WHAT_CHANGED => Ok(Address::WhatChanged(rest.and_then(RuleId::parse))),
        WHAT_IS_REAL => Ok(Address::WhatIsReal),
        QUIZ => Ok(Address::Quiz(edition)),
        OWN_ACCOUNT if rest == Some(OWN_WORLD) => Ok(Address::OwnWorld),
        OWN_ACCOUNT => Ok(Address::OwnAccount(OwnSection::named(rest))),
        CHALLENGE => match rest {
            Some(id) if is_id(id) => Ok(Address::Challenge(String::from(id))),
            _ => Err(String::from(
                "challenge/ is followed by the ID of a challenge: lowercase letters, digits and hyphens.",
            )),
        },
        COMMANDS => match rest {
            _ if more => Err(String::from("It has more parts than an address has.")),
            Some(payload) if !payload.is_empty() => Ok(Address::Commands(String::from(payload))),
            _ => Err(String::from("Its commands are missing.")),
        },
        GIVEN => match rest {
            _ if more => Err(String::from("It has more parts than an address has.")),
            Some(payload) if !payload.is_empty() => Ok(Address::Given(String::from(payload))),
            _ => Err(String::from("What it should say of somebody's accounts is missing.")),
        },
        _ if !is_id(id) => Err(String::from(
            "After #v1/ comes the ID of a scenario: lower-case letters, digits and hyphens.",
        )),
        _ => {
            // A text that is not a step number opens the first step.
            let step = rest.and_then(|text| text.parse::<u32>().ok()).unwrap_or(1);
            Ok(Address::Scenario { id: String::from(id), step: step.saturating_sub(1) as usize, edition })
        }
    }
}

/// The text that names an edition, with its `?`.
fn query(edition: Option<Edition>) -> String {
    edition.map_or_else(String::new, |edition| ["?edition=", edition.name()].concat())
}

/// Reads `edition=2026` in the text after the `?`. Other parameters are ignored.
fn edition(query: &str) -> Result<Option<Edition>, String> {
    let mut named = query.split('&').filter_map(|pair| pair.strip_prefix("edition="));
    named.try_fold(None, |_, name| Edition::parse(name).map(Some).ok_or_else(no_edition))
}

#[cfg(test)]
mod tests {
    use super::Address::{
        self, Challenge, Commands, FirstMinute, Free, Given, Home, OwnAccount, OwnWorld, Quiz, Scenario,
        Unknown, WhatChanged, WhatIsReal,
    };
    use super::OwnSection;
    use playground_core::edition::Edition::{Y2020, Y2026};
    use playground_core::rules::RuleId;

    fn at(step: usize) -> Address {
        Address::scenario("a".into(), step)
    }

    #[test]
    fn reads_what_it_writes() {
        let today = Scenario { id: "lose-the-key".into(), step: 4, edition: Some(Y2026) };
        for (a, hash) in [
            (Home, "#"),
            (FirstMinute, "#v1/first-minute"),
            (Free(Y2020), "#v1/free"),
            (Free(Y2026), "#v1/free?edition=2026"),
            (at(4), "#v1/a/5"),
            (today, "#v1/lose-the-key/5?edition=2026"),
            (WhatChanged(None), "#v1/what-changed"),
            (WhatChanged(Some(RuleId::N09)), "#v1/what-changed/N09"),
            (WhatIsReal, "#v1/what-is-real"),
            (Challenge("a-copy".into()), "#v1/challenge/a-copy"),
            (OwnAccount(OwnSection::Findings), "#v1/own-account"),
            (OwnAccount(OwnSection::Depends), "#v1/own-account/depends"),
            (OwnAccount(OwnSection::Refused), "#v1/own-account/why-refused"),
            (OwnWorld, "#v1/own-account/world"),
            (Quiz(None), "#v1/quiz"),
            (Quiz(Some(Y2020)), "#v1/quiz?edition=2020"),
            (Commands("Ab-_9".into()), "#v1/do/Ab-_9"),
            (Given("Ab-_9".into()), "#v1/own/Ab-_9"),
        ] {
            assert_eq!(a.hash(), hash);
            assert_eq!(Address::parse(hash), a);
        }
    }

    #[test]
    fn every_section_of_ones_own_account_has_an_address() {
        for section in OwnSection::ALL {
            assert_eq!(Address::parse(&OwnAccount(section).hash()), OwnAccount(section));
        }
    }

    #[test]
    fn old_and_careless_addresses_open() {
        for (hash, want) in [
            ("", Home),
            ("#", Home),
            ("#v1", Home),
            ("#v1/", Home),
            ("v1/free", Free(Y2020)),
            ("#v1/first-minute/3?edition=2026", FirstMinute),
            ("#v1/free?edition=2020", Free(Y2020)),
            ("#v1/free?edition=2020&edition=2026", Free(Y2026)),
            ("#v1/a/x", at(0)),
            ("#v1/a", at(0)),
            ("#v1/a/", at(0)),
            ("#v1/a/3/", at(2)),
            ("#v1/a/0?edition=2020", Scenario { id: "a".into(), step: 0, edition: Some(Y2020) }),
            ("#v1/a/3?theme=dark&edition=2026", Scenario { id: "a".into(), step: 2, edition: Some(Y2026) }),
            ("#v1/a/99999999999999999999", at(0)),
            ("#v1/what-changed/L99", WhatChanged(None)),
            ("#v1/own-account/findings", OwnAccount(OwnSection::Findings)),
            ("#v1/own-account/nothing", OwnAccount(OwnSection::Findings)),
            ("#v1/own-account/plan/x", OwnAccount(OwnSection::Plan)),
            ("#v1/do/abc?edition=2020", Commands("abc".into())),
        ] {
            assert_eq!(Address::parse(hash), want, "{hash}");
        }
        assert_eq!(at(usize::MAX).hash(), format!("#v1/a/{}", usize::MAX));
    }

    #[test]
    fn what_cannot_be_opened_says_why() {
        for (hash, why) in [
            ("#v2/a/1", "version 2"),
            ("#v1234567/a", "does not begin with #v1/"),
            ("#main", "does not begin with #v1/"),
            ("#v1/../x", "the ID of a scenario"),
            ("#v1//x", "the ID of a scenario"),
            ("#v1/A", "the ID of a scenario"),
            ("#v1/<b>", "the ID of a scenario"),
            ("#v1/challenge", "the ID of a challenge"),
            ("#v1/challenge/A", "the ID of a challenge"),
            ("#v1/do/a/b", "more parts"),
            ("#v1/do", "commands are missing"),
            ("#v1/do/", "commands are missing"),
            ("#v1/own", "is missing"),
            ("#v1/own/", "is missing"),
            ("#v1/own/a/b", "more parts"),
            ("#v1/a/1?edition=2031", "an edition of the rules that does not exist. There are 2020 and 2026."),
            ("#v1/free?edition=", "edition"),
            ("#v1/what-changed?edition=1", "edition"),
        ] {
            match Address::parse(hash) {
                Unknown(found) => assert!(found.to_string().contains(why), "{hash}: {found}"),
                other => panic!("{hash}: {other:?}"),
            }
        }
    }
}
