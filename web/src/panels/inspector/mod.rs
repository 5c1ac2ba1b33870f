//! The inspector: the selected thing, opened up.

mod byte;
mod bytes;
pub(crate) mod dump;
mod envelope;
mod page;

use playground_session::view::{
    Fact, Focus, GrantRow, InspectorView, Link, PageId, PagesView, Part, Phrase, Reader, Section, ThingId,
    VersionRow, View,
};
use yew::{Html, html};

use crate::app::{App, Settle};
use crate::draw::{self, icon};
use crate::msg::{Cx, Msg};
use crate::panels::{self, Panel, map};
use crate::text;

/// How many bytes the window shows before those that it moves to.
const BEFORE: u32 = 32;

/// What can happen in the inspector.
#[derive(Clone)]
pub(crate) enum Look {
    /// Open a thing, at a page of its volume if one is named.
    Select { thing: ThingId, page: Option<PageId> },
    /// Show another page of the selected volume.
    Page { page: PageId },
    /// Show other bytes of that page.
    Offset { offset: u32 },
    /// Show what somebody else reads.
    Reader { reader: Reader },
    /// Show other bytes beside each other.
    Compare { compare: Compare },
    /// Choose a byte of the page shown.
    Byte { at: u32 },
    /// Flip a bit of the chosen byte at rest, by a command.
    Flip { line: String },
    /// Change a bit of the chosen byte's content, and seal the page again, as a trial.
    Bit { bit: u8 },
    /// Mark bytes of the page shown, and show them.
    Mark { span: Span },
    /// Mark bytes while the pointer is on their value.
    Hover { span: Option<Span> },
    /// List more of the things that are related to the one shown.
    More,
}

/// What stands beside what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Compare {
    /// The bytes at rest, and what somebody reads.
    #[default]
    Sides,
    /// What somebody reads, before the last step and after it.
    Read,
    /// The bytes at rest, before the last step and after it.
    AtRest,
}

/// What the reader looks at.
#[derive(Default)]
pub(crate) struct Looking {
    /// What the view shows.
    pub(crate) focus: Focus,
    /// Which bytes are beside each other.
    pub(crate) compare: Compare,
    /// The bytes chosen in the page shown.
    pub(crate) mark: Option<Span>,
    /// The bytes of the value that the pointer is on.
    pub(crate) hover: Option<Span>,
    /// The thing of which more related ones are listed than at first.
    more: Option<ThingId>,
}

impl Looking {
    fn unmark(&mut self) {
        self.mark = None;
        self.hover = None;
        self.focus.byte = None;
        self.focus.bit = None;
    }
}

/// Bytes of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The position of the first.
    pub(crate) offset: u32,
    /// How many.
    pub(crate) length: u32,
}

impl Span {
    /// Returns whether a byte is one of them.
    pub(crate) const fn has(self, at: u32) -> bool {
        self.offset <= at && at - self.offset < self.length
    }
}

impl App {
    /// Handles a message. Returns whether there is something new to draw.
    pub(crate) fn look(&mut self, look: Look) -> bool {
        let looking = &mut self.ui.inspector;
        let opens = matches!(look, Look::Select { page: None, .. });
        match look {
            Look::Hover { span } => {
                let new = looking.hover != span;
                looking.hover = span;
                return new;
            }
            Look::More => {
                looking.more = self.view.inspector.as_ref().map(|open| open.thing.clone());
                return true;
            }
            Look::Select { thing, page } => self.select(thing, page),
            Look::Page { page } => {
                looking.focus.page = Some(page);
                looking.focus.offset = None;
                looking.unmark();
            }
            Look::Offset { offset } => {
                looking.focus.page = shown_page(&self.view);
                looking.focus.offset = Some(offset);
            }
            Look::Compare { compare } => {
                looking.compare = compare;
                return true;
            }
            Look::Reader { reader } => {
                // The window stays where it is: others read the same bytes.
                let shown = self.view.inspector.as_ref().and_then(pages);
                looking.focus.offset = shown.map(|pages| pages.offset);
                looking.focus.page = shown_page(&self.view);
                looking.focus.reader = reader;
            }
            Look::Byte { at } => {
                self.mark(Span { offset: at, length: 1 });
                self.ui.inspector.focus.byte = Some(at);
                self.settling.push(Settle::Reveal(dump::PICKED));
            }
            Look::Flip { line } => {
                self.flip(line);
                return true;
            }
            Look::Bit { bit } => {
                looking.focus.bit = Some(bit);
                self.settling.push(Settle::Reveal(byte::BYTE));
            }
            Look::Mark { span } => self.mark(span),
        }
        self.refresh();
        if opens {
            self.settling.push(Settle::Top(leads(&self.view)));
        }
        true
    }

