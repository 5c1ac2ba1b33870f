-- A workload for the module as it is shipped: tests/e2e/sql-module.spec.js runs it in Chromium, golden.rs natively.
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born REAL, photo BLOB);
CREATE INDEX by_name ON person (name, born);
CREATE TABLE log (at TEXT DEFAULT CURRENT_TIMESTAMP, what TEXT);
CREATE TRIGGER gone AFTER DELETE ON person BEGIN INSERT INTO log (what) VALUES (old.name || ' ' || sin(old.born)); END;
BEGIN;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
  INSERT INTO person SELECT i, printf('%s %.6f', hex(randomblob(3)), exp(i / 700.0)), julianday('now') - i / 7.0,
    CASE i % 100 WHEN 0 THEN randomblob(i * 3) END FROM n;
SAVEPOINT half;
UPDATE person SET name = upper(name) || json_array(id, born) WHERE id % 3 = 0;
DELETE FROM person WHERE id % 7 = 0;
ROLLBACK TO half;
DELETE FROM person WHERE id % 11 = 0;
COMMIT;
INSERT INTO log (what) SELECT count(*) || ':' || sum(born) || ':' || group_concat(rank, '') FROM
  (SELECT born, rank() OVER (ORDER BY name) AS rank FROM person WHERE id < 50);
CREATE TABLE copy AS SELECT name, avg(born) OVER (ORDER BY id ROWS 5 PRECEDING) AS mean FROM person;
DROP INDEX by_name;
ANALYZE;
VACUUM;
INSERT INTO person VALUES (1, 'twice', 0, NULL);
