/// A SplitMix64 stream of numbers: the same seed gives the same numbers on every machine.
struct SeededRandom {
  private var state: UInt64

  /// A stream of its own for each `stream` number, so that more accounts leave the others alone.
  init(seed: UInt64, stream: UInt64) {
    state = seed
    state = next() ^ (stream &* 0xD6E8_FEB8_6659_FD93)
    state = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to and without `count`, which must be positive.
  mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  mutating func between(_ low: Int, _ high: Int) -> Int {
    low + below(high - low + 1)
  }

  mutating func chance(percent: Int) -> Bool {
    below(100) < percent
  }

  mutating func chance(perMille: Int) -> Bool {
    below(1_000) < perMille
  }
}
