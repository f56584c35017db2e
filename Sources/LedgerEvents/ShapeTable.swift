/// The shapes laid out for reading without reference counting; made once and never freed.
struct ShapeTable: @unchecked Sendable {
  static let shared = ShapeTable()

  let messages: UnsafeBufferPointer<MessageTable>
  let enumerations: UnsafeBufferPointer<UnsafeBufferPointer<StaticString>>

  private init() {
    messages = Self.keep(EventShapes.messages.map(MessageTable.init))
    enumerations = Self.keep(EventShapes.enumerations.map { Self.keep($0.values) })
  }

  static func keep<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = buffer.initialize(from: elements)
    return UnsafeBufferPointer(buffer)
  }
}

/// One message's fields and which of them must be given, as bits by their index.
struct MessageTable: @unchecked Sendable {
  let name: StaticString
  let fields: UnsafeBufferPointer<FieldShape>
  let required: UInt64
  let choices: UInt64

  init(_ shape: MessageShape) {
    name = shape.name
    fields = ShapeTable.keep(shape.fields)
    required = Self.bits(shape.fields) { if case .required = $0 { true } else { false } }
    choices = Self.bits(shape.fields) { if case .choice = $0 { true } else { false } }
  }

  /// The index of the field with this name, looked for first at the place where it stands when
  /// the members come in the order of the schema.
  func index(of name: UnsafeBufferPointer<UInt8>, expecting guess: Int) -> Int? {
    if guess < fields.count, fields[guess].name == name { return guess }
    return fields.firstIndex { $0.name == name }
  }

  private static func bits(_ fields: [FieldShape], where test: (FieldLabel) -> Bool) -> UInt64 {
    fields.enumerated().reduce(0) { $0 | (test($1.element.label) ? 1 << UInt64($1.offset) : 0) }
  }
}

extension StaticString {
  /// Whether the bytes are those of the string.
  static func == (text: StaticString, bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.utf8CodeUnitCount == bytes.count else { return false }
    var at = 0
    while at < bytes.count {
      if text.utf8Start[at] != bytes[at] { return false }
      at += 1
    }
    return true
  }
}
