import { ref } from 'vue'
import { defineStore } from 'pinia'
import { toFault } from '#shared/errors/SeptumError'
import type { Fault } from '#shared/errors/result'
import type { FileQuestion } from '#renderer/components/models/fileQuestion'
import { chooseFolder } from '#renderer/composables/chooseFolder'
import { septum } from '#renderer/septum'

/** Asks for a file of a model or of weights: first its folder, then which of those that lie there. */
export const useModelFilesStore = defineStore('modelFiles', () => {
  const question = ref<FileQuestion | null>(null)
  const fault = ref<Fault | null>(null)
  let answer: (path: string | null) => void = () => undefined

  /** The path of the chosen file; null when nothing was chosen. */
  async function choose(kind: 'onnx' | 'weights', title: string, action: string): Promise<string | null> {
    fault.value = null
    const folder = await chooseFolder(title, action)
    if (folder === null) return null
    try {
      const { files } = await septum.models.files({ folder, kind })
      if (files.length === 1) return files[0]!.path
      question.value = { title, folder, files }
    } catch (error) {
      fault.value = toFault(error)
      question.value = { title, folder, files: [] }
    }
    return new Promise((resolve) => (answer = resolve))
  }

  function answered(path: string | null): void {
    question.value = null
    answer(path)
  }

  return { question, fault, choose, answered }
})
