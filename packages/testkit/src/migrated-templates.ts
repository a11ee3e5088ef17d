import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** What lasts as long as the run: a folder, and what the names of its databases begin with. */
    run: { readonly folder: string; readonly name: string }
  }
}

/** Brings an empty database to the newest version. */
export type Migrate = (url: string) => Promise<unknown>

/** Where a template may be made. */
interface TemplatePlace {
  readonly folder: string
  /** Nobody else's. */
  readonly name: string
}

const known = new Map<string, WeakMap<Migrate, Promise<string>>>()
let made = 0

/** The template of a kind of database as `migrate` leaves it: made once in this process, and gone with the run. */
export function findTemplate(
  kind: string,
  migrate: Migrate,
  make: (place: TemplatePlace) => Promise<string>,
): Promise<string> {
  const ofKind = known.get(kind) ?? new WeakMap<Migrate, Promise<string>>()
  known.set(kind, ofKind)
  const found = ofKind.get(migrate)
  if (found !== undefined) return found
  const { folder, name } = inject('run')
  const template = make({ folder, name: `${name}_${process.pid}_${(made += 1)}` })
  ofKind.set(migrate, template)
  return template
}
