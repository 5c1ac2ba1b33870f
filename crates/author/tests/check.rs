//! What the checker tells an author, as a function and as a program.
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use playground_author::check::{Checked, Weight, text};

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
    checked.findings.into_iter().map(|p| (p.line, p.message, p.detail)).collect()
}

const NO_KEY: &str = "aws kms describe-key --key-id alias/no\n";

/// Rows of a file's body, the line that is named, and parts of the message and of the lines shown below it.
#[test]
fn each_mismatch_has_its_place_and_its_remedy() {
    let rows: [(&str, u32, &str, &str); 16] = [
        (
            "look: map nobody\n\n```aws\necho a\n```\n```output\na\n```\n",
            10,
            "Nothing is called nobody after this step",
            "",
        ),
        ("```aws\necho a\n```\n", 11, "--write adds it", "    + a\n"),
        (
            "```aws\necho a\necho b\n```\n```output\na\nc\n```\n",
            12,
            "something other than the file says",
            "    - c\n    + b\n",
        ),
        (
            "```aws\necho a\n```\n```output\na\nb\n```\n",
            11,
            "something other than the file says",
            "    - b\n",
        ),
        (
            "```aws\naws kms nonsense\n```\n",
            11,
            "This command fails, but the file doesn't say so",
            "    + usage",
        ),
        (
            "```aws\necho a\n\n# why\necho b \\\n  c\naws kms nonsense\n```\n```output\na\nb c\n```\n",
            16,
            "begin the output of its block with ```output refused: Usage yourself",
            "    + usage",
        ),
        (
            "```aws\necho a\n```\n```output refused: E04 Nope\na\n```\n",
            11,
            "says `refused: E04 Nope` (line 13), but every command of this block works",
            "",
        ),
        (
            "```aws\naws kms describe-key --key-id alias/no\n```\n```output refused: E04 Nope\n```\n",
            11,
            "it is `refused: NotFoundException`",
            "    + An error occurred (NotFoundException)",
        ),
        // One failure is announced, and another one occurs too.
        (
            "```aws\naws kms nonsense\naws kms describe-key --key-id alias/no\n```\n```output refused: NotFoundException\n```\n",
            11,
            "this command fails differently: it is `refused: Usage`",
            "    + usage",
        ),
        (
            "```aws\naws kms nonsense\naws kms more-nonsense\n```\n```output refused: Usage\n```\n",
            12,
            "`refused: Usage` (line 14) announces one",
            "    + usage",
        ),
        // A command that `&&` skips is not the one that is named.
        (
            "```aws\naws kms nonsense && echo a\naws kms describe-key --key-id alias/no\n```\n```output refused: Usage\n```\n",
            12,
            "it is `refused: NotFoundException`",
            "    + An error",
        ),
        ("```aws\necho '\n```\n", 11, "refused: Exit2", "is never closed"),
        ("```aws\necho a\necho )\n```\n", 12, "refused: Exit2", "playground: line 1"),
        ("```aws\n$ aws kms list-keys\n```\n", 11, "Leave out the prompt `$ `", "    + $: command not found"),
        (
            "```aws\nSELECT 1;\n```\n",
            11,
            "The commands here are aws, sql, playground, and those of a shell",
            "    + SELECT",
        ),
        ("```aws\necho '```'\n```\n", 11, "can't be written", ""),
    ];
    for (body, line, message, detail) in rows {
        let found = problems(body);
        let found: Vec<_> = found.iter().filter(|found| found.1.contains(message)).collect();
        assert_eq!(found.len(), 1, "{body}: {:?}", problems(body));
        assert_eq!(found[0].0, line, "{body}: {found:?}");
        assert!(found[0].2.contains(detail), "{body}: {found:?}");
    }
}

/// Outputs are written, but only the author can say that a block is meant to fail.
#[test]
fn no_failure_becomes_an_expected_one_by_being_written() {
    let (typo, echo) = ("```aws\naws kms nonsense\n```\n", "```aws\necho b\n```\n");
    let output = |behind: &str, text: &str| format!("```output{behind}\n{text}```\n");
    let no_key = "An error occurred (NotFoundException) when calling the DescribeKey operation: Alias arn:aws:kms:us-east-1:111122223333:alias/no is not found.\n";
    let refused = |behind: &str, text: &str| format!("```aws\n{NO_KEY}```\n{}", output(behind, text));
    // The block in the file, and what is written for it. The block after it is always written.
    let rows = [
        (typo.to_owned(), None),
        (format!("{typo}{}", output("", "what it said once\n")), None),
        (format!("{typo}{}", output(" refused: NotFoundException", "")), None),
        (refused("", "old\n"), None),
        (refused(" refused: E04 Nope", "old\n"), None),
        (format!("{echo}{}", output(" refused: Usage", "b\n")), None),
        (
            refused(" refused: NotFoundException", "old\n"),
            Some(refused(" refused: NotFoundException", no_key)),
        ),
    ];
    for (before, after) in rows {
        let checked = text(&format!("{FRONT}{before}{echo}"));
        let written = checked.rewritten.as_deref().unwrap();
        let to_mend = usize::from(after.is_none());
        assert_eq!(checked.to_mend(true), to_mend, "{before}: {checked:?}");
        let expected = format!("{FRONT}{}{echo}{}", after.unwrap_or(before), output("", "b\n"));
        assert_eq!(written, expected);
        assert_eq!(text(written).to_mend(false), to_mend, "{expected}");
    }
}

