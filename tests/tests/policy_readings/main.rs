//! Generated key policies and identity policies as JSON, decided twice: by the playground, through its command line, and by
//! a second reading that was written from AWS's guides ("Policy evaluation logic", "Condition operators", "Elements") and
//! shares no code with the first: it works on the JSON.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's way to fail")]

mod rds;

use playground_core::edition::Edition;
use playground_session::{Entry, Session};
use proptest::prelude::*;
use serde_json::{Value, json};

const ADMIN: &str = "arn:aws:iam::111122223333:user/admin";
const DEV: &str = "arn:aws:iam::111122223333:user/dev";
const PARTNER: &str = "arn:aws:iam::444455556666:user/admin";

const ROLE: &str = "arn:aws:iam::111122223333:role/apps/app";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/app/one";
const FOREIGN_ROLE: &str = "arn:aws:iam::444455556666:role/audit";
const FOREIGN_SESSION: &str = "arn:aws:sts::444455556666:assumed-role/audit/one";

/// Whoever calls: a user, or a session of a role.
struct Caller {
    /// The profile of the user, or of whoever begins the session.
    profile: &'static str,
    arn: &'static str,
    /// The role of a session.
    role: Option<&'static str>,
    account: &'static str,
    address: &'static str,
}

const CALLERS: [Caller; 5] = [
    Caller { profile: "default", arn: ADMIN, role: None, account: "111122223333", address: "203.0.113.10" },
    Caller { profile: "dev", arn: DEV, role: None, account: "111122223333", address: "198.51.100.7" },
    Caller { profile: "partner", arn: PARTNER, role: None, account: "444455556666", address: "203.0.113.10" },
    Caller {
        profile: "default",
        arn: SESSION,
        role: Some(ROLE),
        account: "111122223333",
        address: "203.0.113.10",
    },
    Caller {
        profile: "partner",
        arn: FOREIGN_SESSION,
        role: Some(FOREIGN_ROLE),
        account: "444455556666",
        address: "203.0.113.10",
    },
];

/// A call: who, whether it makes a data key or describes the key, and the team in its encryption context.
type Call = (usize, bool, Option<&'static str>);

/// What a call has for a key.
fn values((who, makes, team): Call, key: &str) -> Vec<String> {
    let Caller { profile, arn, role, account, address } = CALLERS[who];
    let one = |text: &str| vec![text.to_owned()];
    match key {
        "aws:PrincipalArn" => one(role.unwrap_or(arn)),
        "aws:username" if role.is_some() => Vec::new(),
        "aws:MultiFactorAuthPresent" if role.is_some() => one("false"),
        "aws:PrincipalAccount" | "kms:CallerAccount" => one(account),
        "aws:username" => one(if profile == "dev" { "dev" } else { "admin" }),
        "aws:SourceIp" => one(address),
        "aws:SecureTransport" => one("true"),
        "aws:ViaAWSService" => one("false"),
        "aws:RequestedRegion" => one("us-east-1"),
        "aws:ResourceTag/team" => one("orders"),
        "kms:EncryptionContext:team" if makes => team.into_iter().map(str::to_owned).collect(),
        "kms:EncryptionContextKeys" if makes => team.iter().map(|_| "team".to_owned()).collect(),
        "kms:EncryptionAlgorithm" if makes => one("SYMMETRIC_DEFAULT"),
        _ => Vec::new(),
    }
}

/// `*` and `?`, by trying everything.
fn like(pattern: &[char], text: &[char]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, rest) => rest.is_none(),
        (Some(('*', rest)), _) => (0..=text.len()).any(|from| like(rest, &text[from..])),
        (Some(('?', rest)), Some((_, after))) => like(rest, after),
        (Some((a, rest)), Some((b, after))) => a == b && like(rest, after),
        (Some(_), None) => false,
    }
}

