//! What may be a command of the script, and why something else may not.
//!
//! The session may come from a stranger's link, and whoever runs the script has credentials. So only commands of AWS that
//! the playground knows can be in it, programs that neither run others nor write elsewhere, each with options that do
//! neither, and files in the script's own folder. `$((…))` and the like evaluate what a variable holds, so that only
//! numbers may be in theirs.

use playground_aws::model;
use playground_core::edition::Edition;

use super::programs::{Operands, allowed_options};
use super::words::parsed;
use crate::shell::{
    self, Change, Command, Compound, Does, Fields, Kind, Piece, Pipeline, Redirect, Simple, Source, Stage,
    Stream, Target, Word,
};
use crate::tools;

/// What is wrong with a command.
pub(super) type Checked = Result<(), &'static str>;

/// What the script has made so far.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// The variables that it sets.
    pub(super) names: Vec<String>,
    /// The variables that hold nothing but numbers, in the whole script.
    pub(super) numbers: Vec<String>,
    /// The files that it writes.
    pub(super) files: Vec<String>,
    /// Whether it needs a folder of its own for files.
    pub(super) folder: bool,
    /// The functions that it defines, each with the variables that it uses and doesn't set.
    pub(super) functions: Vec<(String, Vec<String>)>,
    /// The variables that are used and not set.
    pub(super) missing: Vec<String>,
    /// All variables that are given values, in functions and subshells as well.
    pub(super) made: Vec<String>,
    /// Whether this is in a function, which has arguments.
    pub(super) called: bool,
}

/// Variables that both the AWS CLI and the playground read.
const EXPORTED: [&str; 2] = ["AWS_PROFILE", "AWS_REGION"];

