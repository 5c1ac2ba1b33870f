// Without a framework. Nothing here runs: it is what the types must take, and after "@ts-expect-error" what they must not.
import { setBasePath } from "aurora-playground";
import type { AuroraFrameCommand, AuroraFrameMessage, AuroraPanel, AuroraPlaygroundElement, AuroraStep } from "aurora-playground";

setBasePath("/playground/");
setBasePath(new URL("https://cdn.example/playground/"));
// @ts-expect-error a number is no address
setBasePath(3);

const made = document.createElement("aurora-playground");
made.goTo(1);
const panel: AuroraPanel = "map";
made.controls = `story ${panel}`;

export function options(element: AuroraPlaygroundElement) {
  Object.assign(element, { scenario: "lose-the-key", step: 3, theme: "dark", controls: "minimal", edition: "2020", boot: "click", title: "t" });
  element.step = 3;
  element.boot = "click";
  // @ts-expect-error a number
  element.step = "3";
  // @ts-expect-error no such theme
  element.theme = "blue";
  // @ts-expect-error no such moment
  element.boot = "later";
  // @ts-expect-error read only
  element.ready = element.ready;
  // @ts-expect-error read only
  element.current = undefined;
}

export async function methods(element: AuroraPlaygroundElement) {
  const answers: Promise<AuroraStep>[] = [element.goTo(2), element.run(), element.run("aws kms list-keys"), element.reset()];
  const steps = answers.map((answer) => answer.then((at) => at.steps?.toFixed()));
  const same = await element.ready;
  await same.start();
  const title: string | undefined = element.current?.title;
  // @ts-expect-error a number
  element.goTo("2");
  // @ts-expect-error a line
  element.run(5);
  return [title, ...steps];
}

export function events(element: AuroraPlaygroundElement) {
  const stepped = ({ detail }: CustomEvent<AuroraStep>) => detail.step;
  element.addEventListener("aurora-step", stepped);
  element.removeEventListener("aurora-step", stepped);
  element.addEventListener("aurora-step", (event) => event.detail.title?.toUpperCase(), { once: true });
  element.addEventListener("aurora-refusal", (event) => event.detail.rule?.toUpperCase());
  element.addEventListener("aurora-error", (event) => event.detail.message.length);
  element.addEventListener("aurora-done", function (event) {
    this.reset();
    return event.detail.steps;
  });
  // @ts-expect-error a refusal has no title
  element.addEventListener("aurora-refusal", (event) => event.detail.title);
  // @ts-expect-error what hears a step hears no click
  element.removeEventListener("click", stepped);

  // The DOM's own stay the DOM's.
  element.addEventListener("click", (event) => event.clientX);
  element.addEventListener("keydown", (event) => event.key);
  element.addEventListener("error", (event) => event.type);
  element.addEventListener("of-somebody-else", (event) => event.type);
  element.addEventListener("aurora-step", { handleEvent: (event: Event) => event.type });
}

export function around() {
  document.addEventListener("aurora-step", (event) => event.detail.step?.toFixed());
  window.addEventListener("aurora-refusal", (event) => event.detail.code.length);
  document.body.addEventListener("aurora-done", (event) => event.detail.steps?.toFixed());
  document.removeEventListener("aurora-step", (event) => event.detail);
  // @ts-expect-error an event of the document has no detail
  document.addEventListener("click", (event) => event.detail.step);
}

export function frame(frame: HTMLIFrameElement) {
  addEventListener("message", ({ source, data }: MessageEvent<AuroraFrameMessage | undefined>) => {
    if (source !== frame.contentWindow || data?.source !== "aurora-playground") return;
    if (data.type === "height") frame.height = data.height.toFixed();
    if (data.type === "step") document.title = data.detail.title ?? "";
    if (data.type === "error") console.log(data.detail.message);
    // @ts-expect-error nothing else is posted
    if (data.type === "aurora-step") return;
  });
  const commands: AuroraFrameCommand[] = [
    { target: "aurora-playground", type: "goTo", step: 4 },
    { target: "aurora-playground", type: "run" },
    { target: "aurora-playground", type: "run", line: "aws kms list-keys" },
    { target: "aurora-playground", type: "theme", theme: "dark" },
    // @ts-expect-error a step is needed
    { target: "aurora-playground", type: "goTo" },
  ];
  for (const command of commands) frame.contentWindow?.postMessage(command, "*");
}
