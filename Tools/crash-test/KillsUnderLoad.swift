import Foundation
import Trials

extension Campaign {
  /// Two processes write, two read, each is killed and started again, until all are killed at once.
  mutating func killUnderLoad() throws {
    var ledger = try newLedger()
    for round in 0..<max(3, rounds / 4) {
      if round % 10 == 9 { ledger = try newLedger() }
      let names = ["a", "b"]
      var writers = try names.map {
        try Child(
          append(ledger, $0, threads: 2, units: 100_000), output: "\(output)-\($0)")
      }
      var readers = try (0..<2).map { try reader(ledger, $0) }
      var lines: [String] = []
      for _ in 0..<4 {
        usleep(UInt32.random(in: 10_000..<80_000, using: &random))
        // The last threads of a killed writer may have a unit each on its way; so it is not started
        // again before what it left was looked at. Readers come and go.
        let place = Int.random(in: 0..<2, using: &random)
        lines += try end(readers[place], "reader")
        readers[place] = try reader(ledger, place)
      }
      usleep(UInt32.random(in: 10_000..<80_000, using: &random))
      let first = Int.random(in: 0..<2, using: &random)
      lines += try end(writers.remove(at: first), "writer")
      usleep(UInt32.random(in: 10_000..<80_000, using: &random))
      lines += try end(writers[0], "writer")
      for reader in readers { lines += try end(reader, "reader") }
      let finding = try ledger.inspect(
        lines, writers: names.flatMap { Self.names($0, threads: 2) })
      tally.add("two writers and readers, killed", .signal(SIGKILL), finding)
    }
  }

  private func reader(_ ledger: TestLedger, _ place: Int) throws -> Child {
    try Child(
      [Child.program, "read", ledger.path], output: "\(output)-reader\(place)",
      errors: "\(output)-reader\(place)-errors")
  }

  /// Kills a child that should have gone on for ever.
  private func end(_ child: Child, _ what: String) throws -> [String] {
    child.kill()
    let (end, lines) = try child.finish()
    guard end == .signal(SIGKILL) else {
      throw Failure(text: "a \(what) beside others ended by itself: \(end), \(lines.last ?? "")")
    }
    return lines
  }
}
