/** `<aurora-playground>` in JSX of Solid: `import "aurora-playground/solid"`. */

import type { JSX } from "solid-js";
import type { AuroraPlaygroundElement, AuroraPlaygroundEventMap, AuroraPlaygroundOptions } from "../embed.js";

export * from "../embed.js";

type Listeners = { [K in keyof AuroraPlaygroundEventMap as `on:${K}`]?: (event: AuroraPlaygroundEventMap[K]) => void };

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "aurora-playground": HTMLAttributes<AuroraPlaygroundElement> & Partial<AuroraPlaygroundOptions> & Listeners;
    }
  }
}
