/** How a test names people: the `userName` that a word stands for. */
export type Naming = (name: string) => string

/** The e-mail address of a person whom a test of ours names. */
export function toEmail(name: string): string {
  return `${name}@example.com`
}
