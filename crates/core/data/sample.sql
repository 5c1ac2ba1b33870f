-- The database that a new cluster is loaded with, until it can be filled by SQL.
-- sample.sqlite is made from this file, with SQLite 3.40.1:
--   rm -f sample.sqlite && sqlite3 sample.sqlite < sample.sql
-- The people are invented; the card numbers are the card networks' public test numbers.
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
BEGIN;
CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  card TEXT NOT NULL
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customers (id),
  item TEXT NOT NULL,
  cents INTEGER NOT NULL,
  placed TEXT NOT NULL
);
INSERT INTO customers VALUES (1, 'Ada Okafor', 'ada.okafor@example.com', '4111 1111 1111 1111');
INSERT INTO customers VALUES (2, 'Bruno Silva', 'bruno@example.org', '5555 5555 5555 4444');
INSERT INTO customers VALUES (3, 'Chen Wei', 'chen.wei@example.net', '3782 822463 10005');
INSERT INTO customers VALUES (4, 'Dana Levy', 'dana@example.com', '6011 1111 1111 1117');
INSERT INTO customers VALUES (5, 'Emil Novák', 'emil.novak@example.org', '4012 8888 8888 1881');
INSERT INTO customers VALUES (6, 'Fatima Zahra', 'fatima@example.net', '5105 1051 0510 5100');
INSERT INTO orders VALUES (1001, 1, 'Espresso machine', 34900, '2020-11-02');
INSERT INTO orders VALUES (1002, 2, 'Bicycle lamp', 2450, '2020-11-03');
INSERT INTO orders VALUES (1003, 1, 'Coffee beans, 1 kg', 1890, '2020-11-09');
INSERT INTO orders VALUES (1004, 3, 'Chess set', 5900, '2020-11-14');
INSERT INTO orders VALUES (1005, 5, 'Winter jacket', 12900, '2020-11-20');
INSERT INTO orders VALUES (1006, 4, 'Atlas of the oceans', 4500, '2020-11-21');
INSERT INTO orders VALUES (1007, 6, 'Telescope', 28900, '2020-11-27');
INSERT INTO orders VALUES (1008, 3, 'Chess clock', 3990, '2020-11-30');
COMMIT;
