/** A block of code in a guide. */
export interface FencedBlock {
  /** `docs/entra.md:12` */
  readonly place: string
  /** The words after the fence; the first one is the language. */
  readonly info: string
  readonly text: string
}

/** Every fenced block of a text, indented ones too. */
export function fencedBlocks(text: string, name: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = []
  let open:
    | { readonly line: number; readonly indent: number; readonly info: string; readonly lines: string[] }
    | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^( *)```(.*)$/.exec(line)
    if (fence === null) open?.lines.push(line.slice(open.indent))
    else if (open === undefined)
      open = { line: index + 1, indent: fence[1]?.length ?? 0, info: (fence[2] ?? '').trim(), lines: [] }
    else {
      blocks.push({ place: `${name}:${open.line}`, info: open.info, text: open.lines.join('\n') })
      open = undefined
    }
  }
  return blocks
}
