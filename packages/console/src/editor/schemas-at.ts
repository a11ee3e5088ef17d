import type { Schema } from './vocabulary.ts'

/** The schemas of the value at a path, where `*` is an element of a list: those of every branch that has it. */
export function schemasAt(root: Schema, path: readonly string[]): readonly Schema[] {
  let schemas = expand(root, root)
  for (const part of path) {
    schemas = schemas
      .flatMap((schema) => {
        const next = part === '*' ? schema.items : schema.properties?.[part]
        return next === undefined ? [] : [next]
      })
      .flatMap((schema) => expand(schema, root))
  }
  return schemas
}

/** A schema and all that it may be instead, with references followed. */
function expand(schema: Schema, root: Schema, depth = 0): readonly Schema[] {
  if (depth > 8) return []
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  const referred = schema.$ref === undefined ? undefined : resolve(schema.$ref, root)
  const further = referred === undefined ? branches : [...branches, referred]
  return [schema, ...further.flatMap((branch) => expand(branch, root, depth + 1))]
}

function resolve(reference: string, root: Schema): Schema | undefined {
  if (reference === '#') return root
  const name = /^#\/(?:\$defs|definitions)\/(.+)$/.exec(reference)?.[1]
  return name === undefined ? undefined : (root.$defs?.[name] ?? root.definitions?.[name])
}
