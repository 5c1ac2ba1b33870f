//! The commands from the beginning to the cursor, as a shell script for the real AWS CLI.
//!
//! People run this script with their own credentials, and the session may come from a stranger's link. So no
//! part of a line is copied: a command of AWS is written anew from how it was understood (`words`), and
//! everything else becomes a comment, which nothing in it can end early.

mod words;

use playground_aws::model;
use playground_core::edition::Edition;

use super::saved::clean_title;
use crate::dropped;
use crate::entry::Entry;
use crate::limits::hides;
use crate::session::Session;
use crate::shell::{self, Change, Command, Does, Kind, Piece, Redirect, Simple, Stage, Stream, Target, Word};
use crate::state::State;

/// A POSIX shell script. Commands that AWS does not have become comments. Refused commands are run, and their
/// refusal does not stop the script.
pub fn script(session: &Session, title: &str) -> String {
    let timeline = session.timeline();
    let path = timeline.path(timeline.cursor());
    let mut body = String::new();
    let mut names = Vec::new();
    let mut files = Vec::new();
    for id in path {
        let (Some(entry), Some(state)) = (timeline.record(id), timeline.state_at(id)) else { continue };
        body.push('\n');
        match written(entry, state) {
            Some((name, line)) => {
                body.extend([&line, "\n"]);
                files.push(name);
            }
            None => write_entry(&mut body, &mut names, &files, entry),
        }
    }
    let mut out = head(session, title);
    if !files.is_empty() {
        // So that no file of the person's is written over.
        out.push_str("cd \"$(mktemp -d)\" || exit 1\n");
    }
    for name in names {
        // Not exported, so that the values affect only the commands of this script.
        out.extend([if is_exported(&name) { "export " } else { "unset " }, &name, "\n"]);
    }
    out.push_str(&body);
    out
}

fn head(session: &Session, title: &str) -> String {
    let title = clean_title(title);
    let title = if title.is_empty() { "Commands of a session" } else { &title };
    let mut out = String::from("#!/bin/sh\n");
    comment(&mut out, "", title);
    let about = format!(
        "From the Aurora Encryption Playground (edition {}, seed {}).\n\n\
         WARNING: with your credentials these commands make and delete real resources, and AWS charges for them.\n\
         Read them first. Ids and ARNs that stand in them are the playground's: put yours in their place.\n\
         Profiles (--profile, AWS_PROFILE) are the playground's too.",
        session.edition().name(),
        session.seed()
    );
    comment(&mut out, "", &about);
    out.push_str("\nset -u\nset -f\nexport AWS_PAGER=\"\"\n");
    out
}

/// The file that an entry wrote from a text that stands in it, and the line that makes that file: it is written anew from
/// the file's bytes.
fn written(entry: &Entry, state: &State) -> Option<(String, String)> {
    let commands = shell::parse(&entry.line).ok().filter(|_| entry.done())?;
    let [Command { kind: Kind::Pipeline(pipeline), .. }] = commands.as_slice() else { return None };
    let [only] = pipeline.stages.as_slice() else { return None };
    let Does::Simple(program) = &only.does else { return None };
    let plain = program.assignments.is_empty();
    let program = program.words.first().and_then(Word::literal)?;
    let plain = matches!(program.as_str(), "cat" | "head" | "base64") && plain;
    let [Redirect { stream: Stream::Output, target: Target::File(name), .. }] = only.redirects.as_slice()
    else {
        return None;
    };
    only.stdin.as_ref().and_then(Word::literal).filter(|_| plain && !pipeline.negated)?;
    let name = name.literal().filter(|name| is_plain(name))?;
    let line = dropped::line(&name, state.file(&name)?).ok()?;
    Some((name, line))
}

