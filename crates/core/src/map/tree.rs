//! The tree behind every map: a weight-balanced tree with type-erased entries, whose nodes are shared between
//! versions. The caller supplies the order. The typed maps are in [`super`].
//!
//! The balance is that of Hirai and Yamada, "Balancing weight-balanced trees" (2011), with their Δ = 3 and Γ
//! = 2.

use core::any::Any;
use core::cmp::Ordering;
use std::rc::Rc;

/// A key with its value.
pub(super) type Entry = Rc<dyn Any>;

/// Compares an entry with what is looked for.
pub(super) type Order<'a> = &'a dyn Fn(&dyn Any) -> Ordering;

/// A tree, which may be empty.
pub(super) type Link = Option<Rc<Node>>;

/// An entry with its two subtrees.
pub(super) struct Node {
    entry: Entry,
    size: usize,
    left: Link,
    right: Link,
}

/// The number of entries.
pub(super) fn size(link: &Link) -> usize {
    link.as_ref().map_or(0, |node| node.size)
}

/// Returns whether both are the same tree in memory.
pub(super) fn same(one: &Link, other: &Link) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// Finds the entry that `order` looks for.
pub(super) fn find<'a>(mut link: &'a Link, order: Order<'_>) -> Option<&'a dyn Any> {
    while let Some(node) = link {
        link = match order(&*node.entry) {
            Ordering::Less => &node.left,
            Ordering::Greater => &node.right,
            Ordering::Equal => return Some(&*node.entry),
        };
    }
    None
}

/// The tree with `entry`, which replaces the one that `order` finds.
pub(super) fn insert(link: &Link, entry: Entry, order: Order<'_>) -> Rc<Node> {
    let Some(node) = link else { return join(None, entry, None) };
    match order(&*node.entry) {
        Ordering::Less => {
            join(Some(insert(&node.left, entry, order)), node.entry.clone(), node.right.clone())
        }
        Ordering::Greater => {
            join(node.left.clone(), node.entry.clone(), Some(insert(&node.right, entry, order)))
        }
        Ordering::Equal => join(node.left.clone(), entry, node.right.clone()),
    }
}

/// The tree without the entry that `order` finds; `None` if there is none.
pub(super) fn remove(link: &Link, order: Order<'_>) -> Option<Link> {
    let node = link.as_ref()?;
    Some(Some(match order(&*node.entry) {
        Ordering::Less => join(remove(&node.left, order)?, node.entry.clone(), node.right.clone()),
        Ordering::Greater => join(node.left.clone(), node.entry.clone(), remove(&node.right, order)?),
        Ordering::Equal => {
            let Some(right) = &node.right else { return Some(node.left.clone()) };
            let (next, rest) = without_first(right);
            join(node.left.clone(), next, rest)
        }
    }))
}

/// The entries before the one that `order` finds.
pub(super) fn before(link: &Link, order: Order<'_>) -> Link {
    let node = link.as_ref()?;
    match order(&*node.entry) {
        Ordering::Less | Ordering::Equal => before(&node.left, order),
        Ordering::Greater => {
            Some(join_any(node.left.clone(), node.entry.clone(), before(&node.right, order)))
        }
    }
}

/// Joins two trees of any sizes.
fn join_any(left: Link, entry: Entry, right: Link) -> Rc<Node> {
    let (l, r) = (size(&left), size(&right));
    match (&left, &right) {
        (_, Some(heavy)) if l + r > 1 && r > 3 * l => {
            let left = join_any(left, entry, heavy.left.clone());
            join(Some(left), heavy.entry.clone(), heavy.right.clone())
        }
        (Some(heavy), _) if l + r > 1 && l > 3 * r => {
            let right = join_any(heavy.right.clone(), entry, right);
            join(heavy.left.clone(), heavy.entry.clone(), Some(right))
        }
        _ => node(left, entry, right),
    }
}

fn without_first(node: &Node) -> (Entry, Link) {
    let Some(left) = &node.left else { return (node.entry.clone(), node.right.clone()) };
    let (first, rest) = without_first(left);
    (first, Some(join(rest, node.entry.clone(), node.right.clone())))
}

