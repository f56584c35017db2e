import FuzzTargets
import Testing

/// What fuzzers found is tried as any other test: nothing in it may end the process, break a promise
/// of a reader, or let an error out.
@Suite struct CorpusTests {
  private static let root = #filePath.replacing("/Tests/FuzzTests/CorpusTests.swift", with: "")

  @Test(arguments: Target.allCases)
  func `Every input of the corpus and every example is taken or refused`(target: Target) throws {
    let examples = try Seeds(target, root: Self.root).inputs
    let corpus = try Corpus.inputs(of: target, root: Self.root)
    var accepted = 0
    for input in examples + corpus where try target.accepts(input) { accepted += 1 }
    // A target that takes none of the good examples tests nothing but its first line.
    #expect(accepted > 0)
  }
}
