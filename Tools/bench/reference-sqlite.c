// The same work as kontor-bench, on SQLite (WAL, synchronous=FULL), which syncs once per commit.
//
//     reference-sqlite single|writers|bulk RECORDS NEW-FILE [COUNT [WRITERS]]   groups of as many
//     reference-sqlite import-single|import-batched NDJSON NEW-FILE [COUNT]
//     reference-sqlite scan|commission|timeline FILE RECORDS [TYPES]
#include "reference.h"

#include <sqlite3.h>

static sqlite3 *db;

static void must(int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fprintf(stderr, "reference: %s\n", sqlite3_errmsg(db));
  exit(74);
}

static void run(const char *text) { must(sqlite3_exec(db, text, NULL, NULL, NULL)); }

static sqlite3_stmt *prepare(const char *text) {
  sqlite3_stmt *statement;
  must(sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
  return statement;
}

static void open_store(const char *path) {
  must(sqlite3_open(path, &db));
  run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
  run("CREATE TABLE IF NOT EXISTS events(position INTEGER PRIMARY KEY, source TEXT NOT NULL, "
      "id TEXT NOT NULL, stream TEXT NOT NULL, occurred INTEGER, record BLOB NOT NULL)");
  run("CREATE UNIQUE INDEX IF NOT EXISTS identity ON events(source, id)");
  run("CREATE INDEX IF NOT EXISTS timeline ON events(stream, occurred)");
}

typedef struct {
  Bytes source, id, subject, record;
  int64_t occurred;
} Row;

static void bind_text(sqlite3_stmt *statement, int place, Bytes text) {
  must(sqlite3_bind_text(
      statement, place, (const char *)text.bytes, (int)text.length, SQLITE_STATIC));
}

static void insert(sqlite3_stmt *statement, size_t position, Row row) {
  must(sqlite3_bind_int64(statement, 1, (sqlite3_int64)position));
  bind_text(statement, 2, row.source);
  bind_text(statement, 3, row.id);
  bind_text(statement, 4, row.subject);
  must(sqlite3_bind_int64(statement, 5, row.occurred));
  must(sqlite3_bind_blob(
      statement, 6, row.record.bytes, (int)row.record.length, SQLITE_STATIC));
  must(sqlite3_step(statement));
  must(sqlite3_reset(statement));
}

static Row row_of(Bytes record) {
  Envelope envelope = read_envelope(record.bytes, record.length);
  return (Row){envelope.source, envelope.id, envelope.subject, record,
               record_occurred(record.bytes)};
}

static const char *insertion = "INSERT INTO events VALUES(?,?,?,?,?,?)";

static void write_all(const char *work, Records records, size_t batch) {
  sqlite3_stmt *statement = prepare(insertion);
  size_t groups = (records.count + batch - 1) / batch;
  uint64_t *times = malloc(sizeof *times * (groups + 1));
  uint64_t start = now(), before = start;
  for (size_t group = 0; group < groups; group++) {
    size_t from = group * batch, to = from + batch;
    if (to > records.count) to = records.count;
    run("BEGIN IMMEDIATE");
    for (size_t i = from; i < to; i++) insert(statement, i, row_of(records.items[i]));
    run("COMMIT");
    uint64_t after = now();
    times[group] = after - before;
    before = after;
  }
  sqlite3_finalize(statement);
  uint64_t count = 0, sum = 0;
  statement = prepare("SELECT record FROM events");
  while (sqlite3_step(statement) == SQLITE_ROW) {
    sum += sum_of(sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0));
    count++;
  }
  sqlite3_finalize(statement);
  report(work, "sqlite", before - start, records.count, count, sum);
  if (batch != BATCH) report_times(work, "sqlite", times, groups);
}

/// The end of the string that begins behind a quote.
static const uint8_t *end_of_string(const uint8_t *at, const uint8_t *end) {
  while (at < end && *at != '"') at += *at == '\\' ? 2 : 1;
  return at;
}

