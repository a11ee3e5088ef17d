import type { EngineParts } from '../mapping/run-engine.ts'

/**
 * Words with which a condition is shown in full: what throws counts as not so, and as no value. A decision that has come
 * about did not need it.
 */
export function toForgiving({ operators, paths }: EngineParts): EngineParts {
  return {
    operators: new Map(
      [...operators].map(([name, evaluate]) => [
        name,
        (left: never, right: never) => orElse(false, () => evaluate(left, right)),
      ]),
    ),
    paths: new Map(
      [...paths].map(([key, path]) => [key, { ...path, valuesOf: (data) => orElse([], () => path.valuesOf(data)) }]),
    ),
  }
}

function orElse<T>(otherwise: T, ask: () => T): T {
  try {
    return ask()
  } catch {
    return otherwise
  }
}
