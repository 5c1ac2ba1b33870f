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
        ("playground import --from x", "--from is no option of it"),
        ("playground import estate.jsonl --at noon", "noon is no time"),
        ("echo '{}' > empty.json && playground import empty.json", "nothing was read"),
        ("playground report", "nothing was imported"),
        ("playground report --format pdf", "pdf is no format of it"),
    ] {
        let (text, code) = said(&mut session, line);
        assert!(code != 0 && text.contains(wanted), "{line}: {text}");
    }
    assert_eq!(said(&mut session, "playground import help").1, 0);
    let (company, _) = said(&mut session, "playground import --made-up-company");
    assert!(company.contains("40 clusters, 9 snapshots"), "{company}");
    let (help, _) = said(&mut session, "playground help");
    assert!(help.contains("  import  Makes the world") && help.contains("  wait "), "{help}");
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
        ("playground plan --goal nothing", "There are encrypted"),
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
