//! `guides`: converts Markdown files to pages with a table of contents. HTML in them is shown as text, and
//! addresses that are neither on the web nor within the site are left out.

use std::fs;
use std::path::{Path, PathBuf};

use maud::{Markup, PreEscaped, html};
use playground_session::glossary::{Marker, slug};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::look::Layout;
use crate::prose::{self, Here, is_web};
use crate::{Done, described, fallback, read, write as put};

/// A parsed guide.
struct Guide {
    /// The file's name without `.md`.
    name: String,
    title: String,
    /// Its first paragraph.
    about: String,
    /// Its headings of the second level: id and text.
    contents: Vec<(String, String)>,
    body: Markup,
}

impl Guide {
    /// Whether it is for those who put scenarios on pages of their own or write some. A guide says so in its name.
    fn is_for_authors(&self) -> bool {
        self.name == "embed" || self.name.starts_with("write-")
    }
}

/// Writes every guide of `from` below `out/guides`, and an index of them; `url` is the address of the site.
pub fn write(out: &Path, url: &str, from: &Path) -> Done<()> {
    let url = fallback::address(url)?;
    let listed = fs::read_dir(from).map_err(|error| format!("cannot read {}: {error}", from.display()))?;
    let stem = |path: PathBuf| {
        let is_guide = path.extension().is_some_and(|kind| kind == "md");
        is_guide.then(|| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))?
    };
    let mut names: Vec<String> = listed.filter_map(|entry| stem(entry.ok()?.path())).collect();
    names.sort();
    let mut guides = Vec::new();
    for name in names {
        guides.push(guide(&name, &read(&from.join(format!("{name}.md")))?)?);
    }
    for guide in &guides {
        put(&out.join("guides").join(format!("{}.html", guide.name)), &page(guide, &url))?;
    }
    put(&out.join("guides/index.html"), &index(&guides, &url))
}

fn page(guide: &Guide, url: &str) -> String {
    let body = html! {
        article.guide {
            p.crumbs { a href="./" { "Guides" } }
            h1 { (guide.title) }
            @if guide.contents.len() > 2 {
                nav.read-steps aria-label="Contents" {
                    ol { @for (id, text) in &guide.contents { li { a href={ "#" (id) } { (text) } } } }
                }
            }
            (guide.body)
        }
    };
    framed(url, &format!("{}.html", guide.name), &guide.title, &described::short(&guide.about), &body)
}

fn index(guides: &[Guide], url: &str) -> String {
    let body = html! {
        h1 { "Guides" }
        @for (title, authors) in [("For readers", false), ("For authors", true)] {
            h2 { (title) }
            ul.read-list {
                @for guide in guides.iter().filter(|guide| guide.is_for_authors() == authors) {
                    li { a href={ (guide.name) ".html" } { (guide.title) } br; (guide.about) }
                }
            }
        }
    };
    let about = "How to embed the playground, write scenarios for it, and share what you did.";
    framed(url, "", "Guides", about, &body)
}

/// A page of `guides/`, with the site's own card.
fn framed(url: &str, file: &str, title: &str, about: &str, body: &Markup) -> String {
    let frame = Layout {
        language: None,
        languages: Vec::new(),
        root: "../",
        title,
        about,
        address: Some(format!("{url}guides/{file}")),
        oembed: None,
        card: Some(fallback::site_card(url)),
        linked: Vec::new(),
    };
    frame.page(body)
}

fn guide(name: &str, text: &str) -> Done<Guide> {
    let events: Vec<Event<'_>> = events(text).collect();
    let title = inside(&events, |tag| matches!(tag, Tag::Heading { level: HeadingLevel::H1, .. }));
    let title = title.ok_or_else(|| format!("{name}.md has no title: a line with # and its title"))?;
    let about = inside(&events, |tag| matches!(tag, Tag::Paragraph)).unwrap_or_default();
    let (events, contents) = without_title(events);
    let mut body = String::new();
    pulldown_cmark::html::push_html(&mut body, events.into_iter().map(unbroken));
    Ok(Guide { name: name.to_owned(), title, about, contents, body: PreEscaped(body) })
}

/// Markdown as HTML, as it is in guides.
pub(crate) fn markdown(text: &str) -> Markup {
    let mut body = String::new();
    pulldown_cmark::html::push_html(&mut body, events(text).map(unbroken));
    PreEscaped(body)
}

