//! Languages: which ones a scenario's texts are in, which one a reader gets, and what the file in it is called.

use std::rc::Rc;

/// A language other than English, as HTML's attribute `lang` names it (BCP 47): `de`, `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(Rc<str>);

/// The longest tag that is taken: RFC 5646 says that every program should take those of 35 characters.
const MAX: usize = 35;
const ENGLISH: &str = "en";

impl Language {
    /// Parses a tag: words of up to eight letters and digits with hyphens between, the first of two or three letters.
    pub fn parse(text: &str) -> Option<Self> {
        let first = primary(text);
        let letters = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        let fits =
            |word: &str| (1..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphanumeric());
        let is_tag = text.len() <= MAX && letters && text.split('-').all(fits);
        (is_tag && !first.eq_ignore_ascii_case(ENGLISH)).then(|| Self(text.into()))
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }
}

/// The first word of a tag.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// The languages of a step's texts; `None` for those in the language of the scenario's own file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Of its title.
    pub title: Option<Language>,
    /// Of what is read before the commands run.
    pub before: Option<Language>,
    /// Of the question.
    pub question: Option<Language>,
    /// Of what is read after the commands ran.
    pub after: Option<Language>,
}

/// The languages that a scenario's text names, without reading the rest.
pub fn languages_of(text: &str) -> Vec<Language> {
    let front = text.lines().skip(1).take_while(|line| line.trim_end() != "---");
    let named = front.filter_map(|line| line.strip_prefix("languages:")).flat_map(str::split_whitespace);
    named.filter_map(Language::parse).collect()
}

/// The language that a reader gets, of those that there are; `None` for English. `readers` are the tags that the reader
/// understands, best first. Each is looked up as in RFC 4647, section 3.4: `de-CH` finds `de`. If that finds nothing, the
/// first of the same language is taken: `pt` finds `pt-BR`.
pub fn wanted<'a>(there: &'a [Language], readers: &[String]) -> Option<&'a Language> {
    for reader in readers {
        let mut range = reader.as_str();
        loop {
            if let Some(found) = there.iter().find(|it| it.0.eq_ignore_ascii_case(range)) {
                return Some(found);
            }
            let Some((shorter, _)) = range.rsplit_once('-') else { break };
            range = shorter;
        }
        if range.eq_ignore_ascii_case(ENGLISH) {
            return None;
        }
        if let Some(found) = there.iter().find(|it| primary(&it.0).eq_ignore_ascii_case(range)) {
            return Some(found);
        }
    }
    None
}

/// The file in a language that is beside a scenario's own: `05-copy.de.md` for `05-copy.md`. It may be an address, with a
/// query.
pub fn beside(path: &str, language: &Language) -> String {
    let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path.get(name..).and_then(|name| name.rfind('.')).map_or(path.len(), |dot| name + dot);
    let (stem, end) = path.split_at(dot);
    [stem, ".", language.tag(), end, query].concat()
}

/// The scenario's own file that a file in another language is beside, and that language: the inverse of [`beside`].
pub fn original_of(path: &str) -> Option<(String, Language)> {
    let (stem, end) = path.rsplit_once('.')?;
    let (stem, tag) = stem.rsplit_once('.').filter(|(stem, _)| !stem.is_empty() && !stem.ends_with('/'))?;
    let language = Language::parse(tag)?;
    matches!(end, "md" | "markdown").then(|| ([stem, ".", end].concat(), language))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(tags: &str) -> Vec<Language> {
        tags.split_whitespace().map(|tag| Language::parse(tag).unwrap()).collect()
    }

    #[test]
    fn a_tag_is_one_of_html_and_not_english() {
        for tag in ["de", "pt-BR", "zh-Hant-TW", "gsw", "de-1996", "DE"] {
            assert_eq!(Language::parse(tag).unwrap().tag(), tag);
        }
        let long = ["de", &"-abcdefgh".repeat(4)].concat();
        for wrong in
            ["", "d", "deutsch", "d3", "de_CH", "de-", "de--CH", "de-abcdefghi", "../x", "en", "EN-gb", &long]
        {
            assert_eq!(Language::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_reader_gets_the_first_language_that_there_is() {
        let table = [
            ("de fr", "de", "de"),
            ("de fr", "de-CH en", "de"),
            ("de de-CH", "de-ch", "de-CH"),
            ("de fr", "it fr-CA de", "fr"),
            ("de fr", "it", ""),
            ("de fr", "en-US de", ""), // English is there, and comes first
            ("de fr", "it en de", ""),
            ("pt-BR", "pt", "pt-BR"),
            ("pt-BR", "pt-PT en", "pt-BR"),
            ("pt-BR", "en pt-BR", ""),
            ("zh-Hant", "zh-Hant-TW", "zh-Hant"),
            ("de", "", ""),
            ("", "de", ""),
            ("de", "deutsch", ""),
            ("de", "*", ""),
        ];
        for (there, readers, want) in table {
            let readers: Vec<String> = readers.split_whitespace().map(String::from).collect();
            let there = all(there);
            assert_eq!(wanted(&there, &readers).map_or("", Language::tag), want, "{there:?} {readers:?}");
        }
    }

    #[test]
    fn a_file_in_a_language_is_beside_the_scenarios_own() {
        let german = Language::parse("de").unwrap();
        for (own, file) in [
            ("scenarios/05-copy.md", "scenarios/05-copy.de.md"),
            ("bare.markdown", "bare.de.markdown"),
            ("https://a.org/x/my.lesson.md", "https://a.org/x/my.lesson.de.md"),
            ("https://a.org/x/m.md?v=1.2/3", "https://a.org/x/m.de.md?v=1.2/3"),
            ("https://a.org/v1.2/lesson", "https://a.org/v1.2/lesson.de"),
        ] {
            assert_eq!(beside(own, &german), file);
        }
        let back = |path: &str| original_of(path).map(|(own, language)| format!("{own} {}", language.tag()));
        for (file, want) in [
            ("a/05-copy.de.md", Some("a/05-copy.md de")),
            ("bare.pt-BR.markdown", Some("bare.markdown pt-BR")),
            ("a/05-copy.md", None),
            ("./lesson.md", None),
            ("my.lesson.md", None),
            (".de.md", None),
            ("a/.de.md", None),
            ("a.de.txt", None),
            ("a.en.md", None),
        ] {
            assert_eq!(back(file).as_deref(), want, "{file}");
        }
    }
}
