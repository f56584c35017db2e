// Lets LMDB reserve at most four gigabytes of addresses: under valgrind there are not as many as the
// ledger asks for. Preloaded by Tools/bench/instructions.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <lmdb.h>

int mdb_env_set_mapsize(MDB_env *env, size_t size) {
  int (*next)(MDB_env *, size_t) =
      (int (*)(MDB_env *, size_t))dlsym(RTLD_NEXT, "mdb_env_set_mapsize");
  const size_t most = (size_t)1 << 32;
  return next(env, size < most ? size : most);
}
