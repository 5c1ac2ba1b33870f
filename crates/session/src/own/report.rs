//! `playground report`

use playground_aws::output::MAX_ANSWER;
use playground_estate::{Form, report};

use crate::tools::{Call, Output};

pub(super) const ABOUT: &str = "Says what was found in the files that were imported.";
pub(super) const USAGE: &str = "  playground report [--format markdown|csv|json]

It is about the files, as they were read, and not about what happened in the
world since. Without --format it is Markdown.
";

pub(super) fn run(call: &mut Call<'_>) -> Result<Output, String> {
    let (state, args) = (&mut *call.state, call.args);
    let form = match args {
        [] => Form::Markdown,
        [option, name] if option == "--format" => match name.as_str() {
            "markdown" => Form::Markdown,
            "csv" => Form::Csv,
            "json" => Form::Json,
            other => return Err([other, " is no format of it. There are markdown, csv and json"].concat()),
        },
        [..] => return Err(String::from("its only option is --format, with markdown, csv or json")),
    };
    let own = state.accounts.as_deref().ok_or("nothing was imported. Begin with playground import")?;
    let text = report(&own.estate, &own.files, form);
    if text.len() > MAX_ANSWER {
        return Err(String::from("the report is longer than 2 MiB. Take it along from the page instead"));
    }
    Ok(Output::text(text))
}
