//! People's own accounts in a session: `playground import` makes a world of files, `playground report` says what was found in
//! them, `playground plan` finds the way to a goal. They are programs of the shell and not operations: what they read is JSON, which the core doesn't know, and what they
//! make is another world, which no event leads to.
//!
//! Not here: how files are read, and how an estate becomes a world (`playground-estate`).

mod beyond;
pub mod goals;
mod import;
pub(crate) mod plan;
pub mod planning;
mod refused;
mod report;
mod runbook;

use std::rc::Rc;

use playground_aws::base64;
use playground_core::env::Time;
use playground_core::iam::session::Credentials;
use playground_core::ids::Region;
use playground_estate::world::{Beside, world_of};
use playground_estate::{Estate, FileRead};
use playground_parts::Part;

use crate::state::State;
use crate::tools::{Call, Output};

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

/// A command `playground NAME`. What it does is in the part of the program that runs it, so there is no function here.
struct Command {
    name: &'static str,
    /// What it does, in a line.
    about: &'static str,
    own: Own,
}

#[derive(Clone, Copy)]
enum Own {
    Import,
    Plan,
    Report,
    WhyRefused,
}

const COMMANDS: [Command; 4] = [
    Command { name: "import", about: import::ABOUT, own: Own::Import },
    Command { name: "plan", about: plan::ABOUT, own: Own::Plan },
    Command { name: "report", about: report::ABOUT, own: Own::Report },
    Command { name: "why-refused", about: refused::ABOUT, own: Own::WhyRefused },
];

/// The names of the commands, and what each does.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    COMMANDS.iter().map(|command| (command.name, command.about))
}

/// Runs `playground …` if it is one of these commands, or asks for help on one. The error is the part that is needed first.
pub(crate) fn run(
    state: &mut State,
    words: &[String],
    stdin: &mut Option<Rc<[u8]>>,
) -> Result<Option<Output>, Part> {
    let [program, name, args @ ..] = words else { return Ok(None) };
    let command = COMMANDS.iter().find(|command| program == "playground" && command.name == name);
    command.map(|command| run_here(state, command, args, stdin)).transpose()
}

playground_parts::begins! { OwnAccount "01":
    fn run_here(state: &mut State, command: &Command, args: &[String], stdin: &mut Option<Rc<[u8]>>) -> Output {
        type Run = fn(&mut Call<'_>) -> Result<Output, String>;
        let (usage, run): (&str, Run) = match command.own {
            Own::Import => (import::USAGE, import::run),
            Own::Plan => (plan::USAGE, plan::run),
            Own::Report => (report::USAGE, report::run),
            Own::WhyRefused => (refused::USAGE, refused::run),
        };
        if args.iter().any(|arg| matches!(arg.as_str(), "help" | "--help")) {
            return Output::text([command.about, "\n\n", usage].concat());
        }
        run(&mut Call { args, stdin, state }).unwrap_or_else(|message| {
            let message = [command.name, ": ", &message].concat();
            Output::error("playground", &message, 1)
        })
    }
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
    /// Makes the world that of an estate, at a moment, and gives each account a profile: its number, with the Region in which
    /// it has most. The account with most clusters is the default profile's as well.
    pub(crate) fn take_over(&mut self, estate: Rc<Estate>, files: Vec<FileRead>, at: Time) {
        let made = world_of(&estate, self.world.edition, self.world.seed, at);
        self.world = made.world;
        for (place, who) in made.administrators.iter().enumerate() {
            let account = who.session.account.to_string();
            let region = estate.main_region(&account).filter(|region| Region::parse(region).is_ok());
            for name in [account.as_str(), "default"].into_iter().take(if place == 0 { 2 } else { 1 }) {
                self.profile(name, who);
                if let Some(region) = region {
                    self.configure(name, "region", region);
                }
            }
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
