use playground_core::edition::Edition;
use playground_core::invariants;
use playground_estate::demo;

use crate::session::Session;

/// A session with a file of the made-up company.
fn session() -> Session {
    let mut session = Session::new(Session::seed_of("own"), Edition::Y2026);
    for (at, line) in demo().lines().enumerate() {
        let sign = if at == 0 { ">" } else { ">>" };
        let text = ["cat ", sign, " estate.jsonl <<'END'\n", line, "\nEND"].concat();
        assert_eq!(session.run(&text).len(), 1, "{at}");
    }
    session
}

/// What a line prints, and how it ends.
fn said(session: &mut Session, line: &str) -> (String, u8) {
    let ids = session.run(line);
    let entry = ids.last().and_then(|id| session.timeline().record(*id)).expect("it ran");
    ([&*entry.stdout, &*entry.stderr].concat(), entry.exit_code)
}

#[test]
fn a_file_becomes_the_world_and_undo_takes_it_back() {
    let mut session = session();
    let (text, code) = said(&mut session, "playground import estate.jsonl");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("40 clusters, 9 snapshots"), "{text}");
    assert_eq!(invariants::check(session.world()), []);
    let (who, _) = said(&mut session, "aws sts get-caller-identity --query Arn --output text");
    assert_eq!(who, "arn:aws:sts::111122223333:assumed-role/Administrator/you\n");
    let (other, _) = said(
        &mut session,
        "aws sts get-caller-identity --query Account --output text --profile 777788889999",
    );
    assert_eq!(other, "777788889999\n");
    let (listed, _) = said(&mut session, "aws rds describe-db-clusters --query 'length(DBClusters)'");
    assert_eq!(listed, "12\n", "those of the default profile's Region, which is that with most clusters");
    let (region, _) = said(&mut session, "aws configure get region --profile 777788889999");
    assert_eq!(region, "eu-central-1\n", "each account's profile has the Region in which it has most");
    let (report, _) = said(&mut session, "playground report");
    assert!(report.contains("key pending deletion"), "{report}");
    for _ in 0..6 {
        session.timeline_mut().undo();
    }
    assert!(session.world().clusters.is_empty());
}

#[test]
fn what_cannot_be_imported_is_said() {
    let mut session = session();
    for (line, wanted) in [
        ("playground import", "no file is named"),
        ("playground import none.json", "none.json"),
        ("playground import --from x", "--from isn't an option"),
        ("playground import estate.jsonl --at noon", "noon isn't a time"),
        ("echo '{}' > empty.json && playground import empty.json", "nothing was read"),
        ("playground report", "nothing was imported"),
        ("playground report --format pdf", "pdf isn't a format"),
    ] {
        let (text, code) = said(&mut session, line);
        assert!(code != 0 && text.contains(wanted), "{line}: {text}");
    }
    assert_eq!(said(&mut session, "playground import help").1, 0);
    let (company, _) = said(&mut session, "playground import --made-up-company");
    assert!(company.contains("40 clusters, 9 snapshots"), "{company}");
    let (help, _) = said(&mut session, "playground help");
    assert!(help.contains("  import  Builds the world") && help.contains("  wait "), "{help}");
    let offered = |line: &str| {
        let items = crate::complete::complete(&session, line, line.len()).items;
        items.into_iter().map(|item| item.text).collect::<Vec<_>>()
    };
    assert_eq!(offered("playground im"), ["import"]);
    assert!(offered("playground ").iter().any(|name| name == "wait"));
    assert_eq!(offered("playground import est"), ["estate.jsonl"]);
}

