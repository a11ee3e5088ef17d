/** A mapping as an owner wrote it. The empty text stands for "no mapping yet": the defaults of each section. */
export interface MappingSource {
  readonly text: string
  readonly format: 'yaml' | 'json'
}
