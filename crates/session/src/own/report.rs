//! `playground report`

use playground_aws::output::MAX_ANSWER;
use playground_estate::{Form, report};

use crate::tools::{Call, Output};

pub(super) const ABOUT: &str = "Prints the findings in the imported files.";
pub(super) const USAGE: &str = "  playground report [--format markdown|csv|json]

The report is about the files as they were read, not about later changes in the
world. The default format is markdown.
";

pub(super) fn run(call: &mut Call<'_>) -> Result<Output, String> {
    let (state, args) = (&mut *call.state, call.args);
    let form = match args {
        [] => Form::Markdown,
        [option, name] if option == "--format" => match name.as_str() {
            "markdown" => Form::Markdown,
            "csv" => Form::Csv,
            "json" => Form::Json,
            other => return Err([other, " isn't a format. The formats are markdown, csv and json"].concat()),
        },
        [..] => return Err(String::from("the only option is --format, with markdown, csv or json")),
    };
    let own = state.accounts.as_deref().ok_or("nothing was imported. Start with playground import")?;
    let text = report(&own.estate, &own.files, form);
    if text.len() > MAX_ANSWER {
        return Err(String::from("the report is longer than 2 MiB. Download it from the page instead"));
    }
    Ok(Output::text(text))
}
