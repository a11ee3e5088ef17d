/** What is said of a version that is on trial until then. */
export function onTrial(confirmBy: string): string {
  return `It reverts by itself at ${confirmBy}, unless you run: rolecall mapping confirm`
}
