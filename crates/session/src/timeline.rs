//! The history as a tree that only grows, with a cursor.
//!
//! Every attempt is an entry, including refused ones, and nothing is ever removed. Running a command while
//! the cursor is not at a tip begins a new branch (a fork).
//!
//! There are two ways to move, and neither changes any entry:
//! - [`Timeline::back`], [`Timeline::forward`] and [`Timeline::jump`] move the cursor along the tree; forward
//!   follows the branch visited last.
//! - [`Timeline::undo`] takes back the last thing that the *person* did, a run or a move, and
//!   [`Timeline::redo`] repeats it. After anything else there is nothing to redo, but all entries can still
//!   be jumped to.
//!
//! It is generic over the state `S` after an entry and over the record `R` of an entry, so that it can be
//! tested with numbers.

/// An entry's number. The beginning is 0 and has no record.
pub type EntryId = usize;

#[derive(Debug)]
struct Node<S, R> {
    /// The previous entry; 0 is the beginning.
    parent: EntryId,
    /// The child visited last, where forward leads.
    preferred: Option<EntryId>,
    /// The number of entries on its branch, up to this one.
    depth: usize,
    state: S,
    record: R,
}

/// The tree, the cursor, and what can be undone.
#[derive(Debug)]
pub struct Timeline<S, R> {
    beginning: S,
    /// Where forward leads from the beginning.
    first: Option<EntryId>,
    /// Entry `n` is at index `n - 1`.
    nodes: Vec<Node<S, R>>,
    /// The cursor's positions in the order of the person's actions; the present one is at `at`.
    moves: Vec<EntryId>,
    at: usize,
}

impl<S, R> Timeline<S, R> {
    /// A timeline with only the state at the beginning.
    pub fn new(beginning: S) -> Self {
        Self { beginning, first: None, nodes: Vec::new(), moves: vec![0], at: 0 }
    }

    fn node(&self, id: EntryId) -> Option<&Node<S, R>> {
        self.nodes.get(id.checked_sub(1)?)
    }

    /// The entry that the cursor is at; 0 at the beginning.
    pub fn cursor(&self) -> EntryId {
        self.moves.get(self.at).copied().unwrap_or(0)
    }

    /// The state at the cursor.
    pub fn state(&self) -> &S {
        self.node(self.cursor()).map_or(&self.beginning, |node| &node.state)
    }

    /// The state after an entry; `None` if there is no such entry.
    pub fn state_at(&self, id: EntryId) -> Option<&S> {
        if id == 0 { Some(&self.beginning) } else { self.node(id).map(|node| &node.state) }
    }

    /// The record of an entry; `None` for the beginning.
    pub fn record(&self, id: EntryId) -> Option<&R> {
        self.node(id).map(|node| &node.record)
    }

    /// The previous entry; `None` for the beginning.
    pub fn parent(&self, id: EntryId) -> Option<EntryId> {
        self.node(id).map(|node| node.parent)
    }

    /// The number of entries from the beginning to this one, including it.
    pub fn depth(&self, id: EntryId) -> usize {
        self.node(id).map_or(0, |node| node.depth)
    }

    /// The number of all entries.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns whether nothing was ever run.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds an entry after the cursor and moves to it.
    pub fn push(&mut self, state: S, record: R) -> EntryId {
        let parent = self.cursor();
        let depth = self.depth(parent) + 1;
        self.nodes.push(Node { parent, preferred: None, depth, state, record });
        let id = self.nodes.len();
        self.go(id);
        id
    }

    /// Moves the cursor, and records that for undo.
    fn go(&mut self, id: EntryId) {
        self.moves.truncate(self.at + 1);
        self.moves.push(id);
        self.at += 1;
        self.prefer(id);
    }

    /// Where forward leads from an entry.
    fn preferred(&self, id: EntryId) -> Option<EntryId> {
        if id == 0 { self.first } else { self.node(id).and_then(|node| node.preferred) }
    }

    /// Makes forward lead to this entry from everywhere before it.
    fn prefer(&mut self, id: EntryId) {
        let mut child = id;
        while let Some(parent) = self.parent(child) {
            if self.preferred(parent) == Some(child) {
                return;
            }
            match parent.checked_sub(1).and_then(|at| self.nodes.get_mut(at)) {
                Some(node) => node.preferred = Some(child),
                None => self.first = Some(child),
            }
            child = parent;
        }
    }

    /// Moves one entry towards the beginning. Returns false at the beginning.
    pub fn back(&mut self) -> bool {
        let target = self.parent(self.cursor());
        target.is_some_and(|id| self.jump(id))
    }

    /// Moves one entry along the branch visited last. Returns false at its tip.
    pub fn forward(&mut self) -> bool {
        let target = self.preferred(self.cursor());
        target.is_some_and(|id| self.jump(id))
    }

