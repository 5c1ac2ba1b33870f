//! What commands run on: the world, and what the shell knows: variables, files, options, functions and their arguments.
//!
//! Files are read and written in `tools::files`, settings of profiles in `tools::settings`.

use std::rc::Rc;

use playground_core::map::Map;
use playground_core::world::World;

use crate::own::Accounts;
use crate::shell::{Command, Position};
use crate::tools;

/// The state that commands run on: the world, and what the shell knows.
#[derive(Clone)]
pub struct State {
    /// The world.
    pub world: World,
    /// The variables by name.
    pub variables: Map<Rc<str>, Rc<str>>,
    /// The files by name.
    pub files: Map<Rc<str>, Rc<[u8]>>,
    /// What `aws configure set` set, by profile and name: `dev.region`.
    pub(crate) configured: Map<Rc<str>, Rc<str>>,
    /// The access keys of the sessions that profiles with `role_arn` have begun, by profile.
    pub(crate) assumed: Map<Rc<str>, Rc<str>>,
    /// What `set` set.
    pub(crate) options: tools::Options,
    /// The functions by name.
    pub(crate) functions: Map<Rc<str>, Function>,
    /// `$1`, `$2` and so on.
    pub(crate) arguments: Rc<[Rc<str>]>,
    /// The call of a function that is running.
    pub(crate) call: Option<Rc<Call>>,
    /// The exit code of the last command.
    pub(crate) status: u8,
    /// The reader's own accounts, if the world is one that was made of files.
    pub(crate) accounts: Option<Rc<Accounts>>,
    /// The bytes of all values given to variables, files, functions and settings so far.
    pub(crate) assigned: u64,
}

/// A function.
#[derive(Clone)]
pub(crate) struct Function {
    /// What a call runs.
    pub(crate) body: Rc<[Command]>,
    /// Where it was defined, which errors in it are counted from.
    pub(crate) at: Position,
}

/// A call of a function, and what comes back when it returns.
#[derive(Clone)]
pub(crate) struct Call {
    /// The commands of the function.
    pub(crate) body: Rc<[Command]>,
    /// The arguments of the caller.
    arguments: Rc<[Rc<str>]>,
    /// What the variables were that became local; the first one of a name counts.
    locals: Vec<(Rc<str>, Option<Rc<str>>)>,
    /// The call that made this one.
    outer: Option<Rc<Self>>,
    /// How many calls there are, with this one.
    depth: usize,
}

/// What a shell inside a shell has of its own.
pub(crate) struct Own {
    variables: Map<Rc<str>, Rc<str>>,
    options: tools::Options,
    functions: Map<Rc<str>, Function>,
    arguments: Rc<[Rc<str>]>,
    call: Option<Rc<Call>>,
}

/// The most calls inside each other.
const MAX_CALLS: usize = 50;

impl State {
    /// The state of a new session.
    pub(crate) fn new(world: World) -> Self {
        Self {
            world,
            variables: Map::new(),
            files: Map::new(),
            configured: Map::new(),
            assumed: Map::new(),
            options: tools::Options::default(),
            functions: Map::new(),
            arguments: Rc::from([]),
            call: None,
            status: 0,
            accounts: None,
            assigned: 0,
        }
    }

    /// The bytes that it takes beyond what it shares with the state that it came from, about.
    pub(crate) fn beyond(&self, before: &Self) -> u64 {
        self.world.beyond(&before.world) + self.assigned.saturating_sub(before.assigned)
    }

    /// Gives a variable a value.
    pub(crate) fn assign(&mut self, name: &str, value: &str) {
        self.assigned += value.len() as u64;
        self.variables.insert_mut(name.into(), value.into());
    }

    /// The value of a variable, or of `?`, `#`, `@`, `*`, `0`, `1` and so on, if it has one.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        match name {
            "?" => Some(self.status.to_string()),
            "#" => Some(self.arguments.len().to_string()),
            "@" | "*" => Some(self.arguments.join(" ")),
            "0" => Some(String::from("bash")),
            name if name.starts_with(|c: char| c.is_ascii_digit()) => {
                let index = name.parse::<usize>().ok()?.checked_sub(1)?;
                self.arguments.get(index).map(ToString::to_string)
            }
            name => self.variables.get(name).map(ToString::to_string),
        }
    }

    /// Gives the shell, or the function that is running, other arguments.
    pub(crate) fn set_arguments(&mut self, arguments: &[String]) {
        self.arguments = arguments.iter().map(|it| Rc::from(it.as_str())).collect();
        self.assigned += arguments.iter().map(|it| it.len() as u64).sum::<u64>();
    }

    /// How many calls of functions are running.
    pub(crate) fn depth(&self) -> usize {
        self.call.as_ref().map_or(0, |call| call.depth)
    }

    /// Defines a function, whose text has so many bytes.
    pub(crate) fn define(&mut self, name: &str, body: &Rc<[Command]>, at: Position, bytes: usize) {
        self.assigned += bytes as u64;
        self.functions.insert_mut(name.into(), Function { body: Rc::clone(body), at });
    }

    /// What commands in a `$(…)` may change for themselves only.
    pub(crate) fn own(&self) -> Own {
        Own {
            variables: self.variables.clone(),
            options: self.options,
            functions: self.functions.clone(),
            arguments: Rc::clone(&self.arguments),
            call: self.call.clone(),
        }
    }

    /// Takes back what they changed of it. What they did to the world and to files stays.
    pub(crate) fn come_back(&mut self, own: Own) {
        let Own { variables, options, functions, arguments, call } = own;
        (self.variables, self.functions) = (variables, functions);
        (self.options, self.arguments, self.call) = (options, arguments, call);
    }

    /// Begins a call. The error says why that is not possible.
    pub(crate) fn enter(&mut self, body: Rc<[Command]>, arguments: &[String]) -> Result<(), String> {
        let depth = self.depth() + 1;
        if depth > MAX_CALLS {
            return Err(String::from(
                "There are more than 50 calls inside each other here. End the recursion earlier.",
            ));
        }
        let call = Call {
            body,
            arguments: Rc::clone(&self.arguments),
            locals: Vec::new(),
            outer: self.call.take(),
            depth,
        };
        self.call = Some(Rc::new(call));
        self.set_arguments(arguments);
        Ok(())
    }

    /// Ends a call: its local variables have their values of before. Returns whether there was one.
    pub(crate) fn leave(&mut self) -> bool {
        let Some(call) = self.call.take() else { return false };
        for (name, value) in call.locals.iter().rev() {
            match value {
                Some(value) => {
                    self.variables.insert_mut(Rc::clone(name), Rc::clone(value));
                }
                None => self.variables = self.variables.remove(name),
            }
        }
        self.arguments = Rc::clone(&call.arguments);
        self.call.clone_from(&call.outer);
        true
    }

    /// Makes a variable local to the function that is running. Returns whether one is.
    pub(crate) fn make_local(&mut self, name: &str) -> bool {
        let before = self.variables.get(name).cloned();
        let Some(call) = &mut self.call else { return false };
        Rc::make_mut(call).locals.push((name.into(), before));
        true
    }
}