#[test]
fn a_plan_is_found_and_changes_nothing() {
    let mut session = session();
    said(&mut session, "playground import estate.jsonl");
    let before = crate::world_digest(session.world());
    let (text, code) =
        said(&mut session, "playground plan --goal encrypted --db-cluster-identifier shop-2019");
    assert_eq!(code, 0, "{text}");
    assert!(
        text.contains("restore-db-cluster-from-snapshot --db-cluster-identifier shop-2019-encrypted"),
        "{text}"
    );
    assert_eq!(crate::world_digest(session.world()), before);
    let plan = text.split("# Plan 2").next().expect("there is a first");
    for line in plan.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (printed, code) = said(&mut session, line);
        assert_eq!(code, 0, "{line}\n{printed}");
    }
    let (kind, _) = said(
        &mut session,
        "aws rds describe-db-clusters --db-cluster-identifier shop-2019-encrypted --query 'DBClusters[0].StorageEncrypted' --output text",
    );
    assert_eq!(kind, "True\n");
}

#[test]
fn a_plan_is_written_down() {
    let mut session = session();
    said(&mut session, "playground import estate.jsonl");
    let mut written = |options: &str| {
        let line = ["playground plan --goal encrypted --db-cluster-identifier shop-2019 ", options].concat();
        let (text, code) = said(&mut session, &line);
        assert_eq!(code, 0, "{options}: {text}");
        text
    };
    assert!(written("--as commands").starts_with("# Plan 1: "));
    assert!(written("--as table").contains("| snapshot and restore | "));
    assert!(written("--as markdown").starts_with("# Encrypt shop-2019\n"));
    assert!(written("--as markdown --way 2").contains("replicates logically"));
    assert!(written("--as script").starts_with("#!/usr/bin/env bash\n# Encrypt shop-2019\n"));
    assert!(written("--as scenario").starts_with("---\ntitle: Encrypt shop-2019\n"));
    assert_eq!(written("--as script > way.sh"), "");
    let (first, _) = said(&mut session, "head -1 way.sh");
    assert_eq!(first, "#!/usr/bin/env bash\n");
    for (options, why) in [
        ("--as book", "--as takes commands, table, markdown, script, scenario; not 'book'"),
        ("--as", "not ''"),
        ("--as script --way 9", "there are plans 1 to 2"),
        ("--as script --way 0", "there are plans 1 to 2"),
        ("--way first", "--way needs the number of a plan"),
    ] {
        let line = ["playground plan --goal encrypted --db-cluster-identifier shop-2019 ", options].concat();
        let (text, code) = said(&mut session, &line);
        assert!(code != 0 && text.contains(why), "{line}: {text}");
    }
}

#[test]
fn what_a_plan_needs_is_said() {
    let mut session = session();
    for (line, said_of_it) in [
        ("playground plan", "--goal is needed"),
        ("playground plan --goal nothing", "The goals are encrypted"),
        ("playground plan --goal encrypted", "--db-cluster-identifier is needed"),
        ("playground plan --goal encrypted --db-cluster-identifier nobody", "DBClusterNotFoundFault"),
        (
            "playground plan --goal encrypted --db-cluster-identifier a --to-region eu-west-1",
            "no option --to-region",
        ),
        (
            "playground plan --goal encrypted --db-cluster-identifier a --kms-key-id alias/x",
            "there is no arn:aws:kms",
        ),
        ("playground plan --goal readable --db-cluster-identifier a", "--to-account is needed"),
        ("playground plan --goal another-region --db-cluster-identifier a --to-region moon", "moon"),
    ] {
        let (text, code) = said(&mut session, line);
        assert!(code != 0 && text.contains(said_of_it), "{line}: {text}");
    }
}

/// Each finding that has a goal, what else it needs, and what must be in the plan for all of the made-up company that have it,
/// or be said.
const ALL_WITH: [(&str, &str, &[&str]); 12] = [
    ("cluster-without-its-key", "", &[]),
    ("key-pending-deletion", "", &["cancel-key-deletion", "enable-key"]),
    ("disabled-key", "", &["enable-key"]),
    ("public-snapshot", "", &["--values-to-remove all"]),
    ("unencrypted-cluster", "", &["shop-2019-encrypted", "# By the owner of account"]),
    ("unencrypted-snapshot", "", &["copy-db-cluster-snapshot", "delete-db-cluster-snapshot"]),
    ("key-of-another-account", "", &["restore-db-cluster"]),
    ("snapshot-shared-without-its-key", "", &["# Adds to the key policy: "]),
    ("backups-kept-for-one-day", " --backup-retention-period 14", &["--backup-retention-period 14"]),
    ("aws-managed-key", "", &["restore-db-cluster"]),
    ("key-without-rotation", "", &["a key that can't be used can't be rotated"]),
    (
        "no-copy-in-another-region",
        " --to-region eu-central-1",
        &["copy-db-cluster-snapshot", "--source-region", "nothing can read it until", "choose another one"],
    ),
];

