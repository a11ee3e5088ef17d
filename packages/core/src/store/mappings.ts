/** A version of the mapping as its author wrote it. */
export interface MappingVersion {
  /** From 1. */
  readonly version: number
  readonly text: string
  readonly format: 'yaml' | 'json'
  readonly created: string
  /** The key that wrote it; `null` for the command line. */
  readonly authorKeyId: string | null
  /** The version that it brought back; `null` for a text of its own. */
  readonly rollbackTo: number | null
  /** When it reverts by itself unless it is confirmed; `null` for one that stays. */
  readonly confirmBy: string | null
}

/** A version to be; what is left out is `null`. */
export type NewMappingVersion = Pick<MappingVersion, 'text' | 'format' | 'authorKeyId'> &
  Partial<Pick<MappingVersion, 'rollbackTo' | 'confirmBy'>>

export interface MappingReader {
  find(version: number): Promise<MappingVersion | undefined>
  /** Those before that version, newest first; `null` for the newest. */
  list(before: number | null, limit: number): Promise<MappingVersion[]>
}

export interface MappingWriter {
  /** Stores the next version and makes it the current one. */
  insert(mapping: NewMappingVersion): Promise<MappingVersion>
  /** It stays. */
  confirm(version: number): Promise<void>
}
