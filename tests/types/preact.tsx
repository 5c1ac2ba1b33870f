/** @jsxImportSource preact */
import { createRef } from "preact";
import { setBasePath, type AuroraPlaygroundElement } from "aurora-playground/preact";

setBasePath("/playground/");

export function Lesson() {
  const playground = createRef<AuroraPlaygroundElement>();
  return (
    <section onClick={() => playground.current?.goTo(2)}>
      <aurora-playground
        ref={playground}
        scenario="rotate-a-key"
        step={2}
        theme="dark"
        boot="click"
        title="Rotating a key"
        class="wide"
        onClick={(event) => event.clientX}
        onaurora-step={(event) => console.log(event.detail.step?.toFixed())}
        onaurora-refusal={({ detail }) => console.log(detail.code.length)}
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
