//! The glossary: terms and what they mean, read from one Markdown file (`web/guides/glossary.md`), and marked in the prose
//! of a scenario where a step first uses them. The numbers of rules are marked too; they mean what the rule says.

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_core::rules::{Rule, RuleId, SOURCE_URL};
use playground_core::sort::sorted;

use crate::scenario::Scenario;
use crate::view::{Block, Inline, Meaning};

/// Where the glossary is, below the site's address: the file that the page reads, and the page for readers.
pub const FILE: &str = "guides/glossary.md";
const PAGE: &str = "guides/glossary.html";

/// Terms. The default one has none, and still explains rules.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// Everything that a text may say for a term, the longest first.
    names: Vec<(String, Rc<Meaning>)>,
}

impl Glossary {
    /// Reads a file in which each heading `## Data key` is followed by a paragraph that says what it is. A heading may list
    /// other names: `## Alias, aliases`. The plural with `s` of the first one needs no mention.
    pub fn parse(file: &str) -> Self {
        let mut names = Vec::new();
        for section in file.split("\n## ").skip(1) {
            let (heading, rest) = section.split_once('\n').unwrap_or((section, ""));
            let text: Vec<&str> =
                rest.lines().skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()).collect();
            let mut all = heading.split(", ").map(str::trim);
            let Some(first) = all.next() else { continue };
            let more = [PAGE, "#", &slug(heading)].concat();
            let means = Rc::new(Meaning { name: first.into(), text: text.join(" "), more });
            names.extend(all.map(|name| (name.into(), means.clone())));
            names.push(([first, "s"].concat(), means.clone()));
            names.push((first.into(), means));
        }
        Self { names: sorted(names, |(a, _), (b, _)| b.len().cmp(&a.len())) }
    }

    /// Every name, with what it means.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Meaning)> {
        self.names.iter().map(|(name, means)| (&**name, &**means))
    }

    /// Marks what is read together, from its beginning to its end.
    pub fn marker(&self, edition: Edition) -> Marker<'_> {
        Marker { glossary: self, edition, seen: Vec::new() }
    }

    /// Marks each term where a step first uses it, in paragraphs, notes and lists. What comes before the first step is
    /// read with it.
    pub fn mark(&self, scenario: &mut Scenario) {
        let mut intro = Some(&mut scenario.intro);
        for step in &mut scenario.steps {
            let mut marker = self.marker(scenario.edition);
            if let Some(intro) = intro.take() {
                marker.blocks(intro);
            }
            marker.blocks(&mut step.before);
            marker.blocks(&mut step.after);
        }
    }
}

/// A sentence in which the numbers of rules are marked.
pub fn rules(sentence: &str, edition: Edition) -> Vec<Inline> {
    let mut runs = Vec::new();
    Glossary::default().marker(edition).text(sentence, &mut runs);
    runs
}

/// The rules that an answer of `playground read-path` names: each line ends with the number of one.
pub fn rules_of_answer(printed: &str, edition: Edition) -> Vec<&'static Rule> {
    let mut found: Vec<&Rule> = Vec::new();
    for line in printed.lines().filter_map(|line| line.strip_suffix(')')) {
        let split = line.len().checked_sub(3).and_then(|at| line.split_at_checked(at));
        let number = split.filter(|(before, _)| before.ends_with(" (")).map(|(_, number)| number);
        let rule = number.and_then(RuleId::parse).and_then(|number| number.rule(edition));
        found.extend(rule.filter(|rule| !found.iter().any(|other| other.id == rule.id)));
    }
    found
}

/// The id of a heading, as in an address: `in-five-tools` for "In five tools".
pub fn slug(heading: &str) -> String {
    let words = heading.to_lowercase();
    let words: Vec<&str> =
        words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Marks the terms of what is read together: a step, or a page.
#[derive(Clone, Debug)]
pub struct Marker<'a> {
    glossary: &'a Glossary,
    /// The edition whose rules are explained.
    pub edition: Edition,
    /// The terms that were used.
    seen: Vec<Rc<Meaning>>,
}

impl Marker<'_> {
    /// Marks terms in paragraphs, notes and lists. A term that was marked there, and has been used before, is plain again.
    pub fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(runs) | Block::Note(runs) => self.inlines(runs),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.inlines(item)),
                Block::Heading(_) | Block::Code(_) => (),
            }
        }
    }

    fn inlines(&mut self, runs: &mut Vec<Inline>) {
        for run in core::mem::take(runs) {
            match run {
                Inline::Text(text) => self.text(&text, runs),
                Inline::Term { text, means } if self.seen.contains(&means) => runs.push(Inline::Text(text)),
                Inline::Term { text, means } => {
                    self.seen.push(means.clone());
                    runs.push(Inline::Term { text, means });
                }
                Inline::Code(_) | Inline::Strong(_) | Inline::Em(_) | Inline::Link { .. } => runs.push(run),
            }
        }
    }

    /// Adds a text, with the terms in it.
    pub fn text(&mut self, text: &str, out: &mut Vec<Inline>) {
        let (mut plain, mut rest) = (String::new(), text);
        let mut before = None;
        while let Some(c) = rest.chars().next() {
            let found = if before.is_some_and(joins) { None } else { self.find(rest) };
            let length = found.as_ref().map_or(c.len_utf8(), |(length, _)| *length);
            let (word, next) = rest.split_at(length);
            match found {
                Some((_, means)) if !self.seen.contains(&means) => {
                    if !plain.is_empty() {
                        out.push(Inline::Text(core::mem::take(&mut plain)));
                    }
                    self.seen.push(means.clone());
                    out.push(Inline::Term { text: word.into(), means });
                }
                _ => plain.push_str(word),
            }
            before = word.chars().next_back();
            rest = next;
        }
        if !plain.is_empty() {
            out.push(Inline::Text(plain));
        }
    }

    /// The longest term, or the rule, that a text begins with, and the length of its name.
    fn find(&self, text: &str) -> Option<(usize, Rc<Meaning>)> {
        let names = self.glossary.names.iter().find(|(name, _)| begins_with(text, name));
        let names = names.map(|(name, means)| (name.len(), means.clone()));
        names.or_else(|| {
            let id = text.get(..3).filter(|_| ends_word(text, 3)).and_then(RuleId::parse)?;
            let rule = id.rule(self.edition)?;
            let more = [SOURCE_URL, rule.section.fragment()].concat();
            let name = ["Rule ", id.name()].concat();
            Some((3, Rc::new(Meaning { name, text: rule.statement.into(), more })))
        })
    }
}

