//! Inputs that may come from a stranger, each with the expected answer. How long they may take is tested in
//! `tests/e2e/bounds.spec.js`.
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

const KEY: &str = "KEY=$(aws kms create-key --query KeyMetadata.Arn --output text)";
const DEV_GRANT: &str = "G=$(aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/dev --operations Encrypt --retiring-principal arn:aws:iam::111122223333:user/dev --query GrantId --output text)";
const DENY_RETIRE: &str = r#"aws iam put-user-policy --user-name dev --policy-name no --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:RetireGrant","Resource":"*"}]}'"#;

const CASES: &[Case] = &[
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
