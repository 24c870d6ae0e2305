// Small helps on top of pages that work without any script.
(function () {
  'use strict';
  const said = document.currentScript.dataset;
  const $ = (selector, root) => (root || document).querySelector(selector);
  const $$ = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  document.documentElement.classList.add('js');

  // One polite live region for every message.
  const region = document.createElement('div');
  region.className = 'vh';
  region.setAttribute('role', 'status');
  document.body.append(region);
  function say(text) {
    region.textContent = '';
    setTimeout(() => { region.textContent = text; }, 50);
  }

  // Copy: <button data-copy="#id"> or <button data-copy-text="…">
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy], [data-copy-text]');
    if (!button) return;
    let told = said.copied;
    try {
      await navigator.clipboard.writeText(button.dataset.copyText || $(button.dataset.copy).innerText.trim());
    } catch (error) {
      told = said.failed;
    }
    say(told);
    button.dataset.label = button.dataset.label || button.textContent;
    button.textContent = told;
    setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
  });

  // Letters that a Russian or an English keyboard lacks.
  $$('.letters button').forEach(button => button.addEventListener('click', () => {
    const field = $('#q');
    field.setRangeText(button.textContent, field.selectionStart, field.selectionEnd, 'end');
    field.focus();
  }));

  // Menus made of <details>: Escape and a click elsewhere close them.
  const menus = () => $$('.menu[open], .pno[open]');
  document.addEventListener('click', event => menus().forEach(menu => {
    if (!menu.contains(event.target)) menu.open = false;
  }));
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    menus().forEach(menu => { menu.open = false; $('summary', menu).focus(); });
  });

  // "/" leads to the search field, unless something is being typed.
  document.addEventListener('keydown', event => {
    const field = $('#q');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !field) return;
    if (event.target.closest('input, select, textarea')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // A choice of a view goes into the address, so that the link opens the same view.
  $$('form[data-live]').forEach(form => form.addEventListener('change', () => {
    const url = new URL(location.href);
    Array.from(form.elements, each => each.name).filter(Boolean).forEach(name => url.searchParams.delete(name));
    new FormData(form).forEach((value, name) => url.searchParams.append(name, value));
    history.replaceState(null, '', url);
  }));

  $$('[data-print]').forEach(button => button.addEventListener('click', () => window.print()));
})();
