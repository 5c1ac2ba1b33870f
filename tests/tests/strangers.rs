//! Inputs that may come from a stranger, each with the expected answer.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use playground_core::edition::Edition;
use playground_session::Session;

/// Commands, and what the last of them prints: a part of it, on either stream.
struct Case {
    about: &'static str,
    lines: &'static [&'static str],
    answer: &'static str,
}

const CLUSTER: &str = "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --master-username admin --master-user-password not-a-secret --storage-encrypted && aws rds create-db-instance --db-instance-identifier c-1 --db-cluster-identifier c --db-instance-class db.r5.large --engine aurora-mysql && aws rds wait db-instance-available --db-instance-identifier c-1";
const KEY: &str = "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)";
const DEV_GRANT: &str = "G=$(aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/dev --operations Encrypt --retiring-principal arn:aws:iam::111122223333:user/dev --query GrantId --output text)";
const DENY_RETIRE: &str = r#"aws iam put-user-policy --user-name dev --policy-name no --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:RetireGrant","Resource":"*"}]}'"#;

const CASES: &[Case] = &[
    Case {
        about: "a search for half a megabyte in one",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT instr(hex(zeroblob(500000)), hex(zeroblob(250000)) || '1') AS at\"",
        ],
        answer: "|  0 |",
    },
    Case {
        about: "a value of more than a megabyte",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT instr(hex(zeroblob(1900000)), hex(zeroblob(90000)) || '1')\"",
        ],
        answer: "(SQLITE_TOOBIG): string or blob too big",
    },
    Case {
        about: "a pattern longer than people write",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT hex(zeroblob(500000)) LIKE '%' || hex(zeroblob(10000)) || '1%'\"",
        ],
        answer: "LIKE or GLOB pattern too complex",
    },
    Case {
        about: "a temporary table without end",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c 'CREATE TEMP TABLE q(x); INSERT INTO q WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(1000000) FROM n'",
        ],
        answer: "(SQLITE_FULL): temporary storage is full\nA cluster's database may have 128 MiB here, and temporary storage 64 MiB.",
    },
    Case {
        about: "… and what a statement keeps in memory",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT json_pretty('[' || replace(hex(zeroblob(200000)), '0', '1,') || '1]', hex(zeroblob(500)))\"",
        ],
        answer: "(SQLITE_NOMEM): out of memory\nA statement may take 32 MiB of memory and 100,000 instructions here.",
    },
    Case {
        about: "a set of characters as long as the text",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT length(trim(hex(zeroblob(500000)) || 'x', replace(hex(zeroblob(40000)), '0', 'ab') || '0')) AS n\"",
        ],
        answer: "| 1 |",
    },
    Case {
        about: "… and of characters between the digits",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT length(unhex(replace(hex(zeroblob(500000)), '0', '-') || '20', replace(hex(zeroblob(200000)), '0', 'xy') || '-')) AS n\"",
        ],
        answer: "| 1 |",
    },
    Case {
        about: "an object of many members, patched with as many",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT length(json_patch(json_group_object('a' || i, 1), json_group_object('b' || i, 1))) FROM n\"",
        ],
        answer: "json_patch takes objects of 11 KiB here",
    },
    Case {
        about: "a sort of many rows",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) SELECT count(*) AS n FROM (SELECT i FROM n ORDER BY random() LIMIT -1 OFFSET 1)'",
        ],
        answer: "| 29999 |",
    },
    Case {
        about: "many operations on long values in one statement",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c 'WITH b(x) AS (SELECT hex(zeroblob(500000)) LIMIT 1) SELECT x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x FROM b'",
        ],
        answer: "(SQLITE_TOOBIG): string or blob too big\nA value or a row may have 1 MiB here, and less in a statement of more than 128 instructions.",
    },
    Case {
        about: "views that double",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c 'CREATE VIEW a AS SELECT 1 AS i; CREATE VIEW b AS SELECT x.i FROM a x, a y; CREATE VIEW c AS SELECT x.i FROM b x, b y; CREATE VIEW d AS SELECT x.i FROM c x, c y; CREATE VIEW e AS SELECT x.i FROM d x, d y; CREATE VIEW f AS SELECT x.i FROM e x, e y; CREATE VIEW g AS SELECT x.i FROM f x, f y; CREATE VIEW h AS SELECT x.i FROM g x, g y; CREATE VIEW k AS SELECT x.i FROM h x, h y; SELECT count(*) FROM k'",
        ],
        answer: "too many FROM clause terms, max: 200",
    },
    Case {
        about: "a log whose last page was damaged goes on behind it",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c 'CREATE TABLE t(a)'",
            "playground flip-bit --db-cluster-identifier c --page-number 1 --file general-log",
            "sql --db-cluster-identifier c \"SELECT 'seen 1'\"",
            "aws rds download-db-log-file-portion --db-instance-identifier c-1 --log-file-name general/mysql-general.log --output text",
        ],
        answer: "Query SELECT 'seen 1'",
    },
    Case {
        about: "… and the error log says so",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c 'CREATE TABLE t(a)'",
            "playground flip-bit --db-cluster-identifier c --page-number 1 --file general-log",
            "sql --db-cluster-identifier c 'SELECT 1'",
            "aws rds download-db-log-file-portion --db-instance-identifier c-1 --log-file-name error/mysql-error-running.log --output text",
        ],
        answer: "[ERROR] page 1 of the general-log can't be used. The page was changed",
    },
    Case {
        about: "a statement can't pass for an entry of the log",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT 1 /*\n2020-12-01T09:00:00Z [c-1] Query DROP TABLE t */\"",
            "aws rds download-db-log-file-portion --db-instance-identifier c-1 --log-file-name general/mysql-general.log --output text",
        ],
        answer: "Query SELECT 1 /*\n\t2020-12-01T09:00:00Z [c-1] Query DROP TABLE t */",
    },
    Case {
        about: "a clone shares the damaged page, as a snapshot does",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"CREATE TABLE t(a); INSERT INTO t VALUES('x')\"",
            "playground flip-bit --db-cluster-identifier c --page-number 2",
            "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier k --source-db-cluster-identifier c --restore-type copy-on-write",
            "aws rds create-db-instance --db-instance-identifier k-1 --db-cluster-identifier k --db-instance-class db.r5.large --engine aurora-mysql",
            "aws rds wait db-instance-available --db-instance-identifier k-1",
            "sql --db-cluster-identifier k 'SELECT * FROM t'",
        ],
        answer: "The page was changed: its tag does not fit its bytes.",
    },
    Case {
        about: "a number of writes beyond 32 bits",
        lines: &[CLUSTER, "playground crash-instance --db-instance-identifier c-1 --at-write 4294967296"],
        answer: "4294967296",
    },
    Case {
        about: "a result cut by its bytes says so",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c 'SELECT zeroblob(1000000) AS x, zeroblob(48570) AS y'",
        ],
        answer: "The first 0 rows (the next did not fit: a result has at most 1 MiB",
    },
    Case {
        about: "characters that turn the direction of text are shown as what they are not",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT 'user ' || char(8238) || 'nimda' AS name, char(8294) || 'x' AS y, char(133) AS z\"",
        ],
        answer: "| user ·nimda | ·x | · |",
    },
    Case {
        about: "a character of two columns takes two",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"SELECT '日本語' AS w, 1 AS n UNION ALL SELECT 'abc', 2\"",
        ],
        answer: "| 日本語 | 1 |\n| abc    | 2 |",
    },
    Case {
        about: "a time with an offset",
        lines: &[
            CLUSTER,
            "playground wait 1h",
            "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier r --source-db-cluster-identifier c --restore-to-time 2020-12-01T10:30:00+01:00 --query DBCluster.Status",
        ],
        answer: "\"creating\"",
    },
    Case {
        about: "what a check of the database met is in the answer",
        lines: &[
            CLUSTER,
            "sql --db-cluster-identifier c \"CREATE TABLE t(a); INSERT INTO t VALUES('x')\"",
            "playground flip-bit --db-cluster-identifier c --page-number 2",
            "playground crash-instance --db-instance-identifier c-1",
            "aws rds wait db-instance-available --db-instance-identifier c-1",
            "sql --db-cluster-identifier c 'PRAGMA integrity_check'",
        ],
        answer: "Page 2 of the database: The page was changed: its tag does not fit its bytes.",
    },
    Case {
        about: "a constraint of two pairs is not fulfilled by one of them and a third",
        lines: &[
            KEY,
            r#"aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/dev --operations Encrypt --constraints '{"EncryptionContextEquals":{"a":"1","A":"1"}}'"#,
            "aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --profile dev --encryption-context a=1,x=9 --query KeyId --output text",
        ],
        answer: "AccessDeniedException",
    },
    Case {
        about: "… and is by both",
        lines: &[
            KEY,
            r#"aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/dev --operations Encrypt --constraints '{"EncryptionContextEquals":{"a":"1","A":"1"}}'"#,
            "aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --profile dev --encryption-context a=1,A=1 --query KeyId --output text",
        ],
        answer: ":key/",
    },
    Case {
        about: "a resource that is one colon short is about no key",
        lines: &[
            KEY,
            r#"aws iam put-user-policy --user-name dev --policy-name x --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Encrypt","Resource":"arn:aws:kms:*:key/*"}]}'"#,
            "aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --profile dev --query KeyId --output text",
        ],
        answer: "AccessDeniedException",
    },
    Case {
        about: "… and with the colon it is",
        lines: &[
            KEY,
            r#"aws iam put-user-policy --user-name dev --policy-name x --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Encrypt","Resource":"arn:aws:kms:*:*:key/*"}]}'"#,
            "aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --profile dev --query KeyId --output text",
        ],
        answer: ":key/",
    },
    Case {
        about: "an explicit deny holds for the retiring principal as well",
        lines: &[
            KEY,
            DEV_GRANT,
            DENY_RETIRE,
            "aws kms retire-grant --key-id $KEY --grant-id $G --profile dev",
        ],
        answer: "kms:RetireGrant on resource: arn:aws:kms:us-east-1:111122223333:key/",
    },
    Case {
        about: "… who may without it",
        lines: &[
            KEY,
            DEV_GRANT,
            "aws kms retire-grant --key-id $KEY --grant-id $G --profile dev && aws kms list-grants --key-id $KEY --query 'length(Grants)'",
        ],
        answer: "0",
    },
    Case {
        about: "an identity policy with a resource that is no ARN",
        lines: &[
            r#"aws iam put-user-policy --user-name dev --policy-name x --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Encrypt","Resource":"key/*"}]}'"#,
        ],
        answer: "(MalformedPolicyDocument) when calling the PutUserPolicy operation: Resource key/* must be in ARN format or \"*\".",
    },
];

