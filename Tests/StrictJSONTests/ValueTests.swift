import StrictJSON
import Testing

@Suite struct `JSON values` {
  @Test func `Every kind of value is read`() throws {
    let text = #" {"n":null,"t":true,"f":false,"i":-12,"d":1.50e3,"s":"ä","a":[1,[]],"o":{}} "#
    let value = try JSONValue(parsing: text)
    #expect(
      value == [
        "n": .null, "t": true, "f": false, "i": -12, "d": .number("1.50e3"), "s": "ä",
        "a": [1, []], "o": [:],
      ])
  }

  @Test func `Escapes are decoded`() throws {
    let text = #""\"\\\/\n\r\t\u00e4\u20AC\uD83D\uDE00x""#
    #expect(try JSONValue(parsing: text) == .string("\"\\/\n\r\tä€😀x"))
  }

  @Test func `Strings of every length around a word are read whole`() throws {
    for length in 0..<40 {
      for suffix in ["", "ü", "😀", "€b"] {
        let string = String(repeating: "k", count: length) + suffix
        #expect(try JSONValue(parsing: "[\"\(string)\"]") == .array([.string(string)]))
      }
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("9223372036854775807", Int64.max),
      ("-9223372036854775808", Int64.min), ("9223372036854775808", nil),
      ("-9223372036854775809", nil), ("1.0", nil), ("1e2", nil), ("18446744073709551616", nil),
    ] as [(String, Int64?)])
  func `Integers are read exactly or not at all`(text: String, expected: Int64?) throws {
    #expect(try JSONValue(parsing: text).int64 == expected)
    let bytes = Array(text.utf8)
    let scanned = try bytes.withUnsafeBufferPointer { buffer throws(JSONFault) in
      var scanner = JSONScanner(buffer)
      let number = try scanner.number()
      return scanner.int64(number)
    }
    #expect(scanned == expected)
  }

  @Test(
    arguments: [
      ("0", 0), ("18446744073709551615", UInt64.max), ("18446744073709551616", nil), ("-1", nil),
      ("1.0", nil),
    ] as [(String, UInt64?)])
  func `Integers without a sign are read exactly or not at all`(
    text: String, expected: UInt64?
  ) throws {
    let bytes = Array(text.utf8)
    let scanned = try bytes.withUnsafeBufferPointer { buffer throws(JSONFault) in
      var scanner = JSONScanner(buffer)
      let number = try scanner.number()
      return scanner.uint64(number)
    }
    #expect(scanned == expected)
  }

  @Test func `The canonical form orders names by UTF-16 units`() throws {
    // U+1F600 begins with the unit D83D and so comes before U+FB33 (RFC 8785, section 3.2.3).
    let value = try JSONValue(parsing: "{\"\u{FB33}\":1,\"\u{1F600}\":2,\"b\":{\"z\":1,\"a\":2}}")
    let text = String(decoding: value.canonical.write(), as: UTF8.self)
    #expect(text == "{\"b\":{\"a\":2,\"z\":1},\"\u{1F600}\":2,\"\u{FB33}\":1}")
  }

  @Test func `A member is found by its bytes`() throws {
    let value = try JSONValue(parsing: "{\"e\u{301}\":1}")
    #expect(value.object?["e\u{301}"] == 1)
    #expect(value.object?["\u{E9}"] == nil)
  }

  @Test func `A skipped value leaves the scanner behind it`() throws {
    let bytes = Array(#"[{"a":[1,"x",null,true]},7]"#.utf8)
    let seven = try bytes.withUnsafeBufferPointer { buffer throws(JSONFault) in
      var scanner = JSONScanner(buffer)
      _ = try scanner.beginArray()
      try scanner.skip()
      _ = try scanner.nextElement()
      let number = try scanner.number()
      _ = try scanner.nextElement()
      try scanner.end()
      return scanner.int64(number)
    }
    #expect(seven == 7)
  }
}
