use super::{Map, Set, tree};
use proptest::prelude::*;
use std::collections::BTreeMap;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Compares it with the standard library's map: every step, both ends, every first key, and earlier
    /// versions.
    #[test]
    fn as_a_btree_map(steps in proptest::collection::vec((any::<bool>(), 0u8..60, any::<u8>()), 0..250)) {
        let (mut map, mut expected) = (Map::new(), BTreeMap::new());
        let mut versions = Vec::new();
        for (put, key, value) in steps {
            versions.push((map.clone(), expected.clone()));
            if put {
                map.insert_mut(key, value);
                expected.insert(key, value);
            } else {
                prop_assert_eq!(map.remove_mut(&key), expected.remove(&key).is_some());
            }
            prop_assert_eq!(tree::check(&map.root), expected.len());
            prop_assert_eq!(map.get(&key), expected.get(&key));
        }
        for first in 0..61 {
            prop_assert!(map.from_key(&first).eq(expected.range(first..)));
            let before = map.before(&first);
            prop_assert!(before.iter().eq(expected.range(..first)));
            prop_assert_eq!(tree::check(&before.root), before.size());
        }
        versions.push((map, expected));
        for (map, expected) in versions {
            prop_assert!(map.iter().eq(&expected));
            prop_assert!(map.iter().rev().eq(expected.iter().rev()));
            prop_assert_eq!(map.first(), expected.first_key_value());
            prop_assert_eq!(map.last(), expected.last_key_value());
            prop_assert_eq!(&expected.into_iter().collect::<Map<_, _>>(), &map);
        }
    }
}

#[test]
fn both_ends_meet() {
    let map: Map<u8, ()> = (0..9).map(|key| (key, ())).collect();
    let mut keys = map.from_key(&2).map(|(key, ())| *key);
    assert_eq!([keys.next(), keys.next_back(), keys.next()], [Some(2), Some(8), Some(3)]);
    assert_eq!(keys.size_hint(), (4, Some(4)));
    let rest: Vec<u8> = keys.rev().collect();
    assert_eq!(rest, [7, 6, 5, 4]);
}

#[test]
fn a_borrowed_key_is_enough() {
    let map: Map<std::rc::Rc<str>, u8> = Map::new().insert("a".into(), 1).insert("b".into(), 2);
    assert_eq!(map.get("b"), Some(&2));
    assert!(!map.contains_key("c"));
    assert_eq!(format!("{map:?}"), r#"{"a": 1, "b": 2}"#);
    let set: Set<u8> = [3, 1, 2].into_iter().collect();
    assert_eq!(format!("{set:?} {:?}", set.remove(&2)), "{1, 2, 3} {1, 3}");
}
