//! The sample database: a real SQLite file, so that there is something worth hiding on the disk.
//!
//! `data/sample.sql` says what is in it and how the file was made. Page 1 is the schema, page 2 the
//! customers with their card numbers, page 3 the orders.

/// The file. Its pages are the volume's pages.
pub const SQLITE: &[u8] = include_bytes!("../../data/sample.sqlite");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::page::PAGE_SIZE;

    const SQL: &str = include_str!("../../data/sample.sql");

    fn contains(text: &str) -> bool {
        SQLITE.windows(text.len()).any(|window| window == text.as_bytes())
    }

    #[test]
    fn is_a_sqlite_file_of_three_of_our_pages() {
        assert!(SQLITE.starts_with(b"SQLite format 3\0"));
        assert_eq!(usize::from(u16::from_be_bytes([SQLITE[16], SQLITE[17]])), PAGE_SIZE);
        assert_eq!(SQLITE.len(), 3 * PAGE_SIZE);
        assert!(contains("4111 1111 1111 1111"));
    }

    #[test]
    fn was_made_from_the_sql_beside_it() {
        let statements: Vec<&str> = SQL.split(';').map(str::trim).collect();
        for table in statements.iter().filter(|s| s.starts_with("CREATE")) {
            assert!(contains(table), "{table}");
        }
        let mut texts = 0;
        for row in statements.iter().filter(|s| s.starts_with("INSERT")) {
            // A row's texts lie in the file one after the other, numbers in between.
            for text in row.split('\'').skip(1).step_by(2) {
                assert!(contains(text), "{text}");
                texts += 1;
            }
        }
        assert_eq!(texts, 6 * 3 + 8 * 2);
    }
}
