//! What happened, as a tree that only grows, and where in it we stand.
//!
//! Every attempt is an entry, refused ones included; nothing is ever taken out.
//! Running something while not at a tip leaves both branches standing (a fork).
//!
//! Two ways to move, both leave every entry where it is:
//! - [`Timeline::back`], [`Timeline::forward`], [`Timeline::jump`] move the
//!   cursor along the tree; forward follows the branch last visited.
//! - [`Timeline::undo`] takes back the last thing the *person* did, be it a run
//!   or a move, and [`Timeline::redo`] does it again. After anything else is
//!   done there is nothing to redo, but the entries are still there to jump to.
//!
//! Generic over the state `S` after an entry and over what is recorded about it,
//! `R`, so that it can be tested with numbers.

/// An entry's number; the beginning is 0, which has no record.
pub type EntryId = usize;

#[derive(Debug)]
struct Node<S, R> {
    /// The entry before it; 0 is the beginning.
    parent: EntryId,
    /// The child last visited, where forward leads.
    preferred: Option<EntryId>,
    /// Entries on its branch up to it.
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
    /// Entry `n` is at `n - 1`.
    nodes: Vec<Node<S, R>>,
    /// Cursor positions in the order the person was there; the one at `at` is now.
    moves: Vec<EntryId>,
    at: usize,
}

impl<S, R> Timeline<S, R> {
    /// A timeline with nothing in it but the state at the beginning.
    pub fn new(beginning: S) -> Self {
        Self { beginning, first: None, nodes: Vec::new(), moves: vec![0], at: 0 }
    }

    fn node(&self, id: EntryId) -> Option<&Node<S, R>> {
        self.nodes.get(id.checked_sub(1)?)
    }

    /// The entry we stand behind; 0 at the beginning.
    pub fn cursor(&self) -> EntryId {
        self.moves.get(self.at).copied().unwrap_or(0)
    }

    /// The state at the cursor.
    pub fn state(&self) -> &S {
        self.node(self.cursor()).map_or(&self.beginning, |node| &node.state)
    }

    /// The state after an entry; `None` for a number never given out.
    pub fn state_at(&self, id: EntryId) -> Option<&S> {
        if id == 0 { Some(&self.beginning) } else { self.node(id).map(|node| &node.state) }
    }

    /// What was recorded about an entry; `None` for the beginning.
    pub fn record(&self, id: EntryId) -> Option<&R> {
        self.node(id).map(|node| &node.record)
    }

    /// The entry before it; `None` for the beginning.
    pub fn parent(&self, id: EntryId) -> Option<EntryId> {
        self.node(id).map(|node| node.parent)
    }

    /// Entries on the way from the beginning to this one, itself included.
    pub fn depth(&self, id: EntryId) -> usize {
        self.node(id).map_or(0, |node| node.depth)
    }

    /// All entries ever made.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was ever run.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds an entry after the cursor and moves onto it.
    pub fn push(&mut self, state: S, record: R) -> EntryId {
        let parent = self.cursor();
        let depth = self.depth(parent) + 1;
        self.nodes.push(Node { parent, preferred: None, depth, state, record });
        let id = self.nodes.len();
        self.go(id);
        id
    }

    /// Moves the cursor and remembers it for undo.
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

    /// Makes forward lead to this entry from everything before it.
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

    /// One entry towards the beginning; false if we are there.
    pub fn back(&mut self) -> bool {
        let target = self.parent(self.cursor());
        target.is_some_and(|id| self.jump(id))
    }

    /// One entry along the branch last visited; false at its tip.
    pub fn forward(&mut self) -> bool {
        let target = self.preferred(self.cursor());
        target.is_some_and(|id| self.jump(id))
    }

    /// To any entry; false for a number never given out.
    pub fn jump(&mut self, id: EntryId) -> bool {
        if id > self.len() {
            return false;
        }
        if id != self.cursor() {
            self.go(id);
        }
        true
    }

    /// Stands behind `cursor`, forward leads on to `tip`, and there is nothing to undo: how a
    /// timeline begins that was made anew. Both must be entries, `tip` on a branch of `cursor`.
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

    /// Whether [`Self::undo`] would do something.
    pub fn can_undo(&self) -> bool {
        self.at > 0
    }

    /// Whether [`Self::redo`] would do something.
    pub fn can_redo(&self) -> bool {
        self.at + 1 < self.moves.len()
    }

    /// To where we stood before the last run or move.
    pub fn undo(&mut self) -> bool {
        if !self.can_undo() {
            return false;
        }
        self.at -= 1;
        self.prefer(self.cursor());
        true
    }

    /// Takes the last undo back.
    pub fn redo(&mut self) -> bool {
        if !self.can_redo() {
            return false;
        }
        self.at += 1;
        self.prefer(self.cursor());
        true
    }

    /// The last entry of the branch we are on: forward as far as it goes.
    pub fn tip(&self) -> EntryId {
        let mut id = self.cursor();
        while let Some(next) = self.preferred(id) {
            id = next;
        }
        id
    }

    /// The entries on the way from the beginning to `id`, itself included, oldest first.
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

    /// The last entry of every branch, oldest branch first. One walk over all entries.
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

    /// The entries right after one, oldest first. One walk over all entries.
    pub fn children(&self, id: EntryId) -> Vec<EntryId> {
        let entries = (1..).zip(&self.nodes);
        entries.filter(|(_, node)| node.parent == id).map(|(child, _)| child).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1 2 after the beginning, then 3 as another child of 1.
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
