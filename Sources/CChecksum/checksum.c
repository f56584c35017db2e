#include "checksum.h"

#include <string.h>

static uint32_t table[8][256];

// Eight tables let the loop take eight bytes a step (Kounavis and Berry, "slicing by 8").
__attribute__((constructor)) static void make_table(void) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t crc = i;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) ? 0x82F63B78u : 0);
    table[0][i] = crc;
  }
  for (uint32_t i = 0; i < 256; i++)
    for (int k = 1; k < 8; k++)
      table[k][i] = (table[k - 1][i] >> 8) ^ table[0][table[k - 1][i] & 0xFF];
}

uint32_t kontor_crc32c_table(uint32_t crc, const void *bytes, size_t length) {
  const uint8_t *p = bytes;
  crc = ~crc;
  for (; length >= 8; length -= 8, p += 8) {
    uint32_t low = crc ^ ((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
                          (uint32_t)p[3] << 24);
    crc = table[7][low & 0xFF] ^ table[6][(low >> 8) & 0xFF] ^ table[5][(low >> 16) & 0xFF] ^
          table[4][low >> 24] ^ table[3][p[4]] ^ table[2][p[5]] ^ table[1][p[6]] ^ table[0][p[7]];
  }
  for (; length > 0; length--, p++) crc = (crc >> 8) ^ table[0][(crc ^ *p) & 0xFF];
  return ~crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t with_instruction(
    uint32_t crc, const uint8_t *p, size_t length) {
  uint64_t sum = ~crc;
  for (; length >= 8; length -= 8, p += 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    sum = _mm_crc32_u64(sum, word);
  }
  uint32_t rest = (uint32_t)sum;
  for (; length > 0; length--, p++) rest = _mm_crc32_u8(rest, *p);
  return ~rest;
}

uint32_t kontor_crc32c(uint32_t crc, const void *bytes, size_t length) {
  if (__builtin_cpu_supports("sse4.2")) return with_instruction(crc, bytes, length);
  return kontor_crc32c_table(crc, bytes, length);
}
#else
uint32_t kontor_crc32c(uint32_t crc, const void *bytes, size_t length) {
  return kontor_crc32c_table(crc, bytes, length);
}
#endif
