/** What the left button does in a pane, in the order of the tool column. */
export const toolIds = ['view', 'spline', 'freehand', 'push', 'brush', 'erase'] as const
export type ToolId = (typeof toolIds)[number]

/** The key that chooses each tool (key map "Cardiac"). */
export const toolKeys: Readonly<Record<ToolId, string>> = {
  view: 'V',
  spline: 'P',
  freehand: 'F',
  push: 'N',
  brush: 'B',
  erase: 'E',
}

/** Tools that carry a disc with a radius in mm. */
export const hasRadius = (tool: ToolId): boolean => tool === 'push' || tool === 'brush' || tool === 'erase'
