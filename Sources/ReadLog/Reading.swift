import StrictJSON

/// That somebody was shown something that not everybody may see.
///
/// It says who, what and about whom by ids; what was shown, it does not say.
package struct Reading: Hashable, Sendable {
  /// When, in microseconds since 1970 UTC; never less than that of the reading before.
  package internal(set) var time: Int64
  /// Who asked, an id.
  package let actor: String
  /// The command that was asked, such as `commission statement`.
  package let command: String
  /// About whom or what: employees, accounts, persons by their subject or id, or `ledger`.
  package let about: [String]
  package let purpose: String?
  /// How many events the answer knew.
  package let knownSize: UInt64

  package init(
    time: Int64, actor: String, command: String, about: [String], purpose: String? = nil,
    knownSize: UInt64
  ) {
    self.time = time
    self.actor = actor
    self.command = command
    self.about = about
    self.purpose = purpose
    self.knownSize = knownSize
  }
}

extension Reading {
  /// The leaf of the log's tree: JSON with its members in this order.
  var leaf: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("time", time)
    json.member("actor", actor)
    json.member("command", command)
    json.name("about")
    json.beginArray()
    for subject in about { json.value(subject) }
    json.endArray()
    if let purpose { json.member("purpose", purpose) }
    json.member("knownSize", knownSize)
    json.endObject()
    return json.bytes
  }

  /// Reads a leaf; nil when it is none.
  init?(leaf: [UInt8]) {
    guard let object = (try? JSONValue(parsing: leaf))?.object,
      let time = object["time"]?.int64, let actor = object["actor"]?.string,
      let command = object["command"]?.string, let about = object["about"]?.array,
      let size = object["knownSize"]?.int64.flatMap(UInt64.init(exactly:))
    else { return nil }
    self.init(
      time: time, actor: actor, command: command, about: about.compactMap(\.string),
      purpose: object["purpose"]?.string, knownSize: size)
  }
}
