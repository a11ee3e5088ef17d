/** The anchor of a heading, as repositories make it: `## 4. Attribute mapping` → `4-attribute-mapping`. */
export function toSlug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/<[^>]+>/g, '')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
