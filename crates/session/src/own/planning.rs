//! Plans for people's own accounts, as the page asks for them: a goal, a search that goes on in slices, the plans beside each
//! other, and a runbook of one of them. The console asks with `playground plan` (`plan`).

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::ids::{AccountId, Region};
use playground_core::world::World;
use playground_estate::{Arn, Estate, Kind};
use playground_plan::runbook::alternatives;
use playground_plan::{Goal, Home, Outcome, Plan, Progress, Search, goal_of};

use playground_plan::runbook::beyond_said;
pub use playground_plan::runbook::{Alternative, COLUMNS, Part, Runbook, times};

use super::beyond::beyond;
use super::goals::{All, all_with};
use super::plan::why_not;
use crate::engine::engine;
use crate::lesson::with_outputs;
use crate::state::State;

/// What a goal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Clusters get encrypted.
    Encrypted,
    /// Clusters get another key.
    AnotherKey,
    /// Clusters get to another Region.
    AnotherRegion,
    /// Clusters get to another account.
    AnotherAccount,
    /// Another account can restore a cluster's data.
    Readable,
    /// A cluster comes back as it was.
    Restored,
    /// A cluster that is lost comes back.
    Recovered,
    /// Nothing needs a key any more.
    UnusedKey,
    /// A snapshot of clusters is in another Region as well.
    CopyInRegion,
    /// A snapshot is replaced by a copy under another key.
    SnapshotKey,
    /// Backups of clusters are kept for longer.
    LongerBackups,
    /// Not everybody can restore a snapshot.
    NotPublic,
    /// A key can be used again.
    UsableKey,
    /// A key is rotated.
    RotatedKey,
}

/// What an aim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Clusters.
    Cluster,
    /// Snapshots.
    Snapshot,
    /// Keys.
    Key,
}

impl About {
    /// The option of `playground plan` that names it.
    pub(super) const fn option(self) -> &'static str {
        match self {
            Self::Cluster => "--db-cluster-identifier",
            Self::Snapshot => "--db-cluster-snapshot-identifier",
            Self::Key => "--kms-key-id",
        }
    }
}

impl Aim {
    /// Each of them.
    pub const ALL: [Self; 14] = [
        Self::Encrypted,
        Self::AnotherKey,
        Self::AnotherRegion,
        Self::AnotherAccount,
        Self::Readable,
        Self::Restored,
        Self::Recovered,
        Self::UnusedKey,
        Self::CopyInRegion,
        Self::SnapshotKey,
        Self::LongerBackups,
        Self::NotPublic,
        Self::UsableKey,
        Self::RotatedKey,
    ];

    /// Its name as `playground plan --goal` takes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted",
            Self::AnotherKey => "another-key",
            Self::AnotherRegion => "another-region",
            Self::AnotherAccount => "another-account",
            Self::Readable => "readable",
            Self::Restored => "restored",
            Self::Recovered => "recovered",
            Self::UnusedKey => "unused-key",
            Self::CopyInRegion => "copy-in-region",
            Self::SnapshotKey => "snapshot-key",
            Self::LongerBackups => "longer-backups",
            Self::NotPublic => "not-public",
            Self::UsableKey => "usable-key",
            Self::RotatedKey => "rotated-key",
        }
    }

    /// What it is about.
    pub const fn about(self) -> About {
        match self {
            Self::Encrypted
            | Self::AnotherKey
            | Self::AnotherRegion
            | Self::AnotherAccount
            | Self::Readable
            | Self::Restored
            | Self::Recovered
            | Self::CopyInRegion
            | Self::LongerBackups => About::Cluster,
            Self::SnapshotKey | Self::NotPublic => About::Snapshot,
            Self::UnusedKey | Self::UsableKey | Self::RotatedKey => About::Key,
        }
    }

    /// Returns whether it can be for several clusters at once.
    pub const fn takes_several(self) -> bool {
        match self {
            Self::Encrypted
            | Self::AnotherKey
            | Self::AnotherRegion
            | Self::AnotherAccount
            | Self::CopyInRegion
            | Self::LongerBackups => true,
            Self::Readable
            | Self::Restored
            | Self::Recovered
            | Self::UnusedKey
            | Self::SnapshotKey
            | Self::NotPublic
            | Self::UsableKey
            | Self::RotatedKey => false,
        }
    }
}

/// What is asked for. Texts that are empty ask for nothing.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The clusters, the snapshot or the key.
    pub about: Vec<Arn>,
    /// Instead of these: everything with this finding, whose aim it must be.
    pub finding: Option<Kind>,
    /// The key.
    pub key: String,
    /// The Region.
    pub region: String,
    /// The account.
    pub account: String,
    /// The moment.
    pub time: String,
    /// The key that is used instead of another one.
    pub instead: String,
    /// For how many days backups are kept.
    pub days: String,
}

