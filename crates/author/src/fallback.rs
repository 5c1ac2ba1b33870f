//! `fallback`: writes every scenario for readers without scripts, for print, feeds, search engines and
//! READMEs, and as the poster of an embed before it starts.
//!
//! It writes below the site's folder: `read/index.html`, and for each scenario `read/<id>/index.html`,
//! `<n>.svg` and `<n>.dark.svg` (the map after step n), the same for phones with `.narrow` in their names, `<n>/index.html` and `<n>.png` (the step on a page of its own, and
//! the picture that other sites show of a link to it), `card.png`, `steps.json`, `handout.md`, `embed.html` (to paste)
//! and `oembed/<id>.json`; for each language that its texts are in as well, `read/<id>/<language>/index.html`. And
//! `questions/` and `sitemap.xml`.

use std::path::{Path, PathBuf};
use std::slice;

use maud::{Markup, PreEscaped, html};
use playground_session::first_minute::{FirstMinute, Moment};
use playground_session::glossary::Glossary;
use playground_session::handout;
use playground_session::picture::{Shape, Theme};
use playground_session::scenario::Language;

use crate::lessons::{PlayedLesson, open_all};
use crate::{Done, data, look, pages, questions, read, scene, start, write as put};

/// The placeholder in `index.html` for the list of scenarios.
pub const LIST_MARK: &str = "<!-- scenarios -->";

/// The placeholder in `index.html` for what other sites read of it.
pub const CARD_MARK: &str = "<!-- card -->";

/// Writes everything below `out` but the cards, which take longest; `url` is the address of the site. Terms lead to the
/// glossary.
pub fn write(out: &Path, url: &str, scenarios: &Path, questions: &Path, glossary: &Glossary) -> Done<Cards> {
    let url = address(url)?;
    let mut all = open_all(scenarios)?;
    for played in &mut all {
        played.lesson.explain(glossary);
        for told in &mut played.translated {
            told.lesson.explain(glossary);
        }
    }
    let questions = questions::all(questions, &all)?;
    let mut cards = vec![start_card(out)];
    for (at, played) in all.iter().enumerate() {
        let next = all.get(at + 1);
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        one(out, &url, played, before, next, &mut cards)?;
    }
    let steps: usize = all.iter().map(|played| played.lesson.scenario().steps.len()).sum();
    let above = format!("{} scenarios, {steps} steps", all.len());
    let scene = scene::of_scenarios(&all);
    cards.push(Job { to: out.join("read/card.png"), above, title: pages::TITLE.into(), scene });
    put(&out.join("read/index.html"), &pages::index(&all, &url))?;
    let asked = out.join("questions");
    for question in &questions {
        put(&asked.join(&question.name).join("index.html"), &question.page(&questions, &url, glossary))?;
        let to = asked.join(format!("{}.png", question.name));
        let (above, title) = ("Question and answer".into(), question.title.clone());
        cards.push(Job { to, above, title, scene: question.scene() });
    }
    let scene = questions.iter().find_map(questions::Question::scene);
    let (above, title) = (format!("{} questions", questions.len()), questions::TITLE.to_owned());
    cards.push(Job { to: asked.join("card.png"), above, title, scene });
    put(&asked.join("index.html"), &questions::index(&questions, &url))?;
    put(&out.join("sitemap.xml"), &sitemap(&all, &questions, &url))?;
    let start = out.join("index.html");
    if start.is_file() {
        let text =
            read(&start)?.replace(LIST_MARK, &list(&all)).replace(CARD_MARK, &of_start(&url).into_string());
        put(&start, &text)?;
    }
    Ok(Cards(cards))
}

/// The pictures that other sites show of links, still to be drawn.
#[must_use]
pub struct Cards(Vec<Job>);

/// A card to draw.
#[cfg_attr(not(feature = "cards"), expect(dead_code, reason = "they are not drawn"))]
struct Job {
    to: PathBuf,
    above: String,
    title: String,
    /// What stands beside them, as SVG.
    scene: Option<String>,
}

/// The card of the first page shows what is left at the end of the first minute.
fn start_card(out: &Path) -> Job {
    let mut minute = FirstMinute::new([0; 16], "4111 1111 1111 1111");
    while minute.moment() != Moment::Deleted {
        minute.advance(None);
    }
    let scene = Some(scene::left(&minute.disk()));
    Job { to: out.join("card.png"), above: ABOVE_START.into(), title: START.into(), scene }
}

const START: &str = "Encrypt a secret. Steal the disk. Delete the key.";
const ABOVE_START: &str = "Try Amazon Aurora's encryption at rest";
/// What people search for, and what `index.html` has as its title before the name.
const TITLE_START: &str = "Amazon Aurora encryption at rest, byte by byte";
const ABOUT_START: &str = "Try Amazon Aurora's encryption at rest in a browser tab: real AES-256-GCM, KMS keys, snapshots, and what AWS refuses. No account needed.";

