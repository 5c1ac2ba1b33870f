/** @jsxImportSource react */
import { useEffect, useRef, useState } from "react";
import { setBasePath, type AuroraPlaygroundElement } from "aurora-playground/react";

setBasePath("/playground/");

export function Lesson() {
  const playground = useRef<AuroraPlaygroundElement>(null);
  const [step, setStep] = useState<number>();
  useEffect(() => {
    playground.current?.goTo(2);
  }, []);
  return (
    <section title={`Step ${step}`}>
      <aurora-playground
        ref={playground}
        scenario="rotate-a-key"
        step={2}
        theme="dark"
        boot="click"
        title="Rotating a key"
        className="wide"
        onClick={(event) => event.clientX}
        onaurora-step={(event) => setStep(event.detail.step)}
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
