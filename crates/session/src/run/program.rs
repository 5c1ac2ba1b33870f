//! Runs one program: AWS's by `call`, those beside it by `tools`, a function of the session by its commands.

use playground_aws::{Caller, Given};
use playground_core::database::Pause;
use playground_parts::Part;

use super::credentials::named_profile;
use super::{Runner, Stdin};
use crate::call::{Called, call};
use crate::chain;
use crate::credentials;
use crate::own;
use crate::tools::{self, Term};

/// Variables that stand for an option of the AWS CLI. Those above win.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("AWS_PROFILE", "--profile"),
    ("AWS_DEFAULT_PROFILE", "--profile"),
    ("AWS_REGION", "--region"),
    ("AWS_DEFAULT_REGION", "--region"),
    ("AWS_DEFAULT_OUTPUT", "--output"),
];

impl Runner<'_> {
    /// Runs a program, and returns what it printed on its standard output and error.
    pub(super) fn program(
        &mut self,
        terms: Vec<Term>,
        assigned: &[(&str, String)],
        stdin: &mut Stdin,
        heredoc: bool,
    ) -> (Vec<u8>, String) {
        let terms = match terms.split_first() {
            // `command NAME` passes by functions.
            Some((first, rest))
                if first.text == "command" && !rest.first().is_none_or(|it| it.text.starts_with('-')) =>
            {
                rest.to_vec()
            }
            Some((first, _)) => match self.state.functions.get(first.text.as_str()).cloned() {
                Some(function) => return self.call(&function, &terms, assigned, stdin),
                None => terms,
            },
            None => terms,
        };
        let name = terms.first().map(|term| term.text.clone()).unwrap_or_default();
        let texts = |terms: Vec<Term>| terms.into_iter().map(|term| term.text).collect::<Vec<String>>();
        let output = match name.as_str() {
            "aws" | "playground" | "sql" | "help" => {
                let mut words = texts(terms);
                let own = match own::run(self.state, &words, stdin) {
                    Ok(own) => own,
                    Err(part) => return self.wait_for(part),
                };
                if name == "aws" && words.get(1).is_some_and(|word| word == "configure") {
                    tools::configured(words.get(2..).unwrap_or_default(), self.state)
                } else if let Some(output) = own {
                    output
                } else {
                    let named = named_profile(&words);
                    self.add_environment(&mut words, assigned);
                    tools::with_profile(&mut words, self.state);
                    let text = if heredoc || name == "sql" { stdin.take() } else { None };
                    let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                    let credentials = credentials::of_line(self.state, named.as_deref(), assigned);
                    let (mut stdout, stderr) = self.with_credentials(&words, text.as_deref(), credentials);
                    if own::asks_for_help(&words) {
                        stdout.extend(own::help().into_bytes());
                    }
                    return (stdout, stderr);
                }
            }
            "[" | "[[" | "test" => {
                let terms = terms.get(1..).unwrap_or_default();
                match tools::test(&name, terms, self.state) {
                    Ok(output) => output,
                    Err(part) => return self.wait_for(part),
                }
            }
            "read" => {
                let separators =
                    assigned.iter().find(|(name, _)| *name == "IFS").map(|(_, value)| value.clone());
                tools::read(texts(terms).get(1..).unwrap_or_default(), separators, stdin, self.state)
            }
            "date" => tools::date(texts(terms).get(1..).unwrap_or_default(), self.state.world.now),
            "sleep" => match tools::sleep(texts(terms).get(1..).unwrap_or_default()) {
                Ok(None) => tools::Output::default(),
                Ok(Some(time)) => {
                    let words = ["playground", "wait", &time].map(String::from);
                    return (Vec::new(), self.aws(&words, None, Caller::Profile).1);
                }
                Err(message) => tools::Output::error("sleep", &message, 1),
            },
            "echo" | "printf" if heredoc => {
                let message = [&name, ": reads no standard input, so << can't follow it"].concat();
                let stderr = ["\n", &message, "\n"].concat();
                tools::Output { stderr, exit_code: 2, ..tools::Output::default() }
            }
            _ => {
                let words = texts(terms);
                let args = words.get(1..).unwrap_or_default();
                let mut call = tools::Call { args, stdin, state: self.state };
                let ran = tools::run(&name, &mut call);
                match ran.map(|output| output.or_else(|| tools::not_here(&name))) {
                    Err(part) => return self.wait_for(part),
                    Ok(Some(output)) => output,
                    Ok(None) => return self.aws(&words, None, Caller::Profile), // which says that there is no such program
                }
            }
        };
        // As `Called::printed` had it: what is printed counts.
        self.work += output.work;
        chain::take_events(&mut self.hasher, &[]);
        self.exit_code = output.exit_code;
        (output.stdout, output.stderr)
    }

    /// Stops, since a part of the program is not loaded yet. The line is run again once it is.
    fn wait_for(&mut self, part: Part) -> (Vec<u8>, String) {
        self.paused = Some(Pause::Part(part));
        (Vec::new(), String::new())
    }

    /// Runs `aws …`, `playground …` or `sql …` for a caller.
    pub(super) fn aws(
        &mut self,
        words: &[String],
        input: Option<&str>,
        who: Caller<'_>,
    ) -> (Vec<u8>, String) {
        let files = self.state.files.clone();
        let file = |name: &str| files.get(name.trim_start_matches("./")).cloned();
        let called = match call(&mut self.state.world, words, &Given { input, file: &file, caller: who }) {
            Ok(called) => called,
            Err(pause) => {
                self.paused = Some(pause);
                return (Vec::new(), String::new());
            }
        };
        let Called { stdout, stderr, exit_code, events, refused, sql, work } = called;
        self.work += work;
        chain::take_events(&mut self.hasher, &events);
        self.exit_code = exit_code;
        self.refused = refused.or(self.refused.take());
        self.sql = sql.or(self.sql.take());
        (stdout.into_bytes(), stderr)
    }

    /// Adds `AWS_PROFILE`, `AWS_REGION` and the like as options if those are absent.
    fn add_environment(&self, words: &mut Vec<String>, assigned: &[(&str, String)]) {
        for (name, option) in ENVIRONMENT {
            let here =
                assigned.iter().find(|(assigned, _)| *assigned == name).map(|(_, value)| value.clone());
            let Some(value) = here.or_else(|| self.state.value(name)) else { continue };
            if !words.iter().any(|word| word.starts_with(option)) {
                words.push(String::from(option));
                words.push(value);
            }
        }
    }
}
