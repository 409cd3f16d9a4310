import { faultCodes, type FaultCode, type Facts } from './faultCodes'
import type { Fault } from './result'

/** A failure that a radiologist can act on: a code, a cause and a remedy. A broken assumption is a plain Error. */
export class SeptumError extends Error {
  override readonly name = 'SeptumError'
  readonly code: FaultCode
  readonly facts: Facts

  constructor(code: FaultCode, facts: Facts = {}, options?: { cause?: unknown }) {
    super(faultCodes[code].cause(facts), options)
    this.code = code
    this.facts = facts
  }

  toFault(): Fault {
    const { cause } = this
    return {
      code: this.code,
      cause: this.message,
      remedy: faultCodes[this.code].remedy,
      ...(cause instanceof Error ? { details: cause.message } : {}),
    }
  }
}

/** A fault that crossed a process boundary and is thrown again on this side, its sentences kept. */
export class ForeignFault extends Error {
  override readonly name = 'ForeignFault'
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.cause)
    this.fault = fault
  }
}

/** Any thrown thing as a fault; what is not a SeptumError is a defect of ours and says so. */
export function toFault(error: unknown): Fault {
  if (error instanceof SeptumError) return error.toFault()
  if (error instanceof ForeignFault) return error.fault
  const message = error instanceof Error ? error.message : String(error)
  const details = error instanceof Error ? error.stack : undefined
  return {
    code: 'UNEXPECTED',
    cause: faultCodes.UNEXPECTED.cause({ message }),
    remedy: faultCodes.UNEXPECTED.remedy,
    details,
  }
}
