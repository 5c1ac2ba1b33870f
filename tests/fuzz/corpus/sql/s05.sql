CREATE TABLE orders (number INTEGER PRIMARY KEY, customer TEXT);
INSERT INTO orders VALUES (1001, 'Ada Lovelace');
SELECT * FROM orders;