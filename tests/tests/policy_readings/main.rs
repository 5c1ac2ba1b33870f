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

/// The callers: profile, ARN, account, address.
const CALLERS: [(&str, &str, &str, &str); 3] = [
    ("default", ADMIN, "111122223333", "203.0.113.10"),
    ("dev", DEV, "111122223333", "198.51.100.7"),
    ("partner", PARTNER, "444455556666", "203.0.113.10"),
];

/// A call: who, whether it makes a data key or describes the key, and the team in its encryption context.
type Call = (usize, bool, Option<&'static str>);

/// What a call has for a key.
fn values((who, makes, team): Call, key: &str) -> Vec<String> {
    let (profile, arn, account, address) = CALLERS[who];
    let one = |text: &str| vec![text.to_owned()];
    match key {
        "aws:PrincipalArn" => one(arn),
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
    holds(&values(call, key), values(call, "aws:username").first().unwrap(), operator, wanted)
}

/// The same with the values that a call has for the key, and the user's name.
fn holds(has: &[String], user: &str, operator: &str, wanted: &[&str]) -> bool {
    if operator == "Null" {
        return (wanted == ["true"]) == has.is_empty();
    }
    let (set, rest) = operator.split_once(':').unwrap_or(("", operator));
    let (rest, if_exists) = rest.strip_suffix("IfExists").map_or((rest, false), |rest| (rest, true));
    let positive = rest.replace("Not", "");
    let negated = positive != rest;
    let wanted: Vec<String> = wanted.iter().map(|text| text.replace("${aws:username}", user)).collect();
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

/// Whether action and conditions of a statement fit.
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
    let (_, arn, account, _) = CALLERS[call.0];
    let root = ["arn:aws:iam::", account, ":root"].concat();
    let among = |principals: &Value, wanted: &str| list(&principals["AWS"]).contains(&wanted);
    match (statement.get("Principal"), statement.get("NotPrincipal")) {
        (Some(Value::String(_)), _) => (true, false),
        (Some(principals), _) => (
            among(principals, "*") || among(principals, arn),
            among(principals, &root) || among(principals, account),
        ),
        (None, Some(principals)) => {
            let spared = among(principals, "*") || (among(principals, arn) && among(principals, &root));
            (!spared, false)
        }
        (None, None) => unreachable!("one of them"),
    }
}

fn is_allowed(call: Call, key_policy: &[Value], identity: &[Value]) -> bool {
    let of = |statements: &[Value], effect: &str| -> Vec<Value> {
        statements.iter().filter(|one| one["Effect"] == effect && fits(call, one)).cloned().collect()
    };
    let denied = of(key_policy, "Deny").iter().any(|one| {
        let (itself, account) = concerns(call, one);
        itself || account
    });
    if denied || !of(identity, "Deny").is_empty() {
        return false;
    }
    let by_identity = !of(identity, "Allow").is_empty();
    let allows = of(key_policy, "Allow");
    let itself = allows.iter().any(|one| concerns(call, one).0);
    let account = allows.iter().any(|one| concerns(call, one).1);
    let at_home = CALLERS[call.0].2 == "111122223333";
    (account && by_identity) || (itself && (at_home || by_identity))
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
        who in 0..CALLERS.len(),
        makes in any::<bool>(),
        team in prop::option::of(prop::sample::select(vec!["orders", "dev", "admin", "x"])),
    ) {
        let mut session = session();
        let (profile, arn, ..) = CALLERS[who];
        let user = arn.rsplit('/').next().unwrap();
        let name = if profile == "dev" { "RDSFullAccess" } else { "AdministratorAccess" };
        let put_key = [
            "aws kms put-key-policy --bypass-policy-lockout-safety-check --key-id $ARN --policy-name default --policy '",
            &document(&key_policy), "'",
        ].concat();
        let put = |user: &str, as_profile: &str| [
            "aws iam put-user-policy --user-name ", user, " --policy-name ", name, " --policy-document '",
            &document(&identity), "' --profile ", as_profile,
        ].concat();
        let by = if profile == "partner" { "partner" } else { "default" };
        for line in [put_key, put(user, by)] {
            let entry = run(&mut session, &line);
            prop_assert!(entry.done(), "{}\n{}", line, entry.stderr);
        }
        let context = team.filter(|_| makes).map(|team| [" --encryption-context team=", team].concat());
        let call = if makes {
            "aws kms generate-data-key-without-plaintext --key-spec AES_256 --key-id $ARN"
        } else {
            "aws kms describe-key --key-id $ARN"
        };
        let line = [call, context.as_deref().unwrap_or(""), " --profile ", profile].concat();
        let entry = run(&mut session, &line);
        prop_assert!(entry.done() || entry.stderr.contains("AccessDenied"), "{}", entry.stderr);
        let expected = is_allowed((who, makes, team.filter(|_| makes)), &key_policy, &identity);
        prop_assert_eq!(entry.done(), expected, "{}\n{}\n{}\n{}", line, document(&key_policy), document(&identity), entry.stderr);
    }
}
