/** `<aurora-playground>` in JSX of Preact: `import "aurora-playground/preact"`. */

import type { HTMLAttributes } from "preact";
import type { AuroraPlaygroundElement, AuroraPlaygroundEventMap, AuroraPlaygroundOptions } from "../embed.js";

export * from "../embed.js";

type Listeners = { [K in keyof AuroraPlaygroundEventMap as `on${K}`]?: (event: AuroraPlaygroundEventMap[K]) => void };

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "aurora-playground": HTMLAttributes<AuroraPlaygroundElement> & Partial<AuroraPlaygroundOptions> & Listeners;
    }
  }
}
