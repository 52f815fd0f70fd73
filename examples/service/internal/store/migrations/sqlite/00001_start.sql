-- +goose Up
CREATE TABLE tokens (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  roles   TEXT NOT NULL,
  hash    TEXT NOT NULL UNIQUE,
  created TEXT NOT NULL,
  revoked TEXT
);
CREATE TABLE decisions (
  seq           INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT NOT NULL UNIQUE,
  rule          TEXT NOT NULL,
  version       INTEGER NOT NULL,
  subject       TEXT NOT NULL,
  month         TEXT NOT NULL,
  asked_by      TEXT NOT NULL REFERENCES tokens (id),
  asked_at      TEXT NOT NULL,
  key           TEXT NOT NULL,
  request       TEXT NOT NULL,
  record        TEXT NOT NULL,
  UNIQUE (asked_by, key)
);
CREATE INDEX decisions_of_subject ON decisions (subject, seq);
CREATE INDEX decisions_of_month ON decisions (month, seq);
CREATE INDEX decisions_of_rule ON decisions (rule, seq);
CREATE TABLE jobs (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  id       TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  state    TEXT NOT NULL,
  rule     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  month    TEXT NOT NULL,
  asked_by TEXT NOT NULL REFERENCES tokens (id),
  asked_at TEXT NOT NULL,
  beat     TEXT NOT NULL,
  owner    TEXT NOT NULL,
  last_seq BIGINT NOT NULL,
  at_seq   BIGINT NOT NULL,
  total    BIGINT NOT NULL,
  held     BIGINT NOT NULL,
  differ   BIGINT NOT NULL,
  not_recomputed BIGINT NOT NULL,
  ended_at TEXT NOT NULL
);
CREATE TABLE findings (
  job      TEXT NOT NULL REFERENCES jobs (id),
  seq      BIGINT NOT NULL,
  decision TEXT NOT NULL,
  report   TEXT NOT NULL,
  PRIMARY KEY (job, seq)
);
CREATE TABLE books (
  rule     TEXT NOT NULL,
  edition  BIGINT NOT NULL,
  body     TEXT NOT NULL,
  added_by TEXT NOT NULL REFERENCES tokens (id),
  added_at TEXT NOT NULL,
  PRIMARY KEY (rule, edition)
);

-- +goose Down
DROP TABLE books;
DROP TABLE findings;
DROP TABLE jobs;
DROP TABLE decisions;
DROP TABLE tokens;
