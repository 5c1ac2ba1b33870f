//! The shell's own commands: `export`, `unset`, `set`, `exit`; and `aws configure`, which keeps profiles.

use playground_aws::is_of_session;
use playground_core::profile::PROFILES;

use super::{Call, Output};
use crate::credentials;
use crate::shell::is_name;
use crate::state::State;

/// What `set` changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// `set -e`: the first command that fails ends the text.
    pub(crate) stops: bool,
    /// `set +u`: a variable without a value is empty, and no error.
    pub(crate) unset_is_empty: bool,
    /// `set -o pipefail`: a pipeline fails if one of its programs does.
    pub(crate) pipefail: bool,
}

pub(super) fn set(call: &mut Call<'_>) -> Result<Output, String> {
    let mut args = call.args.iter();
    let options = &mut call.state.options;
    while let Some(arg) = args.next() {
        if arg == "--" {
            let rest: Vec<String> = args.cloned().collect();
            call.state.set_arguments(&rest);
            return Ok(Output::default());
        }
        let on = arg.starts_with('-');
        let Some(letters) =
            arg.strip_prefix(['-', '+']).filter(|letters| !letters.is_empty() && *letters != "-")
        else {
            return Err(String::from(
                "Only options can be set here, -e, -u, -x, -o pipefail, and arguments behind --.",
            ));
        };
        for letter in letters.chars() {
            match letter {
                'e' => options.stops = on,
                'u' => options.unset_is_empty = !on,
                'o' => match args.next().map(String::as_str) {
                    Some("pipefail") => options.pipefail = on,
                    Some("errexit") => options.stops = on,
                    Some("nounset") => options.unset_is_empty = !on,
                    Some("xtrace" | "errtrace" | "noglob" | "posix") => {}
                    _ => return Err(String::from("After -o comes pipefail, errexit or nounset here.")),
                },
                // What they print, or file names, of which there are none.
                'x' | 'v' | 'E' | 'f' | 'a' | 'h' | 'B' | 'H' => {}
                _ => {
                    return Err([
                        "the option ",
                        arg,
                        " isn't modeled. Here there are -e, -u, -x, -o pipefail.",
                    ]
                    .concat());
                }
            }
        }
    }
    Ok(Output::default())
}

/// Options of `bash` that mean nothing here.
#[expect(clippy::unnecessary_wraps, reason = "as all programs: others can refuse their arguments")]
pub(super) fn shopt(_: &mut Call<'_>) -> Result<Output, String> {
    Ok(Output::default())
}

pub(super) fn exit(call: &mut Call<'_>) -> Result<Output, String> {
    let code = given_code(call)?;
    while call.state.leave() {}
    Ok(Output::code(code))
}

/// The exit code that is given, or that of the last command.
fn given_code(call: &Call<'_>) -> Result<u8, String> {
    match call.args.first() {
        None => Ok(call.state.status),
        Some(code) => code.parse().map_err(|_| String::from("The exit code must be a number from 0 to 255.")),
    }
}

/// `return`, which ends a function.
pub(super) fn end(call: &mut Call<'_>) -> Result<Output, String> {
    let code = given_code(call)?;
    if !call.state.leave() {
        return Err(String::from("can only `return' from a function or sourced script"));
    }
    Ok(Output::code(code))
}

/// `shift`, which drops the first arguments.
pub(super) fn shift(call: &mut Call<'_>) -> Result<Output, String> {
    let count: usize = match call.args.first() {
        None => 1,
        Some(count) => count.parse().map_err(|_| [count, ": numeric argument required"].concat())?,
    };
    let Some(rest) = call.state.arguments.get(count..).map(Into::into) else { return Ok(Output::code(1)) };
    call.state.arguments = rest;
    Ok(Output::default())
}

/// `local NAME=value`: what the variable was before comes back when the function returns.
pub(super) fn local(call: &mut Call<'_>) -> Result<Output, String> {
    for arg in call.args.iter().filter(|arg| !is_option(arg)) {
        let name = arg.split_once('=').map_or(arg.as_str(), |(name, _)| name);
        if is_name(name) && !call.state.make_local(name) {
            return Err(String::from("can only be used in a function"));
        }
        if !arg.contains('=') {
            call.state.assign(name, "");
        }
    }
    export(call)
}

/// `declare`, which is `local` in a function.
pub(super) fn declare(call: &mut Call<'_>) -> Result<Output, String> {
    if call.state.depth() > 0 && !call.args.iter().any(|arg| arg == "-g") {
        local(call)
    } else {
        export(call)
    }
}

fn is_option(arg: &str) -> bool {
    matches!(arg, "-x" | "-r" | "-g" | "-i" | "--")
}

/// `command -v NAME`: whether a program, a command or a function is here.
pub(super) fn command(call: &mut Call<'_>) -> Result<Output, String> {
    let ["-v" | "-V", name] = call.args.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        return Err(String::from("Write command -v and a name, or the command itself."));
    };
    let here = call.state.functions.get(name).is_some() || super::is_here(name);
    Ok(if here { Output::text([name, "\n"].concat()) } else { Output::code(1) })
}

/// `trap`, of which only that is said.
#[expect(clippy::unnecessary_wraps, reason = "as all programs: others can refuse their arguments")]
pub(super) fn trap(_: &mut Call<'_>) -> Result<Output, String> {
    let said = "trap isn't modeled. What it names is never run; the commands after it are.\n";
    Ok(Output { stderr: String::from(said), ..Output::default() })
}

