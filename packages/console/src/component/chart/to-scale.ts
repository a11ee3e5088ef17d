/** The top of an axis that begins at 0, and where it has its middle line: round numbers, and whole ones. */
export function toScale(highest: number): { readonly top: number; readonly middle: number | null } {
  if (highest <= 1) return { top: 1, middle: null }
  const step = 10 ** Math.floor(Math.log10(highest))
  const top = [1, 2, 4, 6, 8, 10].map((times) => times * step).find((value) => value >= highest) ?? highest
  return { top, middle: top % 2 === 0 ? top / 2 : null }
}
