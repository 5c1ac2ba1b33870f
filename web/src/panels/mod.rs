//! The panels of the page: one row each, from which come the tabs, the keys, what an embed's `controls` may name, where
//! the keyboard's focus goes, where a panel stands on a wide page, and what is drawn. Not here: what is in a panel (a file
//! of its own beside this one), and how much room each area gets (`layout.css`, `embed.css`).

use yew::{Html, classes, html};

use crate::app::{App, Settle};
use crate::draw;
use crate::host::Host;
use crate::msg::{Cx, Msg};
use crate::scroll;
use crate::text::{self, Text};

/// What there is to know about a panel.
pub(crate) struct Row {
    /// In an embed's `controls`; also the id of the panel's body and the class of its region.
    pub(crate) name: &'static str,
    /// On its tab and above it.
    pub(crate) title: Text,
    /// The key that goes there, as `KeyboardEvent.key` has it.
    pub(crate) key: &'static str,
    /// What the list of keys says about that key.
    pub(crate) does: Text,
    /// The id of the element that then gets the focus.
    pub(crate) focus: &'static str,
    /// Where it stands on a wide page.
    pub(crate) area: Area,
    /// The presets of an embed's `controls` that include it; `full` includes every panel.
    pub(crate) presets: &'static [Preset],
    /// Draws it.
    pub(crate) draw: fn(&Cx<'_>) -> Html,
}

/// A part of a wide page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// The left column, for one panel. In an embed, the other panels take turns beside it.
    Story,
    /// The middle, for one panel.
    Middle,
    /// The right column, for one panel.
    Right,
    /// Below the middle, where panels take turns. Those that stay have a place of their own where the page is wide
    /// enough for two; on the widest page every panel has one.
    Dock { stays: bool },
}

impl Area {
    /// The classes by which the style sheets know it.
    const fn class(self) -> &'static str {
        match self {
            Self::Story => "in-story",
            Self::Middle => "in-middle",
            Self::Right => "in-right",
            Self::Dock { stays: false } => "in-dock",
            Self::Dock { stays: true } => "in-dock stays",
        }
    }

    /// Returns whether this is the dock.
    pub(crate) const fn is_dock(self) -> bool {
        matches!(self, Self::Dock { .. })
    }
}

/// A value of an embed's `controls` that stands for several panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preset {
    /// `minimal`: a scenario to step through and look into.
    Minimal,
    /// `none`: a scenario whose steps the page around it runs.
    None,
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

pub(crate) mod console;
pub(crate) mod inspector;
pub(crate) mod map;
pub(crate) mod story;
pub(crate) mod timeline;
pub(crate) mod trail;

panels! {
    /// The scenario's narration.
    Story: Row {
        name: "story", title: text::STORY_TITLE, key: "1", does: text::DOES_STORY, focus: "story-title",
        area: Area::Story, presets: &[Preset::Minimal, Preset::None], draw: story::panel,
    },
    /// Accounts, Regions, things.
    Map: Row {
        name: "map", title: text::MAP_TITLE, key: "2", does: text::DOES_MAP, focus: "map",
        area: Area::Middle, presets: &[Preset::Minimal, Preset::None], draw: map::panel,
    },
    /// One thing opened up.
    Inspector: Row {
        name: "inspector", title: text::INSPECTOR_TITLE, key: "3", does: text::DOES_INSPECTOR, focus: "inspector",
        area: Area::Right, presets: &[Preset::Minimal], draw: inspector::panel,
    },
    /// Commands and answers.
    Console: Row {
        name: "console", title: text::CONSOLE_TITLE, key: "/", does: text::DOES_CONSOLE, focus: "command",
        area: Area::Dock { stays: true }, presets: &[], draw: console::panel,
    },
    /// CloudTrail.
    Trail: Row {
        name: "trail", title: text::TRAIL_TITLE, key: "4", does: text::DOES_TRAIL, focus: "trail",
        area: Area::Dock { stays: false }, presets: &[], draw: trail::panel,
    },
    /// History.
    Timeline: Row {
        name: "timeline", title: text::TIMELINE_TITLE, key: "5", does: text::DOES_TIMELINE, focus: "timeline",
        area: Area::Dock { stays: false }, presets: &[], draw: timeline::panel,
    },
}

/// Which panels are in sight where not all are.
pub(crate) struct Shown {
    /// On a narrow screen.
    front: Panel,
    /// In the dock of a wide page.
    dock: Panel,
    /// In an embed: beside the story.
    side: Panel,
    /// The panel that the reader was led to just now, where all are in sight.
    pointed: Option<Panel>,
    /// How far the page had scrolled when each of these panels was in front and another took its place, since the last
    /// command.
    left_at: Vec<(Panel, f64)>,
}

