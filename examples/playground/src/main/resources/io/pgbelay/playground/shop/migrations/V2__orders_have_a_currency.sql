-- Old releases do not see it.
ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
