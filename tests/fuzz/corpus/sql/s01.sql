CREATE TABLE checking (owner TEXT, cents INTEGER);
CREATE TABLE savings (owner TEXT, cents INTEGER);
INSERT INTO checking VALUES ('Ada', 100000);
INSERT INTO savings VALUES ('Ada', 50000);