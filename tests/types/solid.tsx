/** @jsxImportSource solid-js */
import { createSignal } from "solid-js";
import { setBasePath, type AuroraPlaygroundElement } from "aurora-playground/solid";

setBasePath("/playground/");

export function Lesson() {
  let playground: AuroraPlaygroundElement | undefined;
  const [step, setStep] = createSignal<number>();
  return (
    <section title={`Step ${step()}`} onClick={() => playground?.goTo(2)}>
      <aurora-playground
        ref={playground}
        scenario="rotate-a-key"
        step={2}
        theme="dark"
        boot="click"
        title="Rotating a key"
        class="wide"
        onClick={(event) => event.clientX}
        on:aurora-step={(event) => setStep(event.detail.step)}
        on:aurora-refusal={({ detail }) => console.log(detail.code.length)}
      >
        <p>What stands here until the playground runs.</p>
      </aurora-playground>
      {/* @ts-expect-error no such theme */}
      <aurora-playground scenario="rotate-a-key" theme="blue" />
      {/* @ts-expect-error a number */}
      <aurora-playground scenario="rotate-a-key" step="2" />
      {/* @ts-expect-error no such option */}
      <aurora-playground scenari="rotate-a-key" />
    </section>
  );
}
