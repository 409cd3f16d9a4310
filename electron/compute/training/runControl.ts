/** What the page or the command line asked of a run under way. The loop looks between steps. */
export class RunControl {
  private wish: 'go' | 'pause' | 'stop' = 'go'
  private wake: (() => void) | null = null

  pause(): void {
    if (this.wish === 'go') this.wish = 'pause'
  }

  resume(): void {
    if (this.wish === 'pause') this.wish = 'go'
    this.wakeUp()
  }

  /** Ends the run after the step under way; the best checkpoint is kept and evaluated. Wakes a paused run. */
  stop(): void {
    this.wish = 'stop'
    this.wakeUp()
  }

  get paused(): boolean {
    return this.wish === 'pause'
  }

  get stopped(): boolean {
    return this.wish === 'stop'
  }

  /** Waits until a pause is over, by resume, stop or `wakeUp`. */
  async untilAwake(): Promise<void> {
    await new Promise<void>((resolve) => (this.wake = resolve))
  }

  wakeUp(): void {
    this.wake?.()
    this.wake = null
  }
}
