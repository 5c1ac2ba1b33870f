import { defineConfig } from 'vitepress';

export default defineConfig({
  title: 'Operations handbook',
  srcDir: 'docs',
  // Lessons are Markdown files that stay as they are: docs/public/ is copied to the root of the site.
  srcExclude: ['public/**'],
  // The playground's folder is copied into the built site (or into docs/public/).
  head: [['script', { type: 'module', src: '/playground/embed.js' }]],
  // For Vue, what it does not know is a component of its own that is missing.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'aurora-playground' } } },
});
