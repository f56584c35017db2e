import Foundation

/// What one run of one work took, and a sum over what it did that must be the same for everybody.
struct Measurement {
  var work: String
  var nanoseconds: UInt64
  /// What the rate counts.
  var done: UInt64
  /// How many things the sum is over.
  var checked: UInt64
  var sum: UInt64

  /// The line that ``ResultTable`` reads.
  func report() {
    let digits = String(sum, radix: 16)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    print("\(work) kontor \(nanoseconds) \(done) \(checked) \(padded)")
  }

  /// A figure that is not compared as a rate, in the place of the nanoseconds.
  static func report(_ work: String, figure: UInt64) { print("\(work) kontor \(figure) 1 0 0") }

  /// The middle and the slow end of single times.
  static func report(_ work: String, times: [UInt64]) {
    let sorted = times.sorted()
    guard !sorted.isEmpty else { return }
    report("\(work)-p50", figure: sorted[sorted.count / 2])
    report("\(work)-p99", figure: sorted[sorted.count - 1 - sorted.count / 100])
  }

  static func now() -> UInt64 { read(CLOCK_MONOTONIC) }

  /// What all threads of this process have computed, which other work on the machine changes little.
  static func computed() -> UInt64 { read(CLOCK_PROCESS_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// FNV-1a, as in reference.h.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    return hash
  }
}
