import { describe, expect, it } from 'vitest'

import { toRecording } from './to-recording.ts'

describe('toRecording', () => {
  const svg = toRecording(
    [
      { at: 1, text: '$ rolecall <demo>' },
      { at: 2, text: 'ann  "a & b"' },
    ],
    'A & B',
  )

  it('shows each line from its time on, and all of them without motion', () => {
    expect(svg).toContain('#l0{animation-name:m0}@keyframes m0{0%{opacity:0}9.09%{opacity:1}}')
    expect(svg).toContain('#l1{animation-name:m1}@keyframes m1{0%{opacity:0}18.18%{opacity:1}}')
    expect(svg.replaceAll(/@media \(prefers-reduced-motion:no-preference\)\{.*?\n\}\n/gs, '')).not.toContain('opacity')
  })

  it('is XML whatever is printed', () => {
    expect(svg).toContain('>$ rolecall &lt;demo&gt;</text>')
    expect(svg).toContain('>ann  &quot;a &amp; b&quot;</text>')
    expect(svg).toContain('aria-label="A &amp; B"')
  })

  it('is as wide as its longest line, and high enough for all', () => {
    expect(svg).toContain(`viewBox="0 0 ${Math.ceil(48 + 17 * 7.85)} 104"`)
  })
})
