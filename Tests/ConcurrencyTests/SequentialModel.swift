import ConcurrentHistory

/// The journal as one thing after another: what it would say, and every order tried.
struct SequentialModel {
  private var log: [LoggedRecord] = []

  private func last(_ stream: String) -> UInt32? {
    let count = log.count { $0.stream == stream }
    return count == 0 ? nil : UInt32(count - 1)
  }

  static func root(_ size: Int) -> String { "root \(size)" }

  /// What `action` is answered, and what it changes.
  mutating func perform(_ action: ClientCall.Action) -> ClientCall.Outcome {
    switch action {
    case .head: return .head(size: log.count, root: Self.root(log.count))
    case .stream(let stream):
      return .stream(log.indices.filter { log[$0].stream == stream })
    case .lookup(let key): return .position(log.firstIndex { $0.key == key })
    case .append(let unit, let expecting):
      let before = log
      var places: [ClientCall.Place] = []
      for record in unit {
        if let place = log.firstIndex(where: { $0.key == record.key }) {
          guard log[place].content == record.content else {
            log = before
            return .keyTaken(key: record.key, position: place)
          }
          places.append(
            .init(position: place, revision: log[place].revision, isDuplicate: true))
          continue
        }
        if log == before {
          for expected in expecting where last(expected.stream) != expected.revision {
            return .wrongRevision(stream: expected.stream, actual: last(expected.stream))
          }
        }
        let revision = last(record.stream).map { $0 + 1 } ?? 0
        log.append(
          LoggedRecord(
            key: record.key, stream: record.stream, revision: revision, content: record.content))
        places.append(.init(position: log.count - 1, revision: revision, isDuplicate: false))
      }
      return .taken(places)
    }
  }

  var records: [LoggedRecord] { log }

  /// Whether some order of the operations that respects time gives every answer and this log.
  func explains(_ operations: [ClientCall], _ records: [LoggedRecord]) -> Bool {
    let isDone = operations.allSatisfy { $0.answer == nil }
    if isDone, log == records { return true }
    for (index, next) in operations.enumerated() {
      let mustWait = operations.contains { other in
        other.answer.map { $0.ended < next.started } ?? false
      }
      if mustWait { continue }
      var state = self
      let outcome = state.perform(next.action)
      if let answer = next.answer, answer.outcome != outcome { continue }
      var rest = operations
      rest.remove(at: index)
      if state.explains(rest, records) { return true }
    }
    return false
  }
}
