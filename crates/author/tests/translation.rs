//! What the checker tells a translator, and the author of a scenario that has translations.
#![expect(clippy::unwrap_used, reason = "a test's way to fail")]

use std::cell::RefCell;
use std::collections::BTreeMap;

use playground_author::check::files::{Disk, command};

const OWN: &str = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\nlanguages: de\n---\n\nHello.\n\n\
    ## One\n\nLook at `orders` on the **map**.\n\n> Q?\n>\n> - [ ] A.\n> - [x] B.\n\n```aws\necho a\n```\n```output\na\n```\n\nAfter.\n\n\
    ## Two\n\nProse, [more](https://example.org).\n";

const GERMAN: &str = "---\ntitle: Titel\nsummary: Zeile\n---\n\nHallo.\n\n\
    ## Eins\n\nAuf der **map**: `orders`.\n\n> F?\n>\n> - [ ] X.\n> - [x] Y.\n\n```aws\n```\n\nDanach.\n\n\
    ## Zwei\n\nProsa, [mehr](https://example.org).\n";

/// Files in memory.
#[derive(Default)]
struct Files(RefCell<BTreeMap<String, String>>);

impl Disk for Files {
    fn read(&self, path: &str, _limit: usize) -> Result<Vec<u8>, String> {
        let found = self.0.borrow().get(path).map(|text| text.clone().into_bytes());
        found.ok_or_else(|| format!("cannot read {path}: no such file"))
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        self.0.borrow_mut().insert(path.into(), text.into());
        Ok(())
    }
}

/// What the command says of files, and whether all is well.
fn check(words: &[&str], files: &[(&str, &str)]) -> (String, bool) {
    let disk = Files::default();
    for (name, text) in files {
        disk.write(name, text).unwrap();
    }
    let words: Vec<String> = words.iter().map(|word| String::from(*word)).collect();
    command(&words, &disk).unwrap()
}

#[test]
fn a_translation_that_fits_is_counted_and_checked_with_its_scenario() {
    let files = [("a/x.md", OWN), ("a/x.de.md", GERMAN)];
    assert_eq!(check(&["a/x.de.md"], &files), ("a/x.de.md: 2 of the 2 steps of a/x.md.\n".into(), true));
    let both = "a/x.md: 2 steps, 1 block of commands, all as the file says.\na/x.de.md: 2 of the 2 steps of a/x.md.\n";
    assert_eq!(check(&["a/x.md"], &files), (both.into(), true));
    assert_eq!(check(&["a/x.de.md", "--write"], &files).0, "a/x.de.md: 2 of the 2 steps of a/x.md.\n");
}

#[test]
fn each_misfit_has_its_place_and_its_remedy() {
    let german = |from: &str, to: &str| {
        assert!(GERMAN.contains(from), "{from}");
        (OWN.to_owned(), GERMAN.replace(from, to))
    };
    let own = |from: &str, to: &str| {
        assert!(OWN.contains(from), "{from}");
        (OWN.replace(from, to), GERMAN.to_owned())
    };
    let rows = [
        (german("Hallo.\n\n", ""), 4, "The text before the first step is missing, so that of x.md is shown"),
        (german("## Eins", "##"), 8, "The title of this step is missing behind ##."),
        (
            german("Auf der **map**: `orders`.\n\n", ""),
            8,
            "What x.md says before the commands of this step is missing",
        ),
        (german("Danach.\n\n", ""), 8, "What x.md says after the commands of this step is missing"),
        (
            german("```aws\n```\n\nDanach.", "Danach."),
            8,
            "under two lines ```aws and ``` that mark the place",
        ),
        (
            german("> F?\n>\n> - [ ] X.\n> - [x] Y.\n\n", ""),
            8,
            "The question that x.md asks in this step is missing",
        ),
        (
            german("> - [ ] X.\n> - [x] Y.", "> - [x] X.\n> - [ ] Y."),
            8,
            "The choices of this question are not those of x.md",
        ),
        (german("## Zwei\n", "## Zwei\n\n```aws\n```\n"), 22, "x.md has no commands in this step."),
        (
            german("example.org).\n", "example.org).\n\n## Drei\n"),
            26,
            "x.md has 2 steps, and this is one more. Remove it.",
        ),
        (
            german("summary: Zeile\n", "summary: Zeile\nseed: 1\n"),
            4,
            "A translation has only title and summary here.",
        ),
        (german("```aws\n```", "```aws\necho a\n```"), 18, "Commands are only in the scenario's own file."),
        // The scenario was changed since.
        (
            own("> - [ ] A.\n", "> - [ ] A.\n> - [ ] C.\n"),
            8,
            "The choices of this question are not those of x.md",
        ),
        (own("Hello.\n\n", ""), 4, "x.md says nothing before its first step."),
        (own("After.\n\n", ""), 8, "This step has a text or a question where x.md has none."),
        (
            own("languages: de\n", ""),
            1,
            "x.md doesn't name this language, so nobody is shown this file. Put it between its lines of ---: languages: de",
        ),
        (own("languages: de\n", "languages: fr\n"), 1, "x.md doesn't name this language"),
        (own("## Two", "# Two"), 1, "x.md has a mistake, so this can't be compared with it: line 29: "),
    ];
    for ((own, german), line, message) in &rows {
        let (said, well) = check(&["x.de.md"], &[("x.md", own), ("x.de.md", german)]);
        let found = said.lines().find(|it| !it.contains(": remark: ")).unwrap();
        assert!(
            !well && found.starts_with(&format!("x.de.md:{line}: ")) && found.contains(message),
            "{message}\n{said}"
        );
    }
}

