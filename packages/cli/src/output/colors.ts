import pc from 'picocolors'

export type Colors = ReturnType<typeof pc.createColors>

/** Colours where a person reads: on a terminal, and not with `NO_COLOR` (https://no-color.org). */
export function colorsFor(stream: { readonly isTTY?: boolean }): Colors {
  return pc.createColors(stream.isTTY === true && !process.env['NO_COLOR'])
}
