//! What a database client is told, as rows: each refusal with the nearest statement that succeeds, the error, words of
//! its explanation, and the first way that is offered.

/// A row, on an encrypted cluster `a` with a writer `i` and tables `t` (with a row 1, Ada) and `u`.
#[derive(Clone, Copy, Debug)]
pub struct ClientRow {
    /// Commands before it, which all succeed.
    pub stage: &'static str,
    /// The refused command.
    pub refused: &'static str,
    /// The allowed command, in the same world.
    pub allowed: &'static str,
    /// The error's name or code.
    pub code: &'static str,
    /// Words of the explanation, with names in backticks.
    pub why: &'static str,
    /// The text of the first way.
    pub way: &'static str,
}

/// The commands that every row begins with; `@` stands for engine and master user.
pub const BEGIN: &[&str] = &[
    "aws rds create-db-cluster --db-cluster-identifier a --storage-encrypted @",
    "aws rds create-db-instance --db-instance-identifier i --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large",
    "aws rds wait db-instance-available --db-instance-identifier i",
    "sql --db-cluster-identifier a <<'SQL'\n\
     CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n\
     INSERT INTO t VALUES (1, 'Ada');\n\
     CREATE TABLE u (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n\
     SQL",
];

const ALIVE: &str = "playground read-disk --db-cluster-identifier a";
const BACKUP: &str = "Restore its backup to a new cluster.";
const SCHEMA: &str = "See which tables there are, and what they allow.";

macro_rules! reboot {
    ($before:literal) => {
        concat!(
            $before,
            "\naws rds reboot-db-instance --db-instance-identifier i\n",
            "aws rds wait db-instance-available --db-instance-identifier i"
        )
    };
}