#[test]
fn what_is_shown_in_english_and_what_should_have_stayed_are_remarks() {
    let rows = [
        (
            "## Zwei\n\nProsa, [mehr](https://example.org).\n",
            "",
            "x.de.md:1: remark: Step 2 is shown in English, since it has no texts here.\n",
        ),
        (
            "## Eins\n\nAuf der **map**: `orders`.\n\n> F?\n>\n> - [ ] X.\n> - [x] Y.\n\n```aws\n```\n\nDanach.\n\n## Zwei\n\nProsa, [mehr](https://example.org).\n",
            "##\n",
            "x.de.md:1: remark: These steps are shown in English, since they have no texts here: 1, 2.\n",
        ),
        (
            "Auf der **map**: `orders`",
            "Auf der **Karte**: `bestellungen`",
            "x.de.md:8: remark: In x.md, this step also has `orders`, **map**. Names in `code`,",
        ),
        (
            "https://example.org",
            "https://example.com",
            "x.de.md:22: remark: In x.md, this step also has https://example.org.",
        ),
    ];
    for (from, to, want) in rows {
        assert!(GERMAN.contains(from), "{from}");
        let (said, well) = check(&["x.de.md"], &[("x.md", OWN), ("x.de.md", &GERMAN.replace(from, to))]);
        assert!(well && said.contains(want), "{said}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let (said, well) = check(&["x.md"], &[("x.md", OWN)]);
    assert!(!well && said.starts_with("x.md:6: This file says that it is there in de, but that file can't be used: cannot read x.de.md: no such file"), "{said}");
    let (said, well) = check(&["x.de.md"], &[("x.de.md", GERMAN)]);
    assert!(!well && said.starts_with("x.de.md: by its name, it has the texts of x.md in the language de. Put it beside that file. cannot read x.md"), "{said}");
    // Its name only looks like that of a translation.
    let alone = OWN.replace("languages: de\n", "");
    assert!(check(&["intro.aws.md"], &[("intro.aws.md", &alone)]).1);
}

#[test]
fn the_guides_translation_fits_the_guides_scenario() {
    let guide = include_str!("../../../web/guides/write-a-scenario.md");
    let fenced = |fence: &str, holds: &str| {
        let (open, close) = (format!("\n{fence}markdown\n"), format!("\n{fence}\n"));
        let mut all = guide.split(&open).skip(1).filter_map(|part| part.split(&close).next());
        format!("{}\n", all.find(|text| text.contains(holds)).unwrap())
    };
    let own = fenced("~~~", "title: The key stays").replace("---\ntitle", "---\nlanguages: de\ntitle");
    let german = fenced("````", "Der Schlüssel bleibt");
    let said = check(&["my-lesson.de.md"], &[("my-lesson.md", &own), ("my-lesson.de.md", &german)]);
    assert_eq!(said, ("my-lesson.de.md: 2 of the 2 steps of my-lesson.md.\n".into(), true));
}
