import Dispatch
import Synchronization
import TransparencyLog

/// Hashes the records of a batch as leaves of the tree, on a second thread while the first one writes
/// them, where the batch is long enough to be worth it.
///
/// The records are divided into pieces; whoever is free takes the next one. So it ends also when no
/// second thread ever comes, and a thread that comes late finds nothing to do and touches nothing.
final class LeafHashing: @unchecked Sendable {
  private static let pieceCount = 128
  private static let queue = DispatchQueue(label: "kontor.leaves")

  private let bytes: UnsafeRawBufferPointer
  private let starts: UnsafeBufferPointer<Int>
  private let hashes: UnsafeMutableBufferPointer<Hash>
  private let pieces: Int
  private let next = Atomic(0)
  private let done = Atomic(0)
  private let end = DispatchSemaphore(value: 0)

  /// The hash of each of the records that begin at `starts`, the last of which is the end of all.
  ///
  /// `meanwhile` runs on this thread; it may not change the records.
  static func hashes(
    of bytes: UnsafeRawBufferPointer, starts: UnsafeBufferPointer<Int>, meanwhile: () -> Void
  ) -> [Hash] {
    let count = starts.count - 1
    if count == 1 {
      meanwhile()
      return [MerkleTree.leafHash(bytes)]
    }
    return [Hash](unsafeUninitializedCapacity: count) { hashes, initialized in
      let work = LeafHashing(bytes: bytes, starts: starts, hashes: hashes)
      if count > pieceCount { queue.async { work.takePieces() } }
      meanwhile()
      work.takePieces()
      work.end.wait()
      initialized = count
    }
  }

  private init(
    bytes: UnsafeRawBufferPointer, starts: UnsafeBufferPointer<Int>,
    hashes: UnsafeMutableBufferPointer<Hash>
  ) {
    self.bytes = bytes
    self.starts = starts
    self.hashes = hashes
    pieces = (starts.count - 1 + Self.pieceCount - 1) / Self.pieceCount
    if pieces == 0 { end.signal() }
  }

  private func takePieces() {
    while true {
      let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard piece < pieces else { return }
      let start = piece * Self.pieceCount
      hash(start, min(start + Self.pieceCount, starts.count - 1))
      if done.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue == pieces { end.signal() }
    }
  }

  private func hash(_ from: Int, _ to: Int) {
    var index = from
    while index + 1 < to {
      let pair = MerkleTree.leafHashes(record(index), record(index + 1))
      hashes.initializeElement(at: index, to: pair.0)
      hashes.initializeElement(at: index + 1, to: pair.1)
      index += 2
    }
    if index < to { hashes.initializeElement(at: index, to: MerkleTree.leafHash(record(index))) }
  }

  private func record(_ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[starts[index]..<starts[index + 1]])
  }
}
