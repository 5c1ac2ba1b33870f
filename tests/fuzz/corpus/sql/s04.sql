CREATE TABLE messages (number INTEGER PRIMARY KEY, text TEXT);
INSERT INTO messages VALUES (1, 'first');