// Makes every sync take longer, as it does on disks that really write: preloaded before a program,
//
//     KONTOR_SYNC_DELAY_US=5000 LD_PRELOAD=./sync-delay.so PROGRAM
//
// Waits after fsync and fdatasync, and after writes to files opened with O_DSYNC or O_SYNC, by which
// LMDB makes its second sync.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static void wait_as_a_disk(void) {
  const char *given = getenv("KONTOR_SYNC_DELAY_US");
  long delay = given ? atol(given) : 0;
  struct timespec time = {delay / 1000000, delay % 1000000 * 1000};
  if (delay > 0) nanosleep(&time, NULL);
}

static int is_synchronous(int file) { return (fcntl(file, F_GETFL) & O_DSYNC) != 0; }

#define NEXT(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

int fsync(int file) {
  int result = NEXT(fsync)(file);
  wait_as_a_disk();
  return result;
}

int fdatasync(int file) {
  int result = NEXT(fdatasync)(file);
  wait_as_a_disk();
  return result;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  ssize_t result = NEXT(pwrite64)(file, bytes, count, offset);
  if (is_synchronous(file)) wait_as_a_disk();
  return result;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  return pwrite64(file, bytes, count, offset);
}

ssize_t write(int file, const void *bytes, size_t count) {
  ssize_t result = NEXT(write)(file, bytes, count);
  if (is_synchronous(file)) wait_as_a_disk();
  return result;
}
