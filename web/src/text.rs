//! Every text of the interface, in one place, in English; the page may say them in another language (`language`). Not here:
//! texts about the state of a world, which come with the view, and AWS's own words, which come from `playground-aws`.

use playground_session::view::{Change, Edition};

#[macro_use]
#[path = "text/language.rs"]
mod language;

pub(crate) use language::{Text, is_translated, named, said};

#[path = "text/account.rs"] // also right where tests/bench includes this file
mod account;
#[path = "text/database.rs"]
mod database;
#[path = "text/exercises.rs"]
mod exercises;
#[path = "text/inspector.rs"]
mod inspector;
#[path = "text/keep.rs"]
mod keep;
#[path = "text/map.rs"]
mod map;
#[path = "text/refused.rs"]
mod refused;
#[path = "text/start.rs"]
mod start;
#[path = "text/step.rs"]
mod step;

pub(crate) use account::*;
pub(crate) use database::*;
pub(crate) use exercises::*;
pub(crate) use inspector::*;
pub(crate) use keep::*;
pub(crate) use map::*;
pub(crate) use refused::*;
pub(crate) use start::*;
pub(crate) use step::*;

pub(crate) const NAME: &str = "Aurora Encryption Playground";
/// The start's title, as in `index.html` and on its card.
pub(crate) const HOME_TITLE: Text = Text("Amazon Aurora encryption at rest, byte by byte");
pub(crate) const TAGLINE: Text = Text("Amazon Aurora's encryption at rest, byte by byte, in this tab");
pub(crate) const SOURCE: &str =
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html";

// Scenario.
pub(crate) const BACK: Text = Text("Back");
pub(crate) const RUN: Text = Text("Run");
pub(crate) const NEXT: Text = Text("Next");
pub(crate) const RUN_ALL: Text = Text("Run to end");
pub(crate) const RESTART: Text = Text("Start again");
pub(crate) const ALL_SCENARIOS: Text = Text("All scenarios");
pub(crate) const COMMAND: Text = Text("Command of this step");
pub(crate) const PREDICT: Text = Text("Before you run it");
pub(crate) const RIGHT: Text = Text("You were right.");
pub(crate) const WRONG: Text = Text("Not this time.");
pub(crate) const YOUR_ANSWER: Text = Text("your answer");
pub(crate) const THE_ANSWER: Text = Text("the answer");
pub(crate) const ANSWER_IS: Text = Text("The answer:");
pub(crate) const TERM_MORE: Text = Text("Read more");
pub(crate) const FINISHED: Text = Text("That was the last step. Try something in the console.");
pub(crate) const GO_ON_WITH: Text = Text("Next:");
pub(crate) const OFF_SCRIPT: Text =
    Text("You have left the script: what you run now is on its own branch. The script's branch is kept.");
pub(crate) const FINISHED_HERE: Text = Text("That was the last step.");
pub(crate) const TO_SCRIPT: Text = Text("Back to the script");
pub(crate) const FREE_EMPTY: Text = Text("This is an empty account.");
pub(crate) const FREE_HELLO: Text = Text("Try one of these, or type your own command in the console.");
pub(crate) const FREE_TRY: [&str; 6] = [
    "aws kms create-key --description \"for orders\"",
    "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin --master-user-password correct-horse --storage-encrypted",
    "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --db-instance-class db.r5.large --engine aurora-mysql",
    "aws rds wait db-instance-available --db-instance-identifier orders-1",
    "sql --db-cluster-identifier orders \"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, card TEXT); INSERT INTO customers (name, card) VALUES ('Ada', '4111 1111 1111 1111'); SELECT * FROM customers\"",
    "playground find-in-storage --db-cluster-identifier orders --text \"4111 1111\"",
];

// Editions.
pub(crate) const EDITION: Text = Text("Edition: ");
pub(crate) const WHAT_CHANGED: Text = Text("2020 vs. today");
pub(crate) const WHAT_CHANGED_BETWEEN: Text = Text("What changed at AWS between December 2020 and today");

