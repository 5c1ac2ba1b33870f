//! Hashes do not depend on how a type is declared. Each test would fail with the derive of the standard
//! library, whose hashes follow the order of declarations.

use core::hash::{Hash, Hasher};

use playground_derive::StableHash;

/// All bytes that a value is hashed as.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn finish(&self) -> u64 {
        0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend(bytes);
    }
    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_le_bytes());
    }
}

fn fed(value: &impl Hash) -> Vec<u8> {
    let mut bytes = Bytes::default();
    value.hash(&mut bytes);
    bytes.0
}

mod first {
    use super::StableHash;
    #[derive(StableHash)]
    pub(crate) enum Event {
        Made,
        Gone(u8, bool),
        Moved { from: u8, to: u16 },
    }
    #[derive(StableHash)]
    pub(crate) struct Thing {
        pub(crate) id: u8,
        pub(crate) name: &'static str,
        pub(crate) size: Option<u16>,
    }
}

/// The same types in another order, with new names and with more fields.
mod second {
    use super::StableHash;
    #[derive(StableHash)]
    pub(crate) enum Event {
        #[expect(dead_code, reason = "it is here to stand before the others")]
        New(u8),
        Moved {
            to: u16,
            from: u8,
            fast: bool,
        },
        #[stable_hash(name = "Gone")]
        Removed(u8, bool),
        Made,
    }
    #[derive(StableHash)]
    pub(crate) struct Thing<T> {
        pub(crate) size: Option<T>,
        pub(crate) a_new_list: Vec<u8>,
        #[stable_hash(name = "name")]
        pub(crate) called: &'static str,
        pub(crate) id: u8,
    }
}

#[test]
fn enums_hash_by_the_names_of_their_variants() {
    use {first::Event as One, second::Event as Other};
    assert_eq!(fed(&One::Made), fed(&Other::Made));
    assert_eq!(fed(&One::Gone(1, true)), fed(&Other::Removed(1, true)));
    let one = fed(&One::Moved { from: 1, to: 2 });
    assert_eq!(one, fed(&Other::Moved { to: 2, fast: false, from: 1 }));
    assert_ne!(one, fed(&Other::Moved { to: 2, fast: true, from: 1 }));
    assert_ne!(one, fed(&One::Moved { from: 2, to: 1 }));
    assert_ne!(fed(&One::Gone(1, true)), fed(&One::Gone(1, false)));
}

#[test]
fn structs_hash_by_the_names_of_their_fields() {
    use {first::Thing as One, second::Thing as Other};
    for size in [None, Some(0), Some(7)] {
        let one = fed(&One { id: 3, name: "ab", size });
        assert_eq!(one, fed(&Other { size, a_new_list: Vec::new(), called: "ab", id: 3 }));
        assert_ne!(one, fed(&Other { size, a_new_list: vec![0], called: "ab", id: 3 }));
    }
    let of = |size| fed(&One { id: 3, name: "ab", size });
    assert_ne!(of(None), of(Some(0)));
}

/// An optional field must not be mistaken for another one, nor for what follows its type.
#[test]
fn what_is_left_out_is_not_taken_for_something_else() {
    #[derive(StableHash)]
    struct Pair {
        a: Option<u8>,
        b: Option<u8>,
        c: bool,
    }
    let pair = |a, b, c| Pair { a, b, c };
    let all = [
        fed(&(pair(None, None, false), pair(None, None, true))),
        fed(&(pair(None, None, true), pair(None, None, false))),
        fed(&(pair(Some(1), None, false), pair(None, None, false))),
        fed(&(pair(None, Some(1), false), pair(None, None, false))),
        fed(&(pair(None, None, false), pair(Some(1), None, false))),
        fed(&(pair(None, None, false), pair(None, Some(1), false))),
    ];
    for (at, one) in all.iter().enumerate() {
        assert!(all.iter().skip(at + 1).all(|other| one != other), "{at}");
    }
}
