#ifndef KONTOR_CHECKSUM_H
#define KONTOR_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `length` bytes at `bytes`, continued from `crc`.
///
/// Start with 0. Uses the processor's instruction where it has one, a table elsewhere; both give
/// the same result.
uint32_t kontor_crc32c(uint32_t crc, const void *bytes, size_t length);

/// The table form alone, so that a test can compare the two.
uint32_t kontor_crc32c_table(uint32_t crc, const void *bytes, size_t length);

#endif