pub(crate) const OTHERWISE: Text = Text("What is different today");
pub(crate) const RUN_TODAY: Text = Text("Run these steps under AWS today");
pub(crate) const TRY_FREE: Text = Text("Try it in free play");
pub(crate) const CHANGED_LEAD: Text = Text(
    "AWS's documentation page on encrypting Aurora, statement by statement: what it said in December 2020 and what it says today.",
);
pub(crate) const CHANGED_FILTER: Text = Text("Statements to show");
pub(crate) const CHANGED_DIFFERS: Text = Text("what differs");
pub(crate) const CHANGED_ALL: Text = Text("all");

/// What an edition means for a world.
pub(crate) const fn about_edition(of: Edition) -> Text {
    Text(of.about())
}

/// An edition, beside what it holds for. Its own words are the core's, as a session's file has them.
pub(crate) const fn edition(of: Edition) -> Text {
    Text(of.title())
}

/// What happened to a statement between the editions.
pub(crate) const fn change(of: Change) -> Text {
    Text(of.words())
}

/// Where only the other edition says something.
pub(crate) fn says_nothing(edition: Edition) -> Text {
    match edition {
        Edition::Y2020 => Text("The documentation of December 2020 says nothing about this."),
        Edition::Y2026 => Text("Today's documentation no longer says this, but it still holds."),
    }
}

/// Over a scenario whose steps run in a world of another edition.
pub(crate) fn steps_under(edition: Edition) -> Text {
    match edition {
        Edition::Y2020 => Text("These steps in December 2020"),
        Edition::Y2026 => Text("These steps under AWS today"),
    }
}

// Answers.
pub(crate) const DONE: Text = Text("Done");
pub(crate) const REFUSED: Text = Text("Refused");
pub(crate) const FAILED: Text = Text("Not understood");
pub(crate) const UNEXPECTED: Text =
    Text("This isn't what the scenario says. That's a bug in the playground: please report it.");
pub(crate) const UNEXPECTED_OWN: Text = Text(
    "This isn't what the author of the scenario wrote. If that's you: check the file, and let the check write the outputs.",
);
pub(crate) const WHY: Text = Text("Why");
pub(crate) const RULE: Text = Text("Rule");
pub(crate) const INSTEAD: Text = Text("What works instead");
pub(crate) const NO_WAY: Text = Text(
    "Nothing works here. Every command that could help was run on a copy of this session, and none did what you asked for.",
);
pub(crate) const MODEL_ERROR: Text =
    Text("AWS doesn't publish the text of this error; the wording is the playground's.");
pub(crate) const PUT: Text = Text("Put in console");
pub(crate) const COPY: Text = Text("Copy");

// Inspector.
pub(crate) const NOTHING_SELECTED: Text =
    Text("Select a key, a cluster or a snapshot on the map to look inside.");
pub(crate) const GRANTS: Text = Text("Grants");
pub(crate) const NO_GRANTS: Text = Text("No grants on this key.");
pub(crate) const VERSIONS: Text = Text("Key material");
pub(crate) const ENVELOPE: Text = Text("Envelope");
pub(crate) const PAGES: Text = Text("Pages");
pub(crate) const AT_REST: Text = Text("At rest");
pub(crate) const FIELDS: Text = Text("Its bytes, field by field");

// Console.
pub(crate) const PROMPT: Text = Text("Command");
pub(crate) const CONSOLE_HINT: Text = Text(
    "Enter runs · ↑ ↓ recall · Tab completes · Ctrl+C cancels · Ctrl+L clears · Esc, then Tab: leave the console · Shift+Enter: new line",
);
pub(crate) const CONSOLE_EMPTY: Text = Text("Commands and answers appear here. Try: help");
pub(crate) const COPY_OUTPUT: Text = Text("Copy output");
pub(crate) const ADD_FILE: Text = Text("Add a file");

// Trail.
pub(crate) const TRAIL_EMPTY: Text =
    Text("No events yet. CloudTrail records every call to KMS and RDS, including refused ones.");
