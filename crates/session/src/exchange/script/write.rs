//! Writes commands so that `bash` reads them as they were understood here. What may be written at all is in `check`.

use super::check::NAMING;
use super::words::{self, pattern, word};
use crate::shell::{
    Arm, Command, Compound, Does, Join, Kind, Piece, Pipeline, Redirect, Simple, Stage, Stream, Target, Word,
};

/// A list of commands that are joined by `&&` and `||`, behind so many blanks.
pub(super) fn statement(commands: &[Command], indent: usize) -> String {
    let mut out = String::new();
    for command in commands {
        if !out.is_empty() {
            out.push_str(match command.join {
                Join::IfDone => " && ",
                Join::IfFailed => " || ",
                Join::Always => "; ",
            });
        }
        out.push_str(&one(command, indent));
    }
    out
}

/// Commands on lines of their own.
fn block(commands: &[Command], indent: usize) -> String {
    let mut out = String::new();
    let mut rest = commands;
    while !rest.is_empty() {
        let more = rest.iter().skip(1).take_while(|it| it.join != Join::Always).count() + 1;
        let (now, later) = rest.split_at_checked(more).unwrap_or((rest, &[]));
        out.extend([&" ".repeat(indent), &statement(now, indent), "\n"]);
        rest = later;
    }
    out
}

fn one(command: &Command, indent: usize) -> String {
    match &command.kind {
        Kind::Pipeline(it) => pipeline(it, indent),
        Kind::Compound(it) => compound(it, indent),
        Kind::Function { name, body } => [name, "() ", &braces(body, indent)].concat(),
    }
}

/// A pipeline.
pub(super) fn pipeline(it: &Pipeline, indent: usize) -> String {
    let stages: Vec<String> = it.stages.iter().map(|it| stage(it, indent)).collect();
    [if it.negated { "! " } else { "" }, &stages.join(" | ")].concat()
}

fn stage(it: &Stage, indent: usize) -> String {
    let mut out = match &it.does {
        Does::Simple(simple) => texts(simple).join(" "),
        Does::Compound(it) => compound(it, indent),
        Does::Subshell(inside) => ["(\n", &block(inside, indent + 2), &" ".repeat(indent), ")"].concat(),
    };
    for redirect in &it.redirects {
        out.extend([" ", &redirection(redirect)]);
    }
    if let Some(lines) = &it.stdin {
        out.extend([" ", &words::given(lines)]);
    }
    out
}

fn redirection(redirect: &Redirect) -> String {
    let stream = match redirect.stream {
        Stream::Input => "<",
        Stream::Output => ">",
        Stream::Error => "2>",
        Stream::Both => "&>",
    };
    match &redirect.target {
        Target::File(name) => [stream, " ", &word(name)].concat(),
        Target::Append(name) => [stream, "> ", &word(name)].concat(),
        Target::Like(Stream::Error) => [stream, "&2"].concat(),
        Target::Like(Stream::Input | Stream::Output | Stream::Both) => [stream, "&1"].concat(),
        Target::Printed(commands) => ["< <(", &statement(commands, 0), ")"].concat(),
    }
}

fn braces(inside: &[Command], indent: usize) -> String {
    ["{\n", &block(inside, indent + 2), &" ".repeat(indent), "}"].concat()
}

fn compound(it: &Compound, indent: usize) -> String {
    let end = " ".repeat(indent);
    let body = |commands: &[Command]| block(commands, indent + 2);
    match it {
        Compound::Group(inside) => braces(inside, indent),
        Compound::If { arms, otherwise } => {
            let mut out = String::new();
            for Arm { condition, then } in arms.iter() {
                let begin = if out.is_empty() { "if " } else { "elif " };
                let begin = [if out.is_empty() { "" } else { &end }, begin].concat();
                out.extend([&begin, &*statement(condition, indent), "; then\n", &body(then)]);
            }
            if !otherwise.is_empty() {
                out.extend([&end, "else\n", &*body(otherwise)]);
            }
            [&out, &end, "fi"].concat()
        }
        Compound::For { name, words, body: inside } => {
            let values: Vec<String> = words.iter().map(|(word, _)| value(word)).collect();
            let head = ["for ", name, " in ", &values.join(" "), "; do\n"].concat();
            [&head, &*body(inside), &end, "done"].concat()
        }
        Compound::While { until, condition, body: inside } => {
            let head =
                [if *until { "until " } else { "while " }, &statement(condition, indent), "; do\n"].concat();
            [&head, &*body(inside), &end, "done"].concat()
        }
        Compound::Read { source, fields, body: inside } => {
            let (before, behind) = words::source(source, indent);
            let head = [&before, "while ", &words::read(fields), "; do\n"].concat();
            [&head, &*body(inside), &end, "done", &behind].concat()
        }
        Compound::Case { word: (it, _), choices } => {
            let mut out = ["case ", &word(it), " in\n"].concat();
            for choice in choices.iter() {
                let patterns: Vec<String> = choice.patterns.iter().map(pattern).collect();
                let then = block(&choice.then, indent + 4);
                out.extend([&end, "  ", &patterns.join(" | "), ")\n", &then, &end, "    ;;\n"]);
            }
            [&out, &end, "esac"].concat()
        }
    }
}

/// A value of a `for`: `{1..5}` stays what it is.
fn value(it: &Word) -> String {
    match it.bare().filter(|_| it.numbers().is_some()) {
        Some(range) => range.to_owned(),
        None => word(it),
    }
}

/// A program's words.
pub(super) fn texts(command: &Simple) -> Vec<String> {
    let assignments = command.assignments.iter().map(|it| [&it.name, "=", &word(&it.value)].concat());
    let program = command.words.first().and_then(Word::literal).unwrap_or_default();
    let words: Vec<String> = match program.as_str() {
        "[[" => words::brackets(&command.words),
        "[" => {
            let inside = command
                .words
                .iter()
                .skip(1)
                .map(|it| if it.bare() == Some("]") { "]".to_owned() } else { word(it) });
            core::iter::once("[".to_owned()).chain(inside).collect()
        }
        name if NAMING.contains(&name) => naming(name, command.words.get(1..).unwrap_or_default()),
        _ => command.words.iter().map(word).collect(),
    };
    assignments.chain(words).collect()
}

/// `local` with its variables. `export` and the like are assignments here: not exported, the values affect only the commands
/// of this script.
fn naming(program: &str, words: &[Word]) -> Vec<String> {
    let mut out = Vec::new();
    for it in words {
        let Some(Piece::Text { text, .. }) = it.pieces.first() else { continue };
        let Some((name, value)) = text.split_once('=') else {
            if program == "local" {
                out.push(text.clone());
            }
            continue;
        };
        let mut pieces = it.pieces.clone();
        if let Some(first) = pieces.first_mut() {
            *first = Piece::Text { text: value.to_owned(), quoted: false };
        }
        out.push([name, "=", &word(&Word { pieces, at: it.at })].concat());
    }
    if program == "local" {
        out.insert(0, String::from("local"));
    } else if out.is_empty() {
        out.push(String::from(":"));
    }
    out
}
