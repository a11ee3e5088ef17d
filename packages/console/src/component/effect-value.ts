/** What a plugin gives, for people: `sku: E5, seats: 1`. */
export function effectValue(value: object): string {
  const parts = Object.entries(value as Readonly<Record<string, unknown>>).filter(([, part]) => part !== null)
  return parts.map(([name, part]) => `${name}: ${typeof part === 'string' ? part : JSON.stringify(part)}`).join(', ')
}
