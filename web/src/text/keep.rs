//! Texts about sharing and about sessions.

use super::language::Text;

// Sharing.
pub(crate) const SHARE: Text = Text("Share");
pub(crate) const SHARE_LINK: Text = Text("Link");
pub(crate) const HOLDS_STEP: Text =
    Text("Opens this step in the playground. It contains nothing that you typed.");
pub(crate) const SHARE_PAGE: Text = Text("Link with a preview");
pub(crate) const SHARE_PAGE_HOLDS: Text =
    Text("For chats and other sites, which show a picture: this step to read, and a button that runs it.");
pub(crate) const SHARE_EMBED: Text = Text("Put it on your own page");
pub(crate) const EMBED_ELEMENT: Text = Text("As an element");
pub(crate) const EMBED_FRAME: Text = Text("As a frame");
pub(crate) const SHARE_FILES: Text = Text("Files");
pub(crate) const SHARE_SCRIPT: Text = Text("AWS CLI script");
pub(crate) const SHARE_SCRIPT_NOTE: Text =
    Text("The commands for a real account. They cost money there: read them before you run them.");
pub(crate) const SHARE_HANDOUT: Text = Text("Handout");
pub(crate) const SHARE_HANDOUT_NOTE: Text = Text("Markdown: commands and answers, to print or to keep.");
pub(crate) const SHARE_TRACE: Text = Text("Trace");
pub(crate) const SHARE_TRACE_NOTE: Text =
    Text("JSON: everything that happened, on every branch. You can open it here again.");
pub(crate) const SHARE_TRACE_SCHEMA: Text = Text("The trace is described by");
pub(crate) const SHARE_SVG: Text = Text("Map as SVG");
pub(crate) const SHARE_SVG_NOTE: Text = Text("In the colors you see now.");
pub(crate) const SHARE_PNG: Text = Text("Map as PNG");
pub(crate) const DOWNLOAD: Text = Text("Download");
pub(crate) const SHOW: Text = Text("Show");
pub(crate) const DOWNLOADING: Text = Text(
    "Handed to the browser. If no file appears, downloads aren't allowed here: use Show and copy the text.",
);
pub(crate) const NO_DOWNLOAD: Text =
    Text("This browser doesn't let the page offer downloads here. Use Show and copy the text.");

// Sessions.
pub(crate) const SESSIONS: Text = Text("Your sessions");
pub(crate) const NO_SESSIONS: Text =
    Text("None yet. What you run in free play is stored in this browser after each command.");
pub(crate) const NEW_SESSION: Text = Text("New session");
pub(crate) const COPY_OF: Text = Text(" (copy)");
pub(crate) const ONLY_HERE: Text = Text("not stored, only in this tab");
pub(crate) const UNREADABLE: Text = Text("Unreadable session");
pub(crate) const OPEN: Text = Text("Open");
pub(crate) const RENAME: Text = Text("Rename");
pub(crate) const NEW_NAME: Text = Text("New name");
pub(crate) const SAVE_NAME: Text = Text("Save name");
pub(crate) const CANCEL: Text = Text("Cancel");
pub(crate) const EXPORT: Text = Text("Export");
pub(crate) const DELETE: Text = Text("Delete");
pub(crate) const DELETED: Text = Text("Deleted:");
pub(crate) const UNDO_DELETE: Text = Text("Undo delete");
pub(crate) const IMPORT: Text = Text("Open a trace (JSON): choose a file, or drop it here.");
pub(crate) const ASKS: Text = Text(
    "None of them has run yet. If you run them, they start a new session in this tab; what you have open is kept.",
);
pub(crate) const ASKS_BEFORE: Text = Text(
    "These are the commands of the steps before this one. None of them has run yet. You can also skip them and take the steps one by one.",
);
pub(crate) const WITHOUT_THEM: Text = Text("Skip them");
pub(crate) const RUN_THEM: Text = Text("Run them");
pub(crate) const NOT_NOW: Text = Text("Not now");
pub(crate) const THEIR_COMMANDS: Text = Text("The commands");
pub(crate) const OPENING: Text = Text("Opening the session");
pub(crate) const STOP: Text = Text("Stop");
pub(crate) const STOPPED_BY_READER: Text = Text("You stopped this before it was open. Nothing was kept.");
pub(crate) const BACK_TO_WORK: Text = Text("Back to where you were");
pub(crate) const CLOSE_NOTICE: Text = Text("Close this message");
pub(crate) const FROM_LINK: Text = Text("This came from a link:");
pub(crate) const FROM_FILE: Text = Text("This came from a file:");
pub(crate) const KEPT_IN_LIST: Text = Text("Your free play session is kept.");
pub(crate) const KEPT_OPEN: Text = Text("Continue it");
pub(crate) const GOES_ON_AS_COPY: Text = Text(
    "Another tab has changed this session in the meantime. Yours continues here as a copy; both are in the list.",
);
pub(crate) const OPEN_ELSEWHERE: Text =
    Text("This session is open in another tab. This is a copy: what you run here goes only into the copy.");
pub(crate) const NOT_THERE: Text = Text("That session no longer exists.");
pub(crate) const YOUR_LAST: Text = Text("This is your last session, from ");
pub(crate) const YOUR_LAST_END: Text = Text(". “New session” starts an empty one.");
pub(crate) const IT_STOPPED: Text = Text(
    "The last time you opened this session, the page stopped before it had loaded. It won't be opened automatically again: export it, delete it, or try once more.",
);
pub(crate) const OPEN_ANYWAY: Text = Text("Open anyway");
pub(crate) const STORAGE_BLOCKED: Text = Text(
    "This browser doesn't let the page store anything, so what you run here is lost when you close the tab. To keep it, export it with Share.",
);
pub(crate) const STORAGE_FULL: Text = Text(
    "This browser's storage is full, so what you run now is not stored. Delete or export sessions, or export this one with Share.",
);

sentences! {
    holds(count: usize) = "Commands in the link: {count}, including any passwords in them. The link also has the seed that this session's keys are derived from, and nothing else.";
}
