import type { ToldChange } from '../api/types.ts'

/** Who did it, at the beginning of a sentence. */
export function toActorName({ by, kind }: Pick<ToldChange, 'by' | 'kind'>): string {
  if (by !== null) return by
  return kind === 'scim' ? 'The provider' : kind === 'job' ? 'Rolecall' : 'Somebody'
}
