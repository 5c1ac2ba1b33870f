//! `fallback`: writes every scenario for readers without scripts, for print, feeds, search engines and
//! READMEs, and as the poster of an embed before it starts.
//!
//! It writes below the site's folder: `read/index.html`, and for each scenario `read/<id>/index.html`,
//! `<n>.svg` and `<n>.dark.svg` (the map after step n), `steps.json`, `handout.md`, `embed.html` (to paste)
//! and `oembed/<id>.json`.

use std::path::Path;

use playground_session::glossary::Glossary;
use playground_session::handout;
use playground_session::picture::{Theme, svg};

use crate::lessons::{PlayedLesson, open_all};
use crate::pages::{self, Picture};
use crate::{Done, data, read, write as put};

/// The placeholder in `index.html` for the list of scenarios.
pub const LIST_MARK: &str = "<!-- scenarios -->";

/// Writes everything below `out`; `url` is the address of the site. Terms lead to the glossary.
pub fn write(out: &Path, url: &str, scenarios: &Path, glossary: &Glossary) -> Done<()> {
    let url = address(url)?;
    let mut all = open_all(scenarios)?;
    for played in &mut all {
        played.lesson.explain(glossary);
    }
    for (at, played) in all.iter().enumerate() {
        let next = all.get(at + 1);
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        one(out, &url, played, before, next)?;
    }
    put(&out.join("read/index.html"), &pages::index(&all, &url))?;
    let start = out.join("index.html");
    if start.is_file() {
        let text = read(&start)?;
        if text.contains(LIST_MARK) {
            put(&start, &text.replace(LIST_MARK, &list(&all)))?;
        }
    }
    Ok(())
}

/// The scenarios as items of an HTML list, like those that the page draws, for the time until it does.
pub fn list(all: &[PlayedLesson]) -> String {
    pages::cards(all).into_string()
}

fn one(
    out: &Path,
    url: &str,
    played: &PlayedLesson,
    before: Option<&PlayedLesson>,
    next: Option<&PlayedLesson>,
) -> Done<()> {
    let folder = out.join("read").join(played.id());
    let mut pictures = Vec::new();
    for part in played.parts() {
        let heading = format!("{}. {}", part.number, part.step.title);
        let light = svg(&part.map, Theme::Light, &heading);
        put(&folder.join(format!("{}.dark.svg", part.number)), &svg(&part.map, Theme::Dark, &heading))?;
        put(&folder.join(format!("{}.svg", part.number)), &light)?;
        pictures.push(Picture { high: height(&light) });
    }
    put(&folder.join("index.html"), &pages::scenario(played, &pictures, url, before, next))?;
    put(&folder.join("embed.html"), &pages::fragment(played, &pictures, url))?;
    put(&folder.join("steps.json"), &data::steps(played))?;
    put(&folder.join("handout.md"), &handout::of_lesson(&played.lesson, true))?;
    put(&out.join("oembed").join(format!("{}.json", played.id())), &data::oembed(played, url))
}

/// The height of a picture, from its attribute.
fn height(svg: &str) -> u32 {
    let value = svg.split_once(" height=\"").and_then(|(_, rest)| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}

/// The address of the site, with `/` at its end.
fn address(url: &str) -> Done<String> {
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
