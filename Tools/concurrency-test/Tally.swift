import ConcurrentHistory

/// What the clients of a round met: a history without conflicts or retries says little.
struct Tally {
  private(set) var operations = 0
  private(set) var taken = 0
  private(set) var again = 0
  private(set) var wrongRevision = 0
  private(set) var keyTaken = 0
  private(set) var reads = 0
  private(set) var unanswered = 0
  /// Pairs of appends next to each other in the log whose calls overlapped.
  private(set) var overlaps = 0

  init() {}

  init(_ history: [ClientCall]) {
    operations = history.count
    var spans: [(first: Int, started: UInt64, ended: UInt64)] = []
    for operation in history {
      guard let answer = operation.answer else {
        unanswered += 1
        continue
      }
      switch answer.outcome {
      case .taken(let places):
        if let first = places.first(where: { !$0.isDuplicate }) {
          taken += 1
          spans.append((first.position, operation.started, answer.ended))
        } else {
          again += 1
        }
      case .wrongRevision: wrongRevision += 1
      case .keyTaken: keyTaken += 1
      case .head, .stream, .position: reads += 1
      }
    }
    spans.sort { $0.first < $1.first }
    overlaps = zip(spans, spans.dropFirst()).count {
      $0.started < $1.ended && $1.started < $0.ended
    }
  }

  static func += (left: inout Tally, right: Tally) {
    left.operations += right.operations
    left.taken += right.taken
    left.again += right.again
    left.wrongRevision += right.wrongRevision
    left.keyTaken += right.keyTaken
    left.reads += right.reads
    left.unanswered += right.unanswered
    left.overlaps += right.overlaps
  }

  static let titles = [
    "asked", "taken", "again", "wrong revision", "key taken", "reads", "no answer", "overlapping",
  ]

  var numbers: [Int] {
    [operations, taken, again, wrongRevision, keyTaken, reads, unanswered, overlaps]
  }

  /// What never happened, and so was not tested.
  var missing: [String] { zip(Self.titles, numbers).filter { $1 == 0 }.map(\.0) }
}
