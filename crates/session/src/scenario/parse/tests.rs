//! Files that use every feature, and files with errors.

use super::*;
use crate::view::Inline;

const FRONT: &str = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\nrules: E01\n---\n";

fn with(body: &str) -> Result<Scenario, ScenarioError> {
    parse(&format!("{FRONT}{body}"))
}

#[test]
fn a_whole_step() {
    let body = "Hi `x`\nthere.\n\n## One\n\nText:\n- a\n  b\n- c\n\n1. d\n\n```\nraw  \n```\n\
        ### H\n> note\n> more\n\n> Q?\n>\n> - [ ] A.\n>   No.\n> - [x] B.\n>   Yes,\n>   indeed.\n\n\
        ```aws\nx \\\n y\n```\n```output refused: L08 Bad\nno\n```\n```aws\nz\n```\n\nAfter.\n";
    let scenario = with(body).unwrap();
    assert_eq!(scenario.intro.len(), 1);
    let step = &scenario.steps[0];
    assert_eq!(step.before.len(), 6, "{:?}", step.before);
    assert_eq!(
        step.before[1],
        Block::List {
            ordered: false,
            items: vec![vec![Inline::Text("a b".into())], vec![Inline::Text("c".into())]]
        }
    );
    assert_eq!(step.before[3], Block::Code("raw  \n".into()));
    let prediction = step.prediction.as_ref().unwrap();
    assert_eq!(prediction.question, "Q?");
    assert_eq!(prediction.choices[1].because, "Yes, indeed.");
    assert!(prediction.choices[1].right);
    assert_eq!(step.runs[0].text, "x \\\n y\n");
    assert_eq!(step.runs[0].expected.text, "no\n");
    let refused = step.runs[0].expected.refused.as_ref().unwrap();
    assert_eq!((refused.rule.as_deref(), refused.code.as_str()), (Some("L08"), "Bad"));
    assert!(step.runs[1].output_lines.is_empty());
    assert_eq!(step.after.len(), 1);
}

/// The error codes of database clients have several words.
#[test]
fn codes_of_clients() {
    for (announced, rule, code) in [
        ("SQLITE_READONLY", None, "SQLITE_READONLY"),
        ("ERROR 2003 (HY000)", None, "ERROR 2003 (HY000)"),
        ("E07 ERROR 2003 (HY000)", Some("E07"), "ERROR 2003 (HY000)"),
        ("psql: error", None, "psql: error"),
        ("E07 psql: error", Some("E07"), "psql: error"),
    ] {
        let file = format!("## A\n\n```aws\nx\n```\n```output refused: {announced}\nno\n```\n");
        let scenario = with(&file).unwrap();
        let refused = scenario.steps[0].runs[0].expected.refused.as_ref().unwrap();
        assert_eq!((refused.rule.as_deref(), refused.code.as_str()), (rule, code));
    }
    for announced in ["", "E07 A B", "E07 ERROR 2003", "ERROR 2003 (HY000) x", "A ERROR 2003 (HY000)"] {
        let file = format!("## A\n\n```aws\nx\n```\n```output refused: {announced}\nno\n```\n");
        assert_eq!(with(&file).unwrap_err().line, 13, "{announced}");
    }
}

#[test]
fn mistakes_name_their_line() {
    let step = "## One\n\n";
    let rows: [(&str, u32, &str); 19] = [
        ("", 8, "at least one step"),
        ("## A\u{202e}\n", 8, "U+202E"),
        ("## A\n\n```aws\necho \u{1b}[2J\n```\n", 11, "U+001B"),
        ("## A\n\n[a](http://x\u{2066})\n", 10, "U+2066"),
        ("## A\n\nx\0\n", 10, "U+0000"),
        ("## A\n\n```aws\nx\n", 10, "never closed"),
        ("## A\n\n```aws\n\n```\n", 11, "is empty"),
        ("## A\n\n```output\n```\n", 10, "directly after"),
        ("## A\n\n```aws\nx\n```\n\nT\n\n```aws\ny\n```\n", 16, "between two"),
        ("## A\n\n> Q?\n> - [ ] a\n> - [ ] b\n", 10, "exactly one"),
        ("## A\n\n> Q?\n> - [x] `a`\n> - [ ] b\n", 10, "plain text"),
        ("## A\n\n> Q?\n> - [x] a\n> - [ ] b\n", 8, "no commands"),
        ("## A\n\n| a |\n", 10, "tables"),
        ("## A\n\n- a\n  - b\n", 11, "contain a list"),
        ("## A\n\n```aws\nx\n```\n```output bad\n```\n", 13, "After output"),
        ("# A\n", 8, "begins with ##"),
        ("## A\n\nlook: mapp\n", 10, "mapp is not a panel"),
        ("## A\n\nlook: map\n\nlook: story\n\n```aws\nx\n```\n", 12, "about one thing"),
        ("## A\n\nlook: map\n\nOnly words.\n", 10, "no commands"),
    ];
    for (body, line, message) in rows {
        let error = with(body).unwrap_err();
        assert!(error.message.contains(message), "{body:?}: {error}");
        assert_eq!(error.line, line, "{body:?}: {error}");
    }
    assert!(with(step).is_ok());
    assert_eq!(parse("title").unwrap_err().line, 1);
    let error = parse("---\ntitle: T\n---\n").unwrap_err();
    assert_eq!(error.message, "summary: is missing in the lines between ---.");
}

