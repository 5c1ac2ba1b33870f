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
#[path = "text/keep.rs"]
mod keep;

pub(crate) use database::*;
pub(crate) use exercises::*;
pub(crate) use keep::*;

pub(crate) const NAME: &str = "Aurora Encryption Playground";
pub(crate) const TAGLINE: &str = "Amazon Aurora's encryption at rest, byte by byte, in this tab";
pub(crate) const SOURCE: &str =
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html";

// The start screen.
pub(crate) const START_TITLE: &str = "See what encryption at rest does to a database";
pub(crate) const START_LEAD: &str = "Here you run Aurora clusters, KMS keys and snapshots with the AWS CLI, and look at the bytes on the disk before and after. Each page is really sealed with AES-256-GCM, each data key really wrapped by its KMS key, and each command that AWS refuses is refused here, with the reason.";
pub(crate) const START_NEXT: &str = "Take a scenario step by step, or start free play and type your own commands. You can go back at any moment, and nothing can break.";
pub(crate) const SCENARIOS: &str = "Scenarios";
pub(crate) const FREE_TITLE: &str = "Free play";
pub(crate) const FREE_SUMMARY: &str =
    "An empty account and a console. Type aws, sql or playground commands; Tab completes them.";
pub(crate) const FREE_DOORS: [(Edition, &str, &str); 2] = [
    (Edition::Y2020, "The page of December 2020", "Its rules, and AWS as it was then"),
    (Edition::Y2026, "AWS today", "The page and AWS as they are in 2026"),
];
pub(crate) const SPECIMEN: &str = "The same 60 bytes of a table";
pub(crate) const SPECIMEN_PLAIN: &str = "on the disk of an unencrypted cluster";
pub(crate) const SPECIMEN_SEALED: &str = "on the disk of an encrypted cluster";
pub(crate) const SPECIMEN_NOTE: &str = "Sealed just now in this tab, under a key made for it.";

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
pub(crate) const FINISHED: &str =
    "That was the last step. Try something of your own in the console, or go on with:";
pub(crate) const OFF_SCRIPT: &str =
    "You have left the script: what you run now is a branch of its own. The script's branch is kept.";
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
pub(crate) const WHAT_CHANGED_BETWEEN: &str = "What changed between the two, statement by statement";

pub(crate) const OTHERWISE: &str = "Today this ends otherwise";
pub(crate) const RUN_TODAY: &str = "Run these steps under AWS today";
pub(crate) const TRY_FREE: &str = "Try it in free play";
pub(crate) const CHANGED_LEAD: &str = "AWS's page on encrypting Aurora, statement by statement: what it said in December 2020, and what it says today.";
pub(crate) const CHANGED_FILTER: &str = "Statements to show";
pub(crate) const CHANGED_ALL: &str = "all";

/// Where only the other edition says something.
pub(crate) fn says_nothing(edition: Edition) -> &'static str {
    match edition {
        Edition::Y2020 => "The page of December 2020 says nothing of this.",
        Edition::Y2026 => "Today's page no longer says this.",
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
    "Not what this scenario says. This is a fault of the playground, please report it.";
pub(crate) const UNEXPECTED_OWN: &str = "Not what the author of this scenario wrote. If that is you: check the file, and let the check write the outputs.";
pub(crate) const WHY: &str = "Why";
pub(crate) const RULE: &str = "Rule";
pub(crate) const INSTEAD: &str = "What works instead";
pub(crate) const NO_WAY: &str = "Nothing that the playground knows of. It shows a command here only after running it on a copy of this session, and none led to what you asked for.";
pub(crate) const MODEL_ERROR: &str =
    "AWS does not publish the text of this error; the words are the playground's.";
pub(crate) const PUT: &str = "Put in console";
pub(crate) const COPY: &str = "Copy";

// Map.
pub(crate) const PLAIN: &str = "plain";
pub(crate) const EMPTY_MAP: &str =
    "Nothing here yet. Keys, clusters and snapshots appear as commands make them.";
pub(crate) const AS_TEXT: &str = "As text";
pub(crate) const AS_PICTURE: &str = "As picture";
/// AWS called them customer master keys until 2021.
pub(crate) fn keys(edition: Edition) -> &'static str {
    match edition {
        Edition::Y2020 => "KMS keys (CMKs)",
        Edition::Y2026 => "KMS keys",
    }
}
pub(crate) const OTHER_SNAPSHOTS: &str = "Snapshots";
pub(crate) const OTHER_BACKUPS: &str = "Retained backups";

