//! `playground why-refused`

use playground_estate::Estate;

use crate::tools::{Call, Output};
use crate::view::{Inline, Way};
use crate::why_refused::{Answer, Told, Trial, explain, tried};

pub(super) const ABOUT: &str = "Explains an AWS error that you paste.";
pub(super) const USAGE: &str = "  playground why-refused <file>
  playground why-refused '<error>'
  playground why-refused <<'END'

Paste what the AWS CLI, Terraform, CloudFormation or an SDK printed, with the
command if you have it. If files were imported, it says what in them causes the
error. Fixes are tried on a copy of the world before they are shown; the world
itself doesn't change.
";

pub(super) fn run(call: &mut Call<'_>) -> Result<Output, String> {
    let text = match call.args {
        [] => call.stdin.take().ok_or(
            "there is no error to explain. Paste it after <<'END' and end it with END, or name a file",
        )?,
        [one] if call.state.files.contains_key(one.as_str()) => {
            call.state.files.get(one.as_str()).cloned().unwrap_or_default()
        }
        words => words.join(" ").into_bytes().into(),
    };
    let text = String::from_utf8_lossy(&text);
    let nothing = Estate::default();
    let estate = call.state.accounts.as_deref().map_or(&nothing, |own| &*own.estate);
    let answer = explain(&text, estate).ok_or("there is no error in it")?;
    let trial = tried(call.state, &text, &answer);
    Ok(Output::text(said(&answer, &trial)))
}

fn said(answer: &Answer, trial: &Trial) -> String {
    let mut out = String::new();
    let mut line = |text: &str| out.extend([text, "\n"]);
    line(&Inline::plain(&answer.heard));
    match &answer.told {
        Told::ByText(_) | Told::Denied(_) => {}
        Told::ByCode(_) => line("Recognized by its code: the text isn't known."),
        Told::CodeOnly(_) => line("The code is known, but the text isn't."),
        Told::Replacement => line(
            "This is a Terraform plan, not an error. To see what it would replace, write it to a file with terraform show -json, import that, and run `playground report`.",
        ),
        Told::No => line("Neither the code nor the text is known."),
    }
    if !answer.why.is_empty() {
        line(&Inline::plain(&answer.why));
    }
    for near in &answer.near {
        line(&["Similar: ", near].concat());
    }
    if !answer.causes.is_empty() {
        line("\nIn your files:");
    }
    for cause in &answer.causes {
        line(&[if cause.sure { "  cause: " } else { "  " }, &Inline::plain(&cause.text)].concat());
    }
    if let Some((rule, edition)) = &answer.rule {
        line(
            &["\nRule ", &rule.id, " of ", edition.name(), " (", &rule.place, "): ", &rule.statement]
                .concat(),
        );
    }
    if !answer.ways.is_empty() {
        line("\nInstead:");
    }
    for (way, came) in answer.ways.iter().zip(&trial.ways) {
        one(&mut line, way);
        if let Some(came) = came {
            line(&["  ", came].concat());
        }
    }
    line(&["\nTried: ", &trial.command.replace('`', "")].concat());
    if !trial.found.is_empty() {
        line("What works in the copy:");
    }
    for way in &trial.found {
        one(&mut line, way);
    }
    if answer.model {
        line("This text is the playground's own: AWS's isn't documented.");
    }
    out
}

fn one(line: &mut impl FnMut(&str), way: &Way) {
    line(&["  ", &way.text].concat());
    for command in &way.commands {
        line(&["    ", command].concat());
    }
}
