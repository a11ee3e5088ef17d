import { useEffect, useRef, useState } from 'preact/hooks'

/** A search that begins when one stops typing. */
export function SearchField({
  label,
  value,
  onSearch,
}: {
  label: string
  value: string
  onSearch: (text: string) => void
}) {
  const [text, setText] = useState(value)
  const known = useRef(value)
  useEffect(() => {
    // Changed by a link or the way back, and not from here.
    if (value !== known.current) setText(value)
    known.current = value
  }, [value])
  useEffect(() => {
    if (text === known.current) return
    const timer = setTimeout(() => {
      known.current = text
      onSearch(text)
    }, 200)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <label class="search">
      <span class="visually-hidden">{label}</span>
      <input type="search" placeholder={label} value={text} onInput={(event) => setText(event.currentTarget.value)} />
    </label>
  )
}
