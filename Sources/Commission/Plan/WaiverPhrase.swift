/// The words of clauses that give up statement (Abrechnung) or book extract (Buchauszug).
enum WaiverPhrase {
  /// Void wherever they stand in a plan: silence approves nothing.
  private static let approvals = [
    "gilt als genehmigt", "gelten als genehmigt", "gilt als anerkannt", "gelten als anerkannt",
    "counts as approved", "count as approved", "deemed approved",
  ]
  private static let rights = [
    "abrechnung", "buchauszug", "bucheinsicht", "statement", "book extract",
  ]
  private static let refusals = [
    "ausgeschlossen", "verzicht", "entfällt", "waive", "waiving", "excluded",
  ]

  /// A refusal counts only in one sentence with a right, because others may be given up.
  static func occurs(in text: String) -> Bool {
    let folded = text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    if approvals.contains(where: folded.contains) { return true }
    return folded.split(whereSeparator: ".;!?".contains).contains { sentence in
      rights.contains { sentence.contains($0) } && refusals.contains { sentence.contains($0) }
    }
  }
}
