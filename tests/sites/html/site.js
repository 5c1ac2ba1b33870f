// The switch of this site's own theme: a class on <html>, as on many sites.
const button = document.getElementById('theme');
button.addEventListener('click', () => {
  const dark = document.documentElement.classList.toggle('dark');
  button.textContent = dark ? 'Light' : 'Dark';
});