fn is_like(pattern: &str, text: &str) -> bool {
    like(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
}

fn arn_is_like(pattern: &str, text: &str) -> bool {
    let (wanted, found): (Vec<_>, Vec<_>) = (pattern.splitn(6, ':').collect(), text.splitn(6, ':').collect());
    wanted.len() == 6 && found.len() == 6 && wanted.iter().zip(found).all(|(a, b)| is_like(a, b))
}

/// An IPv4 address as a number.
fn address(text: &str) -> u64 {
    text.split('.').fold(0, |all, part| all * 256 + part.parse::<u64>().unwrap())
}

fn compare(operator: &str, wanted: &str, found: &str) -> bool {
    match operator {
        "StringEquals" => wanted == found,
        "StringEqualsIgnoreCase" | "Bool" => wanted.to_lowercase() == found.to_lowercase(),
        "StringLike" => is_like(wanted, found),
        "NumericEquals" => wanted.parse::<u64>().unwrap() == found.parse::<u64>().unwrap(),
        "ArnLike" | "ArnEquals" => arn_is_like(wanted, found),
        "IpAddress" => {
            let (network, bits) = wanted.split_once('/').unwrap();
            let size = 2_u64.pow(32 - bits.parse::<u32>().unwrap());
            address(network) / size == address(found) / size
        }
        other => unreachable!("{other}"),
    }
}

/// A condition, by the words of the guide.
fn condition(call: Call, operator: &str, key: &str, wanted: &[&str]) -> bool {
    holds(&values(call, key), values(call, "aws:username").first().map(String::as_str), operator, wanted)
}

/// The same with the values that a call has for the key, and the user's name.
fn holds(has: &[String], user: Option<&str>, operator: &str, wanted: &[&str]) -> bool {
    if operator == "Null" {
        return (wanted == ["true"]) == has.is_empty();
    }
    let (set, rest) = operator.split_once(':').unwrap_or(("", operator));
    let (rest, if_exists) = rest.strip_suffix("IfExists").map_or((rest, false), |rest| (rest, true));
    let positive = rest.replace("Not", "");
    let negated = positive != rest;
    // A variable without a value fits nothing.
    let filled = |text: &&str| {
        if text.contains("${aws:username}") {
            Some(text.replace("${aws:username}", user?))
        } else {
            Some((*text).to_owned())
        }
    };
    let wanted: Vec<String> = wanted.iter().filter_map(filled).collect();
    let matches = |found: &String| wanted.iter().any(|text| compare(&positive, text, found));
    match (set, has.is_empty()) {
        (_, true) if if_exists => true,
        ("ForAllValues", _) => has.iter().all(|found| matches(found) != negated),
        ("ForAnyValue", _) => has.iter().any(|found| matches(found) != negated),
        (_, true) => negated,
        (_, false) => matches(&has[0]) != negated,
    }
}

fn list(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().map(|one| one.as_str().unwrap()).collect(),
        one => vec![one.as_str().unwrap()],
    }
}

/// Returns whether action and conditions of a statement fit.
fn fits(call: Call, statement: &Value) -> bool {
    let action = if call.1 { "kms:GenerateDataKeyWithoutPlaintext" } else { "kms:DescribeKey" };
    let named = |patterns: &Value| list(patterns).iter().any(|pattern| is_like(pattern, action));
    let about = match (statement.get("Action"), statement.get("NotAction")) {
        (Some(patterns), None) => named(patterns),
        (None, Some(patterns)) => !named(patterns),
        _ => unreachable!("one of them"),
    };
    let blocks = statement["Condition"].as_object().unwrap();
    let hold = |(operator, keys): (&String, &Value)| {
        keys.as_object().unwrap().iter().all(|(key, wanted)| condition(call, operator, key, &list(wanted)))
    };
    about && statement.get("NotResource").is_none() && blocks.iter().all(hold)
}

/// How a key policy's statement concerns the caller: itself, and its account.
fn concerns(call: Call, statement: &Value) -> (bool, bool) {
    let Caller { arn, role, account, .. } = CALLERS[call.0];
    let root = ["arn:aws:iam::", account, ":root"].concat();
    let among = |principals: &Value, wanted: &str| list(&principals["AWS"]).contains(&wanted);
    let role_among = |principals: &Value| role.is_some_and(|role| among(principals, role));
    match (statement.get("Principal"), statement.get("NotPrincipal")) {
        (Some(Value::String(_)), _) => (true, false),
        (Some(principals), _) => (
            among(principals, "*") || among(principals, arn) || role_among(principals),
            among(principals, &root) || among(principals, account),
        ),
        (None, Some(principals)) => {
            // "When you use NotPrincipal with an assumed-role session, specify the role and the account as well."
            let itself = among(principals, arn) && (role.is_none() || role_among(principals));
            let spared = among(principals, "*") || (itself && among(principals, &root));
            (!spared, false)
        }
        (None, None) => unreachable!("one of them"),
    }
}

