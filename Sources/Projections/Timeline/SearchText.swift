import LedgerEvents
import StrictJSON

/// What of an event can be searched: its line, its ids, its products, the texts in its data.
///
/// The names of members are no part of it, so that a search for `order` does not find every event
/// that has an `order_id`.
package struct SearchText {
  private let texts: [String]

  init(_ texts: [String]) {
    self.texts = texts
  }

  init(_ entry: TimelineEntry) {
    var texts = [entry.summary, entry.stored.id, entry.stored.subject]
    if let original = entry.originalSummary { texts.append(original) }
    if let amendment = entry.amendment { texts.append(amendment.reason) }
    texts += entry.remarks.map(\.reason)
    if let actor = entry.stored.actor { texts.append(actor) }
    if let data = try? CloudEvents.data(entry.stored), let value = try? JSONValue(parsing: data) {
      Self.collect(value, into: &texts)
    }
    self.texts = texts
  }

  /// Whether every word stands somewhere in the texts.
  func holds(_ words: String) -> Bool {
    for spelling in Spelling.allCases {
      let folded = texts.map { Self.folded($0, spelling) }
      let wanted = Self.folded(words, spelling).split(separator: " ")
      if wanted.allSatisfy({ word in folded.contains { $0.contains(word) } }) { return true }
    }
    return false
  }

  /// How letters with marks are written without them.
  package enum Spelling: CaseIterable {
    /// ä as ae.
    case german
    /// ä as a.
    case plain
  }

  /// The text in small letters without marks.
  package static func folded(_ text: String, _ spelling: Spelling) -> String {
    var folded = ""
    folded.reserveCapacity(text.utf8.count)
    for character in text.lowercased() {
      if character.isASCII {
        folded.append(character)
      } else if character == "ß" {
        folded += "ss"
      } else if spelling == .german, let pair = german[character] {
        folded += pair
      } else {
        folded += plain[character] ?? String(character)
      }
    }
    return folded
  }

  private static let german: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe"]

  private static let plain: [Character: String] = {
    let letters = [
      "a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđ", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ",
      "i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľł", "n": "ñńņň", "o": "òóôõöøōŏő",
      "r": "ŕŗř", "s": "śŝşšș", "t": "ţťŧț", "u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ",
      "z": "źżž", "ae": "æ", "oe": "œ",
    ]
    var plain: [Character: String] = [:]
    for (letter, marked) in letters {
      for character in marked { plain[character] = letter }
    }
    return plain
  }()

  private static func collect(_ value: JSONValue, into texts: inout [String]) {
    switch value {
    case .string(let text): texts.append(text)
    case .array(let values): for value in values { collect(value, into: &texts) }
    case .object(let object):
      for member in object { collect(member.value, into: &texts) }
    default: return
    }
  }
}
