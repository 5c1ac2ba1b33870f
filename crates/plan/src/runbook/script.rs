//! A runbook as a script for the AWS CLI. It stops at the first command that fails and at the first check that shows something
//! else, and asks before anything that takes something away.

use playground_core::ids::{AccountId, Principal, Region};

use super::command::{Command, Writing, profile_of};
use super::told::capital;
use super::{Act, Check, Runbook, RunbookStep, Settings, told};

/// What every script begins with.
const HEAD: &str = r#"set -euo pipefail
export AWS_PAGER=''

# Asks, and continues after "y" or "yes" only.
ask() {
  local answer=''
  read -r -p "$1 [y/N] " answer || true
  [ "$answer" = y ] || [ "$answer" = yes ]
}

# Asks, and stops after anything else.
agree() {
  if ! ask "$1"; then
    echo 'Stopped.' >&2
    exit 1
  fi
}

# A waiter looks every 30 seconds and gives up after 30 minutes. This repeats it for four hours.
wait_for() {
  local try
  for try in 1 2 3 4 5 6 7 8; do
    if aws rds wait "$@"; then
      return 0
    fi
    echo "Not yet (${try} of 8): $*" >&2
  done
  return 1
}

# What is shown, and what it must show, with single spaces between values.
expect() {
  local shown
  shown=$(printf '%s' "$1" | tr '\t\n' '  ')
  if [ "$shown" != "$2" ]; then
    printf 'Stopped: this must show\n  %s\nand shows\n  %s\n' "$2" "$shown" >&2
    exit 1
  fi
  printf 'OK: %s\n' "$shown"
}
"#;

impl Runbook {
    /// The runbook as a script for bash and the AWS CLI, version 2.
    pub fn script(&self) -> String {
        let mut script = Script { book: self, out: String::from("#!/usr/bin/env bash\n") };
        let out = &mut script.out;
        comment(out, &self.title);
        out.push_str("#\n");
        for line in self.about.iter().chain([&self.provenance()]) {
            comment(out, line);
        }
        out.push_str("#\n");
        out.push_str("# Needs the AWS CLI, version 2, and jq where a policy is changed. Its questions take y or yes.\n");
        out.push_str(HEAD);
        out.push_str("\n# The profile of each participant: put your names here, or set these variables.\n");
        for (number, who) in (1_usize..).zip(&self.people) {
            let variable = profile_variable(number);
            let account = who.account().map_or_else(String::new, |account| account.to_string());
            out.extend([&variable, "=${", &variable, ":-", &profile_of(who), "} # ", &account, "\n"]);
        }
        for place in &self.places {
            let (settings, account, region) = place;
            let (what, name) = settings_of(&self.places, place);
            let about = [
                "What new ",
                what,
                " of ",
                &account.to_string(),
                " in ",
                region.as_str(),
                " also get, such as",
            ];
            out.push('\n');
            comment(out, &about.concat());
            out.extend(["#   ", &name, "=(", told::example(*settings), ")\n", &name, "=()\n"]);
        }
        for (number, step) in (1_usize..).zip(&self.steps) {
            script.step(number, step);
        }
        script.out.push_str("\necho 'Done.'\n");
        script.left();
        script.out
    }
}

struct Script<'a> {
    book: &'a Runbook,
    out: String,
}

