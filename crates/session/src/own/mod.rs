//! People's own accounts in a session: `playground import` makes a world of files, `playground report` says what was found in
//! them, `playground plan` finds the way to a goal. They are programs of the shell and not operations: what they read is JSON, which the core doesn't know, and what they
//! make is another world, which no event leads to.
//!
//! Not here: how files are read, and how an estate becomes a world (`playground-estate`).

mod beyond;
mod import;
mod plan;
pub mod planning;
mod report;
mod runbook;

use std::rc::Rc;

use playground_aws::base64;
use playground_core::env::Time;
use playground_core::iam::session::Credentials;
use playground_core::ids::Region;
use playground_estate::world::{Beside, world_of};
use playground_estate::{Estate, FileRead};

use crate::state::State;
use crate::tools::Output;

/// What was read, and in what the world differs from it.
#[derive(Debug)]
pub struct Accounts {
    /// What the files say.
    pub estate: Rc<Estate>,
    /// What became of each file.
    pub files: Vec<FileRead>,
    /// What was left out of the world, or is assumed in it.
    pub beside: Vec<Beside>,
}

/// A command `playground NAME`.
struct Command {
    name: &'static str,
    /// What it does, in a line.
    about: &'static str,
    /// How it is called, and what its options mean.
    usage: &'static str,
    run: fn(&mut State, &[String]) -> Result<Output, String>,
}

const COMMANDS: [Command; 3] = [
    Command { name: "import", about: import::ABOUT, usage: import::USAGE, run: import::run },
    Command { name: "plan", about: plan::ABOUT, usage: plan::USAGE, run: plan::run },
    Command { name: "report", about: report::ABOUT, usage: report::USAGE, run: report::run },
];

/// The names of the commands, and what each does.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    COMMANDS.iter().map(|command| (command.name, command.about))
}

/// Runs `playground …` if it is one of these commands, or asks for help on one.
pub(crate) fn run(state: &mut State, words: &[String]) -> Option<Output> {
    let (program, rest) = words.split_first()?;
    let (name, args) = rest.split_first()?;
    let command = COMMANDS.iter().find(|command| command.name == name)?;
    if program != "playground" {
        return None;
    }
    if args.iter().any(|arg| matches!(arg.as_str(), "help" | "--help")) {
        return Some(Output::text([command.about, "\n\n", command.usage].concat()));
    }
    let said = (command.run)(state, args);
    Some(said.unwrap_or_else(|message| {
        let message = [command.name, ": ", &message].concat();
        Output::error("playground", &message, 1)
    }))
}

/// Returns whether a line asks which commands `playground` has. A profile's Region may stand behind it.
pub(crate) fn asks_for_help(words: &[String]) -> bool {
    matches!(words, [program, help, ..] if program == "playground" && matches!(help.as_str(), "help" | "--help"))
}

/// What `playground help` says of them, beside what it says of the operations.
pub(crate) fn help() -> String {
    let lines = COMMANDS.iter().map(|command| ["  ", command.name, "  ", command.about, "\n"].concat());
    ["\nFor your own accounts:\n\n", &lines.collect::<String>()].concat()
}

impl State {
    /// Makes the world that of an estate, at a moment, and gives each account a profile: its number. The account with most
    /// clusters is the default profile's as well.
    pub(crate) fn take_over(&mut self, estate: Rc<Estate>, files: Vec<FileRead>, at: Time) {
        let made = world_of(&estate, self.world.edition, self.world.seed, at);
        self.world = made.world;
        if let Some(region) = estate.main_region().filter(|region| Region::parse(region).is_ok()) {
            self.configure("default", "region", region);
        }
        for (place, who) in made.administrators.iter().enumerate() {
            if place == 0 {
                self.profile("default", who);
            }
            self.profile(&who.session.account.to_string(), who);
        }
        self.accounts = Some(Rc::new(Accounts { estate, files, beside: made.beside }));
    }

    fn profile(&mut self, name: &str, of: &Credentials) {
        self.configure(name, "aws_access_key_id", &of.session.key);
        self.configure(name, "aws_secret_access_key", &base64::encode(&of.secret));
        self.configure(name, "aws_session_token", &base64::encode(&of.token));
    }

    fn configure(&mut self, profile: &str, name: &str, value: &str) {
        self.configured.insert_mut([profile, ".", name].concat().into(), value.into());
    }

    /// The profiles that stand for the accounts of the files.
    pub(crate) fn profiles_of_own(&self) -> impl Iterator<Item = String> {
        let names = self.configured.iter().filter_map(|(name, _)| name.strip_suffix(".aws_session_token"));
        names.map(ToOwned::to_owned)
    }

    /// When the files were made, as far as they tell; else the time that it is.
    pub(crate) fn moment_of(&self, estate: &Estate) -> Time {
        estate.latest().unwrap_or(self.world.now)
    }
}

#[cfg(test)]
mod tests;