/// The same with the terms that it uses, as on the pages of scenarios; not in headings and links. `root` leads from the page
/// to the site's folder.
pub(crate) fn marked(text: &str, root: &str, marker: &mut Marker<'_>) -> Markup {
    let mut plain = 0;
    let mark = |event| match event {
        Event::Text(text) if plain == 0 => {
            let mut runs = Vec::new();
            marker.text(&text, &mut runs);
            Event::InlineHtml(prose::inlines(Here { root, run: root }, &runs).into_string().into())
        }
        Event::Start(Tag::Heading { .. } | Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
            plain += 1;
            event
        }
        Event::End(TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
            plain -= 1;
            event
        }
        _ => event,
    };
    let mut body = String::new();
    pulldown_cmark::html::push_html(&mut body, TextMergeStream::new(events(text)).map(mark).map(unbroken));
    PreEscaped(body)
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).map(safe)
}

/// Turns HTML into text and removes unknown kinds of addresses.
fn safe(event: Event<'_>) -> Event<'_> {
    let kept = |url: CowStr<'_>| {
        let inside = !url.contains(':') && !url.starts_with("//");
        if is_web(&url) || inside { CowStr::from(url.into_string()) } else { CowStr::from("") }
    };
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: kept(dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: kept(dest_url), title, id })
        }
        other => other,
    }
}

/// Code among words, whose lines end at spaces.
fn unbroken(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Code(text) => Event::InlineHtml(prose::code(&text).into_string().into()),
        other => other,
    }
}

/// The text of the first element of a kind.
fn inside(events: &[Event<'_>], wanted: fn(&Tag<'_>) -> bool) -> Option<String> {
    let start = events.iter().position(|event| matches!(event, Event::Start(tag) if wanted(tag)))?;
    Some(words(events.get(start + 1..)?))
}

/// The text up to the end of the block.
fn words(events: &[Event<'_>]) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => break,
            _ => {}
        }
    }
    out
}

/// The events without the title and with an id on every heading of the second level, and those headings.
fn without_title(events: Vec<Event<'_>>) -> (Vec<Event<'_>>, Vec<(String, String)>) {
    let texts: Vec<String> = (0..events.len())
        .map(|at| match events.get(at) {
            Some(Event::Start(Tag::Heading { .. })) => words(events.get(at + 1..).unwrap_or_default()),
            _ => String::new(),
        })
        .collect();
    let mut contents: Vec<(String, String)> = Vec::new();
    let mut out = Vec::with_capacity(events.len());
    let mut in_title = false;
    for (event, text) in events.into_iter().zip(texts) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => in_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => in_title = false,
            _ if in_title => {}
            Event::Start(Tag::Heading { level: HeadingLevel::H2, classes, attrs, .. }) => {
                let mut id = slug(&text);
                while contents.iter().any(|(taken, _)| *taken == id) {
                    id.push_str("-2");
                }
                contents.push((id.clone(), text));
                out.push(Event::Start(Tag::Heading {
                    level: HeadingLevel::H2,
                    id: Some(id.into()),
                    classes,
                    attrs,
                }));
            }
            other => out.push(other),
        }
    }
    (out, contents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_has_contents_and_no_html_of_its_own() {
        let text = "# A *guide*\n\nFirst\nwords.\n\n## What & why\n\n<script>x</script>\n\n[a](javascript:x) [b](share.html) \
            <b>c</b>\n\n## What & why\n\n| a |\n|---|\n| `<i>` |\n";
        let guide = guide("g", text).unwrap();
        assert_eq!((guide.title.as_str(), guide.about.as_str()), ("A guide", "First words."));
        let ids: Vec<&str> = guide.contents.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["what-why", "what-why-2"]);
        let html = page(&guide, "https://a.org/");
        assert_eq!(html.matches("<h1>").count(), 1);
        assert!(html.contains("<h2 id=\"what-why\">What &amp; why</h2>"), "{html}");
        assert!(html.contains("<code>&lt;i&gt;</code>") && html.contains("href=\"share.html\""), "{html}");
        assert!(
            !html.contains("<script") && !html.contains("<b>") && !html.contains("javascript:"),
            "{html}"
        );
        assert!(super::guide("g", "no title").is_err());
    }
}
