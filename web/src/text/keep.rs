//! Texts about sharing and about sessions.

// Sharing.
pub(crate) const SHARE: &str = "Share";
pub(crate) const SHARE_LINK: &str = "Link";
pub(crate) const HOLDS_STEP: &str =
    "The link leads to this step of this scenario. It contains nothing that you typed.";
pub(crate) const SHARE_PAGE: &str =
    "The same step as a page to read, with a preview picture for chats and other sites:";
pub(crate) const SHARE_PAGE_NAME: &str = "Page to read";
pub(crate) const HOLDS: &str = "Commands in the link: ";
pub(crate) const HOLDS_COMMANDS: &str = ", including any passwords in them. The link also has the seed that this session's keys are derived from, and nothing else.";
pub(crate) const SHARE_EMBED: &str = "Put it on your own page";
pub(crate) const EMBED_ELEMENT: &str = "As an element";
pub(crate) const EMBED_FRAME: &str = "As a frame";
pub(crate) const SHARE_FILES: &str = "Files";
pub(crate) const SHARE_SCRIPT: &str = "AWS CLI script";
pub(crate) const SHARE_SCRIPT_NOTE: &str =
    "The commands for a real account. They cost money there: read them before you run them.";
pub(crate) const SHARE_HANDOUT: &str = "Handout";
pub(crate) const SHARE_HANDOUT_NOTE: &str = "Markdown: commands and answers, to print or to keep.";
pub(crate) const SHARE_TRACE: &str = "Trace";
pub(crate) const SHARE_TRACE_NOTE: &str =
    "JSON: everything that happened, on every branch. You can open it here again.";
pub(crate) const SHARE_TRACE_SCHEMA: &str = "The trace is described by";
pub(crate) const SHARE_SVG: &str = "Map as SVG";
pub(crate) const SHARE_SVG_NOTE: &str = "In the colours you see now.";
pub(crate) const SHARE_PNG: &str = "Map as PNG";
pub(crate) const DOWNLOAD: &str = "Download";
pub(crate) const SHOW: &str = "Show";
pub(crate) const DOWNLOADING: &str =
    "Handed to the browser. If no file appears, downloads aren't allowed here: use Show and copy the text.";
pub(crate) const NO_DOWNLOAD: &str =
    "This browser doesn't let the page offer downloads here. Use Show and copy the text.";

// Sessions.
pub(crate) const SESSIONS: &str = "Your sessions";
pub(crate) const NO_SESSIONS: &str =
    "None yet. What you run in free play is stored in this browser after each command.";
pub(crate) const NEW_SESSION: &str = "New session";
pub(crate) const COPY_OF: &str = " (copy)";
pub(crate) const ONLY_HERE: &str = "not stored, only in this tab";
pub(crate) const UNREADABLE: &str = "Unreadable session";
pub(crate) const OPEN: &str = "Open";
pub(crate) const RENAME: &str = "Rename";
pub(crate) const NEW_NAME: &str = "New name";
pub(crate) const SAVE_NAME: &str = "Save name";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const EXPORT: &str = "Export";
pub(crate) const DELETE: &str = "Delete";
pub(crate) const DELETED: &str = "Deleted:";
pub(crate) const UNDO_DELETE: &str = "Undo delete";
pub(crate) const IMPORT: &str = "Open a trace (JSON): choose a file, or drop it here.";
pub(crate) const ASKS: &str = "None of them has run yet. If you run them, they start a new session in this tab; what you have open is kept.";
pub(crate) const ASKS_BEFORE: &str = "These are the commands of the steps before this one. None of them has run yet. You can also skip them and take the steps one by one.";
pub(crate) const WITHOUT_THEM: &str = "Skip them";
pub(crate) const RUN_THEM: &str = "Run them";
pub(crate) const NOT_NOW: &str = "Not now";
pub(crate) const THEIR_COMMANDS: &str = "The commands";
pub(crate) const OPENING: &str = "Opening the session";
pub(crate) const STOP: &str = "Stop";
pub(crate) const STOPPED_BY_READER: &str = "You stopped this before it was open. Nothing was kept.";
pub(crate) const BACK_TO_WORK: &str = "Back to where you were";
pub(crate) const CLOSE_NOTICE: &str = "Close this message";
pub(crate) const FROM_LINK: &str = "This came from a link:";
pub(crate) const FROM_FILE: &str = "This came from a file:";
pub(crate) const KEPT_IN_LIST: &str = "Your free play session is kept: open free play to continue it.";
pub(crate) const GOES_ON_AS_COPY: &str = "Another tab has changed this session in the meantime. Yours continues here as a copy; both are in the list.";
pub(crate) const OPEN_ELSEWHERE: &str =
    "This session is open in another tab. This is a copy: what you run here goes only into the copy.";
pub(crate) const NOT_THERE: &str = "That session no longer exists.";
pub(crate) const YOUR_LAST: &str = "This is your last session, from ";
pub(crate) const YOUR_LAST_END: &str = ". “New session” starts an empty one.";
pub(crate) const IT_STOPPED: &str = "The last time you opened this session, the page stopped before it had loaded. It won't be opened automatically again: export it, delete it, or try once more.";
pub(crate) const OPEN_ANYWAY: &str = "Open anyway";
pub(crate) const STORAGE_BLOCKED: &str = "This browser doesn't let the page store anything, so what you run here is lost when you close the tab. To keep it, export it with Share.";
pub(crate) const STORAGE_FULL: &str = "This browser's storage is full, so what you run now is not stored. Delete or export sessions, or export this one with Share.";
