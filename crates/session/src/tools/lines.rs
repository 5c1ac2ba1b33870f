//! Filters of lines: `head`, `tail`, `sort`, `uniq`, `wc`, `seq`.

use playground_core::sort::sorted;

use super::files::{read, read_text};
use super::options::Known;
use super::{Call, Output, affordable};

/// `-5` as `-n 5`, as older scripts write it.
fn with_count(args: &[String]) -> Vec<String> {
    let count = |arg: &String| {
        let digits = arg.strip_prefix('-').filter(|rest| rest.parse::<u32>().is_ok());
        digits.map_or_else(|| arg.clone(), |digits| ["-n", digits].concat())
    };
    args.iter().map(count).collect()
}

const COUNTED: Known = Known { flags: "q", valued: "nc", long: &[("lines", 'n'), ("bytes", 'c')] };

pub(super) fn head(call: &mut Call<'_>) -> Result<Output, String> {
    let given = COUNTED.read(&with_count(call.args))?;
    let bytes = read(call, &given.operands)?;
    let work = bytes.len();
    let kept = if let Some(count) = given.number('c')? {
        bytes.get(..from_end(count, bytes.len())).unwrap_or(&bytes).to_vec()
    } else {
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let count = from_end(given.number('n')?.unwrap_or(10), lines.len());
        lines.get(..count).unwrap_or(&lines).concat()
    };
    Ok(Output { stdout: kept, work, ..Output::default() })
}

/// A count; a negative one counts from the end.
fn from_end(count: i64, all: usize) -> usize {
    let size = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX);
    if count < 0 { all.saturating_sub(size) } else { size.min(all) }
}

pub(super) fn tail(call: &mut Call<'_>) -> Result<Output, String> {
    let given = COUNTED.read(&with_count(call.args))?;
    let bytes = read(call, &given.operands)?;
    let work = bytes.len();
    let (letter, parts): (char, Vec<&[u8]>) = if given.has('c') {
        ('c', bytes.chunks(1).collect())
    } else {
        ('n', bytes.split_inclusive(|byte| *byte == b'\n').collect())
    };
    let count = given.value(letter).unwrap_or("10");
    let size: usize = count
        .trim_start_matches(['+', '-'])
        .parse()
        .map_err(|_| format!("-{letter} needs a whole number, and \"{count}\" is none."))?;
    let from = if count.starts_with('+') { size.saturating_sub(1) } else { parts.len().saturating_sub(size) };
    let stdout = parts.get(from..).unwrap_or_default().concat();
    Ok(Output { stdout, work, ..Output::default() })
}

pub(super) fn sort(call: &mut Call<'_>) -> Result<Output, String> {
    let known = Known {
        flags: "runVfb",
        valued: "kt",
        long: &[
            ("reverse", 'r'),
            ("unique", 'u'),
            ("numeric-sort", 'n'),
            ("key", 'k'),
            ("field-separator", 't'),
        ],
    };
    let given = known.read(call.args)?;
    if given.has('V') || given.has('f') {
        return Err(String::from("-V and -f aren't modeled. Here there are -r -u -n -k -t."));
    }
    let text = read_text(call, &given.operands)?;
    affordable(text.lines().count(), 250)?;
    let field: Option<usize> = match given.value('k') {
        None => None,
        Some(key) => {
            let first = key.split([',', '.']).next().unwrap_or_default();
            let digits = first.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            Some(
                digits
                    .parse()
                    .map_err(|_| ["-k needs the number of a field, and \"", key, "\" is none."].concat())?,
            )
        }
    };
    let numeric = given.has('n') || given.value('k').is_some_and(|key| key.contains('n'));
    let reverse = given.has('r') || given.value('k').is_some_and(|key| key.contains('r'));
    let separator = given.value('t').and_then(|text| text.chars().next());
    let keyed: Vec<(String, f64, &str)> = text
        .lines()
        .map(|line| {
            let key = match (field, separator) {
                (None, _) => line.to_owned(),
                (Some(field), Some(c)) => {
                    line.split(c).nth(field.saturating_sub(1)).unwrap_or_default().to_owned()
                }
                (Some(field), None) => {
                    line.split_whitespace().nth(field.saturating_sub(1)).unwrap_or_default().to_owned()
                }
            };
            let number = leading_number(&key);
            (key, number, line)
        })
        .collect();
    let mut ordered = sorted(keyed, |one, other| {
        let by_key = if numeric { one.1.total_cmp(&other.1) } else { one.0.cmp(&other.0) };
        let by_key = if reverse { by_key.reverse() } else { by_key };
        let by_line = one.2.cmp(other.2);
        by_key.then(if reverse { by_line.reverse() } else { by_line })
    });
    if given.has('u') {
        ordered.dedup_by(
            |one, other| if numeric { one.1.total_cmp(&other.1).is_eq() } else { one.0 == other.0 },
        );
    }
    let lines = ordered.len();
    let mut out = joined(ordered.into_iter().map(|(_, _, line)| line));
    out.work = text.len() + lines * 20;
    Ok(out)
}

