/// Every kind of text that is not JSON, with the message it must give.
let syntaxErrors: [SyntaxErrorExample] = structureErrors + numberErrors + stringErrors

private let structureErrors: [SyntaxErrorExample] = [
  .init("nothing", "", "1:1: found end of text, expected a value"),
  .init("blanks alone", " \n ", "2:2: found end of text, expected a value"),
  .init("two values", "1 2", "1:3: found '2', expected end of text"),
  .init("unknown word", "[nul]", "1:2: found 'nul', expected a value or ']'"),
  .init("not a number", "NaN", "1:1: found 'NaN', expected a value"),
  .init("wrong capital", "True", "1:1: found 'True', expected a value"),
  .init("word that goes on", "nullx", "1:1: found 'nullx', expected a value"),
  .init("trailing comma in array", "[1,\n]", "2:1: found ']', expected a value"),
  .init(
    "trailing comma in object", "{\"a\": 1,}", "1:9: found '}', expected a key in double quotes"),
  .init("comma first", "[,1]", "1:2: found ',', expected a value or ']'"),
  .init("missing comma", "[1 2]", "1:4: found '2', expected ',' or ']'"),
  .init("missing colon", "{\"a\" 1}", "1:6: found '1', expected ':'"),
  .init("missing value", "{\"a\":}", "1:6: found '}', expected a value"),
  .init("bare key", "{a: 1}", "1:2: found 'a', expected a key in double quotes or '}'"),
  .init("single quotes", "['a']", "1:2: found ''', expected a value or ']'"),
  .init("open array", "[1", "1:3: found end of text, expected ',' or ']'"),
  .init("open object", "{\"a\": 1\n", "2:1: found end of text, expected ',' or '}'"),
  .init("wrong bracket", "[1}", "1:3: found '}', expected ',' or ']'"),
  .init("comment", "// no\n1", "1:1: found '/', expected a value"),
  .init("letter outside strings", "[é]", "1:2: found 'é', expected a value or ']'"),
  .init(
    "byte order mark", "\u{FEFF}{}", "1:1: found a byte order mark, expected UTF-8 without it"),
  .init("zero byte", "\0", "1:1: found control character U+0000, expected a value"),
  .init(
    "repeated key", "{\"a\": 1,\n \"b\": 2, \"\\u0061\": 3}",
    "2:10: found key \"a\" again (first at 1:2), expected every key of an object once"),
]

private let numberErrors: [SyntaxErrorExample] = [
  .init(
    "leading zero", "[01]",
    "1:3: found a digit after a leading zero, expected a number without leading zeros"),
  .init("plus sign", "+1", "1:1: found '+', expected a value"),
  .init("lone minus", "-", "1:2: found end of text, expected a digit"),
  .init("minus before a word", "-Infinity", "1:2: found 'I', expected a digit"),
  .init("no digit before the point", ".5", "1:1: found '.', expected a value"),
  .init("no digit behind the point", "1.]", "1:3: found ']', expected a digit"),
  .init("no exponent", "1e+", "1:4: found end of text, expected a digit"),
  .init("hexadecimal", "0x10", "1:2: found 'x', expected end of text"),
]

private let surrogatePair =
  "a high surrogate (\\uD800 ... \\uDBFF) and a low one (\\uDC00 ... \\uDFFF) after it"

private let stringErrors: [SyntaxErrorExample] = [
  .init("open string", "\"ab", "1:4: found end of text, expected '\"' to end the string"),
  .init(
    "line break in a string", "\"a\nb\"",
    "1:3: found control character U+000A, expected it written as an escape such as \\n or \\u0000"),
  .init(
    "unknown escape", "\"ü\\x41\"",
    "1:3: found '\\' followed by 'x', expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"),
  .init("open escape", "\"\\", "1:3: found end of text, expected the rest of an escape"),
  .init(
    "short unicode escape", "\"\\u12G4\"",
    "1:6: found 'G', expected four hexadecimal digits after \\u"),
  .init(
    "lone high surrogate", "\"a\\uD83D\"",
    "1:3: found half a surrogate pair, expected \(surrogatePair)"),
  .init(
    "lone low surrogate", "\"\\uDE00\"",
    "1:2: found half a surrogate pair, expected \(surrogatePair)"),
  .init(
    "two high surrogates", "\"\\uD83D\\uD83D\"",
    "1:2: found half a surrogate pair, expected \(surrogatePair)"),
  .init(
    "high surrogate before another escape", "\"\\uD83D\\n\"",
    "1:2: found half a surrogate pair, expected \(surrogatePair)"),
  .init(
    "stray continuation byte", bytes: [0x22, 0x80, 0x22],
    "1:2: found byte 0x80, which is not UTF-8, expected valid UTF-8"),
  .init(
    "overlong form", bytes: [0x22, 0xC0, 0xAF, 0x22],
    "1:2: found byte 0xC0, which is not UTF-8, expected valid UTF-8"),
  .init(
    "overlong form of three", bytes: [0x22, 0xE0, 0x80, 0xAF, 0x22],
    "1:2: found byte 0xE0, which is not UTF-8, expected valid UTF-8"),
  .init(
    "surrogate in UTF-8", bytes: [0x22, 0xED, 0xA0, 0x80, 0x22],
    "1:2: found byte 0xED, which is not UTF-8, expected valid UTF-8"),
  .init(
    "beyond Unicode", bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
    "1:2: found byte 0xF4, which is not UTF-8, expected valid UTF-8"),
  .init(
    "cut sequence", bytes: [0x22, 0xE2, 0x82],
    "1:2: found byte 0xE2, which is not UTF-8, expected valid UTF-8"),
  .init(
    "bad third byte", bytes: [0x22, 0xE2, 0x82, 0x22, 0x22],
    "1:2: found byte 0xE2, which is not UTF-8, expected valid UTF-8"),
]
