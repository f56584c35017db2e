#include <stddef.h>
#include <stdint.h>

/* Of the toolchain's libclang_rt.fuzzer: there only in a build with -sanitize=fuzzer. */
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
