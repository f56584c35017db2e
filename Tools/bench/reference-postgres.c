// The same work as kontor-bench, on a PostgreSQL server (synchronous_commit on), in two ways: as rows
// of a plain table with the same two indexes, and through a function that keeps the revisions of each
// stream, as message stores do (side `message-store`).
//
//     reference-postgres table|message-store single RECORDS CONNECTION COUNT
//     reference-postgres table|message-store writers RECORDS CONNECTION COUNT WRITERS
//     reference-postgres table bulk RECORDS CONNECTION
//     reference-postgres table timeline RECORDS CONNECTION    after bulk
#include "reference.h"

#include <libpq-fe.h>
#include <pthread.h>

static const char *server;
static Records records;
static int through_function;

static PGconn *start(void) {
  PGconn *connection = PQconnectdb(server);
  if (PQstatus(connection) != CONNECTION_OK) fail(PQerrorMessage(connection));
  return connection;
}

static void check(PGconn *connection, PGresult *result) {
  ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
    fail(PQerrorMessage(connection));
  PQclear(result);
}

static void run(PGconn *connection, const char *text) { check(connection, PQexec(connection, text)); }

static void make_tables(PGconn *connection) {
  run(connection, "SET client_min_messages TO warning; DROP TABLE IF EXISTS events, messages");
  run(connection,
      "CREATE TABLE events(position bigserial PRIMARY KEY, source text NOT NULL, id text NOT NULL, "
      "stream text NOT NULL, occurred bigint, record bytea NOT NULL, UNIQUE(source, id));"
      "CREATE INDEX ON events(stream, occurred);"
      "CREATE TABLE messages(position bigserial PRIMARY KEY, stream text NOT NULL, revision bigint "
      "NOT NULL, source text NOT NULL, id text NOT NULL, record bytea NOT NULL, "
      "UNIQUE(stream, revision), UNIQUE(source, id))");
  run(connection,
      "CREATE OR REPLACE FUNCTION append_message(a_source text, a_id text, a_stream text, "
      "a_record bytea, expected bigint DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$ "
      "DECLARE last bigint; BEGIN "
      "PERFORM pg_advisory_xact_lock(hashtextextended(a_stream, 0)); "
      "SELECT max(revision) INTO last FROM messages WHERE stream = a_stream; "
      "last := coalesce(last, -1); "
      "IF expected IS NOT NULL AND expected <> last THEN "
      "RAISE EXCEPTION 'stream % is at revision %', a_stream, last; END IF; "
      "INSERT INTO messages(stream, revision, source, id, record) "
      "VALUES (a_stream, last + 1, a_source, a_id, a_record); RETURN last + 1; END $$");
}

static void prepare(PGconn *connection) {
  check(connection,
        PQprepare(connection, "append",
                  through_function
                      ? "SELECT append_message($1::text, $2::text, $3::text, $5::bytea, $4::bigint)"
                      : "INSERT INTO events(source, id, stream, occurred, record) "
                        "VALUES ($1::text, $2::text, $3::text, $4::bigint, $5::bytea)",
                  5, NULL));
}

static void append_one(PGconn *connection, Bytes record) {
  Envelope envelope = read_envelope(record.bytes, record.length);
  uint64_t occurred = __builtin_bswap64((uint64_t)record_occurred(record.bytes));
  const char *values[5] = {(const char *)envelope.source.bytes, (const char *)envelope.id.bytes,
                           (const char *)envelope.subject.bytes, (const char *)&occurred,
                           (const char *)record.bytes};
  int lengths[5] = {(int)envelope.source.length, (int)envelope.id.length,
                    (int)envelope.subject.length, 8, (int)record.length};
  int formats[5] = {1, 1, 1, 1, 1};
  // In its place the function takes the expected revision, any here.
  if (through_function) values[3] = NULL;
  check(connection, PQexecPrepared(connection, "append", 5, values, lengths, formats, 1));
}

typedef struct {
  PGconn *connection;
  size_t first, step;
  uint64_t *times;
} Writer;

static void *write_some(void *argument) {
  Writer *writer = argument;
  for (size_t i = writer->first; i < records.count; i += writer->step) {
    uint64_t before = now();
    append_one(writer->connection, records.items[i]);
    writer->times[i] = now() - before;
  }
  return NULL;
}

static void finish(const char *work, uint64_t took) {
  PGconn *connection = start();
  PGresult *rows = PQexecParams(
      connection, through_function ? "SELECT record FROM messages" : "SELECT record FROM events", 0,
      NULL, NULL, NULL, NULL, 1);
  uint64_t sum = 0, count = (uint64_t)PQntuples(rows);
  for (int i = 0; i < PQntuples(rows); i++)
    sum += sum_of((const uint8_t *)PQgetvalue(rows, i, 0), (size_t)PQgetlength(rows, i, 0));
  PQclear(rows);
  report(work, through_function ? "message-store" : "postgres", took, records.count, count, sum);
  PQfinish(connection);
}

