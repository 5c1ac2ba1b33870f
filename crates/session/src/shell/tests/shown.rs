//! What was read, as a text to compare.

use super::super::{
    Change, Choice, Command, Compound, Does, Join, Kind, Piece, Pipeline, Simple, Source, Stage, Target,
    Word, parse,
};

/// All commands as words, with variables as `<NAME>` and substitutions as `<(…)>`.
pub(super) fn show(text: &str) -> String {
    match parse(text) {
        Ok(commands) => list(&commands),
        Err(error) => {
            format!("{}! {error}", if error.incomplete { "…" } else { "" })
        }
    }
}

pub(super) fn list(commands: &[Command]) -> String {
    let one = |c: &Command| {
        let join = match c.join {
            Join::Always => "",
            Join::IfDone => "&& ",
            Join::IfFailed => "|| ",
        };
        [join, &kind(&c.kind)].concat()
    };
    commands.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Pipeline(it) => pipeline(it),
        Kind::Compound(it) => compound(it),
        Kind::Function { name, body } => format!("{name}() {{ {} }}", list(body)),
    }
}

fn compound(it: &Compound) -> String {
    match it {
        Compound::Group(inside) => format!("{{ {} }}", list(inside)),
        Compound::If { arms, otherwise } => {
            let arms: Vec<String> = arms
                .iter()
                .map(|arm| format!("if {} then {}", list(&arm.condition), list(&arm.then)))
                .collect();
            format!("{} else {} fi", arms.join(" "), list(otherwise))
        }
        Compound::For { name, words, body } => {
            let words: Vec<String> = words.iter().map(|(_, text)| text.clone()).collect();
            format!("for {name} in [{}] do {} done", words.join(","), list(body))
        }
        Compound::While { until, condition, body } => {
            let word = if *until { "until" } else { "while" };
            format!("{word} {} do {} done", list(condition), list(body))
        }
        Compound::Read { source, fields, body } => {
            let source = match source {
                Source::Around => String::from("around"),
                Source::Pipe(_, text) => format!("{{{text}}}"),
                Source::File(text) => format!("file {text}"),
                Source::Lines(lines) => format!("lines {}", word(lines)),
                Source::Text(text) => format!("text {text}"),
            };
            let cut = fields.separators.as_ref().map(|it| format!("/{it}/")).unwrap_or_default();
            format!("read {}{cut} of {source} do {} done", fields.names.join(","), list(body))
        }
        Compound::Case { word, choices } => {
            let one = |choice: &Choice| {
                let patterns: Vec<String> = choice.patterns.iter().map(self::word).collect();
                format!("{}) {}", patterns.join("|"), list(&choice.then))
            };
            format!("case {} in {} esac", word.1, choices.iter().map(one).collect::<Vec<_>>().join(";; "))
        }
    }
}

fn pipeline(it: &Pipeline) -> String {
    let stages: Vec<String> = it.stages.iter().map(stage).collect();
    [if it.negated { "! " } else { "" }, &stages.join(" | ")].concat()
}

fn stage(stage: &Stage) -> String {
    let mut parts = match &stage.does {
        Does::Simple(it) => simple(it),
        Does::Compound(it) => vec![format!("<{}>", compound(it))],
        Does::Subshell(commands) => vec![format!("({})", list(commands))],
    };
    parts.extend(stage.stdin.iter().map(|lines| format!("<<{}", word(lines))));
    for redirect in &stage.redirects {
        let target = match &redirect.target {
            Target::File(file) => word(file),
            Target::Append(file) => format!("+{}", word(file)),
            Target::Like(stream) => format!("&{stream:?}"),
            Target::Printed(commands) => format!("({})", list(commands)),
        };
        parts.push(format!("{:?}>{target}", redirect.stream));
    }
    parts.join("|")
}

fn simple(c: &Simple) -> Vec<String> {
    let mut parts: Vec<String> =
        c.assignments.iter().map(|a| format!("{}={}", a.name, word(&a.value))).collect();
    parts.extend(c.words.iter().map(word));
    parts
}

fn word(word: &Word) -> String {
    word.pieces
        .iter()
        .map(|p| match p {
            Piece::Text { text, .. } => text.clone(),
            Piece::Variable { name, change: Change::None, .. } => format!("<{name}>"),
            Piece::Variable { name, change, .. } => format!("<{name} {}>", changed(change)),
            Piece::Substitution { commands, .. } => format!("<({})>", list(commands)),
            Piece::Arithmetic { pieces, .. } => {
                let inside = Word { pieces: pieces.clone(), ..Word::default() };
                format!("<(({}))>", self::word(&inside))
            }
        })
        .collect()
}

fn changed(change: &Change) -> String {
    match change {
        Change::None => String::new(),
        Change::Length => String::from("#"),
        Change::Default { empty, word: it } => format!("-{empty} {}", word(it)),
        Change::Alternative { empty, word: it } => format!("+{empty} {}", word(it)),
        Change::Required { empty, word: it } => format!("?{empty} {}", word(it)),
        Change::Trim { end, most, pattern } => format!("{end} {most} {}", word(pattern)),
    }
}
