//! Scripts in bash, with the playground's session in the place of `aws` and `jq`.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use playground_session::Session;

/// What stands in the place of a program: its words go to one pipe, and from another come its exit code, how long its
/// output is, the output, and what it says on stderr.
const STAND_IN: &str = r#"#!/usr/bin/env bash
here=$(dirname "$0")
printf '%s\0' "$(basename "$0")" "$@" > "$here/asked"
exec < "$here/answered"
IFS=' ' read -r code bytes
head -c "$bytes"
cat >&2
exit "$code"
"#;

pub(crate) struct Bash {
    folder: PathBuf,
}

/// What a script did.
pub(crate) struct Ran {
    pub(crate) ok: bool,
    pub(crate) printed: String,
    pub(crate) errors: String,
}

impl Bash {
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("runbooks").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for program in ["aws", "jq"] {
            let path = folder.join(program);
            fs::write(&path, STAND_IN).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let pipes = ["asked", "answered"].map(|name| folder.join(name));
        assert!(Command::new("mkfifo").args(pipes).status().unwrap().success());
        Self { folder }
    }

    /// Runs a script. What `agrees` says yes to is told by the line that asks.
    pub(crate) fn run(&self, script: &str, agrees: &dyn Fn(&str) -> bool, session: &mut Session) -> Ran {
        let file = self.folder.join("script.sh");
        fs::write(&file, script).unwrap();
        let reads = Command::new("bash").arg("-n").arg(&file).output().unwrap();
        assert!(reads.status.success(), "{}", String::from_utf8_lossy(&reads.stderr));
        let path = format!("{}:{}", self.folder.display(), std::env::var("PATH").unwrap());
        let mut child = Command::new("bash")
            .arg(&file)
            .current_dir(&self.folder)
            .env("PATH", path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // What a pipe can hold without a reader is more than all answers are.
        let asks = script.lines().filter(|line| line.starts_with("agree ") || line.starts_with("if ask "));
        let answers: String = asks.map(|line| if agrees(line) { "yes\n" } else { "no\n" }).collect();
        // A script that fails at once reads none.
        let _ = child.stdin.take().unwrap().write_all(answers.as_bytes());
        let asked = self.folder.join("asked");
        let ended = asked.clone();
        let waits = std::thread::spawn(move || {
            let output = child.wait_with_output().unwrap();
            // An empty question: there are no more.
            drop(fs::OpenOptions::new().write(true).open(ended).unwrap());
            output
        });
        loop {
            let mut question = Vec::new();
            fs::File::open(&asked).unwrap().read_to_end(&mut question).unwrap();
            if question.is_empty() {
                break;
            }
            let words: Vec<String> =
                String::from_utf8(question).unwrap().split_terminator('\0').map(String::from).collect();
            let reply = self.answer(&words, session);
            fs::OpenOptions::new()
                .write(true)
                .open(self.folder.join("answered"))
                .unwrap()
                .write_all(reply.as_bytes())
                .unwrap();
        }
        let output = waits.join().unwrap();
        Ran {
            ok: output.status.success(),
            printed: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The exit code, how long its output is, the output, and what it says on stderr.
    fn answer(&self, words: &[String], session: &mut Session) -> String {
        let file = |name: &str| fs::read_to_string(self.folder.join(name)).unwrap();
        let (program, words) = words.split_first().unwrap();
        let mut words = words.to_vec();
        let input = if program == "jq" { words.pop().map(|name| file(&name)) } else { None };
        let mut line = program.clone();
        for word in &words {
            let word = word.strip_prefix("file://").map_or_else(|| word.clone(), file);
            let _ = write!(line, " '{}'", word.replace('\'', "'\\''"));
        }
        if let Some(input) = input {
            let _ = write!(line, " <<'END_OF_FILE'\n{}\nEND_OF_FILE", input.trim_end());
        }
        let ids = session.run(&line);
        assert_eq!(ids.len(), 1, "{line}");
        let entry = ids.first().and_then(|id| session.timeline().record(*id)).unwrap();
        format!("{} {}\n{}{}", entry.exit_code, entry.stdout.len(), entry.stdout, entry.stderr)
    }
}