// Inspector.
pub(crate) const NOTHING_SELECTED: &str = "Select a key, a cluster or a snapshot on the map to open it up.";
pub(crate) const GRANTS: &str = "Grants";
pub(crate) const NO_GRANTS: &str = "No grants on this key.";
pub(crate) const VERSIONS: &str = "Backing keys";
pub(crate) const ENVELOPE: &str = "Envelope";
pub(crate) const PAGES: &str = "Pages";
pub(crate) const AT_REST: &str = "At rest";
pub(crate) const AT_REST_NOTE: &str = "what someone who takes the disk sees";
pub(crate) const CLIENT: &str = "Through the cluster";
pub(crate) const CLIENT_NOTE: &str = "what a database client reads";
pub(crate) const FIELDS: &str = "Its bytes, field by field";
pub(crate) const BROKEN: &str = "broken";
pub(crate) const DIES: &str = "lost with this key";

// Console.
pub(crate) const PROMPT: &str = "Command";
pub(crate) const CONSOLE_HINT: &str =
    "Enter runs · ↑ ↓ recall · Tab completes · Esc, then Tab leaves · Shift+Enter: new line";
pub(crate) const CONSOLE_EMPTY: &str = "Commands and answers appear here. Try: aws help";

// Trail.
pub(crate) const TRAIL_EMPTY: &str =
    "No events yet. CloudTrail records each call to KMS and RDS, refused ones as well.";
pub(crate) const TRAIL_MORE: &str =
    "There are older events: aws cloudtrail lookup-events lists those of an account in a Region.";

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
    " Whoever keeps that site wrote the text and the commands. What they do stays in this tab.";
pub(crate) const KEYS_TITLE: &str = "Keys";
pub(crate) const NO_PANEL: &str = "controls can be full, minimal, none, or a list of ";
pub(crate) const NO_PANEL_BUT: &str = "; not ";

// Failures.
pub(crate) const THE_FILE: &str = "The file ";
pub(crate) const NOT_LOADED: &str = " could not be loaded. If you are offline, connect and try again; if you serve this page yourself, check that the folder scenarios lies beside index.html.";
pub(crate) const OWN_NOT_LOADED: &str = " could not be loaded. If you are offline, connect and try again. If this is your page: check the address in a browser; a file at another host must be sent with Access-Control-Allow-Origin.";
pub(crate) const NOT_OPENED: &str = "This did not open";
pub(crate) const RETRY: &str = "Try again";
pub(crate) const LOADING: &str = "Loading …";

// Footer and trust.
pub(crate) const FOOTER: &str =
    "Not affiliated with Amazon Web Services. No AWS account is contacted, and nothing leaves your browser.";
pub(crate) const AS_PAGES: &str = "Scenarios as text";
pub(crate) const GUIDES: &str = "Guides: embed, share, write your own";
pub(crate) const THIRD_PARTY: &str = "Third-party licences";
pub(crate) const TRUST: &str = "What is real, what is a model";
pub(crate) const REAL: &str = "Real";
pub(crate) const MODEL: &str = "A model";
pub(crate) const REAL_POINTS: [&str; 6] = [
    "AES-256-GCM: every page of an encrypted volume is sealed with it, and a changed bit is found.",
    "The envelope: a data key for each volume, wrapped by its KMS key, unwrapped only with the encryption context it was wrapped with.",
    "Key derivation (SP 800-108, HMAC-SHA256), key rotation, key states.",
    "Key policies and grants: evaluated on every call, across accounts too.",
    "The commands, output and error codes of the AWS CLI, and the rules of the documentation page linked below.",
    "SQL: SQLite runs in every cluster, and each page of its database, its journal and its logs lies on the cluster's volume.",
];
pub(crate) const MODEL_POINTS: [&str; 6] = [
    "The hardware security modules of KMS: keys here live in this tab's memory and are teaching keys. A key is wiped when nothing refers to it any more, but this tab keeps its history so that you can go back, and the seed that all keys derive from is stored with a session. Do not protect real data with them.",
    "The layout of a page and of a KMS ciphertext: AWS does not publish its own, these are ours.",
    "The grant that RDS makes on your key, and the order of its calls to KMS: inferred from the documentation.",
    "Time: a clock that moves one second a command, or as far as you tell it to.",
    "IAM: only permissions for KMS are evaluated; RDS's own are taken as given.",
    "The engine: SQLite, with its SQL and its messages, where Aurora runs MySQL or PostgreSQL. Times of statements are measured in this tab.",
];

