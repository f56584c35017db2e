import Foundation
import Journal

/// The child that reads while others write: it follows the journal and never sees it shrink, a unit in
/// part or a hole.
package struct Reader {
  private let path: String

  package init(_ options: Options) { path = options.plain[0] }

  /// Reads until it is killed, or throws what it should not have seen.
  package func run() throws {
    let journal = try Journal(opening: path, options: Unit.options(tail: 16))
    var seen: UInt64 = 0
    var passes = 0
    while true {
      if passes == 1 { print("READING") }
      fflush(nil)
      passes += 1
      let head = try journal.head()
      guard head.size >= seen else {
        throw Failure(text: "there were \(seen) records, now there are \(head.size)")
      }
      try follow(journal, from: seen, to: head.size)
      seen = head.size
    }
  }

  private func follow(_ journal: Journal, from: UInt64, to size: UInt64) throws {
    var open: Unit?
    var next = from
    var wrong: String?
    try journal.scan(from: from, to: size) { header, record throws(JournalError) in
      let id = Envelope(record).map { String(decoding: $0.id, as: UTF8.self) } ?? ""
      guard let (unit, place) = Unit.parse(id), header.position == next else {
        wrong = "\(id) at \(header.position), where \(next) was to come"
        return
      }
      next += 1
      if place == 0, open == nil { open = unit }
      if open != unit { wrong = "\(id) at \(header.position) is out of place" }
      if place == unit.count - 1 { open = nil }
    }
    if let wrong { throw Failure(text: wrong) }
    if let open { throw Failure(text: "\(open) can be seen in part") }
    guard next == size else { throw Failure(text: "\(size) records were announced, \(next) seen") }
  }
}