    /// Moves to any entry. Returns false if there is no such entry.
    pub fn jump(&mut self, id: EntryId) -> bool {
        if id > self.len() {
            return false;
        }
        if id != self.cursor() {
            self.go(id);
        }
        true
    }

    /// Moves to `cursor`, makes forward lead to `tip`, and leaves nothing to undo: the last step of a replay.
    /// Both must be entries, and `tip` must be on a branch of `cursor`.
    pub fn settle(&mut self, tip: EntryId, cursor: EntryId) {
        let mut child = tip.min(self.len());
        while let Some(parent) = self.parent(child) {
            match parent.checked_sub(1).and_then(|at| self.nodes.get_mut(at)) {
                Some(node) => node.preferred = Some(child),
                None => self.first = Some(child),
            }
            child = parent;
        }
        self.moves = vec![cursor.min(self.len())];
        self.at = 0;
    }

    /// Returns whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.at > 0
    }

    /// Returns whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        self.at + 1 < self.moves.len()
    }

    /// Moves to the position before the last run or move. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        if !self.can_undo() {
            return false;
        }
        self.at -= 1;
        self.prefer(self.cursor());
        true
    }

    /// Reverts the last undo. Returns whether there was one.
    pub fn redo(&mut self) -> bool {
        if !self.can_redo() {
            return false;
        }
        self.at += 1;
        self.prefer(self.cursor());
        true
    }

    /// The last entry of the present branch: as far as forward leads.
    pub fn tip(&self) -> EntryId {
        let mut id = self.cursor();
        while let Some(next) = self.preferred(id) {
            id = next;
        }
        id
    }

    /// The entries from the beginning to `id`, including it, oldest first.
    pub fn path(&self, id: EntryId) -> Vec<EntryId> {
        let mut path = Vec::with_capacity(self.depth(id));
        let mut next = id;
        while let Some(parent) = self.parent(next) {
            path.push(next);
            next = parent;
        }
        path.reverse();
        path
    }

    /// The last entry of every branch, oldest branch first. Visits all entries once.
    pub fn tips(&self) -> Vec<EntryId> {
        let mut has_child = vec![false; self.nodes.len() + 1];
        for node in &self.nodes {
            if let Some(mark) = has_child.get_mut(node.parent) {
                *mark = true;
            }
        }
        let tips = has_child.iter().enumerate().filter(|(_, has)| !**has);
        tips.map(|(id, _)| id).collect()
    }

    /// The children of an entry, oldest first. Visits all entries once.
    pub fn children(&self, id: EntryId) -> Vec<EntryId> {
        let entries = (1..).zip(&self.nodes);
        entries.filter(|(_, node)| node.parent == id).map(|(child, _)| child).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries 1 and 2 after the beginning, then 3 as another child of 1.
    fn forked() -> Timeline<u32, &'static str> {
        let mut t = Timeline::new(0);
        t.push(10, "a");
        t.push(20, "b");
        assert!(t.back());
        t.push(30, "c");
        t
    }

    #[test]
    fn settling_chooses_a_branch_and_forgets_the_moves() {
        let mut t = forked();
        t.settle(2, 1);
        assert_eq!((t.cursor(), t.tip(), t.can_undo(), t.can_redo()), (1, 2, false, false));
        t.settle(3, 0);
        assert_eq!((t.cursor(), t.tip()), (0, 3));
        assert!(t.forward() && t.forward());
        assert_eq!(t.cursor(), 3);
    }

    #[test]
    fn a_fork_keeps_both_branches() {
        let t = forked();
        assert_eq!(t.cursor(), 3);
        assert_eq!(t.tips(), [2, 3]);
        assert_eq!(t.children(1), [2, 3]);
        assert_eq!(t.path(2), [1, 2]);
        assert_eq!(t.path(3), [1, 3]);
        assert_eq!(t.state_at(2), Some(&20));
        assert_eq!((t.record(3), t.record(0)), (Some(&"c"), None));
        assert_eq!((t.len(), t.depth(3)), (3, 2));
    }

    #[test]
    fn forward_follows_the_branch_last_visited() {
        let mut t = forked();
        t.jump(0);
        assert!(t.forward() && t.forward() && !t.forward());
        assert_eq!(t.cursor(), 3);
        t.jump(2);
        t.jump(0);
        assert_eq!(t.tip(), 2);
        assert!(!t.back());
        assert!(!t.jump(4));
    }

    #[test]
    fn undo_takes_back_what_the_person_did() {
        let mut t = forked();
        let mut seen = vec![t.cursor()];
        while t.undo() {
            seen.push(t.cursor());
        }
        assert_eq!(seen, [3, 1, 2, 1, 0]);
        assert!(!t.can_undo());
        let mut again = vec![t.cursor()];
        while t.redo() {
            again.push(t.cursor());
        }
        seen.reverse();
        assert_eq!(again, seen);
        t.undo();
        t.push(40, "d");
        assert!(!t.can_redo());
        assert_eq!(t.tips(), [2, 3, 4]);
    }
}
