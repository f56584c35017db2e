// The same work as kontor-bench, on raw LMDB: what the machine and the library give to careful C.
//
//     reference-lmdb single  RECORDS NEW-DIRECTORY COUNT
//     reference-lmdb writers RECORDS NEW-DIRECTORY COUNT [WRITERS]   groups of as many
//     reference-lmdb bulk    RECORDS NEW-DIRECTORY        leaves the store for the others
//     reference-lmdb scan|commission|timeline DIRECTORY RECORDS [TYPES]
#include "reference.h"

#include <lmdb.h>

static void must(int code, const char *call) {
  if (code == 0) return;
  fprintf(stderr, "reference: %s: %s\n", call, mdb_strerror(code));
  exit(74);
}

static MDB_env *open_store(const char *path) {
  MDB_env *env;
  mkdir(path, 0700);
  must(mdb_env_create(&env), "mdb_env_create");
  must(mdb_env_set_mapsize(env, (size_t)1 << 38), "mdb_env_set_mapsize");
  must(mdb_env_set_maxdbs(env, 4), "mdb_env_set_maxdbs");
  must(mdb_env_open(env, path, 0, 0600), "mdb_env_open");
  return env;
}

static MDB_dbi open_table(MDB_env *env, const char *name) {
  MDB_txn *txn;
  MDB_dbi table;
  must(mdb_txn_begin(env, NULL, 0, &txn), "mdb_txn_begin");
  must(mdb_dbi_open(txn, name, MDB_CREATE, &table), "mdb_dbi_open");
  must(mdb_txn_commit(txn), "mdb_txn_commit");
  return table;
}

/// Appends records [from, to) in one durable transaction.
static void append(MDB_env *env, MDB_dbi table, Records records, size_t from, size_t to) {
  MDB_txn *txn;
  MDB_cursor *cursor;
  must(mdb_txn_begin(env, NULL, 0, &txn), "mdb_txn_begin");
  must(mdb_cursor_open(txn, table, &cursor), "mdb_cursor_open");
  for (size_t i = from; i < to; i++) {
    uint64_t position = __builtin_bswap64(i);
    MDB_val key = {8, &position};
    MDB_val value = {records.items[i].length, (void *)records.items[i].bytes};
    must(mdb_cursor_put(cursor, &key, &value, MDB_APPEND), "mdb_cursor_put");
  }
  mdb_cursor_close(cursor);
  must(mdb_txn_commit(txn), "mdb_txn_commit");
}

static uint64_t check(MDB_env *env, MDB_dbi table, uint64_t *count) {
  MDB_txn *txn;
  MDB_cursor *cursor;
  MDB_val key, value;
  uint64_t sum = 0;
  *count = 0;
  must(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), "mdb_txn_begin");
  must(mdb_cursor_open(txn, table, &cursor), "mdb_cursor_open");
  while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
    sum += sum_of(value.mv_data, value.mv_size);
    ++*count;
  }
  mdb_cursor_close(cursor);
  mdb_txn_abort(txn);
  return sum;
}

static void write_all(
    const char *work, const char *path, Records records, size_t batch) {
  MDB_env *env = open_store(path);
  MDB_dbi table = open_table(env, "records");
  size_t groups = (records.count + batch - 1) / batch;
  uint64_t *times = malloc(sizeof *times * (groups + 1));
  uint64_t start = now(), before = start;
  for (size_t group = 0; group < groups; group++) {
    size_t from = group * batch, to = from + batch;
    append(env, table, records, from, to < records.count ? to : records.count);
    uint64_t after = now();
    times[group] = after - before;
    before = after;
  }
  uint64_t count, sum = check(env, table, &count);
  report(work, "lmdb", before - start, records.count, count, sum);
  if (batch != BATCH) report_times(work, "lmdb", times, groups);
  mdb_env_close(env);
}

/// The index that a timeline needs: subject to number, and number, time, position to nothing.
static void add_timeline(const char *path, Records records) {
  MDB_env *env = open_store(path);
  MDB_dbi names = open_table(env, "names"), times = open_table(env, "times");
  MDB_txn *txn;
  must(mdb_txn_begin(env, NULL, 0, &txn), "mdb_txn_begin");
  for (size_t i = 0; i < records.count; i++) {
    const uint8_t *record = records.items[i].bytes;
    uint32_t stream = record_stream(record);
    if (record_revision(record) == 0) {
      Bytes subject = read_envelope(record, records.items[i].length).subject;
      MDB_val key = {subject.length, (void *)subject.bytes}, value = {4, &stream};
      must(mdb_put(txn, names, &key, &value, 0), "mdb_put");
    }
    uint8_t place[20];
    uint32_t number = __builtin_bswap32(stream);
    uint64_t moment = __builtin_bswap64((uint64_t)record_occurred(record) ^ (uint64_t)1 << 63);
    uint64_t position = __builtin_bswap64(i);
    memcpy(place, &number, 4);
    memcpy(place + 4, &moment, 8);
    memcpy(place + 12, &position, 8);
    MDB_val key = {20, place}, value = {0, place};
    must(mdb_put(txn, times, &key, &value, 0), "mdb_put");
  }
  must(mdb_txn_commit(txn), "mdb_txn_commit");
  mdb_env_close(env);
}

