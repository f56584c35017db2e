#include "sha256.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))
#define EACH_ROUND _Pragma("clang loop unroll(full)")

static bool has_sha256;

__attribute__((constructor)) static void look_for_instructions(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return;
  has_sha256 = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

bool kontor_has_sha256(void) { return has_sha256; }

// FIPS 180-4, section 4.2.2.
static const uint32_t constants[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// A text with its prefix and padding, in blocks of 64 bytes: the first and the last one or two are
// put together here, those between lie where the caller has them.
typedef struct {
  const uint8_t *bytes;
  size_t whole, blocks;
  uint8_t first[64], last[128];
} Text;

static void prepare(Text *text, uint8_t prefix, const uint8_t *bytes, size_t length) {
  size_t total = length + 1, rest = total % 64, padded = rest < 56 ? 64 : 128;
  text->bytes = bytes;
  text->whole = total / 64;
  text->blocks = text->whole + padded / 64;
  memset(text->last, 0, padded);
  if (text->whole == 0) {
    text->last[0] = prefix;
    if (length > 0) memcpy(text->last + 1, bytes, length);
  } else {
    text->first[0] = prefix;
    memcpy(text->first + 1, bytes, 63);
    memcpy(text->last, bytes + length - rest, rest);
  }
  text->last[rest] = 0x80;
  uint64_t bits = __builtin_bswap64((uint64_t)total * 8);
  memcpy(text->last + padded - 8, &bits, 8);
}

static inline const uint8_t *block_of(const Text *text, size_t number) {
  if (number >= text->whole) return text->last + 64 * (number - text->whole);
  return number == 0 ? text->first : text->bytes + 64 * number - 1;
}

// The state in the order of the instructions: A B E F and C D G H.
typedef struct {
  __m128i abef, cdgh;
} State;

static inline State first_state(void) {
  return (State){_mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c),
                 _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19)};
}

WITH_SHA static inline void finish(State state, uint8_t *hash) {
  __m128i feba = _mm_shuffle_epi32(state.abef, 0x1B);
  __m128i dchg = _mm_shuffle_epi32(state.cdgh, 0xB1);
  __m128i abcd = _mm_blend_epi16(feba, dchg, 0xF0);
  __m128i efgh = _mm_alignr_epi8(dchg, feba, 8);
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  _mm_storeu_si128((__m128i *)hash, _mm_shuffle_epi8(abcd, order));
  _mm_storeu_si128((__m128i *)(hash + 16), _mm_shuffle_epi8(efgh, order));
}

WITH_SHA static inline void load(const uint8_t *block, __m128i words[4]) {
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  EACH_ROUND for (int i = 0; i < 4; i++) words[i] =
      _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), order);
}

// Four of the 64 rounds, and the words of the rounds sixteen later.
WITH_SHA static inline void four_rounds(State *state, __m128i words[4], int i) {
  __m128i sum = _mm_add_epi32(words[i & 3], _mm_load_si128((const __m128i *)(constants + 4 * i)));
  state->cdgh = _mm_sha256rnds2_epu32(state->cdgh, state->abef, sum);
  state->abef = _mm_sha256rnds2_epu32(state->abef, state->cdgh, _mm_shuffle_epi32(sum, 0x0E));
  if (i >= 12) return;
  __m128i mixed = _mm_sha256msg1_epu32(words[i & 3], words[(i + 1) & 3]);
  mixed = _mm_add_epi32(mixed, _mm_alignr_epi8(words[(i + 3) & 3], words[(i + 2) & 3], 4));
  words[i & 3] = _mm_sha256msg2_epu32(mixed, words[(i + 3) & 3]);
}

WITH_SHA static inline State add(State a, State b) {
  return (State){_mm_add_epi32(a.abef, b.abef), _mm_add_epi32(a.cdgh, b.cdgh)};
}

WITH_SHA static void take_one(const Text *text, size_t from, State *state) {
  for (size_t block = from; block < text->blocks; block++) {
    __m128i words[4];
    State next = *state;
    load(block_of(text, block), words);
    EACH_ROUND for (int i = 0; i < 16; i++) four_rounds(&next, words, i);
    *state = add(*state, next);
  }
}

WITH_SHA static void take_two(
    const Text *first, const Text *second, size_t blocks, State *one, State *two) {
  for (size_t block = 0; block < blocks; block++) {
    __m128i a[4], b[4];
    State next_one = *one, next_two = *two;
    load(block_of(first, block), a);
    load(block_of(second, block), b);
    EACH_ROUND for (int i = 0; i < 16; i++) {
      four_rounds(&next_one, a, i);
      four_rounds(&next_two, b, i);
    }
    *one = add(*one, next_one);
    *two = add(*two, next_two);
  }
}

WITH_SHA void kontor_sha256(uint8_t prefix, const void *bytes, size_t length, void *hash) {
  if (!has_sha256) abort();
  Text text;
  State state = first_state();
  prepare(&text, prefix, bytes, length);
  take_one(&text, 0, &state);
  finish(state, hash);
}

WITH_SHA void kontor_sha256_pair(
    uint8_t prefix, const void *first, size_t first_length, const void *second,
    size_t second_length, void *first_hash, void *second_hash) {
  if (!has_sha256) abort();
  Text a, b;
  State one = first_state(), two = first_state();
  prepare(&a, prefix, first, first_length);
  prepare(&b, prefix, second, second_length);
  size_t together = a.blocks < b.blocks ? a.blocks : b.blocks;
  take_two(&a, &b, together, &one, &two);
  take_one(&a, together, &one);
  take_one(&b, together, &two);
  finish(one, first_hash);
  finish(two, second_hash);
}

#else

bool kontor_has_sha256(void) { return false; }

void kontor_sha256(uint8_t prefix, const void *bytes, size_t length, void *hash) {
  (void)prefix, (void)bytes, (void)length, (void)hash;
  abort();
}

void kontor_sha256_pair(
    uint8_t prefix, const void *first, size_t first_length, const void *second,
    size_t second_length, void *first_hash, void *second_hash) {
  (void)prefix, (void)first, (void)first_length, (void)second, (void)second_length;
  (void)first_hash, (void)second_hash;
  abort();
}

#endif
