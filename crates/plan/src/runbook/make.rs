//! From a plan to its runbook: the plan is run once more on a fork of the world, and each check shows there what it must
//! show. Not here: the words (`told`), which checks there are (`check`), what
//! is left over (`left`), the forms.

use playground_aws::output::OutputFormat;
use playground_core::database::{MountedVolume, SqlEngine};
use playground_core::ids::{AccountId, KeyArn, Principal, Region};
use playground_core::ops::kms::KmsOp;
use playground_core::ops::{Operation, Output, Request, submit};
use playground_core::world::World;

use super::command::Command;
use super::policy::PolicyChange;
use super::{Act, Check, Runbook, RunbookStep, Settings, by_hand, check, cost, like, told};
use crate::plan::{Action, Back, Outside, Plan, PlanStep};
use crate::step::Step;

/// Why a plan can't be written down: it does not work in this world (any more).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotWritten {
    /// The command that fails, as words.
    pub command: String,
    /// What it says.
    pub says: String,
}

impl core::fmt::Display for NotWritten {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "The plan no longer works in this world: {} says: {}", self.command, self.says.trim())
    }
}

impl Runbook {
    /// Writes a plan down. It is run in a fork of the world that it was found for.
    pub fn of(world: &World, engine: &dyn SqlEngine<MountedVolume>, plan: &Plan) -> Result<Self, NotWritten> {
        let mut maker = Maker {
            world: world.clone(),
            engine,
            made: Vec::new(),
            people: Vec::new(),
            places: Vec::new(),
            steps: Vec::new(),
        };
        for step in &plan.steps {
            maker.step(step)?;
        }
        let left_over = maker.left_over(plan);
        let mut about = vec![String::from(told::method(plan.method))];
        about.extend(cost::of(plan));
        about.extend(super::beyond_said(&plan.beyond));
        let Maker { made, people, places, steps, .. } = maker;
        Ok(Self {
            title: told::title(&plan.goal, world),
            about,
            edition: world.edition,
            people,
            places,
            variables: made.into_iter().map(|(variable, _)| String::from(variable)).collect(),
            steps,
            left_over,
            likeness: like::likeness(world, plan),
        })
    }
}

/// A runbook in the making.
pub(super) struct Maker<'a> {
    /// The world after the steps so far.
    pub(super) world: World,
    engine: &'a dyn SqlEngine<MountedVolume>,
    /// The keys that were made, by the variables that hold their ids.
    pub(super) made: Vec<(&'static str, KeyArn)>,
    pub(super) people: Vec<Principal>,
    places: Vec<(Settings, AccountId, Region)>,
    steps: Vec<RunbookStep>,
}

