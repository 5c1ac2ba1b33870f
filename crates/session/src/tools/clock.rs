//! `date` and `sleep`: the time is the world's, and sleeping lets it pass.

use playground_core::env::Time;

use super::Output;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `date`, `date -u`, `date +%Y-%m-%d`.
pub(crate) fn date(args: &[String], now: Time) -> Output {
    let mut format = "%a %b %e %T UTC %Y";
    for arg in args {
        match arg.strip_prefix('+') {
            Some(given) => format = given,
            None if matches!(arg.as_str(), "-u" | "--utc") => {}
            None => {
                let message = ["the option ", arg, " isn't modeled. Here there are -u and +FORMAT."].concat();
                return Output::error("date", &message, 1);
            }
        }
    }
    match formatted(format, now) {
        Ok(text) => Output::text(text + "\n"),
        Err(message) => Output::error("date", &message, 1),
    }
}

fn formatted(format: &str, now: Time) -> Result<String, String> {
    let (year, month, day, hour, minute, second) = now.civil();
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let name = |list: &[&'static str], at: u64| {
            usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or_default().to_owned()
        };
        let shown = match chars.next() {
            Some('Y') => year.to_string(),
            Some('y') => format!("{:02}", year % 100),
            Some('m') => format!("{month:02}"),
            Some('d') => format!("{day:02}"),
            Some('e') => format!("{day:>2}"),
            Some('H') => format!("{hour:02}"),
            Some('M') => format!("{minute:02}"),
            Some('S') => format!("{second:02}"),
            Some('F') => format!("{year}-{month:02}-{day:02}"),
            Some('T') => format!("{hour:02}:{minute:02}:{second:02}"),
            Some('s') => now.0.to_string(),
            Some('a') => name(&DAYS, now.0 / 86_400 % 7),
            Some('b') => name(&MONTHS, month.saturating_sub(1)),
            Some('Z') => String::from("UTC"),
            Some('z') => String::from("+0000"),
            Some('%') => String::from("%"),
            other => {
                let sign: String = other.into_iter().collect();
                return Err(
                    ["%", &sign, " isn't modeled. Here there are %Y %m %d %H %M %S %F %T %s."].concat()
                );
            }
        };
        out.push_str(&shown);
    }
    Ok(out)
}

/// The duration of `sleep 30`, `sleep 5m`, as `playground wait` takes it; `None` for no time at all.
pub(crate) fn sleep(args: &[String]) -> Result<Option<String>, String> {
    let wrong = || String::from("It takes a number of seconds, or one with s, m, h or d: sleep 30.");
    let [one] = args else { return Err(wrong()) };
    let digits = one.trim_end_matches(['s', 'm', 'h', 'd']);
    let unit = match one.get(digits.len()..) {
        Some("" | "s") => "s",
        Some("m") => "m",
        Some("h") => "h",
        Some("d") => "d",
        _ => return Err(wrong()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let number: u64 =
        if whole.is_empty() && !part.is_empty() { 0 } else { whole.parse().map_err(|_| wrong())? };
    if !part.chars().all(|c| c.is_ascii_digit()) {
        return Err(wrong());
    }
    let number = number + u64::from(part.chars().any(|c| c != '0'));
    Ok((number > 0).then(|| [&number.to_string(), unit].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        let say = |text: &str| sleep(&[text.to_owned()]).map(Option::unwrap_or_default);
        for (text, want) in
            [("30", "30s"), ("0.5", "1s"), ("2m", "2m"), ("1.0h", "1h"), ("0", ""), (".2", "1s")]
        {
            assert_eq!(say(text).as_deref(), Ok(want), "{text}");
        }
        for text in ["", "x", "1x", "-1", "1.x"] {
            assert!(say(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates() {
        let now = Time::parse("2020-12-01T09:05:03Z").unwrap();
        assert_eq!(formatted("%a %b %e %T UTC %Y", now).unwrap(), "Tue Dec  1 09:05:03 UTC 2020");
        assert_eq!(formatted("%F-%H%M%S %s%%", now).unwrap(), "2020-12-01-090503 1606813503%");
        assert!(formatted("%j", now).is_err());
    }
}
