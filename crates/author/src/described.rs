//! How a page is named and described where only that is seen: in a tab, in a list of search results, beside a link. Titles are
//! short enough to be shown, and descriptions are whole sentences.

use playground_session::scenario::ExpectedRefusal;
use playground_session::view::{Block, Inline, RuleId};

use crate::lessons::{Part, PlayedLesson};
use crate::look::NAME;

/// As many characters of a title as search engines show, about.
const TITLE: usize = 65;
/// And of a description.
pub(crate) const ABOUT: usize = 155;
/// A description of fewer characters says too little.
const LITTLE: usize = 50;

/// A page's title, with the site's name if there is room for it.
pub(crate) fn in_tab(title: &str) -> String {
    let named = format!("{title} · {NAME}");
    if named.chars().count() <= TITLE { named } else { title.to_owned() }
}

/// The title of a step's page, with that of its scenario if there is room for it.
pub(crate) fn title_of_step(played: &PlayedLesson, part: &Part<'_>) -> String {
    let of = format!("{}: {}", part.step.title, played.title());
    if of.chars().count() <= TITLE { of } else { part.step.title.clone() }
}

/// What is said of a step: how it was refused, if it was, and then what is read of it. If that is little, what is asked there,
/// and which step it is.
pub(crate) fn step(played: &PlayedLesson, part: &Part<'_>) -> String {
    let outcome = refused(part);
    let (before, after) = (prose(&part.step.before), prose(&part.step.after));
    let mut read = if outcome.is_empty() { [before, after] } else { [after, before] }.concat();
    // What its rule says has been said.
    read.retain(|sentence| outcome.len() < 2 || !sentence.contains("rule "));
    let right = part.step.prediction.iter().flat_map(|asked| &asked.choices).find(|choice| choice.right);
    let answer = right.into_iter().flat_map(|choice| [&choice.text, &choice.because]);
    let asked = part.step.prediction.iter().map(|asked| &asked.question).chain(answer);
    let (number, steps) = (part.number, played.lesson.scenario().steps.len());
    let which = format!("Step {number} of {steps}, “{}”.", part.step.title);
    let mut about = String::new();
    add(&mut about, &outcome);
    let said = about.len();
    for more in [
        read,
        asked.flat_map(|text| sentences(text)).collect(),
        [which].into_iter().chain(sentences(played.summary())).collect(),
    ] {
        if about.len() == said || about.chars().count() < LITTLE {
            add(&mut about, &more);
        }
    }
    about
}

/// As much of a text as search engines show, in whole sentences.
pub(crate) fn short(text: &str) -> String {
    let mut about = String::new();
    add(&mut about, &sentences(text));
    about
}

/// The error code of the step's refusal, and what the rule says by which it was refused.
fn refused(part: &Part<'_>) -> Vec<String> {
    let rules = |refused: &ExpectedRefusal| RuleId::parse(refused.rule.as_deref()?)?.rule(part.edition);
    let all = || part.blocks.iter().filter_map(|(_, came)| came.refused.as_ref());
    let Some(first) = all().find(|it| it.rule.is_some()).or_else(|| all().next()) else { return Vec::new() };
    let by =
        if first.by_cli() { "Refused by the AWS CLI.".into() } else { format!("Refused: {}.", first.code) };
    [by].into_iter().chain(rules(first).map(|rule| rule.statement.to_owned())).collect()
}

/// The sentences of paragraphs and notes.
fn prose(blocks: &[Block]) -> Vec<String> {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) | Block::Note(text) => Some(Inline::plain(text)),
        Block::Heading(_) | Block::Code(_) | Block::List { .. } => None,
    });
    texts.flat_map(|text| sentences(&text)).collect()
}

/// Adds sentences as long as there is room: the first that fits, and those that follow it.
fn add(about: &mut String, sentences: &[String]) {
    let mut begun = false;
    for sentence in sentences {
        let blank = if about.is_empty() { "" } else { " " };
        let longer = [about, blank, sentence].concat();
        if longer.chars().count() <= ABOUT {
            *about = longer;
            begun = true;
        } else if begun {
            break;
        }
    }
}

/// The sentences of a text. What leads to a list or a block (`The two digests:`) is none.
fn sentences(text: &str) -> Vec<String> {
    let (mut all, mut one) = (Vec::new(), String::new());
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        one.extend((!one.is_empty()).then_some(' '));
        one.push_str(word);
        let goes_on = words.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
        if ends(word) && !goes_on {
            all.push(core::mem::take(&mut one));
        }
    }
    all
}

/// Returns whether a sentence can end with a text.
fn ends(text: &str) -> bool {
    text.trim_end_matches([')', '”', '"', '’']).ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_sentences() {
        let long = "X".repeat(ABOUT);
        let table = [
            ("One. Two?\nThree", "One. Two?"),
            ("It says “no.” (Or so.) Then:", "It says “no.” (Or so.)"),
            ("Version 3.2, e.g. this one.", "Version 3.2, e.g. this one."),
            (&format!("{long}. Short."), "Short."),
            (&format!("Short. {long}. Behind it."), "Short."),
            ("", ""),
        ];
        for (text, want) in table {
            assert_eq!(short(text), want);
        }
    }

    #[test]
    fn the_sites_name_is_there_if_there_is_room() {
        assert_eq!(in_tab("Guides"), format!("Guides · {NAME}"));
        let long = "What does KMSKeyNotAccessibleFault mean?";
        assert_eq!(in_tab(long), long);
    }
}
