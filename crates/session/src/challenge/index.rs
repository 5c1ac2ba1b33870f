//! What the page has to know of challenges before it loads one, in a file that the tests write: `challenges/index.tsv`.

use playground_core::edition::Edition;

use super::Challenge;
use crate::scenario::{ScenarioError, id_of_file};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChallengeRow {
    /// The file next to the index: `01-copy-in-ireland.md`.
    pub file: String,
    /// The id, as in an address: `copy-in-ireland`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One line of text.
    pub summary: String,
    /// Which rules hold.
    pub edition: Edition,
    /// The id of the scenario that it follows; empty if there is none.
    pub after: String,
}

impl ChallengeRow {
    /// What the list says of the challenge in a file.
    pub fn of(file: &str, challenge: &Challenge) -> Self {
        Self {
            file: file.into(),
            id: id_of_file(file).into(),
            title: challenge.title.clone(),
            summary: challenge.summary.clone(),
            edition: challenge.edition,
            after: challenge.after.clone(),
        }
    }

    /// The row as a line of the file: file, id, title, summary, edition and scenario, separated by tabs.
    pub fn line(&self) -> String {
        [&*self.file, &self.id, &self.title, &self.summary, self.edition.name(), &self.after].join("\t")
    }
}

/// Reads lines as [`ChallengeRow::line`] writes them; empty ones and those that begin with `#` say nothing.
pub fn parse_index(text: &str) -> Result<Vec<ChallengeRow>, ScenarioError> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let row = |(number, line): (u32, &str)| {
        let wrong = || ScenarioError {
            line: number,
            message: String::from("It is no row of the list of challenges."),
        };
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, id, title, summary, edition, after] = cells[..] else { return Err(wrong()) };
        let edition = Edition::parse(edition).ok_or_else(wrong)?;
        let [file, id, title, summary, after] = [file, id, title, summary, after].map(String::from);
        Ok(ChallengeRow { file, id, title, summary, edition, after })
    };
    lines.map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_it_is_written() {
        let challenge =
            Challenge { title: "T".into(), summary: "S".into(), after: "x".into(), ..Challenge::default() };
        let row = ChallengeRow::of("01-a-b.md", &challenge);
        assert_eq!(row.line(), "01-a-b.md\ta-b\tT\tS\t2020\tx");
        assert_eq!(parse_index(&["# a remark\n\n", &row.line(), "\n"].concat()), Ok(vec![row]));
        for line in ["a\tb", "f\ti\tt\ts\t2031\t"] {
            assert_eq!(parse_index(&["#\n", line].concat()).unwrap_err().line, 2);
        }
    }
}
