/**
 * A Helm template as YAML, without Helm: named parts are put in, lines that only control are taken out, and every other
 * value is `x`. It shows faults of the YAML, not of the logic.
 */
export function expandTemplate(text: string, helpers: string): string {
  const parts = new Map(
    [...helpers.matchAll(/\{\{- define "([^"]+)" -\}\}\n(.*?)\n\{\{- end \}\}/gs)].map(([, name = '', body = '']) => [
      name,
      body,
    ]),
  )
  return text
    .replace(/^ *\{\{- include "([^"]+)" \. \| nindent (\d+) \}\}$/gm, (_, name: string, spaces: string) =>
      (parts.get(name) ?? `missing ${name}`).replace(/^/gm, ' '.repeat(Number(spaces))),
    )
    .replace(/^ *\{\{- toYaml .*\| nindent (\d+) \}\}$/gm, (_, spaces: string) => `${' '.repeat(Number(spaces))}x: x`)
    .replace(/^ *\{\{-? .*? -?\}\}\n/gm, '')
    .replace(/\{\{ .*? \}\}/g, 'x')
}
