/** Types of the custom element `<aurora-playground>`. guides/embed.html explains the options. */

/** The page of December 2020, or AWS as it is in 2026. */
export type AuroraEdition = "2020" | "2026";

/** A panel that `controls` can name. */
export type AuroraPanel = "story" | "map" | "inspector" | "console" | "trail" | "timeline";

/** The reader's position. `scenario` is null in free play, and the other members are missing then. */
export interface AuroraPlace {
  readonly scenario: string | null;
  /** The step shown, from 1. */
  readonly step?: number;
  /** The number of steps of the scenario. */
  readonly steps?: number;
}

/** The detail of `step`, and the result of the methods. */
export interface AuroraStep extends AuroraPlace {
  readonly title?: string;
  /** Whether the step's commands have run. */
  readonly ran?: boolean;
}

/** The detail of `refusal`: a command that was refused. */
export interface AuroraRefusal extends AuroraPlace {
  readonly line: string;
  /** AWS's error code. */
  readonly code: string;
  /** The rule of the source document behind it: "L08". */
  readonly rule: string | null;
}

/** The element's events. All of them bubble, also out of shadow roots. */
export interface AuroraPlaygroundEventMap {
  /** The playground can be used. */
  "aurora-ready": CustomEvent<Record<string, never>>;
  /** Another step is shown, or the step has run. */
  "aurora-step": CustomEvent<AuroraStep>;
  /** A command was refused. */
  "aurora-refusal": CustomEvent<AuroraRefusal>;
  /** The last step has run. */
  "aurora-done": CustomEvent<AuroraPlace>;
  /** The program or the scenario could not be loaded, or an option is wrong. */
  "aurora-error": CustomEvent<{ readonly message: string }>;
}

/** The element's own events and the DOM's. */
export interface AuroraPlaygroundElementEventMap extends HTMLElementEventMap, AuroraPlaygroundEventMap {}

/** The element's options: each is an attribute and a property. */
export interface AuroraPlaygroundOptions {
  /** A scenario's id, or the address of an author's file; empty for free play. */
  scenario: string;
  /** Commands to begin with, as the share dialog writes them; instead of a scenario. */
  commands: string;
  /** The step to begin with, from 1. The reader's position is `current`. */
  step: number;
  /** `full`, `minimal`, `none`, or names of panels separated by blanks. */
  controls: string;
  /** `auto` follows the surrounding page if it sets a theme, and otherwise the reader's system. */
  theme: "auto" | "light" | "dark";
  /** When the program is loaded. */
  boot: "visible" | "click" | "now";
  /**
   * The edition of the rules in free play: 2020 if empty. For a scenario, the edition in whose world its commands run:
   * its own if empty. Commands have their edition in them.
   */
  edition: "" | AuroraEdition;
}

export interface AuroraPlaygroundElement extends HTMLElement, AuroraPlaygroundOptions {
  /** The reader's position, as in the last `aurora-step`; undefined before the first, and in free play. */
  readonly current: AuroraStep | undefined;
  /** Resolves when the scenario can be stepped through. */
  readonly ready: Promise<AuroraPlaygroundElement>;
  /** Loads the program at once. */
  start(): Promise<AuroraPlaygroundElement>;
  /** Shows a step, counted from 1, and runs the steps before it. */
  goTo(step: number): Promise<AuroraStep>;
  /** Runs the step shown, unless it has run; with a line, runs that line for the reader. */
  run(line?: string): Promise<AuroraStep>;
  /** Starts again from the beginning. */
  reset(): Promise<AuroraStep>;
  addEventListener<K extends keyof AuroraPlaygroundElementEventMap>(
    type: K,
    listener: (this: AuroraPlaygroundElement, event: AuroraPlaygroundElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof AuroraPlaygroundElementEventMap>(
    type: K,
    listener: (this: AuroraPlaygroundElement, event: AuroraPlaygroundElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** What a frame (embed.html) posts to the surrounding page. Compare `event.source` before you trust a message. */
export type AuroraFrameMessage = { readonly source: "aurora-playground" } & (
  | { readonly type: "height"; readonly height: number }
  | { [K in keyof AuroraPlaygroundEventMap]: { readonly type: AuroraUnprefixed<K>; readonly detail: AuroraPlaygroundEventMap[K]["detail"] } }[keyof AuroraPlaygroundEventMap]
);

/** What can be posted to a frame. */
export type AuroraFrameCommand = { readonly target: "aurora-playground" } & (
  | { readonly type: "goTo"; readonly step: number }
  | { readonly type: "run"; readonly line?: string }
  | { readonly type: "reset" }
  | { readonly type: "height" }
  | { readonly type: "theme"; readonly theme: AuroraPlaygroundOptions["theme"] }
);

type AuroraUnprefixed<K> = K extends `aurora-${infer Name}` ? Name : never;

/**
 * Sets the address of the playground's folder if `embed.js` is not in it, as in a bundle: relative to the page, such as
 * "/playground/", or absolute. Call it in the module that imports this.
 */
export function setBasePath(path: string | URL): void;

declare global {
  interface HTMLElementTagNameMap {
    "aurora-playground": AuroraPlaygroundElement;
  }
  /** The events bubble to surrounding elements, to `document` and to `window`. */
  interface GlobalEventHandlersEventMap extends AuroraPlaygroundEventMap {}
}
