//! The pages, pictures and data that need no scripts.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test's way to fail")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{LINKED, URL, files, fresh, glossary, inside, web};
use playground_author::{fallback, guides, lessons};
use playground_session::scenario::{list_texts, original_of};
use playground_session::view::Edition::{Y2020, Y2026};
use playground_session::view::RuleId;
use serde_json::Value;

/// The values of an attribute on a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_scenario_is_there_in_every_form() {
    let out = fresh("fallback");
    fs::write(out.join("index.html"), "<!-- card --><ol><!-- scenarios --></ol>").unwrap();
    let (scenarios, questions) = (web().join("scenarios"), web().join("questions"));
    let cards =
        fallback::write(&out, URL.trim_end_matches('/'), &scenarios, &questions, &glossary()).unwrap();
    let written = files(&out);
    let all = lessons::open_all(&web().join("scenarios")).unwrap();
    for told in &all {
        let id = &told.card.id;
        let page = &written[&format!("read/{id}/index.html")];
        let steps = told.lesson.scenario().steps.len();
        let data: Value = serde_json::from_str(&written[&format!("read/{id}/steps.json")]).unwrap();
        assert_eq!(data["steps"].as_array().unwrap().len(), steps);
        assert_eq!(data["title"], told.card.title);
        for number in 1..=steps {
            for name in ["", ".dark", ".narrow", ".narrow.dark"].map(|of| format!("{number}{of}.svg")) {
                assert!(written[&format!("read/{id}/{name}")].starts_with("<svg "), "{id} {name}");
            }
            assert!(page.contains(&format!("id=\"step-{number}\"")), "{id} {number}");
            assert!(page.contains(&format!("../../#v1/{id}/{number}\"")), "{id} {number}");
            let step = &data["steps"][number - 1];
            assert!(page.contains(step["title"].as_str().unwrap().split('\'').next().unwrap()));
            let kinds = ["text", "commands", "after", "map"].map(|key| step[key].is_array());
            assert!(kinds.iter().all(|is| *is) && step["output"].is_string(), "{id} {number}: {step}");
        }
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{URL}read/{id}/\"")));
        assert!(page.contains(&format!("type=\"application/json+oembed\" href=\"{URL}oembed/{id}.json\"")));
        for name in ["description", "og:title", "og:description"] {
            assert!(page.contains(&format!("=\"{name}\" content=\"")), "{id} {name}");
        }
        assert!(written[&format!("read/{id}/handout.md")].starts_with("# "));
        assert!(written["index.html"].contains(&format!("<li class=\"card\"><a href=\"read/{id}/\">")));
        assert!(written["read/index.html"].contains(&format!("<a href=\"{id}/\">")));
    }
    let names = std::fs::read_dir(web().join("scenarios")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(all.len(), names.filter(|name| is_scenario(&name.to_string_lossy())).count());
    // A rule that is named in what was printed has its text there.
    let steps = [("read/change-the-key/2", RuleId::E04, Y2020), ("read/on-the-way/2", RuleId::T01, Y2026)];
    for (step, rule, edition) in steps {
        let text = format!("Rule {}: {}", rule.name(), rule.rule(edition).unwrap().statement);
        assert!(
            written[&format!("{step}/index.html")].contains(&format!("<p class=\"read-rule\">{text}</p>")),
            "{step}: {text}"
        );
    }
    assert!(written.values().all(|text| !text.contains("hreflang")), "each scenario is in English only");
    no_script_and_no_style(&written);
    for (_, name) in list_texts::QUESTIONS {
        assert!(written["index.html"].contains(&format!("<a href=\"questions/{name}/\">")), "{name}");
        assert!(written.contains_key(&format!("questions/{name}/index.html")), "{name}");
    }
    links_lead_somewhere(&written);
    terms_lead_to_the_glossary(&written);
    every_page_has_a_card_of_its_own(&written, &cards.paths().map(|path| inside(&out, path)).collect());
    search_engines_are_told_of_every_page(&written);
    let again = fresh("fallback-again");
    fs::write(again.join("index.html"), "<!-- card --><ol><!-- scenarios --></ol>").unwrap();
    let _cards = fallback::write(&again, URL, &scenarios, &questions, &glossary()).unwrap();
    assert_eq!(files(&again), written, "the same sources, the same files");
}

