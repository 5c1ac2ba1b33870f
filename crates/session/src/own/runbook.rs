//! `playground plan --as …`: a plan as a runbook.

use playground_core::world::World;
use playground_plan::Plan;
use playground_plan::runbook::{Runbook, alternatives, alternatives_markdown};

use crate::engine::engine;
use crate::tools::Output;

/// What plans are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Commands,
    Table,
    Markdown,
    Script,
    Scenario,
}

const FORMS: [(&str, Form); 5] = [
    ("commands", Form::Commands),
    ("table", Form::Table),
    ("markdown", Form::Markdown),
    ("script", Form::Script),
    ("scenario", Form::Scenario),
];

/// How a plan is to be written.
#[derive(Debug)]
pub(super) struct Wanted {
    form: Form,
    /// Which plan, from 1.
    way: usize,
}

impl Wanted {
    /// Takes `--as` and `--way` out of the words.
    pub(super) fn of(words: Vec<String>) -> Result<(Self, Vec<String>), String> {
        let (mut wanted, mut others) = (Self { form: Form::Commands, way: 1 }, Vec::new());
        let mut rest = words.into_iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "--as" => wanted.form = form(&rest.next().unwrap_or_default())?,
                "--way" => {
                    let number = rest.next().and_then(|number| number.parse().ok());
                    wanted.way = number.ok_or("--way needs the number of a plan, from 1")?;
                }
                _ => others.push(word),
            }
        }
        Ok((wanted, others))
    }

    /// The plans, written down. `commands` writes them step by step.
    pub(super) fn written(
        &self,
        world: &World,
        plans: &[Plan],
        commands: fn(&[Plan]) -> String,
    ) -> Result<Output, String> {
        match self.form {
            Form::Commands => return Ok(Output::text(commands(plans))),
            Form::Table => return Ok(Output::text(alternatives_markdown(&alternatives(plans)))),
            Form::Markdown | Form::Script | Form::Scenario => {}
        }
        let plan = self.way.checked_sub(1).and_then(|at| plans.get(at));
        let plan = plan.ok_or_else(|| ["there are plans 1 to ", &plans.len().to_string()].concat())?;
        let book = Runbook::of(world, &*engine(), plan).map_err(|why| why.to_string())?;
        match self.form {
            Form::Commands | Form::Table | Form::Markdown => Ok(Output::text(book.markdown())),
            Form::Script => Ok(Output::text(book.script())),
            Form::Scenario => {
                let said = "playground: the scenario has no outputs yet; check --write adds them\n";
                Ok(Output { stderr: said.into(), ..Output::text(book.scenario()?) })
            }
        }
    }
}

fn form(name: &str) -> Result<Form, String> {
    let found = FORMS.iter().find(|(known, _)| *known == name).map(|(_, form)| *form);
    let known: Vec<&str> = FORMS.iter().map(|(name, _)| *name).collect();
    found.ok_or_else(|| ["--as takes ", &known.join(", "), "; not '", name, "'"].concat())
}
