// What the two references share: the records file, the fields of a record, sums, and the commission.
#ifndef KONTOR_BENCH_REFERENCE_H
#define KONTOR_BENCH_REFERENCE_H

#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 10000, GROUP = 64, QUERIES = 2000, PAGE = 50, HEADER = 52 };

typedef struct {
  const uint8_t *bytes;
  size_t length;
} Bytes;

typedef struct {
  Bytes *items;
  size_t count;
} Records;

static inline void fail(const char *what) {
  fprintf(stderr, "reference: %s\n", what);
  exit(70);
}

static inline uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/// The line that `kontor-bench table` reads: work, side, nanoseconds, done, checked, sum.
static inline void report(
    const char *work, const char *side, uint64_t nanoseconds, uint64_t done, uint64_t checked,
    uint64_t sum) {
  printf("%s %s %" PRIu64 " %" PRIu64 " %" PRIu64 " %016" PRIx64 "\n", work, side, nanoseconds,
         done, checked, sum);
}

/// The name of the work of so many writers.
static inline const char *writers_work(size_t writers) {
  static char name[32];
  snprintf(name, sizeof name, writers == GROUP ? "writers" : "writers-%zu", writers);
  return name;
}

static inline Bytes map_file(const char *path) {
  int file = open(path, O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) fail(path);
  void *bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (bytes == MAP_FAILED) fail("mmap");
  close(file);
  return (Bytes){bytes, (size_t)status.st_size};
}

static inline uint32_t load32(const uint8_t *p) {
  uint32_t value;
  memcpy(&value, p, 4);
  return value;
}

static inline uint64_t load64(const uint8_t *p) {
  uint64_t value;
  memcpy(&value, p, 8);
  return value;
}

static inline uint32_t big32(const uint8_t *p) { return __builtin_bswap32(load32(p)); }

/// Each record of the file stands behind its length as a big-endian 32-bit number.
static inline Records read_records(const char *path, size_t limit) {
  Bytes file = map_file(path);
  Records records = {malloc(sizeof(Bytes) * (file.length / HEADER + 1)), 0};
  for (size_t at = 0; at + 4 <= file.length && records.count < limit;) {
    size_t length = big32(file.bytes + at);
    if (length > file.length - at - 4) fail("the records file is cut off");
    records.items[records.count++] = (Bytes){file.bytes + at + 4, length};
    at += 4 + length;
  }
  return records;
}

// The header's fields lie at fixed places; numbers are little-endian.
static inline int64_t record_occurred(const uint8_t *r) { return (int64_t)load64(r + 19); }
static inline uint32_t record_stream(const uint8_t *r) { return load32(r + 28); }
static inline uint32_t record_revision(const uint8_t *r) { return load32(r + 33); }
static inline uint32_t record_type(const uint8_t *r) { return load32(r + 38); }
static inline uint32_t record_day(const uint8_t *r) { return load32(r + 43); }

/// FNV-1a.
static inline uint64_t hash_bytes(const uint8_t *bytes, size_t length) {
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < length; i++) hash = (hash ^ bytes[i]) * 1099511628211u;
  return hash;
}

/// Sums of records do not depend on their order, nor on what the writer assigns.
static inline uint64_t sum_of(const uint8_t *record, size_t length) {
  return hash_bytes(record + HEADER, length - HEADER);
}

/// What a header scan reads: sixteen bytes.
static inline uint64_t header_sum(const uint8_t *r) {
  return load64(r + 19) + record_type(r) + record_day(r);
}

/// One field of a Protobuf message.
typedef struct {
  uint32_t number;
  uint64_t value;
  Bytes bytes;
} Field;

typedef struct {
  const uint8_t *at, *end;
} Reader;