// Keys, and what they do.
pub(crate) const DOES_ADVANCE: &str = "run this step, then go to the next";
pub(crate) const DOES_BACK: &str = "back one step";
pub(crate) const DOES_RUN_ALL: &str = "run to the end of the scenario";
pub(crate) const DOES_TIME_BACK: &str = "timeline: one command back";
pub(crate) const DOES_TIME_FORWARD: &str = "timeline: one command forward";
pub(crate) const DOES_UNDO: &str = "undo";
pub(crate) const DOES_REDO: &str = "redo";
pub(crate) const DOES_TWIN: &str = "map as text, map as picture";
pub(crate) const DOES_SHARE: &str = "share";
pub(crate) const DOES_THEME: &str = "light, dark, as the system has it";
pub(crate) const DOES_HELP: &str = "this list";
pub(crate) const CLOSE: &str = "Close";
pub(crate) const SINGLE_KEYS: &str = "Single keys act (off: only Tab, Enter and the arrow keys)";

// Header and tabs.
pub(crate) const THEME_SYSTEM: &str = "Theme: system";
pub(crate) const THEME_LIGHT: &str = "Theme: light";
pub(crate) const THEME_DARK: &str = "Theme: dark";
pub(crate) const PANELS: &str = "Panels";
pub(crate) const SIDE_PANELS: &str = "Panel beside the scenario";
pub(crate) const DOCK_PANELS: &str = "Panel below the map";
pub(crate) const RULES_OF: &str = "Rules as of December 2020 or as of today, as each session says: ";
pub(crate) const SOURCE_TITLE: &str = "Encrypting Amazon Aurora resources";

// Files that can't be read.
pub(crate) const THE_LIST: &str = "The list of scenarios";
pub(crate) const THIS_SCENARIO: &str = "This scenario";
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
pub(crate) const SEALS_NEW: &str = "seals new data";
pub(crate) const LINK_OPENS: &str = "↓ opens";
pub(crate) const LINK_CANNOT: &str = "✗ can’t open";
pub(crate) const LINK_BESIDE: &str = "and";
pub(crate) const PAGE_BEFORE: &str = "Page before";
pub(crate) const PAGE_AFTER: &str = "Page after";
pub(crate) const BYTES_BEFORE: &str = "Bytes before";
pub(crate) const BYTES_AFTER: &str = "Bytes after";
pub(crate) const NO_PAGES: &str =
    "None: no client has written anything. sql is such a client, and connects to an instance of the cluster.";
pub(crate) const PLAIN_PAGE: &str = "Plain: the page lies on the storage as the engine wrote it.";
pub(crate) const TIME_BACK: &str = "One command back";
pub(crate) const TIME_FORWARD: &str = "One command forward";
pub(crate) const DIGEST: &str = "Digest ";
pub(crate) const COMPLETIONS: &str = "Completions";
pub(crate) const CONSOLE_PLACEHOLDER: &str = "aws …";

sentences! {
    written_for(edition: &str) = "They were written for {edition}: what they come to here may differ, and what the scenario asks and says afterwards is left out.";
    back_to(edition: &str) = "Back to {edition}";
    statements(count: usize) = "{count} statements";
    no_edition(names: &str, named: &str) = "edition can be {names}; not {named}";
    not_drawn(kib: usize) = "{kib} KiB more of this answer are not drawn. Pick less of it with --query.";
    step_of(step: usize, steps: usize) = "Step {step} of {steps}";
    steps(count: usize) = "{count} steps";
    steps_at(count: usize, at: usize) = "{count} steps, you are at step {at}";
    from_scenario(title: &str, step: usize) = "From ‘{title}’, step {step}";
    titled(scenario: &str, step: &str) = "{scenario}, step {step}";
    have_run(done: usize, total: usize) = "{done} of {total} commands have run again";
    commands_of(position: usize, count: usize) = "{position} of {count} commands";
    not_shown(count: usize) = "{count} commands not shown";
    more(count: usize) = "and {count} more";
    account(id: &str) = "Account {id}";
    /// Two accounts may have the same Region, and each is a landmark of its own.
    region(code: &str, account: &str) = "{code} of account {account}";
    backing_key(number: usize) = "Backing key {number}";
    backing_keys(count: usize) = ", {count} backing keys";
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
    format!("{} by somebody else. Run {what}?", commands(count))
}

pub(crate) fn run_again(commands: usize) -> String {
    let count =
        if commands == 1 { String::from("1 command was") } else { format!("{commands} commands were") };
    format!("{count} run again. It goes on here as a session of your own; what you had open before is kept.")
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
        1 => String::from("Opens 1 wrapped data key on the map."),
        n => format!("Opens {n} wrapped data keys on the map."),
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
