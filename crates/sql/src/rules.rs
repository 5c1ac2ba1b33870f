//! What a client may not use of SQLite, since it would leave the model or break it. An instance has one
//! database, on its volume, and only the engine decides how its pages are written.

use crate::ffi::{SQLITE_ATTACH, SQLITE_DETACH, SQLITE_PRAGMA};

/// The actions that are checked.
pub(crate) const ACTIONS: [i32; 3] = [SQLITE_ATTACH, SQLITE_DETACH, SQLITE_PRAGMA];

/// The pragmas that may be set. Any pragma may be read. `case_sensitive_like` is not among them: it brings
/// SQLite's own `LIKE` back.
const PRAGMAS: [&str; 28] = [
    "analysis_limit",
    "application_id",
    "automatic_index",
    "busy_timeout",
    "cell_size_check",
    "count_changes",
    "defer_foreign_keys",
    "empty_result_callbacks",
    "foreign_key_check",
    "foreign_key_list",
    "foreign_keys",
    "full_column_names",
    "ignore_check_constraints",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "legacy_alter_table",
    "optimize",
    "quick_check",
    "recursive_triggers",
    "reverse_unordered_selects",
    "secure_delete",
    "short_column_names",
    "table_info",
    "table_list",
    "table_xinfo",
    "user_version",
];

/// Why a statement may not do something; `None` if it may. `preparing` distinguishes the client's requests
/// from those that SQLite makes for itself while it runs them: VACUUM attaches a nameless database to write
/// to.
pub(crate) fn refuse(
    action: i32,
    first: Option<&str>,
    second: Option<&str>,
    preparing: bool,
) -> Option<String> {
    match action {
        SQLITE_ATTACH if !preparing && first.is_none_or(str::is_empty) => None,
        SQLITE_ATTACH if !preparing => {
            Some("VACUUM INTO is refused: an instance has no files but its volume".into())
        }
        SQLITE_ATTACH => Some("ATTACH is refused: an instance has one database, that of its volume".into()),
        SQLITE_DETACH if preparing => {
            Some("DETACH is refused: an instance has one database, that of its volume".into())
        }
        SQLITE_PRAGMA if second.is_some() => {
            let name = first.unwrap_or_default().to_ascii_lowercase();
            let allowed = PRAGMAS.contains(&name.as_str());
            (!allowed).then(|| format!("PRAGMA {name} can't be set here: the engine keeps it as it is"))
        }
        _ => None,
    }
}
