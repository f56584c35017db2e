import ConcurrentHistory
import Foundation
import Journal
import Synchronization

/// The child process: several clients at one journal, a thread each.
struct Clients {
  let ledger: String
  let history: String
  let name: String
  let count: Int
  let operations: Int
  let seed: UInt64

  func run() throws {
    // What a killed process of this name left without an answer is asked again.
    var left: [(unit: [ClientCall.Intended], expecting: [ClientCall.Expectation])] = []
    for operation in try HistoryFile.read(history) where operation.answer == nil {
      if case .append(let unit, let expecting) = operation.action { left.append((unit, expecting)) }
    }
    let file = try HistoryFile(history)
    let journal = try Journal(opening: ledger, options: TestRecord.options)
    let failure = Mutex<(any Error)?>(nil)
    let group = DispatchGroup()
    let threads = count
    let open = left
    for number in 0..<threads {
      group.enter()
      // The stride spreads what was left over the clients.
      let mine = stride(from: number, to: open.count, by: threads).map { open[$0] }
      Thread.detachNewThread {
        defer { group.leave() }
        var client = Client(
          "\(name).\(number)", journal: journal, file: file,
          seed: seed &* 1_000_003 &+ UInt64(number), open: mine)
        do {
          try client.run(operations)
        } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    group.wait()
    journal.close()
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
