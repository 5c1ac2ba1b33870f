//! Translations of one scenario: what is shown in which language, and what is said about those that don't fit.

use super::*;
use crate::lesson::Lesson;
use crate::view::Inline;

const OWN: &str = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\nlanguages: de\n---\n\nHello.\n\n\
    ## One\n\nBefore.\n\n> Q?\n>\n> - [ ] A.\n> - [x] B.\n>   Yes.\n\n```aws\necho a\n```\n```output\na\n```\n\nAfter.\n\n\
    ## Two\n\nOnly prose.\n\n## Three\n\n```aws\necho b\n```\n```output\nb\n```\n\nLast.\n";

const FRONT: &str = "---\ntitle: Titel\nsummary: Zeile\n---\n\n";
const FIRST: &str =
    "## Eins\n\nDavor.\n\n> F?\n>\n> - [ ] X.\n> - [x] Y.\n>   Ja.\n\n```aws\n```\n\nDanach.\n\n";

fn german() -> Language {
    Language::parse("de").unwrap()
}

fn translated(body: &str) -> Scenario {
    let mut lesson = Lesson::open("own", OWN).unwrap();
    lesson.translate(&german(), Translation::parse(&format!("{FRONT}{body}")).unwrap());
    lesson.run_all().unwrap();
    for step in 0..3 {
        let came = lesson.outcome(step);
        assert!(
            !matches!(came, crate::view::Outcome::Unexpected),
            "the commands are those of the scenario's own file"
        );
    }
    lesson.scenario().clone()
}

/// Each text of a step, with `*` before those in German.
fn said(step: &Step) -> String {
    let word = |blocks: &[Block]| match blocks.first() {
        Some(Block::Paragraph(runs)) => match &runs[..] {
            [Inline::Text(text)] => text.clone(),
            other => format!("{other:?}"),
        },
        _ => "-".into(),
    };
    let asked = step
        .prediction
        .as_ref()
        .map_or("-".into(), |it| format!("{} {}", it.question, it.choices[1].because));
    let spoken = &step.spoken;
    let all = [
        (&spoken.title, step.title.clone()),
        (&spoken.before, word(&step.before)),
        (&spoken.question, asked),
        (&spoken.after, word(&step.after)),
    ];
    all.map(|(language, text)| format!("{}{text}", if language.is_some() { "*" } else { "" })).join(" | ")
}