fn is_allowed(call: Call, key_policy: &[Value], identity: &[Value], session: Option<&[Value]>) -> bool {
    let of = |statements: &[Value], effect: &str| -> Vec<Value> {
        statements.iter().filter(|one| one["Effect"] == effect && fits(call, one)).cloned().collect()
    };
    let denied = of(key_policy, "Deny").iter().any(|one| {
        let (itself, account) = concerns(call, one);
        itself || account
    });
    if denied || !of(identity, "Deny").is_empty() || session.is_some_and(|own| !of(own, "Deny").is_empty()) {
        return false;
    }
    // "The effective permissions are the intersection of the role's and the session's policies", but for what a resource's
    // policy gives to the session itself.
    let within = session.is_none_or(|own| !of(own, "Allow").is_empty());
    let by_identity = !of(identity, "Allow").is_empty() && within;
    let allows = of(key_policy, "Allow");
    let itself = allows.iter().any(|one| concerns(call, one).0);
    let account = allows.iter().any(|one| concerns(call, one).1);
    let Caller { arn, role, account: own, .. } = CALLERS[call.0];
    let at_home = own == "111122223333";
    let names_session = |one: &Value| {
        let principals = one.get("Principal").and_then(|principals| principals.get("AWS"));
        role.is_some() && principals.is_some_and(|principals| list(principals).contains(&arn))
    };
    let unlimited = at_home && allows.iter().any(names_session);
    unlimited || (account && by_identity) || (itself && if at_home { within } else { by_identity })
}

const CONDITIONS: &[(&str, &str, &[&str])] = &[
    ("StringEquals", "aws:username", &["dev"]),
    ("StringNotEquals", "aws:username", &["dev", "nobody"]),
    ("StringEqualsIgnoreCase", "aws:RequestedRegion", &["US-EAST-1"]),
    ("StringLike", "aws:PrincipalArn", &["arn:aws:iam::*:user/a*"]),
    ("StringNotLike", "aws:PrincipalArn", &["*dev", "*:role/*"]),
    ("ArnLike", "aws:PrincipalArn", &["arn:aws:iam::1111????3333:user/*"]),
    ("ArnNotEquals", "aws:PrincipalArn", &["arn:aws:iam::*:user/dev"]),
    ("IpAddress", "aws:SourceIp", &["203.0.113.0/24", "192.0.2.0/24"]),
    ("NotIpAddress", "aws:SourceIp", &["203.0.113.8/29"]),
    ("Bool", "aws:SecureTransport", &["false"]),
    ("BoolIfExists", "aws:MultiFactorAuthPresent", &["false"]),
    ("Bool", "aws:MultiFactorAuthPresent", &["false"]),
    ("Null", "kms:EncryptionContext:team", &["true"]),
    ("Null", "aws:SourceVpce", &["false"]),
    ("StringEquals", "kms:EncryptionContext:team", &["orders", "${aws:username}"]),
    ("StringNotEqualsIfExists", "kms:EncryptionContext:team", &["orders"]),
    ("StringNotEquals", "kms:EncryptionContext:team", &["orders"]),
    ("ForAllValues:StringEquals", "kms:EncryptionContextKeys", &["team"]),
    ("ForAnyValue:StringEquals", "kms:EncryptionContextKeys", &["team", "stage"]),
    ("ForAnyValue:StringNotEquals", "kms:EncryptionContextKeys", &["stage"]),
    ("ForAllValues:StringNotEquals", "kms:EncryptionContextKeys", &["team"]),
    ("StringEquals", "aws:ResourceTag/team", &["orders"]),
    ("StringEquals", "kms:CallerAccount", &["111122223333"]),
    ("StringNotEquals", "aws:PrincipalAccount", &["444455556666"]),
    ("StringEquals", "kms:EncryptionAlgorithm", &["SYMMETRIC_DEFAULT"]),
    ("Bool", "aws:ViaAWSService", &["false"]),
];
const PRINCIPALS: &[&[&str]] = &[
    &["*"],
    &[DEV],
    &[PARTNER, ADMIN],
    &["arn:aws:iam::111122223333:root"],
    &["444455556666"],
    &["arn:aws:iam::111122223333:root", DEV],
    &[ROLE, FOREIGN_ROLE],
    &[SESSION],
    &[FOREIGN_SESSION, FOREIGN_ROLE, "444455556666", "arn:aws:iam::444455556666:root"],
    &["arn:aws:iam::111122223333:root", ROLE, SESSION],
];
const ACTIONS: &[&[&str]] =
    &[&["kms:*"], &["kms:Describe*"], &["kms:GenerateDataKey*"], &["kms:Disable*", "kms:?escribeKey"]];

