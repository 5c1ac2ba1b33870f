/** Types of the custom element `<aurora-playground>`. What each option does: guides/embed.html. */

/** A panel that `controls` can name. */
export type AuroraPanel = "story" | "map" | "inspector" | "console" | "trail" | "timeline";

/** Where the playground stands. `scenario` is null in free play, and the other members are missing then. */
export interface AuroraPlace {
  readonly scenario: string | null;
  /** The step shown, from 1. */
  readonly step?: number;
  /** How many steps the scenario has. */
  readonly steps?: number;
}

/** The detail of `step`, and what the methods resolve to. */
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

export interface AuroraPlaygroundEventMap {
  ready: CustomEvent<Record<string, never>>;
  step: CustomEvent<AuroraStep>;
  refusal: CustomEvent<AuroraRefusal>;
  done: CustomEvent<AuroraPlace>;
  error: CustomEvent<{ readonly message: string }>;
}

export interface AuroraPlaygroundElement extends HTMLElement {
  /** A scenario's id, or the address of an author's file; empty for free play. */
  scenario: string;
  /** Commands to run at first, as the share dialog writes them; instead of a scenario. */
  commands: string;
  /** The step that is shown first, from 1. */
  step: number;
  /** `full`, `minimal`, `none`, or panels with blanks between. */
  controls: string;
  theme: "auto" | "light" | "dark";
  boot: "visible" | "click" | "now";
  edition: "2020";
  /** Resolves when the scenario can be stepped through. */
  readonly ready: Promise<AuroraPlaygroundElement>;
  /** Boots at once. */
  start(): Promise<AuroraPlaygroundElement>;
  /** Shows a step, counted from 1, everything before it run. */
  goTo(step: number): Promise<AuroraStep>;
  /** Runs the step shown, unless it has run; with a line, runs that as the reader's own. */
  run(line?: string): Promise<AuroraStep>;
  /** Begins again. */
  reset(): Promise<AuroraStep>;
  addEventListener<K extends keyof AuroraPlaygroundEventMap>(type: K, listener: (this: AuroraPlaygroundElement, event: AuroraPlaygroundEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "aurora-playground": AuroraPlaygroundElement;
  }
}