/// A search, and what it has found.
pub struct Planning {
    world: World,
    search: Option<Search>,
    progress: (usize, usize),
    plans: Vec<Plan>,
    none: Option<String>,
    left: Vec<String>,
}

/// How many requests are tried at a time, some 5 ms in a browser.
const SLICE: usize = 40;

impl Planning {
    /// Begins a search on the world of an estate, under today's rules. The error says what is wrong with what is asked for.
    pub fn begin(estate: &Rc<Estate>, aim: Aim, wish: &Wish, seed: [u8; 16]) -> Result<Self, String> {
        let mut state = State::new(World::new(Seed(seed), Edition::LATEST));
        let at = state.moment_of(estate);
        state.take_over(estate.clone(), Vec::new(), at);
        let beside = state.accounts.map(|own| beyond(&own.estate, &own.beside)).unwrap_or_default();
        let world = state.world;
        let mut given = Vec::new();
        for field in Field::ALL {
            let value = wish.of(field).trim();
            if !value.is_empty() {
                given.extend([String::from(field.option()), value.to_owned()]);
            }
        }
        let All { goal, left } = match wish.finding {
            Some(kind) => all_with(estate, &world, kind, &given)?,
            None => All { goal: named(aim, &wish.about, given, &world)?, left: Vec::new() },
        };
        let search = Some(Search::new(&world, goal).beside(beside));
        Ok(Self { world, search, progress: (0, 1), plans: Vec::new(), none: None, left })
    }

    /// Goes on for a slice. Returns whether there is more to do.
    pub fn step(&mut self) -> bool {
        let Some(search) = &mut self.search else { return false };
        match search.step(SLICE) {
            Progress::Searching { done, of } => self.progress = (done, of),
            Progress::Done(outcome) => {
                self.search = None;
                match outcome {
                    Outcome::Plans(plans) => self.plans = plans,
                    Outcome::NoPlan(none) => self.none = Some(why_not(&none)),
                }
            }
        }
        self.search.is_some()
    }

    /// How much of the search is done, and of how much.
    pub const fn progress(&self) -> (usize, usize) {
        self.progress
    }

    /// The plans beside each other, the cheapest first. Those without a step have nothing to do.
    pub fn ways(&self) -> Vec<Alternative> {
        alternatives(&self.plans)
    }

    /// Why there is no plan, if there is none.
    pub fn none(&self) -> Option<&str> {
        self.none.as_deref()
    }

    /// What is left as it is, and why, a sentence each.
    pub fn left(&self) -> &[String] {
        &self.left
    }

    /// Returns whether what is asked for is so already.
    pub fn is_so_already(&self) -> bool {
        self.plans.first().is_some_and(|plan| plan.steps.is_empty() && plan.beyond.is_empty())
    }

    /// What the plans leave out, as it is not in the model, in sentences.
    pub fn beyond(&self) -> Option<String> {
        beyond_said(&self.plans.first()?.beyond)
    }

    /// The runbook of a plan, which runs it once more; counted from 0.
    pub fn runbook(&self, way: usize) -> Result<Runbook, String> {
        let plan = self.plans.get(way).ok_or("This plan doesn't exist.")?;
        Runbook::of(&self.world, &*engine(), plan).map_err(|why| why.to_string())
    }
}

/// A field of the form: what is typed beside what the goal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The key.
    Key,
    /// The Region.
    Region,
    /// The account.
    Account,
    /// The point in time.
    Time,
    /// The key that is used instead of another one.
    Instead,
    /// For how many days backups are kept.
    Days,
}

impl Field {
    /// Each of them.
    pub const ALL: [Self; 6] =
        [Self::Key, Self::Region, Self::Account, Self::Time, Self::Instead, Self::Days];

    /// The option of `playground plan` that says the same.
    const fn option(self) -> &'static str {
        match self {
            Self::Key => "--kms-key-id",
            Self::Region => "--to-region",
            Self::Account => "--to-account",
            Self::Time => "--restore-to-time",
            Self::Instead => "--instead",
            Self::Days => "--backup-retention-period",
        }
    }
}

/// An error of `Planning::begin`, with the names of fields in the place of the options that it names.
pub fn in_a_form(why: &str, name: impl Fn(Field) -> String) -> String {
    Field::ALL.into_iter().fold(why.to_owned(), |why, field| why.replace(field.option(), &name(field)))
}

impl Wish {
    fn of(&self, field: Field) -> &str {
        match field {
            Field::Key => &self.key,
            Field::Region => &self.region,
            Field::Account => &self.account,
            Field::Time => &self.time,
            Field::Instead => &self.instead,
            Field::Days => &self.days,
        }
    }
}

