//! Where a scenario stands in the list: its group, its level, its place in the path that is suggested to newcomers, and how
//! long it takes. Its author declares the first three in the lines between `---`; the time follows from the file.

use super::Scenario;
use crate::view::{Block, Inline, Prediction};

/// What the author of a scenario says about its place in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The group that it stands in; without one it stands at the end.
    pub group: Option<Group>,
    /// What it asks of its readers.
    pub level: Option<Level>,
    /// Its place in the suggested path, from 1; `None` if it is not part of it.
    pub path: Option<core::num::NonZeroU8>,
}

/// An enum of choices, in the order in which they are shown: variant, name in a file, title on the page.
macro_rules! listed {
    ($(#[$doc:meta])* $name:ident: $count:literal { $($(#[$about:meta])* $variant:ident $word:literal $title:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$about])* $variant,)+ }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: [Self; $count] = [$(Self::$variant),+];

            /// The word for it in a scenario's file.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// Its title on the page.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// Reads what [`Self::name`] writes.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|it| it.name() == text)
            }

            /// The words for all of them, as a sentence lists them.
            pub fn names() -> String {
                Self::ALL.map(Self::name).join(", ")
            }
        }
    };
}

listed! {
    /// A group of scenarios.
    Group: 6 {
        /// What encryption at rest is, and how it is switched on.
        Basics "basics" "Basics";
        /// Whose key, which key, and who used it.
        Keys "keys" "Keys";
        /// Snapshots, restores, replicas, and other Regions and accounts.
        Copies "copies" "Snapshots, copies and replicas";
        /// A key is disabled, denied or deleted.
        Loss "loss" "When a key is lost";
        /// A database at work: SQL, crashes, logs, connections.
        Running "running" "Running a database";
        /// Somebody has the disk.
        Attacks "attacks" "Attacks on the disk";
    }
}

listed! {
    /// What a scenario asks of its readers.
    Level: 3 {
        /// Nothing but having heard of databases and keys.
        Basic "basic" "Basic";
        /// What the basic ones show.
        Intermediate "intermediate" "Intermediate";
        /// Details that few people need.
        Advanced "advanced" "Advanced";
    }
}

/// Words that an engineer reads in a minute.
const WORDS: usize = 200;
/// Seconds for a block of commands: reading it, and looking at what came of it.
const BLOCK: usize = 15;
/// Seconds for thinking about a question.
const QUESTION: usize = 15;

/// About how many minutes a scenario takes; at least one.
pub fn minutes(scenario: &Scenario) -> usize {
    let read: usize = scenario.steps.iter().map(|step| words(&step.before) + words(&step.after)).sum();
    let asked = scenario.steps.iter().filter_map(|step| step.prediction.as_ref());
    let questions: usize = asked.clone().map(spoken).sum();
    let read = (words(&scenario.intro) + read + questions) * 60 / WORDS;
    (read + scenario.runs().count() * BLOCK + asked.count() * QUESTION).div_ceil(60).max(1)
}

/// The words of a question and its choices.
fn spoken(asked: &Prediction) -> usize {
    let choices = asked.choices.iter().map(|choice| count(&choice.text));
    count(&asked.question) + choices.sum::<usize>()
}

fn words(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Paragraph(text) | Block::Heading(text) | Block::Note(text) => line(text),
        Block::Code(text) => count(text),
        Block::List { items, .. } => items.iter().map(|item| line(item)).sum(),
    };
    blocks.iter().map(of).sum()
}

fn line(runs: &[Inline]) -> usize {
    let text = |run: &Inline| match run {
        Inline::Text(text)
        | Inline::Code(text)
        | Inline::Strong(text)
        | Inline::Em(text)
        | Inline::Term { text, .. }
        | Inline::Link { text, .. } => count(text),
    };
    runs.iter().map(text).sum()
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{parse, problems};

    fn file(fields: &str, prose: &str) -> String {
        format!(
            "---\ntitle: T\nsummary: S\nseed: 05\nedition: 2020\n{fields}---\n\n{prose}\n\n## One\n\n```aws\na\n```\n"
        )
    }

    #[test]
    fn a_place_in_the_list_is_read_and_may_be_left_out() {
        let read = |fields| parse(&file(fields, "x")).unwrap().listing;
        assert_eq!(read(""), Listing::default());
        let all = Listing { group: Some(Group::Loss), level: Some(Level::Advanced), path: "3".parse().ok() };
        assert_eq!(read("group: loss\nlevel: advanced\npath: 3\n"), all);
    }

    #[test]
    fn what_is_no_place_in_the_list_is_said_with_its_line_and_what_there_is() {
        let table = [
            ("group: others\n", "others is not a group of the list. There are basics, keys, copies,"),
            ("level: hard\n", "hard is not a level. There are basic, intermediate, advanced."),
            ("path: 0\n", "0 is not a place in the path. There are numbers from 1."),
            (
                "order: 1\n",
                "Only title, summary, seed, edition, rules, group, level, path and languages are allowed here.",
            ),
        ];
        for (fields, want) in table {
            let found = problems(&file(fields, "x"));
            assert_eq!((found.len(), found[0].line), (1, 6), "{fields}");
            assert!(found[0].message.starts_with(want), "{}", found[0].message);
        }
    }

    #[test]
    fn time_grows_with_what_is_read_and_run() {
        let time = |prose: &str| minutes(&parse(&file("", prose)).unwrap());
        assert_eq!(time("word"), 1);
        assert_eq!(time(&"word ".repeat(800)), 5); // four minutes, and a block
    }
}