#[test]
fn each_finding_has_a_goal_for_all_that_have_it() {
    let mut session = session();
    said(&mut session, "playground import estate.jsonl");
    let names: Vec<String> = super::goals::with_a_goal().map(super::goals::called).collect();
    assert_eq!(names, ALL_WITH.map(|(name, ..)| name));
    let mut wrong = Vec::new();
    for (name, options, wanted) in ALL_WITH {
        let line = ["playground plan --finding ", name, options].concat();
        let (text, _) = said(&mut session, &line);
        if wanted.iter().any(|part| !text.contains(part)) {
            wrong.push(format!("{line}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a plan for settings says is carried out, and is so then; the data of each copy is in the Region that was asked for.
#[test]
fn what_takes_a_finding_away_does() {
    for (finding, options) in [
        ("public-snapshot", ""),
        ("backups-kept-for-one-day", ""),
        ("key-pending-deletion", ""),
        ("disabled-key", ""),
    ] {
        let mut session = session();
        said(&mut session, "playground import estate.jsonl");
        let line = ["playground plan --finding ", finding, options].concat();
        let (text, code) = said(&mut session, &line);
        assert_eq!(code, 0, "{line}\n{text}");
        for step in text.lines().filter(|line| line.starts_with("aws ")) {
            let (printed, code) = said(&mut session, step);
            assert_eq!(code, 0, "{step}\n{printed}");
        }
        let (text, _) = said(&mut session, &line);
        assert!(text.starts_with("# Nothing to do"), "{line}\n{text}");
    }
}

#[test]
fn what_has_no_goal_says_why() {
    let mut session = session();
    let (text, _) = said(&mut session, "playground plan --finding unencrypted-cluster");
    assert!(text.contains("no file was imported"), "{text}");
    said(&mut session, "playground import estate.jsonl");
    for (line, wanted) in [
        ("--finding", "--finding needs a finding"),
        ("--finding dust", "dust isn't a finding with a goal. Those are cluster-without-its-key"),
        ("--finding one-key-for-everything", "has no goal: Only you know which clusters belong together"),
        ("--finding no-copy-in-another-region", "--to-region is needed"),
        ("--finding no-copy-in-another-region --to-region mars", "mars"),
        ("--finding backups-kept-for-one-day --backup-retention-period 36", "must be 1 to 35, not 36"),
        ("--finding public-snapshot --to-account 444455556666", "no option --to-account"),
        ("--finding snapshot-shared-without-its-key --to-account 444455556666", "no option --to-account"),
        ("--goal unused-key --kms-key-id alias/main --instead alias/main", "are the same key"),
    ] {
        let (text, code) = said(&mut session, &["playground plan ", line].concat());
        assert!(code != 0 && text.contains(wanted), "{line}: {text}");
    }
    let offered = |line: &str| {
        let items = crate::complete::complete(&session, line, line.len()).items;
        items.into_iter().map(|item| item.text).collect::<Vec<_>>()
    };
    assert_eq!(offered("playground plan --finding public"), ["public-snapshot"]);
    assert!(offered("playground plan --").iter().any(|option| option == "--finding"));
}

/// Errors, with their commands, in the world of the made-up company; and what must be said of them.
const REFUSED: [(&str, &[&str]); 5] = [
    (
        "aws rds copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier nothing --target-db-cluster-snapshot-identifier copy --profile prod\nAn error occurred (KMSKeyNotAccessibleFault) when calling the CopyDBClusterSnapshot operation: The specified KMS key [arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000020004] does not exist, is not enabled or you do not have permissions to access it.",
        &["KMSKeyNotAccessibleFault", "the same command is refused with DBClusterSnapshotNotFoundFault"],
    ),
    (
        "aws rds create-db-cluster --db-cluster-identifier mine --engine aurora-mysql --master-username admin --master-user-password not-a-secret --storage-encrypted --kms-key-id arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000020004 --region us-east-1\nAn error occurred (KMSKeyNotAccessibleFault) when calling the CreateDBCluster operation: The specified KMS key [arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000020004] does not exist, is not enabled or you do not have permissions to access it.",
        &[
            "  cause: Key ",
            "In a copy of your accounts as read, the same command is refused with KMSKeyNotAccessibleFault",
            "In a copy of your accounts as read, it works: the command then succeeds.",
            "What works in the copy:",
        ],
    ),
    (
        "An error occurred (KMSKeyNotAccessibleFault) when calling the CreateDBCluster operation: The specified KMS key [arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000020004] does not exist, is not enabled or you do not have permissions to access it.",
        &[
            "its commands go through. Whether it is enough can't be tried, because the text has no AWS CLI command",
            "Tried: It can't be tried, because the text has no AWS CLI command.",
        ],
    ),
    (
        "aws kms describe-key --key-id $KEY\nAn error occurred (NotFoundException) when calling the DescribeKey operation: Invalid keyId 'x'",
        &["because the command has variables"],
    ),
    (
        "aws kms list-aliases --region us-east-1\nUser: arn:aws:iam::111122223333:user/ann is not authorized to perform: kms:ListAliases because no identity-based policy allows the kms:ListAliases action",
        &[
            "an administrator of account 111122223333 isn't refused this",
            "it is part of a policy or of a command",
        ],
    ),
];

#[test]
fn an_error_is_explained_and_its_ways_are_tried() {
    let mut session = session();
    said(&mut session, "playground import estate.jsonl");
    let before = crate::world_digest(session.world());
    for (text, wanted) in REFUSED {
        let line = ["playground why-refused <<'END'\n", text, "\nEND"].concat();
        let (printed, code) = said(&mut session, &line);
        assert_eq!(code, 0, "{printed}");
        for part in wanted {
            assert!(printed.contains(part), "{part}\n{printed}");
        }
    }
    assert_eq!(crate::world_digest(session.world()), before);
}

#[test]
fn an_error_comes_from_a_file_an_argument_or_the_input() {
    let mut session = Session::new(Session::seed_of("made-up"), Edition::Y2020);
    let error = "An error occurred (InvalidParameterValue) when calling the ModifyDBClusterSnapshotAttribute operation: Sharing snapshots encrypted with the default service key for RDS is currently not supported.";
    said(&mut session, &["cat > error.txt <<'END'\n", error, "\nEND"].concat());
    let quoted = ["playground why-refused '", error, "'"].concat();
    for line in ["playground why-refused error.txt", "cat error.txt | playground why-refused", &quoted] {
        let (text, code) = said(&mut session, line);
        assert!(code == 0 && text.contains("Rule N08 of 2026"), "{line}: {text}");
        assert!(!text.contains("What your files say"), "{text}");
    }
    for (line, wanted) in [
        ("playground why-refused", "there is no error to explain"),
        ("playground why-refused ''", "no error in it"),
    ] {
        let (text, code) = said(&mut session, line);
        assert!(code != 0 && text.contains(wanted), "{line}: {text}");
    }
    let (help, code) = said(&mut session, "playground why-refused help");
    assert!(code == 0 && help.contains("<<'END'"), "{help}");
    let offered = |line: &str| {
        let items = crate::complete::complete(&session, line, line.len()).items;
        items.into_iter().map(|item| item.text).collect::<Vec<_>>()
    };
    assert_eq!(offered("playground why"), ["why-refused"]);
    assert_eq!(offered("playground why-refused err"), ["error.txt"]);
}
