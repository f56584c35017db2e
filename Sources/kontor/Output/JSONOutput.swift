import Journal
import Money
import StrictJSON
import TransparencyLog

/// Prints one JSON value on a line of its own.
func printJSON(_ body: (inout JSONWriter) throws -> Void) throws {
  var writer = JSONWriter()
  try body(&writer)
  try StandardStream.output.write(writer.bytes + [0x0A])
}

extension JSONWriter {
  /// A member, null where there is no value.
  mutating func member(_ name: String, optional value: String?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  mutating func member(_ name: String, optional value: (some BinaryInteger)?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  /// `{"amount":"1234.56","currency":"EUR"}`.
  mutating func member(_ name: String, _ amount: Amount) {
    self.name(name)
    beginObject()
    member("amount", "\(amount)")
    member("currency", amount.currency.code)
    endObject()
  }

  /// `"head":{"size":…,"root":"…"}`.
  mutating func head(_ head: Head) {
    self.head(named: "head", size: head.size, root: head.root)
  }

  /// A head under another name.
  mutating func head(named name: String, size: UInt64, root: Hash) {
    self.name(name)
    beginObject()
    member("size", size)
    member("root", "\(root)")
    endObject()
  }

  mutating func array<Element>(
    _ name: String, _ elements: some Sequence<Element>,
    _ body: (inout JSONWriter, Element) throws -> Void
  ) rethrows {
    self.name(name)
    beginArray()
    for element in elements { try body(&self, element) }
    endArray()
  }

  mutating func positions(_ name: String, _ positions: [UInt64]) {
    array(name, positions) { $0.value($1) }
  }
}
