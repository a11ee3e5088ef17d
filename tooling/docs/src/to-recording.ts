import { escapeHtml } from './escape-html.ts'

/** A line of a terminal, and when it comes, in seconds. */
export interface RecordedLine {
  readonly at: number
  readonly text: string
}

/** Pixels. */
const line = 20
const letter = 7.85
const margin = 24
const bar = 40

/** How long the last line stays before all begins anew, in seconds. */
const pause = 9

/**
 * Lines of a terminal as a picture that plays them (SVG with CSS alone), again and again; whoever wants no motion sees
 * the last of it.
 */
export function toRecording(lines: readonly RecordedLine[], title: string): string {
  const columns = Math.max(...lines.map(({ text }) => text.length))
  const width = Math.ceil(2 * margin + columns * letter)
  const height = bar + lines.length * line + margin
  const total = (lines.at(-1)?.at ?? 0) + pause
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">
<style>
text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre}
@media (prefers-reduced-motion:no-preference){g text{animation:${total.toFixed(1)}s steps(1) infinite}
${lines.map(({ at }, index) => toMotion(index, at / total)).join('\n')}
}
</style>
<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>
${[20, 40, 60].map((x) => `<circle cx="${x}" cy="20" r="6" fill="#30363d"/>`).join('')}
<g fill="#c9d1d9">
${lines.map(({ text }, index) => `<text id="l${index}"${text.startsWith('$ ') ? ' fill="#fff"' : ''} x="${margin}" y="${bar + (index + 1) * line - 4}" xml:space="preserve">${escapeHtml(text)}</text>`).join('\n')}
</g>
</svg>
`
}

/** Nothing until its time, then itself to the end. */
function toMotion(index: number, from: number): string {
  const name = `m${index}`
  return `#l${index}{animation-name:${name}}@keyframes ${name}{0%{opacity:0}${(from * 100).toFixed(2)}%{opacity:1}}`
}
