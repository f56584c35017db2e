import Foundation
import Testing

@testable import LMDB

struct NamedFileTests {
  private func refusal(_ path: String) -> UnreadableFile? {
    #expect(throws: UnreadableFile.self) { try NamedFile.bytes(at: path) }
  }

  @Test func `A file is read whole, however large`() async throws {
    try await inScratch { path in
      for count in [0, 1, 65_536, 200_001] {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try Data(content).write(to: URL(fileURLWithPath: path + "/file"))
        #expect(try NamedFile.bytes(at: path + "/file") == content, "\(count)")
      }
    }
  }

  @Test func `What is missing or a directory is told apart, with what to do`() async throws {
    try await inScratch { path in
      let none = path + "/none"
      #expect(refusal(none) == UnreadableFile(path: none, code: ENOENT))
      #expect(
        refusal(none)?.description
          == "\(none): cannot be read: No such file or directory; check the path")
      #expect(refusal(path) == UnreadableFile(path: path, code: EISDIR))
      #expect(
        refusal(path)?.description == "\(path): cannot be read: Is a directory; name a file in it")
      try Data().write(to: URL(fileURLWithPath: path + "/file"))
      #expect(refusal(path + "/file/inside")?.code == ENOTDIR)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func `What may not be read says so`() async throws {
    try await inScratch { path in
      let file = path + "/file"
      try Data().write(to: URL(fileURLWithPath: file))
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
      #expect(
        refusal(file)?.description
          == "\(file): cannot be read: Permission denied; give this user the right to read it")
    }
  }

  @Test func `Every refusal says what to do`() {
    for code in [ENOENT, ENOTDIR, EACCES, EPERM, EISDIR, EIO, EMFILE, ENOMEM] {
      let refusal = UnreadableFile(path: "plan.yaml", code: code)
      #expect(refusal.description.hasPrefix("plan.yaml: cannot be read: "))
      #expect((refusal.description.split(separator: ";").last ?? "").count > 10)
    }
  }
}
