import LedgerEvents

extension [AccountRow] {
  /// The accounts that somebody who wrote `word` for an id may have meant, the likeliest first.
  package func similar(to word: String) -> [AccountRow] {
    let word = word.hasPrefix("account/") ? String(word.dropFirst(8)) : word
    guard !word.isEmpty else { return [] }
    let named = filter { SearchText([$0.id, $0.name].compactMap { $0 }).holds(word) }
    guard named.isEmpty else {
      return named.filter { $0.id == word } + named.filter { $0.id != word }
    }
    let near = NearestName.of(word.lowercased(), among: map(\.id))
    return filter { $0.id == near }
  }
}