/// Not one in another language, which is beside it.
fn is_scenario(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|kind| kind == "md") && original_of(file).is_none()
}

/// What other sites show of a link: title, text and a picture, whose full address is that of a card.
fn every_page_has_a_card_of_its_own(written: &BTreeMap<String, String>, cards: &BTreeSet<String>) {
    let mut shown = BTreeSet::new();
    for (name, page) in written.iter().filter(|(name, _)| name.ends_with("index.html")) {
        let meta = |of: &str| {
            let start = format!("<meta property=\"{of}\" content=\"");
            let found: Vec<&str> =
                page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            assert_eq!(found.len(), 1, "{name}: {of}");
            found[0].to_owned()
        };
        let picture = meta("og:image");
        let picture = picture.strip_prefix(URL).unwrap_or_else(|| panic!("{name}: {picture}"));
        assert!(cards.contains(picture), "{name}: {picture}");
        shown.insert(picture.to_owned());
        let address = meta("og:url");
        assert_eq!(address, format!("{URL}{}", name.trim_end_matches("index.html")));
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{name}");
        assert!(page.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), "{name}");
        assert!(!meta("og:title").is_empty() && (20..=240).contains(&meta("og:description").len()), "{name}");
    }
    assert_eq!(&shown, cards, "a card that no page shows");
}

fn search_engines_are_told_of_every_page(written: &BTreeMap<String, String>) {
    let map = roxmltree::Document::parse(&written["sitemap.xml"]).unwrap();
    let told: BTreeSet<String> = map
        .descendants()
        .filter(|node| node.has_tag_name("loc"))
        .map(|node| node.text().unwrap().to_owned())
        .collect();
    let pages = written.keys().filter_map(|name| name.strip_suffix("index.html"));
    assert_eq!(told, pages.map(|page| format!("{URL}{page}")).collect());
}

#[test]
fn each_question_has_an_answer_and_shows_what_it_promises() {
    let out = fresh("questions");
    let (scenarios, questions) = (web().join("scenarios"), web().join("questions"));
    let _cards = fallback::write(&out, URL, &scenarios, &questions, &glossary()).unwrap();
    let mut found = 0;
    for entry in fs::read_dir(&questions).unwrap() {
        let path = entry.unwrap().path();
        let (name, text) = (path.file_stem().unwrap().to_str().unwrap(), fs::read_to_string(&path).unwrap());
        let field = |of: &str| text.lines().find_map(|line| line.strip_prefix(of)).unwrap().trim();
        let page = fs::read_to_string(out.join(format!("questions/{name}/index.html"))).unwrap();
        assert!(page.contains(&format!("<h1>{}</h1>", field("title:"))), "{name}");
        for (nth, step) in field("steps:").split(' ').enumerate() {
            assert!(page.contains(&format!("href=\"../../#v1/{step}\">Run this step")), "{name}: {step}");
            assert_eq!(
                page.contains(&format!("<a class=\"primary\" href=\"../../#v1/{step}\">")),
                nth == 0,
                "{name}"
            );
        }
        for wanted in field("shows:").split(" | ") {
            assert!(page.contains(&wanted.replace('"', "&quot;")), "{name}: {wanted}");
        }
        for link in
            values(&page, "href").into_iter().filter(|link| link.starts_with("../") && link.ends_with('/'))
        {
            let to = out.join("questions").join(name).join(link);
            let there = to.join("index.html").is_file() || link == "../../" || link.ends_with("guides/");
            assert!(there, "{name}: {link}");
        }
        found += 1;
    }
    assert!(found >= 8, "{found} questions");
}

/// A question whose step is gone, or no longer shows what people look for, stops the build.
#[test]
fn a_question_that_promises_too_much_is_refused() {
    let (out, from) = (fresh("too-much-out"), fresh("too-much"));
    for (steps, shows, why) in [
        ("replicas/99", "x", "names replicas/99, and there is no such step"),
        ("replicas/4", "no such words", "none of its steps shows \"no such words\""),
    ] {
        let text = format!("---\ntitle: T\nabout: A\nsteps: {steps}\nshows: {shows}\n---\n\nA.\n");
        fs::write(from.join("q.md"), text).unwrap();
        let error = fallback::write(&out, URL, &web().join("scenarios"), &from, &glossary()).err().unwrap();
        assert!(error.contains("q.md: ") && error.contains(why), "{error}");
    }
}

