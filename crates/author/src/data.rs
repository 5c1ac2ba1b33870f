//! The JSON files: a scenario's steps, and its oEmbed answer.

use maud::html;
use playground_session::view::{Block, twin, twin_lines};
use serde::Serialize;

use crate::lessons::{Part, PlayedLesson};
use crate::prose::plain;

/// `read/<id>/steps.json`: what an embed shows before it starts.
#[derive(Serialize)]
struct StepsFile<'a> {
    title: &'a str,
    summary: &'a str,
    edition: &'a str,
    steps: Vec<StepText<'a>>,
}

#[derive(Serialize)]
struct StepText<'a> {
    title: &'a str,
    text: Vec<String>,
    commands: Vec<String>,
    output: String,
    after: Vec<String>,
    map: Vec<String>,
}

/// A scenario's steps as JSON.
pub(crate) fn steps(played: &PlayedLesson) -> String {
    let scenario = played.lesson.scenario();
    let telling = StepsFile {
        title: &scenario.title,
        summary: &scenario.summary,
        edition: scenario.edition.name(),
        steps: played.parts().map(|part| step(&scenario.intro, &part)).collect(),
    };
    json(&telling)
}

fn step<'a>(intro: &[Block], part: &Part<'a>) -> StepText<'a> {
    let mut text = if part.number == 1 { plain(intro) } else { Vec::new() };
    text.extend(plain(&part.step.before));
    if let Some(asked) = &part.step.prediction {
        text.push(asked.question.clone());
        text.extend(('A'..).zip(&asked.choices).map(|(letter, choice)| format!("{letter}. {}", choice.text)));
    }
    StepText {
        title: &part.step.title,
        text,
        commands: part.blocks.iter().flat_map(|(commands, _)| commands.clone()).collect(),
        output: part.blocks.iter().map(|(_, came)| came.text.as_str()).collect(),
        after: plain(&part.step.after),
        map: twin_lines(&twin(&part.map)).lines().map(String::from).collect(),
    }
}

/// A response of the type "rich" of <https://oembed.com>.
#[derive(Serialize)]
struct Oembed<'a> {
    version: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    provider_name: &'static str,
    provider_url: &'a str,
    html: String,
    width: u32,
    height: u32,
}

/// `oembed/<id>.json`. `url` is the address of the site, with `/` at its end.
pub(crate) fn oembed(played: &PlayedLesson, url: &str) -> String {
    let (width, height) = (960, 640);
    let frame = html! {
        iframe src={ (url) "embed.html?scenario=" (played.id()) } title=(played.title()) width=(width) height=(height) loading="lazy" {}
    };
    json(&Oembed {
        version: "1.0",
        kind: "rich",
        title: played.title(),
        provider_name: "Aurora Encryption Playground",
        provider_url: url,
        html: frame.into_string(),
        width,
        height,
    })
}

/// Strings, lists and numbers can always be written as JSON.
fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
