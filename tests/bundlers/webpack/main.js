import { createApp, h, ref } from "vue";
import { setBasePath } from "aurora-playground/vue";

setBasePath("/playground/");

const at = ref();

createApp(() =>
  h("main", [
    h("h1", "webpack and Vue"),
    h(
      "aurora-playground",
      { scenario: "lose-the-key", step: 2, title: "Lose the key", onAuroraStep: (event) => (at.value = event.detail) },
      h("p", "What stands here until the playground runs."),
    ),
    h("p", { role: "status" }, at.value ? `You are at step ${at.value.step} of ${at.value.steps}.` : "It has not begun."),
  ]),
).mount("#root");