fn no_script_and_no_style(written: &BTreeMap<String, String>) {
    for (name, text) in written.iter().filter(|(name, _)| name.ends_with("index.html")) {
        let text = text.replacen(LINKED, "", 1); // it is data, and runs nothing
        for banned in ["<script", " style=", "<style", " onload", "javascript:"] {
            assert!(!text.contains(banned), "{name}: {banned}");
        }
    }
}

/// Every scenario and question explains terms, and each of them leads to a heading of the glossary.
fn terms_lead_to_the_glossary(written: &BTreeMap<String, String>) {
    let out = fresh("glossary");
    guides::write(&out, URL, &web().join("guides")).unwrap();
    let page = fs::read_to_string(out.join("guides/glossary.html")).unwrap();
    let headings = values(&page, "id");
    for (name, text) in written.iter().filter(|(name, _)| name.ends_with("/index.html")) {
        let links = values(text, "href").into_iter();
        let anchors: Vec<&str> =
            links.filter_map(|link| Some(link.split_once("guides/glossary.html#")?.1)).collect();
        let whole = name.matches('/').count() == 2;
        assert!(!whole || !anchors.is_empty(), "{name} explains nothing");
        let once: BTreeSet<_> = anchors.iter().collect();
        assert!(!name.starts_with("questions/") || once.len() == anchors.len(), "{name}: {anchors:?}");
        for anchor in anchors {
            assert!(headings.contains(&anchor), "{name}: #{anchor} is no heading of the glossary");
        }
        for word in ["map", "trail", "inspector", "envelope"] {
            assert!(!text.contains(&format!("<strong>{word}</strong>")), "{name}: there is no {word}");
        }
    }
    // In the answer of a question, and in what is read of its steps if the answer doesn't use them.
    for (question, terms) in [
        ("is-aurora-encrypted-by-default", ["aws-owned-key", "customer-managed-key", "aws-managed-key"]),
        ("kmskeynotaccessiblefault", ["arn", "key-policy-key-policies", "alias-aliases"]),
    ] {
        let page = &written[&format!("questions/{question}/index.html")];
        for term in terms {
            assert!(
                page.contains(&format!("href=\"../../guides/glossary.html#{term}\"")),
                "{question}: {term}"
            );
        }
    }
}

#[test]
fn a_term_is_explained_in_one_to_three_sentences_of_plain_text() {
    let glossary = glossary();
    for (name, means) in glossary.names() {
        let sentences = means.text.matches(". ").count() + 1;
        assert!((1..=3).contains(&sentences) && means.text.ends_with(['.', ')']), "{name}: {}", means.text);
        assert!(!means.text.contains(['`', '*', '[', '<']), "{name} has markup, which is not drawn");
        let same = glossary.names().filter(|(other, _)| other.eq_ignore_ascii_case(name)).count();
        assert_eq!(same, 1, "{name} is explained twice");
    }
}

#[test]
fn the_glossary_is_in_alphabetical_order() {
    let text = fs::read_to_string(web().join("guides/glossary.md")).unwrap();
    let headings: Vec<_> =
        text.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_lowercase).collect();
    assert!(headings.is_sorted() && headings.len() > 30, "{headings:?}");
}

/// Relative addresses on pages lead to files that are written, or to files of `web/static`.
fn links_lead_somewhere(written: &BTreeMap<String, String>) {
    for (name, text) in written.iter().filter(|(name, _)| name.ends_with("/index.html")) {
        let page = Path::new(name).parent().unwrap();
        for link in ["href", "src", "srcset"].iter().flat_map(|a| values(text, a)) {
            if link.starts_with("http") || link.starts_with('#') || link.contains("guides/") {
                continue;
            }
            let mut path = PathBuf::new();
            for part in page.join(link.split(['#', '?']).next().unwrap()).components() {
                match part {
                    std::path::Component::ParentDir => assert!(path.pop(), "{name}: {link}"),
                    part => path.push(part),
                }
            }
            let inside = path.to_str().unwrap();
            let index = path.join("index.html");
            let there = written.contains_key(inside)
                || written.contains_key(index.to_str().unwrap())
                || web().join("static").join(&path).is_file();
            assert!(there, "{name}: {link} leads to {inside}, which is not there");
        }
    }
}