pub(super) fn is_exported(name: &str) -> bool {
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

/// Programs whose words give variables values.
pub(super) const NAMING: [&str; 4] = ["export", "readonly", "declare", "local"];

/// Checks whether a name can be that of a variable of the script.
fn nameable(name: &str) -> Checked {
    let special = SHELLS.contains(&name)
        || ["AWS_", "LD_", "DYLD_", "BASH", "PYTHON", "LC_"].iter().any(|start| name.starts_with(start));
    if special && !is_exported(name) {
        return Err("It sets a variable that the shell or the AWS CLI uses");
    }
    Ok(())
}

impl Known {
    /// Takes in what a check finds, unless it is refused or needs a variable that the script doesn't set.
    pub(super) fn adding(&mut self, check: impl FnOnce(&mut Self) -> Checked) -> Checked {
        let mut known = Self { missing: Vec::new(), ..self.clone() };
        check(&mut known)?;
        if !known.missing.is_empty() {
            return Err("It uses a variable that is set by a command which is left out");
        }
        *self = known;
        Ok(())
    }

    /// Checks a list of commands.
    pub(super) fn list(&mut self, commands: &[Command]) -> Checked {
        commands.iter().try_for_each(|command| match &command.kind {
            Kind::Pipeline(it) => self.pipeline(it),
            Kind::Compound(it) => self.compound(it),
            Kind::Function { name, body } => self.function(name, body),
        })
    }

    fn function(&mut self, name: &str, body: &[Command]) -> Checked {
        if !shell::is_name(name) || tools::is_here(name) || tools::not_here(name).is_some() {
            return Err("It defines a function with the name of a program");
        }
        let mut inside = Self { called: true, missing: Vec::new(), ..self.clone() };
        // It may call itself.
        inside.functions.push((name.to_owned(), Vec::new()));
        inside.list(body)?;
        (self.files, self.folder, self.made) = (inside.files, inside.folder, inside.made);
        self.functions.push((name.to_owned(), inside.missing));
        Ok(())
    }

    /// Commands that leave no variable behind.
    fn inside(&mut self, commands: &[Command]) -> Checked {
        let names = self.names.clone();
        let checked = self.list(commands);
        self.names = names;
        checked
    }

    fn compound(&mut self, it: &Compound) -> Checked {
        match it {
            Compound::Group(inside) => self.list(inside),
            Compound::If { arms, otherwise } => {
                for arm in arms.iter() {
                    self.list(&arm.condition)?;
                    self.list(&arm.then)?;
                }
                self.list(otherwise)
            }
            Compound::For { name, words, body } => {
                words.iter().try_for_each(|(word, _)| self.word(word))?;
                self.names(&[name])?;
                self.list(body)
            }
            Compound::While { condition, body, .. } => {
                self.list(condition)?;
                self.list(body)
            }
            Compound::Read { source, fields, body } => {
                let names = matches!(source, Source::Pipe(..)).then(|| self.names.clone());
                self.source(source)?;
                self.read(fields)?;
                self.list(body)?;
                // In a pipe the loop is a shell of its own.
                self.names = names.unwrap_or(core::mem::take(&mut self.names));
                Ok(())
            }
            Compound::Case { word, choices } => {
                self.word(&word.0)?;
                for choice in choices.iter() {
                    choice.patterns.iter().try_for_each(|it| self.pattern(it))?;
                    self.list(&choice.then)?;
                }
                Ok(())
            }
        }
    }

    fn source(&mut self, source: &Source) -> Checked {
        let unread = "Its loop reads what can't be written here";
        match source {
            Source::Around => Ok(()),
            Source::Pipe(it, _) => self.pipeline(it),
            Source::Lines(lines) => self.word(lines),
            Source::File(text) => self.input(&parsed(text).ok_or(unread)?),
            Source::Text(text) => self.word(&parsed(text).ok_or(unread)?),
        }
    }

    fn read(&mut self, fields: &Fields) -> Checked {
        let names: Vec<&String> = fields.names.iter().filter(|name| *name != "_").collect();
        self.names(&names)
    }

    /// Variables that get values.
    fn names(&mut self, names: &[&String]) -> Checked {
        for name in names {
            nameable(name)?;
            for names in [&mut self.names, &mut self.made] {
                if !names.contains(name) {
                    names.push((*name).clone());
                }
            }
        }
        Ok(())
    }

    /// Checks a pipeline.
    pub(super) fn pipeline(&mut self, it: &Pipeline) -> Checked {
        let names = (it.stages.len() > 1).then(|| self.names.clone());
        it.stages.iter().try_for_each(|stage| self.stage(stage))?;
        self.names = names.unwrap_or(core::mem::take(&mut self.names));
        Ok(())
    }

    fn stage(&mut self, stage: &Stage) -> Checked {
        match &stage.does {
            Does::Simple(simple) => self.simple(simple, stage)?,
            Does::Compound(it) => self.compound(it)?,
            Does::Subshell(inside) => self.inside(inside)?,
        }
        stage.stdin.iter().try_for_each(|lines| self.word(lines))?;
        stage.redirects.iter().try_for_each(|redirect| self.redirect(redirect))
    }

    fn redirect(&mut self, redirect: &Redirect) -> Checked {
        match &redirect.target {
            Target::Like(_) => Ok(()),
            Target::Printed(commands) => self.inside(commands),
            Target::File(name) if redirect.stream == Stream::Input => self.input(name),
            Target::File(name) | Target::Append(name) => self.output(name),
        }
    }

    /// A file that is read, in the script's own folder.
    fn input(&mut self, name: &Word) -> Checked {
        match name.literal() {
            Some(name) if name == "/dev/null" => Ok(()),
            Some(name) if self.has(&name) || is_plain(&name) => {
                self.folder = true;
                Ok(())
            }
            _ => Err("It reads a file elsewhere"),
        }
    }

    /// A file that is written, in the script's own folder.
    fn output(&mut self, name: &Word) -> Checked {
        let name = name.literal().unwrap_or_default();
        if matches!(name.as_str(), "/dev/null" | "/dev/stdout" | "/dev/stderr") || self.has(&name) {
            return Ok(());
        }
        if !is_plain(&name) {
            return Err("It writes a file elsewhere");
        }
        self.writes(name);
        Ok(())
    }

    /// The script writes a file.
    pub(super) fn writes(&mut self, name: String) {
        self.folder = true;
        self.files.push(name);
    }

    fn has(&self, name: &str) -> bool {
        let name = name.strip_prefix("./").unwrap_or(name);
        self.files.iter().any(|file| file == name)
    }

    /// A program with its words.
    fn simple(&mut self, simple: &Simple, stage: &Stage) -> Checked {
        let program = simple.words.first().map(Word::literal);
        for assignment in &simple.assignments {
            let name = &assignment.name;
            self.word(&assignment.value)?;
            if program == Some(Some(String::from("read"))) && name == "IFS" {
                continue;
            }
            nameable(name)?;
            if program.is_some() && !is_exported(name) {
                return Err("It sets a variable for one command only");
            }
        }
        let Some(program) = program else {
            let names: Vec<&String> = simple.assignments.iter().map(|it| &it.name).collect();
            return self.names(&names);
        };
        let program = program.unwrap_or_default();
        let words = simple.words.get(1..).unwrap_or_default();
        if program == "[[" {
            return self.brackets(words);
        }
        words
            .iter()
            .try_for_each(|word| if program == "aws" { self.of_aws(word) } else { self.word(word) })?;
        let reads = stage.stdin.is_some();
        match program.as_str() {
            "echo" | ":" | "true" | "false" | "aws" if reads => {
                Err("It is given lines that it does not read")
            }
            "aws" => known(words),
            "playground" => Err("AWS has no such command"),
            "sql" => Err("For a client of the database, not for the AWS CLI"),
            "[" | "test" if words.iter().any(|it| matches!(it.bare(), Some("-v" | "-R"))) => {
                Err("It tests for the name of a variable")
            }
            "[" | "test" | "echo" | ":" | "true" | "false" => Ok(()),
            "local" if !self.called => Err("It is only for functions"),
            name if NAMING.contains(&name) => self.naming(words),
            "read" => {
                let names: Option<Vec<&str>> = words.iter().map(Word::bare).collect();
                let fields = names.and_then(|names| Fields::read(&names, None));
                self.read(&fields.ok_or("It reads what nobody types here")?)
            }
            name => {
                if let Some((_, missing)) = self.functions.iter().rev().find(|(it, _)| it == name) {
                    for name in missing.clone() {
                        self.used(&name);
                    }
                    return Ok(());
                }
                match allowed_options(name, words, self.called)? {
                    Operands::Texts => Ok(()),
                    Operands::Read(files) => files.iter().try_for_each(|file| self.input(file)),
                    Operands::Write(files) => files.iter().try_for_each(|file| self.output(file)),
                }
            }
        }
    }

    /// The words of `export`, `local` and the like.
    fn naming(&mut self, words: &[Word]) -> Checked {
        for word in words {
            let Some(Piece::Text { text, quoted: false }) = word.pieces.first() else {
                return Err("It sets a variable whose name is not in it");
            };
            let name = text.split_once('=').map_or(text.as_str(), |(name, _)| name).to_owned();
            if !shell::is_name(&name) || (!text.contains('=') && word.pieces.len() > 1) {
                return Err("It sets a variable whose name is not in it");
            }
            self.names(&[&name])?;
        }
        Ok(())
    }

    /// The words of `[[ … ]]`.
    fn brackets(&mut self, words: &[Word]) -> Checked {
        let calculates =
            |word: &Word| matches!(word.bare(), Some("-eq" | "-ne" | "-lt" | "-le" | "-gt" | "-ge"));
        let mut compared = false;
        for (at, word) in words.iter().enumerate() {
            if matches!(word.bare(), Some("-v" | "-R")) {
                return Err("It tests for the name of a variable");
            }
            if calculates(word) {
                let sides = [at.checked_sub(1), Some(at + 1)];
                let sides = sides.into_iter().flatten().filter_map(|at| words.get(at));
                if !sides.clone().all(|side| self.is_number(side)) {
                    return Err("It compares values that may be no numbers");
                }
            }
            if compared {
                self.pattern(word)?;
            } else {
                self.word(word)?;
            }
            compared = matches!(word.bare(), Some("=" | "==" | "!=" | "=~"));
        }
        Ok(())
    }

    /// Returns whether a word can be nothing but a number.
    fn is_number(&self, word: &Word) -> bool {
        match word.pieces.as_slice() {
            [Piece::Text { text, quoted: true }, rest @ ..] if text.is_empty() => {
                self.is_number(&Word { pieces: rest.to_vec(), at: word.at })
            }
            [Piece::Text { text, .. }] => super::numbers::is_number(text),
            [Piece::Variable { change: Change::Length, .. } | Piece::Arithmetic { .. }] => true,
            [Piece::Variable { name, change: Change::None, .. }] => {
                matches!(name.as_str(), "?" | "#") || self.numbers.contains(name)
            }
            _ => false,
        }
    }

    /// A pattern, whose signs keep their meaning.
    fn pattern(&mut self, word: &Word) -> Checked {
        for piece in &word.pieces {
            if let Piece::Text { text, quoted: false } = piece
                && !is_pattern(text)
            {
                return Err("It has a pattern that can't be written safely");
            }
        }
        self.word(word)
    }

    /// A word of `aws`: of the files that options name, only the script's own may be in it.
    fn of_aws(&mut self, word: &Word) -> Checked {
        let literal = word.literal();
        let name = literal
            .as_deref()
            .and_then(|it| it.strip_prefix("file://").or_else(|| it.strip_prefix("fileb://")));
        match name {
            Some(name) if self.has(name) => Ok(()),
            _ => self.word(word),
        }
    }

    /// Checks a word, and the commands in it.
    fn word(&mut self, word: &Word) -> Checked {
        word.pieces.iter().try_for_each(|piece| match piece {
            Piece::Text { text, .. } => {
                let option = ELSEWHERE.iter().any(|option| text.starts_with(option));
                if option || text.contains("file://") || text.contains("fileb://") {
                    return Err("An option of it reads files or sends requests elsewhere");
                }
                Ok(())
            }
            Piece::Substitution { commands, .. } => self.inside(commands),
            Piece::Variable { name, change, .. } => self.variable(name, change),
            Piece::Arithmetic { pieces, .. } => {
                let inside = Word { pieces: pieces.clone(), at: word.at };
                let names = inside.literal().and_then(|text| super::numbers::names(&text));
                let names = names.ok_or("It calculates with what is no plain number")?;
                if names.iter().any(|name| !self.numbers.contains(name)) {
                    return Err("It calculates with a variable that may hold no number");
                }
                for name in &names {
                    self.used(name);
                }
                Ok(())
            }
        })
    }

    fn variable(&mut self, name: &str, change: &Change) -> Checked {
        let plain = |word: &Word| {
            let fine = |piece: &Piece| match piece {
                Piece::Text { text, .. } => {
                    text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:@,=*? ".contains(c))
                }
                Piece::Variable { .. } => true,
                Piece::Substitution { .. } | Piece::Arithmetic { .. } => false,
            };
            word.pieces.iter().all(fine)
        };
        if !shell::is_name(name) && name != "?" && !self.called {
            return Err("It uses an argument of a function");
        }
        match change {
            Change::None | Change::Length => self.used(name),
            Change::Trim { pattern, .. } => {
                self.used(name);
                return if plain(pattern) {
                    self.word(pattern)
                } else {
                    Err("It has a pattern that can't be written safely")
                };
            }
            Change::Default { word, .. }
            | Change::Alternative { word, .. }
            | Change::Required { word, .. } => {
                return if plain(word) {
                    self.word(word)
                } else {
                    Err("It has a ${…} that can't be written safely")
                };
            }
        }
        Ok(())
    }

    /// A variable is used.
    fn used(&mut self, name: &str) {
        let known = !shell::is_name(name) || is_exported(name) || self.names.iter().any(|it| it == name);
        if !known && !self.missing.iter().any(|it| it == name) {
            self.missing.push(name.to_owned());
        }
    }
}

/// Returns whether a name is that of a file in the script's own folder.
pub(super) fn is_plain(name: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.chars().all(fine) && name.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Returns whether the signs of a text begin nothing but a pattern.
fn is_pattern(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let fine = match c {
            '$' => matches!(chars.peek(), None | Some(')' | '|')),
            c => c.is_ascii_alphanumeric() || "-_./:@%+,=*?[]^|()!".contains(c),
        };
        if !fine {
            return false;
        }
    }
    true
}

/// Checks that the playground knows an `aws` command: `aws s3 rm …` is refused here, but would not be at AWS.
fn known(words: &[Word]) -> Checked {
    let unknown = "The playground does not know this command of the AWS CLI";
    let words: Vec<Option<String>> = words.iter().map(Word::literal).collect();
    let text = |at: usize| words.get(at).and_then(Option::as_deref).ok_or(unknown);
    let (service, operation) =
        if text(0)? == "rds" && text(1)? == "wait" { ("rds wait", text(2)?) } else { (text(0)?, text(1)?) };
    let found = model::service(service, Edition::LATEST).filter(|service| !model::is_program(service.name));
    found.and_then(|service| service.operation(operation)).map(|_| ()).ok_or(unknown)
}
