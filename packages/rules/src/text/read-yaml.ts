import { Composer, Lexer, LineCounter, Parser, type Document } from 'yaml'
import type { Steps } from '../steps.ts'
import type { Place } from './tree.ts'

/** Parsed YAML, not yet checked. */
export interface YamlText {
  readonly text: string
  readonly documents: readonly Document.Parsed[]
  /** The place of an offset. */
  readonly placeOf: (offset: number) => Place
}

/** The text has more in it than a mapping may have. */
export class TooMany extends Error {
  readonly place: Place
  constructor(place: Place) {
    super('too many parts')
    this.place = place
  }
}

/** The text is nested deeper than any mapping needs. */
export class TooDeep extends Error {
  readonly place: Place
  constructor(place: Place) {
    super('nested too deep')
    this.place = place
  }
}

/**
 * Names, values, items of lists, brackets and commas that a mapping may have: each costs about ten microseconds of a server
 * that meanwhile does nothing else. Five thousand entries have fewer.
 */
export const maxParts = 30_000

const part = /^["'\x1f[{,-]/

/** Deeper than every section, and far from what exhausts the composer, which recurses. */
const maxDepth = 40

/**
 * Parses YAML 1.2, core schema. Keys are compared by us, since the parser compares each with each, and
 * nothing is resolved that is not in the text: no merge keys, no tags but those of the core schema.
 * Throws TooDeep, and TooMany beyond `most` parts; other mistakes are in the documents.
 */
export function* readYaml(text: string, most: number): Steps<YamlText> {
  const lines = new LineCounter()
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const composer = new Composer({
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const documents: Document.Parsed[] = []
  for (const token of readTokens(text, lines, placeOf, most)) {
    if (token === null) yield
    else documents.push(...composer.next(token))
  }
  documents.push(...composer.end())
  return { text, documents, placeOf }
}

/** What is read before others may have their turn: some milliseconds. */
const lexemesInStep = 1_000

/**
 * The concrete syntax, `null` between two steps, refused where it nests too deep: both lexer and parser work with a stack of their
 * own, while the composer recurses, and a megabyte of `[` ends the process in it.
 */
function* readTokens(text: string, lines: LineCounter, placeOf: (offset: number) => Place, most: number) {
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  let [parts, lexemes] = [0, 0]
  for (const lexeme of new Lexer().lex(text)) {
    if (++lexemes % lexemesInStep === 0) yield null
    if (part.test(lexeme) && ++parts > most) throw new TooMany(placeOf(parser.offset))
    yield* parser.next(lexeme)
    if (parser.stack.length > maxDepth) throw new TooDeep(placeOf(parser.offset))
  }
  yield null
  yield* parser.end()
}
