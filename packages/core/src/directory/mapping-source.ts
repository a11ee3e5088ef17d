/** A mapping as an owner wrote it. The empty text stands for "no mapping yet": the defaults of each section. */
export interface MappingSource {
  readonly text: string
  readonly format: 'yaml' | 'json'
  /** It has been applied once: how much a new mapping may hold is not asked of it again. */
  readonly applied?: true
}
