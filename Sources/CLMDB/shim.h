#ifndef KONTOR_CLMDB_SHIM_H
#define KONTOR_CLMDB_SHIM_H

#include <lmdb.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/// The type number of the file system that holds `path`, as statfs(2) lists them; 0 if unknown.
static inline unsigned long kontor_file_system_type(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (unsigned long)status.f_type & 0xFFFFFFFFul : 0;
}

/// Takes disk blocks for the first `bytes` of an open file without making it longer; -1 and errno if not.
///
/// fallocate(2) by its number: its declaration is hidden from Swift, which defines no _GNU_SOURCE.
static inline long kontor_reserve(int descriptor, long bytes) {
  const long keep_size = 1;
  return syscall(SYS_fallocate, descriptor, keep_size, 0L, bytes);
}
#else
static inline unsigned long kontor_file_system_type(const char *path) {
  (void)path;
  return 0;
}
#endif

/// Reads one byte of each cache line in the 4096 bytes from `page` on, in rising order.
///
/// The reads are volatile, since nobody uses what they return and a compiler would drop them.
static inline void kontor_touch_page(const void *page) {
  const volatile unsigned char *bytes = (const volatile unsigned char *)page;
  for (int line = 0; line < 4096; line += 64) (void)bytes[line];
}

#endif
