CREATE TABLE customers (name TEXT, card TEXT);
INSERT INTO customers VALUES ('Ada Lovelace', '4111 1111 1111 1111');
CREATE TABLE invoices (number INTEGER PRIMARY KEY, customer TEXT, state TEXT);
INSERT INTO invoices VALUES (7001, 'Ada Lovelace', 'open');