package import Journal
package import Money
package import StrictJSON
package import TransparencyLog

/// Prints one JSON value on a line of its own.
package func printJSON(_ body: (inout JSONWriter) throws -> Void) throws {
  var writer = JSONWriter()
  try body(&writer)
  try StandardStream.output.write(writer.bytes + [0x0A])
}

extension JSONWriter {
  /// A member, null where there is no value.
  package mutating func member(_ name: String, optional value: String?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  package mutating func member(_ name: String, optional value: (some BinaryInteger)?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  /// `{"amount":"1234.56","currency":"EUR"}`.
  package mutating func member(_ name: String, _ amount: Amount) {
    self.name(name)
    beginObject()
    member("amount", "\(amount)")
    member("currency", amount.currency.code)
    endObject()
  }

  /// `"head":{"size":…,"root":"…"}`.
  package mutating func head(_ head: Head) {
    self.head(named: "head", size: head.size, root: head.root)
  }

  /// A head under another name.
  package mutating func head(named name: String, size: UInt64, root: Hash) {
    self.name(name)
    beginObject()
    member("size", size)
    member("root", "\(root)")
    endObject()
  }

  package mutating func array<Element>(
    _ name: String, _ elements: some Sequence<Element>,
    _ body: (inout JSONWriter, Element) throws -> Void
  ) rethrows {
    self.name(name)
    beginArray()
    for element in elements { try body(&self, element) }
    endArray()
  }

  package mutating func positions(_ name: String, _ positions: [UInt64]) {
    array(name, positions) { $0.value($1) }
  }
}
