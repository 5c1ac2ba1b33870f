// The page in the pseudo-language (web/static/language.js): each text of the interface is looked up, and has room when it is
// 40 % longer. What comes from elsewhere (scenarios, the state of a world, AWS) stays in English and is declared here.
import { challenges } from './challenges.js';
import { address, firstStep } from './lessons.js';
import { filled } from './parts.js';
import { expect, onOnePage, test } from './page.js';

const LANGUAGE = '?lang=en-XA';
const WIDE = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

/** Where texts stand that are not the interface's, by where they come from. */
const CONTENT = {
  'names, code, and what was typed or printed': '[translate=no], code, kbd, pre, textarea, svg',
};

const asked = firstStep((step, lesson, number) => step.question && step.refused?.rule && number > 1);
