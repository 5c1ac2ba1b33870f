//! What plans of Terraform would replace or delete, as a section of each form of the report.

use playground_aws::json::{Object, Value};

use super::COLUMNS;
use crate::estate::Estate;
use crate::replaced::{Forcing, Replacement, replacements};

/// The types of such rows in CSV.
const AGAIN: &str = "planned replacement";
const GONE: &str = "planned deletion";

/// The section in Markdown; empty if no plan replaces anything.
pub(super) fn markdown(estate: &Estate) -> String {
    let all = replacements(estate);
    if all.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n## What Terraform would replace or delete\n");
    for one in all {
        text += &["\n### ", &one.address, "\n\n", &one.lost, "\n"].concat();
        for forcing in &one.forcing {
            text += &of_one(forcing);
        }
    }
    text
}

fn of_one(forcing: &Forcing) -> String {
    let mut text = String::from("\n- ");
    if !forcing.attribute.is_empty() {
        let values =
            if forcing.values.is_empty() { String::new() } else { [" = ", &forcing.values].concat() };
        text += &["`", &forcing.attribute, &values, "`: "].concat();
    }
    text += &forcing.why;
    if let Some(rule) = forcing.rule {
        text += &[" (", rule.name(), ")"].concat();
    }
    text += "\n";
    if !forcing.instead.is_empty() {
        let lines: Vec<String> = forcing.instead.iter().map(|line| ["  ", line, "\n"].concat()).collect();
        text += &["\n  Instead:\n\n  ```hcl\n", &lines.concat(), "  ```\n"].concat();
    }
    if !forcing.steps.is_empty() {
        text += "\n  Steps:\n\n";
        for (at, step) in forcing.steps.iter().enumerate() {
            text += &["  ", &(at + 1).to_string(), ". ", step, "\n"].concat();
        }
    }
    text
}

/// Rows below those of what exists, in the same columns: the address as the name, and what forces it as the findings.
pub(super) fn rows(estate: &Estate) -> Vec<Vec<String>> {
    let row = |one: Replacement| {
        let of =
            |part: fn(&crate::Arn) -> &str| one.arn.as_ref().map_or_else(String::new, |arn| part(arn).into());
        let names: Vec<&str> = one.forcing.iter().map(|forcing| &*forcing.attribute).collect();
        let names = names.join(", ");
        let (account, region) = (of(crate::Arn::account), of(crate::Arn::region));
        let findings = match (one.again, names.is_empty()) {
            (true, true) => String::from("forced by no attribute"),
            (true, false) => ["forced by ", &*names].concat(),
            (false, _) => String::from("deleted for good"),
        };
        let empty = String::new;
        let row = if one.again { AGAIN } else { GONE };
        let mut cells =
            vec![row.into(), account, region, one.address, empty(), empty(), empty(), empty(), findings];
        cells.resize(COLUMNS.len(), String::new());
        cells
    };
    replacements(estate).into_iter().map(row).collect()
}

/// The member `replacements`.
pub(super) fn json(estate: &Estate) -> Value {
    let texts = |texts: &[String]| Value::Array(texts.iter().cloned().map(Value::String).collect());
    let forcing = |one: &Forcing| {
        let mut object = Object::new();
        object
            .text("attribute", &one.attribute)
            .text("values", &one.values)
            .text("why", &one.why)
            .text("rule", one.rule.map_or("", |rule| rule.name()))
            .with("instead", texts(&one.instead))
            .with("steps", texts(&one.steps));
        object.done()
    };
    let one = |one: &Replacement| {
        let mut object = Object::new();
        object
            .text("address", &one.address)
            .text("arn", one.arn.as_ref().map_or("", crate::Arn::as_str))
            .with("createdAgain", Value::Bool(one.again))
            .text("lost", &one.lost)
            .with("forcedBy", Value::Array(one.forcing.iter().map(forcing).collect()));
        object.done()
    };
    Value::Array(replacements(estate).iter().map(one).collect())
}
