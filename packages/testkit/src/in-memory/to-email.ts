/** The e-mail address of a person whom a test names. */
export function toEmail(name: string): string {
  return `${name}@example.com`
}
