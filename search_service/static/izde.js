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
  // They are one stop on the way of Tab; arrows lead from letter to letter (ARIA Authoring Practices, toolbar).
  $$('.letters').forEach(bar => {
    const buttons = $$('button', bar);
    const stopAt = at => buttons.forEach((each, index) => { each.tabIndex = index === at ? 0 : -1; });
    stopAt(0);
    bar.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const at = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
      stopAt(at);
      buttons[at].focus();
    });
  });

  // Menus made of <details>: Escape and a click elsewhere close them.
  const menus = () => $$('.menu[open], .pno[open]');
  document.addEventListener('click', event => menus().forEach(menu => {
    if (!menu.contains(event.target)) menu.open = false;
  }));
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    menus().forEach(menu => { menu.open = false; $('summary', menu).focus(); });
  });

  // "/" leads to the search field, unless something is being typed or the reader has switched it off.
  const slash = () => {
    try {
      return localStorage.getItem('izde-slash') !== 'off';
    } catch (error) {
      return true;
    }
  };
  $$('[data-slash]').forEach(button => {
    button.parentElement.hidden = !$('#q');
    button.setAttribute('aria-pressed', slash());
    button.addEventListener('click', () => {
      try {
        localStorage.setItem('izde-slash', slash() ? 'off' : 'on');
      } catch (error) { /* a browser that keeps nothing keeps the key, too */ }
      button.setAttribute('aria-pressed', slash());
    });
  });
  document.addEventListener('keydown', event => {
    const field = $('#q');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !field || !slash()) return;
    if (event.target.closest('input, select, textarea')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // Arrow keys go from hit to hit while one of them has the focus; Enter opens its text.
  const openers = $$('.hits > .hit').map(hit => $('.acts a', hit));
  function toHit(at) {
    openers[at].focus();
    openers[at].closest('.hit').scrollIntoView({ block: 'nearest' });
  }
  const found = $('#hits');
  if (openers.length && found) found.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hit = event.target.closest('.hit');
    if (!step || !(hit || event.target === found)) return;
    if (event.target.closest('input, select, textarea')) return;
    event.preventDefault();
    const at = openers.indexOf(hit && $('.acts a', hit)) + step;
    if (at < 0) $('#q').focus();
    else toHit(Math.min(at, openers.length - 1));
  });

  // Suggestions while typing: the field becomes a combobox (ARIA Authoring Practices) over a list of them.
  $$('[data-suggest]').forEach(field => {
    const list = document.createElement('ul');
    let asked, waiting, chosen = -1;
    list.id = 'suggested';
    list.className = 'suggested';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', field.dataset.told);
    field.after(list);
    // Grey bars for an answer that takes more than a second.
    const late = document.createElement('div');
    late.className = 'suggested ghost';
    late.hidden = true;
    late.setAttribute('aria-hidden', true);
    late.append(...'123'.split('').map(() => document.createElement('i')));
    list.after(late);
    Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': false,
    }).forEach(([name, value]) => field.setAttribute(name, value));

    function choose(at) {
      chosen = at;
      Array.from(list.children).forEach((each, index) => each.setAttribute('aria-selected', index === at));
      if (at < 0) return field.removeAttribute('aria-activedescendant');
      field.setAttribute('aria-activedescendant', list.children[at].id);
      list.children[at].scrollIntoView({ block: 'nearest' });
    }

    function close() {
      clearTimeout(waiting);
      if (asked) asked.abort();
      list.hidden = true;
      field.setAttribute('aria-expanded', false);
      choose(-1);
    }

    function take(option) {
      field.value = option.dataset.query;
      close();
      field.form.requestSubmit();
    }

    function part(text, name) {
      const span = document.createElement('span');
      span.textContent = text;
      span.className = name;
      return span;
    }

    function show(completions) {
      if (!completions.length || document.activeElement !== field) return close();
      list.replaceChildren(...completions.map((each, index) => {
        const option = document.createElement('li');
        option.id = `suggested-${index}`;
        option.setAttribute('role', 'option');
        option.dataset.query = each.query;
        option.append(part(each.text, ''), ' ', part(`${field.dataset[each.kind]}, ${each.count}`, 'quiet'));
        return option;
      }));
      list.hidden = false;
      field.setAttribute('aria-expanded', true);
      choose(-1);
      say(`${field.dataset.told}: ${completions.length}`);
    }

    async function suggest() {
      if (asked) asked.abort();
      if (!field.value.trim()) return close();
      asked = new AbortController();
      const slow = setTimeout(() => {
        late.hidden = !list.hidden;
        say(field.dataset.late);
      }, 1000);
      try {
        const address = `${field.dataset.suggest}?limit=8&q=${encodeURIComponent(field.value)}`;
        const answer = await fetch(address, { signal: asked.signal });
        show(answer.ok ? (await answer.json()).completions : []);
      } catch (error) {
        // Another letter came meanwhile, or there is no connection: then nothing is suggested.
        if (error.name !== 'AbortError') close();
      } finally {
        clearTimeout(slow);
        late.hidden = true;
      }
    }

    field.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(suggest, 150);
    });
    field.addEventListener('blur', close);
    field.form.addEventListener('submit', close);
    list.addEventListener('mousedown', event => event.preventDefault());
    list.addEventListener('click', event => {
      const option = event.target.closest('[role=option]');
      if (option) take(option);
    });
    field.addEventListener('keydown', event => {
      if (event.isComposing) return;
      const open = !list.hidden, count = list.children.length;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape' && open) {
        close();
      } else if (event.key === 'Enter' && open && chosen >= 0) {
        take(list.children[chosen]);
      } else if (step && open) {
        // One place more than there are options: at that one nothing is chosen.
        choose((chosen + 1 + step + count + 1) % (count + 1) - 1);
      } else if (step === 1 && openers.length && field.value === field.defaultValue) {
        toHit(0);
      } else if (step === 1 && field.value.trim()) {
        suggest();
      } else {
        return;
      }
      event.preventDefault();
    });
  });

  // Lines of a concordance that are too long end at a whole word; what is beyond stays in the page.
  function fitted(cell, after) {
    const holder = $('bdi', cell) || cell;
    if (cell.scrollWidth <= cell.clientWidth) return null;
    const text = after ? holder.lastChild : holder.firstChild;
    if (!text || text.nodeType !== Node.TEXT_NODE) return null;
    const room = cell.getBoundingClientRect(), style = getComputedStyle(cell), dots = 1.3 * parseFloat(style.fontSize);
    const range = document.createRange();
    const words = Array.from(text.data.matchAll(/\S+/g));
    const fits = word => {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      return after ? box.right + dots <= room.right - parseFloat(style.paddingRight)
        : box.left - dots >= room.left + parseFloat(style.paddingLeft);
    };
    const kept = words.filter(fits);
    if (!kept.length) return null;
    const last = kept[kept.length - 1];
    return { text, after, at: after ? last.index + last[0].length : kept[0].index };
  }
  function cutAt({ text, after, at }) {
    const span = (name, words) => Object.assign(document.createElement('span'), { className: name, textContent: words });
    const rest = text.splitText(at), beyond = after ? rest : text;
    const dots = span('dots', '…');
    dots.setAttribute('aria-hidden', true);
    const hidden = span('beyond', beyond.data);
    beyond.replaceWith(...(after ? [dots, hidden] : [hidden, dots]));
  }
  const lines = $('.kwic:not(.whole)');
  if (lines) {
    let width = 0;
    new ResizeObserver(() => {
      if (lines.clientWidth === width) return;
      width = lines.clientWidth;
      const cells = $$('td.l, td.r', lines);
      $$('.dots', lines).forEach(each => each.remove());
      $$('.beyond', lines).forEach(each => each.replaceWith(each.textContent));
      cells.forEach(cell => cell.normalize());
      // All is measured before anything is moved, so that the page is laid out once.
      cells.map(cell => fitted(cell, cell.matches('.r'))).filter(Boolean).forEach(cutAt);
    }).observe(lines);
  }

  // A choice of a view goes into the address, so that the link opens the same view.
  $$('form[data-live]').forEach(form => form.addEventListener('change', () => {
    const url = new URL(location.href);
    Array.from(form.elements, each => each.name).filter(Boolean).forEach(name => url.searchParams.delete(name));
    new FormData(form).forEach((value, name) => url.searchParams.append(name, value));
    history.replaceState(null, '', url);
  }));

  // The teacher's sheet: this browser keeps the address of the last one, and a link [data-sheet] adds to it.
  const MOST = 100;
  const kept = () => {
    try {
      return new URLSearchParams(localStorage.getItem('sheet') || '');
    } catch (error) {
      return new URLSearchParams();
    }
  };
  const keep = sheet => {
    sheet.delete('ui');
    try {
      localStorage.setItem('sheet', sheet);
    } catch (error) {
      // Without storage the link itself leads to a sheet.
      return false;
    }
    showTray();
    return true;
  };
  function showTray() {
    const sheet = kept(), passages = sheet.getAll('p');
    $$('[data-tray]').forEach(link => {
      link.dataset.path = link.dataset.path || link.getAttribute('href');
      const path = new URL(link.dataset.path, location.href);
      sheet.forEach((value, name) => path.searchParams.append(name, value));
      link.href = path.pathname + path.search;
      const number = $('b', link) || link.appendChild(document.createElement('b'));
      number.textContent = passages.length || '';
      number.hidden = !passages.length;
    });
    $$('[data-sheet]').forEach(link => {
      link.dataset.add = link.dataset.add || link.textContent;
      const held = passages.includes(link.dataset.sheet);
      link.textContent = held ? said.collected : link.dataset.add;
      link.classList.toggle('held', held);
    });
    $$('[data-sheet-kept]').forEach(each => {
      each.hidden = !passages.length;
      $('a', each).href = $('[data-tray]').href;
    });
  }
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-sheet]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const sheet = kept(), passages = sheet.getAll('p');
    if (passages.includes(link.dataset.sheet)) {
      event.preventDefault();
      location.href = $('[data-tray]').href;
    } else if (passages.length >= MOST) {
      event.preventDefault();
      say(said.full);
      link.textContent = said.full;
    } else {
      sheet.append('p', link.dataset.sheet);
      if (sheet.has('n')) sheet.append('n', '');
      if (!keep(sheet)) return;
      event.preventDefault();
      say(said.collected);
    }
  });
  // A change of one's own sheet leads to another address, which is to be kept instead.
  const changing = 'izde-sheet-changing';
  const changed = () => {
    try {
      const found = sessionStorage.getItem(changing);
      sessionStorage.removeItem(changing);
      return Boolean(found);
    } catch (error) {
      return false;
    }
  };
  if ($('[data-sheet-kept]') && changed()) keep(new URLSearchParams());
  $$('[data-sheet-form]').forEach(form => {
    const here = new URLSearchParams(location.search);
    here.delete('ui');
    // One's own sheet goes on being kept while it is changed; a colleague's is kept only when asked for.
    const own = () => {
      if (keep(here)) form.addEventListener('submit', () => sessionStorage.setItem(changing, 'yes'));
    };
    const button = $('[data-sheet-keep]', form);
    if (changed() || String(kept()) === String(here)) {
      own();
    } else {
      button.hidden = false;
      button.addEventListener('click', () => {
        own();
        button.hidden = true;
        say(said.collected);
      });
    }
    // What is being written is printed, too.
    form.addEventListener('input', event => {
      const printed = event.target.name === 'n' && $('.said', event.target.closest('.ask'));
      if (printed) printed.textContent = event.target.value;
    });
  });
  showTray();

  $$('[data-print]').forEach(button => button.addEventListener('click', () => window.print()));
})();
