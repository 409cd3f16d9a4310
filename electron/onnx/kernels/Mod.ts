import { Mod } from '@tensorflow/tfjs'
import { defineKernel, type Binary } from './defineKernel'
import { flooredRemainder } from './division'
import { alike } from './values'

/** Remainder with the sign of the divisor. */
export const mod = defineKernel<Binary>(Mod, ({ inputs, backend }) =>
  flooredRemainder(...alike(backend.value(inputs.a), backend.value(inputs.b))),
)
