//! `playground plan`

use playground_core::ids::{AccountId, Region};
use playground_core::profile::Profile;
use playground_plan::runbook::{alternatives, times};
use playground_plan::{
    Action, Home, LeftOver, Method, NoPlan, Outcome, Outside, Plan, PlanStep, Progress, Resource, Search,
    USAGE as GOALS, Until, goal_of,
};

use super::beyond::beyond;
use super::runbook::Wanted;
use crate::credentials::{Credentials, of_line};
use crate::state::State;
use crate::tools::Output;

pub(super) const ABOUT: &str = "Finds the way to a goal, by trying it on a copy of the world.";
pub(super) const USAGE: &str = GOALS;

/// How many requests are tried at most: in a browser that takes some 50 ms. One cluster takes about 100.
const MOST: usize = 500;

pub(super) fn run(state: &mut State, args: &[String]) -> Result<Output, String> {
    let (home, words) = home(state, args)?;
    let (wanted, words) = Wanted::of(words)?;
    let goal = goal_of(&words, &state.world, home)?;
    let mut search = Search::new(&state.world, goal);
    if let Some(own) = &state.accounts {
        search = search.beside(beyond(&own.estate, &own.beside));
    }
    match search.step(MOST) {
        Progress::Done(Outcome::Plans(plans)) => wanted.written(&state.world, &plans, said),
        Progress::Done(Outcome::NoPlan(none)) => Err(why_not(&none)),
        Progress::Searching { .. } => {
            Err(String::from("that is more than the console tries at once. Name fewer clusters"))
        }
    }
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
        ["the account of the profile ", named, " is not known here. Name another --profile"].concat()
    })
}

/// Plans as a text that could be pasted: what is no command is a comment.
fn said(plans: &[Plan]) -> String {
    let mut out = String::new();
    for ((number, plan), way) in (1_usize..).zip(plans).zip(alternatives(plans)) {
        if plan.steps.is_empty() && plan.beyond.is_empty() {
            return String::from("# Nothing has to be done: it is so already.\n");
        }
        for one in &plan.beyond {
            out.extend(["# Not by this plan, as the playground doesn't simulate it: ", &one.what, "\n"]);
        }
        if plan.steps.is_empty() {
            out.push_str("# In the playground nothing else is under it: nothing can be done here.\n");
            return out;
        }
        let cost = &plan.cost;
        out.extend(["# Plan ", &number.to_string(), ": ", method(plan.method), ".\n"]);
        out.extend([
            "# Clients can't write: ",
            &way.without_writes,
            ". Newest writes lost: ",
            &way.lost,
            ".",
        ]);
        out.extend([
            " Pages copied: ",
            &cost.copied_pages.to_string(),
            ". Steps: ",
            &cost.steps.to_string(),
            ".\n",
        ]);
        for account in &plan.assumed {
            let account = account.to_string();
            out.extend(["# Assumed: somebody in account ", &account, " may do what is theirs to do.\n"]);
        }
        for step in &plan.steps {
            put(&mut out, step);
        }
        for left in &plan.left_over {
            out.extend(["# Left over: ", &left_over(left), "\n"]);
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
        out.push_str("# There is no way back from this:\n");
    }
    match &step.action {
        Action::Change(step) | Action::Await(step) | Action::Check(step) => out.extend([&step.text(), "\n"]),
        Action::Outside(what) => out.extend(["# ", &outside(what), "\n"]),
    }
}

const fn method(method: Method) -> &'static str {
    match method {
        Method::InPlace => "nothing is moved",
        Method::Snapshot => "by a snapshot",
        Method::PointInTime => "by a restore of the backup",
        Method::Clone => "by a clone",
        Method::Replica => "by a read replica that is promoted",
        Method::GlobalDatabase => "by a secondary cluster of a global database",
        Method::LogicalReplication => "with logical replication, which is not simulated",
    }
}

fn outside(what: &Outside) -> String {
    match what {
        Outside::StopWrites(arn) => ["The application stops writing to ", arn.id.as_str(), "."].concat(),
        Outside::SwitchEndpoint { to, .. } => {
            ["The application uses the endpoints of ", &to.to_string(), " from now on."].concat()
        }
        Outside::TurnOnReplication { of, .. } => [
            "Turn on the binary log or logical replication of ",
            of.id.as_str(),
            ", for which its writer restarts (not simulated).",
        ]
        .concat(),
        Outside::CatchUp { to, .. } => {
            ["Wait until everything has arrived in ", &to.to_string(), " (not simulated)."].concat()
        }
        Outside::ReplicateLogically { from, to } => {
            ["Replicate logically from ", from.id.as_str(), " to ", to.id.as_str(), " (not simulated)."]
                .concat()
        }
    }
}

fn left_over(left: &LeftOver) -> String {
    let what = match &left.what {
        Resource::Key(_, arn) => arn.to_string(),
        Resource::Cluster(arn) => arn.to_string(),
        Resource::GlobalCluster(arn) => arn.to_string(),
        Resource::Instance(arn) => arn.to_string(),
        Resource::Snapshot(arn) => arn.to_string(),
        Resource::Statement(arn) => ["the statement in the policy of ", &arn.to_string()].concat(),
        Resource::Backup(id) => ["the backup of cluster-", &id.to_string()].concat(),
    };
    let when = match left.when {
        Until::Now => ", which nobody needs any more.",
        Until::Proven => ", until nobody wants to go back to it.",
        Until::Unused => ", until nothing anywhere is encrypted under it.",
        Until::Stays => ", which stays: AWS manages it.",
        Until::TheirKey => ", which is another account's.",
        Until::Unencrypted { public: false } => ", which stays unencrypted.",
        Until::Unencrypted { public: true } => ", which stays unencrypted, and everybody may restore it.",
    };
    [&what, when].concat()
}

/// What stands in the way of the nearest plan.
pub(super) fn why_not(none: &NoPlan) -> String {
    let Some((request, refusal)) = &none.refused else {
        return String::from("there is no plan: the model knows no step towards it");
    };
    let rule = none.rule.map_or_else(String::new, |rule| [" (rule ", rule.name(), ")"].concat());
    let line = playground_aws::print(request);
    [
        "there is no plan. In the way of the nearest",
        &rule,
        ":\n",
        &line,
        "\n",
        refusal.code().name(),
        ": ",
        &refusal.message(),
    ]
    .concat()
}
