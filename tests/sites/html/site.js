// The switch of this site's own theme: a class on <html>, as many sites do it.
const button = document.getElementById('theme');
button.addEventListener('click', () => {
  const dark = document.documentElement.classList.toggle('dark');
  button.textContent = dark ? 'Light' : 'Dark';
});
