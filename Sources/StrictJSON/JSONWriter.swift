/// Writes JSON piece by piece, putting in the commas, colons and, when asked, line breaks.
///
/// The caller balances begin and end, and writes a name before each value in an object.
package struct JSONWriter: Sendable {
  /// What has been written.
  package private(set) var bytes: [UInt8] = []
  private let isPretty: Bool
  private var depth = 0
  private var needsComma = false
  private var followsName = false

  package init(pretty: Bool = false) {
    isPretty = pretty
  }

  /// What has been written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func beginObject() { begin(UInt8(ascii: "{")) }

  package mutating func endObject() { end(UInt8(ascii: "}")) }

  package mutating func beginArray() { begin(UInt8(ascii: "[")) }

  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes the name of the member that follows.
  package mutating func name(_ name: String) {
    startValue()
    appendQuoted(name)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    followsName = true
  }

  /// Writes a name that is known when the program is built.
  package mutating func name(fixed name: StaticString) {
    startValue()
    appendQuoted(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    followsName = true
  }

  /// Writes a string whose bytes are valid UTF-8.
  package mutating func value(utf8 text: UnsafeBufferPointer<UInt8>) {
    startValue()
    appendQuoted(text)
    needsComma = true
  }

  package mutating func value(_ value: String) {
    startValue()
    appendQuoted(value)
    needsComma = true
  }

  package mutating func value(_ value: some BinaryInteger) { number(String(value)) }

  package mutating func value(_ value: Bool) { number(value ? "true" : "false") }

  package mutating func null() { number("null") }

  /// Writes a number whose characters are already JSON.
  package mutating func number(_ characters: String) {
    startValue()
    bytes.append(contentsOf: characters.utf8)
    needsComma = true
  }

  /// Writes text that is one JSON value already, byte for byte.
  package mutating func raw(_ json: some Collection<UInt8>) {
    startValue()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): self.value(value)
    case .number(let characters): number(characters)
    case .string(let value): self.value(value)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let object):
      beginObject()
      for member in object {
        name(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  package mutating func member(_ name: String, _ value: String) {
    self.name(name)
    self.value(value)
  }

  package mutating func member(_ name: String, _ value: some BinaryInteger) {
    self.name(name)
    self.value(value)
  }

  package mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    self.value(value)
  }

  package mutating func member(_ name: String, _ value: JSONValue) {
    self.name(name)
    self.value(value)
  }

  private mutating func begin(_ bracket: UInt8) {
    startValue()
    bytes.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if needsComma { breakLine() }
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func startValue() {
    if followsName {
      followsName = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    needsComma = false
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
  }

  private mutating func appendQuoted(_ value: String) {
    var value = value
    value.withUTF8 { appendQuoted($0) }
  }

  /// Copies runs that need no escape at once.
  private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var run = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[run..<at]))
        appendEscape(byte)
        run = at + 1
      }
      at += 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[run...]))
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0..<0x20, 0x7F:
      let digits = String(byte, radix: 16)
      bytes.append(contentsOf: "u00\(digits.count < 2 ? "0" : "")\(digits)".utf8)
    default: bytes.append(byte)
    }
  }
}

extension JSONValue {
  /// The value as JSON text.
  package func write(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    writer.value(self)
    return writer.bytes
  }
}
