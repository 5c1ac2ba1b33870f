// The time that clicks of tests take.

/**
 * Runs in the page: each click comes a second after the one before, as the page's clock has it. The button that runs a step
 * takes no click that comes too soon after that. `hurry()` ends it.
 */
export function takeTime() {
  let clicks = 0;
  let each = 1000;
  const { get } = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp');
  Object.defineProperty(Event.prototype, 'timeStamp', { configurable: true, get() { return get.call(this) + clicks * each; } });
  addEventListener('click', () => (clicks += 1), true);
  globalThis.hurry = () => (each = 0);
}
