import LedgerEvents
import Money

extension Bool: Compact {
  func write(to writer: inout StateWriter) { writer.byte(self ? 1 : 0) }

  init(from reader: inout StateReader) { self = reader.byte() != 0 }
}

extension UInt16: Compact {
  func write(to writer: inout StateWriter) { writer.varint(UInt64(self)) }

  init(from reader: inout StateReader) { self = UInt16(reader.varint()) }
}

extension UInt32: Compact {
  func write(to writer: inout StateWriter) { writer.varint(UInt64(self)) }

  init(from reader: inout StateReader) { self = UInt32(reader.varint()) }
}

extension Int64: Compact {
  func write(to writer: inout StateWriter) { writer.zigzag(self) }

  init(from reader: inout StateReader) { self = reader.zigzag() }
}

extension String: Compact {
  func write(to writer: inout StateWriter) {
    var text = self
    text.withUTF8 {
      writer.varint(UInt64($0.count))
      writer.append($0)
    }
  }

  init(from reader: inout StateReader) {
    let count = reader.count()
    self = reader.lend(count) { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { text in
        _ = text.update(fromContentsOf: bytes)
        return bytes.count
      }
    }
  }
}

extension Optional: Compact where Wrapped: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(self != nil)
    if let self { writer.write(self) }
  }

  init(from reader: inout StateReader) { self = reader.read() ? Wrapped(from: &reader) : nil }
}

extension Array: Compact where Element: Compact {
  func write(to writer: inout StateWriter) {
    writer.varint(UInt64(count))
    for element in self { writer.write(element) }
  }

  init(from reader: inout StateReader) {
    let count = reader.count()
    self = []
    reserveCapacity(count)
    for _ in 0..<count { append(reader.read()) }
  }
}

extension Set: Compact where Element: Compact {
  func write(to writer: inout StateWriter) {
    writer.varint(UInt64(count))
    for element in self { writer.write(element) }
  }

  init(from reader: inout StateReader) {
    let count = reader.count()
    self.init(minimumCapacity: count)
    for _ in 0..<count { insert(reader.read()) }
  }
}

extension Dictionary: Compact where Key: Compact, Value: Compact {
  func write(to writer: inout StateWriter) {
    writer.varint(UInt64(count))
    for (key, value) in self {
      writer.write(key)
      writer.write(value)
    }
  }

  init(from reader: inout StateReader) {
    let count = reader.count()
    self.init(minimumCapacity: count)
    for _ in 0..<count {
      let key: Key = reader.read()
      updateValue(reader.read(), forKey: key)
    }
  }
}

extension CalendarDay: Compact {
  func write(to writer: inout StateWriter) { writer.zigzag(Int64(daysSinceEpoch)) }

  init(from reader: inout StateReader) {
    guard let day = try? CalendarDay(daysSinceEpoch: Int32(reader.zigzag())) else {
      preconditionFailure("a state has a day that no calendar has")
    }
    self = day
  }
}

extension PersonID: Compact {
  func write(to writer: inout StateWriter) { bytes.withUnsafeBufferPointer { writer.append($0) } }

  init(from reader: inout StateReader) {
    guard let person = reader.lend(Self.byteCount, to: { PersonID(bytes: [UInt8]($0)) }) else {
      preconditionFailure("a state has a person without an id")
    }
    self = person
  }
}

extension Role: Compact {
  func write(to writer: inout StateWriter) { writer.zigzag(Int64(rawValue)) }

  init(from reader: inout StateReader) {
    guard let role = Role(rawValue: Int(reader.zigzag())) else {
      preconditionFailure("a state has a role that is no number of one")
    }
    self = role
  }
}
