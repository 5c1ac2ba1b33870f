/** `<aurora-playground>` in JSX of React 19: `import "aurora-playground/react"`. */

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { AuroraPlaygroundElement, AuroraPlaygroundEventMap, AuroraPlaygroundOptions } from "../embed.js";

export * from "../embed.js";

type Listeners = { [K in keyof AuroraPlaygroundEventMap as `on${K}`]?: (event: AuroraPlaygroundEventMap[K]) => void };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "aurora-playground": DetailedHTMLProps<HTMLAttributes<AuroraPlaygroundElement>, AuroraPlaygroundElement> & Partial<AuroraPlaygroundOptions> & Listeners;
    }
  }
}
