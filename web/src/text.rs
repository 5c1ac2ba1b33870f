//! Every text of the interface, in one place. Not here: a panel's title and what its key does (`panels`), texts about the
//! state of a world, which come with the view, and AWS's own words, which come from `playground-aws`.

use playground_session::view::Edition;

/// Functions that put values into a text.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident($($part:ident: $kind:ty),+) = $text:literal;)+) => {
        $($(#[$doc])* pub(crate) fn $name($($part: $kind),+) -> String { format!($text) })+
    };
}

#[path = "text/database.rs"] // also right where tests/bench includes this file
mod database;
#[path = "text/exercises.rs"]
mod exercises;
#[path = "text/inspector.rs"]
mod inspector;
#[path = "text/keep.rs"]
mod keep;
#[path = "text/map.rs"]
mod map;
#[path = "text/start.rs"]
mod start;
#[path = "text/step.rs"]
mod step;

pub(crate) use database::*;
pub(crate) use exercises::*;
pub(crate) use inspector::*;
pub(crate) use keep::*;
pub(crate) use map::*;
pub(crate) use start::*;
pub(crate) use step::*;

pub(crate) const NAME: &str = "Aurora Encryption Playground";
pub(crate) const TAGLINE: &str = "Amazon Aurora's encryption at rest, byte by byte, in this tab";
pub(crate) const SOURCE: &str =
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html";

// Scenario.
pub(crate) const BACK: &str = "Back";
pub(crate) const RUN: &str = "Run";
pub(crate) const NEXT: &str = "Next";
pub(crate) const RUN_ALL: &str = "Run to end";
pub(crate) const RESTART: &str = "Start again";
pub(crate) const ALL_SCENARIOS: &str = "All scenarios";
pub(crate) const COMMAND: &str = "Command of this step";
pub(crate) const PREDICT: &str = "Before you run it";
pub(crate) const RIGHT: &str = "You were right.";
pub(crate) const WRONG: &str = "Not this time.";
pub(crate) const YOUR_ANSWER: &str = "your answer";
pub(crate) const THE_ANSWER: &str = "the answer";
pub(crate) const ANSWER_IS: &str = "The answer:";
pub(crate) const TERM_MORE: &str = "Read more";
pub(crate) const FINISHED: &str = "That was the last step. Try something in the console.";
pub(crate) const GO_ON_WITH: &str = "Next:";
pub(crate) const OFF_SCRIPT: &str =
    "You have left the script: what you run now is on its own branch. The script's branch is kept.";
pub(crate) const FINISHED_HERE: &str = "That was the last step.";
pub(crate) const TO_SCRIPT: &str = "Back to the script";
pub(crate) const FREE_HELLO: &str =
    "This is an empty account. Try one of these, or type your own command in the console.";
pub(crate) const FREE_TRY: [&str; 6] = [
    "aws kms create-key --description \"for orders\"",
    "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password correct-horse --storage-encrypted",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --db-instance-class db.r5.large --engine aurora-mysql",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "sql --db-cluster-identifier orders \"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, card TEXT); INSERT INTO customers (name, card) VALUES ('Ada', '4111 1111 1111 1111'); SELECT * FROM customers\"",
    "playground find-in-storage --db-cluster-identifier orders --text \"4111 1111\"",
];

// Editions.
pub(crate) const EDITION: &str = "Edition: ";
pub(crate) const WHAT_CHANGED: &str = "What changed";
pub(crate) const WHAT_CHANGED_BETWEEN: &str = "What changed between December 2020 and today";

pub(crate) const OTHERWISE: &str = "Today this ends differently";
pub(crate) const RUN_TODAY: &str = "Run these steps under AWS today";
pub(crate) const TRY_FREE: &str = "Try it in free play";
pub(crate) const CHANGED_LEAD: &str = "AWS's documentation page on encrypting Aurora, statement by statement: what it said in December 2020 and what it says today.";
pub(crate) const CHANGED_FILTER: &str = "Statements to show";
pub(crate) const CHANGED_ALL: &str = "all";

/// Where only the other edition says something.
pub(crate) fn says_nothing(edition: Edition) -> &'static str {
    match edition {
        Edition::Y2020 => "The documentation of December 2020 says nothing about this.",
        Edition::Y2026 => "Today's documentation no longer says this.",
    }
}

/// Over a scenario whose steps run in a world of another edition.
pub(crate) fn steps_under(edition: Edition) -> &'static str {
    match edition {
        Edition::Y2020 => "These steps in December 2020",
        Edition::Y2026 => "These steps under AWS today",
    }
}

// Answers.
pub(crate) const DONE: &str = "Done";
pub(crate) const REFUSED: &str = "Refused";
pub(crate) const FAILED: &str = "Not understood";
pub(crate) const UNEXPECTED: &str =
    "This isn't what the scenario says. That's a bug in the playground: please report it.";
