//! What the page has to know of scenarios before it loads or runs them, in two files that the tests write: `index.tsv`,
//! the list in order, and `otherwise.tsv`, the steps of 2020 that end otherwise today.

use playground_core::edition::Edition;
use playground_core::rules::{Rule, RuleId};

use super::inline::inline;
use super::listing::{Group, Level, Listing, minutes};
use super::{Scenario, ScenarioError, id_of_file};
use crate::lesson::otherwise::Otherwise;
use crate::view::Inline;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexRow {
    /// The file next to the index: `10-lose-the-key.md`.
    pub file: String,
    /// The id, as in an address: `lose-the-key`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One line of text.
    pub summary: String,
    /// The number of its steps.
    pub steps: usize,
    /// Which rules hold.
    pub edition: Edition,
    /// The rules that it shows, in the order of the file.
    pub shows: Vec<Shows>,
    /// About how many minutes it takes.
    pub minutes: usize,
    /// Its place in the list.
    pub listing: Listing,
}

/// A rule that a scenario shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shows {
    /// Its number, such as `E04`.
    pub rule: String,
    /// The indices of the steps in which it refuses a command.
    pub refused: Vec<usize>,
}

impl IndexRow {
    /// What the list says of the scenario in a file.
    pub fn of(file: &str, scenario: &Scenario) -> Self {
        let shows = |rule: &String| Shows { rule: rule.clone(), refused: refused_by(rule, scenario) };
        Self {
            file: file.into(),
            id: id_of_file(file).into(),
            title: scenario.title.clone(),
            summary: scenario.summary.clone(),
            steps: scenario.steps.len(),
            edition: scenario.edition,
            shows: scenario.rules.iter().map(shows).collect(),
            minutes: minutes(scenario),
            listing: scenario.listing,
        }
    }

    /// The row as a line of the file: file, id, title, summary, number of steps, edition, rules, minutes, group, level and
    /// place in the path, separated by tabs. Behind a rule stand the steps, from 1, in which it refuses something:
    /// `E04@3,5 L03`. The last three may be empty.
    pub fn line(&self) -> String {
        let number = |step: &usize| step.saturating_add(1).to_string();
        let shows = self.shows.iter().map(|shows| {
            let at = if shows.refused.is_empty() { "" } else { "@" };
            [&*shows.rule, at, &shows.refused.iter().map(number).collect::<Vec<_>>().join(",")].concat()
        });
        let shows = shows.collect::<Vec<_>>().join(" ");
        let (steps, minutes) = (self.steps.to_string(), self.minutes.to_string());
        let edition = self.edition.name();
        let Listing { group, level, path } = self.listing;
        let (group, level) = (group.map_or("", Group::name), level.map_or("", Level::name));
        let path = path.map_or_else(String::new, |path| path.to_string());
        let said = [&*self.file, &self.id, &self.title, &self.summary, &steps, edition, &shows];
        [&said[..], &[&minutes, group, level, &path]].concat().join("\t")
    }
}

/// The indices of the steps in which a rule refuses a command.
fn refused_by(rule: &str, scenario: &Scenario) -> Vec<usize> {
    let refuses = |run: &super::Run| {
        run.expected.refused.as_ref().is_some_and(|refused| refused.rule.as_deref() == Some(rule))
    };
    let steps = scenario.steps.iter().enumerate();
    steps.filter(|(_, step)| step.runs.iter().any(refuses)).map(|(at, _)| at).collect()
}

/// Reads lines as [`IndexRow::line`] writes them; empty ones and those that begin with `#` say nothing.
pub fn parse_index(text: &str) -> Result<Vec<IndexRow>, ScenarioError> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(number, line)| row(line).map_err(|message| ScenarioError { line: number, message })).collect()
}

fn row(line: &str) -> Result<IndexRow, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [file, id, title, summary, steps, edition, rules, minutes, group, level, path] = cells[..] else {
        return Err(String::from("Eleven cells with tabs between are needed."));
    };
    let edition = Edition::parse(edition)
        .ok_or_else(|| ["The sixth cell must be an edition: ", &Edition::names(), "."].concat())?;
    let shows = rules.split_whitespace().map(shows).collect::<Option<_>>();
    Ok(IndexRow {
        file: file.into(),
        id: id.into(),
        title: title.into(),
        summary: summary.into(),
        steps: steps.parse().map_err(|_| String::from("The fifth cell must be the number of steps."))?,
        edition,
        shows: shows
            .ok_or("The seventh cell must be rules, each with the steps that it refuses: E04@3,5 L03.")?,
        minutes: minutes
            .parse()
            .map_err(|_| String::from("The eighth cell must be the number of minutes."))?,
        listing: Listing {
            group: may_be_empty(group, Group::parse)
                .map_err(|()| ["The ninth cell must be a group: ", &Group::names(), "."].concat())?,
            level: may_be_empty(level, Level::parse)
                .map_err(|()| ["The tenth cell must be a level: ", &Level::names(), "."].concat())?,
            path: may_be_empty(path, |text| text.parse().ok())
                .map_err(|()| "The eleventh cell must be a place in the path.")?,
        },
    })
}

/// The value of a cell, or none if it is empty; an error if it can't be read.
fn may_be_empty<T>(cell: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    if cell.is_empty() { Ok(None) } else { parse(cell).map(Some).ok_or(()) }
}

