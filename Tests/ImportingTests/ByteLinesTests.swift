import Importing
import Testing

struct ByteLinesTests {
  private func lines(_ text: String, chunk: Int = 1 << 18) throws -> [String] {
    var lines = try ByteLines(FileChunks(bytes: Array(text.utf8), chunk: chunk))
    var found: [String] = []
    while let line = try lines.next() {
      switch line {
      case .bytes(let bytes): found.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong(let row): found.append("too long: \(row.length)")
      }
      #expect(lines.number == found.count)
    }
    return found
  }

  @Test(arguments: [1, 2, 3, 5, 1000])
  func `Lines end with LF or CR LF, and the last may lack its end`(chunk: Int) throws {
    #expect(try lines("a\nb\r\n\nc", chunk: chunk) == ["a", "b", "", "c"])
    #expect(try lines("a\n", chunk: chunk) == ["a"])
    #expect(try lines("", chunk: chunk) == [])
  }

  @Test(arguments: [1, 2, 4, 1000])
  func `A byte order mark is dropped at the beginning and nowhere else`(chunk: Int) throws {
    #expect(try lines("\u{FEFF}a\n\u{FEFF}b", chunk: chunk) == ["a", "\u{FEFF}b"])
    #expect(try lines("\u{FEFF}", chunk: chunk) == [])
  }

  @Test func `A UTF-16 file is refused by name`() {
    #expect(throws: FileError.isUTF16(path: "input")) {
      try ByteLines(FileChunks(bytes: [0xFF, 0xFE, 0x61, 0x00]))
    }
  }

  @Test func `A line of a mebibyte is taken and one byte more is not`() throws {
    let longest = String(repeating: "x", count: 1 << 20)
    #expect(try lines("\(longest)\r\n\(longest)y\nz") == [longest, "too long: 1048577", "z"])
    #expect(try lines("a\n\(longest)yy") == ["a", "too long: 1048578"])
  }

  @Test func `A rejected long line says where it is and keeps its beginning`() throws {
    let text = Array("first\n".utf8) + [UInt8](repeating: 0x78, count: 5_000_000) + [0x0A, 0x7A]
    var lines = try ByteLines(FileChunks(bytes: text))
    _ = try lines.next()
    guard case .tooLong(let row) = try lines.next() else {
      Issue.record("the long line was taken")
      return
    }
    #expect(row.line == 2 && row.offset == 6 && row.length == 5_000_000)
    #expect(row.bytes == [UInt8](repeating: 0x78, count: 1024))
    guard case .bytes(let rest) = try lines.next() else {
      Issue.record("the line after it was lost")
      return
    }
    #expect(Array(rest) == [0x7A] && lines.offset == 5_000_007)
  }

  @Test func `A missing file is an error that names it`() {
    #expect(
      throws: FileError.cannotOpen(path: "/nowhere/x.csv", reason: "No such file or directory")
    ) {
      try FileChunks(path: "/nowhere/x.csv")
    }
  }

  @Test func `A directory cannot be read`() throws {
    let chunks = try FileChunks(path: "/")
    #expect(throws: FileError.self) { try ByteLines(chunks) }
  }
}