pub(crate) const UNEXPECTED_OWN: &str = "This isn't what the author of the scenario wrote. If that's you: check the file, and let the check write the outputs.";
pub(crate) const WHY: &str = "Why";
pub(crate) const RULE: &str = "Rule";
pub(crate) const INSTEAD: &str = "What works instead";
pub(crate) const NO_WAY: &str = "Nothing found. The playground tries a command on a copy of this session before it shows it here; none did what you asked for.";
pub(crate) const MODEL_ERROR: &str =
    "AWS doesn't publish the text of this error; the wording is the playground's.";
pub(crate) const PUT: &str = "Put in console";
pub(crate) const COPY: &str = "Copy";

// Inspector.
pub(crate) const NOTHING_SELECTED: &str = "Select a key, a cluster or a snapshot on the map to look inside.";
pub(crate) const GRANTS: &str = "Grants";
pub(crate) const NO_GRANTS: &str = "No grants on this key.";
pub(crate) const VERSIONS: &str = "Key material";
pub(crate) const ENVELOPE: &str = "Envelope";
pub(crate) const PAGES: &str = "Pages";
pub(crate) const AT_REST: &str = "At rest";
pub(crate) const FIELDS: &str = "Its bytes, field by field";
pub(crate) const DIES: &str = "would be lost";

// Console.
pub(crate) const PROMPT: &str = "Command";
pub(crate) const CONSOLE_HINT: &str = "Enter runs · ↑ ↓ recall · Tab completes · Ctrl+C cancels · Ctrl+L clears · Esc, then Tab leaves · Shift+Enter: new line";
pub(crate) const CONSOLE_EMPTY: &str = "Commands and answers appear here. Try: help";
pub(crate) const COPY_OUTPUT: &str = "Copy output";

// Trail.
pub(crate) const TRAIL_EMPTY: &str =
    "No events yet. CloudTrail records every call to KMS and RDS, including refused ones.";
pub(crate) const TRAIL_HINT: &str = "Arrow keys go from event to event.";
pub(crate) const TRAIL_MORE: &str = "There are older events: list them with aws cloudtrail lookup-events.";

// Timeline.
pub(crate) const TIMELINE_EMPTY: &str = "Nothing has happened yet.";
pub(crate) const START_OF_TIME: &str = "Start";
pub(crate) const TIME: &str = "Moment shown";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const REDO: &str = "Redo";
pub(crate) const BRANCHES: &str = "Branches";

// Embed.
pub(crate) const OPEN_OUT: &str = "Open in the playground";
pub(crate) const NEW_TAB: &str = " (opens a new tab)";
pub(crate) const FROM_HOST: &str = "From ";
pub(crate) const FROM_HOST_END: &str = ", not from this site.";
pub(crate) const FROM_HOST_MEANS: &str =
    " The owner of that site wrote the text and the commands. What the commands do stays in this tab.";
pub(crate) const KEYS_TITLE: &str = "Keyboard shortcuts";
pub(crate) const NO_PANEL: &str = "controls can be full, minimal, none, or a list of ";
pub(crate) const NO_PANEL_BUT: &str = "; not ";

// Failures.
pub(crate) const THE_FILE: &str = "The file ";
pub(crate) const NOT_LOADED: &str = " could not be loaded. If you are offline, connect and try again. If you serve this page yourself, check that its folders are beside index.html.";
pub(crate) const OWN_NOT_LOADED: &str = " could not be loaded. If you are offline, connect and try again. If this is your page: check the address in a browser; a file at another host must be sent with Access-Control-Allow-Origin.";
pub(crate) const NOT_OPENED: &str = "This link can't be opened";
pub(crate) const RETRY: &str = "Try again";
pub(crate) const LOADING: &str = "Loading …";

// Footer and trust.
pub(crate) const FOOTER: &str =
    "Not affiliated with Amazon Web Services. No AWS account is contacted, and nothing leaves your browser.";
