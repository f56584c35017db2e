import Journal
import Printing
import StrictJSON
import TransparencyLog

/// How much of the ledger outsiders have seen, and how long ago.
struct AnchorSummary {
  private let count: Int
  private let newestSize: UInt64?
  private let newest: (word: OutsideWord, size: UInt64, age: Int64)?

  /// `now` is in microseconds since 1970 UTC.
  init(_ list: [(AnchorDirectory.Entry, [OutsideWord])], now: Int64) {
    count = list.count
    newestSize = list.last?.0.checkpoint.size
    var newest: (word: OutsideWord, size: UInt64, age: Int64)?
    for (entry, words) in list {
      for word in words {
        guard let age = word.age(now), newest.map({ age <= $0.age }) ?? true else { continue }
        newest = (word, entry.checkpoint.size, age)
      }
    }
    self.newest = newest
  }

  var checkpoints: String {
    guard let newestSize else { return "none; `kontor checkpoint` signs one" }
    return "\(count), the newest of size \(newestSize)"
  }

  var newestWord: String {
    guard let newest else { return "none outside; `kontor anchor --help` says how to get one" }
    return """
      \(AgeText.text(seconds: newest.age)) old: \(newest.word.kind) of \
      \(newest.word.speakerText.printable()), size \(newest.size)
      """
  }

  func write(to json: inout JSONWriter) {
    json.name("checkpoint")
    if let newestSize {
      json.beginObject()
      json.member("size", newestSize)
      json.member("count", count)
      json.endObject()
    } else {
      json.null()
    }
    json.name("outsideAnchor")
    if let newest {
      json.beginObject()
      json.member("kind", newest.word.kind)
      json.member("by", newest.word.speaker)
      json.member("size", newest.size)
      json.member("time", newest.word.time)
      json.member("age", newest.age)
      json.endObject()
    } else {
      json.null()
    }
  }
}