pub(crate) const TRAIL_HINT: Text = Text("Arrow keys go from event to event.");
pub(crate) const TRAIL_MORE: Text =
    Text("There are older events: list them with aws cloudtrail lookup-events.");

// Timeline.
pub(crate) const TIMELINE_EMPTY: Text = Text("Nothing has happened yet.");
pub(crate) const START_OF_TIME: Text = Text("Start");
pub(crate) const TIME: Text = Text("Moment shown");
pub(crate) const UNDO: Text = Text("Undo");
pub(crate) const REDO: Text = Text("Redo");
pub(crate) const BRANCHES: Text = Text("Branches");

// Embed.
pub(crate) const OPEN_OUT: Text = Text("Open in the playground");
pub(crate) const NEW_TAB: Text = Text(" (opens a new tab)");
pub(crate) const FROM_HOST: Text = Text("From ");
pub(crate) const FROM_HOST_END: Text = Text(", not from this site.");
pub(crate) const FROM_HOST_MEANS: Text =
    Text(" The owner of that site wrote the text and the commands. What the commands do stays in this tab.");
pub(crate) const KEYS_TITLE: Text = Text("Keyboard shortcuts");

// Failures.
pub(crate) const NOT_OPENED: Text = Text("This can't be opened");
pub(crate) const NOT_LOADED: Text = Text("Loading failed");
pub(crate) const RETRY: Text = Text("Try again");
pub(crate) const LOADING: Text = Text("Loading …");

// Footer and trust.
pub(crate) const FOOTER: Text = Text(
    "Not affiliated with Amazon Web Services. No AWS account is contacted, and nothing leaves your browser.",
);
pub(crate) const AS_PAGES: Text = Text("Scenarios as text");
pub(crate) const GUIDES: Text = Text("Guides");
pub(crate) const GLOSSARY: Text = Text("Glossary");
pub(crate) const THIRD_PARTY: Text = Text("Licenses");
pub(crate) const TRUST: Text = Text("What is real, what is a model");
pub(crate) const REAL: Text = Text("Real");
pub(crate) const MODEL: Text = Text("A model");
pub(crate) const REAL_POINTS: [Text; 6] = [
    Text("AES-256-GCM: it encrypts every page of an encrypted volume, and a changed bit is detected."),
    Text(
        "The envelope: a data key for each volume, wrapped by its KMS key, and unwrapped only with the encryption context it was wrapped with.",
    ),
    Text("Key derivation (SP 800-108, HMAC-SHA256), key rotation, key states."),
    Text("Key policies and grants: evaluated on every call, across accounts too."),
    Text(
        "The commands, output and error codes of the AWS CLI, and the rules of the documentation page linked below.",
    ),
    Text(
        "SQL: SQLite runs in every cluster, and every page of its database, its journal and its logs is on the cluster's volume.",
    ),
];
pub(crate) const MODEL_POINTS: [Text; 6] = [
    Text(
        "The hardware security modules of KMS: keys here are teaching keys in this tab's memory. A key is wiped when nothing refers to it any more, but this tab keeps its history so that you can go back, and the seed that all keys derive from is stored with a session. Don't protect real data with them.",
    ),
    Text("The layout of a page and of a KMS ciphertext: AWS doesn't publish its own, so these are ours."),
    Text(
        "The grant that RDS creates on your key, and the order of its calls to KMS: inferred from the documentation.",
    ),
    Text("Time: a clock that moves one second per command, or as far as you tell it to."),
    Text(
        "IAM: the policies of users, roles, keys and the organization decide every call; there are no groups or permissions boundaries.",
    ),
    Text(
        "The engine: SQLite, with its SQL and its messages, standing in for MySQL or PostgreSQL. Statement times are measured in this tab.",
    ),
];