/// Returns whether a text begins with a name, as whole words. The first letter may be large or small.
fn begins_with(text: &str, name: &str) -> bool {
    let (Some(one), Some(other)) = (text.chars().next(), name.chars().next()) else { return false };
    one.eq_ignore_ascii_case(&other)
        && text.get(one.len_utf8()..).zip(name.get(other.len_utf8()..)).is_some_and(|(a, b)| a.starts_with(b))
        && ends_word(text, name.len())
}

fn ends_word(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| !rest.chars().next().is_some_and(joins))
}

/// Returns whether a sign belongs to the word beside it, as in `alias/orders`.
fn joins(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '_' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;

    const FILE: &str = "# Glossary\n\nWords.\n\n## Data key\n\nOpens\npages.\n\nMore.\n\n## Wrapped data key\n\nA box.\n\n\
        ## Alias, aliases\n\nA name.\n\n## LSN\n\nA number.\n";

    /// The prose of a scenario, with its terms as `[term: what it means]`.
    fn marked(prose: &str) -> String {
        let file = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\n---\n\nA data key.\n\n## One\n\n";
        let mut scenario = parse(&[file, prose].concat()).unwrap();
        Glossary::default().mark(&mut scenario);
        Glossary::parse(FILE).mark(&mut scenario);
        let once = scenario.clone();
        Glossary::parse(FILE).mark(&mut scenario);
        assert_eq!(scenario, once);
        let show = |run: &Inline| match run {
            Inline::Text(text)
            | Inline::Code(text)
            | Inline::Strong(text)
            | Inline::Em(text)
            | Inline::Link { text, .. } => text.clone(),
            Inline::Term { text, means } => format!("[{text}: {}]", means.text),
        };
        let mut out = String::new();
        for step in &scenario.steps {
            for block in step.before.iter().chain(&step.after) {
                match block {
                    Block::Paragraph(runs) | Block::Note(runs) | Block::Heading(runs) => {
                        out.extend(runs.iter().map(show));
                    }
                    Block::List { items, .. } => out.extend(items.iter().flatten().map(show)),
                    Block::Code(text) => out.push_str(text),
                }
                out.push('\n');
            }
        }
        out
    }

    #[test]
    fn a_term_is_marked_once_a_step_and_the_longest_wins() {
        let rows = [
            ("Wrapped data keys.", "[Wrapped data keys: A box.].\n"),
            (
                "A wrapped data key, and a wrapped data key.",
                "A [wrapped data key: A box.], and a wrapped data key.\n",
            ),
            // The text before the first step has used it.
            ("The data key.", "The data key.\n"),
            (
                "x\n\n## Two\n\nThe data key's.\n\nA data key.",
                "x\nThe [data key: Opens pages.]'s.\nA data key.\n",
            ),
            ("Aliases.\n\n- an alias", "[Aliases: A name.].\nan alias\n"),
            ("LSNs, lsn and `LSN`", "[LSNs: A number.], lsn and LSN\n"),
            (
                "alias/orders, non-alias, aliased, **alias**, ### alias",
                "alias/orders, non-alias, aliased, alias, ### [alias: A name.]\n",
            ),
            ("### An alias\n\n```\nalias\n```", "An alias\nalias\n\n"),
        ];
        for (prose, want) in rows {
            assert_eq!(marked(prose), want, "{prose}");
        }
    }

    #[test]
    fn a_rule_is_explained_by_its_statement_in_the_edition() {
        let statement = RuleId::L03.rule(Edition::Y2020).unwrap().statement;
        assert_eq!(marked("So (rule L03), L03."), format!("So (rule [L03: {statement}]), L03.\n"));
        assert_eq!(
            rules("Its backups go back only one day (E09).", Edition::Y2020).len(),
            3,
            "the text before it, the rule and the text after it"
        );
        // No rule of this edition, and no rule at all.
        assert_eq!(marked("N09, L99, L031 and XL03."), "N09, L99, L031 and XL03.\n");
    }

    #[test]
    fn a_term_leads_to_its_heading() {
        let glossary = Glossary::parse(FILE);
        let (_, alias) = glossary.names().find(|(name, _)| *name == "aliases").unwrap();
        assert_eq!((&*alias.name, &*alias.more), ("Alias", "guides/glossary.html#alias-aliases"));
        assert_eq!(glossary.names().next().unwrap().0, "Wrapped data keys");
    }

    #[test]
    fn an_answer_names_each_rule_once() {
        let printed = "a-1 (us-east-1) to a-2 (us-east-1)\n  AWS encrypts (T01)\n  hardware (T03)\nb to c\n  AWS encrypts (T01)\n  x (L99)\n";
        let found =
            |edition| rules_of_answer(printed, edition).iter().map(|rule| rule.id.name()).collect::<Vec<_>>();
        assert_eq!(found(Edition::Y2026), ["T01", "T03"]);
        assert_eq!(found(Edition::Y2020), [""; 0]); // that edition has no such rules
    }
}