impl Shown {
    /// What is in sight before anything is open.
    pub(crate) fn at_first(host: &Host) -> Self {
        let beside = |panel: &&Panel| panel.row().area != Area::Story;
        let side = host.panels().iter().find(beside).copied().unwrap_or(Panel::Story);
        Self { front: Panel::Story, dock: Panel::Console, side, pointed: None, left_at: Vec::new() }
    }

    /// What is in sight of a world that was just opened. It depends on what was opened and not on the panel, so it is not
    /// in the table.
    pub(crate) fn enter(&mut self, host: &Host, is_scenario: bool) {
        self.front = if host.has(Panel::Story) { Panel::Story } else { self.side };
        self.dock = if is_scenario { Panel::Trail } else { Panel::Console };
        self.forget_places();
    }

    /// The panels in front, and in the dock.
    pub(crate) const fn stands(&self) -> (Panel, Panel) {
        (self.front, self.dock)
    }

    /// Brings the panels forward that were in front.
    pub(crate) fn stand(&mut self, front: Panel, dock: Panel) {
        self.bring(dock);
        self.bring(front);
    }

    /// Brings a panel forward.
    fn bring(&mut self, panel: Panel) {
        self.front = panel;
        match panel.row().area {
            Area::Story => (),
            Area::Middle | Area::Right => self.side = panel,
            Area::Dock { .. } => (self.side, self.dock) = (panel, panel),
        }
    }

    /// Brings a panel forward where it does not take the story's place: in the dock, and beside the story of an embed.
    pub(crate) fn bring_beside(&mut self, panel: Panel) {
        let front = self.front;
        self.bring(panel);
        self.front = front;
    }

    /// The reader goes on: what was pointed at is not any more.
    pub(crate) fn unpoint(&mut self) {
        self.pointed = None;
    }

    /// Another moment is shown: each panel is seen from its beginning, or from what the moment is about.
    pub(crate) fn forget_places(&mut self) {
        self.left_at.clear();
    }

    /// Notes how far the page has scrolled. Returns how far it had when the panel to come was last in front.
    fn change(&mut self, to: Panel, top: f64) -> Option<f64> {
        let front = self.front;
        let came = self.left_at.iter().find(|(panel, _)| *panel == to).map(|(_, top)| *top);
        self.left_at.retain(|(panel, _)| *panel != front);
        self.left_at.push((front, top));
        came
    }

    /// The panel in sight beside those of the dock that stay.
    fn in_turn(&self) -> Option<Panel> {
        std::iter::once(&self.dock).chain(PANELS).copied().find(|panel| panel.takes_turns())
    }
}

impl Panel {
    /// The panel that a word of a scenario names, by the name or the title of its row. The scenario itself is where that
    /// word stands.
    pub(crate) fn named(word: &str) -> Option<Self> {
        let fits =
            |row: &Row| [row.name, row.title.english()].iter().any(|name| name.eq_ignore_ascii_case(word));
        PANELS.iter().copied().find(|panel| panel.row().area != Area::Story && fits(&panel.row()))
    }

    /// Returns whether it stands in the dock and has no place of its own there.
    fn takes_turns(self) -> bool {
        self.row().area == Area::Dock { stays: false }
    }
}

impl App {
    /// Brings a panel forward, if it is shown here. `focus`: the keyboard's focus goes there as well. Returns whether
    /// there is something new to draw.
    pub(crate) fn show(&mut self, panel: Panel, focus: bool) -> bool {
        let shown = self.host.has(panel);
        if shown {
            if self.host.is_page() && self.ui.panels.front != panel {
                match self.ui.panels.change(panel, scroll::page_top()) {
                    Some(top) => self.settling.push(Settle::At(panel.row().name, top)),
                    None => self.begin_at(panel),
                }
            }
            self.ui.panels.bring(panel);
            self.settling.push(Settle::Tab);
            if panel == Panel::Timeline {
                self.settling.push(Settle::Reveal(timeline::NOW));
            }
            self.ui.panels.pointed = focus.then_some(panel);
            self.settling.extend(focus.then(|| Settle::Focus(panel.row().focus)));
        }
        shown
    }
}

/// The panels shown here.
pub(crate) fn all(cx: &Cx<'_>) -> impl Iterator<Item = Panel> {
    cx.host.panels().iter().copied()
}

/// Draws the panels whose area fits.
pub(crate) fn drawn(cx: &Cx<'_>, fits: fn(Area) -> bool) -> Html {
    all(cx).map(Panel::row).filter(|row| fits(row.area)).map(|row| (row.draw)(cx)).collect()
}

