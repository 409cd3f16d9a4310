import { shallowRef } from 'vue'
import { septum } from '#renderer/septum'

/** A question that the frame's folder dialog answers. */
export interface FolderQuestion {
  readonly title: string
  readonly action: string
  /** A line above the list, such as why a dropped folder must be chosen here. */
  readonly explanation: string
  readonly answer: (path: string | null) => void
}

/** The question on show; null: none. */
export const folderQuestion = shallowRef<FolderQuestion | null>(null)

/** Asks for a folder: by the system's dialog where the door has one, else by Septum's own. Null: cancelled. */
export async function chooseFolder(title: string, action: string, explanation = ''): Promise<string | null> {
  const { native, path } = await septum.folders.choose()
  if (native) return path
  folderQuestion.value?.answer(null)
  return new Promise((resolve) => {
    folderQuestion.value = {
      title,
      action,
      explanation,
      answer(chosen) {
        folderQuestion.value = null
        resolve(chosen)
      },
    }
  })
}
