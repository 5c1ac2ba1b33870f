//! What people paste: each script of `pasted/` runs in both editions, and prints what its file says (`UPDATE_EXPECT=1`
//! writes it). What is not modeled is declared in its first line, `# not modeled: …`, and said by name when it is
//! reached; nothing before it is lost. Each session comes back from a link entry by entry, with the same digest.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use playground_core::edition::Edition;
use playground_session::exchange::{Replay, Saved, link, open_link};
use playground_session::shell::parse_script;
use playground_session::{Entry, Session};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pasted")
}

/// The names of the scripts and their texts.
fn scripts() -> Vec<(String, String)> {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let mut scripts: Vec<(String, String)> = files
        .filter(|path| path.extension().is_some_and(|it| it == "sh"))
        .map(|path| {
            (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap())
        })
        .collect();
    scripts.sort();
    scripts
}

fn run(name: &str, text: &str, edition: Edition) -> Session {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let mut session = Session::new(Session::seed_of(name), edition);
    session.try_run(text).unwrap();
    session
}

fn entries(session: &Session) -> Vec<&Entry> {
    let timeline = session.timeline();
    timeline.path(timeline.cursor()).into_iter().filter_map(|id| timeline.record(id)).collect()
}

/// What a terminal would show, with the exit codes of what failed.
fn shown(session: &Session) -> String {
    let mut out = String::new();
    for entry in entries(session) {
        let line = entry.line.replace('\r', "");
        out.push_str(&["$ ", &line, "\n", &entry.stdout, entry.stderr.trim_start()].concat());
        if !out.ends_with('\n') {
            out.push_str("⏎\n");
        }
        if !entry.done() {
            out.push_str(&["[", &entry.exit_code.to_string(), "]\n"].concat());
        }
    }
    out
}

#[test]
fn every_script_prints_what_it_did() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1");
    let scripts = scripts();
    assert!(scripts.len() >= 60, "{}", scripts.len());
    for (name, text) in scripts {
        let [then, today] =
            [Edition::Y2020, Edition::Y2026].map(|edition| shown(&run(&name, &text, edition)));
        let all = format!("# 2020\n{then}\n# 2026\n{today}");
        let file = folder().join(&name).with_extension("txt");
        if update {
            fs::write(&file, &all).unwrap();
        }
        assert_eq!(fs::read_to_string(&file).unwrap_or_default(), all, "{name}");
    }
}

#[test]
fn what_is_not_modelled_is_said_by_name_and_nothing_before_it_is_lost() {
    for (name, text) in scripts() {
        let declared = text.strip_prefix("# not modeled: ").and_then(|rest| rest.lines().next());
        for edition in [Edition::Y2020, Edition::Y2026] {
            let session = run(&name, &text, edition);
            let entries = entries(&session);
            let said = |what: &str| entries.iter().any(|entry| entry.stderr.contains(what));
            // What the shell itself, or a program beside `aws`, says about what it can't do.
            let unknown = |entry: &&Entry| {
                entry.exit_code == 127
                    || entry.stderr.contains("isn't modeled")
                    || entry.stderr.contains("here, or isn't")
                    || entry.stderr.contains("exist here")
                    || entry.stderr.starts_with("\nThe AWS CLI has")
            };
            match declared {
                Some(what) => assert!(said(what), "{name}: {}", shown(&session)),
                None => assert!(!entries.iter().any(unknown), "{name}: {}", shown(&session)),
            }
            let script = parse_script(&text);
            if let Some((rest, _)) = script.unread {
                let (last, before) = entries.split_last().unwrap();
                assert_eq!(&*last.line, rest.trim_end(), "{name}");
                assert_eq!(last.exit_code, 2, "{name}");
                // Of these scripts, each command before the mistake runs, once or more often.
                let mut ran = before.iter();
                for command in &script.commands {
                    assert!(
                        ran.any(|entry| *entry.line == *command.text),
                        "{name}: {} was lost",
                        command.text
                    );
                }
            }
        }
    }
}

#[test]
fn every_session_comes_back_from_a_link() {
    for (name, text) in scripts() {
        for edition in [Edition::Y2020, Edition::Y2026] {
            let session = run(&name, &text, edition);
            let saved = Saved::of(&session, &name, None);
            let address = link(&saved).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let saved = open_link(&address).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let mut replay = Replay::new(saved);
            while replay.progress().done < replay.progress().total {
                replay.advance(100);
            }
            assert_eq!(replay.notice(), None, "{name}");
            assert_eq!(replay.finish().digest(), session.digest(), "{name}");
        }
    }
}
