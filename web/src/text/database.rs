//! Texts about databases: the client's prompt, what stands under an answer, the database engine, and what is in a page.

use super::language::Text;

// The client's prompt in the console.
pub(crate) const CLIENT_PLACEHOLDER: &str = "SELECT …;";
pub(crate) const CLIENT_HINT: Text =
    Text("A statement ends in ; · Enter runs it · ↑ ↓ recall · \\q or Ctrl+D leaves the database");
pub(crate) const LEFT_CLIENT: Text = Text("You have left the database. Commands go to the shell again.");

sentences! {
    of_database(cluster: &str) = " for the database of {cluster}";
    connected(cluster: &str) = "Connected to {cluster}. What you type now goes to its database; \\q leaves it.";
    took(time: &str) = "Took {time}";
    times(count: usize) = "×{count}";
    page(number: u32) = "page {number}";
    changed_of(bytes: usize, of: usize, place: &str) = "{place}: {bytes} of {of} bytes";
}

// Under an answer of a database.
pub(crate) const PAGES_READ: Text = Text("Read from storage");
pub(crate) const PAGES_CACHED: Text = Text("Found in memory");
pub(crate) const PAGES_WRITTEN: Text = Text("Written to storage");
pub(crate) const PAGES_MENDED: Text = Text("Rolled back in the reader's memory");
pub(crate) const AT_THE_END: Text = Text("when the connection was closed");
pub(crate) const SAME_SQL: Text = Text("The same on other clusters.");
pub(crate) const COMPARED: [Text; 4] =
    [Text("Cluster"), Text("Encrypted"), Text("Same answer"), Text("Result")];
pub(crate) const ASKED_HERE: Text = Text("asked now");
pub(crate) const WORK_COMPARED: Text = Text("Time and pages");
pub(crate) const WORK: [Text; 6] =
    [Text("Cluster"), Text("Time"), Text("Read"), Text("In memory"), Text("Written"), Text("Instance")];
pub(crate) const YES: Text = Text("yes");
pub(crate) const NO: Text = Text("no");

/// A reader instance writes only in its memory, and rolls that back.
pub(crate) fn moved(read: usize, cached: usize, written: usize, is_reader: bool) -> String {
    if is_reader && written > 0 {
        say!(
            "Pages: {read} read, {cached} in memory, 0 written, {written} rolled back in the reader's memory",
            read,
            cached,
            written
        )
    } else {
        say!("Pages: {read} read, {cached} in memory, {written} written", read, cached, written)
    }
}

// The database engine.
pub(crate) const SQL_ENGINE: Text = Text("Database engine");
pub(crate) const SQL_LOADING_MORE: Text =
    Text("Your command runs as soon as it has loaded; everything else works meanwhile.");
pub(crate) const COMMANDS: Text = Text("Commands");
pub(crate) const RUNNING: Text = Text("Running the commands …");
pub(crate) const SQL_WORKING: Text = Text("Still working …");
pub(crate) const SQL_WORKING_MORE: Text =
    Text("The database needs more time for this statement. Escape cancels it.");
pub(crate) const SQL_NOT_LOADED: Text = Text("The database engine could not be loaded. ");
pub(crate) const SQL_WAITS: Text = Text(
    "Your command hasn't run yet. Everything that doesn't need the database works. If you are offline, connect and try again.",
);
pub(crate) const SQL_STOPPED: Text =
    Text("The database engine gave no answer. That's a bug in the playground.");
pub(crate) const SQL_NOT_RUN: Text = Text("The statement has not run, and nothing has changed.");
pub(crate) const SQL_CANCELED: Text = Text("Canceled. Nothing has run, and nothing has changed.");

// A part of the program that a command needs.
pub(crate) const PART: Text = Text("Part of the playground");
pub(crate) const PART_LOADING: Text = Text("Loading a part of the playground …");
pub(crate) const PART_NOT_LOADED: Text = Text("A part of the playground could not be loaded.");
pub(crate) const PART_WAITS: Text = Text(
    "Your command hasn't run yet. Everything that is already here works. If you are offline, connect and try again.",
);

/// How much of the database engine is loaded. Both numbers are in bytes.
pub(crate) fn loaded(done: f64, total: f64) -> String {
    let kilobytes = |bytes: f64| format!("{:.0}", bytes / 1000.0);
    if total > 0.0 {
        say!(
            "Loading the database engine: {done} of {total} kB",
            done = kilobytes(done),
            total = kilobytes(total)
        )
    } else {
        say!("Loading the database engine …")
    }
}

// A page opened up.
pub(crate) const FILES: Text = Text("Files of the volume");
pub(crate) const IN_PAGE: Text = Text("What is in this page");
pub(crate) const ROWS_IN_PAGE: Text = Text("Rows of this page");
pub(crate) const VALUES_HINT: Text = Text("Choose a value to see its bytes; move with the arrow keys.");
pub(crate) const LEFTOVERS: Text = Text("Still readable, though no row contains it any more:");
pub(crate) const BY_NAME: Text = Text("Every byte by its name");
pub(crate) const WHAT_A_WRITE_DOES: Text = Text("What the last write changed");
pub(crate) const ANYONE_READS: Text =
    Text("At rest and through the cluster, it's the same: anyone can read this disk.");

pub(crate) fn bytes_named(what: &str, offset: u32, length: u32) -> String {
    let last = (offset + length).saturating_sub(1);
    if what.is_empty() {
        say!("Bytes {offset} to {last}", offset, last)
    } else {
        say!("{what}, bytes {offset} to {last}", what, offset, last)
    }
}