#[test]
fn an_author_sees_every_mistake_at_once() {
    let file = "\u{feff}---\r\ntitle: T\r\ncolour: red\r\nseed: 1\r\nedition: 2021\r\nrules: E01 E77\r\n--- \r\n\r\n\
        <b>Hi</b>\r\n\r\n## A\r\n\r\nOne\r\ntwo [x](javascript:alert)\r\n\r\n* no\r\n\r\n\
        ```aws\r\n\r\n```\r\n```output refused: E01 A B\r\nx\r\n```\r\n\r\n```output\r\n# not read\r\n```\r\n\r\n##\u{20}\r\n\r\n\
        > Q?\r\n> - [ ] a\r\n> - [ ] b\r\n\r\n## C\r\n\r\n```aws\r\nx";
    let problems = problems(file);
    let lines: Vec<u32> = problems.iter().map(|problem| problem.line).collect();
    let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let all = all.join("\n");
    assert_eq!(lines, [3, 5, 6, 7, 9, 14, 16, 19, 25, 29, 31, 37], "{all}");
    assert!(all.contains("line 6: E77 is not a rule's number"), "{all}");
    assert!(all.contains("line 7: summary: is missing"), "{all}");
    assert_eq!(parse(file).unwrap_err().line, 3);
}

#[test]
fn too_much_is_refused_in_plain_words() {
    let steps = |count: usize, commands: usize| {
        let commands = "echo a\n".repeat(commands);
        format!("{FRONT}{}", format!("\n## S\n\n```aws\n{commands}```\n").repeat(count))
    };
    assert!(problems(&steps(100, 5)).is_empty());
    let rows = [
        (steps(101, 1), "Too many steps"),
        (steps(2, 251), "Too many commands"),
        (format!("{FRONT}\n## S\n\n{}", "a".repeat(256 * 1024)), "too long"),
    ];
    for (file, message) in rows {
        let found = problems(&file);
        assert!(found.len() == 1 && found[0].message.contains(message), "{message}: {found:?}");
    }
}

/// A file may come from anywhere, so the time to parse it must be proportional to its length.
#[test]
fn a_step_has_as_much_as_a_browser_draws_at_once() {
    let step = "## A\n\n";
    for (body, fits) in [
        (format!("{step}{}\n", "*a*".repeat(1_999)), true),
        (format!("{step}{}\n", "*a*".repeat(2_000)), false),
        (format!("{step}{}", "- a\n".repeat(1_000)), false),
        (format!("{step}{}", "a\n\n".repeat(1_001)), false),
        (format!("{}{step}", "a\n\n".repeat(1_001)), false),
        (format!("{step}{}\n", "*a*".repeat(1_500)).repeat(2), true),
    ] {
        let came = with(&body);
        assert_eq!(came.is_ok(), fits, "{:?}", came.err());
        if let Err(why) = came {
            assert!(why.message.contains("2,000 blocks and runs"), "{why}");
        }
    }
}

#[test]
fn no_file_takes_long() {
    for piece in ["*", "`a\n", "[", "[a](", "> - [ ] a\n", "\\", "a\n", "- a\n", "```\n", "## \n"] {
        let count = 200 * 1024 / piece.len();
        let _ = problems(&format!("{FRONT}\n## S\n\n{}", piece.repeat(count)));
    }
}
