//! The share dialog: a link, code to embed, and files, made only when the reader asks for them. Nothing that was typed gets
//! into an address by itself. What is in the files: `playground_session::exchange`, `handout` and `picture`.

use js_sys::Promise;
use playground_parts::{Part, begins};
use playground_session::exchange::{link, script, trace};
use playground_session::handout;
use playground_session::picture::{Theme, escaped, svg};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;
use yew::{Html, html};

use crate::account::give::{Give, Offered};
use crate::account::part;
use crate::address::{self, Address};
use crate::app::{App, Settle};
use crate::draw::{self, icon};
use crate::msg::{Cx, Msg, Stage};
use crate::text::{self, Text};
use crate::{browser, load, parts};

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    pub(crate) fn save(name: &str, kind: &str, text: &str) -> bool;
    fn png(name: &str, svg: &str) -> Promise;
    fn dark(element: &Element) -> bool;
}

/// What can happen in the dialog.
#[derive(Clone)]
pub(crate) enum Share {
    /// Open it.
    Open,
    /// Close it.
    Close,
    /// Download a file.
    Save { file: File },
    /// Show a file's text.
    Show { file: File },
    /// What is shared of a world that began with files of the reader's.
    Own(Give),
    /// A picture was downloaded, or could not be.
    Made { done: bool },
    /// What writes files could not be loaded.
    Failed { why: String },
}

/// A file that what is open can be shared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    /// A script for the AWS CLI.
    Script,
    /// A handout in Markdown.
    Handout,
    /// A trace in JSON.
    Trace,
    /// The map as SVG.
    Svg,
    /// The map as PNG.
    Png,
}

impl File {
    /// How its name ends, and its media type.
    const fn format(self) -> (&'static str, &'static str) {
        match self {
            Self::Script => ("sh", "text/x-shellscript"),
            Self::Handout => ("md", "text/markdown"),
            Self::Trace => ("json", "application/json"),
            Self::Svg => ("svg", "image/svg+xml"),
            Self::Png => ("png", "image/png"),
        }
    }
}

/// The schema of a trace.
const SCHEMA: &str = "trace.schema.json";

const FILES: [(File, Text, Option<Text>); 5] = [
    (File::Script, text::SHARE_SCRIPT, Some(text::SHARE_SCRIPT_NOTE)),
    (File::Handout, text::SHARE_HANDOUT, Some(text::SHARE_HANDOUT_NOTE)),
    (File::Trace, text::SHARE_TRACE, Some(text::SHARE_TRACE_NOTE)),
    (File::Svg, text::SHARE_SVG, Some(text::SHARE_SVG_NOTE)),
    (File::Png, text::SHARE_PNG, None),
];

/// What the dialog offers.
#[derive(Clone)]
pub(crate) struct Offer {
    link: Result<String, String>,
    /// What is in the link.
    holds: String,
    /// The address of the step as a page to read, of which other sites show a picture.
    page: Option<String>,
    /// Code for an element, and for a frame.
    embed: Option<(String, String)>,
    shown: Option<(File, String)>,
    said: Option<String>,
    /// Of a world that began with files of the reader's: what would be shared of it.
    pub(crate) own: Option<Offered>,
}

/// Downloads a file. Returns whether the browser allows it.
pub(crate) fn hand_out(stem: &str, file: File, text: &str) -> bool {
    let (ending, kind) = file.format();
    save(&[stem, ".", ending].concat(), kind, text)
}

/// A file name made of a title, without its ending.
pub(crate) fn stem(title: &str) -> String {
    let mut stem = "aurora".to_owned();
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(8) {
        stem.push('-');
        stem.push_str(&word.to_ascii_lowercase());
    }
    stem
}