static int64_t days_from_civil(int64_t y, int64_t m, int64_t d) {
  y -= m <= 2;
  int64_t era = y / 400, yoe = y - era * 400;
  int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/// The moment of an RFC 3339 text to the second, its offset left aside: the least an index needs.
static int64_t moment(Bytes text) {
  if (text.length < 19) return 0;
  const uint8_t *t = text.bytes;
#define TWO(i) ((t[i] - '0') * 10 + (t[(i) + 1] - '0'))
  int64_t days = days_from_civil(TWO(0) * 100 + TWO(2), TWO(5), TWO(8));
  return (days * 86400 + TWO(11) * 3600 + TWO(14) * 60 + TWO(17)) * 1000000;
#undef TWO
}

/// Takes the top-level texts that the columns need out of a line, without checking the line.
static Row parse(Bytes line) {
  Row row = {.record = line};
  const uint8_t *at = line.bytes, *end = at + line.length;
  int depth = 0;
  for (; at < end; at++) {
    if (*at == '{' || *at == '[') depth++;
    if (*at == '}' || *at == ']') depth--;
    if (*at != '"') continue;
    const uint8_t *name = at + 1, *stop = end_of_string(name, end);
    at = stop;
    if (depth != 1 || stop + 2 >= end || stop[1] != ':' || stop[2] != '"') continue;
    const uint8_t *value = stop + 3, *last = end_of_string(value, end);
    Bytes text = {value, (size_t)(last - value)};
    size_t length = (size_t)(stop - name);
    if (length == 2 && !memcmp(name, "id", 2)) row.id = text;
    if (length == 6 && !memcmp(name, "source", 6)) row.source = text;
    if (length == 7 && !memcmp(name, "subject", 7)) row.subject = text;
    if (length == 4 && !memcmp(name, "time", 4)) row.occurred = moment(text);
    at = last;
  }
  return row;
}

static void import_lines(const char *work, const char *path, size_t batch, size_t limit) {
  sqlite3_stmt *statement = prepare(insertion);
  Bytes file = map_file(path);
  const uint8_t *at = file.bytes, *end = at + file.length;
  size_t position = 0;
  uint64_t start = now();
  while (at < end && position < limit) {
    run("BEGIN IMMEDIATE");
    for (size_t i = 0; i < batch && at < end && position < limit; i++) {
      const uint8_t *feed = memchr(at, '\n', (size_t)(end - at));
      if (!feed) feed = end;
      insert(statement, position++, parse((Bytes){at, (size_t)(feed - at)}));
      at = feed + 1;
    }
    run("COMMIT");
  }
  uint64_t took = now() - start;
  sqlite3_finalize(statement);
  uint64_t count = 0, sum = 0;
  statement = prepare("SELECT id FROM events");
  while (sqlite3_step(statement) == SQLITE_ROW) {
    sum += hash_bytes(sqlite3_column_text(statement, 0), (size_t)sqlite3_column_bytes(statement, 0));
    count++;
  }
  sqlite3_finalize(statement);
  report(work, "sqlite", took, position, count, sum);
}

static void scan(void) {
  uint64_t sum = 0, count = 0, start = now();
  sqlite3_stmt *statement = prepare("SELECT record FROM events ORDER BY position");
  while (sqlite3_step(statement) == SQLITE_ROW) {
    sum += header_sum(sqlite3_column_blob(statement, 0));
    count++;
  }
  report("scan", "sqlite", now() - start, count, count, sum);
  sqlite3_finalize(statement);
}

static void commission(char **types) {
  Commission all = begin_commission(
      (uint32_t)atoi(types[0]), (uint32_t)atoi(types[1]), (uint32_t)atoi(types[2]));
  uint64_t count = 0, invoices, start = now();
  sqlite3_stmt *statement = prepare("SELECT record FROM events ORDER BY position");
  while (sqlite3_step(statement) == SQLITE_ROW) {
    take_record(
        &all, sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0));
    count++;
  }
  int64_t total = end_commission(&all, &invoices);
  report("commission", "sqlite", now() - start, count, invoices, (uint64_t)total);
  sqlite3_finalize(statement);
}

static void timeline(Records records) {
  size_t accounts;
  Bytes *subjects = account_names(records, &accounts);
  uint64_t *took = malloc(sizeof *took * QUERIES);
  uint64_t sum = 0, count = 0, start = now();
  sqlite3_stmt *statement = prepare(
      "SELECT record FROM events WHERE stream = ? ORDER BY occurred DESC, position DESC LIMIT 50");
  for (size_t i = 0; i < QUERIES; i++) {
    uint64_t before = now();
    bind_text(statement, 1, subjects[i * 7919 % accounts]);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      sum += load64((const uint8_t *)sqlite3_column_blob(statement, 0) + 1);
      count++;
    }
    must(sqlite3_reset(statement));
    took[i] = now() - before;
  }
  report("timeline", "sqlite", now() - start, QUERIES, count, sum);
  report_times("timeline", "sqlite", took, QUERIES);
  sqlite3_finalize(statement);
}

int main(int count, char **words) {
  if (count < 4) fail("reference-sqlite WORK …; see the head of reference-sqlite.c");
  const char *work = words[1];
  size_t limit = count > 4 ? (size_t)atol(words[4]) : SIZE_MAX;
  int reads = !strcmp(work, "scan") || !strcmp(work, "commission") || !strcmp(work, "timeline");
  open_store(words[reads ? 2 : 3]);
  if (!strcmp(work, "scan")) scan();
  else if (!strcmp(work, "commission") && count == 7) commission(words + 4);
  else if (!strcmp(work, "timeline")) timeline(read_records(words[3], SIZE_MAX));
  else if (!strcmp(work, "import-single")) import_lines(work, words[2], 1, limit);
  else if (!strcmp(work, "import-batched")) import_lines(work, words[2], BATCH, limit);
  else if (!strcmp(work, "single")) write_all(work, read_records(words[2], limit), 1);
  else if (!strcmp(work, "writers")) {
    size_t writers = count > 5 ? (size_t)atol(words[5]) : GROUP;
    write_all(writers_work(writers), read_records(words[2], limit), writers);
  }
  else if (!strcmp(work, "bulk")) write_all(work, read_records(words[2], limit), BATCH);
  else fail("there is no such work");
  sqlite3_close(db);
}
