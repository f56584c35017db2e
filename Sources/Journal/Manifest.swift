import TransparencyLog

/// What the index holds: up to where it has read, and in which runs.
struct Manifest: Equatable {
  /// An index of any other format is made anew.
  static let format: UInt32 = 4

  struct Run: Equatable {
    let number: UInt32
    /// 0 for a run written from memory, one more for each merge it came from.
    let level: UInt32
    let count: UInt64
  }

  /// Positions below this are in the runs.
  var watermark: UInt64 = 0
  /// The journal's root at the watermark: another journal is recognised by it.
  var root = MerkleTree.emptyRoot
  var nextRun: UInt32 = 0
  var runs: [Run] = []
  /// Runs whose blocks may lie about without belonging: half written, or merged into another.
  var leftovers: [UInt32] = []

  init() {}

  /// Stored form, big-endian: format 4, watermark 8, root 32, next run 4, number of runs 4, then
  /// 16 bytes a run (number 4, level 4, count 8), then 4 bytes a leftover.
  var stored: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: Manifest.format)
    bytes.append(bigEndian: watermark)
    bytes += root.bytes
    bytes.append(bigEndian: nextRun)
    bytes.append(bigEndian: UInt32(runs.count))
    for run in runs {
      bytes.append(bigEndian: run.number)
      bytes.append(bigEndian: run.level)
      bytes.append(bigEndian: run.count)
    }
    for run in leftovers { bytes.append(bigEndian: run) }
    return bytes
  }

  init?(stored bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 52, bytes.count % 4 == 0 else { return nil }
    guard bytes.bigEndian(at: 0) == Manifest.format else { return nil }
    watermark = bytes.bigEndian(at: 4)
    root = Hash(.init(rebasing: bytes[12..<44]))
    nextRun = bytes.bigEndian(at: 44)
    let runCount: UInt32 = bytes.bigEndian(at: 48)
    guard 52 + Int(runCount) * 16 <= bytes.count else { return nil }
    for index in 0..<Int(runCount) {
      let start = 52 + index * 16
      runs.append(
        Run(
          number: bytes.bigEndian(at: start), level: bytes.bigEndian(at: start + 4),
          count: bytes.bigEndian(at: start + 8)))
    }
    for start in stride(from: 52 + Int(runCount) * 16, to: bytes.count, by: 4) {
      leftovers.append(bytes.bigEndian(at: start))
    }
  }

  /// The runs to merge next: the first level that has as many as the merge factor.
  func due(factor: Int) -> [Run] {
    let levels = Set(runs.map(\.level)).sorted()
    for level in levels {
      let same = runs.filter { $0.level == level }
      if same.count >= factor { return same }
    }
    return []
  }
}
