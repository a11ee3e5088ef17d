import { isAlias, isScalar, isSeq, type Alias, type ParsedNode, type Scalar, type YAMLMap } from 'yaml'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import type { Report } from './report.ts'
import { findScalarOffset } from './scalar-offset.ts'
import type { Entry, Place, Tree } from './tree.ts'

/** Values that aliases repeat; the text's own are bounded by its size. */
const maxRepeated = 10_000
/** A value within its own alias would never end. */
const maxDepth = 40

interface TreeContext {
  /** The whole text of the mapping. */
  readonly text: string
  readonly anchors: Map<string, ParsedNode>
  readonly placeOf: (offset: number) => Place
  readonly report: Report
  /** How many aliases the value under way is within. */
  aliases: number
  repeated: number
  exhausted: boolean
}

/**
 * A YAML node as tree. An alias is the value of its anchor, at the place of the alias. `undefined` where
 * a mistake was reported that leaves no whole tree.
 */
export function toTree(
  node: ParsedNode,
  { placeOf, text }: Pick<TreeContext, 'placeOf' | 'text'>,
  report: Report,
): Tree | undefined {
  return readNode(node, { anchors: new Map(), placeOf, text, report, aliases: 0, repeated: 0, exhausted: false }, 0)
}

function readNode(node: ParsedNode | null, context: TreeContext, depth: number): Tree | undefined {
  if (node === null) return undefined
  const place = context.placeOf(node.range[0])
  if (isTooMuch(context, place, depth)) return undefined
  if (isAlias(node)) return readAlias(node, place, context, depth)
  if (node.anchor !== undefined) context.anchors.set(node.anchor, node)
  if (!hasKnownTag(node)) {
    context.report('error', place, 'UNKNOWN_TAG', `The tag ${node.tag} is not known here.`)
    return undefined
  }
  if (isScalar(node)) return toScalar(node, place, context)
  if (isSeq(node)) {
    const items = readAll(node.items, (item) => readNode(item, context, depth + 1))
    return { ...place, kind: 'list', value: items.map(({ value }) => value), items }
  }
  return toMapping(node, place, context, depth)
}

function isTooMuch(context: TreeContext, place: Place, depth: number): boolean {
  if (context.aliases > 0) context.repeated += 1
  if (context.exhausted) return true
  if (context.repeated <= maxRepeated && depth <= maxDepth) return false
  context.exhausted = true
  context.report('error', place, 'TOO_MANY_VALUES', 'Aliases repeat more than a mapping can hold.')
  return true
}

function readAlias(alias: Alias.Parsed, place: Place, context: TreeContext, depth: number): Tree | undefined {
  const node = context.anchors.get(alias.source)
  if (node === undefined) {
    context.report('error', place, 'UNKNOWN_ALIAS', `There is no anchor '${alias.source}' before this alias.`)
    return undefined
  }
  context.aliases += 1
  const tree = readNode(node, context, depth + 1)
  context.aliases -= 1
  return tree && { ...tree, ...place, ...(tree.kind === 'scalar' ? { placeAt: () => place } : {}) }
}

const coreTag = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map)$/

function hasKnownTag({ tag }: Exclude<ParsedNode, Alias.Parsed>): boolean {
  return tag === undefined || coreTag.test(tag)
}

function toScalar(node: Scalar.Parsed, place: Place, { placeOf, text: source }: TreeContext): Tree {
  if (node.value === null) return { ...place, kind: 'null', value: null }
  const text = node.source
  const [start, end] = node.range
  return {
    ...place,
    kind: 'scalar',
    value: isInfinite(node.value) ? text : (node.value as string | number | boolean),
    text,
    placeAt: (position) => placeOf(start + findScalarOffset(source.slice(start, end), text, position)),
  }
}

/** JSON has no such number; of the core schema all else that is no null is a text, a number, true or false. */
function isInfinite(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value)
}

function toMapping(node: YAMLMap.Parsed, place: Place, context: TreeContext, depth: number): Tree {
  const seen = new Set<string>()
  const entries = readAll(node.items, ({ key, value }) => {
    const keyPlace = context.placeOf((key ?? node).range[0])
    const text = readKey(key, keyPlace, context)
    if (text === undefined) return undefined
    const tree: Tree | undefined =
      value === null ? { ...keyPlace, kind: 'null', value: null } : readNode(value, context, depth + 1)
    if (seen.has(text)) {
      context.report('error', keyPlace, 'DUPLICATE_KEY', `The key '${text}' stands here a second time.`)
      return undefined
    }
    seen.add(text)
    return tree && { ...keyPlace, key: text, tree }
  })
  return { ...place, kind: 'mapping', value: toObject(entries), entries }
}

function readKey(key: ParsedNode | null, place: Place, { anchors, report }: TreeContext): string | undefined {
  const node = isAlias(key) ? anchors.get(key.source) : key
  if (!isScalar(node)) {
    report('error', place, 'KEY_NOT_TEXT', 'A key must be a text.')
    return undefined
  }
  if (isScalar(key) && key.anchor !== undefined) anchors.set(key.anchor, key)
  const text = node.source
  if (text !== '<<') return text
  report('error', place, 'MERGE_KEY', "The merge key '<<' is not part of YAML 1.2; write the keys out.")
  return undefined
}

function readAll<Item, Result>(items: readonly Item[], read: (item: Item) => Result | undefined): Result[] {
  return items.map(read).filter((result) => result !== undefined)
}

/** Without a prototype's names: `__proto__` is a key like any other. */
function toObject(entries: readonly Entry[]): { readonly [name: string]: Json } {
  return Object.fromEntries(entries.map(({ key, tree }) => [key, tree.value]))
}