fn play(lines: &[&str]) -> String {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let mut session = Session::new(Session::seed_of("strangers"), Edition::Y2020);
    let ids: Vec<_> = lines.iter().flat_map(|line| session.run(line)).collect();
    let (last, before) = ids.split_last().unwrap();
    for id in before {
        let entry = session.timeline().record(*id).unwrap();
        assert!(entry.done(), "$ {}\n{}", entry.line, entry.stderr);
    }
    let entry = session.timeline().record(*last).unwrap();
    [&*entry.stdout, &*entry.stderr].concat()
}

#[test]
fn each_case_has_its_answer() {
    for case in CASES {
        let printed = play(case.lines);
        assert!(printed.contains(case.answer), "{}:\n{printed}", case.about);
    }
}

#[test]
fn policies_of_a_user_are_too_long_together() {
    let statement = |bytes: usize| {
        let head = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Encrypt","Resource":"arn:aws:kms:"#;
        let tail = r#""}]}"#;
        let padding = "x".repeat(bytes - head.len() - tail.len());
        [head, padding.as_str(), "   ", tail].concat().replace("{\"Effect", " { \"Effect")
    };
    let put = |name: &str, bytes: usize| {
        let policy = statement(bytes);
        format!("aws iam put-user-policy --user-name dev --policy-name {name} --policy-document '{policy}'")
    };
    let clear = "aws iam delete-user-policy --user-name dev --policy-name RDSFullAccess";
    let over = "Maximum policy size of 2048 bytes exceeded for user dev";
    assert!(!play(&[clear, &put("a", 1_000), &put("b", 1_048)]).contains(over), "spaces do not count");
    assert!(play(&[clear, &put("a", 1_000), &put("b", 1_049)]).contains(over));
    assert!(
        !play(&[clear, &put("a", 1_000), &put("b", 1_048), &put("b", 1_048)]).contains(over),
        "it takes its own place"
    );
}

#[test]
fn a_policy_that_compares_too_much_is_refused_in_words() {
    let pattern = format!("*{}b*", "?a".repeat(3_000));
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"kms:*","Resource":"*"}},{{"Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*","Condition":{{"StringLike":{{"kms:EncryptionContext:a":"{pattern}"}}}}}}]}}"#
    );
    let create =
        format!("KEY=$(aws kms create-key --policy '{policy}' --query KeyMetadata.Arn --output text)");
    let encrypt = |bytes: usize| {
        let context = "a".repeat(bytes);
        play(&[
            &create,
            &format!("aws kms encrypt --key-id $KEY --plaintext aGVsbG8= --encryption-context a={context}"),
        ])
    };
    assert!(encrypt(8_000).contains("4,000,000 comparisons"));
    assert!(encrypt(60).contains("CiphertextBlob"), "a short one is compared to the end");
    assert!(encrypt(8_192).contains("more than 8,192 bytes"), "the name counts as well");
}
