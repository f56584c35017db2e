extension JSONValue {
  /// Reads one JSON text strictly; see ``JSONProblem`` for what is refused.
  package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    do throws(JSONFault) {
      var scanner = JSONScanner(bytes)
      let value = try JSONValue(&scanner)
      try scanner.end()
      self = value
    } catch {
      throw JSONError(error, in: bytes)
    }
  }

  /// Reads one JSON text strictly; see ``JSONProblem`` for what is refused.
  package init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      try JSONValue(parsing: buffer)
    }
  }

  /// Reads one JSON text strictly; see ``JSONProblem`` for what is refused.
  package init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads the next value of a text that is being scanned.
  package init(_ scanner: inout JSONScanner) throws(JSONFault) {
    switch try scanner.kind() {
    case .object: self = .object(try JSONObject(&scanner))
    case .array:
      var elements: [JSONValue] = []
      var more = try scanner.beginArray()
      while more {
        elements.append(try JSONValue(&scanner))
        more = try scanner.nextElement()
      }
      self = .array(elements)
    case .string:
      let text = try scanner.text()
      self = .string(scanner.string(text))
    case .number:
      let number = try scanner.number()
      self = .number(scanner.string(number))
    case .bool: self = .bool(try scanner.bool())
    case .null:
      try scanner.null()
      self = .null
    }
  }
}

extension JSONObject {
  fileprivate init(_ scanner: inout JSONScanner) throws(JSONFault) {
    self.init()
    var places: [Int] = []
    var more = try scanner.beginObject()
    while more {
      let name = try scanner.name()
      places.append(name.start - 1)
      members.append(JSONMember(scanner.string(name), try JSONValue(&scanner)))
      more = try scanner.nextMember()
    }
    if let index = firstDuplicate { throw JSONFault(.duplicateName, at: places[index]) }
  }
}
