import { computed, ref, shallowRef } from 'vue'
import type { DisplayWindow } from '#shared/domain/study'
import { dragKind, wheelKind, wheelSteps } from '#renderer/canvas/gestures/gestureKind'
import { draggedDisplay, type ViewDrag } from '#renderer/canvas/gestures/viewDrag'
import { rectangleWindow } from '#renderer/canvas/image/rectangleWindow'
import { curveHitPx, nearestSide } from '#renderer/canvas/tools/hitTest'
import { liveDrawing, toolCursor } from '#renderer/canvas/tools/liveDrawing'
import { pressTool } from '#renderer/canvas/tools/pressTool'
import type {
  ToolEdit,
  ToolHint,
  ToolOutcome,
  ToolPointer,
  ToolScene,
  ToolState,
} from '#renderer/canvas/tools/toolState'
import { zoomedAbout } from '#renderer/canvas/view/moveView'
import type { PanePointer, PaneWheel } from '#renderer/canvas/view/panePointer'
import type { PaneModel } from '#renderer/components/read/paneModel'
import { useDisplayStore } from '#renderer/stores/readingDisplay'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useToolsStore } from '#renderer/stores/readingTools'

/** A gesture under way; one value that cannot contradict itself. */
type Gesture =
  | { readonly kind: 'none' }
  | { readonly kind: 'tool'; readonly state: ToolState; readonly scene: ToolScene; readonly pressed: boolean }
  | { readonly kind: 'view'; readonly drag: ViewDrag; readonly moved: boolean }

export type GestureHint = ToolHint | 'finishCurve' | 'locked' | 'readOnly'

interface Hands {
  readonly panes: () => readonly PaneModel[]
  readonly sceneOf: (pane: PaneModel) => ToolScene
  /** Makes a pane the active one. */
  readonly activate: (pane: PaneModel, index: number) => void
  /** Why contours cannot be edited; null: they can. */
  readonly blocked: () => 'locked' | 'readOnly' | null
  readonly commit: (edit: ToolEdit, scene: ToolScene) => void
  readonly hint: (hint: GestureHint) => void
}

const still = 4
const samePlace = (pane: PaneModel, scene: ToolScene) =>
  pane.slice === scene.slice && pane.phase === scene.phase

