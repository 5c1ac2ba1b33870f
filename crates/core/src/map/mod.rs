//! The persistent map that worlds are made of. Cloning one is O(1) and clones share structure, so every state
//! in a timeline can be kept.
//!
//! All maps share the code of one tree over type-erased entries, `tree`: worlds hold some fifteen types of
//! map, and compiling a tree for each made up a seventh of the bytes that a browser had to load. This module
//! adds the types again.

mod tree;

use core::any::Any;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use std::rc::Rc;

/// An ordered persistent map. It iterates in the order of the keys, never in the order of a hash.
pub struct Map<K, V> {
    root: tree::Link,
    kind: PhantomData<(K, V)>,
}

/// An ordered persistent set.
pub struct Set<K>(Map<K, ()>);

/// An iterator over the entries of a [`Map`], in order.
pub struct Iter<'a, K, V> {
    entries: tree::Iter<'a>,
    kind: PhantomData<&'a (K, V)>,
}

/// An iterator over the members of a [`Set`], in order.
pub struct Members<'a, K>(Iter<'a, K, ()>);

fn typed<K: 'static, V: 'static>(entry: &dyn Any) -> Option<(&K, &V)> {
    entry.downcast_ref::<(K, V)>().map(|(key, value)| (key, value))
}

/// Compares an entry's key with `wanted`. All entries of one map have its types.
fn order<K: Borrow<Q> + 'static, V: 'static, Q: Ord + ?Sized>(wanted: &Q) -> impl Fn(&dyn Any) -> Ordering {
    |entry| typed::<K, V>(entry).map_or(Ordering::Equal, |(key, _)| wanted.cmp(key.borrow()))
}

impl<K: Ord + 'static, V: 'static> Map<K, V> {
    /// An empty map.
    pub const fn new() -> Self {
        Self { root: None, kind: PhantomData }
    }

    /// The number of entries.
    pub fn size(&self) -> usize {
        tree::size(&self.root)
    }

    /// Returns whether the map is empty.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        tree::find(&self.root, &order::<K, V, Q>(key)).and_then(typed::<K, V>).map(|(_, value)| value)
    }

    /// Returns whether the map has the key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        tree::find(&self.root, &order::<K, V, Q>(key)).is_some()
    }

    /// A map that also has this entry, which replaces one with the same key.
    #[must_use]
    pub fn insert(&self, key: K, value: V) -> Self {
        let entry = Rc::new((key, value));
        let same = Rc::clone(&entry);
        let root = tree::insert(&self.root, entry, &order::<K, V, K>(&same.0));
        Self { root: Some(root), kind: PhantomData }
    }

    /// [`Map::insert`] in place.
    pub fn insert_mut(&mut self, key: K, value: V) {
        *self = self.insert(key, value);
    }

    /// Like [`Map::remove_mut`], but returns a new map.
    #[must_use]
    pub fn remove<Q: Ord + ?Sized>(&self, key: &Q) -> Self
    where
        K: Borrow<Q>,
    {
        let mut out = self.clone();
        out.remove_mut(key);
        out
    }

    /// Removes an entry. Returns whether there was one.
    pub fn remove_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        let rest = tree::remove(&self.root, &order::<K, V, Q>(key));
        let found = rest.is_some();
        if let Some(rest) = rest {
            self.root = rest;
        }
        found
    }

    /// The entry with the least key.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    /// The entry with the greatest key.
    pub fn last(&self) -> Option<(&K, &V)> {
        self.iter().next_back()
    }

    /// All entries.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { entries: tree::Iter::new(&self.root, &|_| Ordering::Less), kind: PhantomData }
    }

    /// The entries from a key on.
    pub fn from_key(&self, first: &K) -> Iter<'_, K, V> {
        Iter { entries: tree::Iter::new(&self.root, &order::<K, V, K>(first)), kind: PhantomData }
    }

    /// The entries from a key on, until a key does not satisfy `belongs`.
    pub fn from_key_while<'a, F: Fn(&K) -> bool + 'a>(
        &'a self,
        first: &K,
        belongs: F,
    ) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V, F> {
        self.from_key(first).take_while(move |(key, _)| belongs(key))
    }

    /// The entries before a key. Shares them, so the cost does not depend on their number.
    #[must_use]
    pub fn before(&self, end: &K) -> Self {
        Self { root: tree::before(&self.root, &order::<K, V, K>(end)), kind: PhantomData }
    }

    /// The number of nodes that it does not share with another map: what making it from that one took.
    #[cfg(test)]
    pub(crate) fn beyond(&self, other: &Self) -> usize {
        let mut known = std::collections::BTreeSet::new();
        tree::beyond(&other.root, &mut known);
        tree::beyond(&self.root, &mut known)
    }

    /// The keys.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values, in their keys' order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<'a, K: 'static, V: 'static> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.entries.first().and_then(typed)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.entries.len(), Some(self.entries.len()))
    }
}