impl Maker<'_> {
    fn step(&mut self, step: &PlanStep) -> Result<(), NotWritten> {
        match &step.action {
            Action::Change(asked) => self.change(step, asked),
            Action::Await(asked) => {
                self.run(asked)?;
                let command = self.command(asked);
                match self.steps.last_mut() {
                    Some(last) => last.waits.push(command),
                    None => self.alone(step, command, None),
                }
                self.recheck();
                Ok(())
            }
            Action::Check(asked) => {
                self.run(asked)?;
                let command = self.command(asked);
                let check = self.shown(command)?;
                match self.steps.last_mut() {
                    Some(last) => {
                        // The plan's own check of a thing takes the place of ours.
                        last.checks.retain(|other| !other.command.is_about_the_same(&check.command));
                        last.checks.push(check);
                    }
                    None => self.alone(step, check.command.clone(), Some(check)),
                }
                Ok(())
            }
            Action::Outside(outside) => {
                self.by_hand(step, outside);
                Ok(())
            }
        }
    }

    /// A waiter or a check before anything is changed.
    fn alone(&mut self, step: &PlanStep, command: Command, check: Option<Check>) {
        let title = if check.is_some() { "Look first" } else { "Wait first" };
        let title = String::from(title);
        let made =
            RunbookStep { checks: Vec::from_iter(check), ..self.written(step, title, Act::Command(command)) };
        self.steps.push(made);
    }

    fn change(&mut self, step: &PlanStep, asked: &Step) -> Result<(), NotWritten> {
        let request = asked.request().clone();
        let before = self.world.clone();
        self.run(asked)?;
        if let Some(variable) = asked.makes() {
            let new = self.world.keys.keys().find(|key| !before.keys.contains_key(*key));
            self.made.extend(new.map(|key| (variable, key.clone())));
        }
        let command = self.command(asked);
        let act = match (&request.operation, &step.statement) {
            (Operation::Kms(KmsOp::PutKeyPolicy(input)), Some(statement)) => {
                Act::Policy(added(&request, &input.key.to_string(), statement, self.steps.len() + 1))
            }
            _ => Act::Command(command),
        };
        let title = told::step(&request, step.statement.as_deref().and_then(mark_of).as_deref());
        let settings = told::settings(&request.operation);
        let place = settings.and_then(|settings| Some((settings, request.who.account()?, request.region)));
        if let Some(place) = place.filter(|place| !self.places.contains(place)) {
            self.places.push(place);
        }
        let written = RunbookStep { settings, ..self.written(step, title, act) };
        self.steps.push(written);
        self.check_change(&request, asked.makes(), step.statement.as_deref())
    }

    /// The check of what was just done. What isn't ready yet is checked again after the waiter.
    fn check_change(
        &mut self,
        request: &Request,
        made: Option<&str>,
        statement: Option<&str>,
    ) -> Result<(), NotWritten> {
        let command = match (&request.operation, statement) {
            (Operation::Kms(KmsOp::PutKeyPolicy(input)), Some(statement)) => {
                mark_of(statement).map(|mark| has_text(request, &input.key.to_string(), &mark))
            }
            _ => check::of(request, made),
        };
        let Some(command) = command else { return Ok(()) };
        let check = self.shown(command)?;
        if let Some(last) = self.steps.last_mut() {
            last.checks.push(check);
        }
        Ok(())
    }

    /// After a waiter, what was checked before it shows something else.
    fn recheck(&mut self) {
        let Some(mut checks) = self.steps.last_mut().map(|last| core::mem::take(&mut last.checks)) else {
            return;
        };
        for check in &mut checks {
            if let Ok(again) = self.shown(check.command.clone()) {
                *check = again;
            }
        }
        if let Some(last) = self.steps.last_mut() {
            last.checks = checks;
        }
    }

    fn by_hand(&mut self, step: &PlanStep, outside: &Outside) {
        let (title, what, back) = by_hand::by_hand(outside);
        let mut written = self.written(step, title, Act::ByHand(what));
        written.back = String::from(back);
        if let Outside::SwitchEndpoint { to, .. } = outside {
            let who = self.owner(to.account);
            let command = Command::plain("aws rds describe-db-clusters", &who, to.region)
                .with(&["--db-cluster-identifier", to.id.as_str()])
                .printing("DBClusters[0].[Status,Port]");
            written.checks.extend(self.shown(command).ok());
        }
        if let Outside::SwitchEndpoint { from, to } = outside {
            written.instead = self.renamed(from, to);
        }
        self.steps.push(written);
    }

    fn written(&mut self, step: &PlanStep, title: String, act: Act) -> RunbookStep {
        let (back, back_by) = self.back(step, &act);
        RunbookStep {
            title,
            theirs: step.theirs,
            act,
            settings: None,
            waits: Vec::new(),
            checks: Vec::new(),
            clients: told::clients(step.notice),
            back,
            back_by,
            instead: None,
            destructive: step.destructive,
        }
    }

    fn back(&mut self, step: &PlanStep, act: &Act) -> (String, Vec<Command>) {
        let (text, by) = match (act, &step.back) {
            (Act::Policy(change), _) => {
                let mut put = change.put.clone();
                for word in &mut put.words {
                    *word = word.replace(&change.after, &change.before);
                }
                ("Restore the previous policy.", vec![put])
            }
            (_, Back::Unneeded) => ("Nothing to undo.", Vec::new()),
            (_, Back::By(steps)) => ("Undo it with:", steps.iter().map(|step| self.command(step)).collect()),
            (_, Back::Outside) => ("Let the applications continue as before.", Vec::new()),
            (_, Back::None) => ("This step can't be undone.", Vec::new()),
        };
        (String::from(text), by)
    }

    /// A step's command, with what its answer is kept in.
    fn command(&mut self, step: &Step) -> Command {
        let request = step.request();
        if !self.people.contains(&request.who) {
            self.people.push(request.who.clone());
        }
        let words = step.words();
        let command = Command { words, who: request.who.clone(), region: request.region, keeps: None };
        match (step.makes(), step.query()) {
            (Some(variable), Some(query)) => command.printing(query).kept_in(variable),
            (None, Some(query)) => command.printing(query),
            (_, None) => command,
        }
    }

    /// Runs a step on the fork.
    fn run(&mut self, step: &Step) -> Result<(), NotWritten> {
        let request = step.filled(&self.made);
        let fails = |says: String| NotWritten { command: playground_aws::print(&request), says };
        let Ok((after, decision)) = submit(&self.world, &request, self.engine) else {
            return Err(fails(String::from("The database engine isn't loaded.")));
        };
        match decision.outcome {
            Ok(Output::Sql(output)) if !output.done() => Err(fails(String::from("The statements fail."))),
            Ok(_) => {
                self.world = after;
                Ok(())
            }
            Err(refusal) => Err(fails(refusal.message())),
        }
    }

    /// The world after a command, and what it prints.
    pub(super) fn sent(&self, world: &World, command: &Command) -> Result<(World, String), NotWritten> {
        let fails = |says: &str| NotWritten { command: command.words.join(" "), says: String::from(says) };
        let mut words = command.words.clone();
        for word in &mut words {
            for (variable, key) in &self.made {
                *word = word.replace(&["$", variable].concat(), &key.id.to_string());
            }
        }
        let parsed = playground_aws::parse(&words, world.edition).map_err(|usage| fails(&usage.stderr))?;
        let playground_aws::Parsed::Run(mut sent) = parsed else { return Err(fails("It asks for help.")) };
        sent.request.who = command.who.clone();
        sent.request.region = command.region;
        sent.output = sent.output.or(Some(OutputFormat::Json));
        let Ok((after, decision)) = submit(world, &sent.request, self.engine) else {
            return Err(fails("The database engine isn't loaded."));
        };
        let reply = playground_aws::respond(&sent, &after, &decision.outcome);
        if reply.exit_code != 0 {
            return Err(fails(&reply.stderr));
        }
        Ok((after, String::from(reply.stdout.trim_end())))
    }

    /// A command that only reads, with what it shows on the fork.
    fn shown(&self, command: Command) -> Result<Check, NotWritten> {
        let (_, mut shows) = self.sent(&self.world, &command)?;
        for (variable, key) in &self.made {
            shows = shows.replace(&key.id.to_string(), &["$", variable].concat());
        }
        Ok(Check { command, shows })
    }
}

