//! The panels of the page: one row each, from which come the tabs, the keys, what an embed's `controls` may name, where
//! the keyboard's focus goes, and what is drawn. Not here: what is in a panel (its own file), and how wide its place is
//! (`layout.css`, `embed.css`).

use yew::{Html, classes, html};

use crate::app::{After, App};
use crate::host::Host;
use crate::msg::{Cx, Msg};
use crate::{console, draw, inspector, map, scenario, text, timeline, trail};

/// What there is to know about a panel.
pub(crate) struct Row {
    /// In an embed's `controls`; also the id of its body and the class of its region.
    pub(crate) name: &'static str,
    /// On its tab and above it.
    pub(crate) title: &'static str,
    /// The key that goes there, as `KeyboardEvent.key` has it.
    pub(crate) key: &'static str,
    /// What the list of keys says about that key.
    pub(crate) does: &'static str,
    /// The id of the element that then gets the focus.
    pub(crate) focus: &'static str,
    /// Where it stands on a wide page.
    pub(crate) area: Area,
    /// Draws it.
    pub(crate) draw: fn(&Cx<'_>) -> Html,
}

/// A part of a wide page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// On the left, by itself. In an embed, the other panels take turns beside it.
    Story,
    /// Above the dock or on the right, by itself.
    Own,
    /// The dock, where panels take turns.
    Dock,
}

