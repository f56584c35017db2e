/// What can be written into a few bytes and read back, equal, by the process that wrote it.
///
/// The bytes have neither names nor a version: both functions go through all stored properties in
/// the same order. The compiler does not miss one that has a default value; `CompactTests` does.
protocol Compact {
  func write(to writer: inout StateWriter)

  init(from reader: inout StateReader)
}
