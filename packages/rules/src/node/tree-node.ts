import type { Fields, MappingNode, ReadFields } from '@rolecall/core/plugin/mapping-node'
import { fold } from '@rolecall/core/scim/fold'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { isStorableText } from '@rolecall/core/scim/storable-text'
import { parseUserPath, PathMistake } from '../condition/user-path.ts'
import type { Report } from '../text/report.ts'
import type { Entry, Place, Tree } from '../text/tree.ts'
import { suggestion } from './nearest.ts'

/** Reads a tree for the plugin that owns the section, and reports what is wrong with it. */
export class TreeNode implements MappingNode {
  readonly #tree: Tree
  readonly #report: Report
  readonly #userType: ResourceType

  constructor(tree: Tree, report: Report, userType: ResourceType) {
    this.#tree = tree
    this.#report = report
    this.#userType = userType
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
    if (tree.kind === 'list') return tree.items.map((item) => new TreeNode(item, this.#report, this.#userType))
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
    return new Map(tree.entries.map(({ key, tree: value }) => [key, new TreeNode(value, this.#report, this.#userType)]))
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
      parseUserPath(this.#userType, text)
      return text
    } catch (error) {
      if (!(error instanceof PathMistake)) throw error
      this.#report('error', this.#placeWithin(error.position), error.code, error.message)
      return undefined
    }
  }

  report(severity: 'error' | 'warning', code: string, message: string): void {
    this.#report(severity, this.#tree, code, message)
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

  /** The place of a position within the text of this scalar, which stands on one line. */
  #placeWithin(position: number): Place {
    const { line, column } = this.#tree
    return { line, column: this.#tree.kind === 'scalar' ? this.#tree.textColumn + position : column }
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
