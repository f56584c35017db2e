/// A number of bytes as people read it, rounded down to a tenth of a unit.
package struct ByteCount: CustomStringConvertible {
  private let bytes: Int

  package init(_ bytes: Int) {
    self.bytes = bytes
  }

  package var description: String {
    var (tenths, unit) = (bytes * 10, 0)
    while tenths >= 10_240, unit < Self.units.count - 1 {
      tenths /= 1_024
      unit += 1
    }
    let fraction = unit > 0 ? ".\(tenths % 10)" : ""
    return "\(tenths / 10)\(fraction) \(Self.units[unit])"
  }

  private static let units = ["B", "KiB", "MiB", "GiB", "TiB"]
}
