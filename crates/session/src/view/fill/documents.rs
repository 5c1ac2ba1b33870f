//! Documents in AWS's format, which `playground-aws` writes.

use core::ops::Range;

use playground_aws::json;
use playground_core::edition::Edition;
use playground_core::trail::TrailEvent;

/// A policy, indented; unchanged if it can't be parsed.
pub(super) fn policy(text: &str) -> String {
    json::parse(text).map_or_else(|_| text.into(), |value| json::pretty(&value))
}

/// Which lines of a document differ from an earlier one, or stand between the same lines.
pub(super) fn changed(before: &str, now: &str) -> Range<usize> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let same = |(one, other): &(&&str, &&str)| one == other;
    let first = old.iter().zip(&new).take_while(same).count();
    let left = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(left).take_while(same).count();
    first..new.len() - last
}

/// A CloudTrail record.
pub(super) fn event(edition: Edition, event: &TrailEvent) -> String {
    json::pretty(&playground_aws::record(edition, event))
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn the_lines_that_differ_are_found() {
        let table: &[(&str, &str, core::ops::Range<usize>)] = &[
            ("a b c", "a b c", 3..3),
            ("a b c", "a x c", 1..2),
            ("a b c", "a b x y c", 2..4),
            ("a b c", "a c", 1..1),
            ("a a", "a a a", 2..3),
            ("", "a b", 0..2),
        ];
        let lines = |words: &str| words.replace(' ', "\n");
        for (before, now, expected) in table {
            assert_eq!(changed(&lines(before), &lines(now)), *expected, "{before} → {now}");
        }
    }
}
