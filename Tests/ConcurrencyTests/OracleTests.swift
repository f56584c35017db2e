import ConcurrentHistory
import Testing

/// The check against the plainest one there is: trying every order.
@Suite struct OracleTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `Small histories get the verdict that trying every order gives`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var verdicts = (sound: 0, broken: 0)
    for number in 0..<250 {
      var (operations, records) = history(&random)
      if number % 3 != 0 { damage(&operations, &records, &random) }
      let roots = (0...records.count).map { SequentialModel.root($0) }
      let violations = HistoryCheck.violations(
        of: operations, log: FinalLog(records, roots: roots))
      let isSound = SequentialModel().explains(operations, records)
      #expect(
        violations.isEmpty == isSound,
        "seed \(seed), history \(number): \(operations), \(records), \(violations)")
      if isSound { verdicts.sound += 1 } else { verdicts.broken += 1 }
      if number % 3 == 0 { #expect(isSound, "seed \(seed), history \(number)") }
    }
    #expect(verdicts.sound > 80 && verdicts.broken > 40, "seed \(seed): \(verdicts)")
  }

  /// Up to five operations that overlap at random and are answered as the model answers them.
  private func history(
    _ random: inout SeededRandom
  ) -> (operations: [ClientCall], records: [LoggedRecord]) {
    var model = SequentialModel()
    var operations: [ClientCall] = []
    for number in 0..<Int.random(in: 1...5, using: &random) {
      let action = action(&random)
      let moment = UInt64(10 * (number + 1))
      let started = moment - UInt64.random(in: 1...25, using: &random).clamped(to: moment - 1)
      let ended = moment + UInt64.random(in: 1...25, using: &random)
      let isHeard = Int.random(in: 0..<6, using: &random) != 0
      let isDone = isHeard || Bool.random(using: &random)
      let outcome = isDone ? model.perform(action) : nil
      operations.append(
        ClientCall(
          client: "c\(number)", number: 0, action: action, started: started,
          answer: isHeard ? outcome.map { .init(ended: ended, outcome: $0) } : nil))
    }
    return (operations.shuffled(using: &random), model.records)
  }

  private func action(_ random: inout SeededRandom) -> ClientCall.Action {
    let stream = ["s", "t"][Int.random(in: 0..<2, using: &random)]
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .head
    case 1: return .stream(stream)
    case 2: return .lookup(["a0", "b0", "c0"][Int.random(in: 0..<3, using: &random)])
    default:
      // A key comes always with the same companions.
      let key = Int.random(in: 0..<3, using: &random)
      let name = ["a", "b", "c"][key]
      let content = key == 0 && Int.random(in: 0..<3, using: &random) == 0 ? 1 : 0
      let unit = (0...key).map {
        ClientCall.Intended(
          key: "\(name)\($0)", stream: $0 == 1 ? "t" : "s", content: Int64(content))
      }
      let revision = [nil, 0, 1, 2][Int.random(in: 0..<4, using: &random)] as UInt32?
      return .append(
        unit,
        expecting: Bool.random(using: &random) ? [] : [.init(stream: stream, revision: revision)])
    }
  }

  /// One change of a number, a time or a place.
  private func damage(
    _ operations: inout [ClientCall], _ records: inout [LoggedRecord],
    _ random: inout SeededRandom
  ) {
    let index = operations.indices.randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      let time = UInt64.random(in: 0..<80, using: &random)
      operations[index].started = time
      operations[index].answer?.ended = time + UInt64.random(in: 0..<20, using: &random)
    case 1 where records.count > 1:
      let place = Int.random(in: 1..<records.count, using: &random)
      records.swapAt(place - 1, place)
    case 2 where !records.isEmpty:
      records.remove(at: Int.random(in: 0..<records.count, using: &random))
    case 3: operations[index].answer = nil
    default:
      guard let outcome = operations[index].answer?.outcome else { return }
      operations[index].answer?.outcome = changed(outcome, &random)
    }
  }

  private func changed(
    _ outcome: ClientCall.Outcome, _ random: inout SeededRandom
  ) -> ClientCall.Outcome {
    let step = Bool.random(using: &random) ? 1 : -1
    switch outcome {
    case .head(let size, let root): return .head(size: size + step, root: root)
    case .stream(let seen): return .stream(Array(seen.dropLast()))
    case .position(let position): return .position(position.map { $0 + step })
    case .keyTaken(let key, let position): return .keyTaken(key: key, position: position + step)
    case .wrongRevision(let stream, let actual):
      return .wrongRevision(stream: stream, actual: actual.map { $0 &+ 1 } ?? 0)
    case .taken(var places):
      let index = places.indices.randomElement(using: &random) ?? 0
      if Bool.random(using: &random) {
        places[index].isDuplicate.toggle()
      } else {
        places[index].position += step
      }
      return .taken(places)
    }
  }
}

extension UInt64 {
  fileprivate func clamped(to limit: UInt64) -> UInt64 { Swift.min(self, limit) }
}
