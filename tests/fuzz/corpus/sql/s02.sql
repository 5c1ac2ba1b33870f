CREATE TABLE customers (name TEXT, card TEXT);
INSERT INTO customers VALUES ('Ada Lovelace', '4111 1111 1111 1111');