//! `text` and `table`, compared with what the AWS CLI printed for the same answers (`tests/data/output.json`,
//! recorded with awscli 1.46.3 at 80 columns).

use playground_aws::json::{Value, parse};
use playground_aws::output::{OutputFormat, write};

#[test]
fn text_and_table_are_the_clis() {
    let recorded = parse(include_str!("data/output.json")).unwrap();
    for case in recorded.as_array().unwrap() {
        let format = OutputFormat::parse(case.get("format").and_then(Value::as_str).unwrap()).unwrap();
        let operation = case.get("operation").and_then(Value::as_str).unwrap();
        let answer = case.get("answer").unwrap();
        let Some(printed) = case.get("printed").and_then(Value::as_str) else {
            continue;
        };
        assert_eq!(write(format, operation, answer).as_deref(), Some(printed), "{format:?} {answer:?}");
    }
}
