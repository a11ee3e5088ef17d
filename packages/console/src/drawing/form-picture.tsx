import { drawForm, type DrawnForm } from './draw-form.ts'

/** A drawn picture of a form of the provider; it is our own, and says in words what it shows. */
export function FormPicture({ form }: { form: DrawnForm }) {
  return (
    <figure class="form-picture">
      {/* Made of texts of this program alone, each escaped. */}
      <div dangerouslySetInnerHTML={{ __html: drawForm(form) }} />
      <figcaption class="hint">Drawn, not copied: the provider may word or place it otherwise.</figcaption>
    </figure>
  )
}