/** Pointers over the panes: the default mouse map of features.md 3.0 and the tools. */
export function usePaneGestures(hands: Hands) {
  const display = useDisplayStore()
  const place = usePlaceStore()
  const tools = useToolsStore()
  const gesture = shallowRef<Gesture>({ kind: 'none' })
  const pointer = shallowRef<PanePointer | null>(null)
  const lastStroke = shallowRef<{ at: ToolPointer['image']; scene: ToolScene } | null>(null)
  const wheelRest = ref(0)
  /** Where a right click asks what can be done; null: nowhere. */
  const menu = shallowRef<PanePointer | null>(null)

  const paneAt = (at: PanePointer) => hands.panes()[at.pane]
  function sceneAt(pane: PaneModel): ToolScene {
    const scene = hands.sceneOf(pane)
    const last = lastStroke.value
    return { ...scene, lastStroke: last && samePlace(pane, last.scene) ? last.at : null }
  }

  function settle(outcome: ToolOutcome, scene: ToolScene, pressed: boolean): void {
    if (outcome.kind === 'live') {
      gesture.value = { kind: 'tool', state: outcome.state, scene, pressed }
      return
    }
    gesture.value = { kind: 'none' }
    if (outcome.kind === 'finished') hands.commit(outcome.edit, scene)
    else if (outcome.hint) hands.hint(outcome.hint)
  }

  function press(at: PanePointer): void {
    const pane = paneAt(at)
    if (!pane) return
    pointer.value = at
    const now = gesture.value
    const kind = dragKind(at, tools.tool, tools.held)
    if (kind !== 'tool') {
      if (now.kind !== 'tool') hands.activate(pane, at.pane)
      if (now.kind === 'tool' && now.pressed) return
      suspended = now.kind === 'tool' ? now : null
      const drag = { kind, from: at, view: display.view, window: display.window }
      gesture.value = { kind: 'view', drag, moved: false }
      return
    }
    if (now.kind === 'tool') {
      if (!samePlace(pane, now.scene)) return hands.hint('finishCurve')
      return settle(now.state.press?.(at) ?? { kind: 'live', state: now.state }, now.scene, true)
    }
    hands.activate(pane, at.pane)
    const blocked = hands.blocked()
    if (blocked) return hands.hint(blocked)
    if (tools.tool === 'view') return
    const fresh = hands.panes()[at.pane] ?? pane
    const scene = sceneAt(fresh)
    display.hidden = false
    if (tools.tool === 'spline' && scene.contour && chooseOther(at, fresh)) return
    settle(pressTool[tools.tool](at, scene), scene, true)
  }

  /** A curve that a drag of the view interrupts, such as zooming while drawing; it goes on afterwards. */
  let suspended: Extract<Gesture, { kind: 'tool' }> | null = null

  /** A click within 6 px of another contour than the active one makes that boundary active (R-RD-4). */
  function chooseOther(at: PanePointer, pane: PaneModel): boolean {
    const distances = pane.contours.map((contour) => ({
      boundary: contour.boundary,
      distance: Math.min(
        ...contour.rings.map((ring) => nearestSide(at.transform, ring, at.image)?.distance ?? Infinity),
      ),
    }))
    const nearest = distances.toSorted((a, b) => a.distance - b.distance)[0]
    const active = distances.find(({ boundary }) => boundary === tools.boundary)
    if (!nearest || nearest.distance > curveHitPx || nearest.boundary === tools.boundary) return false
    if (active && active.distance <= curveHitPx + 2) return false
    tools.boundary = nearest.boundary
    return true
  }

  function move(at: PanePointer): void {
    pointer.value = at
    const now = gesture.value
    if (now.kind === 'tool') {
      const pane = paneAt(at)
      if (now.pressed || (pane && samePlace(pane, now.scene)))
        settle(now.state.move(at), now.scene, now.pressed)
      return
    }
    if (now.kind !== 'view') return
    const { from } = now.drag
    const moved = now.moved || Math.hypot(at.screen.x - from.screen.x, at.screen.y - from.screen.y) >= still
    gesture.value = { ...now, moved }
    const pane = paneAt(from)
    if (!moved || !pane) return
    const next = draggedDisplay(now.drag, at, hands.sceneOf(pane).plane, display.fileWindow)
    display.view = next.view
    display.window = next.window
  }

  function release(at: PanePointer): void {
    const now = gesture.value
    if (now.kind === 'tool') {
      if (!now.pressed) return
      lastStroke.value = { at: at.image, scene: now.scene }
      return settle(now.state.release(at), now.scene, false)
    }
    if (now.kind !== 'view') return
    const drawing = suspended !== null
    gesture.value = suspended ?? { kind: 'none' }
    suspended = null
    const pane = paneAt(now.drag.from)
    if (now.drag.kind === 'windowRectangle' && pane?.frame) {
      const window: DisplayWindow | null = rectangleWindow(pane.frame, now.drag.from.image, at.image)
      if (window) display.window = window
    }
    const { button } = now.drag.from
    if (now.moved || !pane || drawing || button === 1) return
    chooseOther(at, pane)
    if (button === 2) menu.value = at
  }

  function wheel(at: PaneWheel): void {
    pointer.value = at
    const kind = wheelKind(at)
    const pane = paneAt(at)
    if (kind === 'zoom' && pane) {
      display.view = zoomedAbout(
        display.view,
        hands.sceneOf(pane).plane,
        at.size,
        at.screen,
        1.15 ** -at.notches,
      )
      return
    }
    const { steps, rest } = wheelSteps(wheelRest.value, at.notches)
    wheelRest.value = rest
    if (steps === 0) return
    if (kind === 'slice') place.stepSlice(steps)
    if (kind === 'phase') place.stepPhase(steps)
    if (kind === 'radius') tools.stepRadius(-steps)
  }

  function double(at: PanePointer): void {
    if (gesture.value.kind === 'tool') confirm()
    else if (tools.tool === 'view' && at.button === 0) place.toggleMaximised()
  }
  function confirm(): boolean {
    const now = gesture.value
    if (now.kind !== 'tool' || !now.state.confirm) return false
    settle(now.state.confirm(), now.scene, false)
    return true
  }
  /** Takes back the last point of a curve that is being drawn (R-UN-4); false when none is. */
  function removeLast(): boolean {
    const now = gesture.value
    if (now.kind !== 'tool') return false
    if (now.state.removeLast) settle(now.state.removeLast(), now.scene, now.pressed)
    return true
  }
  /** Forgets the gesture: nothing comes of it. False when there is none. */
  function cancel(): boolean {
    const was = gesture.value.kind !== 'none'
    gesture.value = { kind: 'none' }
    suspended = null
    return was
  }
  const closeMenu = () => (menu.value = null)
  const leave = () => gesture.value.kind === 'none' && (pointer.value = null)

  const preview = computed(() => {
    const now = gesture.value.kind === 'tool' ? gesture.value : suspended
    return now ? { scene: now.scene, shown: now.state.preview } : null
  })
  const drawing = computed(() => gesture.value.kind === 'tool' && !gesture.value.pressed)
  const live = computed(() => {
    const panes = hands.panes()
    const scene = preview.value?.scene
    const over = pointer.value
    const index = scene
      ? panes.findIndex((pane) => samePlace(pane, scene))
      : panes.findIndex(({ active }) => active)
    const pane = panes[index]
    if (!pane || hands.blocked()) return null
    const here = over && panes[over.pane] === pane ? over : null
    const drawn = liveDrawing(tools.tool, sceneAt(pane), preview.value?.shown ?? null, here)
    return { ...drawn, pane: index }
  })
  const cursor = computed(() =>
    toolCursor(
      tools.held ? 'view' : tools.tool,
      gesture.value.kind === 'view' ? gesture.value.drag.kind : null,
    ),
  )

  return {
    pointer,
    menu,
    closeMenu,
    preview,
    drawing,
    live,
    cursor,
    press,
    move,
    release,
    wheel,
    double,
    confirm,
    removeLast,
    cancel,
    leave,
  }
}
export type PaneGestures = ReturnType<typeof usePaneGestures>
