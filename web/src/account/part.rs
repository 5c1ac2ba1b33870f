//! Where "Your own account" begins as a part of the program that is loaded when it is needed: what is reached only from here
//! is not in the module that every visit loads.

use playground_parts::begins;
use playground_session::exchange::Stored;
use yew::Html;

use super::Account;
use super::give::{Give, Offered};
use crate::app::App;
use crate::msg::Cx;
use crate::store::Record;

begins! { OwnAccount "03":
    /// The page, which is shown once the part is here.
    pub(crate) fn page(cx: &Cx<'_>) -> Html {
        super::page(cx)
    }
}

begins! { OwnAccount "04":
    /// Handles a message, which only the page sends. Returns whether there is something new to draw.
    pub(crate) fn take(app: &mut App, account: Account) -> bool {
        app.account(account)
    }
}

begins! { OwnAccount "06":
    /// What is kept of the world that is open, beside it.
    pub(super) fn kept(cx: &Cx<'_>) -> Html {
        super::kept::section(cx, &cx.ui.account)
    }
}

begins! { OwnAccount "07":
    /// Opens a session that the browser keeps and that began with what was read.
    pub(crate) fn open_kept(app: &mut App, stored: Stored, record: Record) -> () {
        app.open_kept(stored, record);
    }
}

begins! { OwnAccount "08":
    /// Opens what a link says of somebody's accounts.
    pub(crate) fn open_given(app: &mut App, payload: &str) -> () {
        app.open_given(payload);
    }
}

begins! { OwnAccount "09":
    /// Opens the last session that the browser keeps of the reader's accounts, if there is one.
    pub(super) fn open_last_kept(app: &mut App, stays: bool) -> bool {
        app.open_last_kept(stays)
    }
}

begins! { OwnAccount "0a":
    /// What would be shared of the world that is open.
    pub(crate) fn offer(app: &App) -> Option<Offered> {
        app.offer_own(false)
    }
}

begins! { OwnAccount "0b":
    /// Handles a message of the dialog that shares it.
    pub(crate) fn give(app: &mut App, give: Give) -> () {
        app.give(give);
    }
}

begins! { OwnAccount "0c":
    /// What stands in the dialog that shares it.
    pub(crate) fn shared(cx: &Cx<'_>, offered: &Offered) -> Html {
        super::give::body(cx, offered)
    }
}