static inline uint64_t read_varint(Reader *reader) {
  uint64_t value = 0;
  for (int shift = 0; shift < 64 && reader->at < reader->end; shift += 7) {
    uint8_t byte = *reader->at++;
    value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  fail("a number is cut off");
  return 0;
}

static inline int read_field(Reader *reader, Field *field) {
  if (reader->at >= reader->end) return 0;
  uint64_t tag = read_varint(reader);
  uint64_t length = 0;
  field->number = (uint32_t)(tag >> 3);
  field->value = 0;
  switch (tag & 7) {
  case 0: field->value = read_varint(reader); break;
  case 1: length = 8; break;
  case 2: length = read_varint(reader); break;
  case 5: length = 4; break;
  default: fail("a field has no known kind");
  }
  if (length > (uint64_t)(reader->end - reader->at)) fail("a field is cut off");
  field->bytes = (Bytes){reader->at, (size_t)length};
  reader->at += length;
  return 1;
}

typedef struct {
  Bytes subject, source, id, payload;
} Envelope;

static inline Envelope read_envelope(const uint8_t *record, size_t length) {
  Envelope envelope = {0};
  Reader reader = {record + HEADER, record + length};
  Field field;
  while (read_field(&reader, &field)) {
    if (field.number == 10) envelope.subject = field.bytes;
    if (field.number == 11) envelope.source = field.bytes;
    if (field.number == 12) envelope.id = field.bytes;
    if (field.number >= 100) envelope.payload = field.bytes;
  }
  return envelope;
}

/// The commission of a flat rate on invoices, less their credit notes, by seller and month.
typedef struct {
  uint64_t key;
  uint64_t seller;
  int64_t net;
  uint32_t month;
} Slot;

typedef struct {
  Slot *slots;
  size_t mask, used;
} Table;

typedef struct {
  Table orders, invoices, totals;
  uint32_t order_type, invoice_type, credit_type;
} Commission;

static inline Table make_table(size_t capacity) {
  return (Table){calloc(capacity, sizeof(Slot)), capacity - 1, 0};
}

static inline Slot *find_slot(Table *table, uint64_t key) {
  if (table->used * 2 > table->mask) {
    Table larger = make_table((table->mask + 1) * 2);
    for (size_t i = 0; i <= table->mask; i++)
      if (table->slots[i].key) *find_slot(&larger, table->slots[i].key) = table->slots[i];
    larger.used = table->used;
    free(table->slots);
    *table = larger;
  }
  size_t place = key * 0x9E3779B97F4A7C15u >> 20 & table->mask;
  while (table->slots[place].key && table->slots[place].key != key)
    place = (place + 1) & table->mask;
  if (!table->slots[place].key) {
    table->slots[place].key = key;
    table->used++;
  }
  return &table->slots[place];
}

static inline Commission begin_commission(uint32_t order, uint32_t invoice, uint32_t credit) {
  return (Commission){make_table(1024), make_table(1024), make_table(1024), order, invoice, credit};
}

static inline int64_t read_money(Bytes bytes) {
  Reader reader = {bytes.bytes, bytes.bytes + bytes.length};
  Field field;
  while (read_field(&reader, &field))
    if (field.number == 1) return (int64_t)(field.value >> 1) ^ -(int64_t)(field.value & 1);
  return 0;
}

static inline void take_record(Commission *all, const uint8_t *record, size_t length) {
  uint32_t type = record_type(record);
  if (type != all->order_type && type != all->invoice_type && type != all->credit_type) return;
  Bytes payload = read_envelope(record, length).payload;
  Reader reader = {payload.bytes, payload.bytes + payload.length};
  Field field;
  uint64_t first = 0, second = 0, seller = 0;
  int64_t money = 0;
  while (read_field(&reader, &field)) {
    if (field.number == 1) first = hash_bytes(field.bytes.bytes, field.bytes.length);
    if (field.number == 2 && type != all->order_type)
      second = hash_bytes(field.bytes.bytes, field.bytes.length);
    if (field.number == 3 && type != all->order_type) money = read_money(field.bytes);
    if (field.number == 5) seller = hash_bytes(field.bytes.bytes, field.bytes.length);
  }
  uint64_t stream = (uint64_t)record_stream(record) << 32;
  if (type == all->order_type) {
    find_slot(&all->orders, first ^ stream)->seller = seller;
  } else if (type == all->invoice_type) {
    Slot *invoice = find_slot(&all->invoices, first ^ stream);
    invoice->seller = find_slot(&all->orders, second ^ stream)->seller;
    invoice->net = money;
    invoice->month = record_day(record) / 100;
  } else {
    find_slot(&all->invoices, second ^ stream)->net -= money;
  }
}

/// Five percent, half up, of what is left of each invoice; the sum over all sellers and months.
static inline int64_t end_commission(Commission *all, uint64_t *invoices) {
  int64_t total = 0;
  *invoices = 0;
  for (size_t i = 0; i <= all->invoices.mask; i++) {
    Slot *invoice = &all->invoices.slots[i];
    if (!invoice->key) continue;
    int64_t product = invoice->net * 500;
    int64_t amount = (product + (product >= 0 ? 5000 : -5000)) / 10000;
    find_slot(&all->totals, invoice->seller ^ invoice->month)->net += amount;
    ++*invoices;
  }
  for (size_t i = 0; i <= all->totals.mask; i++) total += all->totals.slots[i].net;
  return total;
}

/// The streams of accounts in the order of their first records, for the timeline's questions.
static inline Bytes *account_names(Records records, size_t *count) {
  Bytes *names = malloc(sizeof(Bytes) * (records.count + 1));
  *count = 0;
  for (size_t i = 0; i < records.count; i++) {
    if (record_revision(records.items[i].bytes) != 0) continue;
    Bytes subject = read_envelope(records.items[i].bytes, records.items[i].length).subject;
    if (subject.length > 8 && memcmp(subject.bytes, "account/", 8) == 0)
      names[(*count)++] = subject;
  }
  return names;
}

static inline int compare_times(const void *a, const void *b) {
  uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
  return left < right ? -1 : left > right;
}

static inline void report_times(const char *work, const char *side, uint64_t *times, size_t count) {
  qsort(times, count, sizeof *times, compare_times);
  printf("%s-p50 %s %" PRIu64 " 1 0 0\n", work, side, times[count / 2]);
  printf("%s-p99 %s %" PRIu64 " 1 0 0\n", work, side, times[count - 1 - count / 100]);
}

#endif
