//! Inputs that may come from a stranger, each with the expected answer.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use playground_core::edition::Edition;
use playground_session::{Session, world_digest};

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
        answer: "The page was changed: its authentication tag doesn't match.",
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
        answer: "Page 2 of the database: The page was changed: its authentication tag doesn't match.",
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

/// A `--query` that doubles a list of 32 numbers so often, and goes on with `then`.
fn doubled(times: usize, then: &str) -> String {
    let zeros = ["0"; 32].join(",");
    let doubling = "|[@,@][]".repeat(times);
    format!("aws kms list-keys --query '`[{zeros}]`{doubling}{then}'")
}

#[test]
fn answers_that_would_hold_the_tab_are_refused_with_the_limit() {
    let nested = |open: &str, inner: &str, close: &str, n: usize| {
        format!("aws kms list-keys --query '{}{inner}{}'", open.repeat(n), close.repeat(n))
    };
    let columns: Vec<String> = (0..120).map(|n| format!("a{n}:@")).collect();
    let constant: Vec<String> = (0..200).map(|n| format!("a{n}:`0`")).collect();
    let wide = format!("|[[*].{{z:@}},[{{{}}}]][]", constant.join(","));
    let long = format!("|[[@,`[\"{}\"]`][]][]", "x".repeat(1_400));
    let too_large = "the answer of this expression is too large";
    let too_long = "The answer is longer than 2 MiB. Pick less of it with --query";
    let rows: &[(&str, String, &str)] = &[
        ("a quoted text that doubles", nested("to_string([", "`\"\\\"\"`", "])", 24), too_large),
        ("… and fewer times", nested("to_string([", "`\"\\\"\"`", "])", 4), "\\"),
        ("a list that doubles", doubled(14, ""), too_large),
        ("a long list, sorted", doubled(10, "|sort(@)|[0]"), too_large),
        ("… and a shorter one", doubled(8, "|sort(@)|[0]"), "0\n"),
        (
            "objects with many members",
            doubled(5, &format!("|[*].{{{}}}|length(@)", columns.join(","))),
            too_large,
        ),
        ("… and fewer of them", doubled(3, &format!("|[*].{{{}}}|length(@)", columns.join(","))), "256\n"),
        (
            "lists in lists, indented",
            doubled(9, &format!("|{}@{}", "[".repeat(40), "]".repeat(40))),
            too_long,
        ),
        ("… and not so deep", doubled(9, "|[@]"), "0,\n"),
        ("a table as wide as its widest row", doubled(7, &long) + " --output table", too_long),
        ("… and as text", doubled(7, &long) + " --output text", "0\t0"),
        ("a column for each name, as text", doubled(9, &wide) + " --output text", too_long),
        ("… and as a table", doubled(9, &wide) + " --output table", too_long),
    ];
    for (about, line, answer) in rows {
        let printed = play(&[line]);
        assert!(printed.contains(answer), "{about}: {}", printed.chars().take(300).collect::<String>());
    }
}

/// Lines that create so many clusters.
fn clusters(count: usize) -> String {
    let create = |n| CLUSTER.replace("-identifier c", &format!("-identifier c{n}x"));
    (0..count).map(create).collect::<Vec<_>>().join("\n")
}

/// Years of backups make some thousand events; so many keys take more patience.
#[test]
fn an_answer_has_a_thousand_items_at_most() {
    let look = |line: &str| play(&[&clusters(14), "playground wait 40d", "playground wait 40d", line]);
    assert!(look("aws cloudtrail lookup-events").contains("More than 1,000 items were found"));
    assert!(look("aws cloudtrail lookup-events --max-items 1001").contains("More than 1,000 items"));
    let keys = ["aws kms create-key"; 1_001].join("\n");
    assert!(play(&[&keys, "aws kms list-keys"]).contains("More than 1,000 items"));
    assert_eq!(play(&[&keys, "aws kms list-keys --max-items 1000 --query 'length(Keys)'"]), "1000\n");
    assert_eq!(look("aws cloudtrail lookup-events --max-items 999 --query 'length(Events)'"), "999\n");
    assert_eq!(look("aws cloudtrail lookup-events --max-results 50 --query 'length(Events)'"), "50\n");
}

#[test]
fn one_command_does_not_do_the_work_of_fifty() {
    let waits = |n: usize, days: u32| format!("echo $({})", format!("playground wait {days}d;").repeat(n));
    assert!(play(&[CLUSTER, &waits(40, 400)]).contains("do too much for one command"));
    let two = play(&[CLUSTER, &waits(2, 100)]);
    assert!(two.contains("Now it is"), "{two}");
    let query = doubled(11, "|length(@)");
    assert!(play(&[&format!("echo $({})", [query.as_str(); 6].join(";"))]).contains("do too much"));
    assert!(play(&[&clusters(8), "playground wait 400d"]).contains("More than 2,500 backups"));
}

/// Values of variables, pages of databases and CloudTrail's records are all there as long as one can go back to them.
#[test]
fn what_can_be_gone_back_to_has_a_limit_and_stays_as_it_was() {
    playground_session::engine::install(std::rc::Rc::new(playground_sql::Sqlite));
    let session = |most| Session::with_history(Session::seed_of("past"), Edition::Y2020, most);
    let fill = "sql --db-cluster-identifier c 'CREATE TABLE t(a, b); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200) INSERT INTO t SELECT i, hex(zeroblob(1500)) FROM n'";
    let all = "sql --db-cluster-identifier c 'UPDATE t SET a = a + 1'";
    let one = "sql --db-cluster-identifier c 'UPDATE t SET a = a + 1 WHERE rowid = 1'";
    let reached = "holds 5 MiB of pages and records, and 4 MiB are the most. Start a new session";
    let session_of = |most: u64, lines: &[&str]| {
        let mut session = session(most);
        let mut ran = 0;
        let refused = lines.iter().find_map(|line| match session.try_run(line) {
            Ok(_) => {
                ran += 1;
                None
            }
            Err(why) => Some(why.message),
        });
        (session, ran, refused)
    };
    let (small, ran, refused) = session_of(4 << 20, &[CLUSTER, fill, one, one, one, one, one, one]);
    assert_eq!((ran, refused), (8, None), "a row at a time takes little");
    drop(small);
    let (mut session, ran, refused) = session_of(4 << 20, &[CLUSTER, fill, all, all, all, all, all, all]);
    assert!(ran < 8 && refused.as_ref().is_some_and(|why| why.contains(reached)), "{ran} {refused:?}");
    let count = session.timeline().len();
    assert!(session.try_run("echo a").unwrap_err().message.contains("4 MiB are the most"));
    // Nothing is lost, and going back is exact: the same commands without a limit give the same worlds.
    let whole = session_of(u64::MAX, &[CLUSTER, fill, all, all, all, all, all, all]).0;
    for id in 0..=count {
        assert!(session.timeline_mut().jump(id));
        let there = whole.timeline().state_at(id).unwrap();
        assert_eq!(world_digest(session.world()), world_digest(&there.world), "entry {id}");
    }
    // A value is kept as often as it is assigned.
    let long = format!("A={}", "x".repeat(60_000));
    let (_, ran, refused) = session_of(1 << 20, &[&[long.as_str()], &["B=$A"; 20][..]].concat());
    assert_eq!((ran, refused.is_some()), (18, true));
}

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
    assert!(encrypt(8_000).contains("2,000,000 comparisons"));
    assert!(encrypt(60).contains("CiphertextBlob"), "a short one is compared to the end");
    assert!(encrypt(8_192).contains("more than 8,192 bytes"), "the name counts as well");
}
