import { printParseErrorCode, visit } from 'jsonc-parser'

/** What keeps a text from being JSON (RFC 8259), and where: line and column from 1. */
export interface JsonMistake {
  readonly offset: number
  readonly line: number
  readonly column: number
  readonly message: string
}

/** The parser calls itself for each level: a text that is nested deeper is given up there. */
const deepest = 1_000

/** The first mistake, `undefined` for JSON. JSON.parse judges, but does not always tell the place. */
export function findJsonMistake(text: string): JsonMistake | undefined {
  if (isJson(text)) return undefined
  let depth = 0
  const open = (offset: number, _length: number, line: number, character: number) => {
    depth += 1
    if (depth > deepest) throw new Found(toMistake('it is nested too deep', offset, line, character))
  }
  const close = () => {
    depth -= 1
  }
  try {
    visit(
      text,
      {
        onObjectBegin: open,
        onArrayBegin: open,
        onObjectEnd: close,
        onArrayEnd: close,
        onError(code, offset, _length, line, character) {
          throw new Found(toMistake(sentences[printParseErrorCode(code)] ?? 'it ends here', offset, line, character))
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    )
  } catch (error) {
    if (error instanceof Found) return error.mistake
    throw error
  }
  return toMistake('only other parsers read it', 0, 0, 0)
}

/** Ends the reading at the first mistake. */
class Found extends Error {
  readonly mistake: JsonMistake

  constructor(mistake: JsonMistake) {
    super(mistake.message)
    this.mistake = mistake
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function toMistake(message: string, offset: number, line: number, character: number): JsonMistake {
  return { offset, line: line + 1, column: character + 1, message }
}

/** What is wrong, by the parser's names of it. */
const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'JSON has texts in double quotation marks, numbers, true, false and null',
  PropertyNameExpected: 'a name in double quotation marks was expected',
  ValueExpected: 'a value was expected',
  ColonExpected: "':' was expected",
  CommaExpected: "',' or the end of the list or object was expected",
  CloseBraceExpected: "'}' was expected",
  CloseBracketExpected: "']' was expected",
  EndOfFileExpected: 'nothing more was expected',
  InvalidCommentToken: 'there are no comments',
  UnexpectedEndOfComment: 'there are no comments',
  UnexpectedEndOfString: 'this text has no end',
  UnexpectedEndOfNumber: 'this number has no end',
  InvalidUnicode: 'this text has an escape that is none',
  InvalidEscapeCharacter: 'this text has an escape that is none',
  InvalidCharacter: 'this text has a control character that is not escaped',
}
