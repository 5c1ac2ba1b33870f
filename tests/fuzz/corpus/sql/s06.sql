CREATE TABLE orders (number INTEGER PRIMARY KEY, item TEXT);
INSERT INTO orders VALUES (1001, 'Coffee'), (1002, 'Tea');