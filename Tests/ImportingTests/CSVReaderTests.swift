import Importing
import Testing

struct CSVReaderTests {
  private let chunks = [1, 2, 3, 7, 1 << 18]

  @Test func `Quoted fields hold delimiters, line ends and doubled quotes`() throws {
    let text = "a,b\r\n\"x,1\",\"say \"\"hi\"\"\"\r\n\"two\r\nlines\",\"\"\r\nlast,z"
    for chunk in chunks {
      let table = try Table(text, chunk: chunk)
      #expect(table.names == ["a", "b"])
      #expect(
        table.rows == [["x,1", "say \"hi\""], ["two\r\nlines", ""], ["last", "z"]],
        Comment("chunk \(chunk)"))
      #expect(table.lines == [2, 3, 5])
      #expect(table.rejected == [] && table.count == 3)
    }
  }

  @Test func `Every delimiter can be chosen`() throws {
    for delimiter in [",", ";", "\t", "|"] {
      let byte = try #require(delimiter.utf8.first)
      let table = try Table(
        "a\(delimiter)b\n1\(delimiter)\"2\(delimiter)3\"\n", CSVDialect(delimiter: byte))
      #expect(table.rows == [["1", "2\(delimiter)3"]])
    }
  }

  @Test func `Without quoting a quote is a letter like any other`() throws {
    let dialect = CSVDialect(
      delimiter: UInt8(ascii: "\t"), isQuoted: false, names: ["size", "name"])
    let table = try Table("\"5\"\tPipe 5\" x\n\t\n", dialect)
    #expect(table.names == ["size", "name"])
    #expect(table.rows == [["\"5\"", "Pipe 5\" x"], ["", ""]])
  }

  @Test func `A null word counts only unquoted, and is not the same as empty`() throws {
    let table = try Table(
      "a,b,c\nNULL,\"NULL\",\n", CSVDialect(nullWords: ["NULL", "n/a"]))
    #expect(table.rows == [[nil, "NULL", ""]])
    #expect(try Table("a,b,c\nNULL,x,\n").rows == [["NULL", "x", ""]])
  }

  @Test func `A ragged row is rejected with its line and the column where it goes wrong`() throws {
    let table = try Table("a,b,c\n1,2\n1,2,3,4\n1,2,3\n")
    #expect(table.rows == [["1", "2", "3"]])
    #expect(table.rejected.map(\.line) == [2, 3])
    #expect(table.rejected.map(\.column) == ["c", "4"])
    #expect(table.rejected[0].reason == "The row has 2 fields, the table 3 columns.")
    #expect(table.rejected[1].bytes == Array("1,2,3,4".utf8))
    #expect(table.count == 3)
  }

  @Test func `Empty lines are passed over, unless the table has one column`() throws {
    let table = try Table("a,b\n\n1,2\r\n\r\n\n3,4\n\n")
    #expect(table.rows == [["1", "2"], ["3", "4"]] && table.lines == [3, 6])
    #expect(table.count == 2)
    #expect(try Table("a\n\n1\n").rows == [[""], ["1"]])
  }

  @Test func `A forgotten quote costs its own line and not the rest of the file`() throws {
    for chunk in chunks {
      let table = try Table("a,b\n1,\"open\n2,x\n3,y\n", chunk: chunk)
      #expect(table.rows == [["2", "x"], ["3", "y"]], Comment("chunk \(chunk)"))
      #expect(table.rejected.count == 1)
      #expect(table.rejected.first?.line == 2 && table.rejected.first?.column == "b")
      #expect(table.rejected.first?.reason == "The quote is never closed.")
      #expect(table.rejected.first?.bytes == Array("1,\"open".utf8))
    }
  }

  @Test func `Text behind a closing quote and a quote inside plain text are rejected`() throws {
    let table = try Table("a,b\n\"1\"x,2\n5\" pipe,2\n\"1\"\rx,2\nok,2\n")
    #expect(table.rows == [["ok", "2"]])
    #expect(
      table.rejected.map(\.line) == [2, 3, 4] && table.rejected.map(\.column) == ["a", "a", "a"])
    #expect(
      table.rejected.map(\.reason) == [
        "Text follows the closing quote; double a quote inside.",
        "A quote stands inside a field that does not begin with one.",
        "Text follows the closing quote; double a quote inside.",
      ])
  }

  @Test func `A quote that stays open for a mebibyte is rejected with its first line`() throws {
    let filler = String(repeating: "filler,x\n", count: 150_000)
    let table = try Table("a,b\n1,\"open\n\(filler)")
    #expect(table.rejected.count == 1 && table.rejected.first?.line == 2)
    #expect(table.rejected.first?.reason == "The quote is not closed within 1048576 bytes.")
    #expect(table.rows.count == 150_000)
  }

  @Test func `A row beyond a mebibyte is rejected with its length, quoted or not`() throws {
    let long = String(repeating: "x", count: 3_000_000)
    for row in ["1,\(long)", "1,\"\(long)\"", "1,\"\(long)"] {
      let table = try Table("a,b\n\(row)\n2,y\n")
      #expect(table.rejected.map(\.length) == [row.utf8.count])
      #expect(table.rejected.map(\.bytes.count) == [1024])
      #expect(table.rows == [["2", "y"]])
    }
  }

  @Test func `Bytes that are not UTF-8 are rejected in their column`() throws {
    for bad: [UInt8] in [
      [0xE4], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
      [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x28, 0xA1],
    ] {
      let bytes = Array("a,b\n1,".utf8) + bad + Array("\n2,ä€😀\n".utf8)
      let table = try Table(bytes: bytes)
      #expect(table.rows == [["2", "ä€😀"]], "\(bad)")
      #expect(table.rejected.map(\.column) == ["b"], "\(bad)")
      #expect(table.rejected.first?.bytes == Array("1,".utf8) + bad)
    }
  }

  @Test func `Latin 1 and Windows 1252 become UTF-8`() throws {
    let bytes = Array("name,x\n".utf8) + [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x2C, 0x80, 0x0A]
    let windows = CSVDialect(encoding: .windows1252)
    #expect(try Table(bytes: bytes, windows).rows == [["Müller", "€"]])
    #expect(
      try Table(bytes: bytes, CSVDialect(encoding: .latin1)).rows == [["Müller", "\u{80}"]])
    let quoted = Array("a,b\n\"".utf8) + [0xDF, 0x22, 0x22, 0x96] + Array("\",\n".utf8)
    #expect(try Table(bytes: quoted, windows).rows == [["ß\"–", ""]])
    let unused = Array("a,b\n1,".utf8) + [0x81, 0x0A]
    #expect(try Table(bytes: unused, windows).rejected.map(\.column) == ["b"])
  }

  @Test func `A byte order mark is no part of the first name`() throws {
    #expect(try Table("\u{FEFF}Year,M01\r\n2017,1").names == ["Year", "M01"])
  }

  @Test func `A header that cannot be used stops the import with a reason`() {
    for (text, part) in [
      ("", "empty"), ("a,b,a\n", "Two columns are named “a”"), ("a,\"b\n1,2\n", "never closed"),
    ] {
      let error = #expect(throws: FileError.self, "\(text)") { try Table(text) }
      #expect(error?.description.contains(part) == true)
    }
  }
}