begins! { Files "0d":
    /// What a file holds. A picture is an SVG until the browser has made a PNG of it.
    fn written(app: &App, file: File) -> String {
        app.text_of(file)
    }
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn share(&mut self, share: Share) -> bool {
        match share {
            Share::Open if self.ui.stage != Stage::Play => return false,
            Share::Open => {
                self.ui.offer = Some(self.offer());
                self.dialog("share-dialog", true);
            }
            Share::Close if self.ui.offer.is_some() => {
                self.dialog("share-dialog", false);
                self.ui.offer = None;
            }
            Share::Close => return false,
            // Closed while a part was loaded: what is open now may be another session.
            Share::Save { .. } | Share::Show { .. } if self.ui.offer.is_none() => return false,
            Share::Save { file } => match written(self, file) {
                Ok(svg) if file == File::Png => {
                    let made = png(&[&self.stem(), ".png"].concat(), &svg);
                    self.later(async move {
                        let made = JsFuture::from(made).await;
                        Msg::Share(Share::Made { done: made.is_ok_and(|made| made.is_truthy()) })
                    });
                }
                Ok(text) => {
                    let done = hand_out(&self.stem(), file, &text);
                    self.told(done);
                }
                Err(part) => self.share_with(part, share),
            },
            Share::Show { file } => match written(self, file) {
                Ok(text) => {
                    if let Some(offer) = &mut self.ui.offer {
                        offer.shown = Some((file, text));
                        self.settling.push(Settle::Focus("share-text"));
                    }
                }
                Err(part) => self.share_with(part, share),
            },
            Share::Failed { why } => self.tell(why),
            Share::Own(give) => part::give(self, give).unwrap_or_default(),
            Share::Made { done } => self.told(done),
        }
        true
    }

    /// Does something once the part that it needs is loaded.
    fn share_with(&self, part: Part, share: Share) {
        self.later(async move {
            match parts::load(part).await {
                Ok(()) => Msg::Share(share),
                Err(why) => Msg::Share(Share::Failed { why }),
            }
        });
    }

    fn told(&mut self, done: bool) {
        self.tell(if done { text::DOWNLOADING } else { text::NO_DOWNLOAD }.to_string());
    }

    fn tell(&mut self, what: String) {
        if let Some(offer) = &mut self.ui.offer {
            offer.said = Some(what);
        }
    }

    fn stem(&self) -> String {
        match &self.view.scenario {
            Some(s) => [&stem(&s.title), "-step-", &(s.current + 1).to_string()].concat(),
            None => stem(&self.workspace.record().name),
        }
    }

    fn text_of(&self, file: File) -> String {
        let record = self.workspace.record();
        let title = if record.title.is_empty() { &text::FREE_TITLE } else { record.title.as_str() };
        self.workspace.look(|session, lesson| match file {
            File::Script => script(session, title),
            File::Handout => match lesson {
                Some(lesson) if lesson.on_script() => handout::of_lesson(lesson, true),
                Some(_) | None => handout::of_session(session, title),
            },
            File::Trace => trace(session, title, record.origin.clone()),
            File::Svg | File::Png => {
                let dark = self.host.find::<Element>("live").is_some_and(|element| dark(&element));
                svg(&self.view.map, if dark { Theme::Dark } else { Theme::Light }, title)
            }
        })
    }

    fn offer(&self) -> Offer {
        let page = load::address("index.html");
        let page = page.strip_suffix("index.html").unwrap_or(&page);
        let script = self.view.scenario.as_ref().filter(|s| s.on_script);
        let mut offer = Offer {
            link: Err(String::new()),
            holds: String::new(),
            page: None,
            embed: None,
            shown: None,
            said: None,
            own: None,
        };
        if self.workspace.is_own() {
            // The part is here: it made the world.
            offer.own = part::offer(self).unwrap_or_default();
            return offer;
        }
        let (target, title, fallback) = if let Some(s) = script {
            let step = (s.current + 1).to_string();
            let title = text::titled(&s.title, &step);
            offer.holds = text::HOLDS_STEP.to_string();
            let address = address::of(&self.view);
            let edition = if let Address::Scenario { edition: Some(edition), .. } = &address {
                [" edition=\"", edition.name(), "\""].concat()
            } else {
                String::new()
            };
            if load::is_own(&s.id) {
                let frame = address::absolute(&address, None);
                offer.link = Ok(frame.clone());
                let element = ["scenario=\"", &escaped(&s.id), "\" step=\"", &step, "\"", &edition].concat();
                let fallback = ["<a href=\"", &escaped(&frame), "\">", &escaped(&title), "</a>"].concat();
                offer.embed =
                    Some((element_code(page, &element, &title, &fallback), frame_code(page, &frame, &title)));
                return offer;
            }
            offer.link = Ok([page, &address.hash()].concat());
            if edition.is_empty() && browser::is_served() {
                offer.page = Some([page, "read/", &s.id, "/", &step, "/"].concat());
            }
            let picture =
                ["<img src=\"", page, "read/", &s.id, "/", &step, ".svg\" alt=\"", &escaped(&title), "\">"];
            (["scenario=\"", &s.id, "\" step=\"", &step, "\"", &edition].concat(), title, picture.concat())
        } else {
            let saved = self.workspace.saved();
            let payload = match link(&saved) {
                Ok(payload) => payload,
                Err(why) => {
                    offer.link = Err(why.to_string());
                    return offer;
                }
            };
            let count = saved.into_branch().entries.len();
            offer.holds = text::holds(count);
            offer.link = Ok([page, &Address::Commands(payload.clone()).hash()].concat());
            let record = self.workspace.record();
            let title = if record.title.is_empty() { text::NAME } else { &record.title };
            (["commands=\"", &payload, "\""].concat(), title.to_owned(), escaped(title))
        };
        let href = offer.link.clone().unwrap_or_default();
        let fallback = ["<a href=\"", &escaped(&href), "\">", &fallback, "</a>"].concat();
        let hash = href.split_once('#').map_or("", |(_, hash)| hash);
        let frame = [page, "embed.html#", hash].concat();
        offer.embed =
            Some((element_code(page, &target, &title, &fallback), frame_code(page, &frame, &title)));
        offer
    }
}

