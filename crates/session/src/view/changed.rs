//! "2020 vs. today": the statements of both editions beside each other, and the scenarios that show them.
//!
//! Computed from the rules and the list of scenarios; nothing is run for it.

use playground_core::edition::Edition;
use playground_core::rules::{Earlier, Rule, RuleId, RuleKind, rules};

use super::RuleView;
use crate::advice::rule_view;
use crate::scenario::IndexRow;

/// What the two editions say of one matter. At least one side has a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeRow {
    /// How they differ.
    pub change: Change,
    /// The statements of 2020; several if the one of 2026 stands instead of several, none if it is new.
    pub then: Vec<Statement>,
    /// The statement of 2026; `None` if it makes none of what 2020 said.
    pub today: Option<Statement>,
}

/// How the statement of today is related to those of 2020.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// 2020 said nothing of it.
    New,
    /// Both say the same.
    Same,
    /// Both speak of it under one number, and one says more than the other.
    Changed,
    /// The statement of 2026 contradicts what 2020 said.
    Instead,
    /// Only 2020 said it.
    Gone,
}

impl Change {
    /// All of them, in the order of a reader's interest.
    pub const ALL: [Self; 5] = [Self::Instead, Self::New, Self::Changed, Self::Gone, Self::Same];

    /// For a label: `no longer said`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "the same",
            Self::Changed => "reworded",
            Self::Instead => "different",
            Self::Gone => "no longer said",
        }
    }
}

/// A statement of one edition, and where it can be seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Number, place, text, and the address of the page.
    pub rule: RuleView,
    /// How the model enforces it.
    pub kind: RuleKind,
    /// The scenarios of its edition that show it, in the order of the list.
    pub shown: Vec<ShownIn>,
}

/// A scenario that shows a rule: it names it under `rules:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownIn {
    /// The scenario's id, as in the address.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// The indices of the steps that the rule refuses, from 0; empty if the scenario shows it without a refusal.
    pub steps: Vec<usize>,
}

/// Every statement of both editions once, in the order of the page of 2026; what only 2020 said stands where it stood
/// there.
pub fn changed(scenarios: &[IndexRow]) -> Vec<ChangeRow> {
    let mut rows: Vec<ChangeRow> = rules(Edition::Y2026)
        .iter()
        .map(|rule| {
            let (change, then) = match rule.earlier {
                Earlier::New => (Change::New, &[][..]),
                Earlier::Same => (Change::Same, &[rule.id][..]),
                Earlier::Changed => (Change::Changed, &[rule.id][..]),
                Earlier::Instead(old) => (Change::Instead, old),
            };
            let old = |id: &RuleId| Some(statement(id.rule(Edition::Y2020)?, Edition::Y2020, scenarios));
            let today = Some(statement(rule, Edition::Y2026, scenarios));
            ChangeRow { change, then: then.iter().filter_map(old).collect(), today }
        })
        .collect();
    let mut at = 0;
    for rule in rules(Edition::Y2020) {
        let about = |row: &ChangeRow| row.then.iter().any(|old| old.rule.id == rule.id.name());
        if let Some(last) = rows.iter().rposition(about) {
            at = last + 1;
        } else {
            let then = vec![statement(rule, Edition::Y2020, scenarios)];
            rows.insert(at, ChangeRow { change: Change::Gone, then, today: None });
            at += 1;
        }
    }
    rows
}

/// Returns whether the other edition does not say the same under this number.
pub fn differs(rule: RuleId) -> bool {
    let says_the_same = |today: &Rule| today.id == rule && today.earlier == Earlier::Same;
    !rules(Edition::Y2026).iter().any(says_the_same)
}

fn statement(rule: &Rule, edition: Edition, scenarios: &[IndexRow]) -> Statement {
    let here = scenarios.iter().filter(|row| row.edition == edition);
    let shown = here.filter_map(|row| {
        let shows = row.shows.iter().find(|shows| shows.rule == rule.id.name())?;
        Some(ShownIn { scenario: row.id.clone(), title: row.title.clone(), steps: shows.refused.clone() })
    });
    Statement { rule: rule_view(rule), kind: rule.kind, shown: shown.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;

    fn row(id: &str, edition: Edition, rules: &str, refused: &str) -> IndexRow {
        let text = ["---\ntitle: T\nsummary: S\nseed: 1\nedition: ", edition.name(), "\nrules: ", rules]
            .concat()
            + "\n---\n\n## A\n\nWords.\n\n## B\n\n```aws\na\n```\n```output refused: "
            + refused
            + " X\nno\n```\n";
        IndexRow::of(&format!("1-{id}.md"), &parse(&text).unwrap())
    }

    #[test]
    fn every_statement_of_both_editions_is_there() {
        let rows = changed(&[]);
        for rule in rules(Edition::Y2026) {
            let of = |row: &&ChangeRow| row.today.as_ref().is_some_and(|now| now.rule.id == rule.id.name());
            assert_eq!(rows.iter().filter(of).count(), 1, "{}", rule.id);
        }
        for rule in rules(Edition::Y2020) {
            assert!(
                rows.iter().any(|row| row.then.iter().any(|old| old.rule.id == rule.id.name())),
                "{}",
                rule.id
            );
        }
        let gone = rows.iter().filter(|row| row.change == Change::Gone);
        let gone: Vec<&str> = gone.flat_map(|row| &row.then).map(|old| old.rule.id.as_str()).collect();
        assert_eq!(gone, ["S02", "O01", "O03", "O04", "O06", "L07"]);
        let lines = rows.iter().map(|row| {
            let then: Vec<&str> = row.then.iter().map(|old| old.rule.id.as_str()).collect();
            [
                row.today.as_ref().map_or("-", |now| &now.rule.id),
                " ",
                row.change.words(),
                " ",
                &then.join(" "),
            ]
            .concat()
        });
        let lines: Vec<String> = lines.collect();
        assert!(lines.contains(&"N12 different E07 E08".into()), "{lines:?}");
        assert!(lines.contains(&"L08 the same L08".into()), "{lines:?}");
        for (rule, want) in
            [(RuleId::L08, false), (RuleId::L06, true), (RuleId::E07, true), (RuleId::N01, true)]
        {
            assert_eq!(differs(rule), want, "{rule}");
        }
        let place = |line: &str| lines.iter().position(|have| have == line);
        assert_eq!(place("- no longer said L07"), place("L06 reworded L06").map(|at| at + 1), "{lines:?}");
    }

    #[test]
    fn a_statement_names_the_scenarios_of_its_edition_and_the_steps_that_it_refuses() {
        let all = [
            row("then", Edition::Y2020, "L08 E01", "L08"),
            row("now", Edition::Y2026, "L08", "L08"),
            row("other", Edition::Y2020, "L09", "L09"),
        ];
        let rows = changed(&all);
        let row = rows.iter().find(|row| row.today.as_ref().is_some_and(|now| now.rule.id == "L08")).unwrap();
        let shown = |statement: &Statement| -> Vec<(String, Vec<usize>)> {
            statement.shown.iter().map(|shown| (shown.scenario.clone(), shown.steps.clone())).collect()
        };
        assert_eq!(shown(&row.then[0]), [("then".into(), vec![1])]);
        assert_eq!(shown(row.today.as_ref().unwrap()), [("now".into(), vec![1])]);
        let row = rows.iter().find(|row| row.today.as_ref().is_some_and(|now| now.rule.id == "N01")).unwrap();
        assert_eq!(shown(&row.then[0]), [("then".into(), vec![])], "E01, shown without a refusal");
        assert_eq!(row.today.as_ref().unwrap().rule.place, "Overview");
    }
}
