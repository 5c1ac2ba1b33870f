//! The programs that a script uses beside `aws`: filters (`grep`, `jq`, …), files, tests, and the shell's own commands.
//!
//! Each takes words and input, and gives output. What it reads and changes besides are the shell's variables, files and
//! options; none changes the world. Options that a program has elsewhere and not here are refused by name.

mod clock;
mod fields;
mod files;
mod grep;
mod jq;
mod lines;
mod options;
mod printf;
mod read;
mod settings;
mod test;

use std::rc::Rc;

use playground_parts::Part;

use crate::state::State;

pub(crate) use clock::{date, sleep};
pub(crate) use files::missing;
pub(crate) use read::read;
pub(crate) use settings::{Options, configured, with_profile};
pub(crate) use test::Term;

/// What a program printed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
    pub(crate) exit_code: u8,
    /// What it took, in bytes; see `run`.
    pub(crate) work: usize,
}

impl Output {
    pub(crate) fn text(text: String) -> Self {
        Self { work: text.len(), stdout: text.into_bytes(), ..Self::default() }
    }

    fn code(exit_code: u8) -> Self {
        Self { exit_code, ..Self::default() }
    }

    /// Something went wrong: `grep: …`.
    pub(crate) fn error(program: &str, message: &str, exit_code: u8) -> Self {
        Self { stderr: [program, ": ", message, "\n"].concat(), exit_code, ..Self::default() }
    }
}

/// A call of a program.
pub(crate) struct Call<'a> {
    /// The words after the program's name.
    pub(crate) args: &'a [String],
    /// The standard input, as far as nothing has read it.
    pub(crate) stdin: &'a mut Option<Rc<[u8]>>,
    /// The variables, files and options.
    pub(crate) state: &'a mut State,
}

impl Call<'_> {
    /// Reads the standard input to its end.
    fn read(&mut self) -> Rc<[u8]> {
        self.stdin.take().unwrap_or_else(|| Rc::from([]))
    }
}

/// The most comparisons of one program, some 20 ms in a browser.
const MOST_COMPARED: usize = 5_000_000;

/// Checks that so many things can be compared with so many others at once.
pub(crate) fn affordable(things: usize, others: usize) -> Result<(), String> {
    if things.saturating_mul(others) <= MOST_COMPARED {
        return Ok(());
    }
    Err(String::from("This is too much for one command. Pick less with --query or head first."))
}

/// What a program does; an error is what it says about its arguments.
type Tool = fn(&mut Call<'_>) -> Result<Output, String>;

/// What nearly every script has, so that it waits for no part of the program.
const SIMPLE: [(&str, Tool); 4] = [
    (":", |_| Ok(Output::default())),
    ("true", |_| Ok(Output::default())),
    ("false", |_| Ok(Output::code(1))),
    ("echo", printf::echo),
];

/// The other programs, and their names apart from them: who asks for a name needs no program.
macro_rules! tools {
    ($($name:literal => $tool:expr,)*) => {
        /// Their names.
        const NAMES: &[&str] = &[$($name),*];

        /// What each of them does.
        const TOOLS: &[Tool] = &[$($tool),*];
    };
}

tools! {
    "base64" => files::base64,
    "cat" => files::cat,
    "command" => settings::command,
    "cut" => fields::cut,
    "exit" => settings::exit,
    "export" => settings::export,
    "grep" => grep::grep,
    "egrep" => grep::egrep,
    "fgrep" => grep::fgrep,
    "head" => lines::head,
    "jq" => jq::jq,
    "local" => settings::local,
    "ls" => files::ls,
    "mkdir" => files::mkdir,
    "printf" => printf::printf,
    "readonly" => settings::export,
    "declare" => settings::declare,
    "return" => settings::end,
    "rm" => files::rm,
    "seq" => lines::seq,
    "set" => settings::set,
    "shift" => settings::shift,
    "shopt" => settings::shopt,
    "sort" => lines::sort,
    "tail" => lines::tail,
    "tee" => files::tee,
    "tr" => fields::tr,
    "trap" => settings::trap,
    "uniq" => lines::uniq,
    "unset" => settings::unset,
    "wc" => lines::wc,
}

/// Programs that are run elsewhere: AWS's and the playground's, tests, and those that need the world's time.
const OTHERS: [&str; 10] = ["aws", "playground", "sql", "help", "[", "[[", "test", "date", "sleep", "read"];

/// The programs that are here, and the shell's own commands.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    OTHERS.into_iter().chain(SIMPLE.map(|(name, _)| name)).chain(NAMES.iter().copied())
}

/// Returns whether there is a program of this name.
pub(crate) fn is_here(name: &str) -> bool {
    names().any(|here| here == name)
}

fn said(program: &str, went: Result<Output, String>, code: u8) -> Output {
    went.unwrap_or_else(|message| Output::error(program, &message, code))
}

/// Runs a program; `None` if there is none of this name. The error is the part that is needed first.
pub(crate) fn run(program: &str, call: &mut Call<'_>) -> Result<Option<Output>, Part> {
    if let Some((_, tool)) = SIMPLE.iter().find(|(name, _)| *name == program) {
        return Ok(Some(said(program, tool(call), 1)));
    }
    let place = NAMES.iter().position(|name| *name == program);
    place.map_or(Ok(None), |place| run_here(place, program, call))
}

