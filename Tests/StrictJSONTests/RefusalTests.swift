import StrictJSON
import Testing

@Suite struct `Refusals of JSON` {
  static let texts: [(String, JSONProblem, Int)] = [
    ("", .unexpectedEnd, 0),
    ("  ", .unexpectedEnd, 2),
    ("{\"a\":1", .unexpectedEnd, 6),
    ("{\"a\"", .unexpectedEnd, 4),
    ("[1,]", .expectedValue, 3),
    ("{\"a\":}", .expectedValue, 5),
    ("{a:1}", .expectedName, 1),
    ("{\"a\":1,}", .expectedName, 7),
    ("{\"a\" 1}", .expectedColon, 5),
    ("{\"a\":1 \"b\":2}", .expectedCommaOrBrace, 7),
    ("[1 2]", .expectedCommaOrBracket, 3),
    ("1 2", .trailingBytes, 2),
    ("{}}", .trailingBytes, 2),
    ("{\"a\":1,\"b\":2,\"a\":3}", .duplicateName, 13),
    ("{\"a\":1,\"\\u0061\":3}", .duplicateName, 7),
    ("NaN", .notANumber, 0),
    ("[Infinity]", .notANumber, 1),
    ("-Infinity", .notANumber, 0),
    ("-", .malformedNumber, 0),
    ("1.", .malformedNumber, 0),
    ("1e", .malformedNumber, 0),
    ("01", .leadingZero, 0),
    ("-00.5", .leadingZero, 0),
    ("1e999", .numberOutOfRange, 0),
    ("1E+308", .numberOutOfRange, 0),
    (String(repeating: "9", count: 65), .numberOutOfRange, 0),
    (".5", .expectedValue, 0),
    ("+1", .expectedValue, 0),
    ("\"abc", .unterminatedString, 0),
    ("\"ab\u{1}\"", .controlCharacter, 3),
    ("\"a\nb\"", .controlCharacter, 2),
    ("\"\u{7F}\"", .controlCharacter, 1),
    ("\"\u{85}\"", .controlCharacter, 1),
    ("\"\\u0000\"", .controlCharacter, 1),
    ("\"\\u001b\"", .controlCharacter, 1),
    ("\"\\u009F\"", .controlCharacter, 1),
    ("\"\\b\"", .controlCharacter, 1),
    ("\"\(Unicode.Scalar(0xFDD0 as UInt32) ?? "a")\"", .noncharacter, 1),
    ("\"\(Unicode.Scalar(0x1FFFE as UInt32) ?? "a")\"", .noncharacter, 1),
    ("\"\\uFFFF\"", .noncharacter, 1),
    ("\"\\uD83F\\uDFFE\"", .noncharacter, 1),
    ("\u{FEFF}{}", .byteOrderMark, 0),
    ("\"a\u{FEFF}\"", .byteOrderMark, 2),
    ("\"\\x41\"", .unknownEscape, 1),
    ("\"\\u12G4\"", .unknownEscape, 1),
    ("\"\\uD800\"", .unpairedSurrogate, 1),
    ("\"\\uDC00\"", .unpairedSurrogate, 1),
    ("\"\\uD800\\u0041\"", .unpairedSurrogate, 1),
    ("tru", .expectedBoolean, 0),
    ("nul", .expectedNull, 0),
    ("'a'", .expectedValue, 0),
    ("// a\n1", .expectedValue, 0),
  ]

  @Test(arguments: texts)
  func `A faulty text is refused at its place`(text: String, problem: JSONProblem, offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.problem == problem)
    #expect(error?.location.offset == offset)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC1, 0x81], [0xC3], [0xE0, 0x80, 0xAF], [0xE2, 0x82],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3, 0x28],
    ] as [[UInt8]])
  func `Invalid UTF-8 is refused`(bytes: [UInt8]) {
    let error = #expect(throws: JSONError.self) {
      try JSONValue(parsing: [0x22, 0x61] + bytes + [0x22])
    }
    #expect(error?.problem == .invalidUTF8)
    #expect(error?.location.offset == 2)
  }

  @Test func `Each control byte is refused at each place of a word`() {
    for byte in (0 as UInt8..<0x20) + [0x7F] {
      for place in 0..<17 {
        var text = [UInt8](repeating: 0x61, count: 17)
        text[place] = byte
        let error = #expect(throws: JSONError.self) {
          try JSONValue(parsing: [0x22] + text + [0x22])
        }
        #expect(error?.problem == .controlCharacter)
        #expect(error?.location.offset == place + 1)
      }
    }
  }

  @Test func `Nesting stops at thirty-two levels`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(parsing: nested(32))
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(33)) }
    #expect(error?.problem == .tooDeep)
    #expect(error?.location.offset == 32)
  }

  @Test func `A name that occurs twice among many is found`() {
    let members = (0..<40).map { "\"m\($0)\":\($0)" } + ["\"m7\":0"]
    let error = #expect(throws: JSONError.self) {
      try JSONValue(parsing: "{" + members.joined(separator: ",") + "}")
    }
    #expect(error?.problem == .duplicateName)
    #expect(error?.location.pointer == "/m7")
  }

  @Test func `An error names line, column and pointer`() {
    let text = "{\n  \"größe\": {\"a/b~c\": [1, 2, 03]}\n}"
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    // In the second line 28 scalars (30 bytes) stand before the 0 of 03, in the first 2 bytes.
    #expect(error?.location.line == 2)
    #expect(error?.location.column == 29)
    #expect(error?.location.pointer == "/größe/a~1b~0c/2")
    #expect(
      error?.description == """
        line 2, column 29 (byte 32), at /größe/a~1b~0c/2: \
        the number has a leading zero; remove it or write a string
        """)
  }

  @Test func `Every problem says what to do`() {
    for problem in JSONProblem.allCases {
      #expect(problem.explanation.count > 15)
    }
  }
}