/// The goal for what is named.
fn named(aim: Aim, about: &[Arn], given: Vec<String>, world: &World) -> Result<Goal, String> {
    let first = about.first().ok_or("Choose what it is for.")?;
    let home = Home {
        account: AccountId::parse(first.account()).map_err(|error| error.to_string())?,
        region: Region::parse(first.region()).map_err(|error| error.to_string())?,
    };
    let mut words = vec![String::from("--goal"), String::from(aim.name())];
    words.push(String::from(aim.about().option()));
    words.extend(about.iter().map(ToString::to_string));
    words.extend(given);
    goal_of(&words, world, home)
}

/// A runbook as the text of a scenario, with what its commands print.
pub fn scenario(book: &Runbook) -> Result<String, String> {
    with_outputs(&book.scenario()?)
}

#[cfg(test)]
mod tests {
    use playground_estate::{File, demo, read};
    use playground_plan::GOALS;

    use super::*;

    #[test]
    fn every_goal_of_the_console_can_be_asked_for() {
        assert_eq!(Aim::ALL.map(Aim::name), GOALS);
    }

    fn company() -> Rc<Estate> {
        Rc::new(read(&[File { name: "demo", bytes: demo().as_bytes() }]).0)
    }

    fn planned(aim: Aim, wish: &Wish) -> Planning {
        let mut planning = Planning::begin(&company(), aim, wish, [1; 16]).expect("it can be asked");
        while planning.step() {}
        planning
    }

    fn arn(text: &str) -> Vec<Arn> {
        Arn::parse(text).into_iter().collect()
    }

    #[test]
    fn a_plan_has_a_runbook_in_each_form() {
        let about = arn("arn:aws:rds:eu-west-1:111122223333:cluster:shop-2019");
        let wish = Wish { about, key: String::from("alias/main"), ..Wish::default() };
        let planning = planned(Aim::Encrypted, &wish);
        assert!(!planning.is_so_already() && planning.ways().len() > 1 && planning.none().is_none());
        let book = planning.runbook(0).expect("it can be written");
        assert!(book.markdown().contains("aws rds restore-db-cluster-from-snapshot"));
        assert!(book.script().starts_with("#!/usr/bin/env bash"));
        assert!(scenario(&book).expect("a world like it can be made").contains("```output"));
        assert!(planning.runbook(99).is_err());
    }

    #[test]
    fn what_is_so_already_and_what_cannot_be_is_said() {
        let about = arn("arn:aws:rds:eu-west-1:111122223333:cluster:orders");
        assert!(planned(Aim::Encrypted, &Wish { about: about.clone(), ..Wish::default() }).is_so_already());
        let begun = |wish: &Wish, aim| Planning::begin(&company(), aim, wish, [1; 16]).map(|_| ());
        let nowhere = Wish { about: about.clone(), region: String::from("mars"), ..Wish::default() };
        assert!(begun(&nowhere, Aim::AnotherRegion).is_err_and(|why| why.contains("mars")));
        assert!(begun(&Wish::default(), Aim::Encrypted).is_err());
        let late = Wish { about, time: String::from("2030-01-01T00:00:00Z"), ..Wish::default() };
        assert!(planned(Aim::Restored, &late).none().is_some_and(|why| why.contains("closest one fails")));
    }

    #[test]
    fn errors_name_the_fields_of_the_form_and_no_options() {
        let about = arn("arn:aws:rds:eu-west-1:111122223333:cluster:orders");
        for (aim, days, wanted) in [
            (Aim::AnotherRegion, "", Some("<Region> is needed")),
            (Aim::AnotherAccount, "", Some("<Account> is needed")),
            (Aim::Restored, "", Some("<Time> is needed")),
            (Aim::LongerBackups, "36", Some("<Days> must be 1 to 35, not 36")),
            (Aim::LongerBackups, "35", None),
        ] {
            let wish = Wish { about: about.clone(), days: String::from(days), ..Wish::default() };
            let begun = Planning::begin(&company(), aim, &wish, [1; 16]).map(|_| ());
            let said = begun.err().map(|why| in_a_form(&why, |field| format!("<{field:?}>")));
            assert_eq!(said.as_deref(), wanted);
        }
    }

    #[test]
    fn a_cluster_whose_key_goes_is_recovered_before_it_is_lost() {
        for (name, first) in [("stock-us", "enable-key"), ("archive-2020", "cancel-key-deletion")] {
            let estate = company();
            let found = estate.clusters.iter().find(|one| one.arn.name() == name).expect("it is there");
            let wish = Wish { about: vec![found.arn.clone()], ..Wish::default() };
            let planning = planned(Aim::Recovered, &wish);
            assert!(planning.none().is_none() && !planning.is_so_already(), "{name}: {:?}", planning.none());
            let text = planning.runbook(0).expect("it can be written").markdown();
            assert!(text.contains(first) && text.contains("enable-key"), "{name}: {text}");
        }
    }
}