// Keyboard shortcuts, and what they do.
pub(crate) const DOES_ADVANCE: Text = Text("run this step, then go to the next");
/// One for each letter of a choice.
pub(crate) const DOES_ANSWER: [Text; 4] = [
    Text("answer a question: the first choice"),
    Text("the second choice"),
    Text("the third choice"),
    Text("the fourth choice"),
];
pub(crate) const DOES_BACK: Text = Text("back one step");
pub(crate) const DOES_RUN_ALL: Text = Text("run to the end of the scenario");
pub(crate) const DOES_TIME_BACK: Text = Text("timeline: one command back");
pub(crate) const DOES_TIME_FORWARD: Text = Text("timeline: one command forward");
pub(crate) const DOES_UNDO: Text = Text("undo");
pub(crate) const DOES_REDO: Text = Text("redo");
pub(crate) const DOES_TWIN: Text = Text("map as text, map as picture");
pub(crate) const DOES_SHARE: Text = Text("share");
pub(crate) const DOES_THEME: Text = Text("switch theme");
pub(crate) const DOES_HELP: Text = Text("this list");
pub(crate) const DOES_STORY: Text = Text("go to the scenario");
pub(crate) const DOES_MAP: Text = Text("go to the map");
pub(crate) const DOES_INSPECTOR: Text = Text("go to the inspector");
pub(crate) const DOES_CONSOLE: Text = Text("type in the console");
pub(crate) const DOES_TRAIL: Text = Text("go to CloudTrail");
pub(crate) const DOES_TIMELINE: Text = Text("go to the timeline");
pub(crate) const CLOSE: Text = Text("Close");
pub(crate) const SINGLE_KEYS: Text = Text("Single-key shortcuts");

// Panels.
pub(crate) const STORY_TITLE: Text = Text("Scenario");
pub(crate) const MAP_TITLE: Text = Text("Map");
pub(crate) const INSPECTOR_TITLE: Text = Text("Inspector");
pub(crate) const CONSOLE_TITLE: Text = Text("Console");
pub(crate) const TRAIL_TITLE: Text = Text("CloudTrail");
pub(crate) const TIMELINE_TITLE: Text = Text("Timeline");

// Header and tabs.
pub(crate) const THEME_SYSTEM: Text = Text("Theme: system");
pub(crate) const THEME_LIGHT: Text = Text("Theme: light");
pub(crate) const THEME_DARK: Text = Text("Theme: dark");
pub(crate) const PANELS: Text = Text("Panels");
pub(crate) const SIDE_PANELS: Text = Text("Panel beside the scenario");
pub(crate) const DOCK_PANELS: Text = Text("Panel below the map");
pub(crate) const RULES_OF: Text = Text("Each session says which rules it follows. Source: ");
pub(crate) const SOURCE_TITLE: &str = "Encrypting Amazon Aurora resources";

// Files that can't be read.
pub(crate) const THE_LIST: Text = Text("The list of scenarios");
pub(crate) const THIS_SCENARIO: Text = Text("This scenario");
pub(crate) const TRANSLATION: Text = Text("The text of this scenario in your language");
pub(crate) const IN_ENGLISH: Text = Text(" The scenario is shown in English.");
pub(crate) const CANNOT_BE_READ: Text = Text(" can't be read: ");
pub(crate) const REPORT_IT: Text = Text(" Please report it.");

