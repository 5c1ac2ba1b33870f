//! The use of each page of a database. Most pages don't show it, so this walks from page 1 to everything it
//! points to.
//!
//! Each page belongs to the first that points to it. So the walk ends, and its cost is proportional to the
//! number of pages, whatever they hold.

use std::rc::Rc;

use super::PageKind;
use super::format::{Format, LOCK_BYTE_PAGE};
use super::lists::Trunk;
use super::node::{Payload, TreePage};
use super::record;
use super::span::{Span, four, small};
use super::sql;
use crate::database::answer::SqlValue;
use crate::database::disk::File;

/// A table or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// Its name.
    pub name: Rc<str>,
    /// The table that it is, or that it indexes.
    pub table: Rc<str>,
    /// Whether it is an index.
    pub is_index: bool,
    /// Its first page.
    pub root: u32,
    /// The names of the columns of its records, in order, as far as they are known.
    pub columns: Vec<Option<Rc<str>>>,
    /// The column that is the row's number, and `NULL` in the record.
    pub rowid: Option<usize>,
}

/// How a page is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageUse {
    /// Nothing points to it, or its place is fixed.
    #[default]
    Alone,
    /// In a table or an index.
    Tree {
        /// The page that points to it; `None` for the root.
        parent: Option<u32>,
        /// Distance from the root.
        depth: u32,
    },
    /// The rest of a long row or index entry.
    Overflow {
        /// The page with the cell that it continues.
        page: u32,
        /// The index of that cell.
        cell: u32,
        /// Its position in the chain, from 0.
        nth: u32,
        /// The number of the row's bytes in it.
        bytes: u32,
    },
    /// Free, and named by a trunk. Trunks are named by the trunk before, the first one by page 1.
    Free {
        /// The page that names it.
        by: u32,
    },
}

/// The kind and use of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// Its kind.
    pub kind: PageKind,
    /// The table or index that it belongs to.
    pub tree: Option<Rc<Tree>>,
    /// Its use.
    pub place: PageUse,
}

/// Every page of a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The format of its pages; the default if page 1 could not be read.
    pub format: Format,
    /// Its tables and indexes, `sqlite_schema` first.
    pub trees: Vec<Rc<Tree>>,
    roles: Vec<Role>,
}

impl Survey {
    /// Surveys a database of `pages` pages. `read` returns a page's plaintext, if it can be read. It is
    /// called at most once for each page, and twice for the first.
    pub fn of<B: Into<Rc<[u8]>>>(mut read: impl FnMut(u32) -> Option<B>, pages: u32) -> Self {
        survey(&mut |number| read(number).map(Into::into), pages)
    }

    /// The role of a page.
    pub fn role(&self, number: u32) -> Option<&Role> {
        self.roles.get(number.checked_sub(1)? as usize)
    }

    /// The roles of all pages, from page 1 on.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }
}

fn survey(read: Read<'_>, pages: u32) -> Survey {
    let format = if pages == 0 { None } else { read(1).and_then(|first| Format::read(&first)) };
    let roles = (0..pages).map(|_| None).collect();
    let mut walk = Walk { read, format: format.unwrap_or_default(), roles };
    let mut trees = Vec::new();
    if format.is_some() {
        walk.fixed_places();
        trees = walk.trees();
        walk.free_pages();
    }
    let roles = walk.rest();
    Survey { format: walk.format, trees, roles }
}

type Read<'a> = &'a mut dyn FnMut(u32) -> Option<Rc<[u8]>>;

struct Walk<'a> {
    read: Read<'a>,
    format: Format,
    roles: Vec<Option<Role>>,
}