playground_parts::begins! { Programs "02":
    fn run_here(place: usize, program: &str, call: &mut Call<'_>) -> Option<Output> {
        let tool = TOOLS.get(place)?;
        let code = match program {
            "grep" | "egrep" | "fgrep" | "jq" | "ls" | "sort" | "exit" | "return" | "set" => 2,
            _ => 1,
        };
        Some(said(program, tool(call), code))
    }
}

playground_parts::begins! { Programs "05":
    /// `[ … ]`, `test …` and `[[ … ]]`.
    pub(crate) fn test(program: &str, terms: &[Term], state: &State) -> Output {
        match test::holds(program, terms, state) {
            Ok(holds) => Output::code(u8::from(!holds)),
            Err(message) => Output::error(program, &message, 2),
        }
    }
}

/// Programs that people use in scripts and that are not here, each with what to use instead.
const ELSEWHERE: [(&[&str], &str); 18] = [
    (&["sed", "perl"], "Use --query, jq, cut, tr or ${NAME#…} instead."),
    (&["awk", "gawk"], "Use --query, jq or cut instead."),
    (&["yq"], "Use --output json and jq instead."),
    (&["xargs", "parallel"], "Use while read or for instead."),
    (&["cd", "pushd", "popd"], "All files of a session are in one folder: leave it out."),
    (&["find"], "The files of this session are listed by ls."),
    (&["cp", "mv", "touch"], "Write cat FILE > OTHER, and rm, instead."),
    (&["less", "more", "vi", "vim", "nano"], "Use cat, head or tail, and > or << to write."),
    (&["terraform", "tofu", "cdk", "sam", "pulumi"], "Use the AWS CLI's commands."),
    (&["python", "python3", "node", "ruby"], "Use --query or jq instead."),
    (
        &["psql", "mysql", "mariadb"],
        "Here sql is the client of a cluster's database: sql --db-cluster-identifier NAME 'SELECT 1'.",
    ),
    (&["mysqldump", "pg_dump"], "Use snapshots, or sql with a SELECT."),
    (&["curl", "wget", "ssh", "scp", "nc"], "Nothing here reaches a network."),
    (&["docker", "kubectl", "sudo", "apt-get", "yum", "dnf", "brew", "pip", "npm", "git"], NO_MACHINE),
    (&["source", "."], "Paste the file's commands instead."),
    (&["eval", "exec", "bash", "sh"], "Write the commands themselves."),
    (&["openssl", "gpg"], "Use aws kms, and base64."),
    (&["getopts"], "Use while, case and shift instead."),
];
const NO_MACHINE: &str =
    "There is no machine here: aws, sql and the programs that scripts put beside them are all there is.";

/// What is said about a program that is not here, if something can be used instead.
pub(crate) fn not_here(program: &str) -> Option<Output> {
    let (_, instead) = ELSEWHERE.iter().find(|(names, _)| names.contains(&program))?;
    Some(Output::error("playground", &[program, " isn't modeled. ", instead].concat(), 127))
}

#[cfg(test)]
mod tests {
    use playground_core::edition::Edition;
    use playground_core::env::Seed;
    use playground_core::world::World;

    use super::*;

    fn said(program: &str, args: &[&str], input: &str) -> String {
        let mut state = State::new(World::new(Seed([1; 16]), Edition::Y2020));
        let args: Vec<String> = args.iter().map(|arg| String::from(*arg)).collect();
        let mut stdin = Some(Rc::from(input.as_bytes()));
        let mut call = Call { args: &args, stdin: &mut stdin, state: &mut state };
        let output = run(program, &mut call).unwrap().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned() + &output.stderr
    }

    #[test]
    fn no_input_takes_long() {
        let wide = "ab\n".repeat(300_000);
        let set = "abcdefgh".repeat(10);
        for (program, args) in [
            ("grep", vec!["-E", "(a|b|c|d|e|f)*(g|h|i)*x"]),
            ("sort", vec![]),
            ("tr", vec![&set, "x"]),
            ("cut", vec!["-c", "1,2,3,4,5,6,7,8,9,10"]),
        ] {
            assert!(said(program, &args, &wide).contains("This is too much for one command"), "{program}");
            assert!(!said(program, &args, "ab\nba\n").contains("too much"), "{program}");
        }
        assert!(said("printf", &[&"%65536s".repeat(1_000), "x"], "").contains("more than 65,536 bytes"));
        let texts = ["[", &"\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",".repeat(900), "1]"].concat();
        assert_eq!(said("jq", &[".[0] | test(\"b\")"], &texts), "false\n");
        assert!(said("jq", &["[.[] | test(\"b\")?]"], &texts).contains("does too much"));
        assert!(said("jq", &["[.[], .[], .[], .[] | strings]"], &texts).contains("isn't modeled"));
        assert!(said("seq", &["1", "1000000"], "").contains("At most 10,000 numbers"));
    }
}
