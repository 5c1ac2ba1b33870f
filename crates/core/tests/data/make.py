"""Makes the database files beside it, with the SQLite that Python brings (3.40.1 made those that are committed).

    cd crates/core/tests/data && python3 make.py

The people are invented; the card numbers are the card networks' public test numbers.
"""

import os
import shutil
import sqlite3


def make(name, script, *, before="", rows=()):
    """A file of 4096-byte pages: `script` once, then each statement of `rows` with its parameters."""
    if os.path.exists(name):
        os.remove(name)
    connection = sqlite3.connect(name, isolation_level=None)
    connection.executescript("PRAGMA page_size = 4096; PRAGMA secure_delete = OFF;" + before)
    connection.executescript(script)
    for statement, parameters in rows:
        connection.execute(statement, parameters)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    assert pages <= 12, (name, pages)
    print(name, pages)


def long(seed, length):
    """Text that tells where one is in it."""
    text = "".join(f"{seed}-{n:04} " for n in range(length // (len(seed) + 6) + 1))
    return text[:length]


make(
    "shop.sqlite",
    """
    CREATE TABLE customers (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      email TEXT NOT NULL UNIQUE,
      card TEXT -- a comment, with a comma
    );
    CREATE TABLE "odd ones" ([first one], `second, one` REAL DEFAULT (1 + 2), "third" BLOB, CHECK ("third" <> 'x,y'));
    CREATE INDEX customers_by_name ON customers (name COLLATE NOCASE, lower(card));
    CREATE VIEW cards AS SELECT card FROM customers;
    CREATE TRIGGER quiet AFTER DELETE ON customers BEGIN SELECT 1; END;
    INSERT INTO customers VALUES (1, 'Ada Okafor', 'ada.okafor@example.com', '4111 1111 1111 1111');
    INSERT INTO customers VALUES (2, 'Bruno Silva', 'bruno@example.org', '5555 5555 5555 4444');
    INSERT INTO customers VALUES (3, 'Chen Wei', 'chen.wei@example.net', NULL);
    INSERT INTO customers VALUES (1000000, 'Emil Novák', 'emil.novak@example.org', '4012 8888 8888 1881');
    ALTER TABLE customers ADD COLUMN city TEXT;
    INSERT INTO customers VALUES (7, 'Fatima Zahra', 'fatima@example.net', '', 'Lyon');
    DELETE FROM customers WHERE id = 2;
    INSERT INTO "odd ones" VALUES (NULL, 0.1, x'00ff10');
    INSERT INTO "odd ones" VALUES (0, -1.5e300, x'');
    INSERT INTO "odd ones" VALUES (1, 2, 'text');
    INSERT INTO "odd ones" VALUES (-1, 1e16, 127);
    INSERT INTO "odd ones" VALUES (-129, 9e999, 32767);
    INSERT INTO "odd ones" VALUES (-8388608, 0.0, 2147483647);
    INSERT INTO "odd ones" VALUES (140737488355327, -9e999, -140737488355328);
    INSERT INTO "odd ones" VALUES (9223372036854775807, 5e-324, -9223372036854775808);
    """,
)

make(
    "tree.sqlite",
    """
    CREATE TABLE notes (number INTEGER PRIMARY KEY, title, body);
    CREATE INDEX notes_by_title ON notes (title);
    """,
    rows=[("INSERT INTO notes VALUES (?, ?, ?)", (n * 3, long(f"title {n}", 130), "x" * 200)) for n in range(1, 61)],
)

make(
    "overflow.sqlite",
    "CREATE TABLE wide (" + ", ".join(f"column_number_{n:03} TEXT" for n in range(200)) + ");"
    "CREATE TABLE letters (id INTEGER PRIMARY KEY, subject TEXT, body TEXT, scan BLOB);"
    "CREATE INDEX letters_by_body ON letters (body);",
    rows=[
        ("INSERT INTO letters VALUES (1, 'short', 'fits', x'01')", ()),
        ("INSERT INTO letters VALUES (2, 'long', ?, ?)", (long("the body", 9000), b"\x01\x02" * 700)),
    ],
)

make(
    "free.sqlite",
    "CREATE TABLE kept (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE dropped (id INTEGER PRIMARY KEY, a TEXT);",
    rows=[("INSERT INTO dropped VALUES (?, ?)", (n, long(f"secret {n}", 1900))) for n in range(1, 11)]
    + [("INSERT INTO kept VALUES (1, 'stays')", ()), ("DROP TABLE dropped", ())],
)

make(
    "without_rowid.sqlite",
    """
    CREATE TABLE stock (note TEXT, place TEXT, item INTEGER, amount INTEGER, PRIMARY KEY (item, place)) WITHOUT ROWID;
    CREATE INDEX stock_by_amount ON stock (amount);
    CREATE TABLE tiny (n INTEGER PRIMARY KEY) WITHOUT ROWID;
    INSERT INTO stock VALUES ('top shelf', 'Lyon', 7, 12), (NULL, 'Turin', 7, 0), ('gone', 'Lyon', 3, 1);
    INSERT INTO tiny VALUES (0), (1), (2), (300);
    """,
)

make(
    "auto_vacuum.sqlite",
    "CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT); CREATE TABLE b (id INTEGER PRIMARY KEY, t TEXT);",
    before="PRAGMA auto_vacuum = INCREMENTAL; VACUUM;",
    rows=[("INSERT INTO a VALUES (?, ?)", (n, long(f"a{n}", 1500))) for n in range(1, 9)]
    + [("INSERT INTO b VALUES (1, ?)", (long("b", 9000),)), ("DELETE FROM a WHERE id > 4", ())],
)

make(
    "utf16.sqlite",
    "CREATE TABLE grüße (wort TEXT); INSERT INTO grüße VALUES ('Grüße 😀'), ('ok');",
    before="PRAGMA encoding = 'UTF-16le';",
)

# 32 bytes at the end of each page that are not SQLite's: it keeps to what an empty file says.
make("reserved.sqlite", "CREATE TABLE t (a); DROP TABLE t; VACUUM;")
with open("reserved.sqlite", "r+b") as file:
    page = bytearray(file.read())
    page[20] = 32
    page[105:107] = (4096 - 32).to_bytes(2, "big")
    file.seek(0)
    file.write(page)
connection = sqlite3.connect("reserved.sqlite", isolation_level=None)
connection.execute("CREATE TABLE t (a TEXT)")
connection.execute("INSERT INTO t VALUES (?)", (long("reserved", 6000),))
assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
connection.close()

# Rollback journals of tree.sqlite: one of a transaction that goes on, with pages already written, and the one
# that a finished transaction leaves behind in the PERSIST mode.
shutil.copy("tree.sqlite", "work.sqlite")
connection = sqlite3.connect("work.sqlite", isolation_level=None)
connection.executescript("PRAGMA journal_mode = PERSIST; PRAGMA cache_size = 2;")
connection.execute("BEGIN")
connection.execute("UPDATE notes SET body = 'changed' WHERE number < 60")
shutil.copy("work.sqlite-journal", "hot.journal")
connection.execute("COMMIT")
shutil.copy("work.sqlite-journal", "ended.journal")
connection.close()
for name in ("work.sqlite", "work.sqlite-journal"):
    os.remove(name)
