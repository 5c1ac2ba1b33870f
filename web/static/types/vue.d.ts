/** `<aurora-playground>` in templates and JSX of Vue 3: `import "aurora-playground/vue"`. */

import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { AuroraPlaygroundElement, AuroraPlaygroundEventMap, AuroraPlaygroundOptions } from "../embed.js";

export * from "../embed.js";

type Listeners = { [K in keyof AuroraPlaygroundEventMap]: (event: AuroraPlaygroundEventMap[K]) => void };

/** As Vue's guide on custom elements says: `$props` and `$emit` are what templates are checked with. */
type AuroraPlayground = new () => AuroraPlaygroundElement & {
  $props: HTMLAttributes & Partial<AuroraPlaygroundOptions> & PublicProps;
  $emit: EmitFn<Listeners>;
};

declare module "vue" {
  interface GlobalComponents {
    "aurora-playground": AuroraPlayground;
  }
}