// Small words, and sentences with a number in them.
pub(crate) const REFUSED_WITH: Text = Text("Refused: ");
pub(crate) const MARK_PENDING: Text = Text("not run yet");
pub(crate) const MARK_PROSE: Text = Text("to read");
pub(crate) const MARK_DONE: Text = Text("done");
pub(crate) const MARK_UNANSWERED: Text = Text("done, the question not answered");
pub(crate) const MARK_REFUSED: Text = Text("refused");
pub(crate) const MARK_UNEXPECTED: Text = Text("unexpected");
pub(crate) const TAG_KEY: Text = Text("key ");
pub(crate) const BACKUP: Text = Text("automated backup");
pub(crate) const SNAPSHOT: Text = Text(" snapshot");
pub(crate) const SHARED_WITH: Text = Text("shared with ");
pub(crate) const ONLY_WITH: Text = Text("only with ");
pub(crate) const SEALS_NEW: Text = Text("encrypts new data");
pub(crate) const LINK_OPENS: Text = Text("↓ decrypts");
pub(crate) const LINK_CANNOT: Text = Text("✗ can't decrypt");
pub(crate) const LINK_BESIDE: Text = Text("and");
pub(crate) const PAGE_BEFORE: Text = Text("Previous page");
pub(crate) const PAGE_AFTER: Text = Text("Next page");
pub(crate) const BYTES_BEFORE: Text = Text("Previous bytes");
pub(crate) const BYTES_AFTER: Text = Text("Next bytes");
pub(crate) const PLAIN_PAGE: Text = Text("Unencrypted: the page is stored as the engine wrote it.");
pub(crate) const TIME_BACK: Text = Text("One command back");
pub(crate) const TIME_FORWARD: Text = Text("One command forward");
pub(crate) const DIGEST: Text = Text("Digest ");
pub(crate) const COMPLETIONS: Text = Text("Completions");
pub(crate) const CONSOLE_PLACEHOLDER: &str = "aws …";

sentences! {
    not_loaded(path: &str) = "The file {path} could not be loaded. If you are offline, connect and try again. If you serve this page yourself, check that its folders are beside index.html.";
    own_not_loaded(address: &str) = "The file {address} could not be loaded. If you are offline, connect and try again. If this is your page: check the address in a browser; a file at another host must be sent with Access-Control-Allow-Origin.";
    no_scenario(id: &str) = "There is no scenario “{id}”.";
    no_scenario_but(id: &str, near: &str) = "There is no scenario “{id}”. Did you mean “{near}”?";
    written_for(edition: &str) = "They were written for {edition}. The results may differ here, so the scenario's questions and explanations are left out.";
    back_to(edition: &str) = "Back to {edition}";
    statements(count: usize) = "{count} statements";
    no_edition(names: &str, named: &str) = "edition can be {names}; not {named}";
    no_panel(others: &str, last: &str, named: &str) = "controls can be full, minimal, none, or a list of {others} and {last}; not {named}";
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
    page_of(page: u32, count: usize) = "Page {page} of {count}";
    bytes_of(first: usize, last: usize, size: usize) = "{first}–{last} of {size}";
    bytes(count: usize) = "{count} B";
    kilobytes(count: &str) = "{count} kB";
    file_added(name: &str, size: &str) = "{name}, {size}, added";
    too_many_files(most: usize) = "At most {most} files can be added at once. Add them in parts.";
    unreadable_file(name: &str) = "{name} can't be read. If it is a folder, add the files in it.";
    /// Of the bytes shown.
    changed(bytes: usize, of: usize) = "{bytes}/{of} changed";
}

pub(crate) fn commands(count: usize) -> String {
    if count == 1 { say!("1 command") } else { say!("{count} commands", count) }
}

pub(crate) fn by_somebody_else(count: usize) -> String {
    if count == 1 {
        say!("1 command from someone else. Run it?")
    } else {
        say!("{count} commands from someone else. Run them?", count)
    }
}

pub(crate) fn run_again(commands: usize) -> String {
    let said = if commands == 1 {
        say!("1 command was run again.")
    } else {
        say!("{commands} commands were run again.", commands)
    };
    let kept = say!("It continues here as a session of your own; what you had open before is kept.");
    [said.as_str(), " ", &kept].concat()
}

pub(crate) fn lines(count: usize) -> String {
    match count {
        0 => say!("prints nothing"),
        1 => say!("1 line"),
        _ => say!("{count} lines", count),
    }
}

pub(crate) fn opens(data_keys: usize) -> String {
    match data_keys {
        0 => say!("No data key on the map needs it."),
        1 => say!("Decrypts 1 wrapped data key on the map."),
        _ => say!("Decrypts {data_keys} wrapped data keys on the map.", data_keys),
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

    /// Returns whether a line of markup or code holds words for a reader: a translation would miss them.
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
