// The bundle's entry: the engine first, for the specs ask at once on which backends to run.
import './engineUnderTest.mjs'
import '@tensorflow/tfjs-core/dist/tests'
