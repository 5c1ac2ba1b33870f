//! What filters give.

use super::*;

fn said(filter: &str, input: &str) -> String {
    let filter = match parse::parse(filter) {
        Ok(filter) => filter,
        Err(message) => return ["! ", &message].concat(),
    };
    match eval::Run::new(&[(String::from("v"), Value::string("w"))])
        .all(&filter, &json::parse(input).unwrap())
    {
        Ok(values) => values.iter().map(compact_text).collect::<Vec<_>>().join(" "),
        Err(message) => ["! ", &message].concat(),
    }
}

#[test]
fn filters() {
    let keys = r#"{"Keys":[{"KeyId":"a","On":true,"n":1},{"KeyId":"b","On":false,"n":3}],"T":null}"#;
    let tags = r#"[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]"#;
    for (filter, input, want) in [
        (".", "1", "1"),
        (".Keys[0].KeyId", keys, "\"a\""),
        (".Keys[-1].KeyId", keys, "\"b\""),
        (".Keys[].KeyId", keys, "\"a\" \"b\""),
        (".Keys | length", keys, "2"),
        (".Keys[] | select(.On == true) | .KeyId", keys, "\"a\""),
        (".Keys[] | select(.On | not).KeyId", keys, "\"b\""),
        (".Keys | map(.n) | add", keys, "4"),
        ("[.Keys[] | {KeyId, m: .n}]", keys, r#"[{"KeyId":"a","m":1},{"KeyId":"b","m":3}]"#),
        (".Keys[] | \"\\(.KeyId)=\\(.n + 1)\"", keys, "\"a=2\" \"b=4\""),
        (".None.x?", keys, "null"),
        (".T // \"none\"", keys, "\"none\""),
        (".Keys.x", keys, "! Cannot index array with \"x\""),
        (".Keys.x?", keys, ""),
        ("keys", keys, r#"["Keys","T"]"#),
        (".[\"Keys\"][0][\"n\"]", keys, "1"),
        (".Keys[0].n, .Keys[1].n", keys, "1 3"),
        ("[.Keys[].n] | sort | reverse | join(\"-\")", keys, "\"3-1\""),
        (".Keys | sort_by(.n) | last.KeyId", keys, "\"b\""),
        ("from_entries", tags, r#"{"a":"1","b":"2"}"#),
        (".[] | select(.Key == \"b\" and (.Value | tonumber) > 1) | .Value", tags, "\"2\""),
        (".[1:] | .[0].Key", tags, "\"b\""),
        (".[] | [.Key, .Value] | @tsv", tags, r#""a\t1" "b\t2""#),
        ("if . > 1 then \"many\" elif . == 1 then \"one\" else \"none\" end", "1", "\"one\""),
        (".a | startswith(\"ab\")", r#"{"a":"abc"}"#, "true"),
        (".a | test(\"^a.c$\")", r#"{"a":"abc"}"#, "true"),
        (".a | split(\"/\") | last", r#"{"a":"x/y/z"}"#, "\"z\""),
        ("$v", "1", "\"w\""),
        ("fromjson.a", r#""{\"a\":1}""#, "1"),
        (".[]", "1", "! Cannot iterate over number (1)"),
        ("length", "\"äb\"", "2"),
        (". as $x | $x", "1", "! Variables by as aren't modeled here. Use --arg."),
        ("now", "1", "! now/0 isn't modeled here."),
        (".[", "1", "! The filter ends too early."),
        ("\"a", "1", "! A \" is never closed."),
    ] {
        assert_eq!(said(filter, input), want, "{filter}");
    }
}

#[test]
fn no_filter_takes_long_or_panics() {
    let wide = ["[", &"1,".repeat(500), "1]"].concat();
    assert!(said(".[] | .[]?, [.[]?] | 1", &wide).len() < 10_000);
    let product = "[.[] | {a: ., b: 1}] | [.[] | . + {c: 1}] | {a: .[], b: .[], c: .[]}";
    assert!(said(product, &wide).starts_with("! The filter does too much"));
    for filter in ["(".repeat(900), "\"\\(".repeat(400), "-".repeat(900), "if ".repeat(300), ".[".repeat(900)]
    {
        assert!(said(&filter, "1").starts_with('!'), "{filter}");
    }
}
