//! The persistent map that worlds are made of. Cloning one is O(1) and clones share structure,
//! so every state in a timeline can be kept.

/// An ordered persistent map: iteration order is the keys' order, never a hash's.
pub type Map<K, V> = rpds::RedBlackTreeMap<K, V>;

/// An ordered persistent set.
pub type Set<K> = rpds::RedBlackTreeSet<K>;
