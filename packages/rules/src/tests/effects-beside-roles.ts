import type { Words } from '../vocabulary.ts'

/** The effects of contributed grants that are no roles: tests say of them what there is, closed world. */
export function effectsBesideRoles({ effects }: Pick<Words, 'effects'>): readonly string[] {
  return [...new Set(effects.map(({ effect }) => effect))].filter((effect) => effect !== 'role')
}