fn element_code(page: &str, options: &str, title: &str, fallback: &str) -> String {
    [
        "<script type=\"module\" src=\"",
        page,
        "embed.js\"></script>\n<aurora-playground ",
        options,
        " title=\"",
        &escaped(title),
        "\">\n  ",
        fallback,
        "\n</aurora-playground>",
    ]
    .concat()
}

fn frame_code(page: &str, src: &str, title: &str) -> String {
    [
        "<iframe src=\"",
        &escaped(src),
        "\" title=\"",
        &escaped(title),
        "\" width=\"100%\" height=\"640\" loading=\"lazy\"></iframe>\n<script type=\"module\" src=\"",
        page,
        "host.js\"></script>",
    ]
    .concat()
}

/// The dialog, while it is open.
pub(crate) fn dialog(cx: &Cx<'_>) -> Html {
    cx.ui.offer.as_ref().map_or_else(Html::default, |offer| opened(cx, offer))
}

fn opened(cx: &Cx<'_>, offer: &Offer) -> Html {
    if let Some(own) = &offer.own {
        return draw::dialog(cx, "share", text::SHARE, Msg::Share(Share::Close), own_body(cx, offer, own));
    }
    let body = html! {
        <>
            { linked(&offer.link, &offer.holds, offer.page.as_ref()) }
            { offer.embed.as_ref().map(|(element, frame)| html! { <>
                <h3>{ text::SHARE_EMBED }</h3>
                { code(&text::EMBED_ELEMENT, element) }
                { code(&text::EMBED_FRAME, frame) }
            </> }) }
            <h3>{ text::SHARE_FILES }</h3>
            <ul class="session-rows">{ for FILES.iter().map(|(file, name, note)| row(cx, *file, *name, *note)) }</ul>
            <p class="fade">{ text::SHARE_TRACE_SCHEMA }{ " " }<a href={load::address(SCHEMA)} target="_blank" rel="noopener">{ SCHEMA }</a>{ "." }</p>
            { offer.shown.as_ref().map(|(file, text)| shown(*file, text)) }
            <p role="status" class="said">{ offer.said.clone() }</p>
        </>
    };
    draw::dialog(cx, "share", text::SHARE, Msg::Share(Share::Close), body)
}

