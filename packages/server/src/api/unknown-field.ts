import type { GenericIssue, GenericSchema } from 'valibot'

import { nearestWord } from '@rolecall/core/host/nearest-word'

/** What of a schema leads to the objects within it. */
interface Inner {
  readonly entries?: Readonly<Record<string, Inner>>
  readonly item?: Inner
  readonly wrapped?: Inner
}

/** Whether a field is one that nobody asked for, or one that is missing. */
export function isUnknownField({ expected, type }: GenericIssue): boolean {
  return type === 'strict_object' && expected === 'never'
}

/** What to say of a field that is not known, with the known one that was probably meant. */
export function toUnknown({ path }: GenericIssue, schema: GenericSchema): string {
  const keys = (path ?? []).map(({ key }) => key)
  const field = String(keys.pop())
  let at: Inner | undefined = schema as Inner
  for (const key of keys) at = within(at, key)
  const meant = nearestWord(field, Object.keys(unwrapped(at)?.entries ?? {}))
  return meant === undefined ? 'is not known here' : `is not known here; did you mean "${meant}"?`
}

function within(schema: Inner | undefined, key: unknown): Inner | undefined {
  const inner = unwrapped(schema)
  return typeof key === 'number' ? inner?.item : inner?.entries?.[String(key)]
}

function unwrapped(schema: Inner | undefined): Inner | undefined {
  return schema?.wrapped === undefined ? schema : unwrapped(schema.wrapped)
}
