/// A problem at a byte offset, cheap to throw; ``JSONError`` adds the place for people.
package struct JSONFault: Error, Hashable {
  package let problem: JSONProblem
  package let offset: Int

  package init(_ problem: JSONProblem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}
