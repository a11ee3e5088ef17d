import { isJsonObject } from '../../resource/resource-data.ts'
import type { SchemaIssue } from './schema-issue.ts'

type Path = SchemaIssue['path']

/**
 * Reads what an operator wrote, place by place. A mistake is noted and answered by `undefined`; reading
 * goes on, so that all of them are told at once.
 */
export class Reading {
  readonly issues: SchemaIssue[] = []

  report(path: Path, message: string, part: SchemaIssue['part'] = 'value'): void {
    this.issues.push({ path, part, message })
  }

  /** A mapping with these keys and no others. */
  readObject(value: unknown, path: Path, keys: readonly string[], noun: string): Fields | undefined {
    if (!isJsonObject(value)) {
      this.report(path, `a mapping was expected: ${noun} with ${keys.slice(0, 3).join(', ')}, …`)
      return undefined
    }
    for (const key of Object.keys(value)) {
      if (!keys.includes(key))
        this.report([...path, key], `'${key}' is nothing that ${noun} has; known are ${keys.join(', ')}`, 'key')
    }
    return new Fields(this, value, path)
  }

  readList(value: unknown, path: Path, message: string): readonly unknown[] {
    if (Array.isArray(value) && value.length > 0) return value
    this.report(path, message)
    return []
  }
}

/** The values of one mapping. */
export class Fields {
  readonly #reading: Reading
  readonly #values: Readonly<Record<string, unknown>>
  readonly path: Path

  constructor(reading: Reading, values: Readonly<Record<string, unknown>>, path: Path) {
    this.#reading = reading
    this.#values = values
    this.path = path
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined
  }

  get(key: string): unknown {
    return this.#values[key]
  }

  report(key: string, message: string, part: SchemaIssue['part'] = 'value'): void {
    if (this.has(key)) this.#reading.report([...this.path, key], message, part)
    else this.#reading.report(this.path, message)
  }

  text(key: string): string | undefined {
    const value = this.#values[key]
    if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return value
    this.report(key, 'a text was expected')
    return undefined
  }

  flag(key: string): boolean | undefined {
    const value = this.#values[key]
    if (value === undefined || typeof value === 'boolean') return value
    this.report(key, 'true or false was expected')
    return undefined
  }

  choice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.#values[key]
    if (value === undefined) return undefined
    const found = choices.find((choice) => choice === value)
    if (found === undefined) this.report(key, `one of ${choices.join(', ')} was expected`)
    return found
  }

  texts(key: string): readonly string[] | undefined {
    const value = this.#values[key]
    if (value === undefined) return undefined
    const texts: readonly unknown[] = Array.isArray(value) ? value : []
    if (texts.length === 0 || !texts.every((text) => typeof text === 'string' && text !== '')) {
      this.report(key, 'a list of texts was expected')
      return undefined
    }
    if (new Set(texts).size < texts.length) this.report(key, 'a value stands there twice')
    return texts as readonly string[]
  }
}
