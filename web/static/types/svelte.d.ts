/** `<aurora-playground>` in Svelte 5: `import "aurora-playground/svelte"`. */

import type { HTMLAttributes } from "svelte/elements";
import type { AuroraPlaygroundElement, AuroraPlaygroundEventMap, AuroraPlaygroundOptions } from "../embed.js";

export * from "../embed.js";

type Listeners = { [K in keyof AuroraPlaygroundEventMap as `on${K}`]?: (event: AuroraPlaygroundEventMap[K]) => void };

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "aurora-playground": HTMLAttributes<AuroraPlaygroundElement> & Partial<AuroraPlaygroundOptions> & Listeners;
  }
}