static void append_all(const char *work, size_t count) {
  Writer *writers = calloc(count, sizeof *writers);
  pthread_t *threads = calloc(count, sizeof *threads);
  uint64_t *times = calloc(records.count + 1, sizeof *times);
  for (size_t i = 0; i < count; i++) {
    writers[i] = (Writer){start(), i, count, times};
    prepare(writers[i].connection);
  }
  uint64_t before = now();
  for (size_t i = 0; i < count; i++) pthread_create(&threads[i], NULL, write_some, &writers[i]);
  for (size_t i = 0; i < count; i++) pthread_join(threads[i], NULL);
  uint64_t took = now() - before;
  for (size_t i = 0; i < count; i++) PQfinish(writers[i].connection);
  finish(work, took);
  report_times(work, through_function ? "message-store" : "postgres", times, records.count);
}

static void put(char **at, Bytes bytes) {
  uint32_t length = __builtin_bswap32((uint32_t)bytes.length);
  memcpy(*at, &length, 4);
  memcpy(*at + 4, bytes.bytes, bytes.length);
  *at += 4 + bytes.length;
}

/// COPY in binary form, groups of ten thousand, each a durable transaction.
static void bulk(void) {
  PGconn *connection = start();
  char *buffer = malloc((size_t)BATCH * 70000);
  uint64_t before = now();
  for (size_t from = 0; from < records.count; from += BATCH) {
    char *at = buffer;
    memcpy(at, "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
    at += 19;
    for (size_t i = from; i < from + BATCH && i < records.count; i++) {
      Bytes record = records.items[i];
      Envelope envelope = read_envelope(record.bytes, record.length);
      uint64_t occurred = __builtin_bswap64((uint64_t)record_occurred(record.bytes));
      memcpy(at, "\0\5", 2);
      at += 2;
      put(&at, envelope.source);
      put(&at, envelope.id);
      put(&at, envelope.subject);
      put(&at, (Bytes){(uint8_t *)&occurred, 8});
      put(&at, record);
    }
    memcpy(at, "\377\377", 2);
    at += 2;
    run(connection, "COPY events(source, id, stream, occurred, record) FROM STDIN (FORMAT binary)");
    if (PQputCopyData(connection, buffer, (int)(at - buffer)) != 1 ||
        PQputCopyEnd(connection, NULL) != 1)
      fail(PQerrorMessage(connection));
    check(connection, PQgetResult(connection));
    while (PQgetResult(connection)) {}
  }
  uint64_t took = now() - before;
  PQfinish(connection);
  finish("bulk", took);
}

/// The newest records of an account.
static void timeline(void) {
  PGconn *connection = start();
  size_t accounts;
  Bytes *subjects = account_names(records, &accounts);
  uint64_t *took = malloc(sizeof *took * QUERIES);
  check(connection,
        PQprepare(connection, "newest",
                  "SELECT record FROM events WHERE stream = $1::text "
                  "ORDER BY occurred DESC, position DESC LIMIT 50",
                  1, NULL));
  uint64_t sum = 0, count = 0, start_time = now();
  for (size_t i = 0; i < QUERIES; i++) {
    Bytes subject = subjects[i * 7919 % accounts];
    const char *value = (const char *)subject.bytes;
    int length = (int)subject.length, format = 1;
    uint64_t before = now();
    PGresult *rows = PQexecPrepared(connection, "newest", 1, &value, &length, &format, 1);
    for (int row = 0; row < PQntuples(rows); row++, count++)
      sum += load64((const uint8_t *)PQgetvalue(rows, row, 0) + 1);
    PQclear(rows);
    took[i] = now() - before;
  }
  report("timeline", "postgres", now() - start_time, QUERIES, count, sum);
  report_times("timeline", "postgres", took, QUERIES);
  PQfinish(connection);
}

int main(int count, char **words) {
  if (count < 5) fail("see the head of reference-postgres.c");
  const char *work = words[2];
  through_function = !strcmp(words[1], "message-store");
  server = words[4];
  records = read_records(words[3], count > 5 ? (size_t)atol(words[5]) : SIZE_MAX);
  if (!strcmp(work, "timeline")) return timeline(), 0;
  PGconn *connection = start();
  make_tables(connection);
  PQfinish(connection);
  if (!strcmp(work, "bulk")) return bulk(), 0;
  size_t writers = count > 6 ? (size_t)atol(words[6]) : 1;
  append_all(!strcmp(work, "single") ? work : writers_work(writers), writers);
  return 0;
}
