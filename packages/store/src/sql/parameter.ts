/** What a `?` stands for. Booleans are 0 and 1, instants and JSON are text, in both databases. */
export type Parameter = string | number | null | readonly string[]
