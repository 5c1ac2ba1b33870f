//! Goals that people had in public threads: the plan that must come, or the rule that must stand in the way. Every plan that
//! comes is run like a person would, line by line.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "helpers of tests")]

mod budget;
mod in_place;
mod stages;
mod threads;

use playground_core::edition::Edition;
use playground_core::ids::{AccountId, KeyArn, Region};
use playground_core::invariants;
use playground_plan::{Action, Goal, Home, Method, Outcome, Plan, PlanStep, Search, Setting, goal_of};
use playground_session::Session;
use playground_tests::table::before;

/// A task of a thread.
struct Task {
    /// Where it is from.
    thread: &'static str,
    /// The editions in which it is so. In 2026 each begins before the day from which on everything is encrypted.
    editions: &'static [Edition],
    /// The world: commands before it.
    stage: &'static [&'static str],
    /// The goal, as `playground plan` takes it.
    goal: &'static str,
    /// What must come.
    comes: Comes,
}

/// What must come of a search.
enum Comes {
    /// Plans by these methods, the cheapest first; of the cheapest, a part of each step that changes something.
    Plan(&'static [Method], &'static [&'static str]),
    /// Nothing: the rule, and a part of the refused line and of what is said.
    Refused(Option<&'static str>, &'static str, &'static str),
}

/// The session after the commands.
fn staged(edition: Edition, stage: &[&str]) -> Session {
    let mut session = Session::new(Session::seed_of("plans"), edition);
    for line in before(edition).into_iter().chain(stage.iter().copied()) {
        run(&mut session, line, "the stage");
    }
    session
}

fn run(session: &mut Session, line: &str, of: &str) {
    let ids = session.run(line);
    assert!(!ids.is_empty(), "{of}: {line} is no command");
    for id in ids {
        let entry = session.timeline().record(id).expect("it has run");
        assert!(entry.done(), "{of}: {line}\n{}", entry.stderr);
    }
}

/// The goal that words ask for in the account and Region of the default profile, or in the Region they begin with.
fn goal(session: &mut Session, words: &str) -> Goal {
    let account = AccountId::from_number(111_122_223_333);
    let (region, words) = match words.split_once(": ") {
        Some((region, words)) => (Region::parse(region).expect("a Region"), words),
        None => (Region::DEFAULT, words),
    };
    let mut words: Vec<String> = words.split_whitespace().map(ToOwned::to_owned).collect();
    for word in &mut words {
        if word.starts_with('$') {
            *word = value_of(session, word);
        }
    }
    goal_of(&words, session.world(), Home { account, region }).expect("a goal")
}

/// What the shell puts in the place of a variable.
fn value_of(session: &mut Session, variable: &str) -> String {
    let cursor = session.timeline().cursor();
    let ids = session.run(&["echo ", variable].concat());
    let entry = ids.first().and_then(|id| session.timeline().record(*id)).expect("it has run");
    let value = String::from(entry.stdout.trim());
    session.timeline_mut().jump(cursor);
    value
}

/// A step as a line, and what the model doesn't run as words.
fn line(step: &PlanStep) -> String {
    match &step.action {
        Action::Change(step) | Action::Await(step) | Action::Check(step) => step.text(),
        Action::Outside(what) => format!("{what:?}"),
    }
}

fn changes(plan: &Plan) -> Vec<String> {
    let kept = plan.steps.iter().filter(|step| matches!(step.action, Action::Change(_) | Action::Outside(_)));
    kept.map(line).collect()
}

#[test]
fn what_must_come_comes() {
    let tasks = threads::TASKS.iter().chain(in_place::TASKS);
    let all = tasks.flat_map(|task| task.editions.iter().map(move |edition| (task, *edition)));
    let wrong: Vec<String> = all.filter_map(|(task, edition)| wrong(task, edition)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is wrong with what comes.
fn wrong(task: &Task, edition: Edition) -> Option<String> {
    let mut session = staged(edition, task.stage);
    let of = format!("{} in {}: {}", task.thread, edition.name(), task.goal);
    let goal = goal(&mut session, task.goal);
    match (&task.comes, Search::new(session.world(), goal).run()) {
        (Comes::Plan(methods, steps), Outcome::Plans(plans)) => {
            let found: Vec<Method> = plans.iter().map(|plan| plan.method).collect();
            let lines = plans.first().map(changes).unwrap_or_default();
            let fits = lines.len() == steps.len()
                && lines.iter().zip(*steps).all(|(line, part)| line.contains(part));
            for plan in &plans {
                carried_out(&mut session, plan, &of);
            }
            (!fits || found != *methods).then(|| format!("{of}\n{found:?}\n{lines:#?}"))
        }
        (Comes::Refused(rule, asked, said), Outcome::NoPlan(none)) => {
            let Some((request, refusal)) = none.refused else { return Some(of) };
            let line = playground_aws::print(&request);
            let text = [refusal.code().name(), ": ", &refusal.message()].concat();
            let found = none.rule.map(|rule| rule.to_string());
            let right = line.contains(asked) && text.contains(said) && found.as_deref() == *rule;
            (!right).then(|| format!("{of}\n{found:?}\n{line}\n{text}"))
        }
        (Comes::Plan(..), Outcome::NoPlan(none)) => {
            let refused = none.refused.map(|(request, why)| (playground_aws::print(&request), why.message()));
            Some(format!("{of}: no plan, but {refused:?}"))
        }
        (Comes::Refused(..), Outcome::Plans(plans)) => {
            Some(format!("{of}: {:#?}", plans.first().map(changes)))
        }
    }
}

#[test]
fn an_account_of_which_nothing_is_known_is_assumed_to_have_an_administrator() {
    for edition in Edition::ALL {
        let mut session = staged(edition, stages::MANAGED);
        for (account, assumed) in [("999900001111", true), ("444455556666", false)] {
            let words = format!("--goal readable --db-cluster-identifier orders --to-account {account}");
            let goal = goal(&mut session, &words);
            let Outcome::Plans(plans) = Search::new(session.world(), goal).run() else {
                unreachable!("there is a plan")
            };
            let plan = plans.first().expect("the cheapest");
            assert_eq!(!plan.assumed.is_empty(), assumed, "{account}");
            carried_out(&mut session, plan, account);
        }
    }
}

/// A key that is to be unused, and the one that is used instead of it.
#[test]
fn what_is_used_instead_can_be_said() {
    for edition in Edition::ALL {
        let mut session = staged(edition, stages::OWN);
        for name in ["FIRST", "SECOND"] {
            let make = [name, "=$(aws kms create-key --query KeyMetadata.Arn --output text)"].concat();
            run(&mut session, &make, "keys");
        }
        for (name, other) in [("$FIRST", "$SECOND"), ("$SECOND", "$FIRST")] {
            let words = ["--goal unused-key --kms-key-id $KEY --instead ", name].concat();
            let goal = goal(&mut session, &words);
            let Outcome::Plans(plans) = Search::new(session.world(), goal).run() else {
                unreachable!("there is a plan")
            };
            let (wanted, not) = (value_of(&mut session, name), value_of(&mut session, other));
            let id = |arn: &str| arn.rsplit('/').next().map(ToOwned::to_owned).expect("an ARN");
            let lines = plans.first().map(changes).expect("the cheapest").join("\n");
            assert!(lines.contains(&id(&wanted)) && !lines.contains(&id(&not)), "{lines}");
        }
    }
}

/// Several goals are one plan; those of another account's owner are marked.
#[test]
fn several_goals_are_one_plan() {
    let mut session = staged(Edition::Y2020, stages::OWN);
    let first = goal(&mut session, "--goal rotated-key --kms-key-id $KEY");
    let second = goal(&mut session, "--goal longer-backups --db-cluster-identifier orders");
    let both = Goal::Each(vec![first, Goal::Each(vec![second])]);
    assert_eq!(both.each().len(), 2);
    let Outcome::Plans(plans) = Search::new(session.world(), both).run() else {
        unreachable!("there is a plan")
    };
    let [plan] = &*plans else { unreachable!("nothing is moved: {}", plans.len()) };
    assert_eq!(plan.steps.iter().map(|step| step.part).max(), Some(1));
    assert!(plan.steps.iter().all(|step| step.theirs.is_none()));
    carried_out(&mut session, plan, "both");
    let elsewhere = session.world().keys.keys().next().cloned().expect("a key");
    let missing = Goal::Each(vec![
        goal(&mut session, "--goal rotated-key --kms-key-id $KEY"),
        Goal::Set(vec![Setting::Usable(KeyArn {
            region: Region::parse("eu-west-1").expect("a Region"),
            ..elsewhere
        })]),
    ]);
    let Outcome::NoPlan(none) = Search::new(session.world(), missing).run() else {
        unreachable!("one of them is not there")
    };
    assert_eq!(none.part, 1);
}

/// Runs a plan's lines, as they are printed.
fn carried_out(session: &mut Session, plan: &Plan, of: &str) {
    let cursor = session.timeline().cursor();
    for step in plan.steps.iter().filter(|step| step.action.step().is_some()) {
        run(session, &line(step), of);
    }
    assert_eq!(invariants::check(session.world()), [], "{of}");
    session.timeline_mut().jump(cursor);
}