/// Joins two trees that were in balance, or are one entry off.
fn join(left: Link, entry: Entry, right: Link) -> Rc<Node> {
    let (l, r) = (size(&left), size(&right));
    match (&left, &right) {
        (_, Some(heavy)) if l + r > 1 && r > 3 * l => match &heavy.left {
            Some(inner) if inner.size >= 2 * size(&heavy.right) => {
                let left = node(left, entry, inner.left.clone());
                let right = node(inner.right.clone(), heavy.entry.clone(), heavy.right.clone());
                node(Some(left), inner.entry.clone(), Some(right))
            }
            inner => {
                let left = node(left, entry, inner.clone());
                node(Some(left), heavy.entry.clone(), heavy.right.clone())
            }
        },
        (Some(heavy), _) if l + r > 1 && l > 3 * r => match &heavy.right {
            Some(inner) if inner.size >= 2 * size(&heavy.left) => {
                let left = node(heavy.left.clone(), heavy.entry.clone(), inner.left.clone());
                let right = node(inner.right.clone(), entry, right);
                node(Some(left), inner.entry.clone(), Some(right))
            }
            inner => {
                let right = node(inner.clone(), entry, right);
                node(heavy.left.clone(), heavy.entry.clone(), Some(right))
            }
        },
        _ => node(left, entry, right),
    }
}

fn node(left: Link, entry: Entry, right: Link) -> Rc<Node> {
    Rc::new(Node { size: size(&left) + 1 + size(&right), entry, left, right })
}

/// An iterator over the entries from both ends.
#[derive(Clone)]
pub(super) struct Iter<'a> {
    root: &'a Link,
    /// What comes next, nearest last. Each stands for itself and its right subtree.
    front: Vec<&'a Node>,
    /// The same from the other end; empty until the back is first asked for.
    back: Vec<&'a Node>,
    left: usize,
}

impl<'a> Iter<'a> {
    /// The entries from the one that `order` finds, or from where it would be.
    pub(super) fn new(root: &'a Link, order: Order<'_>) -> Self {
        let mut iter = Self { root, front: Vec::new(), back: Vec::new(), left: size(root) };
        let mut below = root;
        while let Some(node) = below {
            below = if order(&*node.entry) == Ordering::Greater {
                iter.left -= 1 + size(&node.left);
                &node.right
            } else {
                iter.front.push(node);
                &node.left
            };
        }
        iter
    }

    /// The number of entries left.
    pub(super) fn len(&self) -> usize {
        self.left
    }

    /// Takes the next entry from the front.
    pub(super) fn first(&mut self) -> Option<&'a dyn Any> {
        self.left = self.left.checked_sub(1)?;
        let node = self.front.pop()?;
        let mut below = &node.right;
        while let Some(node) = below {
            self.front.push(node);
            below = &node.left;
        }
        Some(&*node.entry)
    }

    /// Takes the next entry from the back.
    pub(super) fn last(&mut self) -> Option<&'a dyn Any> {
        self.left = self.left.checked_sub(1)?;
        if self.back.is_empty() {
            self.below(self.root);
        }
        let node = self.back.pop()?;
        self.below(&node.left);
        Some(&*node.entry)
    }

    fn below(&mut self, mut below: &'a Link) {
        while let Some(node) = below {
            self.back.push(node);
            below = &node.right;
        }
    }
}

/// The nodes of a tree by address, and how many it has beyond those known before.
#[cfg(test)]
pub(super) fn beyond(link: &Link, known: &mut std::collections::BTreeSet<usize>) -> usize {
    let Some(node) = link else { return 0 };
    if !known.insert(Rc::as_ptr(node).addr()) {
        return 0;
    }
    1 + beyond(&node.left, known) + beyond(&node.right, known)
}

#[cfg(test)]
pub(super) fn check(link: &Link) -> usize {
    let Some(node) = link else { return 0 };
    let (left, right) = (check(&node.left), check(&node.right));
    assert_eq!(node.size, left + 1 + right);
    assert!(left + right <= 1 || (left <= 3 * right && right <= 3 * left), "{left} beside {right}");
    node.size
}
