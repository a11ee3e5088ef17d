import { h } from 'preact'

/** A drawing of the kept set (Lucide): the shapes of a square of 24, drawn by lines. */
export type IconShapes = readonly (readonly [name: string, attributes: Readonly<Record<string, string>>])[]

/** Stands beside words and says nothing that they don't. */
export function Icon({ of: shapes }: { of: IconShapes }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {shapes.map(([name, attributes]) => h(name, attributes))}
    </svg>
  )
}
