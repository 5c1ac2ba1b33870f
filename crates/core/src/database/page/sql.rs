//! The names of a table's or an index's columns, from the statement that created it, which `sqlite_schema`
//! keeps (§2.6).
//!
//! This is not a parser of SQL: it knows where a column's definition begins and ends, and the few words that
//! decide the order of the columns in a record (§2.3, §2.4). A column that it does not understand has no
//! name.

use std::rc::Rc;

/// What a `CREATE TABLE` statement says about the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TableText {
    /// The names of the columns of a record, in order.
    pub columns: Vec<Rc<str>>,
    /// The column that is the row's number, and `NULL` in the record.
    pub rowid: Option<usize>,
    /// The columns of the primary key; empty if there is none or it is the row's number.
    pub primary: Vec<Rc<str>>,
    /// The columns of each primary or unique key with an index, in SQLite's numbering of those indexes.
    pub keys: Vec<Vec<Rc<str>>>,
    /// Whether its rows have no numbers (`WITHOUT ROWID`).
    pub without_rowid: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    Comma,
    Open,
    Close,
    Other,
}

impl Token {
    fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(text) if text.eq_ignore_ascii_case(word))
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Word(text) | Self::Quoted(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads a `CREATE TABLE` statement.
pub(super) fn table(sql: &str) -> Option<TableText> {
    let tokens = tokens(sql);
    let (items, rest) = list(&tokens)?;
    let mut table = TableText {
        without_rowid: rest.windows(2).any(|pair| matches!(pair, [a, b] if a.is("WITHOUT") && b.is("ROWID"))),
        ..TableText::default()
    };
    let mut integers = Vec::new();
    let mut alias = None;
    for item in items {
        let first = item.first()?;
        if ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].iter().any(|word| first.is(word)) {
            table.constraints(item, &integers, &mut alias);
            continue;
        }
        let name: Rc<str> = first.name()?.into();
        let words = top_level(item.get(1..)?);
        let has = |word: &str| words.iter().any(|token| token.is(word));
        if (has("AS") || has("GENERATED")) && !has("STORED") {
            continue;
        }
        table.columns.push(name.clone());
        let keywords =
            ["PRIMARY", "NOT", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "CONSTRAINT"];
        let ends_type =
            |token: &&&Token| !keywords.iter().any(|word| token.is(word)) && !token.is("AUTOINCREMENT");
        let typed: Vec<_> = words.iter().take_while(ends_type).collect();
        let is_integer = matches!(typed.as_slice(), [one] if one.name().is_some_and(|it| it.eq_ignore_ascii_case("INTEGER")));
        if is_integer {
            integers.push(name.clone());
        }
        for (at, token) in words.iter().enumerate() {
            let next = |n: usize, word: &str| words.get(at + n).is_some_and(|token| token.is(word));
            if token.is("PRIMARY") && is_integer && !next(2, "DESC") {
                alias = Some(name.clone());
            } else if token.is("PRIMARY") {
                table.key(vec![name.clone()], true);
            } else if token.is("UNIQUE") {
                table.key(vec![name.clone()], false);
            }
        }
    }
    match alias {
        Some(name) if table.without_rowid => table.key(vec![name], true),
        Some(name) => table.rowid = table.columns.iter().position(|column| *column == name),
        None => {}
    }
    if table.without_rowid {
        table.primary_first()?;
    }
    Some(table)
}

impl TableText {
    /// Reads `PRIMARY KEY (…)` and `UNIQUE (…)` after the columns.
    fn constraints(&mut self, item: &[Token], integers: &[Rc<str>], alias: &mut Option<Rc<str>>) {
        for (at, token) in item.iter().enumerate() {
            let primary = token.is("PRIMARY");
            let follows = item.get(at + if primary { 2 } else { 1 }) == Some(&Token::Open);
            if !(primary || token.is("UNIQUE")) || !follows {
                continue;
            }
            let columns =
                item.get(at..).and_then(list).and_then(|(columns, _)| names(&columns).into_iter().collect());
            let columns: Vec<Rc<str>> = columns.unwrap_or_default();
            match columns.as_slice() {
                [one] if primary && integers.iter().any(|name| name.eq_ignore_ascii_case(one)) => {
                    *alias = integers.iter().find(|name| name.eq_ignore_ascii_case(one)).cloned();
                }
                _ => self.key(columns, primary),
            }
        }
    }

