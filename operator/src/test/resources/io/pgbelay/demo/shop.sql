-- What a real shop has besides tables: run on a database that pgbench has filled.
\set ON_ERROR_STOP on
SET ROLE shop;
CREATE SEQUENCE invoice_no START 100000 INCREMENT 7;
SELECT nextval('invoice_no') FROM generate_series(1, 42);
CREATE TABLE "Kunden-Straße" (
  "número" integer PRIMARY KEY,
  "naïve ключ" text NOT NULL,
  "日本" jsonb NOT NULL DEFAULT '{}',
  teller integer REFERENCES pgbench_tellers (tid)
);
INSERT INTO "Kunden-Straße"
  SELECT g, 'Größe ' || g || E' \\ tab\t line\n ünïcode', jsonb_build_object('n', g, 'emoji', '🧗'), 1 + g % 10
  FROM generate_series(1, 5000) g;
CREATE INDEX "Straßen-Index" ON "Kunden-Straße" (("日本" ->> 'n'));
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer integer NOT NULL REFERENCES "Kunden-Straße",
  total numeric(12, 2) NOT NULL,
  placed timestamptz NOT NULL,
  double_total numeric GENERATED ALWAYS AS (total * 2) STORED
);
INSERT INTO orders (customer, total, placed)
  SELECT 1 + g % 5000, g / 7.0, timestamptz '2026-01-01 00:00:00+00' + g * interval '1 minute'
  FROM generate_series(1, 20000) g;
CREATE INDEX orders_by_customer ON orders (customer, placed);
CREATE VIEW open_orders AS SELECT id, customer, total FROM orders WHERE id % 10 = 0;
CREATE MATERIALIZED VIEW revenue AS
  SELECT date_trunc('day', placed) AS day, sum(total) AS total FROM orders GROUP BY 1;
CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO events SELECT date '2025-06-01' + g % 500, 'event ' || g FROM generate_series(1, 3000) g;
SELECT lo_from_bytea(0, decode(repeat('c0ffee', 50000), 'hex')) AS big \gset
SELECT lo_from_bytea(0, 'a small one') AS small \gset
GRANT SELECT ON orders TO reporting;
COMMENT ON TABLE orders IS 'What was sold, größtenteils';