#[test]
fn an_oembed_answer_holds_what_the_format_wants() {
    let out = fresh("oembed");
    let (scenarios, questions) = (web().join("scenarios"), fresh("no-questions"));
    let _cards = fallback::write(&out, URL, &scenarios, &questions, &glossary()).unwrap();
    let text = fs::read_to_string(out.join("oembed/replicas.json")).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&data["version"], &data["type"]), (&Value::from("1.0"), &Value::from("rich")));
    assert!(data["width"].is_u64() && data["height"].is_u64());
    let html = data["html"].as_str().unwrap();
    assert_eq!(values(html, "src"), [format!("{URL}embed.html?scenario=replicas")]);
    assert_eq!(values(html, "title"), [data["title"].as_str().unwrap()]);
    let fragment = fs::read_to_string(out.join("read/replicas/embed.html")).unwrap();
    assert!(fragment.starts_with(&format!("<link rel=\"stylesheet\" href=\"{URL}embed-place.css\">\n<script type=\"module\" src=\"{URL}embed.js\"></script>\n<aurora-playground scenario=\"replicas\" title=\"Replicas: which combinations are allowed\">\n")), "{fragment}");
    assert!(fragment.lines().all(|line| !line.trim().is_empty()), "Markdown ends HTML at a blank line");
    assert!(
        values(&fragment, "src")
            .iter()
            .chain(&values(&fragment, "href"))
            .all(|link| link.starts_with("https://"))
    );
}

const ENGLISH: &str = "---\ntitle: Mine\nsummary: A short scenario of my own.\nseed: 1\nedition: 2026\nlanguages: de pt-BR\n---\n\n\
    First of all.\n\n## One\n\nBefore.\n\n> Works?\n>\n> - [ ] No.\n> - [x] Yes.\n>   Indeed.\n\n\
    ```aws\naws kms create-key\n```\n\nAfter.\n\n## Two\n\nOnly here.\n";
const GERMAN: &str = "---\ntitle: Meins\nsummary: Ein kurzes eigenes Szenario.\n---\n\nZuerst.\n\n## Eins\n\nDavor.\n\n\
    > Geht es?\n>\n> - [ ] Nein.\n> - [x] Ja.\n>   Sicher.\n\n```aws\n```\n\nDanach.\n";

#[test]
fn a_scenario_has_a_page_in_each_of_its_languages() {
    let (from, out, questions) = (fresh("languages"), fresh("languages-out"), fresh("languages-questions"));
    fs::write(out.join("index.html"), "<!-- card -->").unwrap();
    fs::write(from.join("01-mine.md"), ENGLISH).unwrap();
    fs::write(from.join("01-mine.de.md"), GERMAN).unwrap();
    fs::write(from.join("01-mine.pt-BR.md"), GERMAN.replace("Meins", "Meu")).unwrap();
    fs::write(from.join("index.tsv"), "01-mine.md\tmine\tMine\tS\t2\t2026\t\t1\t\t\t\n").unwrap();
    let cards = fallback::write(&out, URL, &from, &questions, &glossary()).unwrap();
    let written = files(&out);
    let [own, german] =
        ["read/mine/index.html", "read/mine/de/index.html"].map(|name| written[name].as_str());
    assert!(
        written.contains_key("read/mine/pt-BR/index.html")
            && !written.contains_key("read/mine/en/index.html")
    );
    let at = |folder: &str| format!("{URL}read/mine/{folder}");
    for page in [own, german] {
        for (tag, folder) in [("en", ""), ("de", "de/"), ("pt-BR", "pt-BR/"), ("x-default", "")] {
            let link = format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\">", at(folder));
            assert!(page.contains(&link), "{link}");
        }
    }
    assert!(own.contains("<html lang=\"en\">") && own.contains("<body class=\"read\">"));
    assert!(
        own.contains("<a href=\"../../read/mine/de/\" hreflang=\"de\" lang=\"de\" dir=\"auto\">Meins</a>")
    );
    assert!(own.contains("<p>Before.</p>") && !own.contains("Davor"));
    // What is in German says so, and so does what is not.
    assert!(german.contains("<html lang=\"de\">") && german.contains("<body class=\"read\" lang=\"en\">"));
    for said in [
        "<h1 lang=\"de\">Meins</h1>",
        "<div class=\"read-intro\" lang=\"de\"><p>Zuerst.</p></div>",
        "<div class=\"read-before\" lang=\"de\"><p>Davor.</p>",
        "<li><span lang=\"de\">Nein.</span></li>",
        "<div class=\"read-before\" lang=\"de\"><p>Danach.</p></div>",
        "<span>Two</span></h2>",
        "<div class=\"read-before\"><p>Only here.</p>",
        "href=\"../../../?lang=de#v1/mine/1\"",
        "href=\"../1/\"",
        "<a href=\"../../../read/mine/\" hreflang=\"en\" lang=\"en\" dir=\"auto\">Mine</a>",
        "\"inLanguage\":\"de\"",
    ] {
        assert!(german.contains(said), "{said}\n{german}");
    }
    no_script_and_no_style(&written);
    links_lead_somewhere(&written);
    every_page_has_a_card_of_its_own(&written, &cards.paths().map(|path| inside(&out, path)).collect());
    search_engines_are_told_of_every_page(&written);
    // A file that can't be read stops the build, and is named.
    fs::write(from.join("01-mine.de.md"), "no title").unwrap();
    let error = fallback::write(&out, URL, &from, &questions, &glossary()).err().unwrap();
    assert!(error.contains("01-mine.de.md, line 1"), "{error}");
    fs::remove_file(from.join("01-mine.de.md")).unwrap();
    let error = fallback::write(&out, URL, &from, &questions, &glossary()).err().unwrap();
    assert!(error.starts_with("cannot read ") && error.contains("01-mine.de.md"), "{error}");
}

