import { watch } from 'vue'
import { useRemembered } from './useRemembered'

const acceptScale = (kept: unknown) => (typeof kept === 'number' && kept >= 90 && kept <= 150 ? kept : null)

/** Size of text and controls in percent, 90 to 150; the style sheets read it as `--text-scale`. */
export function useTextScale() {
  const percent = useRemembered('textScalePercent', 100, acceptScale)
  watch(percent, (next) => document.documentElement.style.setProperty('--text-scale', String(next / 100)), {
    immediate: true,
  })
  return percent
}
