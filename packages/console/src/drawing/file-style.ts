/** The colours of a drawing that stands in a file of its own, in either scheme. */
export const fileStyle = [
  'text{font:13px system-ui,sans-serif;fill:#161a21}.mono{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px}',
  '.label{font-weight:600;font-size:12px}.way,.dim{fill:#566072;font-size:12px}.going{fill:#fff;font-weight:600}.strong{font-weight:700}',
  '.sheet,.field,.box{fill:#fff;stroke:#c9d0da}.rule,.arrow{stroke:#7a8494;fill:none}.rule{stroke:#e3e7ed}.dot{fill:#d5dae2}',
  '.go{fill:#2350c9}.tick{stroke:#2350c9;stroke-width:2;fill:none}.good{fill:#e2f4ea;stroke:#15683d}.warn{fill:#fdf1da;stroke:#7a4b00}.head{fill:#7a8494}',
  '@media(prefers-color-scheme:dark){text{fill:#e9edf4}.way,.dim{fill:#a5afc0}.going{fill:#0d1424}.sheet{fill:#171b22;stroke:#2a313c}',
  '.field,.box{fill:#1e242d;stroke:#7d899b}.rule{stroke:#2a313c}.dot{fill:#3a4350}.go{fill:#8fb3ff}.tick{stroke:#8fb3ff}',
  '.good{fill:#16352a;stroke:#7fdba6}.warn{fill:#3a2e16;stroke:#f2c979}}',
].join('')
