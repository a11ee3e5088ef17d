import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import type { AttributeMapping } from './attribute-mapping.ts'

/** A mapping with its place. */
export interface WrittenMapping extends AttributeMapping {
  readonly node: MappingNode
}

/** Reads one line of the section; every mistake in it is reported, and `undefined` answered if there is one. */
export function readMapping(node: MappingNode): WrittenMapping | undefined {
  const fields = node.readFields({ required: ['target', 'source'], optional: ['matchingPrecedence'] })
  const target = fields?.get('target')?.readPath()
  const source = fields?.get('source')?.readText()
  const precedence = fields?.get('matchingPrecedence')
  if (precedence !== undefined) checkPrecedence(precedence)
  return target === undefined || source === undefined ? undefined : { node, target: withoutCoreUrn(target), source }
}

function checkPrecedence(node: MappingNode): void {
  if (typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= 1) return
  node.report('error', 'WRONG_TYPE', 'Expected a whole number from 1.')
}

/** RFC 7644 §3.10: the URN of the core schema may be left out. */
function withoutCoreUrn(path: string): string {
  return path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:User:/i, '')
}
