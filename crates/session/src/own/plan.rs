//! `playground plan`: plans as a text that could be pasted. The words for what is no command are the runbook's.

use playground_core::ids::{AccountId, Region};
use playground_core::profile::Profile;
use playground_plan::runbook::{by_hand, cost, left_over, method_name, times, when};
use playground_plan::{
    Action, Home, NoPlan, Outcome, Plan, PlanStep, Progress, Search, USAGE as GOALS, goal_of,
};

use super::beyond::beyond;
use super::goals::{All, all_with, kind_called};
use super::runbook::Wanted;
use crate::credentials::{Credentials, of_line};
use crate::state::State;
use crate::tools::{Call, Output};

pub(super) const ABOUT: &str = "Plans a change by trying it on a copy of the world.";
pub(super) const USAGE: &str = GOALS;

/// The option that asks for everything with a finding.
pub(crate) const FINDING: &str = "--finding";

/// How many requests are tried at most: in a browser that takes some 50 ms. One cluster takes about 100.
const MOST: usize = 500;

pub(super) fn run(call: &mut Call<'_>) -> Result<Output, String> {
    let (state, args) = (&mut *call.state, call.args);
    let (home, words) = home(state, args)?;
    let (wanted, words) = Wanted::of(words)?;
    let All { goal, left } = asked(state, words, home)?;
    let mut search = Search::new(&state.world, goal);
    if let Some(own) = &state.accounts {
        search = search.beside(beyond(&own.estate, &own.beside));
    }
    let progress = search.step(MOST);
    let (plans, all) = match progress {
        Progress::Done(Outcome::Plans(plans)) => (plans, true),
        Progress::Done(Outcome::NoPlan(none)) => return Err(["no plan found. ", &why_not(&none)].concat()),
        Progress::Searching { .. } => (search.so_far(), false),
    };
    if plans.is_empty() {
        return Err(String::from(
            "that is more than the console tries at once. Name fewer clusters, or plan it on the page \"Your own account\"",
        ));
    }
    let mut output = wanted.written(&state.world, &plans, said)?;
    for line in left {
        output.stderr.extend(["playground: plan: ", &line, "\n"]);
    }
    if !all {
        output
            .stderr
            .push_str("playground: plan: there may be other plans. Name fewer clusters to see them\n");
    }
    Ok(output)
}

/// The goal of the words: for what they name, or for everything with a finding.
fn asked(state: &State, mut words: Vec<String>, home: Home) -> Result<All, String> {
    let Some(at) = words.iter().position(|word| word == FINDING) else {
        return Ok(All { goal: goal_of(&words, &state.world, home)?, left: Vec::new() });
    };
    let name = words.get(at + 1).ok_or("--finding needs a finding, such as unencrypted-cluster")?;
    let kind = kind_called(name)?;
    let own = state.accounts.as_deref().ok_or("no file was imported. Start with playground import")?;
    words.drain(at..at + 2);
    all_with(&own.estate, &state.world, kind, &words)
}

/// The account and the Region of the line, and its other words.
fn home(state: &State, args: &[String]) -> Result<(Home, Vec<String>), String> {
    let (mut profile, mut region, mut words) = (None, None, Vec::new());
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let place = match arg.as_str() {
            "--profile" => &mut profile,
            "--region" => &mut region,
            _ => {
                words.push(arg.clone());
                continue;
            }
        };
        *place = Some(rest.next().ok_or_else(|| [arg, " needs a value"].concat())?.as_str());
    }
    let account = account(state, profile)?;
    let set = |name: &str| state.variables.get(name).map(|value| &**value);
    let configured = || state.configured(profile.unwrap_or("default"), "region");
    let region =
        region.or_else(|| set("AWS_REGION")).or_else(|| set("AWS_DEFAULT_REGION")).or_else(configured);
    let region = region.map_or(Ok(Region::DEFAULT), Region::parse).map_err(|error| error.to_string())?;
    Ok((Home { account, region }, words))
}

fn account(state: &State, profile: Option<&str>) -> Result<AccountId, String> {
    let named = profile.unwrap_or("default");
    let known = match of_line(state, profile, &[]) {
        Credentials::Profile => Profile::find(named).map(|profile| profile.account),
        Credentials::Session(who) => who.account(),
        Credentials::Trouble(text) => return Err(text),
        Credentials::Refused(_) | Credentials::Assume(_) => None,
    };
    known.ok_or_else(|| {
        ["the account of profile ", named, " isn't known here. Use another --profile"].concat()
    })
}

/// Plans as a text that could be pasted: what is no command is a comment.
fn said(plans: &[Plan]) -> String {
    let mut out = String::new();
    for (number, plan) in (1_usize..).zip(plans) {
        if plan.steps.is_empty() && plan.beyond.is_empty() {
            return String::from("# Nothing to do: this is already the case.\n");
        }
        for one in &plan.beyond {
            out.extend(["# Not in this plan, because the playground doesn't simulate it: ", &one.what, "\n"]);
        }
        if plan.steps.is_empty() {
            out.push_str("# Nothing else is under it in the playground, so there is nothing to do here.\n");
            return out;
        }
        out.extend(["# Plan ", &number.to_string(), ": ", method_name(plan.method), ".\n"]);
        for sentence in cost(plan) {
            out.extend(["# ", &sentence, "\n"]);
        }
        for account in &plan.assumed {
            let account = account.to_string();
            out.extend(["# Assumed: someone in account ", &account, " can run that account's steps.\n"]);
        }
        for step in &plan.steps {
            put(&mut out, step);
        }
        for left in &plan.left_over {
            let what = left_over(&left.what, ToString::to_string);
            out.extend(["# Left over: ", &what, ". ", when(left.when), "\n"]);
        }
        out.push('\n');
    }
    out.extend(["# ", &times(), "\n"]);
    out
}

fn put(out: &mut String, step: &PlanStep) {
    if let Some(account) = step.theirs {
        out.extend(["# By the owner of account ", &account.to_string(), ":\n"]);
    }
    if let Some(statement) = &step.statement {
        out.extend(["# Adds to the key policy: ", statement, "\n"]);
    }
    if step.destructive {
        out.push_str("# This can't be undone:\n");
    }
    match &step.action {
        Action::Change(step) | Action::Await(step) | Action::Check(step) => out.extend([&step.text(), "\n"]),
        Action::Outside(what) => {
            let (title, how, _) = by_hand(what);
            out.extend(["# ", &title, ". ", &how, "\n"]);
        }
    }
}

/// Why the plan fails that comes closest.
pub(super) fn why_not(none: &NoPlan) -> String {
    let Some((request, refusal)) = &none.refused else {
        return String::from("The model has no step toward this goal.");
    };
    let rule = none.rule.map_or_else(String::new, |rule| [" (rule ", rule.name(), ")"].concat());
    let line = playground_aws::print(request);
    ["The closest one fails", &rule, ":\n", &line, "\n", refusal.code().name(), ": ", &refusal.message()]
        .concat()
}