/// The rows.
pub const CLIENTS: &[ClientRow] = &[
    ClientRow {
        stage: "aws rds create-db-instance --db-instance-identifier j --db-cluster-identifier a --engine aurora-mysql --db-instance-class db.r5.large\n\
                aws rds wait db-instance-available --db-instance-identifier j",
        refused: "sql --db-cluster-identifier a --endpoint reader 'DELETE FROM t'",
        allowed: "sql --db-cluster-identifier a --endpoint reader 'SELECT * FROM t'",
        code: "SQLITE_READONLY",
        why: "`j`, a reader",
        way: "Use the writer endpoint.",
    },
    ClientRow {
        stage: "aws rds create-db-cluster --region eu-west-1 --db-cluster-identifier b --engine aurora-mysql --storage-encrypted --source-region us-east-1 --replication-source-identifier arn:aws:rds:us-east-1:111122223333:cluster:a\n\
                aws rds create-db-instance --region eu-west-1 --db-instance-identifier k --db-cluster-identifier b --engine aurora-mysql --db-instance-class db.r5.large\n\
                aws rds wait db-instance-available --region eu-west-1 --db-instance-identifier k",
        refused: "sql --region eu-west-1 --db-cluster-identifier b 'DELETE FROM t'",
        allowed: "sql --region eu-west-1 --db-cluster-identifier b 'SELECT * FROM t'",
        code: "SQLITE_READONLY",
        why: "its source, `a` in `us-east-1`",
        way: "Write to the source.",
    },
    ClientRow {
        stage: reboot!("playground flip-bit --db-cluster-identifier a --page-number 2"),
        refused: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        allowed: "sql --db-cluster-identifier a 'SELECT * FROM u'",
        code: "SQLITE_IOERR_DATA",
        why: "The authentication tag of page 2 doesn't match",
        way: BACKUP,
    },
    ClientRow {
        stage: reboot!("playground swap-pages --db-cluster-identifier a --page-number 2 --with-page 3"),
        refused: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        allowed: "sql --db-cluster-identifier a .tables",
        code: "SQLITE_IOERR_DATA",
        why: "In the place of page 2 is page 3.",
        way: BACKUP,
    },
    ClientRow {
        stage: reboot!(
            "sql --db-cluster-identifier a \"INSERT INTO t VALUES (2, 'Grace')\"\n\
             playground rollback-page --db-cluster-identifier a --page-number 2"
        ),
        refused: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        allowed: "sql --db-cluster-identifier a 'SELECT * FROM u'",
        code: "SQLITE_IOERR_DATA",
        why: "version 2, but version 3 is the latest",
        way: BACKUP,
    },
    ClientRow {
        stage: "playground crash-instance --db-instance-identifier i --at-write 3",
        refused: "sql --db-cluster-identifier a 'DELETE FROM t'",
        allowed: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        code: "ERROR 2013 (HY000)",
        why: "`i` stopped in the middle",
        way: "Wait until it's back, and see what is there.",
    },
    ClientRow {
        stage: "",
        refused: "sql --db-cluster-identifier none 'SELECT 1'",
        allowed: "sql --db-cluster-identifier a 'SELECT 1'",
        code: "ERROR 2005 (HY000)",
        why: "no cluster of this name",
        way: "See which clusters there are.",
    },
    ClientRow {
        stage: "aws rds delete-db-instance --db-instance-identifier i\nplayground wait 10m",
        refused: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        allowed: ALIVE,
        code: "ERROR 2005 (HY000)",
        why: "has no instance",
        way: "Add an instance, and wait for it.",
    },
    ClientRow {
        stage: "aws rds reboot-db-instance --db-instance-identifier i",
        refused: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        allowed: ALIVE,
        code: "ERROR 2003 (HY000)",
        why: "isn't available",
        way: "Wait for the instance, then try again.",
    },
    ClientRow {
        stage: "aws rds stop-db-cluster --db-cluster-identifier a",
        refused: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        allowed: ALIVE,
        code: "ERROR 2003 (HY000)",
        why: "accept no connections",
        way: "Let it stop, then start it again.",
    },
    ClientRow {
        stage: "aws rds stop-db-cluster --db-cluster-identifier a\nplayground wait 10m",
        refused: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        allowed: ALIVE,
        code: "ERROR 2003 (HY000)",
        why: "accept no connections",
        way: "Start the cluster, and wait for it.",
    },
    ClientRow {
        stage: "",
        refused: "sql --db-cluster-identifier a \"INSERT INTO t VALUES (1, 'Ada')\"",
        allowed: "sql --db-cluster-identifier a \"INSERT INTO t VALUES (2, 'Ada')\"",
        code: "SQLITE_CONSTRAINT_PRIMARYKEY",
        why: "already a row with this value",
        way: SCHEMA,
    },
    ClientRow {
        stage: "",
        refused: "sql --db-cluster-identifier a 'INSERT INTO t VALUES (2, NULL)'",
        allowed: "sql --db-cluster-identifier a \"INSERT INTO t VALUES (2, '')\"",
        code: "SQLITE_CONSTRAINT_NOTNULL",
        why: "must have a value",
        way: SCHEMA,
    },
    ClientRow {
        stage: "",
        refused: "sql --db-cluster-identifier a 'SHOW TABLES'",
        allowed: "sql --db-cluster-identifier a .tables",
        code: "SQLITE_ERROR",
        why: "`.tables` lists",
        way: SCHEMA,
    },
    ClientRow {
        stage: "",
        refused: "sql --db-cluster-identifier a 'SELECT * FROM missing'",
        allowed: "sql --db-cluster-identifier a 'SELECT * FROM t'",
        code: "SQLITE_ERROR",
        why: "no table of this name",
        way: SCHEMA,
    },
    ClientRow {
        stage: "",
        refused: "sql --db-cluster-identifier a 'SELECT \"Ada\"'",
        allowed: "sql --db-cluster-identifier a \"SELECT 'Ada'\"",
        code: "SQLITE_ERROR",
        why: "Put text in single quotes",
        way: SCHEMA,
    },
];
