#ifndef KONTOR_SHA256_H
#define KONTOR_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether this processor has instructions for SHA-256; without them the functions below stop the
/// process, and whoever hashes takes another implementation.
bool kontor_has_sha256(void);

/// SHA-256 of the byte `prefix` followed by `length` bytes at `bytes`, put into the 32 bytes at `hash`.
void kontor_sha256(uint8_t prefix, const void *bytes, size_t length, void *hash);

/// The same of two texts at once: the steps of one fill the waits of the other, which takes little
/// more time than one of them.
void kontor_sha256_pair(
    uint8_t prefix, const void *first, size_t first_length, const void *second,
    size_t second_length, void *first_hash, void *second_hash);

#endif
