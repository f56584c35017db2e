// Preloaded into a program (LD_PRELOAD), lets its calls fail, lie, dawdle or be recorded.
//
//   FI_PATH           only files at or below this absolute path count
//   FI_FAIL=n:how:kit the n-th counted call of all processes fails: how is once, on (it and all later
//                     ones), done (the call is made, then reported as failed), short (half of a write
//                     is made and reported as such) or interrupted (EINTR from one write); kit is 0 or 1
//                     and chooses the errno of each call
//   FI_COUNT          file of 512 bytes that counts calls over all processes: how many there were, how
//                     many failed, and the first that did
//   FI_TRACE          file to which every change is appended, in the form that PowerCut/Trace.swift reads
//   FI_SYNC_DELAY_US  every sync, and every write that is one, takes so much longer
//   FI_SYNC_LIE=1     no sync does anything, and the trace has none
//   FI_CLOCK=1        the time of day jumps back and forth by up to ten days
//
// Build: clang -shared -fPIC -O1 -o shim.so shim.c
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { descriptors = 4096 };
enum how { never, once, on, done, shortened, interrupted };

struct count { _Atomic uint64_t calls, failed; char first[496]; };

static struct { ino_t ino; char isDurable, isOurs; char path[240]; } files[descriptors];
static const char *prefix;
static struct count *count, own;
static uint64_t number;
static enum how how;
static int kit, trace = -1, lies, clockJumps, isReady;
static long delay;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ({ static typeof(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name); real; })

__attribute__((constructor)) static void start(void) {
  if (isReady) return;
  isReady = 1;
  const char *text;
  prefix = getenv("FI_PATH");
  lies = getenv("FI_SYNC_LIE") != NULL;
  clockJumps = getenv("FI_CLOCK") != NULL;
  if ((text = getenv("FI_SYNC_DELAY_US"))) delay = atol(text);
  count = &own;
  if ((text = getenv("FI_COUNT"))) {
    int file = REAL(open)(text, O_RDWR | O_CLOEXEC);
    void *map = mmap(NULL, sizeof own, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map != MAP_FAILED) count = map;
    REAL(close)(file);
  }
  if ((text = getenv("FI_TRACE"))) trace = REAL(open)(text, O_WRONLY | O_APPEND | O_CLOEXEC);
  char word[16] = "";
  if ((text = getenv("FI_FAIL")) && sscanf(text, "%lu:%15[a-z]:%d", &number, word, &kit) == 3)
    how = !strcmp(word, "once") ? once : !strcmp(word, "on") ? on : !strcmp(word, "done") ? done
        : !strcmp(word, "short") ? shortened : !strcmp(word, "interrupted") ? interrupted : never;
}

static int isBelow(const char *path) {
  start();
  size_t length = prefix ? strlen(prefix) : 0;
  return length && path && !strncmp(path, prefix, length) && (!path[length] || path[length] == '/');
}

// Whether the descriptor is still the file that was opened under it: some are closed unseen.
static int isOurs(int file) {
  struct stat status;
  return file >= 0 && file < descriptors && files[file].isOurs && !fstat(file, &status)
      && status.st_ino == files[file].ino;
}

static int error(char call) {
  switch (call) {
    case 'w': return kit ? EIO : ENOSPC;      // write, pwrite, writev, sendfile
    case 's': return kit ? ENOSPC : EIO;      // fsync, fdatasync
    case 't': return kit ? ENOSPC : EIO;      // ftruncate
    case 'o': return kit ? EMFILE : EACCES;   // open
    case 'm': return ENOMEM;                  // mmap
    case 'd': return kit ? ENOSPC : EACCES;   // mkdir
    default: return kit ? EIO : EACCES;       // rename, unlink, rmdir, link
  }
}

// Counts a call, and says how it is to fail. Where only writes can fail so, only they are counted.
static enum how fate(char call, const char *name, const char *path) {
  if ((how == shortened || how == interrupted) && call != 'w') return never;
  uint64_t place = atomic_fetch_add(&count->calls, 1) + 1;
  enum how mine = how == on ? (place >= number ? on : never) : place == number ? how : never;
  if (mine == never) return never;
  if (!atomic_fetch_add(&count->failed, 1))
    snprintf(count->first, sizeof count->first, "%s %s", name, path ? path : "");
  errno = mine == interrupted ? EINTR : error(call);
  return mine;
}

struct mark { char op, flag; uint16_t nameBytes; uint32_t dataBytes; uint64_t a, b; };

