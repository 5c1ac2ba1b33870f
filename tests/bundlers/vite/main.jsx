import { useState } from "react";
import { createRoot } from "react-dom/client";
import { setBasePath } from "aurora-playground/react";

setBasePath("/playground/");

function Lesson() {
  const [at, setAt] = useState();
  return (
    <main>
      <h1>Vite and React</h1>
      <aurora-playground scenario="lose-the-key" step={2} title="Lose the key" onaurora-step={(event) => setAt(event.detail)}>
        <p>What stands here until the playground runs.</p>
      </aurora-playground>
      <p role="status">{at ? `You are at step ${at.step} of ${at.steps}.` : "It has not begun."}</p>
    </main>
  );
}

createRoot(document.getElementById("root")).render(<Lesson />);
