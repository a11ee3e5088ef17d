/** Says what is stored otherwise than it was acknowledged, or twice. */
export function compare(what: string, stored: readonly unknown[], acknowledged: readonly unknown[]): readonly string[] {
  const [is, should] = [stored, acknowledged].map((rows) => new Set(rows.map((row) => JSON.stringify(row))))
  const twice = stored.length - (is?.size ?? 0)
  return [
    ...(twice === 0 ? [] : [`${what}: ${twice} are there twice`]),
    ...[...(should ?? [])]
      .filter((row) => is?.has(row) !== true)
      .map((row) => `${what}: acknowledged and not there: ${row}`),
    ...[...(is ?? [])]
      .filter((row) => should?.has(row) !== true)
      .map((row) => `${what}: there and not acknowledged: ${row}`),
  ]
}
