// Courses over time: pointing at one tells its values there, dragging over a stretch zooms into it. What is drawn at first is the page's own drawing.
{
    const source = JSON.parse(document.getElementById('courses').textContent);
    const board = document.querySelector('.courses');
    const times = source.times.map(steps => { let at = 0; return steps.map(step => (at += step) * source.unit); });
    const firsts = times.filter(t => t.length), whole = [Math.min(...firsts.map(t => t[0])), Math.max(...firsts.map(t => t[t.length - 1]))];
    const MINUTE = 60e3, HOUR = 60 * MINUTE, DAY = 24 * HOUR, MONTH = 30.436875 * DAY;
    let shown = whole, drag = null;

    const make = (name, attributes, text) => {
        const element = document.createElementNS(board.querySelector('svg').namespaceURI, name);
        for (const key in attributes) element.setAttribute(key, attributes[key]);
        if (text !== undefined) element.textContent = text;
        return element;
    };
    const round = n => Math.round(n * 10) / 10;
    const panels = [...board.querySelectorAll('rect.ground')].map((ground, i) => {
        const svg = ground.closest('svg'), [x, y, width, height] = ['x', 'y', 'width', 'height'].map(a => +ground.getAttribute(a));
        const titles = [...svg.querySelectorAll('text.title')];
        return { ...source.panels[i], svg, ground, titles, first: [...svg.childNodes], left: x, right: x + width, top: y, bottom: y + height };
    });

    // The last place in a sorted list that is not behind a time; -1 before the first.
    function placeOf(list, time) {
        let low = 0, high = list.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (list[middle] <= time) low = middle + 1; else high = middle;
        }
        return low - 1;
    }

    // The time of all lines that is nearest to one.
    function nearest(time) {
        let best = null;
        for (const list of times) {
            const i = placeOf(list, time);
            for (const at of [list[Math.max(i, 0)], list[i + 1]]) if (at !== undefined && (best === null || Math.abs(at - time) < Math.abs(best - time))) best = at;
        }
        return best;
    }

    // The points of a line that are seen, its ends cut where the window ends.
    function seen(line) {
        const at = times[line.times], [from, to] = shown;
        const first = Math.max(0, placeOf(at, from)), last = Math.min(at.length - 1, placeOf(at, to) + 1), points = [];
        for (let i = first; i <= last; i++) points.push([at[i], line.values[i]]);
        const cut = (a, b, x) => a[1] === null || b[1] === null ? null : a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]);
        if (points.length > 1 && points[0][0] < from) points[0] = [from, cut(points[0], points[1], from)];
        const n = points.length;
        if (n > 1 && points[n - 1][0] > to && points[n - 2][0] <= to) points[n - 1] = [to, cut(points[n - 2], points[n - 1], to)];
        return points.filter(p => p[0] >= from && p[0] <= to);
    }

    function numberTicks(low, high, most) {
        const raw = (high - low) / most, power = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 5, 10].find(s => s * power >= raw * (1 - 1e-9)) * power;
        const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9)), ticks = [];
        for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) ticks.push([k * step, (k === 0 ? 0 : k * step).toFixed(Math.min(digits, 12))]);
        return ticks;
    }

    // Where ratios are what counts: powers of ten, and their doubles and fives.
    function ratioTicks(low, high, most) {
        if (high / low < 4) return numberTicks(low, high, most);
        const ticks = [];
        for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) for (const part of [1, 2, 5]) {
            const value = part * 10 ** power;
            if (value >= low && value <= high) ticks.push([value, power < 0 ? value.toFixed(-power) : String(value)]);
        }
        return ticks;
    }

    const iso = time => new Date(time).toISOString();
    function timeTicks([from, to], most) {
        const room = (to - from) / most, ticks = [];
        const clock = [1e3, 5e3, 15e3, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY].find(s => s >= room);
        if (clock) {
            for (let k = Math.ceil(from / clock); k * clock <= to; k++) ticks.push([k * clock, clock < DAY && k * clock % DAY !== 0 ? iso(k * clock).slice(11, clock < MINUTE ? 19 : 16) : iso(k * clock).slice(0, 10)]);
            return ticks;
        }
        const months = [1, 2, 3, 6, 12, 24, 60, 120, 240].find(m => m * MONTH >= room) ?? 600, first = new Date(from);
        for (let k = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months; ; k += months) {
            const at = Date.UTC(Math.floor(k / 12), k % 12);
            if (at > to) return ticks;
            if (at >= from) ticks.push([at, iso(at).slice(0, months % 12 ? 7 : 4)]);
        }
    }

    function draw(panel) {
        const { svg, left, right, top, bottom } = panel;
        if (shown === whole) return svg.replaceChildren(...panel.first);
        const lines = panel.lines.map(line => [line, seen(line)]);
        let low = Infinity, high = -Infinity;
        for (const [, points] of lines) for (const [, y] of points) if (y !== null) { low = Math.min(low, y); high = Math.max(high, y); }
        if (low > high) [low, high] = [0, 1];
        const log = panel.log && low > 0;
        if (panel.fall) [low, high] = [Math.min(low, -0.01), 0];
        else if (log) { low = Math.max(low, high / 1e4); const room = Math.max((high / low) ** 0.04, 1.001); low /= room; high *= room; }
        else { const room = high > low ? (high - low) * 0.04 : Math.abs(high) * 0.01 || 1; low -= room; high += room; }
        const atX = x => round(left + (x - shown[0]) / (shown[1] - shown[0]) * (right - left));
        const atY = y => round(bottom - (log ? Math.max(Math.log(y / low) / Math.log(high / low), 0) : (y - low) / (high - low)) * (bottom - top));

        const made = [];
        for (const [y, label] of (log ? ratioTicks : numberTicks)(low, high, Math.max(2, Math.floor((bottom - top) / 40)))) {
            made.push(make('line', { class: 'grid', x1: left, x2: right, y1: atY(y), y2: atY(y) }), make('text', { class: 'label end', x: left - 7, y: atY(y) + 4 }, label));
        }
        for (const [x, label] of timeTicks(shown, 12)) {
            made.push(make('line', { class: 'grid', x1: atX(x), x2: atX(x), y1: top, y2: bottom }), make('text', { class: 'label mid', x: Math.min(atX(x), right - 4), y: bottom + 17 }, label));
        }
        made.push(make('line', { class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom }), ...panel.titles);
        for (const [line, points] of lines) {
            let path = '', open = false;
            for (const [x, y] of points) {
                if (y !== null) path += `${open ? 'L' : 'M'}${atX(x)} ${atY(y)}`;
                open = y !== null;
            }
            if (panel.fall && panel.lines.length === 1 && points.length) made.push(make('path', { class: `area ${line.class}`, d: `M${atX(points[0][0])} ${atY(0)}${path.replace(/M/g, 'L')}L${atX(points[points.length - 1][0])} ${atY(0)}z` }));
            made.push(make('path', { class: `line ${line.class}`, d: path }));
        }
        svg.replaceChildren(...made, panel.ground);
    }

    const bar = board.parentNode.insertBefore(Object.assign(document.createElement('div'), { className: 'zoom' }), board);
    const label = document.createElement('span');
    function zoom(from, to) {
        const least = Math.max((whole[1] - whole[0]) / 20000, 10 * source.unit);
        if (to - from < least) [from, to] = [(from + to - least) / 2, (from + to + least) / 2];
        if (from < whole[0]) [from, to] = [whole[0], to + whole[0] - from];
        if (to > whole[1]) [from, to] = [Math.max(whole[0], from + whole[1] - to), whole[1]];
        shown = from <= whole[0] && to >= whole[1] ? whole : [from, to];
        panels.forEach(draw);
        hover(null);
        label.textContent = shown === whole ? 'Drag over a stretch to zoom in.' : `${when(nearest(shown[0]))} to ${when(nearest(shown[1]))}`;
        board.dataset.zoomed = shown !== whole;
    }
    const scale = (factor, about = (shown[0] + shown[1]) / 2) => zoom(about - (about - shown[0]) * factor, about + (shown[1] - about) * factor);
    const move = part => zoom(shown[0] + (shown[1] - shown[0]) * part, shown[1] + (shown[1] - shown[0]) * part);
    const reset = () => zoom(...whole);
    for (const [text, title, act] of [['+', 'Zoom in', () => scale(0.5)], ['−', 'Zoom out', () => scale(2)], ['←', 'Earlier', () => move(-0.5)], ['→', 'Later', () => move(0.5)], ['All', 'The whole time (double-click)', reset]]) {
        const button = bar.appendChild(Object.assign(document.createElement('button'), { type: 'button', textContent: text, title }));
        button.setAttribute('aria-label', title);
        button.addEventListener('click', act);
    }
    bar.append(label);

    function when(time) {
        const text = iso(time);
        return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, source.unit < 1000 ? 23 : 16)}Z`;
    }

    const timeAt = (panel, client) => {
        const x = new DOMPoint(client.clientX, client.clientY).matrixTransform(panel.svg.getScreenCTM().inverse()).x;
        return shown[0] + Math.min(1, Math.max(0, (x - panel.left) / (panel.right - panel.left))) * (shown[1] - shown[0]);
    };

    // A line through all panels, and what all lines are worth there.
    function hover(time) {
        for (const old of board.querySelectorAll('.cross')) old.remove();
        if (time === null) { tip.hidden = true; return; }
        const best = nearest(time);
        const said = [when(best)];
        for (const panel of panels) {
            const x = round(panel.left + Math.min(1, Math.max(0, (best - shown[0]) / (shown[1] - shown[0]))) * (panel.right - panel.left));
            panel.svg.append(make('line', { class: 'cross', x1: x, x2: x, y1: panel.top, y2: panel.bottom }));
            for (const line of [...panel.lines].reverse().slice(0, 12)) {
                const list = times[line.times];
                if (!list.length || best < list[0] || best > list[list.length - 1]) continue;
                const value = line.values[placeOf(list, best)];
                if (value !== null) said.push(`${line.name} ${value.toLocaleString('en', { minimumFractionDigits: panel.digits, maximumFractionDigits: panel.digits })}${panel.unit}`);
            }
        }
        tip.textContent = said.join('\n');
        tip.hidden = false;
    }

    for (const panel of panels) {
        panel.svg.setAttribute('tabindex', '0');
        panel.svg.addEventListener('mousemove', e => {
            const time = timeAt(panel, e);
            if (drag?.panel === panel) {
                const [a, b] = [drag.time, time].sort((x, y) => x - y).map(t => panel.left + (t - shown[0]) / (shown[1] - shown[0]) * (panel.right - panel.left));
                drag.rect.setAttribute('x', a);
                drag.rect.setAttribute('width', b - a);
            }
            hover(time);
        });
        panel.svg.addEventListener('mouseleave', () => { if (!drag) hover(null); });
        panel.svg.addEventListener('mousedown', e => {
            if (e.button !== 0) return;
            const rect = make('rect', { class: 'chosen', y: panel.top, height: panel.bottom - panel.top, x: 0, width: 0 });
            drag = { panel, time: timeAt(panel, e), x: e.clientX, rect: panel.svg.appendChild(rect) };
            e.preventDefault();
            panel.svg.focus({ preventScroll: true });
        });
        panel.svg.addEventListener('dblclick', reset);
        // A page is scrolled past a chart with the wheel: it zooms only where the chart was clicked before, or Ctrl is held.
        panel.svg.addEventListener('wheel', e => {
            if (!e.ctrlKey && document.activeElement !== panel.svg) return;
            e.preventDefault();
            scale(e.deltaY > 0 ? 1.25 : 0.8, timeAt(panel, e));
        }, { passive: false });
        panel.svg.addEventListener('keydown', e => {
            const act = { '+': () => scale(0.5), '-': () => scale(2), ArrowLeft: () => move(-0.25), ArrowRight: () => move(0.25), Escape: reset, 0: reset }[e.key];
            if (!act) return;
            act();
            e.preventDefault();
        });
    }
    addEventListener('mouseup', e => {
        if (!drag) return;
        const { panel, time, x, rect } = drag;
        drag = null;
        rect.remove();
        if (Math.abs(e.clientX - x) > 5) zoom(...[time, timeAt(panel, e)].sort((a, b) => a - b));
    });
    // Where they are moved sideways they are moved together.
    const frames = [...board.querySelectorAll('.drawing')];
    for (const frame of frames) frame.addEventListener('scroll', () => { for (const other of frames) other.scrollLeft = frame.scrollLeft; });

    // On paper it is the whole time again, as without a script.
    addEventListener('beforeprint', reset);
    reset();
}
