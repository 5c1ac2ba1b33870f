BEGIN;
UPDATE checking SET cents = cents - 30000;
UPDATE savings SET cents = cents + 30000;
COMMIT;