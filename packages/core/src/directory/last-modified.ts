/** When a resource was last changed, being changed now: never before it was changed last, though the clock has been set back. */
export function lastModifiedNow({ lastModified }: { readonly lastModified: string }, now: string): string {
  return now > lastModified ? now : lastModified
}