#[test]
fn commands_that_are_only_shown_are_pointed_out() {
    let runs = "```aws\necho a\n```\n```output\na\n```\n";
    let rows: [(&str, Option<(u32, &str)>); 9] = [
        ("```bash\naws kms create-key\n```\n", Some((11, "begin the block with ```aws,"))),
        ("```sh\n\nls\n```\n", Some((12, "What is in ```sh is shown"))),
        ("```console\n$ aws kms create-key\n```\n", Some((11, "begin the block with ```aws,"))),
        ("``` {.Bash linenos}\nls\n```\n", Some((11, "begin the block with ```aws,"))),
        ("```aws title=x\nls\n```\n", Some((11, "nothing after it"))),
        ("```sql\nSELECT 1;\n```\n", Some((11, "in it sql --db-cluster-identifier NAME <<'SQL'"))),
        ("```sh\n```\n", Some((10, "is shown, and not run"))),
        ("```\naws kms create-key\n```\n", None),
        ("```json\n{}\n```\n", None),
    ];
    for (body, said) in rows {
        // It is no error if a file also shows other commands, but it is one if it runs nothing.
        for (file, weight) in
            [(format!("{FRONT}{body}{runs}"), Weight::Remark), (format!("{FRONT}{body}"), Weight::Mend)]
        {
            let found = text(&file).findings;
            assert_eq!(found.len(), usize::from(said.is_some()), "{file}: {found:?}");
            for (finding, (line, message)) in found.iter().zip(said) {
                assert_eq!((finding.line, finding.weight), (line, weight), "{file}: {finding:?}");
                assert!(finding.message.contains(message), "{file}: {finding:?}");
            }
        }
    }
    let early = FRONT.replace("## One", &format!("{runs}\n## One\n\n{runs}"));
    let found = text(&early).findings;
    assert_eq!((found.len(), found[0].line, found[0].weight), (1, 9, Weight::Mend), "{found:?}");
    assert!(found[0].message.contains("before the first step"), "{found:?}");
}

#[test]
fn what_was_not_run_is_no_output() {
    let long = format!("```aws\necho {}\n```\n```output\na\n```\n", "a".repeat(70_000));
    let found = problems(&long);
    assert_eq!((found.len(), found[0].0), (1, 11), "{}", found[0].1);
    assert!(found[0].1.contains("were not run"), "{}", found[0].1);
}

#[test]
fn it_goes_on_after_the_first() {
    let found = problems(
        "```aws\necho a\n```\n\n## Two\n\n```aws\necho b\n```\n```output\nb\n```\n\n## Three\n\n```aws\necho c\n```\n",
    );
    let lines: Vec<u32> = found.iter().map(|found| found.0).collect();
    assert_eq!(lines, [11, 26]);
    let unread = text("---\ntitle: T\n---\n\n<b>\n\n## A\n\n[x](ftp://y)\n");
    assert_eq!(unread.findings.len(), 5, "{unread:?}");
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
    assert!(checked.findings.iter().any(|p| p.message.contains("can't be written")), "{checked:?}");
}

#[test]
fn the_built_in_scenarios_are_in_order() {
    let folder = root().join("web/scenarios");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|kind| kind == "md")).collect();
    assert!(!files.is_empty());
    for path in files {
        let Checked { findings, rewritten, .. } = text(&fs::read_to_string(&path).unwrap());
        assert_eq!(findings, [], "{}", path.display());
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
    assert_eq!(text(&whole[0]).findings, []);
    // The guide's first file has no outputs yet, and --write adds them.
    let first = &between(&guide, "````markdown", "````")[0];
    let checked = text(first);
    assert_eq!(checked.findings.len(), 1);
    assert!(checked.findings[0].message.contains("--write adds it"), "{checked:?}");
    assert_eq!(text(&checked.rewritten.unwrap()).findings, []);
    // The refusal that the guide describes.
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
    assert!(said.starts_with(&format!("{name}:11: These commands print something")), "{said}");
    assert!(said.ends_with("1 to correct in 1 file.\n"), "{said}");
    let (code, said) = run(&["check", name, "--write"]);
    assert_eq!(code, 0, "{said}");
    assert!(fs::read_to_string(&path).unwrap().ends_with("```aws\necho a\n```\n```output\na\n```\n"));
    let (code, said) = run(&["check", name]);
    assert_eq!((code, said), (0, format!("{name}: 1 step, 1 block of commands, all as the file says.\n")));
    // A block that fails keeps its text and the exit code; a remark changes neither.
    let before = format!("{FRONT}```aws\nnonsense\n```\n\n## Two\n\n```sh\nls\n```\n\n```aws\necho a\n```\n");
    fs::write(&path, &before).unwrap();
    let (code, said) = run(&["check", name, "--write"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains(&format!("{name}:11: This command fails")), "{said}");
    assert!(said.contains(&format!("{name}:17: remark: What is in ```sh")), "{said}");
    assert!(
        said.ends_with(
            "except for what you have to correct. Read it before you publish it.\n1 to correct in 1 file.\n"
        ),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{before}```output\na\n```\n"));
    fs::write(&path, before.replacen("nonsense", "X=y", 1) + "```output\na\n```\n").unwrap();
    assert_eq!(run(&["check", name]).0, 0);
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
