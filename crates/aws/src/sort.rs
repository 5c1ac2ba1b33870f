//! One sort for every kind of list: each use of a standard sort on another type would add about 4 kB to the
//! page's module.

use crate::json::Value;
use std::cmp::Ordering;

/// The indexes of `count` items in sorted order. Equal items keep their order (merge sort).
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for pair in sorted.chunks(width * 2) {
            let (left, right) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            let (mut a, mut b) = (left.iter().copied().peekable(), right.iter().copied().peekable());
            loop {
                let next = match (a.peek(), b.peek()) {
                    (Some(x), Some(y)) if compare(*x, *y).is_gt() => b.next(),
                    (Some(_), _) => a.next(),
                    (None, _) => b.next(),
                };
                let Some(next) = next else { break };
                merged.push(next);
            }
        }
        sorted = merged;
        width *= 2;
    }
    sorted
}

/// The members of an object, sorted by name.
pub(crate) fn by_name(members: &[(String, Value)]) -> Vec<&(String, Value)> {
    let name = |at: usize| members.get(at).map(|(name, _)| name);
    let sorted = order(members.len(), &|a, b| name(a).cmp(&name(b)));
    sorted.into_iter().filter_map(|at| members.get(at)).collect()
}

/// Inserts a name into a sorted list, unless the list has it.
pub(crate) fn insert<'a>(names: &mut Vec<&'a str>, name: &'a str) {
    if let Err(at) = names.binary_search(&name) {
        names.insert(at, name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_is_stable() {
        for count in 0..40_usize {
            let items: Vec<usize> = (0..count).map(|n| (n * 7919) % 11).collect();
            let sorted = order(count, &|a, b| items[a].cmp(&items[b]));
            let mut wanted: Vec<usize> = (0..count).collect();
            wanted.sort_by_key(|at| items[*at]);
            assert_eq!(sorted, wanted);
        }
    }
}