#[test]
fn a_hostile_scenario_stays_text() {
    let from = fresh("hostile");
    let script = "</title><script>alert(1)</script>\" onload=\"x";
    let lesson = format!(
        "---\ntitle: {script}\nsummary: {script}\nseed: 1\nedition: 2020\n---\n\n## {script}\n\n\
         > {script}?\n>\n> - [ ] {script}\n> - [x] {script}\n>   {script}\n\n\
         ```aws\necho '{script}'\naws kms create-key --description '{script}'\n```\n\n```\n{script}\n```\n"
    );
    fs::write(from.join("01-x.md"), lesson).unwrap();
    fs::write(from.join("index.tsv"), "01-x.md\tx\tT\tS\t1\t2020\t\t1\t\t\t\n").unwrap();
    let out = fresh("hostile-out");
    let _cards = fallback::write(&out, URL, &from, &fresh("no-questions-here"), &glossary()).unwrap();
    for (name, text) in files(&out) {
        if name.ends_with("json") {
            let data: Value = serde_json::from_str(&text).unwrap();
            assert!(!data["html"].as_str().unwrap_or_default().contains("<script>"), "{name}");
        } else if !name.ends_with("handout.md") {
            let (before, rest) = text.split_once(LINKED).unwrap_or((&text, "</script>"));
            let (data, rest) = rest.split_once("</script>").unwrap();
            assert!(!data.contains('<'), "{name}: {data}");
            let text = [before, rest].concat();
            assert!(!text.contains("<script>") && !text.contains("\" onload"), "{name}:\n{text}");
        }
    }
}

#[test]
fn the_guides_are_pages_whose_links_hold() {
    let out = fresh("guides");
    guides::write(&out, URL, &web().join("guides")).unwrap();
    let written = files(&out);
    for name in ["embed", "share", "write-a-scenario"] {
        let page = &written[&format!("guides/{name}.html")];
        assert!(written["guides/index.html"].contains(&format!("href=\"{name}.html\"")));
        for link in values(page, "href").into_iter().filter(|link| !link.contains(['/', ':'])) {
            let (file, id) = link.split_once('#').unwrap_or((link, ""));
            let to = if file.is_empty() { Some(page) } else { written.get(&format!("guides/{file}")) };
            let to = to.unwrap_or_else(|| panic!("{name}: {link}"));
            assert!(id.is_empty() || values(to, "id").contains(&id), "{name}: {link}");
        }
        assert!(!page.contains("<script") && !page.contains("<aurora-playground"), "{name}");
    }
}
