//! What an author is told: by the function, and by the program.
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use playground_author::check::{Checked, text};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The program's exit code and what it printed.
fn run(words: &[&str]) -> (i32, String) {
    let ended = Command::new(env!("CARGO_BIN_EXE_playground-author")).args(words).output().unwrap();
    let said = [ended.stdout, ended.stderr].concat();
    (ended.status.code().unwrap(), String::from_utf8(said).unwrap())
}

/// A fresh folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

const FRONT: &str = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\n---\n\n## One\n\n";

fn problems(body: &str) -> Vec<(u32, String, String)> {
    let checked = text(&format!("{FRONT}{body}"));
    checked.problems.into_iter().map(|p| (p.line, p.message, p.detail)).collect()
}

#[test]
fn each_mismatch_has_its_place_and_its_remedy() {
    let rows: [(&str, u32, &str, &str); 6] = [
        ("```aws\necho a\n```\n", 13, "--write puts it there", "    + a\n"),
        (
            "```aws\necho a\necho b\n```\n```output\na\nc\n```\n",
            14,
            "something else than the file says",
            "    - c\n    + b\n",
        ),
        ("```aws\naws kms nonsense\n```\n", 11, "A command of this block fails", "    + "),
        (
            "```aws\necho a\n```\n```output refused: E04 Nope\na\n```\n",
            13,
            "says `refused: E04 Nope`, but every command of this block works",
            "",
        ),
        (
            "```aws\naws kms describe-key --key-id alias/no\n```\n```output refused: E04 Nope\n```\n",
            13,
            "it is `refused: NotFoundException`",
            "    + ",
        ),
        ("```aws\necho '\n```\n", 11, "refused: Exit2", "is never closed"),
    ];
    for (body, line, message, detail) in rows {
        let found = problems(body);
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert_eq!(found[0].0, line, "{body}: {found:?}");
        assert!(found[0].1.contains(message), "{body}: {found:?}");
        assert!(found[0].2.contains(detail), "{body}: {found:?}");
    }
}

#[test]
fn it_goes_on_after_the_first() {
    let found = problems(
        "```aws\necho a\n```\n\n## Two\n\n```aws\necho b\n```\n```output\nb\n```\n\n## Three\n\n```aws\necho c\n```\n",
    );
    let lines: Vec<u32> = found.iter().map(|found| found.0).collect();
    assert_eq!(lines, [13, 28]);
    let unread = text("---\ntitle: T\n---\n\n<b>\n\n## A\n\n[x](ftp://y)\n");
    assert_eq!(unread.problems.len(), 5, "{unread:?}");
    assert_eq!(unread.rewritten, None);
}

#[test]
fn a_long_difference_is_cut_off() {
    let lots = "echo x\n".repeat(60);
    let found = problems(&format!("```aws\n{lots}```\n"));
    assert!(found[0].2.ends_with("and 36 more lines\n"), "{found:?}");
}

#[test]
fn an_output_that_would_break_the_file_is_not_written() {
    let checked = text(&format!("{FRONT}```aws\necho '```'\n```\n"));
    assert_eq!(checked.rewritten, None);
    assert!(checked.problems.iter().any(|p| p.message.contains("can't be written")), "{checked:?}");
}

#[test]
fn the_built_in_scenarios_are_in_order() {
    let folder = root().join("web/scenarios");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|kind| kind == "md")).collect();
    assert_eq!(files.len(), 18);
    for path in files {
        let Checked { problems, rewritten, .. } = text(&fs::read_to_string(&path).unwrap());
        assert_eq!(problems, [], "{}", path.display());
        assert_eq!(rewritten.as_deref(), Some(fs::read_to_string(&path).unwrap().as_str()));
    }
}

/// The text between two lines of a guide.
fn between(text: &str, start: &str, end: &str) -> Vec<String> {
    let (start, end) = (format!("\n{start}\n"), format!("\n{end}\n"));
    let parts = text.split(&start).skip(1);
    parts.map(|part| format!("{}\n", part.split(&end).next().unwrap())).collect()
}

#[test]
fn the_guide_teaches_what_works() {
    let guide = fs::read_to_string(root().join("web/guides/write-a-scenario.md")).unwrap();
    let whole = between(&guide, "~~~markdown", "~~~");
    assert_eq!(whole.len(), 1);
    assert_eq!(text(&whole[0]).problems, []);
    // The file that one begins with is as far as the guide says, and --write makes it whole.
    let first = &between(&guide, "````markdown", "````")[0];
    let checked = text(first);
    assert_eq!(checked.problems.len(), 1);
    assert!(checked.problems[0].message.contains("--write puts it there"), "{checked:?}");
    assert_eq!(text(&checked.rewritten.unwrap()).problems, []);
    // What the guide says about a refusal.
    assert!(whole[0].contains("output refused: E04 UnknownOptions"));
}

#[test]
fn the_program_says_where_and_writes_when_asked() {
    let folder = folder("check");
    let path = folder.join("a.md");
    fs::write(&path, format!("{FRONT}```aws\necho a\n```\n")).unwrap();
    let name = path.to_str().unwrap();
    let (code, said) = run(&["check", name]);
    assert_eq!(code, 1);
    assert!(said.starts_with(&format!("{name}:13: These commands print something")), "{said}");
    assert!(said.ends_with("1 to mend in 1 file.\n"), "{said}");
    let (code, said) = run(&["check", name, "--write"]);
    assert_eq!(code, 0, "{said}");
    assert!(fs::read_to_string(&path).unwrap().ends_with("```aws\necho a\n```\n```output\na\n```\n"));
    let (code, said) = run(&["check", name]);
    assert_eq!((code, said), (0, format!("{name}: 1 step, 1 block of commands, all as the file says.\n")));
    let missing = folder.join("b.md");
    let (code, said) = run(&["check", missing.to_str().unwrap(), name]);
    assert_eq!(code, 1);
    assert!(said.contains("cannot read") && said.contains("all as the file says"), "{said}");
    fs::write(&missing, "x".repeat(300 * 1024)).unwrap();
    assert!(run(&["check", missing.to_str().unwrap()]).1.contains("too long"));
}

#[test]
fn the_program_explains_its_use() {
    for words in
        [&["check"][..], &["check", "--fast", "x"], &["nonsense"], &["fallback", "--out"], &["guides"]]
    {
        let (code, said) = run(words);
        assert_eq!(code, 2, "{said}");
        assert!(said.starts_with("error: ") && said.len() > 20, "{said}");
    }
    assert!(run(&["--help"]).1.contains("check FILE.md"));
}