impl Walk<'_> {
    /// Gives a page a role, if the page exists and has none yet. Returns whether it did.
    fn take(&mut self, number: u32, role: Role) -> bool {
        let slot = number.checked_sub(1).and_then(|at| self.roles.get_mut(at as usize));
        slot.filter(|slot| slot.is_none()).map(|slot| *slot = Some(role)).is_some()
    }

    fn set_kind(&mut self, number: u32, kind: PageKind) {
        let slot = number.checked_sub(1).and_then(|at| self.roles.get_mut(at as usize));
        if let Some(Some(role)) = slot {
            role.kind = kind;
        }
    }

    fn fixed_places(&mut self) {
        for number in 1..=small(self.roles.len()) {
            let kind = if number == LOCK_BYTE_PAGE {
                PageKind::LockByte
            } else if self.format.is_pointer_map(number) {
                PageKind::PointerMap
            } else {
                continue;
            };
            self.take(number, Role { kind, ..Role::default() });
        }
    }

    /// Reads `sqlite_schema` and all trees that it names.
    fn trees(&mut self) -> Vec<Rc<Tree>> {
        let columns = ["type", "name", "tbl_name", "rootpage", "sql"];
        let schema = Rc::new(Tree {
            name: "sqlite_schema".into(),
            table: "sqlite_schema".into(),
            is_index: false,
            root: 1,
            columns: columns.map(|name| Some(name.into())).into(),
            rowid: None,
        });
        let mut rows = Vec::new();
        self.tree(&schema, Some(&mut rows));
        let rows: Vec<SchemaRow> = rows.iter().filter_map(|row| SchemaRow::read(row, &self.format)).collect();
        let trees = rows.iter().filter(|row| row.root > 0).map(|row| Rc::new(row.tree(&rows)));
        let trees: Vec<Rc<Tree>> = [schema].into_iter().chain(trees).collect();
        for tree in trees.iter().skip(1) {
            self.tree(tree, None);
        }
        trees
    }

    /// Visits all pages of a tree from left to right. Adds the complete records of its leaves to `keep`.
    fn tree(&mut self, tree: &Rc<Tree>, mut keep: Option<&mut Vec<Vec<u8>>>) {
        let role = |parent, depth| Role {
            kind: PageKind::Unknown,
            tree: Some(tree.clone()),
            place: PageUse::Tree { parent, depth },
        };
        if !self.take(tree.root, role(None, 0)) {
            return;
        }
        let mut open = vec![(tree.root, 0)];
        while let Some((number, depth)) = open.pop() {
            let Some(content) = (self.read)(number) else { continue };
            let Some(node) = TreePage::read(number, &content, &self.format) else { continue };
            self.set_kind(number, node.kind);
            for (cell, index) in node.cells.iter().zip(0..) {
                let Some(payload) = &cell.payload else { continue };
                let mut record = payload.local.of(&content).to_vec();
                self.overflow(tree, (number, index), payload, keep.is_some().then_some(&mut record));
                if let Some(keep) = keep.as_deref_mut().filter(|_| node.kind == PageKind::TableLeaf) {
                    keep.push(record);
                }
            }
            for child in node.children().rev() {
                if self.take(child, role(Some(number), depth + 1)) {
                    open.push((child, depth + 1));
                }
            }
        }
    }

    /// Visits the overflow pages of a cell.
    fn overflow(
        &mut self,
        tree: &Rc<Tree>,
        (page, cell): (u32, u32),
        payload: &Payload,
        mut record: Option<&mut Vec<u8>>,
    ) {
        let Some(overflow) = payload.overflow else { return };
        let (mut next, mut left, mut nth) = (overflow.page, overflow.bytes, 0);
        while left > 0 {
            let bytes = u32::try_from(left).unwrap_or(u32::MAX).min(self.format.usable - 4);
            let place = PageUse::Overflow { page, cell, nth, bytes };
            if !self.take(next, Role { kind: PageKind::Overflow, tree: Some(tree.clone()), place }) {
                return;
            }
            let Some(content) = (self.read)(next) else { return };
            if let Some(record) = record.as_deref_mut() {
                record.extend_from_slice(Span { offset: 4, length: bytes }.of(&content));
            }
            (next, left, nth) = (four(&content, 0).unwrap_or(0), left - u64::from(bytes), nth + 1);
        }
    }

    /// Visits the freelist (§1.5).
    fn free_pages(&mut self) {
        let (mut by, mut number) = (1, self.format.first_trunk);
        let role = |kind, by| Role { kind, tree: None, place: PageUse::Free { by } };
        while self.take(number, role(PageKind::FreelistTrunk, by)) {
            let Some(content) = (self.read)(number) else { return };
            let Some(trunk) = Trunk::read(&content, &self.format) else { return };
            for leaf in trunk.leaves {
                self.take(leaf, role(PageKind::FreelistLeaf, number));
            }
            (by, number) = (number, trunk.next);
        }
    }

    /// The remaining pages, which nothing points to, get the kind that they look like.
    fn rest(&mut self) -> Vec<Role> {
        let roles = std::mem::take(&mut self.roles);
        let roles = (1..).zip(roles).map(|(number, role)| {
            role.unwrap_or_else(|| {
                let content = (self.read)(number);
                let kind = content.map(|it| PageKind::guess(File::Database, number, &it, &self.format));
                Role { kind: kind.unwrap_or_default(), ..Role::default() }
            })
        });
        roles.collect()
    }
}

/// A row of `sqlite_schema` (§2.6).
struct SchemaRow {
    is_index: bool,
    name: Rc<str>,
    table: Rc<str>,
    root: u32,
    sql: Option<String>,
}

impl SchemaRow {
    fn read(record: &[u8], format: &Format) -> Option<Self> {
        let (_, columns) = record::read(record, 0, format.encoding)?;
        let mut values = columns.into_iter().map(|column| column.value);
        let mut text = || match values.next()?? {
            SqlValue::Text(text) => Some(text),
            _ => None,
        };
        let (kind, name, table) = (text()?, text()?, text()?);
        let root = match values.next()?? {
            SqlValue::Integer(root) => u32::try_from(root).unwrap_or(0),
            _ => 0,
        };
        let sql = match values.next() {
            Some(Some(SqlValue::Text(sql))) => Some(sql),
            _ => None,
        };
        Some(Self { is_index: kind == "index", name: name.into(), table: table.into(), root, sql })
    }

    fn tree(&self, rows: &[Self]) -> Tree {
        let table = rows.iter().find(|row| !row.is_index && row.name == self.table);
        let table = table.and_then(|row| sql::table(row.sql.as_deref()?)).unwrap_or_default();
        let (columns, rowid) = if !self.is_index {
            (table.columns.iter().cloned().map(Some).collect(), table.rowid)
        } else if table.columns.is_empty() {
            (Vec::new(), None)
        } else {
            let sorted_by = self.sql.as_deref().map_or_else(|| table.automatic(&self.name), sql::index);
            (sorted_by.map_or_else(Vec::new, |columns| table.index_columns(columns)), None)
        };
        Tree {
            name: self.name.clone(),
            table: self.table.clone(),
            is_index: self.is_index,
            root: self.root,
            columns,
            rowid,
        }
    }
}
