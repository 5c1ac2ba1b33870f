//! The commands from the beginning to the cursor, as a script for `bash` and the real AWS CLI.
//!
//! People run this script with their own credentials, and the session may come from a stranger's link. So no
//! part of a line is copied: a command is written anew from how it was understood (`write`, `words`), if it is one that may
//! be in the script (`check`, `programs`, `numbers`), and everything else becomes a comment, which nothing in it can end
//! early.
//!
//! A text with loops or conditions is written as it was typed, as long as the session knows that. Of one that comes from a
//! link or a file only the commands are known that ran.

mod check;
mod numbers;
mod programs;
mod words;
mod write;

use self::check::{Known, is_exported, is_plain};
use self::numbers::Given;
use super::saved::clean_title;
use crate::dropped;
use crate::entry::Entry;
use crate::limits::hides;
use crate::session::Session;
use crate::shell::{self, Command, Does, Join, Kind, Redirect, Script, Stream, Target, Word};
use crate::state::State;
use crate::timeline::EntryId;

/// A script. Commands that AWS does not have become comments. Refused commands are run, and their refusal does not stop the
/// script.
pub fn script(session: &Session, title: &str) -> String {
    let timeline = session.timeline();
    let path = timeline.path(timeline.cursor());
    let mut given = Given::default();
    for id in &path {
        for text in [timeline.record(*id).map(|entry| &*entry.line), session.typed(*id).map(|typed| typed.0)]
        {
            given.list(&shell::parse_script(text.unwrap_or_default()).commands);
        }
    }
    let known = Known { numbers: given.numbers(), ..Known::default() };
    let mut body = Body { session, out: String::new(), known };
    let mut rest = path.as_slice();
    while let Some(id) = rest.first() {
        let typed = session.typed(*id).filter(|(_, ids)| rest.starts_with(ids));
        let taken = if let Some((text, ids)) = typed {
            body.text(text, ids);
            ids.len()
        } else {
            body.entry(*id);
            1
        };
        rest = rest.get(taken.max(1)..).unwrap_or_default();
    }
    let Body { out: body, known, .. } = body;
    let mut out = head(session, title);
    if known.folder {
        // So that no file of the person's is written over.
        out.push_str("cd \"$(mktemp -d)\" || exit 1\n");
    }
    for name in known.made {
        // Not exported, so that the values affect only the commands of this script.
        out.extend([if is_exported(&name) { "export " } else { "unset " }, &name, "\n"]);
    }
    out.push_str(&body);
    out
}

/// The commands of the script, as they are written.
struct Body<'a> {
    session: &'a Session,
    out: String,
    known: Known,
}

impl Body<'_> {
    /// Writes a text as it was typed; `ids` are the entries that it led to.
    fn text(&mut self, text: &str, ids: &[EntryId]) {
        let timeline = self.session.timeline();
        let Script { commands, unread } = shell::parse_script(text);
        let (mut commands, mut ids) = (commands.as_slice(), ids);
        while !commands.is_empty() {
            let more = commands.iter().skip(1).take_while(|it| it.join != Join::Always).count() + 1;
            let (now, later) = commands.split_at_checked(more).unwrap_or((commands, &[]));
            commands = later;
            let line = |id: &EntryId| timeline.record(*id).map(|entry| &*entry.line);
            match now {
                [Command { kind: Kind::Pipeline(_) | Kind::Function { .. }, text, .. }] => {
                    let Some(at) = ids.iter().position(|id| line(id) == Some(text)) else {
                        self.out.push('\n');
                        left_out(&mut self.out, "It was not reached in the playground", text);
                        continue;
                    };
                    if let Some(id) = ids.get(at) {
                        self.entry(*id);
                    }
                    ids = ids.get(at + 1..).unwrap_or_default();
                }
                _ => self.statement(now),
            }
        }
        if let Some((rest, _)) = unread {
            self.out.push('\n');
            left_out(&mut self.out, UNREADABLE, &rest);
        }
    }

    /// Writes a compound command, or several that are joined by `&&` and `||`.
    fn statement(&mut self, commands: &[Command]) {
        self.out.push('\n');
        let typed: String = commands
            .iter()
            .enumerate()
            .map(|(at, command)| {
                let sign = match command.join {
                    _ if at == 0 => "",
                    Join::IfDone => " && ",
                    Join::IfFailed => " || ",
                    Join::Always => "\n",
                };
                [sign, &command.text].concat()
            })
            .collect();
        match self.known.adding(|known| known.list(commands)) {
            Ok(()) => self.out.extend([&write::statement(commands, 0), "\n"]),
            Err(why) => left_out(&mut self.out, why, &typed),
        }
    }

    /// Writes an entry. The commands of a function that was called are in the function.
    fn entry(&mut self, id: EntryId) {
        let timeline = self.session.timeline();
        let before = timeline.parent(id).and_then(|parent| timeline.state_at(parent));
        if before.is_some_and(|state| state.depth() > 0) {
            return;
        }
        let (Some(entry), Some(state)) = (timeline.record(id), timeline.state_at(id)) else { return };
        self.out.push('\n');
        if let Some((name, line)) = written(entry, state) {
            self.out.extend([&line, "\n"]);
            self.known.writes(name);
            return;
        }
        let commands = shell::parse(&entry.line);
        let Ok([command]) = commands.as_deref() else {
            return left_out(&mut self.out, UNREADABLE, &entry.line);
        };
        if program(command).as_deref() == Some("exit") {
            return left_out(&mut self.out, "It would end the script", &entry.line);
        }
        let mut known = self.known.clone();
        let checked = if entry.done() {
            known.adding(|known| known.list(core::slice::from_ref(command)))
        } else {
            known.list(core::slice::from_ref(command))
        };
        if let Err(why) = checked {
            return left_out(&mut self.out, why, &entry.line);
        }
        let text = match command.single() {
            Some(single) => words::command(single),
            None => write::statement(core::slice::from_ref(command), 0),
        };
        if entry.done() {
            self.known = known;
            self.out.extend([&text, "\n"]);
            return;
        }
        // What it wrote before it failed is there.
        (self.known.files, self.known.folder, self.known.made) = (known.files, known.folder, known.made);
        let expected = match entry.refused.as_deref() {
            Some(refused) => match refused.rule {
                Some(rule) => format!("{}, rule {}", refused.code, rule.id.name()),
                None => String::from(&*refused.code),
            },
            None => format!("exit code {}", entry.exit_code),
        };
        let about = format!("Refused in the playground, and expected to be refused here: {expected}");
        comment(&mut self.out, "", &about);
        // A subshell: with `set -u`, a variable without a value ends the shell that uses it.
        self.out.extend(["( ", &text, "\n) || true\n"]);
    }
}

const UNREADABLE: &str = "Not a command that the shell can read";

/// The program of a command, if it is one.
fn program(command: &Command) -> Option<String> {
    command.single()?.words.first().and_then(Word::literal)
}

fn head(session: &Session, title: &str) -> String {
    let title = clean_title(title);
    let title = if title.is_empty() { "Commands of a session" } else { &title };
    let mut out = String::from("#!/usr/bin/env bash\n");
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