fn statement(with_principal: bool) -> impl Strategy<Value = Value> {
    let which = (0..PRINCIPALS.len(), 0..ACTIONS.len(), prop::option::weighted(0.7, 0..CONDITIONS.len()));
    let how = (
        prop::bool::weighted(0.25),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.1),
    );
    (which, how).prop_map(move |((who, action, asks), (denies, not_action, not_principal, nowhere))| {
        let mut one = json!({"Effect": if denies { "Deny" } else { "Allow" }});
        if with_principal {
            // AWS takes NotPrincipal with Deny only.
            one[if denies && not_principal { "NotPrincipal" } else { "Principal" }] =
                json!({"AWS": PRINCIPALS[who]});
        }
        one[if not_action { "NotAction" } else { "Action" }] = json!(ACTIONS[action]);
        one[if nowhere { "NotResource" } else { "Resource" }] = json!("*");
        one["Condition"] = match asks {
            None => json!({}),
            Some(at) => {
                let (operator, key, wanted) = CONDITIONS[at];
                json!({operator: {key: wanted}})
            }
        };
        one
    })
}

fn run(session: &mut Session, line: &str) -> Entry {
    let id = *session.run(line).last().unwrap();
    session.timeline().record(id).unwrap().clone()
}

/// A session with a key, in which `dev` calls from another address.
fn session() -> Session {
    let mut session = Session::new(Session::seed_of("readings"), Edition::Y2026);
    for line in [
        "ARN=$(aws kms create-key --tags TagKey=team,TagValue=orders --query KeyMetadata.Arn --output text)",
        "playground set-caller --source-ip 198.51.100.7 --profile dev",
        "aws iam create-role --role-name app --path /apps/ --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"sts:AssumeRole\"}]}'",
        "aws iam create-role --role-name audit --profile partner --assume-role-policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"sts:AssumeRole\"}]}'",
    ] {
        assert!(run(&mut session, line).done(), "{line}");
    }
    session
}

fn document(statements: &[Value]) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn both_readings_decide_every_call_alike(
        key_policy in prop::collection::vec(statement(true), 1..4),
        identity in prop::collection::vec(statement(false), 1..3),
        limits in prop::option::of(prop::collection::vec(statement(false), 1..3)),
        who in 0..CALLERS.len(),
        makes in any::<bool>(),
        team in prop::option::of(prop::sample::select(vec!["orders", "dev", "admin", "x"])),
    ) {
        let mut session = session();
        let Caller { profile, arn, role, .. } = CALLERS[who];
        let user = role.unwrap_or(arn).rsplit('/').next().unwrap();
        let limits = limits.filter(|_| role.is_some());
        let name = if profile == "dev" { "RDSFullAccess" } else { "AdministratorAccess" };
        let put_key = [
            "aws kms put-key-policy --bypass-policy-lockout-safety-check --key-id $ARN --policy-name default --policy '",
            &document(&key_policy), "'",
        ].concat();
        let put = |user: &str, as_profile: &str| [
            if role.is_some() { "aws iam put-role-policy --role-name " } else { "aws iam put-user-policy --user-name " },
            user, " --policy-name ", name, " --policy-document '", &document(&identity), "' --profile ", as_profile,
        ].concat();
        let by = if profile == "partner" { "partner" } else { "default" };
        let assume = role.map(|role| {
            let policy = limits.as_deref().map(|own| [" --policy '", &document(own), "'"].concat());
            [
                "export $(printf 'AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s' $(aws sts assume-role --role-arn ",
                role, " --role-session-name one --query Credentials.[AccessKeyId,SecretAccessKey,SessionToken] --output text --profile ",
                profile, policy.as_deref().unwrap_or_default(), "))",
            ].concat()
        });
        for line in [put_key, put(user, by)].into_iter().chain(assume) {
            let entry = run(&mut session, &line);
            prop_assert!(entry.done(), "{}\n{}", line, entry.stderr);
        }
        let context = team.filter(|_| makes).map(|team| [" --encryption-context team=", team].concat());
        let call = if makes {
            "aws kms generate-data-key-without-plaintext --key-spec AES_256 --key-id $ARN"
        } else {
            "aws kms describe-key --key-id $ARN"
        };
        let with = if role.is_some() { String::new() } else { [" --profile ", profile].concat() };
        let line = [call, context.as_deref().unwrap_or(""), &with].concat();
        let entry = run(&mut session, &line);
        prop_assert!(entry.done() || entry.stderr.contains("AccessDenied"), "{}", entry.stderr);
        let expected = is_allowed((who, makes, team.filter(|_| makes)), &key_policy, &identity, limits.as_deref());
        let limits = limits.as_deref().map(document).unwrap_or_default();
        prop_assert_eq!(
            entry.done(), expected,
            "{}\n{}\n{}\n{}\n{}", arn, document(&key_policy), document(&identity), limits, entry.stderr
        );
    }
}