fn shows(word: &str) -> Option<Shows> {
    let (rule, steps) = word.split_once('@').map_or((word, None), |(rule, steps)| (rule, Some(steps)));
    let step = |number: &str| number.parse::<usize>().ok()?.checked_sub(1);
    let refused = steps.map_or(Some(Vec::new()), |steps| steps.split(',').map(step).collect())?;
    Some(Shows { rule: rule.into(), refused })
}

/// A line of `otherwise.tsv`: a step that ends otherwise today.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherwiseRow {
    /// The scenario's id.
    pub scenario: String,
    /// The index of the step.
    pub step: usize,
    /// How it ends, in a sentence.
    pub how: Vec<Inline>,
    /// The rules that the sentence names, each as its edition has it.
    pub rules: Vec<&'static Rule>,
}

impl Otherwise {
    /// The line of `otherwise.tsv` for a step of a scenario: the scenario's id, the step from 1, the rules that are named
    /// with their editions (`E07@2020 N09@2026`), and how it ends, separated by tabs.
    pub fn line(&self, scenario: &str) -> String {
        let rules = self.rules.iter().map(|(rule, edition)| [rule, "@", edition.name()].concat());
        let rules = rules.collect::<Vec<_>>().join(" ");
        [scenario, &self.step.saturating_add(1).to_string(), &rules, &self.how].join("\t")
    }
}

/// Reads lines as [`Otherwise::line`] writes them; those that begin with `#` say nothing.
pub fn parse_otherwise(text: &str) -> Result<Vec<OtherwiseRow>, ScenarioError> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'));
    let row = |(number, line): (u32, &str)| {
        let wrong = || ScenarioError {
            line: number,
            message: String::from("It is no scenario, step, rules and sentence."),
        };
        let mut cells = line.splitn(4, '\t');
        let mut cell = || cells.next().ok_or_else(wrong);
        let (scenario, step, rules, how) = (cell()?, cell()?, cell()?, cell()?);
        let step = step.parse::<usize>().ok().and_then(|step| step.checked_sub(1)).ok_or_else(wrong)?;
        let mut row =
            OtherwiseRow { scenario: scenario.into(), step, how: inline(how, number)?, rules: Vec::new() };
        for word in rules.split_whitespace() {
            row.rules.push(rule(word).ok_or_else(wrong)?);
        }
        Ok(row)
    };
    lines.map(row).collect()
}

/// Reads a rule with its edition: `E07@2020`.
fn rule(word: &str) -> Option<&'static Rule> {
    let (rule, edition) = word.split_once('@')?;
    RuleId::parse(rule)?.rule(Edition::parse(edition)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;

    const FILE: &str = "---\ntitle: T\nsummary: S\nseed: 05\nedition: 2026\nrules: E04 L03\ngroup: keys\npath: 2\n---\n\n## One\n\nLook.\n\n\
        ## Two\n\n```aws\na b\n```\n```output refused: E04 X\nno\n```\n";

    #[test]
    fn a_row_is_read_as_it_is_written() {
        let row = IndexRow::of("01-a-b.md", &parse(FILE).unwrap());
        let line = row.line();
        assert_eq!(line, "01-a-b.md\ta-b\tT\tS\t2\t2026\tE04@2 L03\t1\tkeys\t\t2");
        assert_eq!(parse_index(&["# a remark\n\n", &line, "\n"].concat()), Ok(vec![row]));
        assert_eq!(parse_index(&line.replace("E04@2 L03", "")).unwrap()[0].shows, []);
    }

    #[test]
    fn what_ends_otherwise_is_read_as_it_is_written() {
        let how = "`sql` is refused in both: by rule E07 in 2020, by rule N09 today.";
        let rules = vec![("E07".into(), Edition::Y2020), ("N09".into(), Edition::Y2026)];
        let line = Otherwise { step: 4, how: how.into(), rules }.line("lose-the-key");
        let rows = parse_otherwise(&["# a remark\n", &line, "\n"].concat()).unwrap();
        assert_eq!((rows.len(), &*rows[0].scenario, rows[0].step), (1, "lose-the-key", 4));
        assert_eq!(rows[0].how[0], Inline::Code("sql".into()));
        let rules: Vec<&str> = rows[0].rules.iter().map(|rule| rule.id.name()).collect();
        assert_eq!(rules, ["E07", "N09"]);
        assert_eq!(parse_otherwise("a\t0\t\tx").unwrap_err().line, 1);
        for wrong in ["a\t1", "a\t1\tx", "a\t1\tE07\tx", "a\t1\tN09@2020\tx"] {
            assert!(parse_otherwise(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_cannot_be_read_names_its_line() {
        for (line, why) in [
            ("x\ty", "Eleven cells"),
            ("f\ti\tt\ts\tx\t2020\t\t1\t\t\t", "number of steps"),
            ("f\ti\tt\ts\t5\t2031\t\t1\t\t\t", "2020 and 2026"),
            ("f\ti\tt\ts\t5\t2020\tE04@0\t1\t\t\t", "E04@3,5"),
            ("f\ti\tt\ts\t5\t2020\t\tsoon\t\t\t", "number of minutes"),
            ("f\ti\tt\ts\t5\t2020\t\t1\tothers\t\t", "basics, keys"),
            ("f\ti\tt\ts\t5\t2020\t\t1\t\thard\t", "basic, intermediate"),
            ("f\ti\tt\ts\t5\t2020\t\t1\t\t\t0", "place in the path"),
        ] {
            let error = parse_index(&["#\n", line].concat()).unwrap_err();
            assert_eq!(error.line, 2);
            assert!(error.message.contains(why), "{}", error.message);
        }
    }
}
