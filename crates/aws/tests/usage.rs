//! What the CLI says about lines that it refuses, each with the nearest line that it accepts.
#![expect(clippy::panic, reason = "a helper that fails its test")]

use playground_aws::{Parsed, Usage, parse};
use playground_core::edition::Edition;

const HEAD: &str = "\nusage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n";

/// Splits a line at spaces; `'…'` keeps spaces.
fn words(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            out.push(part.to_owned());
        } else {
            out.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    out
}

fn refused(line: &str) -> Usage {
    match parse(&words(line), Edition::Y2020) {
        Ok(_) => panic!("taken: {line}"),
        Err(usage) => usage,
    }
}

fn taken(line: &str) {
    match parse(&words(line), Edition::Y2020) {
        Ok(Parsed::Run(_)) => {}
        Ok(Parsed::Help(text)) => panic!("help: {line}: {text}"),
        Err(usage) => panic!("{line}: {}", usage.stderr),
    }
}

const CREATE: &str = "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql";

/// `--endpoint` is an option of the database client, and not an abbreviation of the CLI's `--endpoint-url`.
#[test]
fn endpoints_of_the_client() {
    taken("sql --db-cluster-identifier c --endpoint reader 'SELECT 1'");
    taken("sql --endpoint=writer --db-cluster-identifier c 'SELECT 1' --output json");
    assert!(refused("sql --db-cluster-identifier c --endpoint x 'SELECT 1'").stderr.contains("reader"));
    let url = "--endpoint-url http://example.org";
    assert!(
        refused(&format!("sql --db-cluster-identifier c {url}"))
            .stderr
            .contains("Unknown options: --endpoint-url")
    );
    assert!(refused(&format!("aws kms list-keys {url}")).stderr.contains("does not model"));
}

#[test]
fn options_that_do_not_exist() {
    for (line, nearest, unknown) in [
        (
            "aws rds modify-db-cluster --db-cluster-identifier c --kms-key-id alias/x",
            "aws rds modify-db-cluster --db-cluster-identifier c --apply-immediately",
            "--kms-key-id, alias/x",
        ),
        (
            "aws rds modify-db-cluster --db-cluster-identifier c --no-storage-encrypted",
            "aws rds modify-db-cluster --db-cluster-identifier c --no-deletion-protection",
            "--no-storage-encrypted",
        ),
        (
            "aws rds create-db-cluster-snapshot --db-cluster-identifier c --db-cluster-snapshot-identifier s --kms-key-id=x",
            "aws rds create-db-cluster-snapshot --db-cluster-identifier c --db-cluster-snapshot-identifier s --tags Key=a",
            "--kms-key-id=x",
        ),
        (
            "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --storage-encrypted true --foo",
            "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --storage-encrypted",
            "--foo, true",
        ),
        ("aws rds describe-db-clusters extra", "aws rds describe-db-clusters", "extra"),
        ("aws rds describe-db-clusters -x", "aws rds describe-db-clusters --max-records 20", "-x"),
    ] {
        let usage = refused(line);
        assert_eq!(usage.stderr, format!("{HEAD}\nUnknown options: {unknown}\n\n"), "{line}");
        assert_eq!(usage.exit_code, 252);
        assert_eq!(usage.unknown.join(", "), unknown);
        taken(nearest);
    }
    let usage = refused("aws rds modify-db-cluster --db-cluster-identifier c --kms-key-id x");
    assert_eq!(usage.operation, Some("ModifyDBCluster"));
}

