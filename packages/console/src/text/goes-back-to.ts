/** What is in force again when a version is taken back; before the first there is no mapping. */
export function goesBackTo(version: number | null): string {
  return version === null || version === 0 ? 'It goes back to no mapping at all' : `It goes back to version ${version}`
}
