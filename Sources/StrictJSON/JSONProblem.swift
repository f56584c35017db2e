/// What is wrong with a JSON text, and what to do about it.
package enum JSONProblem: UInt8, Sendable, Hashable, CaseIterable {
  case unexpectedEnd
  case expectedValue
  case expectedObject
  case expectedArray
  case expectedString
  case expectedNumber
  case expectedBoolean
  case expectedNull
  case expectedName
  case expectedColon
  case expectedCommaOrBrace
  case expectedCommaOrBracket
  case trailingBytes
  case duplicateName
  case tooDeep
  case notANumber
  case malformedNumber
  case leadingZero
  case numberOutOfRange
  case unterminatedString
  case controlCharacter
  case noncharacter
  case byteOrderMark
  case unknownEscape
  case unpairedSurrogate
  case invalidUTF8

  /// One sentence: the fault, then the remedy.
  package var explanation: String {
    switch self {
    case .unexpectedEnd: "the text ends too early; check that it was written completely"
    case .expectedValue: "a value is expected here; write an object, array, string or number"
    case .expectedObject: "an object is expected here; write {…}"
    case .expectedArray: "an array is expected here; write […]"
    case .expectedString: "a string is expected here; write it in double quotes"
    case .expectedNumber: "a number is expected here; write it without quotes"
    case .expectedBoolean: "true or false is expected here"
    case .expectedNull: "null is expected here"
    case .expectedName: "a member name in double quotes is expected here"
    case .expectedColon: "a colon is expected after the member name"
    case .expectedCommaOrBrace: "a comma or } is expected here"
    case .expectedCommaOrBracket: "a comma or ] is expected here"
    case .trailingBytes: "something follows after the end of the value; remove it"
    case .duplicateName: "the member occurs twice in its object; keep one of them"
    case .tooDeep: "objects and arrays are nested deeper than \(JSONScanner.maximumDepth) levels"
    case .notANumber: "NaN and Infinity are not JSON; leave the member out"
    case .malformedNumber: "the number is malformed; write digits such as -12 or 3.5"
    case .leadingZero: "the number has a leading zero; remove it or write a string"
    case .numberOutOfRange: "the number is out of range; write it as a string"
    case .unterminatedString: "the string has no closing quote"
    case .controlCharacter: "the string holds a control character; remove it"
    case .noncharacter: "the string holds a code point that is no character; remove it"
    case .byteOrderMark: "the text holds a byte order mark; save it as UTF-8 without one"
    case .unknownEscape: "the escape is unknown; write \\\\ for a backslash"
    case .unpairedSurrogate: "a surrogate has no partner; write the character itself"
    case .invalidUTF8: "the bytes are not valid UTF-8; save the text as UTF-8"
    }
  }
}
