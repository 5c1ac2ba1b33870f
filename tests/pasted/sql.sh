aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-postgresql --master-username postgres --master-user-password secret99 --storage-encrypted > /dev/null
aws rds create-db-instance --db-instance-identifier orders-1 --db-cluster-identifier orders --engine aurora-postgresql --db-instance-class db.r5.large > /dev/null
aws rds wait db-instance-available --db-instance-identifier orders-1
cat > schema.sql <<'SQL'
CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO t (name) VALUES ('Ada'), ('Grace');
SQL
sql --db-cluster-identifier orders < schema.sql
echo 'SELECT name FROM t;' | sql --db-cluster-identifier orders | grep Ada