static void note(char op, char flag, uint64_t a, uint64_t b, const char *name, const void *data,
                 size_t bytes) {
  if (trace < 0) return;
  int before = errno;
  struct mark mark = {op, flag, name ? strlen(name) : 0, bytes, a, b};
  struct iovec parts[3] = {
    {&mark, sizeof mark}, {(void *)name, mark.nameBytes}, {(void *)data, bytes}};
  REAL(writev)(trace, parts, 3);
  errno = before;
}

static uint64_t inode(const char *path) {
  struct stat status;
  return lstat(path, &status) ? 0 : status.st_ino;
}

static uint64_t parent(const char *path, const char **name) {
  static _Thread_local char text[4096];
  snprintf(text, sizeof text, "%s", path);
  size_t end = strlen(text);
  while (end > 1 && text[end - 1] == '/') text[--end] = 0;
  char *slash = strrchr(text, '/');
  *name = slash + 1;
  char kept = *slash;
  *slash = 0;
  uint64_t found = inode(*text ? text : "/");
  (void)kept;
  return found;
}

static void noteName(char op, const char *path, uint64_t child, char flag) {
  const char *name;
  uint64_t directory = parent(path, &name);
  note(op, flag, directory, child, name, NULL, 0);
}

static void dawdle(void) { if (delay) usleep(delay); }

static int opened(int file, const char *path, int flags, int wasThere) {
  if (file < 0 || file >= descriptors) return file;
  struct stat status;
  files[file].isOurs = isBelow(path) && !fstat(file, &status);
  if (!files[file].isOurs) return file;
  files[file].ino = status.st_ino;
  files[file].isDurable = (flags & (O_DSYNC | O_SYNC)) != 0 && !lies;
  snprintf(files[file].path, sizeof files[file].path, "%s", path);
  if (!wasThere) noteName('C', path, status.st_ino, 0);
  else if (flags & O_TRUNC) note('T', 0, status.st_ino, 0, NULL, NULL, 0);
  return file;
}

static int openAny(const char *path, int flags, mode_t mode) {
  if (!isBelow(path)) return opened(REAL(open)(path, flags, mode), path, flags, 1);
  enum how fails = fate('o', "open", path);
  if (fails == once || fails == on) return -1;
  pthread_mutex_lock(&lock);
  int wasThere = !(flags & O_CREAT) || inode(path);
  int file = opened(REAL(open)(path, flags, mode), path, flags, wasThere);
  pthread_mutex_unlock(&lock);
  if (fails == done && file >= 0) { REAL(close)(file); errno = error('o'); return -1; }
  return file;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    return openAny(path, flags, mode); \
  }
OPEN(open) OPEN(open64)

int openat(int directory, const char *path, int flags, ...) {
  va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
  if (path[0] == '/') return openAny(path, flags, mode);
  int file = REAL(openat)(directory, path, flags, mode);
  if (file >= 0 && file < descriptors) files[file].isOurs = 0;
  return file;
}

int close(int file) {
  if (file >= 0 && file < descriptors) files[file].isOurs = 0;
  return REAL(close)(file);
}

// One write of any kind: `make` does it with all or with half of the bytes.
#define WRITTEN(name, file, bytes, offset, all, half, flat) ({ \
    enum how fails = isOurs(file) ? fate('w', name, files[file].path) : never; \
    ssize_t made = -1; \
    if (fails != once && fails != on && fails != interrupted) { \
      off_t place = (offset); \
      made = fails == shortened && (bytes) > 1 ? (half) : (all); \
      if (made > 0 && isOurs(file)) { \
        if (files[file].isDurable) dawdle(); \
        note('W', files[file].isDurable, files[file].ino, place, NULL, flat, made); \
      } \
      if (fails == done) { errno = error('w'); made = -1; } \
    } \
    made; })

#define HERE(file) (trace < 0 ? 0 : lseek(file, 0, SEEK_CUR))

ssize_t write(int file, const void *bytes, size_t size) {
  start();
  ssize_t made = WRITTEN("write", file, size, HERE(file), REAL(write)(file, bytes, size),
                         REAL(write)(file, bytes, size / 2), bytes);
  if (file == 1 && made > 0) note('A', 0, 0, 0, NULL, bytes, made);
  return made;
}

static ssize_t pwriteAny(int file, const void *bytes, size_t size, off_t offset) {
  return WRITTEN("pwrite", file, size, offset, REAL(pwrite)(file, bytes, size, offset),
                 REAL(pwrite)(file, bytes, size / 2, offset), bytes);
}
ssize_t pwrite(int f, const void *b, size_t s, off_t o) { return pwriteAny(f, b, s, o); }
ssize_t pwrite64(int f, const void *b, size_t s, off_t o) { return pwriteAny(f, b, s, o); }

