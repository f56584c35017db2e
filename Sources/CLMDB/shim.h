#ifndef KONTOR_CLMDB_SHIM_H
#define KONTOR_CLMDB_SHIM_H

#include <lmdb.h>

#if defined(__linux__)
#include <sys/vfs.h>

/// The type number of the file system that holds `path`, as statfs(2) lists them; 0 if unknown.
static inline unsigned long kontor_file_system_type(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (unsigned long)status.f_type & 0xFFFFFFFFul : 0;
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