    fn select(&mut self, thing: ThingId, page: Option<PageId>) {
        let is_listed = map::is_listed(&self.view.map, &thing);
        let looking = &mut self.ui.inspector;
        looking.focus = Focus {
            selected: Some(thing),
            page,
            reader: looking.focus.reader,
            open_events: std::mem::take(&mut looking.focus.open_events),
            map: std::mem::take(&mut looking.focus.map),
            ..Focus::default()
        };
        if !is_listed {
            // The map turns to what is selected.
            looking.focus.map.parts.clear();
            looking.focus.map.folds.retain(|fold| fold.open);
        }
        looking.unmark();
        self.show(Panel::Inspector, false);
        self.settling.extend(page.map(|_| Settle::Top(Part::Pages.id())));
    }

    /// Marks bytes of the page shown. The window moves only if they are not all in it.
    fn mark(&mut self, span: Span) {
        let looking = &mut self.ui.inspector;
        looking.unmark(); // and what the pointer may rest on while keys are pressed
        looking.mark = Some(span);
        let Some(pages) = self.view.inspector.as_ref().and_then(pages) else { return };
        let (begin, end) = (pages.offset, pages.offset + pages.window);
        looking.focus.page = shown_page(&self.view);
        let inside = span.offset >= begin && span.offset + span.length.min(pages.window) <= end;
        looking.focus.offset = Some(if inside { begin } else { span.offset.saturating_sub(BEFORE) });
    }

    /// Lets the inspector show what the next command is about.
    pub(crate) fn follow(&mut self) {
        let looking = &mut self.ui.inspector;
        looking.unmark();
        looking.compare = Compare::default();
        looking.focus.reader = Reader::default();
        looking.focus.selected = None;
        looking.focus.map.parts.clear();
        looking.focus.map.folds.iter_mut().for_each(|fold| fold.earlier = true);
        looking.focus.page = None;
        looking.focus.offset = None;
    }
}

/// The id of the element to which the inspector scrolls when it shows a thing: what the last step did to it, or its beginning.
pub(crate) fn leads(view: &View) -> &'static str {
    view.inspector.as_ref().and_then(|thing| thing.leads).map_or("inspector-top", Part::id)
}

fn shown_page(view: &View) -> Option<PageId> {
    pages(view.inspector.as_ref()?).map(|p| PageId { file: p.file, number: p.page })
}

/// The panel.
pub(crate) fn panel(cx: &Cx<'_>) -> Html {
    let body = match &cx.view.inspector {
        None => html! { <p class="empty">{ text::NOTHING_SELECTED }</p> },
        Some(thing) => opened(cx, thing),
    };
    panels::panel(cx, Panel::Inspector, Html::default(), body)
}

/// The pages of the thing shown, if it has any.
pub(crate) fn pages(view: &InspectorView) -> Option<&PagesView> {
    view.sections.iter().find_map(|s| if let Section::Pages(p) = s { Some(&**p) } else { None })
}

fn opened(cx: &Cx<'_>, v: &InspectorView) -> Html {
    // Pages that are written for the first time lead anew.
    let written =
        v.sections.first().filter(|first| !matches!(first, Section::Pages(p) if p.files.is_empty()));
    let lead = written.map_or("", |first| Part::of(first).id());
    html! {
        <div id="inspector-top" key={v.thing.to_string()}>
            <p class="crumbs">{ draw::words_of(&v.crumbs) }</p>
            <p class="thing-title"><strong class="thing-name">{ v.title.clone() }</strong></p>
            <p class="thing-head">
                <span class="thing-kind">{ text::said(&v.kind) }</span>
                { v.tag.as_ref().map(draw::tag) }
                { v.seal.as_ref().map(draw::seal) }
                { draw::status(&v.status) }
            </p>
            { for v.sections.iter().map(|s| section(cx, s, lead)) }
        </div>
    }
}

