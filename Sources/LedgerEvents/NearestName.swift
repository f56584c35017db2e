/// Finds the known name somebody probably meant.
package enum NearestName {
  /// The known name with the fewest edits, nil when none is close.
  package static func of(_ name: String, among known: some Sequence<String>) -> String? {
    let limit = max(1, min(name.utf8.count / 3, 8))
    var best: (name: String, edits: Int)?
    for candidate in known {
      let edits = distance(Array(name.utf8.prefix(80)), Array(candidate.utf8))
      if edits <= limit, edits < best?.edits ?? .max { best = (candidate, edits) }
    }
    return best?.name
  }

  /// Insertions, removals and replacements between two names, with two neighbours that changed
  /// places counted as one.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var edits = min(last[column] + (byte == other ? 0 : 1), last[column + 1] + 1)
        edits = min(edits, current[column] + 1)
        if row > 0, column > 0, byte == right[column - 1], other == left[row - 1] {
          edits = min(edits, beforeLast[column - 1] + 1)
        }
        current.append(edits)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
