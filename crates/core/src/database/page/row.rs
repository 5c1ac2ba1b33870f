//! A cell as a row: its values with the names of their columns.

use std::rc::Rc;

use super::node::Cell;
use super::span::Span;
use super::survey::Tree;
use crate::database::answer::SqlValue;

/// One value of a row or an index entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowValue {
    /// The column's name, if known.
    pub name: Option<Rc<str>>,
    /// The value; if it is long, the part in this page.
    pub value: Option<SqlValue>,
    /// The part of its bytes in this page; empty for a value that follows from the record's header alone.
    pub span: Span,
    /// Length of the value in bytes, including overflow pages.
    pub size: u64,
    /// Its index in the record; `None` for the row number of a table without a column for it.
    pub column: Option<usize>,
}

/// The values of a cell. In a table, the row's number comes first unless it is one of the columns.
pub fn row(cell: &Cell, tree: Option<&Tree>) -> Vec<RowValue> {
    let alias = tree.and_then(|tree| tree.rowid);
    let number = cell.rowid.map(|(rowid, span)| RowValue {
        name: Some("rowid".into()),
        value: Some(SqlValue::Integer(rowid)),
        span,
        size: u64::from(span.length),
        column: None,
    });
    let columns = cell.payload.iter().flat_map(|payload| &payload.columns).enumerate();
    let columns = columns.map(|(index, column)| {
        let name = tree.and_then(|tree| tree.columns.get(index)).cloned().flatten();
        match &number {
            Some(number) if alias == Some(index) && column.value == Some(SqlValue::Null) => {
                RowValue { name, column: Some(index), ..number.clone() }
            }
            _ => RowValue {
                name,
                value: column.value.clone(),
                span: column.span,
                size: column.size,
                column: Some(index),
            },
        }
    });
    let columns: Vec<RowValue> = columns.collect();
    let shown = columns.iter().any(|entry| entry.column == alias && alias.is_some());
    number.clone().filter(|_| !shown).into_iter().chain(columns).collect()
}
