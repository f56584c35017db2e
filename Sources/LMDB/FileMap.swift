#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of a file as it is now, mapped for reading; what is written to it later shows, and nobody
/// may cut it off meanwhile.
struct FileMap: ~Copyable {
  let bytes: UnsafeRawBufferPointer

  init(_ path: String) throws(LMDBError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(call: "fstat", path: path, code: errno)
    }
    let size = Int(status.st_size)
    let start = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let start, start != MAP_FAILED else {
      throw .system(call: "mmap", path: path, code: errno)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
