import FuzzTargets

/// Damages inputs, the same way for the same seed.
struct Mutator {
  private static let sizeLimit = 1 << 16
  private static let poolLimit = 512

  private let pieces: [[UInt8]]
  private let examples: Int
  /// The examples, then damaged inputs that were accepted: from them one gets further.
  private var pool: [[UInt8]]
  private var random: SeededRandom

  init(_ seeds: Seeds, seed: UInt64) {
    pieces = seeds.pieces
    pool = seeds.inputs
    examples = seeds.inputs.count
    random = SeededRandom(seed: seed)
  }

  mutating func next() -> [UInt8] {
    var input = pool[random.below(pool.count)]
    // Some stay whole, so that a target that refuses everything shows.
    let changes = random.below(16) == 0 ? 0 : 1 << random.below(4)
    for _ in 0..<changes { change(&input) }
    if input.count > Self.sizeLimit { input.removeSubrange(Self.sizeLimit...) }
    return input
  }

  /// Keeps an input that was accepted.
  mutating func keep(_ input: [UInt8]) {
    guard input.count < 8_192, random.below(8) == 0 else { return }
    if pool.count < examples + Self.poolLimit {
      pool.append(input)
    } else {
      pool[examples + random.below(Self.poolLimit)] = input
    }
  }

  private mutating func change(_ input: inout [UInt8]) {
    guard !input.isEmpty else {
      input = pieces[random.below(pieces.count)]
      return
    }
    let place = random.below(input.count)
    switch random.below(11) {
    case 0: input[place] ^= 1 << UInt8(random.below(8))
    case 1: input[place] = UInt8(random.below(256))
    case 2: input.removeSubrange(place..<min(input.count, place + 1 + random.below(16)))
    case 3: input.removeSubrange(place...)
    case 4, 5: input.insert(contentsOf: pieces[random.below(pieces.count)], at: place)
    case 6:
      let other = pool[random.below(pool.count)]
      let start = random.below(max(1, other.count))
      input.replaceSubrange(place..., with: other[min(start, other.count)...])
    case 7:
      let end = min(input.count, place + 1 + random.below(64))
      let copies = 1 + random.below(4)
      input.insert(contentsOf: (0..<copies).flatMap { _ in input[place..<end] }, at: end)
    case 8: nest(&input, at: place)
    case 9:
      let digits = (0..<random.below(40)).map { _ in UInt8(0x30 + random.below(10)) }
      input.replaceSubrange(place..<min(input.count, place + 1), with: digits)
    default:
      let other = random.below(input.count)
      input.swapAt(place, other)
    }
  }

  /// Repeats a piece or a byte, which makes brackets deep and texts long.
  private mutating func nest(_ input: inout [UInt8], at place: Int) {
    let piece = random.below(2) == 0 ? [input[place]] : pieces[random.below(pieces.count)]
    let count = 1 << random.below(random.below(8) == 0 ? 14 : 7)
    input.insert(
      contentsOf: (0..<min(count, Self.sizeLimit / max(1, piece.count))).flatMap { _ in piece },
      at: place)
  }
}

/// SplitMix64.
struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