impl Script<'_> {
    fn writing<T>(&self, with: impl FnOnce(&Writing<'_>) -> T) -> T {
        let profile = |who: &Principal| {
            let number = self.book.people.iter().position(|known| known == who).map_or(1, |at| at + 1);
            ["\"${", &profile_variable(number), "}\""].concat()
        };
        with(&Writing { variables: &self.book.variables, profile: &profile, instead: &[] })
    }

    fn line(&self, command: &Command) -> String {
        self.writing(|writing| writing.line(command))
    }

    fn step(&mut self, number: usize, step: &RunbookStep) {
        let title = [&number.to_string(), ". ", &step.title].concat();
        self.out.push('\n');
        comment(&mut self.out, &title);
        if let Some(account) = step.theirs {
            comment(
                &mut self.out,
                &["A step for the owner of account ", &account.to_string(), ", with their profile."].concat(),
            );
        }
        comment(&mut self.out, &["Clients: ", step.clients].concat());
        comment(&mut self.out, &["To roll back: ", &step.back].concat());
        for command in &step.back_by {
            let line = self.line(command);
            line.lines().for_each(|line| self.out.extend(["#   ", line, "\n"]));
        }
        self.out.extend(["printf '\\n%s\\n' ", &quoted(&title), "\n"]);
        let theirs = step.theirs.filter(|_| !step.destructive);
        if let Some(account) = theirs {
            let question = ["Does the owner of account ", &account.to_string(), " agree to this step?"];
            self.out.extend(["agree ", &quoted(&question.concat()), "\n"]);
        }
        if step.destructive {
            self.out.extend(["agree ", &quoted("This is irreversible. Continue?"), "\n"]);
        }
        match &step.act {
            Act::ByHand(what) => {
                comment(&mut self.out, what);
                if let Some(instead) = &step.instead {
                    comment(&mut self.out, instead.text);
                    for command in &instead.commands {
                        let line = self.line(command);
                        line.lines().for_each(|line| self.out.extend(["#   ", line, "\n"]));
                    }
                }
                self.out.extend(["echo ", &quoted(what), "\nagree ", &quoted("Is that done?"), "\n"]);
            }
            Act::Command(command) => {
                let line = self.line(command);
                self.out.push_str(&line);
                if let Some(settings) = step.settings {
                    let is_it = |place: &&(Settings, AccountId, Region)| {
                        (place.0, Some(place.1), place.2) == (settings, command.who.account(), command.region)
                    };
                    let place = self.book.places.iter().find(is_it);
                    let name =
                        place.map_or_else(String::new, |place| settings_of(&self.book.places, place).1);
                    // An empty list is no value in older versions of bash.
                    self.out.extend([" \\\n  ${", &name, "[@]+\"${", &name, "[@]}\"}"]);
                }
                self.out.push('\n');
            }
            Act::Policy(change) => {
                comment(&mut self.out, "The statement to add:");
                change.difference().lines().for_each(|line| self.out.extend(["#   ", line, "\n"]));
                let (lines, put) = self.writing(|writing| (change.lines(writing), writing.line(&change.put)));
                self.out.extend([&lines, "\n"]);
                self.out.extend(["diff ", &change.before, " ", &change.after, " || true\n"]);
                self.out.extend(["agree ", &quoted("Put this policy?"), "\n", &put, "\n"]);
            }
        }
        for wait in &step.waits {
            self.out.extend([&self.wait(wait), "\n"]);
        }
        for check in &step.checks {
            self.check(check);
        }
    }

    /// A waiter of RDS is repeated; other ways to wait are commands as they are.
    fn wait(&self, command: &Command) -> String {
        match command.words.strip_prefix(["aws", "rds", "wait"].map(String::from).as_slice()) {
            Some(waiter) => {
                let waits = Command { words: waiter.to_vec(), ..command.clone() };
                ["wait_for ", &self.line(&waits)].concat()
            }
            None => self.line(command),
        }
    }

    fn check(&mut self, check: &Check) {
        let call = self.writing(|writing| writing.call(&check.command, "  "));
        let shows = check.shows.replace(['\t', '\n'], " ");
        let shows = self.writing(|writing| writing.word(&shows));
        self.out.extend(["expect \"$(", &call, ")\" \\\n  ", &shows, "\n"]);
    }

    /// What was only a step on the way can be deleted now; the rest is for later, as comments.
    fn left(&mut self) {
        for left in &self.book.left_over {
            self.out.push('\n');
            comment(&mut self.out, &[&capital(&left.what), " is left over. ", &left.when].concat());
            let lines: Vec<String> = left.delete.iter().map(|command| self.wait(command)).collect();
            let lines = lines.iter().flat_map(|line| line.lines());
            if left.at_once && !left.delete.is_empty() {
                let question = ["Delete ", &left.what, " now?"].concat();
                self.out.extend(["if ask ", &quoted(&question), "; then\n"]);
                for line in lines {
                    self.out.extend(["  ", line, "\n"]);
                }
                self.out.push_str("fi\n");
            } else {
                for line in lines {
                    self.out.extend(["#   ", line, "\n"]);
                }
            }
        }
    }
}

fn profile_variable(number: usize) -> String {
    if number == 1 { String::from("PROFILE") } else { ["PROFILE_", &number.to_string()].concat() }
}

/// What settings are of, and the variable that holds them: one for each account and Region.
fn settings_of(
    places: &[(Settings, AccountId, Region)],
    place: &(Settings, AccountId, Region),
) -> (&'static str, String) {
    let (what, name) = match place.0 {
        Settings::Cluster => ("clusters", "NEW_CLUSTER"),
        Settings::Instance => ("instances", "NEW_INSTANCE"),
    };
    let before = places.iter().take_while(|other| *other != place).filter(|other| other.0 == place.0).count();
    let name = if before == 0 { String::from(name) } else { [name, "_", &(before + 1).to_string()].concat() };
    (what, name)
}

/// A text for people as a word.
fn quoted(text: &str) -> String {
    ["'", &text.replace('\'', "'\\''"), "'"].concat()
}

/// A comment, in lines of at most some 100 characters.
fn comment(out: &mut String, text: &str) {
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > 100 && line != "#" {
            out.extend([&line, "\n"]);
            line = String::from("#");
        }
        line.extend([" ", word]);
    }
    out.extend([&line, "\n"]);
}
