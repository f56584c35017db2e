/// How much the index keeps in memory, and how it divides what it writes.
///
/// Blocks of 4,080 bytes fill an LMDB overflow page to the byte, check sum included. A test takes small numbers, so that
/// a few records make many runs.
package struct IndexLimits: Sendable {
  /// A tail of so many records is written as a run.
  package var tail = 65_536
  /// A shorter tail is not written when the journal is closed; the next opening reads these records
  /// again in milliseconds.
  package var worthFlushing = 4_096
  /// So many runs of one level are merged into one of the next.
  package var mergeFactor = 8
  /// Bytes of a block with its check sum: at least 28, one entry of the largest kind; at most 4,080.
  package var blockBytes = 4_080
  /// How many blocks one transaction of a merge writes: 8 MB, which LMDB holds in memory until then.
  package var blocksPerTransaction = 2_000

  package init() {}

  /// Bytes of a block without its check sum.
  var contentBytes: Int { blockBytes - 4 }
}