/// The change of a policy by a statement, in the step of that number.
fn added(request: &Request, key: &str, statement: &str, number: usize) -> PolicyChange {
    let send = |call: &str| {
        Command::plain(call, &request.who, request.region).with(&[
            "--key-id",
            key,
            "--policy-name",
            "default",
        ])
    };
    let name = ["policy-", &number.to_string()].concat();
    let (before, after) = ([&name, "-before.json"].concat(), [&name, "-after.json"].concat());
    PolicyChange {
        get: send("aws kms get-key-policy").printing("Policy"),
        put: send("aws kms put-key-policy").with(&["--policy", &["file://", &after].concat()]),
        before,
        after,
        statement: String::from(statement),
    }
}

/// A text by which a statement is found in a policy: its `Sid`, or whom it is for.
fn mark_of(statement: &str) -> Option<String> {
    let value = playground_aws::json::parse(statement).ok()?;
    let who = || value.get("Principal")?.get("AWS")?.as_str();
    value.get("Sid").and_then(|sid| sid.as_str()).or_else(who).map(String::from)
}

/// Shows whether a text is in a policy.
fn has_text(request: &Request, key: &str, text: &str) -> Command {
    let query = ["contains(Policy, '", text, "')"].concat();
    Command::plain("aws kms get-key-policy", &request.who, request.region)
        .with(&["--key-id", key, "--policy-name", "default"])
        .printing(&query)
}