static void scan(const char *path) {
  MDB_env *env = open_store(path);
  MDB_dbi table = open_table(env, "records");
  MDB_txn *txn;
  MDB_cursor *cursor;
  MDB_val key, value;
  uint64_t sum = 0, count = 0, start = now();
  must(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), "mdb_txn_begin");
  must(mdb_cursor_open(txn, table, &cursor), "mdb_cursor_open");
  while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
    sum += header_sum(value.mv_data);
    count++;
  }
  report("scan", "lmdb", now() - start, count, count, sum);
  mdb_cursor_close(cursor);
  mdb_txn_abort(txn);
  mdb_env_close(env);
}

static void commission(const char *path, char **types) {
  MDB_env *env = open_store(path);
  MDB_dbi table = open_table(env, "records");
  MDB_txn *txn;
  MDB_cursor *cursor;
  MDB_val key, value;
  Commission all = begin_commission(
      (uint32_t)atoi(types[0]), (uint32_t)atoi(types[1]), (uint32_t)atoi(types[2]));
  uint64_t count = 0, invoices, start = now();
  must(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), "mdb_txn_begin");
  must(mdb_cursor_open(txn, table, &cursor), "mdb_cursor_open");
  while (mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0) {
    take_record(&all, value.mv_data, value.mv_size);
    count++;
  }
  int64_t total = end_commission(&all, &invoices);
  report("commission", "lmdb", now() - start, count, invoices, (uint64_t)total);
  mdb_cursor_close(cursor);
  mdb_txn_abort(txn);
  mdb_env_close(env);
}

/// The positions of the newest records of an account, each of which is read.
static uint64_t newest(
    MDB_txn *txn, MDB_dbi records, MDB_dbi names, MDB_dbi times, Bytes subject, uint64_t *count) {
  MDB_val key = {subject.length, (void *)subject.bytes}, value;
  must(mdb_get(txn, names, &key, &value), "mdb_get");
  uint8_t stream[4];
  uint32_t number = __builtin_bswap32(load32(value.mv_data));
  memcpy(stream, &number, 4);
  uint32_t next = __builtin_bswap32(load32(value.mv_data) + 1);
  MDB_cursor *cursor;
  must(mdb_cursor_open(txn, times, &cursor), "mdb_cursor_open");
  key = (MDB_val){4, &next};
  int code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
  code = mdb_cursor_get(cursor, &key, &value, code == 0 ? MDB_PREV : MDB_LAST);
  uint64_t sum = 0;
  for (int i = 0; i < PAGE && code == 0 && memcmp(key.mv_data, stream, 4) == 0; i++) {
    MDB_val position = {8, (uint8_t *)key.mv_data + 12}, record;
    must(mdb_get(txn, records, &position, &record), "mdb_get");
    sum += load64((const uint8_t *)record.mv_data + 1);
    ++*count;
    code = mdb_cursor_get(cursor, &key, &value, MDB_PREV);
  }
  mdb_cursor_close(cursor);
  return sum;
}

static void timeline(const char *path, Records records) {
  MDB_env *env = open_store(path);
  MDB_dbi table = open_table(env, "records"), names = open_table(env, "names"),
          times = open_table(env, "times");
  size_t accounts;
  Bytes *subjects = account_names(records, &accounts);
  uint64_t *took = malloc(sizeof *took * QUERIES);
  uint64_t sum = 0, count = 0, start = now();
  for (size_t i = 0; i < QUERIES; i++) {
    MDB_txn *txn;
    uint64_t before = now();
    must(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), "mdb_txn_begin");
    sum += newest(txn, table, names, times, subjects[i * 7919 % accounts], &count);
    mdb_txn_abort(txn);
    took[i] = now() - before;
  }
  report("timeline", "lmdb", now() - start, QUERIES, count, sum);
  report_times("timeline", "lmdb", took, QUERIES);
  mdb_env_close(env);
}

int main(int count, char **words) {
  if (count < 4) fail("reference-lmdb WORK …; see the head of reference-lmdb.c");
  const char *work = words[1];
  if (!strcmp(work, "scan")) return scan(words[2]), 0;
  if (!strcmp(work, "commission") && count == 7) return commission(words[2], words + 4), 0;
  if (!strcmp(work, "timeline")) return timeline(words[2], read_records(words[3], SIZE_MAX)), 0;
  size_t limit = count > 4 ? (size_t)atol(words[4]) : SIZE_MAX;
  Records records = read_records(words[2], limit);
  if (!strcmp(work, "single")) return write_all(work, words[3], records, 1), 0;
  if (!strcmp(work, "writers")) {
    size_t writers = count > 5 ? (size_t)atol(words[5]) : GROUP;
    return write_all(writers_work(writers), words[3], records, writers), 0;
  }
  if (!strcmp(work, "bulk")) return write_all(work, words[3], records, BATCH), 0;
  if (!strcmp(work, "index")) return add_timeline(words[3], records), 0;
  fail("there is no such work");
}
