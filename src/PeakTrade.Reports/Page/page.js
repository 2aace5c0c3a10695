// What goes wrong is written where a test finds it.
const root = document.documentElement;
addEventListener('error', e => root.setAttribute('data-error', e.message));

// By day or by night as the system has it, until the reader says otherwise.
const toggle = document.querySelector('header').appendChild(Object.assign(document.createElement('button'), { type: 'button', className: 'theme', title: 'By day or by night' }));
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
const nameTheme = () => { toggle.textContent = isDark() ? '☀ Light' : '☾ Dark'; };
toggle.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; nameTheme(); });
nameTheme();

// Pointing at a mark shows what it stands for, and marks the same item in every chart and table of the page.
const facts = JSON.parse(document.getElementById('facts')?.textContent ?? '{"names":[],"items":{}}');
const tip = document.body.appendChild(Object.assign(document.createElement('div'), { id: 'tip', hidden: true }));

// The marks of a chart, read from its paths: a key, and the corners that are drawn for it.
const marksOf = new Map();
function marks(svg) {
    if (!marksOf.has(svg)) {
        const found = [];
        for (const shape of svg.querySelectorAll('[data-k]')) {
            const keys = shape.dataset.k.split(' ');
            if (shape.localName === 'circle') found.push([keys[0], [[+shape.getAttribute('cx'), +shape.getAttribute('cy')]]]);
            else shape.getAttribute('d').slice(1).split('M').forEach((piece, i) => found.push([keys[i], piece.replace('h0', '').split('L').map(p => p.split(' ').map(Number))]));
        }
        marksOf.set(svg, found);
    }
    return marksOf.get(svg);
}

function distance([x, y], corners) {
    let least = Infinity;
    for (let i = 0; i < corners.length; i++) {
        const [ax, ay] = corners[Math.max(0, i - 1)], [bx, by] = corners[i];
        const length = (bx - ax) ** 2 + (by - ay) ** 2;
        const t = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0;
        least = Math.min(least, Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)));
    }
    return least;
}

let hot = null;
function show(key) {
    if (key === hot) return;
    hot = key;
    for (const old of document.querySelectorAll('.hot-mark')) old.remove();
    for (const row of document.querySelectorAll('tr[data-k]')) row.classList.toggle('hot', row.dataset.k === key);
    tip.hidden = !facts.items[key];
    if (tip.hidden) return;
    tip.textContent = facts.items[key].map((text, i) => i === 0 ? text : facts.names[i - 1] + ' ' + text).join('\n');
    for (const svg of document.querySelectorAll('svg.chart')) {
        let dotted = false;
        for (const [other, corners] of marks(svg)) {
            if (other !== key || (dotted && corners.length === 1)) continue;
            dotted = true;
            const path = document.createElementNS(svg.namespaceURI, 'path');
            path.setAttribute('class', 'hot-mark');
            path.setAttribute('d', corners.length > 1 ? 'M' + corners.map(c => c.join(' ')).join('L') : `M${corners[0][0] - 7} ${corners[0][1]}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0`);
            svg.append(path);
        }
    }
}

addEventListener('mousemove', e => {
    const svg = e.target.closest?.('svg.chart');
    if (!svg) return show(null);
    const at = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
    let least = 14, key = null;
    for (const [other, corners] of marks(svg)) {
        const d = distance([at.x, at.y], corners);
        if (d < least) [least, key] = [d, other];
    }
    show(key);
    tip.style.left = Math.max(4, Math.min(e.clientX + 16, innerWidth - tip.offsetWidth - 8)) + 'px';
    tip.style.top = Math.max(4, e.clientY + 18 + tip.offsetHeight > innerHeight ? e.clientY - tip.offsetHeight - 12 : e.clientY + 18) + 'px';
});

// The script says it better and sooner than the browser's own tooltip.
for (const title of document.querySelectorAll('[data-k] > title')) title.remove();

for (const head of document.querySelectorAll('table.sortable th')) head.querySelector('button')?.addEventListener('click', () => {
    const body = head.closest('table').tBodies[0];
    const up = head.getAttribute('aria-sort') !== 'ascending';
    for (const other of head.parentNode.children) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const text = row => row.cells[head.cellIndex].dataset.v ?? row.cells[head.cellIndex].textContent;
    const order = (a, b) => isNaN(a) || isNaN(b) ? String(a).localeCompare(String(b), 'en') : a - b;
    body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * order(text(a), text(b))));
});

for (const button of document.querySelectorAll('button.copy')) button.addEventListener('click', async () => {
    const line = button.parentNode.querySelector('pre');
    getSelection().selectAllChildren(line);
    try {
        await navigator.clipboard.writeText(line.textContent);
        button.textContent = 'Copied';
    } catch {
        button.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C';
    }
});

root.setAttribute('data-ready', 'true');
