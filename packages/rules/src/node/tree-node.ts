import type { ReadGrant } from '@rolecall/core/plugin/rule'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { Fields, MappingNode, ReadFields } from '@rolecall/core/plugin/mapping-node'
import type { NamePattern } from '@rolecall/core/plugin/name-pattern'
import type { TextTemplate } from '@rolecall/core/plugin/text-template'
import { fold } from '@rolecall/core/scim/fold'
import { isStorableText } from '@rolecall/core/scim/storable-text'
import { parseFactPath, PathMistake } from '../condition/fact-path.ts'
import { toSourceTypes } from '../condition/fact-sources.ts'
import { readCondition } from '../condition/read-condition.ts'
import { compileNamePattern, PatternMistake } from '../pattern/name-pattern.ts'
import { readTemplate } from '../template/read-template.ts'
import { createTemplateScope, type TemplateScope } from '../template/template-scope.ts'
import type { DiagnosticCode } from '../text/diagnostic-codes.ts'
import type { Report } from '../text/report.ts'
import type { Entry, Place, Tree } from '../text/tree.ts'
import type { Words } from '../vocabulary.ts'
import { suggestion } from './suggestion.ts'
import { readGrant } from './read-grant.ts'
import { toEnd } from './to-end.ts'

/** Reads a tree for the plugin that owns the section, and reports what is wrong with it. */
export class TreeNode implements MappingNode {
  readonly #tree: Tree
  readonly #report: Report
  readonly #words: Words
  /** What templates may name; `null` where none may stand. */
  readonly #scope: TemplateScope | null

  constructor(tree: Tree, report: Report, words: Words, scope: TemplateScope | null = null) {
    this.#scope = scope
    this.#tree = tree
    this.#report = report
    this.#words = words
  }

  get value() {
    return this.#tree.value
  }

  get line() {
    return this.#tree.line
  }

  get column() {
    return this.#tree.column
  }

  readList(): readonly MappingNode[] {
    const tree = this.#tree
    if (tree.kind === 'list')
      return tree.items.map((item) => new TreeNode(item, this.#report, this.#words, this.#scope))
    if (tree.kind !== 'null') this.#reportType('a list')
    return []
  }

  readFields({ required, optional = [] }: Fields): ReadFields | undefined {
    const tree = this.#tree
    if (tree.kind !== 'mapping') {
      this.#reportType(`a mapping with the keys ${required.map((key) => `'${key}'`).join(', ')}`)
      return undefined
    }
    const known = [...required, ...optional]
    for (const entry of tree.entries) this.#checkKey(entry, known)
    const keys = new Set(tree.entries.map(({ key }) => key))
    for (const key of required) {
      if (!keys.has(key)) this.report('error', 'MISSING_KEY', `The key '${key}' is missing.`)
    }
    return new Map(
      tree.entries.map(({ key, tree: value }) => [key, new TreeNode(value, this.#report, this.#words, this.#scope)]),
    )
  }

  readText(): string | undefined {
    const tree = this.#tree
    if (tree.kind !== 'scalar') {
      this.#reportType('a text')
      return undefined
    }
    if (tree.text.trim() === '') {
      this.report('error', 'EMPTY_TEXT', 'Expected a text that is not empty.')
      return undefined
    }
    if (!isStorableText(tree.text)) {
      this.report('error', 'INVALID_TEXT', 'The text contains U+0000 or half of a character (a lone surrogate).')
      return undefined
    }
    return tree.text
  }

  readChoice<Choice extends string>(choices: readonly Choice[]): Choice | undefined {
    const text = this.readText()
    if (text === undefined) return undefined
    const choice = choices.find((candidate) => fold(candidate) === fold(text))
    if (choice === undefined) {
      this.report('error', 'UNKNOWN_VALUE', `'${text}' is not known here; ${suggestion(text, choices)}`)
    }
    return choice
  }

  readPath(): string | undefined {
    const text = this.readText()
    if (text === undefined) return undefined
    try {
      parseFactPath('user', text, toSourceTypes(this.#words))
      return text
    } catch (error) {
      if (!(error instanceof PathMistake)) throw error
      this.#report('error', this.#placeWithin(error.position), error.code, error.message)
      return undefined
    }
  }

  readBoolean(): boolean | undefined {
    const { value } = this
    if (typeof value === 'boolean') return value
    this.#reportType("'true' or 'false'")
    return undefined
  }

  readInteger(least: number): number | undefined {
    const { value } = this
    if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value
    this.#reportType(`a whole number of at least ${least}`)
    return undefined
  }

  readEnd(): string | undefined {
    const text = this.readText()
    if (text === undefined) return undefined
    const end = toEnd(text)
    if (end === undefined) {
      this.report('error', 'INVALID_DATE', `'${text}' is neither a date (2027-06-30) nor an instant (RFC 3339).`)
    }
    return end
  }

  readCondition(): Condition | undefined {
    const text = this.readText()
    if (text === undefined) return undefined
    const placeAt = (position: number) => this.#placeWithin(position)
    return readCondition(text, this.#words, placeAt, (position, code, message) =>
      this.#report('error', placeAt(position), code, message),
    )
  }

  readPattern(): NamePattern | undefined {
    const text = this.readText()
    if (text === undefined) return undefined
    try {
      return compileNamePattern(text, this.#words.allowance)
    } catch (error) {
      if (!(error instanceof PatternMistake)) throw error
      this.report('error', 'INVALID_PATTERN', `This is no regular expression that can be matched: ${error.message}.`)
      return undefined
    }
  }

  readTemplate(): TextTemplate | undefined {
    const text = this.readText()
    if (text === undefined) return undefined
    return readTemplate(text, this.#scope, (position, code, message) =>
      this.#report('error', this.#placeWithin(position), code, message),
    )
  }

  readGrants(templates?: { readonly when: Condition | undefined }): readonly ReadGrant[] {
    const scope = templates === undefined ? null : createTemplateScope(templates.when, this.#words)
    const items = new TreeNode(this.#tree, this.#report, this.#words, scope).readList()
    if (items.length === 0 && this.#tree.kind !== 'mapping' && this.#tree.kind !== 'scalar') {
      this.report('error', 'EMPTY_GRANT', 'A rule gives at least one thing.')
    }
    return items
      .map((item) => readGrant(item, this.#words.effects, scope, this.#report))
      .filter((grant) => grant !== undefined)
  }

  report(severity: 'error' | 'warning', code: string, message: string): void {
    // A section has codes of its own, which its plugin declares.
    this.#report(severity, this.#tree, code as DiagnosticCode, message)
  }

  #checkKey({ key, line, column }: Entry, known: readonly string[]): void {
    if (known.includes(key)) return
    this.#report(
      'error',
      { line, column },
      'UNKNOWN_KEY',
      `The key '${key}' is not known here; ${suggestion(key, known)}`,
    )
  }

  #reportType(expected: string): void {
    this.report('error', 'WRONG_TYPE', `Expected ${expected}, found ${described(this.#tree)}.`)
  }

  /** The place of a position within the text of this scalar. */
  #placeWithin(position: number): Place {
    return this.#tree.kind === 'scalar' ? this.#tree.placeAt(position) : this.#tree
  }
}

function described(tree: Tree): string {
  switch (tree.kind) {
    case 'null':
      return 'nothing'
    case 'scalar':
      return typeof tree.value === 'string' ? 'a text' : `'${tree.text}'`
    default:
      return `a ${tree.kind}`
  }
}