macro_rules! panels {
    ($($(#[$doc:meta])* $panel:ident: $row:expr,)+) => {
        /// A panel of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Panel { $($(#[$doc])* $panel,)+ }

        /// Every panel, as the tabs show them.
        pub(crate) const PANELS: &[Panel] = &[$(Panel::$panel),+];

        impl Panel {
            /// What there is to know about it.
            pub(crate) const fn row(self) -> Row {
                match self { $(Self::$panel => $row,)+ }
            }
        }
    };
}

panels! {
    /// The scenario's narration.
    Story: Row {
        name: "story", title: text::STORY, key: "1", does: text::DOES_STORY, focus: "story-title",
        area: Area::Story, draw: scenario::panel,
    },
    /// Accounts, Regions, things.
    Map: Row {
        name: "map", title: text::MAP, key: "2", does: text::DOES_MAP, focus: "map",
        area: Area::Own, draw: map::panel,
    },
    /// One thing opened up.
    Inspector: Row {
        name: "inspector", title: text::INSPECTOR, key: "3", does: text::DOES_INSPECTOR, focus: "inspector",
        area: Area::Own, draw: inspector::panel,
    },
    /// Commands and answers.
    Console: Row {
        name: "console", title: text::CONSOLE, key: "/", does: text::DOES_CONSOLE, focus: "command",
        area: Area::Dock, draw: console::panel,
    },
    /// CloudTrail.
    Trail: Row {
        name: "trail", title: text::TRAIL, key: "4", does: text::DOES_TRAIL, focus: "trail",
        area: Area::Dock, draw: trail::panel,
    },
    /// History.
    Timeline: Row {
        name: "timeline", title: text::TIMELINE, key: "5", does: text::DOES_TIMELINE, focus: "timeline",
        area: Area::Dock, draw: timeline::panel,
    },
}

/// Which panels are in sight where not all are.
pub(crate) struct Shown {
    /// On a narrow screen.
    pub(crate) front: Panel,
    /// In the dock of a wide page.
    pub(crate) dock: Panel,
    /// In an embed: beside the story.
    pub(crate) side: Panel,
}

impl Shown {
    /// What is in sight before anything is open.
    pub(crate) fn at_first(host: &Host) -> Self {
        Self { front: Panel::Story, dock: Panel::Trail, side: host.beside() }
    }

    /// Brings a panel forward.
    fn bring(&mut self, panel: Panel) {
        self.front = panel;
        match panel.row().area {
            Area::Story => (),
            Area::Own => self.side = panel,
            Area::Dock => (self.side, self.dock) = (panel, panel),
        }
    }
}

impl App {
    /// Brings a panel forward, if it is shown here. `focus`: the keyboard's focus goes there as well.
    pub(crate) fn show(&mut self, panel: Panel, focus: bool) {
        if !self.host.has(panel) {
            return;
        }
        self.ui.panels.bring(panel);
        if focus {
            self.after.push(After::Focus(panel.row().focus));
        }
    }
}

/// The panels of this app that stand in an area.
pub(crate) fn of_area(cx: &Cx<'_>, area: Area) -> impl Iterator<Item = Panel> {
    PANELS.iter().copied().filter(move |panel| panel.row().area == area && cx.host.has(*panel))
}

/// Draws the panels of an area.
pub(crate) fn drawn(cx: &Cx<'_>, area: Area) -> Html {
    of_area(cx, area).map(|panel| (panel.row().draw)(cx)).collect()
}

/// Tabs of a narrow screen; a wide one shows every panel and hides them.
pub(crate) fn tabs(cx: &Cx<'_>) -> Html {
    let all = PANELS.iter().copied().filter(|panel| cx.host.has(*panel));
    let all: Html = all.map(|panel| tab(cx, panel, cx.ui.panels.front == panel)).collect();
    if cx.host.is_page() {
        html! { <nav class="tabs" aria-label={text::PANELS}>{ all }</nav> }
    } else {
        html! { <div class="tabs" role="group" aria-label={text::PANELS}>{ all }</div> }
    }
}

/// Tabs of a wide embed: the panels that take turns beside the story.
pub(crate) fn side_tabs(cx: &Cx<'_>) -> Html {
    let all: Vec<_> = of_area(cx, Area::Own).chain(of_area(cx, Area::Dock)).collect();
    if all.len() < 2 {
        return Html::default();
    }
    html! { <div class="side-tabs" role="group" aria-label={text::SIDE_PANELS}>{ for all.into_iter().map(|panel| tab(cx, panel, cx.ui.panels.side == panel)) }</div> }
}

/// Tabs of the dock. Where the console has a place of its own, CloudTrail is what is shown while the console is in front.
pub(crate) fn dock_tabs(cx: &Cx<'_>) -> Html {
    let dock = cx.ui.panels.dock;
    let one = |panel| {
        let on = dock == panel;
        if panel != Panel::Trail {
            return tab(cx, panel, on);
        }
        html! {
            <>
                <span class="in-turn">{ tab(cx, panel, on) }</span>
                <span class="at-once">{ tab(cx, panel, on || dock == Panel::Console) }</span>
            </>
        }
    };
    html! { <nav class="dock-tabs" aria-label={text::DOCK_PANELS}>{ for of_area(cx, Area::Dock).map(one) }</nav> }
}

fn tab(cx: &Cx<'_>, panel: Panel, on: bool) -> Html {
    html! { <button type="button" class={classes!("tab", on.then_some("on"))} aria-pressed={on.to_string()} onclick={cx.on(Msg::Show { panel, focus: false })}>{ panel.row().title }</button> }
}

/// A panel: a named region with a title, tools beside it, and a body.
pub(crate) fn panel(cx: &Cx<'_>, panel: Panel, tools: Html, body: Html) -> Html {
    let Row { name, title, .. } = panel.row();
    let inside = html! {
        <>
            <div class="panel-head"><h2>{ title }</h2>{ tools }</div>
            <div class="panel-body" id={name} tabindex="0" role="group" aria-label={title}>{ body }</div>
        </>
    };
    region(cx, panel, inside)
}

/// The region of a panel, whatever is in it: it can be brought forward.
pub(crate) fn region(cx: &Cx<'_>, panel: Panel, inside: Html) -> Html {
    let Shown { front, dock, side } = &cx.ui.panels;
    let Row { name, title, .. } = panel.row();
    let in_sight = [("front", *front), ("docked", *dock), ("side", *side)];
    let in_sight = in_sight.into_iter().filter(|(_, shown)| *shown == panel).map(|(class, _)| class);
    draw::region(cx, classes!("panel", name, in_sight.collect::<Vec<_>>()), title, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_of_the_embed_name_every_panel() {
        let names: Vec<_> = PANELS.iter().map(|panel| format!("\"{}\"", panel.row().name)).collect();
        let line = format!("export type AuroraPanel = {};", names.join(" | "));
        assert!(include_str!("../static/embed.d.ts").contains(&line), "embed.d.ts should say: {line}");
    }
}
