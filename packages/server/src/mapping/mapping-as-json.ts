import { isScalar, parseDocument, visit, type Scalar } from 'yaml'

/** Keys whose plain scalars are text whatever they look like: `teamId: 007`. */
const textKeys = new Set([
  'scimGroup',
  'scimGroupId',
  'scimGroupPattern',
  'teamId',
  'teamMemberRole',
  'organizationRole',
])

/** A stored YAML mapping as JSON text that means the same. */
export function toMappingJson(text: string): string {
  const document = parseDocument(text)
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && textKeys.has(String(key.value)) && isScalar(value)) keepText(value)
    },
  })
  return JSON.stringify(document.toJS() ?? {}, null, 2)
}

function keepText(scalar: Scalar): void {
  if (typeof scalar.value !== 'string' && scalar.value !== null && scalar.source !== undefined)
    scalar.value = scalar.source
}
