//! x
#![cfg(not(target_arch = "wasm32"))]
use playground_core::edition::Edition;
use playground_core::env::Seed;
use playground_core::ids::*;
use playground_plan::{Action, Goal, Outcome, Search};
use playground_session::Session;

fn show(outcome: &Outcome) {
    match outcome {
        Outcome::Plans(plans) => {
            for plan in plans {
                println!("== {:?} {:?}", plan.method, plan.cost);
                for step in &plan.steps {
                    let mark = match &step.action {
                        Action::Change(s) => format!("$ {}", s.text()),
                        Action::Await(s) => format!("w {}", s.text()),
                        Action::Check(s) => format!("c {}", s.text()),
                        Action::Outside(o) => format!("o {o:?}"),
                    };
                    println!(
                        "  {} [{:?}{}{}]",
                        mark,
                        step.notice,
                        if step.destructive { " destructive" } else { "" },
                        step.theirs.map_or(String::new(), |t| format!(" theirs {t}"))
                    );
                }
                println!("  left {:?}", plan.left_over);
            }
        }
        Outcome::NoPlan(none) => {
            println!(
                "== none {:?} {:?}",
                none.rule,
                none.refused.as_ref().map(|(r, why)| (r.operation.declaration().name, why.message()))
            );
        }
    }
}

#[test]
fn first() {
    for edition in Edition::ALL {
        println!("##### {edition:?}");
        let mut s = Session::new(Seed([7; 16]), edition);
        let stage = [
            "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql --master-username admin1 --master-user-password secret99",
            "aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-mysql --db-instance-class db.r5.large",
            "aws rds wait db-instance-available --db-instance-identifier orders-1",
            "aws rds create-db-cluster --db-cluster-identifier sealed --engine aurora-mysql --master-username admin1 --master-user-password secret99 --storage-encrypted",
            "aws rds create-db-instance --db-instance-identifier sealed-1 --db-cluster-identifier sealed --engine aurora-mysql --db-instance-class db.r5.large",
            "aws rds wait db-instance-available --db-instance-identifier sealed-1",
            "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)",
            "aws rds create-db-cluster --db-cluster-identifier own --engine aurora-mysql --master-username admin1 --master-user-password secret99 --storage-encrypted --kms-key-id $KEY",
            "aws rds create-db-instance --db-instance-identifier own-1 --db-cluster-identifier own --engine aurora-mysql --db-instance-class db.r5.large",
            "aws rds wait db-instance-available --db-instance-identifier own-1",
            "aws rds create-db-cluster-snapshot --db-cluster-identifier own --db-cluster-snapshot-identifier s",
            "aws rds wait db-cluster-snapshot-available --db-cluster-snapshot-identifier s",
        ];
        for line in stage {
            for id in s.run(line) {
                let e = s.timeline().record(id).unwrap();
                if !e.done() {
                    println!("STAGE {line}: {}", e.stderr);
                }
            }
        }
        let c = |n: &str| ClusterArn {
            account: AccountId::from_number(111_122_223_333),
            region: Region::DEFAULT,
            id: ClusterId::parse(n).unwrap(),
        };
        let partner = AccountId::from_number(444_455_556_666);
        let eu = Region::parse("eu-west-1").unwrap();
        let key = s
            .world()
            .keys
            .keys()
            .find(|k| {
                s.world().keys.get(*k).unwrap().manager == playground_core::kms::key::KeyManager::Customer
            })
            .unwrap()
            .clone();
        for goal in [
            Goal::Encrypted { clusters: vec![c("orders")], key: None },
            Goal::UnderAnotherKey { clusters: vec![c("sealed")], key: None },
            Goal::InRegion { clusters: vec![c("orders")], region: eu, key: None },
            Goal::InRegion { clusters: vec![c("sealed")], region: eu, key: None },
            Goal::InAccount { clusters: vec![c("sealed")], account: partner, key: None },
            Goal::ReadableBy { data: playground_plan::Data::Cluster(c("sealed")), account: partner },
            Goal::ReadableBy { data: playground_plan::Data::Cluster(c("own")), account: partner },
            Goal::RestoredTo { cluster: c("sealed"), time: s.world().now },
            Goal::Recovered { cluster: c("sealed") },
            Goal::NoLongerNeeded { key: key.clone(), instead: None },
        ] {
            println!("\n### {goal:?}");
            let at = std::time::Instant::now();
            let outcome = Search::new(s.world(), goal).run();
            println!("{:?}", at.elapsed());
            show(&outcome);
        }
    }
}
