import { defineConfig } from 'vitepress';

export default defineConfig({
  title: 'Operations handbook',
  srcDir: 'docs',
  // Scenarios are Markdown files that are not converted: docs/public/ is copied to the root of the site.
  srcExclude: ['public/**'],
  // The playground's folder is copied into the built site (or into docs/public/).
  head: [['script', { type: 'module', src: '/playground/embed.js' }]],
  // Vue takes unknown elements for missing components.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'aurora-playground' } } },
});
