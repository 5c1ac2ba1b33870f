//! A session with an engine, and commands that must succeed.

use std::rc::Rc;

use playground_core::edition::Edition;
use playground_core::invariants;
use playground_core::rds::cluster::Cluster;
use playground_core::world::World;
use playground_session::{Entry, Session, engine};
use playground_sql::Sqlite;

/// A session.
pub(crate) struct Lab(pub(crate) Session);

impl Lab {
    /// An empty world.
    pub(crate) fn new() -> Self {
        engine::install(Rc::new(Sqlite));
        Self(Session::new(Session::seed_of("database"), Edition::Y2020))
    }

    /// A cluster with `instances` available instances, `orders-1` and so on.
    pub(crate) fn with_cluster(id: &str, encrypted: bool, instances: u32) -> Self {
        let mut lab = Self::new();
        lab.cluster(id, encrypted, instances);
        lab
    }

    /// Like [`Self::with_cluster`], in this world.
    pub(crate) fn cluster(&mut self, id: &str, encrypted: bool, instances: u32) {
        let encrypted = if encrypted { "--storage-encrypted" } else { "--no-storage-encrypted" };
        self.run(&format!(
            "aws rds create-db-cluster --db-cluster-identifier {id} --engine aurora-mysql --master-username admin \
             --master-user-password not-a-secret {encrypted}"
        ));
        for number in 1..=instances {
            self.instance(id, &format!("{id}-{number}"), "");
        }
    }

    /// Adds an available instance to a cluster; `options` such as `--region eu-west-1`.
    pub(crate) fn instance(&mut self, cluster: &str, id: &str, options: &str) {
        self.run(&format!(
            "aws rds create-db-instance --db-instance-identifier {id} --db-cluster-identifier {cluster} --engine aurora-mysql \
             --db-instance-class db.r5.large {options}"
        ));
        self.run(&format!("aws rds wait db-instance-available --db-instance-identifier {id} {options}"));
    }

    /// Runs one command, which may fail.
    pub(crate) fn try_run(&mut self, line: &str) -> Entry {
        let ids = self.0.try_run(line).unwrap();
        assert_eq!(invariants::check(self.world()), [], "after {line}");
        self.0.timeline().record(*ids.last().unwrap()).unwrap().clone()
    }

    /// Runs commands that must succeed. Returns what the last one printed.
    pub(crate) fn run(&mut self, text: &str) -> String {
        let entry = self.try_run(text);
        assert!(entry.done(), "{text}\n{}{}", entry.stdout, entry.stderr);
        String::from(&*entry.stdout)
    }

    /// Runs a script in a cluster's database, which may fail.
    pub(crate) fn try_sql(&mut self, cluster: &str, script: &str) -> Entry {
        self.try_run(&format!("sql --db-cluster-identifier {cluster} \"{script}\""))
    }

    /// Runs a script in a cluster's database, which must succeed.
    pub(crate) fn sql(&mut self, cluster: &str, script: &str) -> String {
        self.run(&format!("sql --db-cluster-identifier {cluster} \"{script}\""))
    }

    /// The rows of a query, as JSON in one line; `options` such as `--endpoint reader`.
    pub(crate) fn rows(&mut self, cluster: &str, query: &str, options: &str) -> String {
        let printed = self.run(&format!(
            "sql --db-cluster-identifier {cluster} {options} \"{query}\" --query 'Statements[-1].Rows' --output json"
        ));
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Finds a cluster.
    pub(crate) fn find(&self, id: &str) -> Rc<Cluster> {
        self.world().clusters.values().find(|cluster| cluster.arn.id.as_str() == id).unwrap().clone()
    }

    /// The present world.
    pub(crate) fn world(&self) -> &World {
        self.0.world()
    }

    /// The present position, to return to.
    pub(crate) fn mark(&self) -> usize {
        self.0.timeline().cursor()
    }

    /// Returns to a position.
    pub(crate) fn back_to(&mut self, mark: usize) {
        self.0.timeline_mut().jump(mark);
    }
}

/// A table with an index, rows that need overflow pages, pages of every kind, and some that are free again.
pub(crate) const LIBRARY: &str = "
    CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT, copies INTEGER);
    CREATE INDEX by_title ON books (title);
    CREATE TABLE gone (x);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
        INSERT INTO books SELECT i, 'Book ' || i, substr(hex(zeroblob(400)), 1, 200 + i % 400), i % 7 FROM n;
    INSERT INTO books VALUES (1000, 'The long one', hex(zeroblob(6000)), 1);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
        INSERT INTO gone SELECT hex(zeroblob(1000)) FROM n;
    DROP TABLE gone;";

/// A query that distinguishes any two states of the library.
pub(crate) const CENSUS: &str =
    "SELECT count(*), sum(length(text)), sum(copies), group_concat(substr(title, 1, 8)) FROM books";