    fn key(&mut self, columns: Vec<Rc<str>>, primary: bool) {
        if primary {
            self.primary.clone_from(&columns);
        }
        if !self.keys.contains(&columns) {
            self.keys.push(columns);
        }
    }

    /// Moves the primary key to the beginning, where it is in records without row numbers (§2.4).
    fn primary_first(&mut self) -> Option<()> {
        let mut ordered = Vec::new();
        let keys =
            self.primary.iter().map(|key| self.columns.iter().find(|name| name.eq_ignore_ascii_case(key)));
        let keys: Option<Vec<&Rc<str>>> = keys.collect();
        for name in keys?.into_iter().chain(&self.columns) {
            if !ordered.contains(name) {
                ordered.push(name.clone());
            }
        }
        self.columns = ordered;
        Some(())
    }

    /// The columns of an index's record: those it is sorted by, then those that find the row (§2.5).
    pub(super) fn index_columns(&self, sorted_by: Vec<Option<Rc<str>>>) -> Vec<Option<Rc<str>>> {
        let mut columns = sorted_by;
        if self.without_rowid {
            for key in &self.primary {
                let known =
                    |name: &Option<Rc<str>>| name.as_ref().is_some_and(|it| it.eq_ignore_ascii_case(key));
                if !columns.iter().any(known) {
                    columns.push(Some(key.clone()));
                }
            }
        } else {
            let alias = self.rowid.and_then(|at| self.columns.get(at));
            columns.push(Some(alias.map_or_else(|| "rowid".into(), Rc::clone)));
        }
        columns
    }

    /// The columns that `sqlite_autoindex_…_n` is sorted by: those of the `n`th key.
    pub(super) fn automatic(&self, index: &str) -> Option<Vec<Option<Rc<str>>>> {
        let number: usize = index.strip_prefix("sqlite_autoindex_")?.rsplit('_').next()?.parse().ok()?;
        let key = self.keys.get(number.checked_sub(1)?)?;
        (!key.is_empty()).then(|| key.iter().cloned().map(Some).collect())
    }
}

/// The columns that a `CREATE INDEX` statement sorts by; an expression has no name.
pub(super) fn index(sql: &str) -> Option<Vec<Option<Rc<str>>>> {
    let tokens = tokens(sql);
    let (items, _) = list(&tokens)?;
    Some(names(&items))
}

/// The column that each item of a list names, with or without a collation and a direction. `None` if it is
/// not a column.
fn names(items: &[&[Token]]) -> Vec<Option<Rc<str>>> {
    let name = |item: &&[Token]| match *item {
        [one] => one.name().map(Rc::from),
        [one, way] if way.is("ASC") || way.is("DESC") => one.name().map(Rc::from),
        [one, collate, _] | [one, collate, _, _] if collate.is("COLLATE") => one.name().map(Rc::from),
        _ => None,
    };
    items.iter().map(name).collect()
}

/// The items of the first list in parentheses, and what follows it. `None` if it does not end.
fn list(tokens: &[Token]) -> Option<(Vec<&[Token]>, &[Token])> {
    let open = tokens.iter().position(|token| *token == Token::Open)?;
    let tokens = tokens.get(open + 1..)?;
    let (mut items, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => depth += 1,
            Token::Close if depth > 0 => depth -= 1,
            Token::Comma if depth == 0 => {
                items.push(tokens.get(start..at)?);
                start = at + 1;
            }
            Token::Close => {
                items.push(tokens.get(start..at)?);
                return Some((items, tokens.get(at + 1..)?));
            }
            _ => {}
        }
    }
    None
}

/// The tokens outside parentheses.
fn top_level(tokens: &[Token]) -> Vec<&Token> {
    let mut depth = 0_usize;
    let mut outside = Vec::new();
    for token in tokens {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(token),
            _ => {}
        }
    }
    outside
}

fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let is_word = |it: char| it.is_alphanumeric() || it == '_' || it == '$' || !it.is_ascii();
        rest = match first {
            '-' if after.starts_with('-') => after.split_once('\n').map_or("", |(_, next)| next),
            '/' if after.starts_with('*') => after.split_once("*/").map_or("", |(_, next)| next),
            '(' | ')' | ',' => {
                tokens.push(match first {
                    '(' => Token::Open,
                    ')' => Token::Close,
                    _ => Token::Comma,
                });
                after
            }
            '"' | '\'' | '`' | '[' => {
                let (text, next) = quoted(after, if first == '[' { ']' } else { first });
                tokens.push(Token::Quoted(text));
                next
            }
            _ if first.is_whitespace() => after,
            _ if is_word(first) => {
                let end = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
                let (word, next) = rest.split_at_checked(end).unwrap_or((rest, ""));
                tokens.push(Token::Word(word.into()));
                next
            }
            _ => {
                tokens.push(Token::Other);
                after
            }
        };
    }
    tokens
}

/// The text up to the closing quote, and what follows it. A doubled quote stands for one.
fn quoted(text: &str, quote: char) -> (String, &str) {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(quote) {
        out.push_str(before);
        match after.strip_prefix(quote) {
            Some(next) if quote != ']' => {
                out.push(quote);
                rest = next;
            }
            _ => return (out, after),
        }
    }
    (out + rest, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(sql: &str) -> Vec<Rc<str>> {
        table(sql).unwrap_or_default().columns
    }

    #[test]
    fn columns_are_named_in_their_order() {
        let sql = "CREATE TABLE \"a (b\" (id INTEGER PRIMARY KEY, -- x, y\n [two words] TEXT DEFAULT 'a,''(b', `c``d`
            DECIMAL(10, 2) CHECK (id IN (1, 2)), /* e, */ größe, v AS (id + 1), s INT GENERATED ALWAYS AS (id) STORED,
            CONSTRAINT k UNIQUE (größe, s DESC), FOREIGN KEY (s) REFERENCES t (id))";
        let read = table(sql).unwrap();
        assert_eq!(read.columns, ["id", "two words", "c`d", "größe", "s"].map(Rc::from));
        assert_eq!(read.rowid, Some(0));
        assert_eq!(read.keys, [["größe", "s"].map(Rc::from)]);
    }

    #[test]
    fn the_row_number_has_a_column_only_if_it_is_an_integer_primary_key() {
        let rowid = |sql| table(sql).and_then(|table| table.rowid);
        assert_eq!(rowid("CREATE TABLE t (a, b integer not null primary key autoincrement)"), Some(1));
        assert_eq!(rowid("CREATE TABLE t (a, b INTEGER, PRIMARY KEY (B DESC))"), Some(1));
        assert_eq!(rowid("CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"), None);
        assert_eq!(rowid("CREATE TABLE t (a INT PRIMARY KEY)"), None);
        assert_eq!(rowid("CREATE TABLE t (a INTEGER PRIMARY KEY) WITHOUT ROWID"), None);
        assert_eq!(rowid("CREATE TABLE t (a INTEGER, b, PRIMARY KEY (a, b))"), None);
    }

    #[test]
    fn without_row_numbers_the_primary_key_comes_first() {
        let sql = "CREATE TABLE t (a, b, c, PRIMARY KEY (c, a)) WITHOUT ROWID";
        assert_eq!(columns(sql), ["c", "a", "b"].map(Rc::from));
        let named = table(sql).unwrap().index_columns(index("CREATE INDEX i ON t (a, b + 1)").unwrap());
        assert_eq!(named, [Some("a".into()), None, Some("c".into())]);
    }

    #[test]
    fn automatic_indexes_are_numbered_by_their_keys() {
        let read =
            table("CREATE TABLE a_1 (x UNIQUE, y TEXT PRIMARY KEY, z, UNIQUE (y) UNIQUE (z, x))").unwrap();
        let named = |n: usize| read.automatic(&format!("sqlite_autoindex_a_1_{n}"));
        assert_eq!(named(1), Some(vec![Some("x".into())]));
        assert_eq!(named(2), Some(vec![Some("y".into())]));
        assert_eq!(named(3), Some(vec![Some("z".into()), Some("x".into())]));
        assert_eq!((named(0), named(4)), (None, None));
    }

    #[test]
    fn what_is_not_understood_has_no_names() {
        for sql in ["", "CREATE TABLE t (a", "CREATE TABLE t (a, (b))", "CREATE TABLE t (a, )", "(\u{1}"] {
            assert_eq!(table(sql), None, "{sql}");
        }
        assert_eq!(tokens("'open"), [Token::Quoted("open".into())]);
    }
}
