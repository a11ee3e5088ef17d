import { shownName } from './shown-name.ts'

/** A team where one is chosen: several may have one name, and none has the id of another. */
export function teamTitle({ id, name }: { readonly id: string; readonly name: string }): string {
  return shownName(name, id) === id ? id : `${name} (${id})`
}
