//! What somebody pasted, as one line: where it comes from, the operation, the error code, and the options of the command if
//! it is there as well. Not here: what the text means (`recognise`).

use playground_core::ops::api::Group;
use playground_core::ops::iam::IamOp;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::sts::StsOp;
use playground_core::refusal::ErrorCode;

/// How many bytes of a text are looked at: an error with the command fits in by far.
pub const MAX_PASTED: usize = 8_000;

/// Which program printed an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    /// The AWS CLI, or boto3, which prints the same.
    Cli,
    /// boto3, with its exception.
    Boto3,
    /// Terraform.
    Terraform,
    /// AWS `CloudFormation`.
    CloudFormation,
    /// The AWS SDK for Java.
    Java,
    /// The AWS SDK for JavaScript.
    JavaScript,
    /// The AWS SDK for Go.
    Go,
    /// A record of CloudTrail.
    CloudTrail,
    /// Something else, or the bare text.
    Other,
}

impl Printed {
    /// As a sentence names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cli => "the AWS CLI",
            Self::Boto3 => "boto3",
            Self::Terraform => "Terraform",
            Self::CloudFormation => "CloudFormation",
            Self::Java => "the AWS SDK for Java",
            Self::JavaScript => "the AWS SDK for JavaScript",
            Self::Go => "the AWS SDK for Go",
            Self::CloudTrail => "CloudTrail",
            Self::Other => "AWS",
        }
    }

    fn of(line: &str) -> Self {
        let has = |marks: &[&str]| marks.iter().any(|mark| line.contains(mark));
        match () {
            () if has(&["\"errorCode\"", "\"eventName\""]) => Self::CloudTrail,
            () if has(&[
                "Resource handler returned message",
                "RequestToken:",
                "CREATE_FAILED",
                "UPDATE_FAILED",
                "ROLLBACK",
                "AWS::RDS::",
                "AWS::KMS::",
            ]) =>
            {
                Self::CloudFormation
            }
            () if has(&["with aws_", "resource \"aws_", "terraform", "aws_rds_", "aws_kms_", "aws_db_"])
                || (line.contains("Error: ") && WORDS.iter().any(|(words, _)| has_words(line, words))) =>
            {
                Self::Terraform
            }
            () if has(&["operation error ", "status code: 4"]) => Self::Go,
            () if has(&["botocore", "boto3", "Traceback"]) => Self::Boto3,
            () if has(&["An error occurred ("]) => Self::Cli,
            () if has(&["software.amazon.awssdk", "com.amazonaws", "; Error Code: ", "(Service: "]) => {
                Self::Java
            }
            () if has(&["$metadata", "extractError", "throwDefaultError", "node_modules", "$fault"]) => {
                Self::JavaScript
            }
            () => Self::Other,
        }
    }
}

/// What Terraform says it was doing, in small letters, and the operation that it calls for that; the longest first.
const WORDS: [(&str, &str); 19] = [
    ("creating rds cluster (restore from snapshot)", "RestoreDBClusterFromSnapshot"),
    ("creating rds cluster (restore to point-in-time)", "RestoreDBClusterToPointInTime"),
    ("creating rds cluster instance", "CreateDBInstance"),
    ("creating rds cluster snapshot", "CreateDBClusterSnapshot"),
    ("creating rds db cluster snapshot", "CreateDBClusterSnapshot"),
    ("creating rds global cluster", "CreateGlobalCluster"),
    ("creating rds cluster", "CreateDBCluster"),
    ("creating cluster snapshot copy", "CopyDBClusterSnapshot"),
    ("creating db cluster snapshot", "CreateDBClusterSnapshot"),
    ("creating rds db instance", "CreateDBInstance"),
    ("creating db instance", "CreateDBInstance"),
    ("updating rds cluster instance", "ModifyDBInstance"),
    ("updating rds cluster", "ModifyDBCluster"),
    ("modifying rds cluster", "ModifyDBCluster"),
    ("deleting rds global cluster", "DeleteGlobalCluster"),
    ("deleting rds cluster", "DeleteDBCluster"),
    ("creating kms key", "CreateKey"),
    ("creating kms alias", "CreateAlias"),
    ("creating kms grant", "CreateGrant"),
];

fn has_words(line: &str, words: &str) -> bool {
    line.to_ascii_lowercase().contains(words)
}

/// A text that was pasted.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// Where it comes from.
    pub printed: Printed,
    /// The whole text in one line.
    pub line: String,
    /// The API's name of the operation, if it can be told.
    pub operation: Option<String>,
    /// The error code as it is written.
    pub code: Option<String>,
    /// Options of the command, without `--`, with their values.
    pub options: Vec<(String, String)>,
}

impl Pasted {
    /// Reads a text. What lies behind [`MAX_PASTED`] is not looked at.
    pub fn read(text: &str) -> Self {
        let line = one_line(text);
        let (command, options) = command(&line);
        let operation = said_operation(&line).or_else(|| command.map(String::from)).or_else(|| {
            WORDS.iter().find(|(words, _)| has_words(&line, words)).map(|(_, name)| (*name).into())
        });
        let code = said_code(&line);
        Self { printed: Printed::of(&line), operation, code, options, line }
    }