/// A section, with the id by which the page scrolls to it. If another one leads than before, what is not moved before the
/// reader's eyes is drawn anew: it would jump.
fn section(cx: &Cx<'_>, section: &Section, lead: &'static str) -> Html {
    let id = Part::of(section).id();
    let key = match section {
        Section::Pages(_) | Section::Envelope(_) => id.to_owned(),
        Section::Facts { .. }
        | Section::Document { .. }
        | Section::Things { .. }
        | Section::Grants(_)
        | Section::Versions(_) => [id, lead].concat(),
    };
    let titled = |title: String, body: Html| html! { <section key={key.clone()} {id} class="part"><h3>{ title }</h3>{ body }</section> };
    match section {
        Section::Facts { title, facts, .. } => titled(
            text::said(title),
            html! { <dl class="facts">{ for facts.iter().map(|f| fact(cx, f)) }</dl> },
        ),
        Section::Document { title, note, text, changed } => html! {
            <details key={key.clone()} {id} class="document" open={!changed.is_empty()}>
                <summary>{ text::said(title) }{ (!changed.is_empty()).then(|| html! { <span class="badge changed">{ text::JUST_CHANGED }</span> }) }</summary>
                { (!note.is_empty()).then(|| html! { <p class="fade">{ text::said(note) }</p> }) }
                <pre tabindex="0">{ for text.split_inclusive('\n').enumerate().map(|(at, line)| {
                    let line = line.to_owned();
                    if changed.contains(&at) { html! { <mark>{ line }</mark> } } else { line.into() }
                }) }</pre>
            </details>
        },
        Section::Things { title, note, fate, links, .. } => {
            titled(text::said(title), things(cx, note, fate.as_ref(), links))
        }
        Section::Grants(grants) => titled(text::GRANTS.to_string(), grants_of(cx, grants)),
        Section::Versions(rows) => titled(text::VERSIONS.to_string(), versions(rows)),
        Section::Envelope(envelope) => titled(text::ENVELOPE.to_string(), envelope::envelope(cx, envelope)),
        Section::Pages(pages) => titled(text::PAGES.to_string(), bytes::pages(cx, pages)),
    }
}

fn fact(cx: &Cx<'_>, f: &Fact) -> Html {
    let value = if f.code {
        html! { <code>{ text::said(&f.value) }</code> }
    } else {
        draw::words_of(&f.value)
    };
    html! {
        <div>
            <dt>{ text::named(f.name) }</dt>
            <dd>{ draw::link_to(cx, f.thing.as_ref(), value) }</dd>
        </div>
    }
}

/// How many related things are listed, as long as the reader has not asked for more.
const THINGS: usize = 25;

fn things(cx: &Cx<'_>, about: &Phrase, fate: Option<&Phrase>, links: &[Link]) -> Html {
    let open = cx.view.inspector.as_ref().map(|open| &open.thing);
    let all = cx.ui.inspector.more.as_ref().is_some_and(|more| Some(more) == open);
    let listed = if all { links } else { links.get(..THINGS).unwrap_or(links) };
    let left = links.len() - listed.len();
    html! {
        <>
            { (!about.is_empty()).then(|| html! { <p class="fade">{ text::said(about) }</p> }) }
            { (!links.is_empty()).then(|| html! {
                <ul class="things">{ for listed.iter().map(|l| html! {
                    <li>{ draw::link(cx, l) }{ fate.map(|fate| html! { <span class="dies">{ icon("#i-bad") }<span>{ text::said(fate) }</span></span> }) }</li>
                }) }</ul>
            }) }
            { (left > 0).then(|| draw::button(cx, "quiet", "#i-more", &text::more(left), Msg::Look(Look::More), true)) }
        </>
    }
}

fn grants_of(cx: &Cx<'_>, grants: &[GrantRow]) -> Html {
    if grants.is_empty() {
        return html! { <p class="fade">{ text::NO_GRANTS }</p> };
    }
    html! {
        <ul class="cards">{ for grants.iter().map(|g| html! {
            <li>
                <p><strong>{ g.grantee.clone() }</strong></p>
                <p>{ for g.operations.iter().map(|o| html! { <><code class="chip">{ o.clone() }</code>{ " " }</> }) }</p>
                { (!g.constraint.is_empty()).then(|| html! { <p class="fade">{ text::ONLY_WITH }<code>{ g.constraint.clone() }</code></p> }) }
                { g.link.as_ref().map(|l| html! { <p>{ draw::link(cx, l) }</p> }) }
                <p class="fade clip"><code>{ g.id.clone() }</code></p>
            </li>
        }) }</ul>
    }
}

fn versions(rows: &[VersionRow]) -> Html {
    html! {
        <ol class="cards" reversed=true>{ for rows.iter().map(|v| html! {
            <li>
                <p><strong>{ text::backing_key(v.number) }</strong>{ v.current.then(|| html! { <span class="badge">{ text::SEALS_NEW }</span> }) }</p>
                <p class="fade">{ format!("{}, {}", text::said(&v.how), v.since) }</p>
                <p class="fade">{ text::opens(v.opens) }</p>
            </li>
        }) }</ol>
    }
}
