import * as v from 'valibot'

import type { AttributeMapping, AttributeMappings } from './attribute-mapping.ts'
import { attributesOfExpression } from './attributes-of-expression.ts'
import { ExpressionError, type Expression } from './expression.ts'
import { parseExpression } from './parse-expression.ts'
import { readYaml, type PathIssue, type YamlPath } from './read-yaml.ts'
import { REFERENCE_ATTRIBUTES, SOURCE_ATTRIBUTES } from './source-attributes.ts'
import { parseTargetPath } from './target-path.ts'

const rowSchema = v.strictObject({
  target: v.string(),
  source: v.optional(v.string()),
  expression: v.optional(v.string()),
  matchingPrecedence: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  apply: v.optional(v.picklist(['always', 'onCreate']), 'always'),
})

/** Other keys are left alone: the rows may stand in an organization's mapping file beside its other sections. */
const mappingSchema = v.object({
  attributeMappings: v.optional(v.array(rowSchema)),
  groupAttributeMappings: v.optional(v.array(rowSchema)),
})

type Row = v.InferOutput<typeof rowSchema>

/** 1-product: what an organization owner types into Entra; everything else is deleted there. */
export const DEFAULT_ATTRIBUTE_MAPPING = `
attributeMappings:
  - { target: userName, source: userPrincipalName, matchingPrecedence: 1 }
  - { target: active, expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' }
  - { target: displayName, source: displayName }
  - { target: 'emails[type eq "work"].value', source: mail }
  - { target: externalId, source: objectId }
groupAttributeMappings:
  - { target: displayName, source: displayName, matchingPrecedence: 1 }
  - { target: externalId, source: objectId }
  - { target: members, source: members }
`

/** The default mapping, parsed. */
export function defaultAttributeMappings(): AttributeMappings {
  const { value, fail } = readYaml(DEFAULT_ATTRIBUTE_MAPPING, 'default attribute mapping', mappingSchema)
  return check(value.attributeMappings ?? [], value.groupAttributeMappings ?? [], fail)
}

/**
 * YAML → rows. A section that is not there is the default one. Throws `InputError` with every mistake at its place,
 * for expressions inside the expression.
 */
export function parseAttributeMappings(text: string, file = 'mapping.yaml'): AttributeMappings {
  const { value, fail } = readYaml(text, file, mappingSchema)
  const parsed = check(value.attributeMappings ?? [], value.groupAttributeMappings ?? [], fail)
  const defaults = defaultAttributeMappings()
  return {
    users: value.attributeMappings === undefined ? defaults.users : parsed.users,
    groups: value.groupAttributeMappings === undefined ? defaults.groups : parsed.groups,
  }
}

function check(
  users: readonly Row[],
  groups: readonly Row[],
  fail: (issues: readonly PathIssue[]) => Error,
): AttributeMappings {
  const issues: PathIssue[] = []
  const parse = (rows: readonly Row[], section: string, kind: 'users' | 'groups'): AttributeMapping[] => {
    if (rows.length > 0 && !rows.some((row) => row.matchingPrecedence !== undefined)) {
      issues.push({ path: [section], message: 'one row needs a matchingPrecedence: Entra finds a resource by it' })
    }
    return rows.flatMap((row, index) => parseRow(row, [section, index], kind, issues) ?? [])
  }
  const mappings: AttributeMappings = {
    users: parse(users, 'attributeMappings', 'users'),
    groups: parse(groups, 'groupAttributeMappings', 'groups'),
  }
  if (issues.length > 0) throw fail(issues)
  return mappings
}

function parseRow(
  row: Row,
  path: YamlPath,
  kind: 'users' | 'groups',
  issues: PathIssue[],
): AttributeMapping | undefined {
  const target = parseTargetPath(row.target)
  if (target === undefined) {
    const message = `"${row.target}" is no attribute path such as userName, name.givenName or emails[type eq "work"].value`
    issues.push({ path: [...path, 'target'], offset: 0, message })
  }
  const value = parseValue(row, path, kind, issues)
  if (target === undefined || value === undefined) return undefined
  const isReference = value.kind === 'attribute' && REFERENCE_ATTRIBUTES.includes(value.name.toLowerCase())
  return { target, value, matchingPrecedence: row.matchingPrecedence ?? null, apply: row.apply, isReference }
}

function parseValue(row: Row, path: YamlPath, kind: 'users' | 'groups', issues: PathIssue[]): Expression | undefined {
  if ((row.source === undefined) === (row.expression === undefined)) {
    issues.push({ path, message: 'a row has either a source or an expression' })
    return undefined
  }
  const key = row.source === undefined ? 'expression' : 'source'
  const value = parseText(row, [...path, key], issues)
  if (value === undefined) return undefined
  for (const attribute of attributesOfExpression(value)) {
    const known = SOURCE_ATTRIBUTES[kind].find((name) => name.toLowerCase() === attribute.name.toLowerCase())
    const isNestedReference = value.kind !== 'attribute' && REFERENCE_ATTRIBUTES.includes(known ?? '')
    if (known !== undefined && !isNestedReference) continue
    const why = isNestedReference
      ? 'is a reference and can only stand alone, as a source'
      : `is none of ${SOURCE_ATTRIBUTES[kind].join(', ')}`
    issues.push({ path: [...path, key], offset: attribute.offset, message: `[${attribute.name}] ${why}` })
  }
  return value
}

function parseText(row: Row, path: YamlPath, issues: PathIssue[]): Expression | undefined {
  if (row.source !== undefined) return { kind: 'attribute', name: row.source, offset: 0 }
  try {
    return parseExpression(row.expression ?? '')
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    issues.push({ path, offset: error.offset, message: error.reason })
    return undefined
  }
}
