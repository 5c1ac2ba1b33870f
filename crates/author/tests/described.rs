//! How pages are named and described where only that is seen, and what search engines are told of them.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's way to fail")]

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{LINKED, URL, files, fresh, glossary, web};
use playground_author::{fallback, guides, lessons};
use serde_json::Value;

#[test]
fn each_page_has_a_name_and_a_description_of_its_own() {
    let out = fresh("described");
    fs::copy(web().join("static/index.html"), out.join("index.html")).unwrap();
    let (scenarios, questions) = (web().join("scenarios"), web().join("questions"));
    let _cards = fallback::write(&out, URL, &scenarios, &questions, &glossary()).unwrap();
    guides::write(&out, URL, &web().join("guides")).unwrap();
    let mut written = files(&out);
    // Fragments to paste, which are no pages, have no head.
    written.retain(|_, page| page.contains("<title>") && page.starts_with("<!"));
    titles_and_descriptions_are_short_and_unique(&written);
    guides_have_the_sites_card(&written);
    refusals_come_first(&written);
    search_engines_are_told_what_each_page_is(&written);
}

/// The text of an attribute or element that begins with `start`.
fn text_of(page: &str, start: &str, end: char) -> String {
    let found: Vec<&str> = page.split(start).skip(1).map(|rest| rest.split(end).next().unwrap()).collect();
    assert_eq!(found.len(), 1, "{start}");
    found[0].replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn about(page: &str) -> String {
    text_of(page, "<meta name=\"description\" content=\"", '"')
}

/// Search engines cut titles after some 65 characters and descriptions after some 155.
fn titles_and_descriptions_are_short_and_unique(written: &BTreeMap<String, String>) {
    let all = lessons::open_all(&web().join("scenarios")).unwrap();
    let (mut titles, mut abouts) = (BTreeMap::new(), BTreeMap::new());
    for (name, page) in written {
        let (title, about) = (text_of(page, "<title>", '<'), about(page));
        let whole = about.trim_end_matches([')', '”', '"', '’']).ends_with(['.', '?', '!']);
        let length = about.chars().count();
        assert!(whole && (20..=155).contains(&length), "{name}: {length} characters: {about}");
        assert_eq!(about, text_of(page, "<meta property=\"og:description\" content=\"", '"'), "{name}");
        let step =
            name.strip_prefix("read/").and_then(|rest| rest.strip_suffix("/index.html")?.split_once('/'));
        let step = step.map(|(id, number)| {
            let lesson = all.iter().find(|lesson| lesson.card.id == id).unwrap();
            &lesson.lesson.scenario().steps[number.parse::<usize>().unwrap() - 1].title
        });
        assert!(step.is_none_or(|step| title.starts_with(step.as_str())), "{name}: {title}");
        // The first page and some questions have a long name of their own.
        let own = step.map_or(title.len(), String::len).max(65);
        assert!(title.chars().count() <= own, "{name}: {title}");
        assert_eq!(titles.insert(title.clone(), name), None, "{name}: {title}");
        assert_eq!(abouts.insert(about.clone(), name), None, "{name}: {about}");
    }
    assert!(titles.len() > 300, "{} pages", titles.len());
}

fn guides_have_the_sites_card(written: &BTreeMap<String, String>) {
    let guides: Vec<_> = written.iter().filter(|(name, _)| name.starts_with("guides/")).collect();
    assert!(guides.len() > 5);
    for (name, page) in guides {
        let property = |of: &str| text_of(page, &format!("<meta property=\"{of}\" content=\""), '"');
        assert_eq!(property("og:image"), format!("{URL}card.png"), "{name}");
        assert_eq!(property("og:url"), format!("{URL}{}", name.trim_end_matches("index.html")), "{name}");
        assert!(page.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), "{name}");
    }
}

/// Of a step that is refused, the refusal is what people look for.
fn refusals_come_first(written: &BTreeMap<String, String>) {
    let begins = [
        (
            "change-the-key/2",
            "Refused by the AWS CLI. The KMS key (CMK) of an encrypted cluster can't be changed later. ",
        ),
        (
            "replicas/4",
            "Refused: InvalidParameterCombination. An unencrypted cluster can't have an encrypted replica. ",
        ),
        ("share-a-snapshot/2", "Refused: InvalidParameterValue. The way out: copy the snapshot"),
        // Nothing is read there, and nothing is refused.
        ("rotate-a-key/3", "KMS doesn't rotate a customer managed key"),
        ("three-kinds-of-key/2", "Step 2 of 7, “Compare all three in one table”. "),
    ];
    for (step, begin) in begins {
        let about = about(&written[&format!("read/{step}/index.html")]);
        assert!(about.starts_with(begin), "{step}: {about}");
    }
}

/// A page without the links of its terms, which lead on from that page alone.
fn without_terms(page: &str) -> String {
    let mut parts = page.split("<a class=\"term\"");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (term, rest) = part.split_once("</a>").unwrap();
        out.extend([term.split_once('>').unwrap().1, rest]);
    }
    out
}

/// It says of each page what kind it is, with its address, title and picture, and how one gets there.
fn search_engines_are_told_what_each_page_is(written: &BTreeMap<String, String>) {
    let mut kinds = BTreeMap::new();
    for (name, page) in
        written.iter().filter(|(name, _)| name.ends_with("/index.html") && !name.starts_with("guides/"))
    {
        let data = page.split_once(LINKED).and_then(|(_, rest)| rest.split_once("</script>")).unwrap().0;
        let data: Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["@context"], "https://schema.org");
        let address = format!("{URL}{}", name.trim_end_matches("index.html"));
        let graph = data["@graph"].as_array().unwrap();
        let way = graph.last().unwrap()["itemListElement"].as_array().unwrap();
        assert_eq!(
            (&way[0]["item"], &way.last().unwrap()["item"]),
            (&URL.into(), &address.clone().into()),
            "{name}"
        );
        for crumb in way {
            let path = crumb["item"].as_str().unwrap().strip_prefix(URL).unwrap();
            assert!(written.contains_key(&format!("{path}index.html")), "{name}: {crumb}");
        }
        let [it, _] = graph.as_slice() else { continue }; // a list of pages
        *kinds.entry(it["@type"].to_string()).or_insert(0) += 1;
        let escaped = |text: &Value| {
            text.as_str()
                .unwrap()
                .replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
        };
        assert_eq!(it["url"], address, "{name}");
        assert!(
            page.contains(&format!("=\"og:title\" content=\"{}\"", escaped(&it["name"]))),
            "{name}: {it}"
        );
        assert!(
            page.contains(&format!("=\"og:image\" content=\"{}\"", escaped(&it["image"]))),
            "{name}: {it}"
        );
        if let Some(asked) = it["mainEntity"].get(0) {
            assert_eq!(asked["name"], it["name"]);
            assert!(
                without_terms(page).contains(asked["acceptedAnswer"]["text"].as_str().unwrap()),
                "{name}: the answer can be read"
            );
        }
    }
    let count = |start: &str, slashes: usize| {
        let those = |name: &&String| name.starts_with(start) && name.ends_with("/index.html");
        written.keys().filter(those).filter(|name| name.matches('/').count() >= slashes).count()
    };
    let want = [
        ("\"FAQPage\"", count("questions/", 2)),
        ("[\"TechArticle\",\"LearningResource\"]", count("read/", 2)),
    ];
    assert_eq!(kinds, want.map(|(kind, count)| (kind.to_owned(), count)).into());
}