#[test]
fn grammar() {
    for (line, message) in [
        ("aws", "the following arguments are required: command"),
        ("aws rds", "the following arguments are required: operation"),
        (
            "aws rds create-db-cluster",
            "the following arguments are required: --db-cluster-identifier, --engine",
        ),
        (
            "aws rds create-db-cluster --engine x",
            "the following arguments are required: --db-cluster-identifier",
        ),
        ("aws kms describe-key --key-id", "argument --key-id: expected one argument"),
        // The CLI takes its global options out first.
        ("aws kms describe-key --key-id --region us-east-1", "argument --key-id: expected one argument"),
        ("aws kms describe-key --key-id x --region", "argument --region: expected one argument"),
        (
            "aws rds create-db-cluster --db-cluster-identifier c --engine x --storage-encrypted=true",
            "argument --storage-encrypted: ignored explicit argument 'true'",
        ),
        (
            "aws rds restore-db-cluster-from-snapshot --db x",
            "ambiguous option: --db could match --db-cluster-identifier, --db-subnet-group-name, --db-cluster-parameter-group-name",
        ),
        (
            "aws kms list-keys --cli-r 1 --no-cli",
            "ambiguous option: --no-cli could match --no-cli-pager, --no-cli-auto-prompt",
        ),
    ] {
        let usage = refused(line);
        let wanted = format!("{HEAD}\naws: error: {message}\n\n");
        assert_eq!(usage.stderr, wanted, "{line}");
        assert_eq!(usage.exit_code, 252);
    }
    let usage = refused("aws rds describe-db-cluster");
    assert!(usage.stderr.contains(
        "aws: error: argument operation: Invalid choice, valid choices are:\n\nadd-tags-to-resource"
    ));
    assert!(usage.stderr.ends_with(
        "Invalid choice: 'describe-db-cluster', maybe you meant:\n\n  * describe-db-clusters\n  * describe-global-clusters\n\n"
    ));
    assert!(refused("aws rdz list").stderr.contains("argument command: Invalid choice"));
    assert!(
        refused("aws rds describe-db-clusters --output xml")
            .stderr
            .contains("argument --output: Invalid choice")
    );
    assert!(refused("aws rds wait db-cluster-availabl").stderr.contains("  * db-cluster-available\n"));
    assert_eq!(
        refused("aws rds wait").stderr,
        "\nusage: aws [options] <command> <subcommand> [parameters]\naws: error: too few arguments\n"
    );
    assert_eq!(refused("ls -l").exit_code, 127);
}

#[test]
fn unambiguous_prefixes_and_other_spellings() {
    for line in [
        "aws rds create-db-cluster --db-cluster-id c --engine aurora-mysql --storage-enc --kms x",
        "aws --region eu-west-1 rds describe-db-clusters --output=text",
        "aws rds --profile dev describe-db-clusters --no-cli-pager --query 'DBClusters[].Status'",
        "aws rds describe-db-clusters --filters Name=db-cluster-id,Values=a,b",
        "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --tags Key=a,Value=b Key=c",
        "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --tags '[{\"Key\": \"a\"}]'",
        "aws rds create-db-cluster --db-cluster-identifier c --engine aurora-mysql --engine-mode provisioned",
        "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s --attribute-name restore --values-to-add 444455556666 777788889999",
        "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier n --source-db-cluster-identifier c --restore-to-time 2020-12-01T09:30:00Z",
        "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt --start-time 2020-12-01",
    ] {
        taken(line);
    }
}

#[test]
fn values() {
    for (line, text, code) in [
        (
            "--tags foo",
            "Error parsing parameter '--tags': Expected: '=', received: 'EOF' for input:\nfoo\n   ^",
            252,
        ),
        (
            "--tags '[{\"a\"'",
            "Error parsing parameter '--tags': Invalid JSON: Expecting ':' delimiter: line 1 column 6 (char 5)\nJSON received: [{\"a\"",
            252,
        ),
        (
            "--tags Key=a,Valu=b",
            "Parameter validation failed:\nUnknown parameter in Tags[0]: \"Valu\", must be one of: Key, Value",
            252,
        ),
        (
            "--tags Key=a,Value=b,c",
            "Parameter validation failed:\nInvalid type for parameter Tags[0].Value, value: ['b', 'c'], type: <class 'list'>, valid types: <class 'str'>",
            252,
        ),
        ("--port abc", "invalid literal for int() with base 10: 'abc'", 255),
        (
            "--enable-global-write-forwarding",
            "The playground does not model --enable-global-write-forwarding.",
            252,
        ),
        (
            "--scaling-configuration MinCapacity=1,AutoPause=yes",
            "Parameter validation failed:\nInvalid type for parameter ScalingConfiguration.AutoPause, value: yes, type: <class 'str'>, valid types: <class 'bool'>",
            252,
        ),
        (
            "--scaling-configuration MinCapacity=1,SecondsBeforeTimeout=60",
            "Parameter validation failed:\nUnknown parameter in ScalingConfiguration: \"SecondsBeforeTimeout\", must be one of: MinCapacity, MaxCapacity, AutoPause, SecondsUntilAutoPause, TimeoutAction",
            252,
        ),
        (
            "--query a.[",
            "Bad value for --query a.[: Incomplete expression: Parse error at column 3, token \"\", for expression:\n\"a.[\"\n    ^",
            252,
        ),
        (
            "--region mars-1",
            "Could not connect to the endpoint URL: \"https://rds.mars-1.amazonaws.com/\"",
            255,
        ),
        (
            "--profile nobody",
            "The config profile (nobody) could not be found (here there are default, dev, partner, stranger)",
            255,
        ),
        ("--no-sign-request", "The playground does not model --no-sign-request.", 252),
    ] {
        let usage = refused(&format!("{CREATE} {line}"));
        assert_eq!(usage.stderr, format!("\n{text}\n"), "{line}");
        assert_eq!(usage.exit_code, code, "{line}");
    }
    taken(&format!("{CREATE} --port 3306 --tags Key=a"));
}

