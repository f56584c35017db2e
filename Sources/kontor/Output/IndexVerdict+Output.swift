import Journal
import Printing
import StrictJSON

extension IndexVerdict {
  /// Says so where it is damaged; a sound index is nothing that a reader asked about.
  func show() throws {
    guard case .damaged(let reason) = self else { return }
    let word = Style.bad.applied(to: "not sound,", on: .output)
    try StandardStream.output.line("Index: \(word) \(reason.printable())")
    try StandardStream.error.line(
      "The records are sound. The next command that writes makes the index anew from them.")
  }

  func write(to json: inout JSONWriter) {
    json.name("index")
    json.beginObject()
    switch self {
    case .sound(let entries):
      json.member("outcome", "sound")
      json.member("entries", entries)
    case .absent: json.member("outcome", "absent")
    case .damaged(let reason):
      json.member("outcome", "damaged")
      json.member("reason", reason)
    }
    json.endObject()
  }
}