pub(crate) const AS_PAGES: &str = "Scenarios as text";
pub(crate) const GUIDES: &str = "Guides";
pub(crate) const THIRD_PARTY: &str = "Third-party licences";
pub(crate) const TRUST: &str = "What is real, what is a model";
pub(crate) const REAL: &str = "Real";
pub(crate) const MODEL: &str = "A model";
pub(crate) const REAL_POINTS: [&str; 6] = [
    "AES-256-GCM: it encrypts every page of an encrypted volume, and a changed bit is detected.",
    "The envelope: a data key for each volume, wrapped by its KMS key, and unwrapped only with the encryption context it was wrapped with.",
    "Key derivation (SP 800-108, HMAC-SHA256), key rotation, key states.",
    "Key policies and grants: evaluated on every call, across accounts too.",
    "The commands, output and error codes of the AWS CLI, and the rules of the documentation page linked below.",
    "SQL: SQLite runs in every cluster, and every page of its database, its journal and its logs is on the cluster's volume.",
];
pub(crate) const MODEL_POINTS: [&str; 6] = [
    "The hardware security modules of KMS: keys here are teaching keys in this tab's memory. A key is wiped when nothing refers to it any more, but this tab keeps its history so that you can go back, and the seed that all keys derive from is stored with a session. Don't protect real data with them.",
    "The layout of a page and of a KMS ciphertext: AWS doesn't publish its own, so these are ours.",
    "The grant that RDS creates on your key, and the order of its calls to KMS: inferred from the documentation.",
    "Time: a clock that moves one second per command, or as far as you tell it to.",
    "IAM: only permissions for KMS are evaluated; permissions for RDS are assumed.",
    "The engine: SQLite, with its SQL and its messages, standing in for MySQL or PostgreSQL. Statement times are measured in this tab.",
];

// Keyboard shortcuts, and what they do.
pub(crate) const DOES_ADVANCE: &str = "run this step, then go to the next";
/// One for each letter of a choice.
pub(crate) const DOES_ANSWER: [&str; 4] =
    ["answer a question: the first choice", "the second choice", "the third choice", "the fourth choice"];
pub(crate) const DOES_BACK: &str = "back one step";
pub(crate) const DOES_RUN_ALL: &str = "run to the end of the scenario";
pub(crate) const DOES_TIME_BACK: &str = "timeline: one command back";
pub(crate) const DOES_TIME_FORWARD: &str = "timeline: one command forward";
pub(crate) const DOES_UNDO: &str = "undo";
pub(crate) const DOES_REDO: &str = "redo";
pub(crate) const DOES_TWIN: &str = "map as text, map as picture";
pub(crate) const DOES_SHARE: &str = "share";
pub(crate) const DOES_THEME: &str = "switch theme";
pub(crate) const DOES_HELP: &str = "this list";
pub(crate) const CLOSE: &str = "Close";
pub(crate) const SINGLE_KEYS: &str = "Single-key shortcuts";

// Header and tabs.
pub(crate) const THEME_SYSTEM: &str = "Theme: system";
pub(crate) const THEME_LIGHT: &str = "Theme: light";
pub(crate) const THEME_DARK: &str = "Theme: dark";
pub(crate) const PANELS: &str = "Panels";
pub(crate) const SIDE_PANELS: &str = "Panel beside the scenario";
pub(crate) const DOCK_PANELS: &str = "Panel below the map";
pub(crate) const RULES_OF: &str = "Rules as of December 2020 or today, as each session says: ";
pub(crate) const SOURCE_TITLE: &str = "Encrypting Amazon Aurora resources";

// Files that can't be read.
pub(crate) const THE_LIST: &str = "The list of scenarios";
pub(crate) const THIS_SCENARIO: &str = "This scenario";
pub(crate) const TRANSLATION: &str = "The text of this scenario in your language";
pub(crate) const IN_ENGLISH: &str = " The scenario is shown in English.";
pub(crate) const CANNOT_BE_READ: &str = " can't be read: ";
pub(crate) const REPORT_IT: &str = " Please report it.";
pub(crate) const NO_SCENARIO: &str = "There is no scenario “";
pub(crate) const DID_YOU_MEAN: &str = "”. Did you mean “";
pub(crate) const DID_YOU_MEAN_END: &str = "”?";
pub(crate) const NO_SCENARIO_END: &str = "”.";

// Small words, and sentences with a number in them.
pub(crate) const REFUSED_WITH: &str = "Refused: ";
pub(crate) const MARK_PENDING: &str = "not run yet";
pub(crate) const MARK_PROSE: &str = "to read";
pub(crate) const MARK_DONE: &str = "done";
pub(crate) const MARK_REFUSED: &str = "refused";
pub(crate) const MARK_UNEXPECTED: &str = "unexpected";
pub(crate) const TAG_KEY: &str = "key ";
pub(crate) const BACKUP: &str = "automated backup";
pub(crate) const SNAPSHOT: &str = " snapshot";
pub(crate) const SHARED_WITH: &str = "shared with ";
pub(crate) const ONLY_WITH: &str = "only with ";
pub(crate) const SEALS_NEW: &str = "encrypts new data";
pub(crate) const LINK_OPENS: &str = "↓ decrypts";
pub(crate) const LINK_CANNOT: &str = "✗ can’t decrypt";
pub(crate) const LINK_BESIDE: &str = "and";
pub(crate) const PAGE_BEFORE: &str = "Page before";
pub(crate) const PAGE_AFTER: &str = "Page after";
pub(crate) const BYTES_BEFORE: &str = "Bytes before";
pub(crate) const BYTES_AFTER: &str = "Bytes after";
pub(crate) const NO_PAGES: &str = "No pages yet. Add an instance and write a row with sql.";
pub(crate) const PLAIN_PAGE: &str = "Unencrypted: the page is stored as the engine wrote it.";
pub(crate) const TIME_BACK: &str = "One command back";
pub(crate) const TIME_FORWARD: &str = "One command forward";
pub(crate) const DIGEST: &str = "Digest ";
pub(crate) const COMPLETIONS: &str = "Completions";
pub(crate) const CONSOLE_PLACEHOLDER: &str = "aws …";