#[test]
fn help() {
    for (line, start) in [
        ("aws help", "aws <command> <subcommand> [parameters]"),
        ("aws kms help", "aws kms <subcommand> [parameters]"),
        ("aws rds create-db-cluster help", "Creates an Aurora cluster"),
        ("aws rds wait help", "aws rds wait <subcommand>"),
        ("aws rds wait db-cluster-available help", "Until a cluster is available."),
        ("playground help", "playground <subcommand> [parameters]"),
        ("playground wait help", "Moves the clock forward"),
        ("aws --version", "aws-cli/2"),
    ] {
        match parse(&words(line), Edition::Y2020) {
            Ok(Parsed::Help(text)) => assert!(text.starts_with(start), "{line}: {text}"),
            _ => panic!("{line}"),
        }
    }
}

/// What the AWS CLI has and the playground has not is no mistake of who typed it. What did not exist in an edition is.
#[test]
fn what_is_not_modelled_says_so() {
    let said = |line: &str, edition| match parse(&words(line), edition) {
        Err(usage) => (usage.stderr, usage.exit_code),
        Ok(_) => panic!("taken: {line}"),
    };
    let proxy = "\nThe AWS CLI has this operation; the playground doesn't model it: aws rds create-db-proxy.\naws rds help lists what it models.\n";
    assert_eq!(said("aws rds create-db-proxy --db-proxy-name p", Edition::Y2020), (proxy.to_owned(), 252));
    let s3 = "\nThe AWS CLI has this command; the playground doesn't model it: aws s3.\naws help lists what it models.\n";
    assert_eq!(said("aws s3 ls", Edition::Y2020), (s3.to_owned(), 252));
    let bedrock = said("aws bedrock", Edition::Y2020).0;
    assert!(bedrock.contains("argument command: Invalid choice"), "{bedrock}");
    assert!(bedrock.contains("The AWS CLI has this command today."), "{bedrock}");
    assert!(said("aws bedrock", Edition::Y2026).0.contains("doesn't model it: aws bedrock."));
    let other = said("aws s4 ls", Edition::Y2020).0;
    assert!(other.contains("argument command: Invalid choice"), "{other}");
    assert!(
        other.ends_with("The AWS CLI has more commands; the playground models only these.\n\n"),
        "{other}"
    );
    let shards = "aws rds create-db-shard-group";
    let then = said(shards, Edition::Y2020).0;
    assert!(then.contains("argument operation: Invalid choice"), "{then}");
    let since =
        "The AWS CLI has this operation today. It didn't in December 2020, whose rules apply here.\n\n";
    assert!(then.ends_with(since), "{then}");
    // So does one that is modelled today.
    assert!(said("aws kms rotate-key-on-demand --key-id x", Edition::Y2020).0.ends_with(since));
    for edition in Edition::ALL {
        let waiter = "\nThe AWS CLI has this waiter; the playground doesn't model it: aws rds wait db-snapshot-available.\naws rds wait help lists what it models.\n";
        assert_eq!(said("aws rds wait db-snapshot-available", edition), (waiter.to_owned(), 252));
        assert!(said("aws rds wait db-available", edition).0.contains("argument subcommand: Invalid choice"));
    }
    assert!(said(shards, Edition::Y2026).0.contains("doesn't model it"));
    assert!(said("aws rds create-db-proxi", Edition::Y2026).0.contains("Invalid choice"));
}
