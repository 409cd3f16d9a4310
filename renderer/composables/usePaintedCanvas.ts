import { onBeforeUnmount, onMounted, shallowRef, watchEffect, type Ref } from 'vue'

/** Paints a canvas at the size that it is given, in screen pixels, again whenever that or what `paint` reads changes. */
export function usePaintedCanvas(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  paint: (
    context: CanvasRenderingContext2D,
    size: { readonly width: number; readonly height: number },
  ) => void,
): void {
  const size = shallowRef({ width: 0, height: 0 })
  const resized = new ResizeObserver(([entry]) => {
    if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height }
  })
  onMounted(() => canvas.value && resized.observe(canvas.value))
  onBeforeUnmount(() => resized.disconnect())
  watchEffect(
    () => {
      const element = canvas.value
      const { width, height } = size.value
      const context = element?.getContext('2d')
      if (!element || !context || width < 2 || height < 2) return
      const ratio = window.devicePixelRatio || 1
      element.width = Math.round(width * ratio)
      element.height = Math.round(height * ratio)
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      paint(context, size.value)
    },
    { flush: 'post' },
  )
}