#[test]
fn what_is_translated_is_shown_so_and_the_rest_in_english() {
    let rows: [(&str, [&str; 3], &str); 8] = [
        (
            &format!("Hallo.\n\n{FIRST}## Zwei\n\nNur Prosa.\n\n## Drei\n\n```aws\n```\n\nZuletzt.\n"),
            [
                "*Eins | *Davor. | *F? Ja. | *Danach.",
                "*Zwei | *Nur Prosa. | - | *-",
                "*Drei | *- | - | *Zuletzt.",
            ],
            "",
        ),
        (
            &format!("Hallo.\n\n{FIRST}"),
            ["*Eins | *Davor. | *F? Ja. | *Danach.", "Two | Only prose. | - | -", "Three | - | - | Last."],
            "NoStep(2) NoStep(3)",
        ),
        (
            &format!("Hallo.\n\n{FIRST}##\n\n## Drei\n"),
            ["*Eins | *Davor. | *F? Ja. | *Danach.", "Two | Only prose. | - | -", "*Drei | *- | - | Last."],
            "NoStep(2) NoAfter(3)",
        ),
        // What comes before the first step is read with it.
        (
            FIRST,
            ["*Eins | Before. | *F? Ja. | *Danach.", "Two | Only prose. | - | -", "Three | - | - | Last."],
            "NoIntro NoStep(2) NoStep(3)",
        ),
        (
            "Hallo.\n\n## Eins\n\nDavor.\n\n> F?\n>\n> - [x] X.\n> - [ ] Y.\n",
            ["*Eins | *Davor. | Q? Yes. | After.", "Two | Only prose. | - | -", "Three | - | - | Last."],
            "OtherChoices(1) NoAfter(1) NoStep(2) NoStep(3)",
        ),
        (
            "Hallo.\n\n##\n\nDavor.\n\n```aws\n```\n\nDanach.\n",
            ["One | *Davor. | Q? Yes. | *Danach.", "Two | Only prose. | - | -", "Three | - | - | Last."],
            "NoTitle(1) NoQuestion(1) NoStep(2) NoStep(3)",
        ),
        (
            &format!(
                "Hallo.\n\n{FIRST}## Zwei\n\n```aws\n```\n\nNur Prosa.\n\n## Drei\n\nMehr.\n\n```aws\n```\n\nZuletzt.\n"
            ),
            [
                "*Eins | *Davor. | *F? Ja. | *Danach.",
                "*Zwei | *Nur Prosa. | - | -",
                "*Drei | *Mehr. | - | *Zuletzt.",
            ],
            "NoCommands(2) Added(3)",
        ),
        (
            &format!(
                "Hallo.\n\n{FIRST}## Zwei\n\nNur Prosa.\n\n## Drei\n\n```aws\n```\n\nZuletzt.\n\n## Vier\n\n## Fünf\n"
            ),
            [
                "*Eins | *Davor. | *F? Ja. | *Danach.",
                "*Zwei | *Nur Prosa. | - | -",
                "*Drei | *- | - | *Zuletzt.",
            ],
            "NoSuchStep(4)",
        ),
    ];
    for (body, want, misfits) in rows {
        let scenario = translated(body);
        assert_eq!((&*scenario.title, &*scenario.summary, &*scenario.seed), ("Titel", "Zeile", "1"));
        for (step, want) in scenario.steps.iter().zip(want) {
            // Of an untitled step without prose, nothing is there to be in a language.
            assert_eq!(said(step).replace("*-", "-"), want.replace("*-", "-"), "{body}");
        }
        let found = Translation::parse(&format!("{FRONT}{body}"))
            .unwrap()
            .misfits(&crate::scenario::parse(OWN).unwrap());
        let found: Vec<String> = found.iter().map(|it| format!("{it:?}")).collect();
        assert_eq!(found.join(" "), misfits, "{body}");
    }
}

#[test]
fn what_a_translation_can_not_have_is_said_with_its_line() {
    let rows = [
        ("", 6, "A scenario needs at least one step"),
        ("## Eins\n\nlook: map orders\n", 8, "A line look: is only in the scenario's own file"),
        ("## Eins\n\n```aws\necho a\n```\n", 9, "Commands are only in the scenario's own file"),
        (
            "## Eins\n\n```aws\n```\n```output\na\n```\n",
            10,
            "What commands print is only in the scenario's own file",
        ),
        ("## Eins\n\n> F?\n>\n> - [ ] X.\n", 8, "A prediction is a question and two or more choices"),
        ("## Eins\n\nEin **Wort.\n", 8, "This ** is never closed"),
    ];
    for (body, line, message) in rows {
        let found = Translation::problems(&format!("{FRONT}{body}"));
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert_eq!(found[0].line, line, "{body}: {found:?}");
        assert!(found[0].message.starts_with(message), "{body}: {found:?}");
    }
    for (front, line, message) in [
        ("## Eins\n", 1, "A translation begins with a line ---"),
        (
            "---\ntitle: T\nsummary: S\nseed: 1\n---\n\n## Eins\n",
            4,
            "A translation has only title and summary here",
        ),
        ("---\ntitle: T\n---\n\n## Eins\n", 3, "summary: is missing"),
    ] {
        let found = Translation::parse(front).unwrap_err();
        assert_eq!(found.line, line, "{front}");
        assert!(found.message.starts_with(message), "{found}");
    }
    for wrong in ["en", "deutsch", "../x"] {
        let found = crate::scenario::parse(&OWN.replace("languages: de", &format!("languages: {wrong}")))
            .unwrap_err();
        assert!(
            found.line == 6 && found.message.starts_with(&format!("{wrong} is not a language")),
            "{found}"
        );
    }
}
