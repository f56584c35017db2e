/// The log when all clients are done, and what it says of every moment before: the state after
/// `size` records is the log's first `size` records.
package struct FinalLog: Sendable {
  package let records: [LoggedRecord]
  /// The root after each number of records, from none to all.
  private let roots: [String]
  private(set) var positions: [String: Int] = [:]
  private(set) var streams: [String: [Int]] = [:]

  package init(_ records: [LoggedRecord], roots: [String]) {
    self.records = records
    self.roots = roots
    for (position, record) in records.enumerated() {
      if positions[record.key] == nil { positions[record.key] = position }
      streams[record.stream, default: []].append(position)
    }
  }

  var size: Int { records.count }

  func root(at size: Int) -> String? { roots.indices.contains(size) ? roots[size] : nil }

  /// The last revision of a stream after `size` records.
  func lastRevision(of stream: String, at size: Int) -> UInt32? {
    let positions = streams[stream] ?? []
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] < size { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : UInt32(low - 1)
  }

  /// The sizes at which a stream's last revision was this one.
  func sizes(of stream: String, at revision: UInt32?) -> ClosedRange<Int>? {
    let positions = streams[stream] ?? []
    let count = revision.map { Int($0) + 1 } ?? 0
    guard count <= positions.count else { return nil }
    let first = count == 0 ? 0 : positions[count - 1] + 1
    return first...(count < positions.count ? positions[count] : size)
  }
}