ssize_t writev(int file, const struct iovec *parts, int many) {
  size_t size = 0;
  for (int i = 0; i < many; i++) size += parts[i].iov_len;
  char *flat = malloc(size + 1);
  size_t at = 0;
  for (int i = 0; i < many; at += parts[i++].iov_len)
    memcpy(flat + at, parts[i].iov_base, parts[i].iov_len);
  ssize_t made = WRITTEN("writev", file, size, HERE(file), REAL(writev)(file, parts, many),
                         REAL(write)(file, flat, size / 2), flat);
  if (file == 1 && made > 0) note('A', 0, 0, 0, NULL, flat, made);
  int before = errno;
  free(flat);
  errno = before;
  return made;
}

// A copy inside the kernel is a write of what was read.
ssize_t sendfile(int to, int from, off_t *offset, size_t size) {
  off_t start = offset ? *offset : lseek(from, 0, SEEK_CUR);
  char *flat = malloc(size + 1);
  ssize_t got = isOurs(to) && trace >= 0 ? pread(from, flat, size, start) : 0;
  (void)got;
  ssize_t made = WRITTEN("sendfile", to, size, HERE(to), REAL(sendfile)(to, from, offset, size),
                         REAL(sendfile)(to, from, offset, size / 2), flat);
  int before = errno;
  free(flat);
  errno = before;
  return made;
}

#define ON_FILE(name, letter, file, call, after) \
  enum how fails = isOurs(file) ? fate(letter, name, files[file].path) : never; \
  if (fails == once || fails == on) return -1; \
  int code = call; \
  if (code == 0 && isOurs(file)) { after; } \
  if (fails == done && code == 0) { errno = error(letter); return -1; } \
  return code

int fsync(int file) {
  ON_FILE("fsync", 's', file, lies ? 0 : (dawdle(), REAL(fsync)(file)),
          if (!lies) note('S', 0, files[file].ino, 0, NULL, NULL, 0));
}
int fdatasync(int file) {
  ON_FILE("fdatasync", 's', file, lies ? 0 : (dawdle(), REAL(fdatasync)(file)),
          if (!lies) note('S', 0, files[file].ino, 0, NULL, NULL, 0));
}
int ftruncate(int file, off_t size) {
  ON_FILE("ftruncate", 't', file, REAL(ftruncate)(file, size),
          note('T', 0, files[file].ino, size, NULL, NULL, 0));
}
int ftruncate64(int file, off_t size) { return ftruncate(file, size); }

void *mmap(void *at, size_t size, int protection, int flags, int file, off_t offset) {
  if (file >= 0 && isOurs(file)) {
    enum how fails = fate('m', "mmap", files[file].path);
    if (fails == once || fails == on) return MAP_FAILED;
  }
  return REAL(mmap)(at, size, protection, flags, file, offset);
}
void *mmap64(void *a, size_t s, int p, int fl, int f, off_t o) { return mmap(a, s, p, fl, f, o); }

#define ON_PATH(name, letter, path, call, after) \
  enum how fails = isBelow(path) ? fate(letter, name, path) : never; \
  if (fails == once || fails == on) return -1; \
  pthread_mutex_lock(&lock); \
  int code = call; \
  if (code == 0 && isBelow(path)) { after; } \
  pthread_mutex_unlock(&lock); \
  if (fails == done && code == 0) { errno = error(letter); return -1; } \
  return code

int rename(const char *from, const char *to) {
  const char *name, *old;
  char oldName[256];
  uint64_t source = parent(from, &old);
  snprintf(oldName, sizeof oldName, "%s", old);
  ON_PATH("rename", 'r', to, REAL(rename)(from, to), {
    uint64_t target = parent(to, &name);
    note('R', 0, source, target, name, oldName, strlen(oldName));
  });
}
int mkdir(const char *path, mode_t mode) {
  ON_PATH("mkdir", 'd', path, REAL(mkdir)(path, mode), noteName('C', path, inode(path), 1));
}
int unlink(const char *path) {
  ON_PATH("unlink", 'r', path, REAL(unlink)(path), noteName('U', path, 0, 0));
}
int rmdir(const char *path) {
  ON_PATH("rmdir", 'r', path, REAL(rmdir)(path), noteName('U', path, 0, 0));
}
int link(const char *from, const char *to) {
  ON_PATH("link", 'r', to, REAL(link)(from, to), noteName('C', to, inode(to), 2));
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int code = REAL(clock_gettime)(clock, time);
  start();
  if (code == 0 && clockJumps && clock == CLOCK_REALTIME) {
    static _Atomic uint64_t calls;
    uint64_t mixed = (atomic_fetch_add(&calls, 1) + getpid()) * 0x9E3779B97F4A7C15u;
    time->tv_sec += (int64_t)(mixed >> 33) % 1728000 - 864000;
  }
  return code;
}
