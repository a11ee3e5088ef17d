/** Whether a client would have the request answered before it is done (`Prefer: respond-async`, RFC 7240 §4.1). */
export function prefersAsync(header: string | readonly string[] | undefined): boolean {
  if (header === undefined) return false
  const text = typeof header === 'string' ? header : header.join(',')
  // What is quoted may have any of the delimiters.
  const preferences = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').split(',')
  return preferences.some((preference) => /^\s*respond-async\s*(=\s*(""\s*)?)?(;|$)/i.test(preference))
}
