export function electronRuntime(): string | null
export function hasDisplay(): boolean