impl<K: 'static, V: 'static> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.entries.last().and_then(typed)
    }
}

impl<'a, K: Ord + 'static, V: 'static> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Ord + 'static, V: 'static> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert_mut(key, value);
        }
        map
    }
}

impl<K, V> Clone for Map<K, V> {
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), kind: PhantomData }
    }
}

impl<K: Ord + 'static, V: 'static> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord + 'static, V: Eq + 'static> PartialEq for Map<K, V> {
    /// Maps of two states of one timeline often share their tree, which the roots show at once.
    fn eq(&self, other: &Self) -> bool {
        tree::same(&self.root, &other.root) || (self.size() == other.size() && self.iter().eq(other))
    }
}

impl<K: Ord + 'static, V: Eq + 'static> Eq for Map<K, V> {}

impl<K: Ord + Hash + 'static, V: Hash + 'static> Hash for Map<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.size().hash(state);
        for entry in self {
            entry.hash(state);
        }
    }
}

impl<K: Ord + fmt::Debug + 'static, V: fmt::Debug + 'static> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Ord + 'static> Set<K> {
    /// An empty set.
    pub const fn new() -> Self {
        Self(Map::new())
    }

    /// The number of members.
    pub fn size(&self) -> usize {
        self.0.size()
    }

    /// Returns whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether the set has the member.
    pub fn contains<Q: Ord + ?Sized>(&self, member: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(member)
    }

    /// A set that also has this member.
    #[must_use]
    pub fn insert(&self, member: K) -> Self {
        Self(self.0.insert(member, ()))
    }

    /// [`Set::insert`] in place.
    pub fn insert_mut(&mut self, member: K) {
        self.0.insert_mut(member, ());
    }

    /// Like [`Set::remove_mut`], but returns a new set.
    #[must_use]
    pub fn remove<Q: Ord + ?Sized>(&self, member: &Q) -> Self
    where
        K: Borrow<Q>,
    {
        Self(self.0.remove(member))
    }

    /// Removes a member. Returns whether it was one.
    pub fn remove_mut<Q: Ord + ?Sized>(&mut self, member: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.remove_mut(member)
    }

    /// All members, in order.
    pub fn iter(&self) -> Members<'_, K> {
        Members(self.0.iter())
    }
}

impl<'a, K: 'static> Iterator for Members<'a, K> {
    type Item = &'a K;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(member, ())| member)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<'a, K: Ord + 'static> IntoIterator for &'a Set<K> {
    type Item = &'a K;
    type IntoIter = Members<'a, K>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K> Clone for Set<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K: Ord + 'static> Default for Set<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord + 'static> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(members: I) -> Self {
        Self(members.into_iter().map(|member| (member, ())).collect())
    }
}

impl<K: Ord + 'static> PartialEq for Set<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Ord + 'static> Eq for Set<K> {}

impl<K: Ord + Hash + 'static> Hash for Set<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.size().hash(state);
        for member in self {
            member.hash(state);
        }
    }
}

impl<K: Ord + fmt::Debug + 'static> fmt::Debug for Set<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

#[cfg(test)]
mod tests;