/// The number that a text begins with; 0 without one.
fn leading_number(text: &str) -> f64 {
    let text = text.trim_start();
    let end = text
        .char_indices()
        .find(|(at, c)| !(c.is_ascii_digit() || *c == '.' || (*at == 0 && *c == '-')))
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).and_then(|number| number.parse().ok()).unwrap_or(0.0)
}

/// Lines as a text.
pub(super) fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> Output {
    let mut text = String::new();
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    Output::text(text)
}

pub(super) fn uniq(call: &mut Call<'_>) -> Result<Output, String> {
    let known =
        Known { flags: "cdu", valued: "", long: &[("count", 'c'), ("repeated", 'd'), ("unique", 'u')] };
    let given = known.read(call.args)?;
    let text = read_text(call, &given.operands)?;
    let mut runs: Vec<(usize, &str)> = Vec::new();
    for line in text.lines() {
        match runs.last_mut() {
            Some((count, last)) if *last == line => *count += 1,
            _ => runs.push((1, line)),
        }
    }
    if given.has('d') {
        runs.retain(|(count, _)| *count > 1);
    }
    if given.has('u') {
        runs.retain(|(count, _)| *count == 1);
    }
    if given.has('c') {
        let counted: Vec<String> = runs.iter().map(|(count, line)| format!("{count:>7} {line}")).collect();
        return Ok(joined(counted.iter().map(String::as_str)));
    }
    Ok(joined(runs.into_iter().map(|(_, line)| line)))
}

pub(super) fn wc(call: &mut Call<'_>) -> Result<Output, String> {
    let known = Known {
        flags: "lwcm",
        valued: "",
        long: &[("lines", 'l'), ("words", 'w'), ("bytes", 'c'), ("chars", 'm')],
    };
    let given = known.read(call.args)?;
    let bytes = read(call, &given.operands)?;
    let text = String::from_utf8_lossy(&bytes);
    let all = !"lwcm".chars().any(|letter| given.has(letter));
    let counts = [
        ('l', bytes.split(|byte| *byte == b'\n').count() - 1),
        ('w', text.split_whitespace().count()),
        ('c', bytes.len()),
        ('m', text.chars().count()),
    ];
    let mut shown: Vec<String> = counts
        .iter()
        .filter(|(letter, _)| given.has(*letter) || (all && *letter != 'm'))
        .map(|(_, count)| if all { format!("{count:>7}") } else { count.to_string() })
        .collect();
    shown.extend(given.operands.iter().take(1).cloned());
    Ok(Output { work: bytes.len(), ..Output::text([&shown.join(" "), "\n"].concat()) })
}

/// `seq LAST`, `seq FIRST LAST`, `seq FIRST STEP LAST`.
pub(super) fn seq(call: &mut Call<'_>) -> Result<Output, String> {
    let numbers: Option<Vec<i64>> = call.args.iter().map(|arg| arg.parse().ok()).collect();
    let (first, step, last) = match numbers.as_deref() {
        Some([last]) => (1, 1, *last),
        Some([first, last]) => (*first, 1, *last),
        Some([first, step, last]) if *step != 0 => (*first, *step, *last),
        _ => return Err(String::from("It takes one to three whole numbers: the first, the step, the last.")),
    };
    let mut text = String::new();
    let (mut next, mut count) = (first, 0);
    while if step > 0 { next <= last } else { next >= last } {
        count += 1;
        if count > 10_000 {
            return Err(String::from("At most 10,000 numbers are written at once."));
        }
        text.push_str(&next.to_string());
        text.push('\n');
        let Some(more) = next.checked_add(step) else { break };
        next = more;
    }
    Ok(Output::text(text))
}
