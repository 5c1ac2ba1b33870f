//! Texts about databases: the client's prompt, what stands under an answer, the database engine, and what is in a page.

// The client's prompt in the console.
pub(crate) const CLIENT_PLACEHOLDER: &str = "SELECT …;";
pub(crate) const CLIENT_HINT: &str =
    "A statement ends in ; · Enter runs it · ↑ ↓ recall · \\q or Ctrl+D leaves the database";
pub(crate) const LEFT_CLIENT: &str = "You have left the database. Commands go to the shell again.";

sentences! {
    of_database(cluster: &str) = " for the database of {cluster}";
    connected(cluster: &str) = "Connected to {cluster}. What you type now goes to its database; \\q leaves it.";
    times(count: usize) = "×{count}";
    page(number: u32) = "page {number}";
    changed_of(bytes: u32, of: u32, place: &str) = "{place}: {bytes} of {of} bytes";
}

// Under an answer of a database.
pub(crate) const PAGES_READ: &str = "Read from storage";
pub(crate) const PAGES_CACHED: &str = "Found in memory";
pub(crate) const PAGES_WRITTEN: &str = "Written to storage";
pub(crate) const PAGES_MENDED: &str = "Rolled back in the reader's memory";
pub(crate) const AT_THE_END: &str = "when the connection was closed";
pub(crate) const SQL_TOOK: &str = "Took ";
pub(crate) const SAME_SQL: &str = "The same on other clusters.";
pub(crate) const COMPARED: [&str; 9] =
    ["Cluster", "Encrypted", "Result", "Same answer", "Time", "Read", "In memory", "Written", "Instance"];
pub(crate) const YES: &str = "yes";
pub(crate) const NO: &str = "no";

/// A reader instance writes only in its memory, and rolls that back.
pub(crate) fn moved(read: usize, cached: usize, written: usize, is_reader: bool) -> String {
    let said = format!("Pages: {read} read, {cached} in memory, ");
    if is_reader && written > 0 {
        format!("{said}0 written, {written} rolled back in the reader's memory")
    } else {
        format!("{said}{written} written")
    }
}

// The database engine.
pub(crate) const SQL_ENGINE: &str = "Database engine";
pub(crate) const SQL_LOADING: &str = "Loading the database engine";
pub(crate) const SQL_LOADING_MORE: &str =
    "Your command runs as soon as it has loaded; everything else works meanwhile.";
pub(crate) const COMMANDS: &str = "Commands";
pub(crate) const RUNNING: &str = "Running the commands …";
pub(crate) const SQL_WORKING: &str = "Still working …";
pub(crate) const SQL_WORKING_MORE: &str =
    "The database needs more time for this statement. Escape cancels it.";
pub(crate) const SQL_NOT_LOADED: &str = "The database engine could not be loaded. ";
pub(crate) const SQL_WAITS: &str = "Your command hasn't run yet. Everything that doesn't need the database works. If you are offline, connect and try again.";
pub(crate) const SQL_STOPPED: &str = "The database engine gave no answer. That's a bug in the playground.";
pub(crate) const SQL_NOT_RUN: &str = "The statement has not run, and nothing has changed.";
pub(crate) const SQL_CANCELLED: &str = "Cancelled. Nothing has run, and nothing has changed.";

/// How much of the database engine is loaded. Both numbers are in bytes.
pub(crate) fn loaded(done: f64, total: f64) -> String {
    let kilobytes = |bytes: f64| format!("{:.0}", bytes / 1000.0);
    if total > 0.0 {
        format!("{SQL_LOADING}: {} of {} kB", kilobytes(done), kilobytes(total))
    } else {
        format!("{SQL_LOADING} …")
    }
}

// A page opened up.
pub(crate) const FILES: &str = "Files of the volume";
pub(crate) const IN_PAGE: &str = "What is in this page";
pub(crate) const ROWS_IN_PAGE: &str = "Rows of this page";
pub(crate) const VALUES_HINT: &str = "Choose a value to see its bytes; move with the arrow keys.";
pub(crate) const LEFTOVERS: &str = "Still readable, though no row contains it any more:";
pub(crate) const BY_NAME: &str = "Every byte by its name";
pub(crate) const WHAT_A_WRITE_DOES: &str = "What the last write changed";
pub(crate) const ANYONE_READS: &str =
    "At rest and through the cluster, it's the same: anyone can read this disk.";

pub(crate) fn bytes_named(what: &str, offset: u32, length: u32) -> String {
    let last = (offset + length).saturating_sub(1);
    if what.is_empty() {
        format!("Bytes {offset} to {last}")
    } else {
        format!("{what}, bytes {offset} to {last}")
    }
}
