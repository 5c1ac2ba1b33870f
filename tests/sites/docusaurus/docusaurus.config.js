// The docs and the classic theme: the defaults of a Docusaurus site, without blog and search.
export default {
  title: 'Operations handbook',
  url: 'https://example.org',
  baseUrl: '/',
  onBrokenLinks: 'throw',
  plugins: [['@docusaurus/plugin-content-docs', { routeBasePath: '/', sidebarPath: undefined, breadcrumbs: false }]],
  themes: ['@docusaurus/theme-classic'],
  themeConfig: {
    navbar: { title: 'Operations handbook' },
    colorMode: { respectPrefersColorScheme: true },
  },
  // The playground's folder is copied into build/ (or into static/, which Docusaurus copies unchanged).
  scripts: [{ src: '/playground/embed.js', type: 'module' }],
};