/// What other sites read of the first page.
fn of_start(url: &str) -> Markup {
    look::card(TITLE_START, ABOUT_START, "website", Some(url), Some(&site_card(url)))
}

/// The card of the first page, which is also that of pages without one of their own.
pub(crate) fn site_card(url: &str) -> look::Card {
    look::Card { picture: format!("{url}card.png"), alt: START.into() }
}

impl Cards {
    /// The files that they will be.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|job| &*job.to)
    }

    /// Draws them, on as many cores as there are.
    #[cfg(feature = "cards")]
    pub fn draw(&self) -> Done<()> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let some = |jobs: &[Job]| {
            let painter = crate::cards::Painter::new();
            jobs.iter().try_for_each(|Job { to, above, title, scene }| {
                let card = crate::cards::Card { above, title, scene: scene.as_deref() };
                crate::write_bytes(to, &painter.png(&card)?)
            })
        };
        std::thread::scope(|scope| {
            let parts = self.0.chunks(self.0.len().div_ceil(cores).max(1));
            let running: Vec<_> = parts.map(|jobs| scope.spawn(move || some(jobs))).collect();
            let stopped = |_| String::from("drawing the cards stopped");
            running.into_iter().try_for_each(|part| part.join().map_err(stopped)?)
        })
    }
}

/// Every page that search engines should know, as <https://www.sitemaps.org> describes it.
fn sitemap(all: &[PlayedLesson], questions: &[questions::Question<'_>], url: &str) -> String {
    let mut paths = vec![String::new(), "read/".into(), "questions/".into()];
    paths.extend(questions.iter().map(|question| format!("questions/{}/", question.name)));
    for played in all {
        paths.push(pages::path(played));
        paths.extend(played.translated.iter().map(pages::path));
        paths.extend(
            (1..=played.lesson.scenario().steps.len()).map(|step| format!("read/{}/{step}/", played.id())),
        );
    }
    let page = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" { "\n"
            @for path in paths { url { loc { (url) (path) } } "\n" }
        } "\n"
    };
    page.into_string()
}

/// The path and the list of scenarios, like those that the page draws, for the time until it does.
pub fn list(all: &[PlayedLesson]) -> String {
    start::section(all).into_string()
}

fn one(
    out: &Path,
    url: &str,
    played: &PlayedLesson,
    before: Option<&PlayedLesson>,
    next: Option<&PlayedLesson>,
    cards: &mut Vec<Job>,
) -> Done<()> {
    let folder = out.join("read").join(played.id());
    let steps = played.lesson.scenario().steps.len();
    for part in played.parts() {
        let number = part.number;
        for (shape, name) in [(Shape::Page, ""), (Shape::Narrow, ".narrow")] {
            put(&folder.join(format!("{number}{name}.svg")), &part.picture(Theme::Light, shape))?;
            put(&folder.join(format!("{number}{name}.dark.svg")), &part.picture(Theme::Dark, shape))?;
        }
        put(&folder.join(number.to_string()).join("index.html"), &pages::one_step(played, &part, url))?;
        let above = format!("{} · step {number} of {steps}", played.title());
        let to = folder.join(format!("{number}.png"));
        cards.push(Job {
            to,
            above,
            title: part.step.title.clone(),
            scene: scene::of_step(played, &part, None),
        });
    }
    let (above, title) = (start::takes(played), played.title().into());
    cards.push(Job {
        to: folder.join("card.png"),
        above,
        title,
        scene: scene::of_scenarios(slice::from_ref(played)),
    });
    put(&folder.join("index.html"), &pages::scenario(played, played, url, before, next))?;
    for told in &played.translated {
        let page = pages::scenario(played, told, url, before, next);
        put(&folder.join(told.language().map_or("", Language::tag)).join("index.html"), &page)?;
    }
    put(&folder.join("embed.html"), &pages::fragment(played, url))?;
    put(&folder.join("steps.json"), &data::steps(played))?;
    put(&folder.join("handout.md"), &handout::of_lesson(&played.lesson, true))?;
    put(&out.join("oembed").join(format!("{}.json", played.id())), &data::oembed(played, url))
}

/// The address of the site, with `/` at its end.
pub(crate) fn address(url: &str) -> Done<String> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if !web
        || url.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '"' | '<' | '>')
        })
    {
        return Err(format!(
            "`{url}` is not the address of a site: it begins with http:// or https:// and has no ? and no #"
        ));
    }
    Ok(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_with_a_slash_and_is_one_of_the_web() {
        assert_eq!(address("https://a.org/x"), Ok("https://a.org/x/".into()));
        assert_eq!(address("http://127.0.0.1:8080/"), Ok("http://127.0.0.1:8080/".into()));
        for wrong in ["a.org", "javascript:x", "https://a.org/?x", "https://a b/", "https://a\"b/", ""] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