sentences! {
    written_for(edition: &str) = "They were written for {edition}. The results may differ here, so the scenario's questions and explanations are left out.";
    back_to(edition: &str) = "Back to {edition}";
    statements(count: usize) = "{count} statements";
    no_edition(names: &str, named: &str) = "edition can be {names}; not {named}";
    not_drawn(kib: usize) = "{kib} KiB more of this answer aren't shown. Select less with --query.";
    step_of(step: usize, steps: usize) = "Step {step} of {steps}";
    from_scenario(title: &str, step: usize) = "From ‘{title}’, step {step}";
    titled(scenario: &str, step: &str) = "{scenario}, step {step}";
    have_run(done: usize, total: usize) = "{done} of {total} commands have run again";
    commands_of(position: usize, count: usize) = "{position} of {count} commands";
    more(count: usize) = "and {count} more";
    not_shown(count: usize) = "{count} commands not shown";
    account(id: &str) = "Account {id}";
    /// Two accounts may have the same Region, and each is a landmark of its own.
    region(code: &str, account: &str) = "{code} of account {account}";
    next_scenario(title: &str) = "Next: {title}";
    backing_key(number: usize) = "Key material {number}";
    backing_keys(count: usize) = ", {count} key materials";
    page_of(page: u32, count: u32) = "Page {page} of {count}";
    bytes_of(first: u32, last: u32, size: u32) = "Bytes {first} to {last} of {size}";
    bytes(count: usize) = "{count} B";
    /// Of the bytes shown.
    changed(bytes: u32, of: usize) = "{bytes} of {of} changed";
}

pub(crate) fn commands(count: usize) -> String {
    if count == 1 { String::from("1 command") } else { format!("{count} commands") }
}

pub(crate) fn by_somebody_else(count: usize) -> String {
    let what = if count == 1 { "it" } else { "them" };
    format!("{} from someone else. Run {what}?", commands(count))
}

pub(crate) fn run_again(commands: usize) -> String {
    let count =
        if commands == 1 { String::from("1 command was") } else { format!("{commands} commands were") };
    format!(
        "{count} run again. It continues here as a session of your own; what you had open before is kept."
    )
}

pub(crate) fn lines(count: usize) -> String {
    match count {
        0 => String::from("prints nothing"),
        1 => String::from("1 line"),
        n => format!("{n} lines"),
    }
}

pub(crate) fn opens(data_keys: usize) -> String {
    match data_keys {
        0 => String::from("No data key on the map needs it."),
        1 => String::from("Decrypts 1 wrapped data key on the map."),
        n => format!("Decrypts {n} wrapped data keys on the map."),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { sources(&path, all) } else { all.push(path) }
        }
    }

    /// Whether a line of markup or code holds words for a reader: a translation would miss them.
    fn has_words(line: &str) -> bool {
        let spoken = [
            "aria-label=\"",
            "title=\"",
            "placeholder=\"",
            ">{ \"",
            "}{ \"",
            "^{ \"",
            "String::from(\"",
            "format!(\"",
            "push_str(\"",
        ];
        let line = format!("^{}", line.trim_start());
        let word = |text: &str| {
            let text = text.split('"').next().unwrap_or_default();
            let outside = text.split('{').map(|part| part.rsplit('}').next().unwrap_or_default());
            let letters = outside.flat_map(|part| part.split(|c: char| !c.is_alphabetic()));
            let code = text.contains(['/', '#', '<', '-', '&']);
            !code && { letters }.any(|word| word.len() > 1)
        };
        spoken.iter().any(|sign| line.split(sign).skip(1).any(word))
    }

    #[test]
    fn every_text_of_the_interface_is_here() {
        assert!(has_words(r#"<p>{ "Bytes before" }</p>"#) && has_words(r#"format!("{n} lines")"#));
        assert!(!has_words(r#"format!("{} {}", a, b)"#) && !has_words(r#"{ text::X }{ " " }"#));
        let (folder, mut all) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), Vec::new());
        sources(&folder, &mut all);
        let texts = folder.join("text"); // the file and the folder
        for path in all.iter().filter(|path| !path.with_extension("").starts_with(&texts)) {
            let source = fs::read_to_string(path).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            for (number, line) in
                (1..).zip(code.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
            {
                assert!(!has_words(line), "{}:{number}: {line}", path.display());
            }
        }
    }
}
