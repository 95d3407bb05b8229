-- Every sort of table, type and value that may come back as something else than it went.
\set ON_ERROR_STOP on
CREATE SCHEMA "Odd Schema";
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE TABLE types (
  i2 smallint, i4 int, i8 bigint, n numeric, f4 real, f8 float8, m money, b bool, c char(5), v varchar(9), t text,
  by bytea, d date, ti time, tz timetz, ts timestamp, tstz timestamptz, iv interval, u uuid, j json, jb jsonb, x xml,
  bi bit(3), vb varbit, ip inet, ci cidr, ma macaddr, p point, bo box, po polygon, tv tsvector, tq tsquery, ir int4range,
  mr nummultirange, ia int[], ta text[][], mo mood, pa pair, pas pair[], em email, oi oid, re regclass, ty regtype,
  ln pg_lsn, na name, "ch" "char", ac aclitem);
INSERT INTO types (i2, i4, i8, n, f4, f8, m, b, c, v, t, by) VALUES
  (-32768, -2147483648, -9223372036854775808, 'NaN', '-Infinity', 'NaN', '-$92,233.58', true, 'ab', '', '\N', '\x00ff5c0a'),
  (32767, 0, 0, 1e-300, 1.1, 0.1, '$0.00', false, '', 'x', E'\b\f\n\r\t\v\\.\\N "quoted" $$ žluť 猫 🐘', ''),
  (NULL, NULL, NULL, 1e300, 3.4028235e38, -0.0, NULL, NULL, NULL, NULL, E'\\.', NULL);
INSERT INTO types (d, ti, tz, ts, tstz, iv, u, j, jb, x) VALUES
  ('infinity', '24:00', '23:59:59.999999-12:34', '-infinity', '4713-01-01 BC', '-1 mon +2 days -03:04:05.6',
   'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"b":1,  "a":[null]}', '{"b":1, "a":[1.10]}', '<a b="c">&amp;</a>'),
  ('0044-03-15 BC', '00:00', '00:00+14', '1999-12-31 23:59:59.5', '2026-03-29 02:30 Europe/Berlin', '178000000 years',
   NULL, NULL, '"\u00e9"', NULL);
INSERT INTO types (bi, vb, ip, ci, ma, p, bo, po, tv, tq, ir, mr) VALUES
  ('101', '', '::1/64', '10.0.0.0/8', '08:00:2b:01:02:03', '(0.1,-1e-9)', '(1,2,3,4)', '((0,0),(1,1),(2,0))',
   'a:1A fat:2B,4C', 'fat & (rat | ! cat:*)', '(1,5]', '{[1,2],(5,)}');
INSERT INTO types (ia, ta, mo, pa, pas, em, oi, re, ty, ln, na, "ch", ac) VALUES
  ('[0:2]={1,NULL,3}', '{{a,"b,c"},{"\"",NULL}}', 'happy', '(1,"a ""b"", (c)")', '{"(1,x)",NULL}', 'a@b', 4294967295,
   'types', 'int[]', 'FF/FFFFFFFF', 'name', 'x', 'postgres=r/postgres');
CREATE TABLE generated (id int GENERATED ALWAYS AS IDENTITY, a int, b int GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO generated (a) SELECT generate_series(1, 100);
CREATE TABLE dropped (a int, b text, c int, "Z" int);
ALTER TABLE dropped DROP b;
INSERT INTO dropped SELECT i, i, NULL FROM generate_series(1, 50) i;
CREATE TABLE columnless ();
INSERT INTO columnless SELECT FROM generate_series(1, 7);
CREATE TABLE empty (a int);
CREATE TABLE twins (a int);
INSERT INTO twins SELECT 1 FROM generate_series(1, 10);
-- Comes back with its columns in another order.
CREATE TABLE parent (a int);
CREATE TABLE child (b text) INHERITS (parent);
ALTER TABLE parent ADD z int;
INSERT INTO parent SELECT i, -i FROM generate_series(1, 20) i;
INSERT INTO child SELECT i, 'child ' || i, -i FROM generate_series(1, 30) i;
CREATE TABLE "Odd Schema"."Mixed (Case) ""table"", ä" ("Key, one" text PRIMARY KEY, "vä""lue" int);
INSERT INTO "Odd Schema"."Mixed (Case) ""table"", ä" SELECT 'k' || i || E'\t', i FROM generate_series(1, 1000) i;
CREATE TABLE ranges (at date, what text) PARTITION BY RANGE (at);
CREATE TABLE ranges_2025 PARTITION OF ranges FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE ranges_2026 (what text, gone int, at date);
ALTER TABLE ranges_2026 DROP gone;
ALTER TABLE ranges ATTACH PARTITION ranges_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO ranges SELECT date '2025-06-01' + i, 'day ' || i FROM generate_series(0, 400) i;
CREATE TABLE hashes (k mood, i int) PARTITION BY HASH (k);
CREATE TABLE hashes_0 PARTITION OF hashes FOR VALUES WITH (MODULUS 2, REMAINDER 0) PARTITION BY LIST (i);
CREATE TABLE hashes_0_few PARTITION OF hashes_0 DEFAULT;
CREATE TABLE hashes_1 PARTITION OF hashes FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO hashes SELECT ('{sad,ok,happy}'::mood[])[1 + i % 3], i FROM generate_series(1, 300) i;
CREATE UNLOGGED TABLE unlogged AS SELECT i FROM generate_series(1, 9) i;
CREATE TABLE toasted AS SELECT i, repeat(md5(i::text), 40000) AS long FROM generate_series(1, 3) i;
CREATE MATERIALIZED VIEW stale AS SELECT count(*) FROM twins;
INSERT INTO twins VALUES (2);
CREATE MATERIALIZED VIEW unpopulated AS SELECT 1 AS one WITH NO DATA;
CREATE VIEW seen AS SELECT * FROM types;
CREATE SEQUENCE down INCREMENT -3 START -5;
SELECT nextval('down') FROM generate_series(1, 4) \g /dev/null
CREATE SEQUENCE untouched START 77;
CREATE TABLE ahead (id serial PRIMARY KEY);
INSERT INTO ahead VALUES (1000);
ALTER TABLE generated ENABLE ROW LEVEL SECURITY;
SELECT lo_from_bytea(4711, convert_to(repeat('large object ', 50000), 'UTF8')), lo_create(4294967290) \g /dev/null