/// Tabs of a narrow screen; a wide one shows every panel and hides them.
pub(crate) fn tabs(cx: &Cx<'_>) -> Html {
    let all: Html = all(cx).map(|panel| tab(cx, panel, cx.ui.panels.front == panel)).collect();
    if cx.host.is_page() {
        html! { <nav class="tabs" id="tabs" aria-label={text::PANELS}>{ all }</nav> }
    } else {
        html! { <div class="tabs" id="tabs" role="group" aria-label={text::PANELS}>{ all }</div> }
    }
}

/// Tabs of a wide embed: the panels that take turns beside the story.
pub(crate) fn side_tabs(cx: &Cx<'_>) -> Html {
    let beside: Vec<_> = all(cx).filter(|panel| panel.row().area != Area::Story).collect();
    if beside.len() < 2 {
        return Html::default();
    }
    html! { <div class="side-tabs" role="group" aria-label={text::SIDE_PANELS}>{ for beside.into_iter().map(|panel| tab(cx, panel, cx.ui.panels.side == panel)) }</div> }
}

/// The dock: its panels, and tabs twice: for a page that shows one of them, and for one that shows those that stay as well.
pub(crate) fn dock(cx: &Cx<'_>) -> Html {
    let tabs = |class: &'static str, on: Option<Panel>, fits: fn(Panel) -> bool| {
        let tab = |panel| tab(cx, panel, on == Some(panel));
        html! { <nav class={classes!("dock-tabs", class)} aria-label={text::DOCK_PANELS}>{ for all(cx).filter(|panel| fits(*panel)).map(tab) }</nav> }
    };
    let shown = &cx.ui.panels;
    html! {
        <div class="dock">
            { tabs("of-all", Some(shown.dock), |panel| panel.row().area.is_dock()) }
            { tabs("of-turns", shown.in_turn(), Panel::takes_turns) }
            { drawn(cx, Area::is_dock) }
        </div>
    }
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
    let shown = &cx.ui.panels;
    let Row { name, title, area, .. } = panel.row();
    let in_sight = [
        ("front", Some(shown.front)),
        ("docked", Some(shown.dock)),
        ("turn", shown.in_turn()),
        ("side", Some(shown.side)),
        ("pointed", shown.pointed),
    ];
    let in_sight = in_sight.into_iter().filter(|(_, shown)| *shown == Some(panel)).map(|(class, _)| class);
    draw::region(cx, classes!("panel", name, area.class(), in_sight.collect::<Vec<_>>()), &title, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in a file of `web/` between two texts; with `UPDATE_EXPECT` set, it is written there first.
    #[track_caller]
    fn says(file: &str, start: &str, end: &str, expected: &str) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let (before, rest) = text.split_once(start).unwrap();
        let (said, after) = rest.split_once(end).unwrap();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            return std::fs::write(path, [before, start, expected, end, after].concat()).unwrap();
        }
        assert_eq!(said, expected, "{file}: UPDATE_EXPECT=1 cargo test -p playground-web writes it");
    }

    #[test]
    fn the_types_and_the_guide_of_the_embed_name_every_panel() {
        let names: Vec<_> = PANELS.iter().map(|panel| panel.row().name).collect();
        let types = format!("\"{}\"", names.join("\" | \""));
        says("static/embed.d.ts", "export type AuroraPanel = ", ";", &types);
        says("guides/embed.md", "`none`, or a list of `", "`", &names.join(" "));
    }

    #[test]
    fn a_panel_is_named_by_its_name_or_its_title() {
        assert_eq!(Panel::named("CloudTrail"), Some(Panel::Trail));
        assert_eq!(Panel::named("trail"), Some(Panel::Trail));
        assert_eq!(Panel::named("Map"), Some(Panel::Map));
        assert_eq!(Panel::named("scenario"), None, "the words are in it");
        assert_eq!(Panel::named("maps"), None);
    }

    #[test]
    fn outside_the_dock_an_area_holds_one_panel() {
        let own: Vec<_> =
            PANELS.iter().map(|panel| panel.row().area).filter(|area| !area.is_dock()).collect();
        for area in &own {
            assert_eq!(
                own.iter().filter(|other| *other == area).count(),
                1,
                "{area:?}: a new panel stands in the dock"
            );
        }
    }

    #[test]
    fn the_dock_shows_one_panel_beside_those_that_stay() {
        let mut shown = Shown {
            front: Panel::Story,
            dock: Panel::Console,
            side: Panel::Map,
            pointed: None,
            left_at: Vec::new(),
        };
        assert_eq!(shown.in_turn(), Some(Panel::Trail), "the first that takes turns");
        shown.bring(Panel::Timeline);
        assert_eq!(shown.in_turn(), Some(Panel::Timeline));
    }
}
