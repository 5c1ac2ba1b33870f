//! Tries candidates on a copy of the world.

use playground_core::database::File;
use playground_core::ids::KeyArn;
use playground_core::ops::{Output, submit};
use playground_core::rds::cluster::{Cluster, StorageEncryptionType, StorageNode};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::snapshot::SnapshotStatus;
use playground_core::refusal::ErrorCode;
use playground_core::sort::sorted;
use playground_core::storage::image::Image;
use playground_core::storage::keyring::KeyRing;
use playground_core::world::World;

use crate::question::Question;
use crate::step::{Candidate, Choice, Like, Step, Success, Way};

/// The first candidate of each choice that succeeds, shortest first.
pub fn tried(question: &Question<'_>, choices: Vec<Choice>) -> Vec<Way> {
    let right = |choice: Choice| choice.into_iter().find(|candidate| is_right(question, candidate));
    let mut ways: Vec<Way> = Vec::new();
    for Candidate { text, steps, .. } in choices.into_iter().filter_map(right) {
        if !ways.iter().any(|way| way.steps == steps) {
            ways.push(Way { text, steps });
        }
    }
    sorted(ways, |one, other| one.steps.len().cmp(&other.steps.len()))
}

fn is_right(question: &Question<'_>, candidate: &Candidate) -> bool {
    let Some(world) = run(question, question.world.clone(), &candidate.steps) else { return false };
    match &candidate.success {
        Success::Done => true,
        Success::Permitted => {
            let answer = submit(&world, &question.request, question.engine);
            let refused = answer.ok().and_then(|(_, decision)| decision.outcome.err());
            refused.is_none_or(|refused| refused.code() != ErrorCode::AccessDeniedException)
        }
        Success::Cluster { arn, protection, like } => {
            let Some(world) = run(question, world, &[question.await_cluster(arn)]) else { return false };
            world.clusters.get(arn).is_some_and(|cluster| {
                cluster.status == ClusterStatus::Available
                    && protection.is_none_or(|it| it == StorageEncryptionType::of(cluster.encryption.key()))
                    && like.as_ref().is_none_or(|like| has_rows_of(question.world, cluster, like))
            })
        }
        Success::Snapshot { arn, not } => {
            let Some(world) = run(question, world, &[question.await_snapshot(arn)]) else { return false };
            world.snapshots.get(arn).is_some_and(|snapshot| {
                snapshot.status == SnapshotStatus::Available
                    && snapshot.encryption.key().is_some_and(|key| Some(key) != not.as_ref())
            })
        }
    }
}

/// The world after all of the steps; `None` if one of them does not succeed.
fn run(question: &Question<'_>, mut world: World, steps: &[Step]) -> Option<World> {
    let mut made: Vec<(&'static str, KeyArn)> = Vec::new();
    for step in steps {
        let request = step.filled(&made);
        // Without the database engine a client's statements can't be tried; everything before them was.
        let Ok((after, decision)) = submit(&world, &request, question.engine) else { return Some(world) };
        match decision.outcome {
            Ok(Output::Sql(output)) if !output.done() => return None,
            Ok(_) => {}
            Err(_) => return None,
        }
        if let Some(variable) = step.makes() {
            made.push((variable, new_key(&world, &after)?.clone()));
        }
        world = after;
    }
    Some(world)
}

/// The key that is there after a step and was not before.
pub(crate) fn new_key<'a>(before: &World, after: &'a World) -> Option<&'a KeyArn> {
    after.keys.keys().find(|key| !before.keys.contains_key(*key))
}

/// Returns whether a cluster's database has the same pages as another had. If the other can't be opened any
/// more, all pages of the new one must open.
fn has_rows_of(before: &World, new: &Cluster, like: &Like) -> bool {
    let Some(found) = ring(new).and_then(|ring| rows(new.volume.image(), ring)) else { return false };
    let none = KeyRing::new();
    let wanted = match like {
        Like::Cluster(arn) => before.clusters.get(arn).and_then(|cluster| {
            let keys = if cluster.encryption.key().is_some() { ring(cluster)? } else { &none };
            rows(cluster.volume.image(), keys)
        }),
        Like::Snapshot(arn) => {
            let snapshot = before.snapshots.get(arn);
            snapshot.filter(|one| !one.image.is_sealed()).and_then(|one| rows(&one.image, &none))
        }
    };
    wanted.is_none_or(|wanted| wanted == found)
}

fn ring(cluster: &Cluster) -> Option<&KeyRing> {
    if let StorageNode::Up(ring) = &cluster.host { Some(ring) } else { None }
}

/// The pages of a database; `None` if one of them does not open.
fn rows(image: &Image, ring: &KeyRing) -> Option<Vec<Vec<u8>>> {
    let numbers = 1..=image.count_of(File::Database);
    numbers
        .map(|number| {
            image.read_page(ring, playground_core::database::PageId { file: File::Database, number }).ok()
        })
        .collect()
}
