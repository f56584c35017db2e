import Foundation
import Testing

@testable import LMDB

struct FileSystemTests {
  @Test func `Local file systems are allowed`() async throws {
    try await inScratch { path in #expect(!FileSystem.isRemote(path)) }
    for path in ["/", "/proc", "/dev/shm", "/no/such/path"] {
      #expect(!FileSystem.isRemote(path), "\(path)")
    }
  }

  @Test func `File systems shared between machines are known by their numbers`() {
    // From statfs(2): NFS, SMB, CIFS, SMB2, Ceph.
    for type in [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x00C3_6400] as [UInt] {
      #expect(FileSystem.isRemote(type: type))
    }
    // ext4, XFS, btrfs, tmpfs, overlayfs.
    for type in [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630] as [UInt] {
      #expect(!FileSystem.isRemote(type: type))
    }
  }

  @Test(arguments: [
    ("/a/b", "/a"), ("/a/b/", "/a"), ("/a", "/"), ("/", "/"), ("a", "."), ("a/b", "a"),
  ])
  func `The parent of a path is where its name is listed`(path: String, parent: String) {
    #expect(FileSystem.parent(of: path) == parent)
  }

  @Test func `Every refusal names the call and the path`() async throws {
    try await inScratch { path in
      let none = path + "/none"
      #expect(throws: LMDBError.system(call: "open", path: none, code: ENOENT)) {
        try FileSystem.syncFile(none)
      }
      #expect(throws: LMDBError.system(call: "open", path: none, code: ENOENT)) {
        try FileSystem.syncDirectory(none)
      }
      #expect(throws: LMDBError.system(call: "rename", path: path + "/b", code: ENOENT)) {
        try FileSystem.renameDurably(none, to: path + "/b")
      }
      #expect(throws: LMDBError.system(call: "mkdir", path: path, code: EEXIST)) {
        try FileSystem.makeDirectory(path)
      }
      #expect(
        LMDBError.system(call: "mkdir", path: path, code: EEXIST).description
          == "mkdir \(path): File exists; something else lies there; move it away or choose another place"
      )
    }
  }

  @Test(arguments: [
    ENOSPC, EDQUOT, EFBIG, EACCES, EPERM, EROFS, EIO, EMFILE, ENFILE, ENOMEM, EAGAIN, ENOENT,
    ENOTDIR,
    EEXIST, ENOTEMPTY, EBUSY, EINTR, ENOSYS,
  ])
  func `What the system refuses is told with what to do about it`(code: Int32) throws {
    let error = LMDBError.from(code, call: "pwrite", path: "/ledger/journal")
    #expect(error.reason == "pwrite /ledger/journal: \(SystemRefusal.words(code))")
    let advice = try #require(
      "\(error)".split(separator: error.reason + "; ", omittingEmptySubsequences: true).first)
    #expect(String(advice) == SystemRefusal.advice(code) && advice.count > 10)
  }
}
