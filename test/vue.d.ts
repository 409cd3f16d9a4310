/** A component as a test mounts it: what it shows is looked at, not its types. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent
  export default component
}