    /// The value of an option of the command.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// Without colors, the frames of Terraform's messages, escapes of JSON, and ends of lines.
fn one_line(text: &str) -> String {
    let end = (0..=MAX_PASTED.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut line = String::new();
    let mut chars = text.get(..end).unwrap_or_default().chars().peekable();
    while let Some(c) = chars.next() {
        let c = match (c, chars.peek()) {
            ('\u{1b}', Some('[')) => {
                while chars.next().is_some_and(|c| !c.is_ascii_alphabetic()) {}
                continue;
            }
            ('\\', Some('"')) => continue,
            ('\\', Some('n' | 't')) => {
                chars.next();
                ' '
            }
            ('\\', Some('\n' | '\r')) | ('│' | '╷' | '╵' | '|' | '\u{a0}', _) => ' ',
            ('’' | '‘', _) => '\'',
            ('“' | '”', _) => '"',
            (c, _) if c.is_whitespace() => ' ',
            (c, _) => c,
        };
        if c != ' ' || !line.ends_with(' ') {
            line.push(c);
        }
    }
    line.replace("&quot;", "\"").replace("&#39;", "'").trim().to_owned()
}

/// What stands between two texts.
fn between<'a>(line: &'a str, before: &str, ends: &[char]) -> Option<&'a str> {
    let (_, rest) = line.split_once(before)?;
    let rest = rest.trim_start_matches([' ', '"', '\'', ':', '(']);
    let end = rest.find(ends).unwrap_or(rest.len());
    rest.get(..end).map(str::trim).filter(|text| !text.is_empty())
}

fn is_name(text: &str) -> bool {
    text.len() > 3 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_')
}

/// Where an operation stands, and what ends it.
fn said_operation(line: &str) -> Option<String> {
    let places: [(&str, &[char]); 4] = [
        ("when calling the ", &[' ']),
        ("\"eventName\"", &['"']),
        ("operation error RDS: ", &[',', ' ']),
        ("operation error KMS: ", &[',', ' ']),
    ];
    let name = places.iter().find_map(|(before, ends)| between(line, before, ends))?;
    is_name(name).then(|| name.to_owned())
}

/// Where a code stands in an answer, and what ends it.
const CODES: [(&str, &[char]); 7] = [
    ("An error occurred (", &[')']),
    ("api error ", &[':', ' ']),
    ("Error Code: ", &[';', ')', ' ']),
    ("\"errorCode\"", &['"']),
    ("<Code>", &['<']),
    ("\"__type\"", &['"']),
    ("\"Code\"", &['"']),
];

fn said_code(line: &str) -> Option<String> {
    let said = CODES.iter().find_map(|(before, ends)| between(line, before, ends));
    let said = said.map(|code| code.rsplit('#').next().unwrap_or(code)).filter(|code| is_name(code));
    if let Some(code) = said {
        return Some(code.to_owned());
    }
    let words = || line.split(|c: char| !c.is_ascii_alphanumeric());
    let known = |word: &&str| word.len() > 10 && ErrorCode::ALL.iter().any(|code| same(code.name(), word));
    let looks = |word: &&str| word.len() > 12 && (word.ends_with("Fault") || word.ends_with("Exception"));
    let exact = |word: &&str| ErrorCode::ALL.iter().any(|code| code.name() == *word);
    let word = words().find(exact).or_else(|| words().find(known)).or_else(|| words().rfind(looks))?;
    Some(word.to_owned())
}

/// Returns whether two codes are the same: SDKs name exceptions after them, in letters and endings of their own.
pub(super) fn same(one: &str, other: &str) -> bool {
    bare(one).eq_ignore_ascii_case(bare(other))
}

fn bare(code: &str) -> &str {
    let code = code.strip_suffix("Exception").unwrap_or(code);
    code.strip_suffix("Fault").unwrap_or(code)
}

/// The groups whose operations a command may name.
pub(super) fn groups() -> [&'static Group; 4] {
    [RdsOp::GROUP, KmsOp::GROUP, IamOp::GROUP, StsOp::GROUP]
}

/// The operation of a command and its options, if there is one.
fn command(line: &str) -> (Option<&'static str>, Vec<(String, String)>) {
    let mut words = line.split(' ').skip_while(|word| *word != "aws");
    let mut operation = None;
    let mut options: Vec<(String, String)> = Vec::new();
    let mut name: Option<&str> = None;
    for word in words.by_ref().skip(1) {
        let bare = word.trim_matches(['"', '\'', '`']);
        if let Some(option) = bare.strip_prefix("--") {
            if let Some(flag) = name.take() {
                options.push((flag.to_owned(), String::new()));
            }
            match option.split_once('=') {
                Some((option, value)) => options.push((option.to_owned(), value.to_owned())),
                None => name = Some(option),
            }
        } else if let Some(option) = name.take() {
            options.push((option.to_owned(), bare.trim_end_matches([';', ',']).to_owned()));
        } else if operation.is_none() {
            operation = by_command(bare);
        } else if bare == "An" || bare.ends_with(':') {
            break;
        }
    }
    (operation, options)
}

/// `create-db-cluster` as the API names it.
fn by_command(word: &str) -> Option<&'static str> {
    let plain: String = word.chars().filter(|c| *c != '-').collect();
    let mut all = groups().into_iter().flat_map(Group::declarations);
    all.find(|one| word.contains('-') && one.name.eq_ignore_ascii_case(&plain)).map(|one| one.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_one_line() {
        for (text, line) in [
            ("a\n  b\t c", "a b c"),
            (
                "╷\n│ Error: creating RDS Cluster (x):\n│ \n│   with aws_rds_cluster.x\n╵\n",
                "Error: creating RDS Cluster (x): with aws_rds_cluster.x",
            ),
            ("\u{1b}[31mError\u{1b}[0m: x", "Error: x"),
            (r#"{\"message\": \"a\nb\"}"#, r#"{"message": "a b"}"#),
            ("“x” isn’t", "\"x\" isn't"),
        ] {
            assert_eq!(one_line(text), line);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let text = "é".repeat(MAX_PASTED);
        assert_eq!(Pasted::read(&text).line.len(), MAX_PASTED);
    }
}
