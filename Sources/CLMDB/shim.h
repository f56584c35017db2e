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

#endif
