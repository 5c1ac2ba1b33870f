//! Sorting, once for all types: each type that one of std's sorts is used on costs the page 4 kB.

use core::cmp::Ordering;

/// Sorts; equal items keep their order.
pub fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| items.get_mut(at)?.take()).collect()
}

/// The positions of `count` items in sorted order.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_is_stable() {
        let items: Vec<(usize, usize)> = (0..40).map(|n| ((n * 7919) % 11, n)).collect();
        let mut wanted = items.clone();
        wanted.sort_by_key(|(key, _)| *key);
        assert_eq!(sorted(items, |a, b| a.0.cmp(&b.0)), wanted);
        assert!(sorted(Vec::<u8>::new(), Ord::cmp).is_empty());
    }
}
