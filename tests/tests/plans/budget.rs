//! Plans for many clusters: made in slices, with few enough requests that it takes less than a second.

use playground_core::edition::Edition;
use playground_core::ids::AccountId;
use playground_plan::{Home, Method, Outcome, Progress, Search, goal_of};

use crate::staged;

/// Requests in a slice: one takes some 0.1 ms, so that a slice takes 5 to 10 ms.
const SLICE: usize = 50;
/// The most slices: all of them take some 0.3 s, natively and not optimized.
const MOST: usize = 100;

/// A session with that many clusters, each second one encrypted, under as many keys as half of them.
fn crowd(clusters: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for number in 0..clusters {
        let under = if number % 2 == 0 {
            lines.push(String::from("KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)"));
            " --storage-encrypted --kms-key-id $KEY"
        } else {
            ""
        };
        lines.push(format!(
            "aws rds create-db-cluster --db-cluster-identifier c{number} --engine aurora-mysql --master-username boss \
             --master-user-password not-a-secret{under}"
        ));
    }
    lines
}

#[test]
fn a_hundred_clusters_in_slices_and_fast() {
    let lines = crowd(100);
    let mut stage = vec!["playground set-quota --name db-clusters --value 1000"];
    stage.extend(lines.iter().map(String::as_str));
    stage.push("playground wait 1h");
    let session = staged(Edition::Y2026, &stage);
    let words = ["--goal", "another-key", "--db-cluster-identifier", "all"].map(String::from);
    let home = Home {
        account: AccountId::from_number(111_122_223_333),
        region: playground_core::ids::Region::DEFAULT,
    };
    let goal = goal_of(&words, session.world(), home).expect("a goal");
    let mut search = Search::new(session.world(), goal);
    let (mut last, mut slices) = (0, 0);
    let outcome = loop {
        slices += 1;
        assert!(slices < MOST, "it takes too many requests");
        match search.step(SLICE) {
            Progress::Searching { done, of } => {
                assert!(last <= done && done <= of, "{last} {done} {of}");
                last = done;
            }
            Progress::Done(outcome) => break outcome,
        }
    };
    assert!(slices > 10, "{slices} slices are no progress that one could show");
    let Outcome::Plans(plans) = outcome else { unreachable!("each of them has a plan") };
    let first = plans.first().expect("the cheapest");
    assert_eq!(first.method, Method::Clone);
    let parts = first.steps.iter().map(|step| step.part).max();
    assert_eq!(parts, Some(99));
}
