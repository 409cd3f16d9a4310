import { ArgMax } from '@tensorflow/tfjs'
import { defineKernel, type Unary } from './defineKernel'
import { placeOfExtreme, type PlaceAttributes } from './reduction.place'

/** Index of the greatest along an axis, the first of equals; int32. */
export const argMax = defineKernel<Unary, PlaceAttributes>(ArgMax, ({ inputs, attrs, backend }) =>
  placeOfExtreme('ArgMax', -Infinity, inputs, attrs, backend),
)
