/// A promise that did not hold.
package struct Failure: Error {
  package let text: String

  package init(text: String) { self.text = text }
}
