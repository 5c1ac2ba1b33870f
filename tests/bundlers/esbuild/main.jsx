import { render } from "preact";
import { useState } from "preact/hooks";
import { setBasePath } from "aurora-playground/preact";

setBasePath("https://playground.example/");

function Lesson() {
  const [at, setAt] = useState();
  return (
    <main>
      <h1>esbuild and Preact</h1>
      <aurora-playground scenario="lose-the-key" step={2} title="Lose the key" onaurora-step={(event) => setAt(event.detail)}>
        <p>What stands here until the playground runs.</p>
      </aurora-playground>
      <p role="status">{at ? `You are at step ${at.step} of ${at.steps}.` : "It has not begun."}</p>
    </main>
  );
}

render(<Lesson />, document.getElementById("root"));
