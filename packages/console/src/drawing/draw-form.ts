/** A field of a form as it is drawn: filled from here, or chosen there. */
interface DrawnField {
  readonly label: string
  readonly value: string
  /** What kind of control it is drawn as. */
  readonly kind?: 'text' | 'choice' | 'secret' | 'ticked'
}

/** A form of a provider, drawn by hand: where it is, its fields, and the button that is pressed. */
export interface DrawnForm {
  /** The way to it. */
  readonly path: readonly string[]
  readonly fields: readonly DrawnField[]
  readonly button: string
}

const width = 560
const row = 54
const top = 74

/** The form as SVG; `style` stands within it, for a file that no page gives its colours. */
export function drawForm({ button, fields, path }: DrawnForm, style?: string): string {
  const height = top + fields.length * row + 66
  const parts = [
    `<rect class="sheet" x="1" y="1" width="${width - 2}" height="${height - 2}" rx="12"/>`,
    `<path class="rule" d="M1 40H${width - 1}"/>`,
    ...[22, 38, 54].map((x) => `<circle class="dot" cx="${x}" cy="21" r="4.5"/>`),
    text('way', 76, 26, path.join('  ›  ')),
    ...fields.flatMap((field, index) => drawField(field, top + index * row)),
    `<rect class="go" x="${width - 24 - button.length * 8.4 - 28}" y="${height - 52}" width="${button.length * 8.4 + 28}" height="32" rx="8"/>`,
    text('going', width - 24 - (button.length * 8.4 + 28) / 2, height - 31, button, 'middle'),
  ]
  const head = `<svg xmlns="http://www.w3.org/2000/svg" class="drawing" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(describe({ button, fields, path }))}">`
  return `${head}${style === undefined ? '' : `<style>${style}</style>`}${parts.join('')}</svg>`
}

/** The same in words, for who does not see it. */
export function describe({ button, fields, path }: DrawnForm): string {
  const filled = fields.map(({ kind, label, value }) => (kind === 'ticked' ? `${label} ticked` : `${label}: ${value}`))
  return `${path.join(', ')}. ${filled.join('. ')}. Then ${button}.`
}

function drawField({ kind = 'text', label, value }: DrawnField, y: number): readonly string[] {
  if (kind === 'ticked')
    return [
      `<rect class="box" x="24" y="${y + 6}" width="18" height="18" rx="4"/>`,
      `<path class="tick" d="M28 ${y + 15}l4 4l7-8"/>`,
      text('value', 52, y + 20, label),
    ]
  const shown = kind === 'secret' ? '•'.repeat(18) : value
  return [
    text('label', 24, y, label),
    `<rect class="field" x="24" y="${y + 8}" width="${width - 48}" height="28" rx="6"/>`,
    text(kind === 'choice' ? 'value' : 'value mono', 34, y + 27, shown),
    ...(kind === 'choice' ? [`<path class="tick" d="M${width - 46} ${y + 19}l5 6l5-6"/>`] : []),
  ]
}

function text(kind: string, x: number, y: number, content: string, anchor = 'start'): string {
  return `<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${escape(content)}</text>`
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
