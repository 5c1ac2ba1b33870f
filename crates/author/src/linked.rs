//! What search engines read of a page besides its text: what kind of page it is, in the terms of <https://schema.org>, as
//! JSON-LD. Everything that is said here can be read on the page.

use maud::{Markup, PreEscaped, html};
use playground_session::scenario::{Scenario, minutes};
use serde_json::{Value, json};

use crate::look::NAME;

/// What is said of a page: its full address, its title, and a line about it.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) address: &'a str,
    pub(crate) title: &'a str,
    pub(crate) about: &'a str,
    /// The full address of its picture.
    pub(crate) picture: &'a str,
    /// The tag of its language.
    pub(crate) language: &'a str,
}

/// A scenario, or a step of it, that is read as an article and teaches something. Only of the `whole` it is known how long
/// it takes.
pub(crate) fn lesson(page: Page<'_>, scenario: &Scenario, whole: bool) -> Value {
    let level = scenario.listing.level.map(|level| ("educationalLevel", json!(level.title())));
    let time = whole.then(|| ("timeRequired", json!(format!("PT{}M", minutes(scenario)))));
    let always = [("learningResourceType", json!("Tutorial")), ("isAccessibleForFree", json!(true))];
    article(page, &json!(["TechArticle", "LearningResource"]), always.into_iter().chain(level).chain(time))
}

/// A question with its answer, which is HTML.
pub(crate) fn question(page: Page<'_>, answer: &Markup) -> Value {
    let asked = json!([{
        "@type": "Question",
        "name": page.title,
        "acceptedAnswer": { "@type": "Answer", "text": answer.0.trim() },
    }]);
    article(page, &json!("FAQPage"), [("mainEntity", asked)].into_iter())
}

/// A page of a kind, with what is said of that kind alone.
fn article(page: Page<'_>, kind: &Value, more: impl Iterator<Item = (&'static str, Value)>) -> Value {
    let all = [
        ("@type", kind.clone()),
        ("@id", json!(page.address)),
        ("url", json!(page.address)),
        ("headline", json!(page.title)),
        ("name", json!(page.title)),
        ("description", json!(page.about)),
        ("image", json!(page.picture)),
        ("inLanguage", json!(page.language)),
    ];
    Value::Object(all.into_iter().chain(more).map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The way to a page from the site's first one: names, and addresses below that of the site.
pub(crate) fn crumbs(url: &str, way: &[(&str, &str)]) -> Value {
    let item = |(position, (name, path)): (usize, &(&str, &str))| json!({ "@type": "ListItem", "position": position, "name": name, "item": format!("{url}{path}") });
    let items: Vec<Value> = (1..).zip([(NAME, "")].iter().chain(way)).map(item).collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// The element in a page's head. It is data and no script, so no Content-Security-Policy forbids it.
pub(crate) fn element(graph: &[Value]) -> Markup {
    if graph.is_empty() {
        return html! {};
    }
    let all = json!({ "@context": "https://schema.org", "@graph": graph });
    // Nothing in a text may end the element, or begin a comment in it.
    let text = all.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element() {
        let page = Page {
            address: "https://a/",
            title: "</script><!--<script>",
            about: "A",
            picture: "https://a/p",
            language: "en",
        };
        let html = element(&[question(page, &html! { p { "<b>" } })]).into_string();
        let text = html.strip_prefix("<script type=\"application/ld+json\">").unwrap_or_default();
        let text = text.strip_suffix("</script>").unwrap_or_default();
        assert!(!text.contains('<'), "{text}");
        let read: Value = serde_json::from_str(text).unwrap_or_default();
        assert_eq!(read["@graph"][0]["name"], page.title);
        assert_eq!(read["@graph"][0]["mainEntity"][0]["acceptedAnswer"]["text"], "<p>&lt;b&gt;</p>");
        assert_eq!(element(&[]).into_string(), "");
    }
}
