/// Writes Protobuf wire bytes into memory of its own.
struct WireWriter: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(64, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// What has been written; valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  mutating func byte(_ value: UInt8) {
    reserve(1)
    base[count] = value
    count += 1
  }

  mutating func varint(_ value: UInt64) {
    reserve(10)
    if value < 0x80 {
      base[count] = UInt8(truncatingIfNeeded: value)
      count += 1
      return
    }
    var rest = value
    while rest >= 0x80 {
      base[count] = UInt8(truncatingIfNeeded: rest) | 0x80
      count += 1
      rest >>= 7
    }
    base[count] = UInt8(rest)
    count += 1
  }

  mutating func zigzag(_ value: Int64) {
    varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func fixed32(_ value: UInt32) {
    reserve(4)
    UnsafeMutableRawPointer(base + count).storeBytes(of: value.littleEndian, as: UInt32.self)
    count += 4
  }

  mutating func fixed64(_ value: UInt64) {
    reserve(8)
    UnsafeMutableRawPointer(base + count).storeBytes(of: value.littleEndian, as: UInt64.self)
    count += 8
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count)
    if let start = bytes.baseAddress { copy(start, bytes.count) }
    count += bytes.count
  }

  /// Most texts of an event are so short that a loop beats the call.
  @inline(__always)
  private func copy(_ start: UnsafePointer<UInt8>, _ size: Int) {
    guard size <= 16 else { return (base + count).update(from: start, count: size) }
    var at = 0
    while at < size {
      base[count + at] = start[at]
      at += 1
    }
  }

  /// Lets the closure write at most `size` bytes at the end; it returns how many it wrote.
  mutating func append(upTo size: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
    reserve(size)
    count += body(UnsafeMutableBufferPointer(start: base + count, count: size))
  }

  /// Writes a field's key.
  mutating func tag(_ number: UInt32, _ kind: WireKind) {
    varint(UInt64(number) << 3 | UInt64(kind.rawValue))
  }

  /// Begins a value whose length is not known yet; ``endLength(_:)`` takes what is returned.
  mutating func beginLength() -> Int {
    byte(0)
    return count
  }

  /// Puts the length of what was written since `start` in front of it.
  mutating func endLength(_ start: Int) {
    let length = count - start
    guard length >= 0x80 else {
      base[start - 1] = UInt8(length)
      return
    }
    var extra = 0
    var rest = length >> 7
    while rest > 0 {
      extra += 1
      rest >>= 7
    }
    reserve(extra + 10)
    (base + start + extra).update(from: base + start, count: length)
    count = start - 1
    varint(UInt64(length))
    count += length
  }

  mutating func truncate(to count: Int) {
    self.count = count
  }

  /// Puts the pieces, which together make up everything since `start`, into the given order.
  mutating func reorder(since start: Int, _ pieces: [Range<Int>]) {
    let end = count
    reserve(end - start)
    for piece in pieces {
      (base + count).update(from: base + piece.lowerBound, count: piece.count)
      count += piece.count
    }
    (base + start).update(from: base + end, count: count - end)
    count = start + count - end
  }

  @inline(__always)
  private mutating func reserve(_ extra: Int) {
    if count + extra > capacity { grow(extra) }
  }

  private mutating func grow(_ extra: Int) {
    capacity = max(capacity * 2, count + extra)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }
}

/// How a field's value is encoded.
enum WireKind: UInt8 {
  case varint = 0
  case fixed64 = 1
  case bytes = 2
  case fixed32 = 5
}
