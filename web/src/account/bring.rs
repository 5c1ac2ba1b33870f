//! The files: where they go, what to bring, and what became of each that was read.

use std::rc::Rc;

use playground_estate::{Dropped, Estate, FileRead, MAX_FILE};
use playground_session::address::OwnSection;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement};
use yew::{Html, html};

use super::{Account, Reading, kept, said};
use crate::address::Address;
use crate::draw::{self, button};
use crate::msg::{Cx, Msg};
use crate::{brought, browser, load, text};

/// The script that asks for all of it, where the page is served; the single file has it within.
const COLLECTOR: &str = "collect.sh";
const SCRIPT: &str = include_str!("../../static/collect.sh");

/// What to bring: every command only reads.
const COMMANDS: &str = "\
aws rds describe-db-clusters
aws rds describe-db-instances
aws rds describe-db-cluster-snapshots --include-shared
aws rds describe-db-cluster-snapshot-attributes --db-cluster-snapshot-identifier …
aws rds describe-db-cluster-automated-backups
aws rds describe-global-clusters
aws kms list-aliases
aws kms describe-key --key-id …
aws kms get-key-policy --key-id … --policy-name default
aws kms list-grants --key-id …
aws kms get-key-rotation-status --key-id …
aws kms list-key-rotations --key-id …";

/// The section: what was read, and a place for more.
pub(super) fn section(cx: &Cx<'_>, reading: &Reading) -> Html {
    html! {
        <section aria-labelledby="own-files">
            <h2 id="own-files" tabindex="-1">{ text::OWN_FILES }</h2>
            { files(&reading.estate, &reading.files) }
            <p class="own-take">{ button(cx, "plain", "#i-bin", &text::OWN_FORGET, Msg::Account(Account::Forget), true) }<span class="fade">{ text::OWN_FORGET_NOTE }</span></p>
            { kept::section(cx, reading) }
            { bring(cx, true) }
        </section>
    }
}

/// Takes the files that were picked or dropped.
pub(super) fn taken(cx: &Cx<'_>) -> impl Fn(Event) + 'static {
    let send = cx.send.clone();
    move |event: Event| {
        let send = send.clone();
        brought::take(&event, (usize::MAX, MAX_FILE), move |files| {
            let files = files.iter().map(|file| (file.name.clone(), file.bytes.as_deref().map(Rc::from)));
            send.emit(Msg::Account(Account::Came { files: files.collect() }));
        });
    }
}

/// Where files go.
pub(super) fn bring(cx: &Cx<'_>, more: bool) -> Html {
    let send = cx.send.clone();
    let pasted = move |_| {
        let area =
            web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("own-paste"));
        let text = area.and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok()).map(|area| area.value());
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            send.emit(Msg::Account(Account::Paste { text }));
        }
    };
    html! {
        <section class="own-bring" aria-label={text::OWN_MORE}>
            { more.then(|| html! { <h3>{ text::OWN_MORE }</h3> }) }
            <label class="import">{ text::OWN_CHOOSE }<input type="file" multiple=true onchange={taken(cx)} /></label>
            { (!more).then(|| html! { <>
                <p class="own-demo">{ button(cx, "plain", "#i-account", &text::OWN_DEMO, Msg::Account(Account::Demo), true) }<span class="fade">{ text::OWN_DEMO_NOTE }</span></p>
                <p>{ text::OWN_ERROR }{ " " }{ draw::to(cx, &Address::OwnAccount(OwnSection::Refused), "", text::REFUSED_TITLE.into()) }</p>
            </> }) }
            <details>
                <summary>{ text::OWN_PASTE }</summary>
                <label for="own-paste" class="visually-hidden">{ text::OWN_PASTE_HERE }</label>
                <textarea id="own-paste" rows="6" spellcheck="false" autocomplete="off" placeholder={text::OWN_PASTE_HERE} />
                <p><button type="button" class="plain" onclick={pasted}>{ text::OWN_READ }</button></p>
            </details>
            <details open={!more}>
                <summary>{ text::OWN_WHAT }</summary>
                <p>{ text::OWN_WHAT_LEAD }</p>
                <pre tabindex="0" aria-label={text::OWN_WHAT}>{ COMMANDS }</pre>
                { browser::is_served().then(|| html! { <p><a href={load::address(COLLECTOR)}><code>{ COLLECTOR }</code></a>{ " " }{ text::OWN_COLLECT }{ " " }<a href={load::address("guides/own-account.html")}>{ text::OWN_GUIDE }</a></p> }) }
                <details>
                    <summary>{ text::OWN_COLLECTOR }</summary>
                    <pre class="own-lines" tabindex="0" aria-label={text::OWN_COLLECTOR}>{ SCRIPT }</pre>
                </details>
                <p class="fade">{ text::OWN_DROPS }</p>
            </details>
        </section>
    }
}

/// What became of each file.
fn files(estate: &Estate, files: &[FileRead]) -> Html {
    let file = |file: &FileRead| {
        let found: Vec<String> = file.found.iter().map(|(what, count)| format!("{what}: {count}")).collect();
        html! {
            <li>
                <strong>{ file.name.clone() }</strong>{ " " }{ found.join(", ") }
                <span class="fade">{ " " }{ dropped(file.dropped) }</span>
                { said::unread(estate, file) }
            </li>
        }
    };
    html! { <ul class="own-files" lang="en">{ for files.iter().map(file) }</ul> }
}

fn dropped(dropped: Dropped) -> String {
    ["Discarded: ", &dropped.to_string(), "."].concat()
}
