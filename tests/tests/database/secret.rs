//! A sentence that must not be found: in no volume, log, journal, backup, snapshot, copy, replica or frame of an
//! encrypted cluster. In those of an unencrypted cluster it is everywhere, which shows that the search works.

use playground_core::storage::frame;
use playground_core::storage::image::Image;
use playground_core::storage::volume::Volume;
use playground_core::world::World;

use crate::lab::Lab;

const SENTINEL: &str = "Swordfish-4111-1111";

fn story(encrypted: bool) -> Lab {
    let mut lab = Lab::new();
    lab.cluster("orders", encrypted, 1);
    lab.run("EU=$(aws kms create-key --region eu-west-1 --query KeyMetadata.Arn --output text)");
    let key = if encrypted { "--storage-encrypted --kms-key-id $EU" } else { "" };
    lab.run(&format!(
        "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier eu --engine aurora-mysql {key} \
         --source-region us-east-1 --replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:orders"
    ));
    lab.instance("eu", "eu-1", "--region eu-west-1");
    lab.sql("orders", "CREATE TABLE secrets (id INTEGER PRIMARY KEY, word TEXT, pad TEXT); CREATE INDEX by_word ON secrets (word)");
    lab.sql(
        "orders",
        &format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) \
             INSERT INTO secrets SELECT i, '{SENTINEL} ' || i, hex(zeroblob(i * 40)) FROM n"
        ),
    );
    lab.sql(
        "orders",
        "UPDATE secrets SET word = word || '!' WHERE id > 30; DELETE FROM secrets WHERE id < 10",
    );
    lab.run("aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s\nplayground wait 10m");
    lab.run(&format!(
        "aws rds copy-db-cluster-snapshot --region eu-west-1 --source-region us-east-1 --source-db-cluster-snapshot-identifier \
         arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s --target-db-cluster-snapshot-identifier s-eu {}",
        if encrypted { "--kms-key-id $EU" } else { "" }
    ));
    lab.run("playground crash-instance --db-instance-identifier orders-1 --at-write 6");
    assert!(!lab.try_sql("orders", &format!("UPDATE secrets SET word = '{SENTINEL}'")).done());
    lab.run("aws rds restore-db-cluster-from-snapshot --db-cluster-identifier back --snapshot-identifier s --engine aurora-mysql");
    lab
}

/// Each place that can be searched, and whether the sentence is in it.
fn places(world: &World) -> Vec<(String, bool)> {
    let image = |image: &Image| !image.find(SENTINEL).is_empty();
    let volume = |volume: &Volume| !volume.find(SENTINEL).is_empty();
    let clusters = world
        .clusters
        .values()
        .map(|cluster| (format!("volume of {}", cluster.arn.id.as_str()), volume(&cluster.volume)));
    let snapshots = world
        .snapshots
        .values()
        .map(|snapshot| (format!("snapshot {}", snapshot.arn.id.as_str()), image(&snapshot.image)));
    let backups = world.backups.values().filter_map(|backup| {
        Some((format!("backup of {}", backup.cluster.id.as_str()), volume(backup.volume.as_ref()?)))
    });
    clusters.chain(snapshots).chain(backups).collect()
}

/// Counts the frames that replicas received, and returns whether the sentence is readable in one.
fn on_the_wire(world: &World) -> (usize, bool) {
    let replicas = world.clusters.values().filter_map(|cluster| Some((cluster, cluster.link.as_ref()?)));
    let frames: Vec<Vec<u8>> = replicas
        .flat_map(|(cluster, link)| cluster.volume.log().map(|record| frame::seal(link, record)))
        .collect();
    let shown =
        frames.iter().any(|bytes| bytes.windows(SENTINEL.len()).any(|part| part == SENTINEL.as_bytes()));
    (frames.len(), shown)
}

#[test]
fn the_sentinel_is_nowhere_at_rest_and_nowhere_on_the_wire() {
    let sealed = story(true);
    let found = places(sealed.world());
    assert!(found.len() >= 5, "{found:?}");
    assert!(found.iter().all(|(_, found)| !found), "{found:?}");
    let (frames, shown) = on_the_wire(sealed.world());
    assert!(frames > 10 && !shown);

    let plain = story(false);
    let found = places(plain.world());
    assert!(found.iter().all(|(_, found)| *found), "the search finds it where it is: {found:?}");
    assert!(!on_the_wire(plain.world()).1, "in transit all is encrypted (S04)");
}
