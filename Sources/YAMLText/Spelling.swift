/// The word that was probably meant, nil where none is near enough to be a slip of the pen.
package func closest(to text: String, among words: [String]) -> String? {
  let near = words.map { (word: $0, distance: edits(from: Array(text), to: Array($0))) }
    .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
  guard let near, near.distance <= max(1, near.word.count / 3) else { return nil }
  return near.word
}

/// How many characters must be inserted, deleted, replaced or swapped with their neighbour.
private func edits(from: [Character], to: [Character]) -> Int {
  // Nobody misspells a word of this length; the table would only grow.
  guard from.count <= 64, to.count <= 64 else { return .max }
  var older: [Int] = []
  var previous = Array(0...to.count)
  for (row, character) in from.enumerated() {
    var current = [row + 1]
    for (column, other) in to.enumerated() {
      var best = min(previous[column + 1], current[column]) + 1
      best = min(best, previous[column] + (character == other ? 0 : 1))
      if row > 0, column > 0, character == to[column - 1], from[row - 1] == other {
        best = min(best, older[column - 1] + 1)
      }
      current.append(best)
    }
    (older, previous) = (previous, current)
  }
  return previous[to.count]
}
