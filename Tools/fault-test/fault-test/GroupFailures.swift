import Foundation
import Journal
import Trials

/// Fails each call of threads that append together to a journal whose index is written and merged.
struct GroupFailures {
  let shim: Shim
  let program: Program
  let directory: String
  let step: Int
  let hows: [Shim.How]
  var tally: Tally

  mutating func run() throws {
    for threads in [1, 8] {
      let kind = threads == 1 ? "append with index flush" : "group commit of 8"
      let writers = (0..<threads).map { Worker.name("w", $0) }
      for how in hows {
        var ledger = try newLedger()
        var number = 1
        while true {
          if number % 50 == 0 { ledger = try newLedger() }
          let command =
            [Child.program, "append", ledger.path, "--units", threads == 1 ? "12" : "3", "--from"]
            + [ledger.starts("w", threads: threads).map { "\($0)" }.joined(separator: ",")]
          let ending = try program.run(
            command: command,
            environment: try shim.failing(number, how, kit: number % 2, below: directory + "/group")
          )
          let counted = shim.counted()
          let place = "\(kind): call \(number), \(counted.first), \(how.words)"
          guard case .exit = ending.end else {
            throw Failure(text: "\(place): \(ending.end), \(ending.errors)")
          }
          do {
            _ = try ledger.inspect(ending.lines, writers: writers)
          } catch {
            throw Failure(text: "\(place): \((error as? Failure)?.text ?? "\(error)")")
          }
          tally.add(kind, ending, isTouched: counted.failed > 0)
          if number > counted.calls { break }
          number += step
        }
      }
    }
  }

  private func newLedger() throws -> TestLedger {
    let path = directory + "/group"
    try? FileManager.default.removeItem(atPath: path)
    return try TestLedger(creating: path)
  }
}