/// Returns whether a name is that of a file in the script's own folder.
fn is_plain(name: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.chars().all(fine) && name.starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn write_entry(out: &mut String, names: &mut Vec<String>, files: &[String], entry: &Entry) {
    let commands = shell::parse(&entry.line);
    let Ok([command]) = commands.as_deref() else {
        return left_out(out, "Not a command that the shell can read", &entry.line);
    };
    let command = match single(command).and_then(|single| allowed(single, files).map(|()| single)) {
        Ok(single) => single,
        Err(why) => return left_out(out, why, &entry.line),
    };
    if entry.done() && !is_set(command, names) {
        return left_out(out, "It uses a variable that is set by a command which is left out", &entry.line);
    }
    let text = words::command(command);
    if entry.done() {
        let kept = command.assignments.iter().filter(|_| command.words.is_empty());
        for assignment in kept {
            if !names.contains(&assignment.name) {
                names.push(assignment.name.clone());
            }
        }
        out.extend([&text, "\n"]);
        return;
    }
    let expected = match entry.refused.as_deref() {
        Some(refused) => match refused.rule {
            Some(rule) => format!("{}, rule {}", refused.code, rule.id.name()),
            None => String::from(&*refused.code),
        },
        None => format!("exit code {}", entry.exit_code),
    };
    comment(out, "", &format!("Refused in the playground, and expected to be refused here: {expected}"));
    // A subshell: with `set -u`, a variable without a value ends the shell that uses it.
    out.extend(["( ", &text, "\n) || true\n"]);
}

/// Returns whether the script sets all variables of a command: with `set -u`, another one would end it.
fn is_set(command: &Simple, names: &[String]) -> bool {
    let mut known: Vec<&String> = names.iter().collect();
    let set = |word: &Word, known: &[&String]| {
        word.pieces.iter().all(|piece| match piece {
            Piece::Variable { name, .. } => known.contains(&name) || is_exported(name),
            Piece::Substitution { commands, .. } => {
                // What an assignment inside sets counts inside.
                let mut inside: Vec<String> = known.iter().map(|name| (*name).clone()).collect();
                commands.iter().filter_map(Command::single).all(|command| {
                    let fine = is_set(command, &inside);
                    inside.extend(command.assignments.iter().map(|it| it.name.clone()));
                    fine
                })
            }
            Piece::Text { .. } | Piece::Arithmetic { .. } => true,
        })
    };
    for assignment in &command.assignments {
        if !set(&assignment.value, &known) {
            return false;
        }
        known.push(&assignment.name);
    }
    command.words.iter().all(|word| set(word, &known))
}

fn left_out(out: &mut String, why: &str, line: &str) {
    comment(out, "", &[why, "; left out:"].concat());
    comment(out, "    ", line);
}

/// Writes a text as comment lines. Characters that could end or hide a line are replaced.
fn comment(out: &mut String, indent: &str, text: &str) {
    for line in text.split('\n') {
        let shown: String = line.chars().map(|c| if hides(c) { ' ' } else { c }).collect();
        out.push_str(["# ", indent, &shown].concat().trim_end());
        out.push('\n');
    }
}

/// Variables that both the AWS CLI and the playground read.
const EXPORTED: [&str; 2] = ["AWS_PROFILE", "AWS_REGION"];

fn is_exported(name: &str) -> bool {
    EXPORTED.contains(&name)
}

/// Variables that have a meaning for the shell itself.
const SHELLS: [&str; 22] = [
    "PATH",
    "IFS",
    "ENV",
    "HOME",
    "PWD",
    "OLDPWD",
    "SHELL",
    "CDPATH",
    "OPTIND",
    "OPTARG",
    "OPTERR",
    "PPID",
    "UID",
    "EUID",
    "GROUPS",
    "LINENO",
    "RANDOM",
    "SECONDS",
    "SHELLOPTS",
    "PS1",
    "PS2",
    "PS4",
];

/// Options of the AWS CLI that send requests or credentials elsewhere, or read files.
const ELSEWHERE: [&str; 6] =
    ["--endpoint", "--no-verify-ssl", "--ca-bundle", "--cli-input", "--no-sign-request", "--cli-binary"];

/// The command, if it is one program. What comes through a pipe or a file is not written: other programs would read it.
fn single(command: &Command) -> Result<&Simple, &'static str> {
    match &command.kind {
        Kind::Pipeline(pipeline) if !pipeline.negated => match pipeline.stages.as_slice() {
            [Stage { does: Does::Simple(only), stdin, redirects }] if redirects.is_empty() => {
                let sql = only.words.first().and_then(Word::literal).as_deref() == Some("sql");
                if stdin.is_none() || sql { Ok(only) } else { Err("It is given lines that it does not read") }
            }
            _ => Err("It has a pipe, a file or a condition"),
        },
        Kind::Pipeline(_) | Kind::Compound(_) | Kind::Function { .. } => {
            Err("It has a pipe, a file or a condition")
        }
    }
}