/// `export NAME=value`, `export NAME`, and `readonly`, which means the same here.
pub(super) fn export(call: &mut Call<'_>) -> Result<Output, String> {
    for arg in call.args.iter().filter(|arg| !is_option(arg)) {
        let (name, value) =
            arg.split_once('=').map_or((arg.as_str(), None), |(name, value)| (name, Some(value)));
        if !is_name(name) {
            return Err(["\"", arg, "\" is no name of a variable."].concat());
        }
        if let Some(value) = value {
            call.state.assign(name, value);
        }
    }
    Ok(Output::default())
}

#[expect(clippy::unnecessary_wraps, reason = "as all programs: others can refuse their arguments")]
pub(super) fn unset(call: &mut Call<'_>) -> Result<Output, String> {
    let functions = call.args.iter().any(|arg| arg == "-f");
    for name in call.args.iter().filter(|arg| !matches!(arg.as_str(), "-v" | "-f")) {
        if functions {
            call.state.functions = call.state.functions.remove(name.as_str());
        } else {
            call.state.variables = call.state.variables.remove(name.as_str());
        }
    }
    Ok(Output::default())
}

impl State {
    /// A setting of a profile that `aws configure set` made.
    pub(crate) fn configured(&self, profile: &str, key: &str) -> Option<&str> {
        self.configured.get([profile, ".", key].concat().as_str()).map(|value| &**value)
    }

    /// Returns whether `aws configure set` made this profile.
    pub(crate) fn has_profile(&self, profile: &str) -> bool {
        let begin = [profile, "."].concat();
        self.configured.iter().any(|(name, _)| name.starts_with(&begin))
    }
}

/// Settings that can be kept.
const SETTINGS: [&str; 15] = [
    "region",
    "output",
    "source_profile",
    "role_arn",
    "role_session_name",
    "external_id",
    "duration_seconds",
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "cli_pager",
    "cli_binary_format",
    "cli_auto_prompt",
    "retry_mode",
    "max_attempts",
];

/// `aws configure …`. Of credentials only that they are there is kept, unless they are those of a session of this world: a
/// profile that is made here has those of `source_profile`, or of `default`.
pub(crate) fn configured(args: &[String], state: &mut State) -> Output {
    let mut words: Vec<&str> = Vec::new();
    let mut profile =
        state.variables.get("AWS_PROFILE").map_or_else(|| String::from("default"), ToString::to_string);
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.strip_prefix("--profile") {
            Some("") => profile = rest.next().cloned().unwrap_or_default(),
            Some(value) if value.starts_with('=') => value.trim_start_matches('=').clone_into(&mut profile),
            _ => words.push(arg),
        }
    }
    let wrong = |message: &str| Output {
        stderr: ["\n", message, "\n"].concat(),
        exit_code: 252,
        ..Output::default()
    };
    match words.as_slice() {
        ["set", key, value] => {
            // `profile x.region` names the profile in the key.
            let key = key.strip_prefix("profile.").map_or(*key, |rest| {
                let (name, key) = rest.split_once('.').unwrap_or((rest, ""));
                name.clone_into(&mut profile);
                key
            });
            let fine = |c: char| c.is_ascii_alphanumeric() || "-_@:".contains(c);
            if profile.is_empty() || !profile.chars().all(fine) {
                return wrong("A profile's name has letters, digits, - and _ here.");
            }
            if !SETTINGS.contains(&key) {
                return wrong(&["The playground does not model the setting ", key, "."].concat());
            }
            let foreign = key.starts_with("aws_") && !is_of_session(&state.world, value);
            let kept = if foreign { "set" } else { value };
            state.assumed.remove_mut(profile.as_str()); // another role, or as another
            state.assigned += (profile.len() + key.len() + kept.len()) as u64;
            state.configured.insert_mut([&profile, ".", key].concat().into(), kept.into());
            Output::default()
        }
        ["get", key] => match state.configured(&profile, key) {
            Some(value) => Output::text([value, "\n"].concat()),
            None => Output::code(1),
        },
        ["list-profiles"] => {
            let mut names: Vec<&str> = PROFILES.iter().map(|profile| profile.name).collect();
            for (name, _) in &state.configured {
                let name = name.split('.').next().unwrap_or_default();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            Output::text(names.join("\n") + "\n")
        }
        _ => wrong("The playground models aws configure set, get and list-profiles. Write one of them."),
    }
}

/// Puts what was configured for the line's profile in its place: the profile whose credentials it has, its Region and
/// its form of output.
pub(crate) fn with_profile(words: &mut Vec<String>, state: &State) {
    let has = |words: &[String], option: &str| {
        words
            .iter()
            .any(|word| word == option || word.strip_prefix(option).is_some_and(|rest| rest.starts_with('=')))
    };
    let at = words.iter().position(|word| word == "--profile");
    let mut name = at.and_then(|at| words.get(at + 1)).cloned();
    if let Some(inline) = words.iter().find_map(|word| word.strip_prefix("--profile=")) {
        name = Some(inline.to_owned());
    }
    let name = name.unwrap_or_else(|| String::from("default"));
    if !state.has_profile(&name) {
        return;
    }
    let source = credentials::base(state, &name).to_owned();
    if source != name && !credentials::has_own(state, &name) {
        for word in words.iter_mut() {
            if word.starts_with("--profile=") {
                *word = ["--profile=", &source].concat();
            }
        }
        if let Some(word) = at.and_then(|at| words.get_mut(at + 1)) {
            *word = source;
        }
    }
    for (key, option) in [("region", "--region"), ("output", "--output")] {
        if let Some(value) = state.configured(&name, key).filter(|_| !has(words, option)) {
            words.extend([String::from(option), value.to_owned()]);
        }
    }
}
