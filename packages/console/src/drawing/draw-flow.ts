/** A box of a diagram. */
interface FlowBox {
  readonly title: string
  readonly lines: readonly string[]
  readonly tone?: 'good' | 'warn'
}

/** A diagram: boxes from left to right, with what leads from each to the next. */
export interface Flow {
  readonly label: string
  readonly boxes: readonly FlowBox[]
  readonly arrows: readonly string[]
}

const boxWidth = 168
const gap = 92
const margin = 8

/** Boxes with arrows between them, as SVG. */
export function drawFlow({ arrows, boxes, label }: Flow, style: string): string {
  const lines = Math.max(...boxes.map((box) => box.lines.length))
  const boxHeight = 48 + lines * 19
  const width = boxes.length * boxWidth + (boxes.length - 1) * gap + 2 * margin
  const middle = margin + boxHeight / 2
  const left = (index: number) => margin + index * (boxWidth + gap)
  const drawn = boxes.flatMap(({ lines: said, title, tone }, index) => [
    `<rect class="sheet ${tone ?? ''}" x="${left(index)}" y="${margin}" width="${boxWidth}" height="${boxHeight}" rx="10"/>`,
    write('strong', left(index) + boxWidth / 2, margin + 27, title),
    ...said.map((line, row) => write('dim', left(index) + boxWidth / 2, margin + 51 + row * 19, line)),
  ])
  const led = arrows.flatMap((said, index) => {
    const [from, to] = [left(index) + boxWidth + 4, left(index + 1) - 4]
    return [
      `<path class="arrow" d="M${from} ${middle}H${to - 6}"/>`,
      `<path class="head" d="M${to} ${middle}l-8-5v10z"/>`,
      write('dim', (from + to) / 2, middle - 9, said),
    ]
  })
  const height = boxHeight + 2 * margin
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(label)}">`
  return `${head}<style>${style}</style>${[...drawn, ...led].join('')}</svg>`
}

function write(kind: string, x: number, y: number, content: string): string {
  return `<text class="${kind}" x="${x}" y="${y}" text-anchor="middle">${escape(content)}</text>`
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