/// Checks whether a command may be a command of the script. An error says why not.
fn allowed(command: &Simple, files: &[String]) -> Result<(), &'static str> {
    for assignment in &command.assignments {
        let name = assignment.name.as_str();
        let special = SHELLS.contains(&name)
            || ["AWS_", "LD_", "DYLD_", "BASH", "PYTHON", "LC_"].iter().any(|start| name.starts_with(start));
        if special && !is_exported(name) {
            return Err("It sets a variable that the shell or the AWS CLI uses");
        }
        if !command.words.is_empty() && !is_exported(name) {
            return Err("It sets a variable for one command only");
        }
        inner(&assignment.value, files)?;
    }
    let Some(first) = command.words.first() else { return Ok(()) };
    command.words.iter().try_for_each(|word| inner(word, files))?;
    match first.literal().as_deref() {
        Some("echo") => Ok(()),
        Some("aws") => known(command, files),
        Some("playground") => Err("AWS has no such command"),
        Some("sql") => Err("For a client of the database, not for the AWS CLI"),
        _ => Err("Not a command of the AWS CLI"),
    }
}

/// Checks the commands inside a word.
fn inner(word: &Word, files: &[String]) -> Result<(), &'static str> {
    word.pieces.iter().try_for_each(|piece| match piece {
        Piece::Substitution { commands, .. } => {
            commands.iter().try_for_each(|command| single(command).and_then(|it| allowed(it, files)))
        }
        Piece::Text { .. } => Ok(()),
        Piece::Variable { change: Change::None, name, .. } if shell::is_name(name) => Ok(()),
        Piece::Variable { change: Change::None, name, .. } if name != "?" => {
            Err("It uses an argument of a function")
        }
        Piece::Variable { .. } | Piece::Arithmetic { .. } => Err("It calculates with values"),
    })
}

/// Checks that the playground knows an `aws` command: `aws s3 rm …` is refused here, but would not be at AWS.
fn known(command: &Simple, files: &[String]) -> Result<(), &'static str> {
    let unknown = "The playground does not know this command of the AWS CLI";
    let words: Vec<Option<String>> = command.words.iter().skip(1).map(Word::literal).collect();
    let text = |at: usize| words.get(at).and_then(Option::as_deref).ok_or(unknown);
    let own = |word: &str| {
        let name = word.strip_prefix("file://").or_else(|| word.strip_prefix("fileb://"));
        name.is_some_and(|name| files.iter().any(|file| file == name))
    };
    let elsewhere = |word: &str| {
        let option = ELSEWHERE.iter().any(|option| word.starts_with(option));
        option || (!own(word) && (word.contains("file://") || word.contains("fileb://")))
    };
    if words.iter().flatten().any(|word| elsewhere(word)) {
        return Err("An option of it reads files or sends requests elsewhere");
    }
    let (service, operation) =
        if text(0)? == "rds" && text(1)? == "wait" { ("rds wait", text(2)?) } else { (text(0)?, text(1)?) };
    let found = model::service(service, Edition::LATEST).filter(|service| !model::is_program(service.name));
    found.and_then(|service| service.operation(operation)).map(|_| ()).ok_or(unknown)
}
