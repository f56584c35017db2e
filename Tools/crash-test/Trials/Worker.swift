import Foundation
import Journal
import LMDB
import Synchronization

/// The child: appends units from several threads, and says of each that it was acknowledged only
/// after it was.
///
/// Lines on standard output: `ACK writer number position…`, `FAIL reason`, at last `DONE`.
package struct Worker {
  private let path: String
  private let writer: String
  private let units: Int
  private let starts: [Int]
  private let options: Journal.Options

  package init(_ options: Options) {
    path = options.plain[0]
    writer = options["--writer"] ?? "w"
    units = options.number("--units", else: 10)
    starts = (options["--from"] ?? "0").split(separator: ",").compactMap { Int($0) }
    var journal = Unit.options(tail: options.number("--tail", else: 16))
    if let map = options["--map"].flatMap({ Int($0) }) { journal.environment.mapSize = map }
    self.options = journal
  }

  /// The name under which the thread number `thread` writes.
  package static func name(_ writer: String, _ thread: Int) -> String { "\(writer).\(thread)" }

  package func run() throws {
    let journal: Journal
    do {
      journal = try Journal(opening: path, options: options)
    } catch {
      say("FAIL \(error)")
      throw error
    }
    let failure = Mutex<(any Error)?>(nil)
    let group = DispatchGroup()
    for (thread, start) in starts.enumerated() {
      group.enter()
      Thread.detachNewThread {
        defer { group.leave() }
        do {
          for number in start..<start + units {
            let unit = Unit(writer: Worker.name(writer, thread), number: number)
            let receipts = try journal.append(unit)
            say(
              "ACK \(unit.writer) \(number) "
                + receipts.map { "\($0.position)" }.joined(separator: " "))
          }
        } catch {
          say("FAIL \(error)")
          failure.withLock { $0 = error }
        }
      }
    }
    group.wait()
    journal.close()
    if let failure = failure.withLock({ $0 }) { throw failure }
    say("DONE")
  }

  /// One call, so that a line is there whole or not at all.
  private func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    if write(1, bytes, bytes.count) != bytes.count { exit(3) }
  }
}