/// Of a world that began with files: what it was made from. What was done in it has the names of the files in it, but for the
/// script, so that it stands behind a warning of its own. A trace can't be opened without the files.
fn own_body(cx: &Cx<'_>, offer: &Offer, own: &Offered) -> Html {
    let files = FILES.iter().filter(|(file, ..)| *file != File::Trace);
    html! {
        <>
            { part::shared(cx, own).unwrap_or_default() }
            <details class="own-session">
                <summary>{ text::GIVE_SESSION }</summary>
                <ul class="session-rows">{ for files.map(|(file, name, note)| row(cx, *file, *name, *note)) }</ul>
            </details>
            { offer.shown.as_ref().map(|(file, text)| shown(*file, text)) }
            <p role="status" class="said">{ offer.said.clone() }</p>
        </>
    }
}

/// The link with what is in it, or why there is none; before it the `page` of which other sites show a picture.
pub(crate) fn linked(link: &Result<String, String>, holds: &str, page: Option<&String>) -> Html {
    match link {
        Ok(link) => html! {
            <>
                { page.map(|page| address_row("share-page", text::SHARE_PAGE, page, &text::SHARE_PAGE_HOLDS)) }
                { address_row("share-link", text::SHARE_LINK, link, holds) }
            </>
        },
        Err(why) => {
            html! { <><h3>{ text::SHARE_LINK }</h3><p class="flash warn" id="no-link">{ icon("#i-warn") }<span>{ why.clone() }</span></p></> }
        }
    }
}

/// An address to copy, and what it is. `id` is that of its box.
fn address_row(id: &'static str, name: Text, of: &str, holds: &str) -> Html {
    html! {
        <>
            <h3>{ name }</h3>
            <div class="copied-line">
                <input type="text" readonly=true id={id} aria-label={name} value={of.to_owned()} />
                { copy(&name, of) }
            </div>
            <p class="fade">{ holds.to_owned() }</p>
        </>
    }
}

fn copy(what: &str, of: &str) -> Html {
    html! { <button type="button" class="quiet" data-copy={of.to_owned()} aria-label={[text::COPY.said(), ": ", what].concat()}>{ icon("#i-copy") }<span>{ text::COPY }</span></button> }
}

fn code(name: &'static str, of: &str) -> Html {
    html! {
        <div class="command">
            <p class="caption">{ name }</p>
            <pre tabindex="0" role="group" aria-label={name}>{ of.to_owned() }</pre>
            <div class="command-do">{ copy(name, of) }</div>
        </div>
    }
}

fn row(cx: &Cx<'_>, file: File, name: Text, about: Option<Text>) -> Html {
    let act = |sign: &'static str, label: Text, share: Share| {
        html! { <button type="button" class="quiet" aria-label={[label.said(), ": ", &name].concat()} onclick={cx.on(Msg::Share(share))}>{ icon(sign) }<span>{ label }</span></button> }
    };
    html! {
        <li>
            <div class="session-what"><strong>{ name }</strong><span class="fade">{ about }</span></div>
            <div class="session-do">
                { act("#i-save", text::DOWNLOAD, Share::Save { file }) }
                { (file != File::Png).then(|| act("#i-text", text::SHOW, Share::Show { file })) }
            </div>
        </li>
    }
}

fn shown(file: File, of: &str) -> Html {
    let name = FILES.iter().find(|(it, ..)| *it == file).map_or("", |(_, name, _)| name);
    html! {
        <>
            <textarea id="share-text" readonly=true rows="10" aria-label={name} value={of.to_owned()} />
            { copy(name, of) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_of_files_and_safe_html() {
        assert_eq!(stem("Free play, 24 Nov 2026"), "aurora-free-play-24-nov-2026");
        assert_eq!(stem("../../<b>"), "aurora-b");
        assert_eq!(stem("שלום"), "aurora");
        assert_eq!(escaped("a\"><b>&"), "a&quot;&gt;&lt;b&gt;&amp;");
        let code = element_code("https://x/", "scenario=\"a\"", "A \"title\"", "f");
        assert!(code.contains("title=\"A &quot;title&quot;\""), "{code}");
    }
}
